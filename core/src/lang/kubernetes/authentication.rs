//! The authentication configuration of the API server, `apiserver.config.k8s.io`: its shape.

use super::enums;
use ostler_derive::Shape;

/// How the API server recognises users by tokens.
#[derive(Shape)]
pub struct AuthenticationConfiguration {
    /// Version of the object. Talos overwrites it with the one that every API server which it supports reads.
    #[field(example = "apiserver.config.k8s.io/v1beta1")]
    pub api_version: String,
    /// What the object is. Talos fills it in.
    #[field(example = "AuthenticationConfiguration")]
    pub kind: String,
    /// Issuers of tokens, at most 64.
    pub jwt: Vec<JwtAuthenticator>,
    /// Requests without any proof. Needed by probes of the API server itself.
    pub anonymous: Option<AnonymousAuthenticator>,
}

/// An issuer of tokens with the way from its tokens to users.
#[derive(Shape)]
pub struct JwtAuthenticator {
    /// Who issues the tokens and for whom.
    #[field(required, example = "{url: https://login.example.org, audiences: [kubernetes]}")]
    pub issuer: JwtIssuer,
    /// What a token must say to be accepted.
    pub claim_validation_rules: Vec<ClaimValidationRule>,
    /// How the user is made of what a token says.
    #[field(required, example = "{username: {claim: email, prefix: \"oidc:\"}}")]
    pub claim_mappings: ClaimMappings,
    /// What must hold for the user that comes out.
    pub user_validation_rules: Vec<UserValidationRule>,
}

/// Who issues tokens.
#[derive(Shape)]
pub struct JwtIssuer {
    /// Address of the issuer, exactly as its tokens have it in `iss`; `https` only.
    #[field(required, example = "https://login.example.org")]
    pub url: String,
    /// Address of the discovery document, where it is another than the issuer's own.
    #[field(rename = "discoveryURL")]
    pub discovery_url: Option<String>,
    /// Certificates in PEM that prove the issuer; left out, those of the system count.
    pub certificate_authority: String,
    /// Audiences of which a token must have one.
    #[field(required, example = "[kubernetes]")]
    pub audiences: Vec<String>,
    /// How audiences are compared; needed where there are several.
    #[field(values = enums::AUDIENCE_MATCH)]
    pub audience_match_policy: String,
    /// The way out to the issuer, where the API server has several.
    #[field(since = "1.11", values = enums::EGRESS)]
    pub egress_selector_type: String,
}

/// A condition on a token: a claim with a value, or an expression.
#[derive(Shape)]
pub struct ClaimValidationRule {
    /// Claim that must be there. Excludes `expression`.
    pub claim: String,
    /// Value that it must have.
    pub required_value: String,
    /// Condition in CEL over `claims`.
    #[field(example = "claims.hd == 'example.org'")]
    pub expression: String,
    /// What the log says when the condition does not hold.
    pub message: String,
}

/// From claims to the parts of a user.
#[derive(Shape)]
pub struct ClaimMappings {
    /// Name of the user.
    #[field(required, example = "{claim: email, prefix: \"oidc:\"}")]
    pub username: PrefixedClaim,
    /// Groups of the user.
    pub groups: PrefixedClaim,
    /// Id of the user.
    pub uid: ClaimOrExpression,
    /// Further facts about the user, for authorizers.
    pub extra: Vec<ExtraMapping>,
}

/// What a name is taken from: a claim with something in front, or an expression.
#[derive(Shape)]
pub struct PrefixedClaim {
    /// Name of the claim. Excludes `expression`.
    #[field(example = "email")]
    pub claim: String,
    /// Text in front of the value, which keeps apart users of several origins. Must stand beside `claim`, empty if need be.
    #[field(example = "\"oidc:\"")]
    pub prefix: Option<String>,
    /// Expression in CEL over `claims`. Excludes `claim`.
    #[field(example = "\"'oidc:' + claims.email\"")]
    pub expression: String,
}

/// What a part of the user is taken from: what a token says as it is, or computed of it.
#[derive(Shape)]
pub struct ClaimOrExpression {
    /// Name of the claim. Excludes `expression`.
    pub claim: String,
    /// Expression in CEL over `claims`. Excludes `claim`.
    pub expression: String,
}

/// A further fact.
#[derive(Shape)]
pub struct ExtraMapping {
    /// Key, a path below a domain in lower case.
    #[field(required, example = "example.org/team")]
    pub key: String,
    /// Expression in CEL that gives a text or a list of texts.
    #[field(required, example = "claims.team")]
    pub value_expression: String,
}

/// A condition on the user that comes out.
#[derive(Shape)]
pub struct UserValidationRule {
    /// Condition in CEL over `user`.
    #[field(required, example = "!user.username.startsWith('system:')")]
    pub expression: String,
    /// What the log says when it does not hold.
    pub message: String,
}

/// Requests without any proof.
#[derive(Shape)]
pub struct AnonymousAuthenticator {
    /// Whether they are let in, as the user `system:anonymous`.
    #[field(required, example = "true")]
    pub enabled: bool,
    /// Paths for which alone they are let in.
    pub conditions: Vec<AnonymousCondition>,
}

/// A path that needs no proof.
#[derive(Shape)]
pub struct AnonymousCondition {
    /// The path, exactly.
    #[field(required, example = "/livez")]
    pub path: String,
}
