//! The kubelet's configuration of credential providers, `kubelet.config.k8s.io`: its shape.

use super::enums;
use super::formats::DURATION;
use ostler_derive::Shape;

/// Programs that the kubelet asks for credentials before it pulls images.
#[derive(Shape)]
pub struct CredentialProviderConfig {
    /// Version of the object.
    #[field(required, example = "kubelet.config.k8s.io/v1")]
    pub api_version: String,
    /// What the object is.
    #[field(required, example = "CredentialProviderConfig")]
    pub kind: String,
    /// The programs. Several may give credentials for an image; earlier ones are tried first.
    #[field(
        required,
        example = "[{name: ecr-credential-provider, apiVersion: credentialprovider.kubelet.k8s.io/v1, defaultCacheDuration: 12h, matchImages: [\"*.dkr.ecr.*.amazonaws.com\"]}]"
    )]
    pub providers: Vec<CredentialProvider>,
}

/// A program that gives credentials.
#[derive(Shape)]
pub struct CredentialProvider {
    /// Name of the program, which a system extension brings.
    #[field(required, example = "ecr-credential-provider")]
    pub name: String,
    /// Images for which it is asked. `*` stands for a part of the domain, so `*.io` does not match `a.b.io`.
    #[field(required, example = "[\"*.dkr.ecr.*.amazonaws.com\"]")]
    pub match_images: Vec<String>,
    /// How long credentials are kept when the program does not say.
    #[field(required, format = DURATION, example = "12h")]
    pub default_cache_duration: Option<String>,
    /// Version of the language that the program speaks.
    #[field(required, example = "credentialprovider.kubelet.k8s.io/v1")]
    pub api_version: String,
    /// Arguments of the program.
    pub args: Vec<String>,
    /// Environment variables of the program, beside those of the kubelet.
    pub env: Vec<ExecEnv>,
    /// Tokens of service accounts that the program is given.
    #[field(since = "1.10")]
    pub token_attributes: Option<TokenAttributes>,
}

/// An environment variable.
#[derive(Shape)]
pub struct ExecEnv {
    /// As the program looks for it.
    #[field(required, example = "AWS_PROFILE")]
    pub name: String,
    /// Its value, a text.
    #[field(example = "production")]
    pub value: String,
}

/// Tokens for a program.
#[derive(Shape)]
pub struct TokenAttributes {
    /// For whom the tokens are made out: the registry or its cloud.
    #[field(required, example = "registry.example.org")]
    pub service_account_token_audience: String,
    /// What cached credentials depend on.
    #[field(since = "1.11", values = enums::CREDENTIAL_CACHE)]
    pub cache_type: String,
    /// Whether pods without service account, such as static ones, are left to others.
    #[field(required, example = "false")]
    pub require_service_account: Option<bool>,
    /// Annotations that a service account must have for the program to be asked.
    pub required_service_account_annotation_keys: Vec<String>,
    /// Annotations that the program is told of when they are there.
    pub optional_service_account_annotation_keys: Vec<String>,
}
