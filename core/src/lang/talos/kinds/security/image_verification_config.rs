//! `ImageVerificationConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::runtime;
use ostler_derive::{Kind, Shape};

/// Checks signatures of images before they are pulled.
///
/// Rules are tried in order and the first one that matches decides; images that none matches are pulled unchecked.
/// A patch replaces a rule with the same `image` whole.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "ImageVerificationConfig",
    version = "v1alpha1",
    since = "1.13",
    rules(runtime::IMAGE_PATTERN, runtime::IMAGE_RULE_SUBJECT, runtime::IMAGE_RULE_VERDICT),
    example = "apiVersion: v1alpha1
kind: ImageVerificationConfig
rules:
  - image: registry.k8s.io/*
    keyless:
      issuer: https://accounts.google.com
      subject: krel-trust@k8s-releng-prod.iam.gserviceaccount.com
  - image: untrusted.example.org/*
    deny: true
"
)]
pub struct ImageVerificationConfig {
    /// Rules in the order in which they are tried.
    /// Exactly one of `skip`, `deny`, `keyless` and `publicKey` per rule.
    #[field(merge = by_key_replace_item("image"), see = "TrustedRootsConfig")]
    pub rules: Vec<ImageVerificationRule>,
}

/// What is checked for the images of a pattern.
#[derive(Shape)]
pub struct ImageVerificationRule {
    /// Pattern for registry and repository, `*` stands for anything.
    /// Tags and digests are not part of it.
    #[field(required, example = "registry.k8s.io/*")]
    pub image: String,
    /// Whether matching images are pulled unchecked.
    #[field(default = "false")]
    pub skip: Option<bool>,
    /// Whether matching images are refused.
    #[field(default = "false")]
    pub deny: Option<bool>,
    /// Signer that is identified by a login, as Sigstore's keyless signatures are.
    pub keyless: Option<ImageKeylessVerifier>,
    /// Key that must have signed.
    pub public_key: Option<ImagePublicKeyVerifier>,
}

/// Signer that is identified by a login.
#[derive(Shape)]
pub struct ImageKeylessVerifier {
    /// URL of the login provider that vouched for the signer.
    #[field(required, example = "https://token.actions.githubusercontent.com")]
    pub issuer: String,
    /// Exact identity of the signer, an e-mail address or URI.
    /// Either this or `subjectRegex`.
    #[field(example = "release@example.org")]
    pub subject: String,
    /// Pattern for the signer's identity.
    /// Anchor it and escape dots, or more matches than you mean.
    #[field(example = "^.*@example\\\\.org$")]
    pub subject_regex: String,
}

/// Key that must have signed an image.
#[derive(Shape)]
pub struct ImagePublicKeyVerifier {
    /// Public key or certificate in PEM form.
    #[field(required)]
    pub certificate: String,
}
