//! What Talos documents carry for others: objects of Kubernetes as structure, and texts in other syntaxes.
//!
//! Talos itself takes all of it at load; what happens afterwards is said here (Talos 1.14, controllers of
//! `internal/app/machined/pkg/controllers/k8s`, the same back to 1.6 unless a sentence says otherwise).

use crate::lang::kubernetes::admission::PodSecurityConfiguration;
use crate::lang::kubernetes::audit::Policy;
use crate::lang::kubernetes::authentication::AuthenticationConfiguration;
use crate::lang::kubernetes::authorization::WebhookAuthorizer;
use crate::lang::kubernetes::credential_provider::CredentialProviderConfig;
use crate::lang::kubernetes::encryption::EncryptionConfiguration;
use crate::lang::kubernetes::kubelet::KubeletConfiguration;
use crate::lang::kubernetes::pod::Pod;
use crate::lang::kubernetes::scheduler::KubeSchedulerConfiguration;
use crate::model::{Content, Embedded, FileText, Shape as _, Type};
use crate::syntax::Syntax;

/// Configuration of an admission plugin.
pub static ADMISSION: Embedded = Embedded {
    language: "admission-configuration",
    noun: "the configuration object of an admission plugin",
    content: Content::Object(Type::OneOf(&[PodSecurityConfiguration::TYPE])),
    refused: "Talos hands it to the API server as it is, whose plugin refuses it: the API server does not start",
    unknown: "Talos hands it to the API server as it is, whose plugin refuses unknown keys: the API server does not start",
};

/// The audit policy.
pub static AUDIT_POLICY: Embedded = Embedded {
    language: "audit-policy",
    noun: "an audit policy of Kubernetes",
    content: Content::Object(Policy::TYPE),
    refused: "Talos accepts it at first, but the API server does not start with it",
    unknown: "Talos accepts it at first, but makes no file for the API server of a policy with unknown keys",
};

/// How tokens are recognised.
pub static AUTHENTICATION: Embedded = Embedded {
    language: "authentication-configuration",
    noun: "an authentication configuration of Kubernetes",
    content: Content::Object(AuthenticationConfiguration::TYPE),
    refused: "Talos accepts it at first, but the API server does not start with it",
    unknown: "Talos accepts it at first, but the API server refuses unknown keys and does not start",
};

/// A webhook that is asked whether requests are allowed.
pub static AUTHORIZATION_WEBHOOK: Embedded = Embedded {
    language: "authorization-webhook",
    noun: "the webhook section of an authorization configuration of Kubernetes",
    content: Content::Object(WebhookAuthorizer::TYPE),
    refused: "Talos accepts it at first, but the API server does not start with it",
    unknown: "Talos drops keys that it does not know without a word",
};

/// Programs that give registry credentials.
pub static CREDENTIAL_PROVIDERS: Embedded = Embedded {
    language: "credential-provider-config",
    noun: "a credential provider configuration of Kubernetes",
    content: Content::Object(CredentialProviderConfig::TYPE),
    refused: "Talos accepts it at first, but the kubelet does not start with it",
    unknown: "Talos drops keys that it does not know without a word",
};

/// Encryption of what etcd keeps.
pub static ETCD_ENCRYPTION: Embedded = Embedded {
    language: "etcd-encryption",
    noun: "an encryption configuration of Kubernetes",
    content: Content::Object(EncryptionConfiguration::TYPE),
    refused: "Talos hands it to the API server, which does not start with it",
    unknown: "Talos hands it to the API server, which refuses unknown keys and does not start",
};

/// The kubelet's own configuration.
pub static KUBELET: Embedded = Embedded {
    language: "kubelet-config",
    noun: "a kubelet configuration of Kubernetes",
    content: Content::Object(KubeletConfiguration::TYPE),
    refused: "Talos accepts it at first, but the kubelet does not start with it and the node never gets ready",
    unknown: "Talos accepts it at first, but starts no kubelet on a configuration with unknown keys, so the node never \
              gets ready",
};

/// The scheduler's configuration.
pub static SCHEDULER: Embedded = Embedded {
    language: "scheduler-config",
    noun: "a scheduler configuration of Kubernetes",
    content: Content::Object(KubeSchedulerConfiguration::TYPE),
    refused: "Talos accepts it at first, but the scheduler does not start with it",
    unknown: "up to 1.13 Talos drops unknown keys without a word; from 1.14 on the scheduler does not start with them",
};

/// A pod that the kubelet runs by itself.
pub static STATIC_POD: Embedded = Embedded {
    language: "static-pod",
    noun: "a pod of Kubernetes",
    content: Content::Object(Pod::TYPE),
    refused: "Talos hands it to the kubelet, which does not run such a pod and says so in its log only",
    unknown: "the kubelet drops keys that it does not know without a word",
};

/// Objects that Talos applies to the cluster.
pub static MANIFESTS: Embedded = Embedded {
    language: "manifests",
    noun: "manifests of Kubernetes",
    content: Content::Manifests,
    refused: "Talos accepts any text; when it cannot read a manifest, or Kubernetes refuses it, it tries again for ever and \
              says so in its log only",
    unknown: "",
};

/// A part of the container runtime's configuration.
pub static CONTAINERD: Embedded = Embedded {
    language: "containerd-config",
    noun: "a part of containerd's configuration in TOML",
    content: Content::Text(Syntax::Toml),
    refused: "Talos accepts any text, but makes no configuration for the container runtime of parts that are not TOML",
    unknown: "",
};

/// Files by their path. `append` gives a piece of a file.
pub static MACHINE_FILE: Embedded = Embedded {
    language: "machine-file",
    noun: "the text of a file",
    content: Content::File(&FileText { name: "path", part: Some(("op", "append")), endings: ENDINGS }),
    refused: "Talos writes any text; what reads the file fails on it",
    unknown: "",
};

/// Files below `/etc` by their name.
pub static ETC_FILE: Embedded = Embedded {
    language: "etc-file",
    noun: "the text of a file",
    content: Content::File(&FileText { name: "name", part: None, endings: ENDINGS }),
    refused: "Talos writes any text; what reads the file fails on it",
    unknown: "",
};

const ENDINGS: &[(&str, Syntax)] = &[
    (".json", Syntax::Json),
    (".part", Syntax::Toml),
    (".toml", Syntax::Toml),
    (".yaml", Syntax::Yaml),
    (".yml", Syntax::Yaml),
];
