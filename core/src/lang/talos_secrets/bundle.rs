//! Reading a bundle's values. What is missing reads as empty: the checks have said so by then.

use crate::lang::formats::decoded;
use crate::tree::Tree;

/// A certificate with its key, both PEM text in base64.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pair<'t> {
    /// Certificate; empty for a key alone.
    pub crt: &'t str,
    /// Private key.
    pub key: &'t str,
}

impl Pair<'_> {
    /// PEM text of certificate and key.
    pub fn decoded(&self) -> (String, String) {
        let text = |base64: &str| String::from_utf8(decoded(base64).unwrap_or_default()).unwrap_or_default();
        (text(self.crt), text(self.key))
    }
}

/// Values of a bundle.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bundle<'t> {
    /// `cluster.id`.
    pub cluster_id: &'t str,
    /// `cluster.secret`.
    pub cluster_secret: &'t str,
    /// `secrets.bootstraptoken`.
    pub bootstrap_token: &'t str,
    /// `secrets.aescbcencryptionsecret`.
    pub aescbc: &'t str,
    /// `secrets.secretboxencryptionsecret`.
    pub secretbox: &'t str,
    /// `trustdinfo.token`.
    pub machine_token: &'t str,
    /// `certs.etcd`.
    pub etcd: Pair<'t>,
    /// `certs.k8s`.
    pub kubernetes: Pair<'t>,
    /// `certs.k8saggregator`.
    pub aggregator: Pair<'t>,
    /// `certs.k8sserviceaccount`, a key alone.
    pub service_account: Pair<'t>,
    /// `certs.os`.
    pub machine_ca: Pair<'t>,
}

impl<'t> Bundle<'t> {
    /// Reads the values of a bundle's tree.
    pub fn of(tree: &'t Tree) -> Self {
        let text = |path: &[&str]| {
            let below = |node, key: &&str| tree.get(tree.resolve(node), key);
            let node = tree.root().and_then(|root| path.iter().try_fold(root, below));
            node.map_or("", |n| tree.text(tree.resolve(n)))
        };
        let pair = |name| Pair { crt: text(&["certs", name, "crt"]), key: text(&["certs", name, "key"]) };
        Self {
            cluster_id: text(&["cluster", "id"]),
            cluster_secret: text(&["cluster", "secret"]),
            bootstrap_token: text(&["secrets", "bootstraptoken"]),
            aescbc: text(&["secrets", "aescbcencryptionsecret"]),
            secretbox: text(&["secrets", "secretboxencryptionsecret"]),
            machine_token: text(&["trustdinfo", "token"]),
            etcd: pair("etcd"),
            kubernetes: pair("k8s"),
            aggregator: pair("k8saggregator"),
            service_account: pair("k8sserviceaccount"),
            machine_ca: pair("os"),
        }
    }
}
