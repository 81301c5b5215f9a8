//! A new configuration from a secrets bundle: what `talosctl gen config` writes with the same options, byte for byte
//! (Talos 1.14, pkg/machinery/config/generate). Pure: keys come from the bundle, and nothing here makes any.

pub(in crate::lang) mod contract;
mod documents;
mod kubernetes;
mod legacy;
mod value;

use super::ID;
use crate::lang::formats::{URL, hostname};
use crate::lang::{BaseInput, talos_secrets::Bundle};
use crate::syntax::print::{Plain, print};
use contract::Contract;
use value::{map, text};

/// Networks of pods and services when nothing else is said.
const POD_NETWORK: &str = "10.244.0.0/16";
const SERVICE_NETWORK: &str = "10.96.0.0/12";

/// Domain of services when nothing else is said.
const DNS_DOMAIN: &str = "cluster.local";

/// Port of the load balancer for the Kubernetes API on each machine.
const KUBE_PRISM_PORT: &str = "7445";

/// Label that keeps load balancers off control planes.
const NO_LOAD_BALANCER: &str = "node.kubernetes.io/exclude-from-external-load-balancers";

/// Label and taint of control planes.
const CONTROL_PLANE: &str = "node-role.kubernetes.io/control-plane";

/// Roles that a machine can have.
pub(super) const ROLES: &[&str] = &["controlplane", "worker"];

/// Everything that the parts of a configuration are made from.
struct Input<'a> {
    given: &'a BaseInput<'a>,
    bundle: Bundle<'a>,
    contract: Contract,
    control_plane: bool,
    /// The endpoint as the printer of URLs writes it.
    endpoint: String,
}

impl Input<'_> {
    fn pods(&self) -> Plain {
        value::list(or_default(self.given.pod_networks, POD_NETWORK))
    }

    fn services(&self) -> Plain {
        value::list(or_default(self.given.service_networks, SERVICE_NETWORK))
    }

    fn dns_domain(&self) -> Plain {
        text(if self.given.dns_domain.is_empty() { DNS_DOMAIN } else { self.given.dns_domain })
    }

    fn image(&self, name: &str) -> Plain {
        let version = self.given.kubernetes.strip_prefix('v').unwrap_or(self.given.kubernetes);
        text(format!("{name}:v{version}"))
    }

    /// Names in the certificate of the API server.
    fn api_server_names(&self) -> Vec<&str> {
        let own = self.contract.endpoint_in_names.then(|| hostname(self.given.endpoint)).flatten();
        own.into_iter().chain(self.given.names.iter().map(String::as_str)).collect()
    }
}

fn or_default<'a>(given: &'a [String], default: &'a str) -> Vec<&'a str> {
    if given.is_empty() { vec![default] } else { given.iter().map(String::as_str).collect() }
}

/// Writes the configuration of a machine, as its own release would. The bundle must have passed its checks; what it
/// lacks is written empty.
pub(super) fn generate(given: &BaseInput<'_>) -> String {
    let contract = Contract::at(given.target.version);
    let endpoint = URL.print.map_or_else(
        || given.endpoint.to_owned(),
        |p| match p(given.endpoint) {
            crate::model::Printed::Text(text) | crate::model::Printed::Bare(text) => text,
        },
    );
    let input =
        Input { given, bundle: Bundle::of(given.secrets), contract, control_plane: given.role == ROLES[0], endpoint };
    debug_assert_eq!(given.target.language, ID);
    let mut out = vec![legacy::document(&input)];
    out.extend(documents::documents(&input));
    if contract.kubernetes_documents {
        out.extend(kubernetes::documents(&input));
    }
    let style = super::MERGE.style(given.target.version, super::TALOS.scalars);
    let texts: Vec<_> = out.iter().map(|document| print(document, &style)).collect();
    texts.join("---\n")
}

fn document(kind: &str, fields: Vec<(&str, Option<Plain>)>) -> Plain {
    let head = [("apiVersion", Some(text(super::API_VERSION))), ("kind", Some(text(kind)))];
    map(head.into_iter().chain(fields).collect())
}

/// Configuration of the admission plugin for pod security that new clusters get.
fn pod_security() -> Plain {
    let level = |mode: &str, level: &str| {
        [(mode.to_owned(), level.to_owned()), (format!("{mode}-version"), "latest".to_owned())]
    };
    let defaults = [level("audit", "restricted"), level("enforce", "baseline"), level("warn", "restricted")];
    let defaults = defaults.into_iter().flatten().map(|(k, v)| (k, text(v))).collect();
    let exemptions = map(vec![
        ("namespaces", Some(value::list(vec!["kube-system"]))),
        ("runtimeClasses", Some(Plain::Seq(Vec::new()))),
        ("usernames", Some(Plain::Seq(Vec::new()))),
    ]);
    map(vec![
        ("apiVersion", Some(text("pod-security.admission.config.k8s.io/v1alpha1"))),
        ("defaults", Some(Plain::Map(defaults))),
        ("exemptions", Some(exemptions)),
        ("kind", Some(text("PodSecurityConfiguration"))),
    ])
}

/// Audit policy that new clusters get: metadata of every request.
fn audit_policy() -> Plain {
    map(vec![
        ("apiVersion", Some(text("audit.k8s.io/v1"))),
        ("kind", Some(text("Policy"))),
        ("rules", Some(Plain::Seq(vec![map(vec![("level", Some(text("Metadata")))])]))),
    ])
}
