//! Rules of cluster documents. Source: Talos 1.14, `pkg/machinery/config/types/cluster`.

use super::typed::{ERROR, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::decoded_length;
use crate::model::{Rule, RuleRun};

/// A secret that is no key.
pub static CLUSTER_SECRET: Rule = Rule {
    code: "talos/cluster-secret",
    summary: "The secret of the cluster is 32 bytes in base64.",
    ids: &["T-CLU-003", "T-CLU-004"],
    run: RuleRun::Document(cluster_secret),
    page: include_str!("cluster_secret.md"),
    ..ERROR
};

/// Bytes of an AES-256 key.
const SECRET_LENGTH: usize = 32;

fn cluster_secret(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in texts(cx, "clusterSecret") {
        let headline = match decoded_length(text.value) {
            Some(SECRET_LENGTH) => continue,
            Some(length) => format!("`clusterSecret` has {length} bytes, and {SECRET_LENGTH} are needed"),
            None => "`clusterSecret` is not base64".to_owned(),
        };
        report(cx, sink, text.span, headline, "`openssl rand -base64 32` prints one; all machines have the same");
    }
}
