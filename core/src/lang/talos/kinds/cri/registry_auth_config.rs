//! `RegistryAuthConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::cri;
use ostler_derive::Kind;

// Impact: the container runtime reads credentials when it starts, and is started anew by 1.14 only
// (internal/app/machined/pkg/controllers/cri/service.go).
/// Logs in to a registry or mirror when images are pulled.
///
/// Replaces `machine.registries.config.HOST.auth`; where both exist for a host, this document wins whole. One
/// method only: user name with password, a ready `auth` string, or an identity token. Up to 1.13 pods get their images with
/// the old credentials until the machine reboots.
#[derive(Kind)]
#[kind(impact = reboot, impact_since("1.14", in_place))]
#[kind(
    name = "RegistryAuthConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    rules(cri::REGISTRY_AUTH_TWICE),
    example = "apiVersion: v1alpha1
kind: RegistryAuthConfig
name: registry.example.org
username: robot
password: not-a-real-password
"
)]
pub struct RegistryAuthConfig {
    /// Host, with its port if it has one, of the endpoint that is asked: the mirror's host when a mirror is used.
    #[field(keep_empty, required, example = "registry.example.org:5000")]
    pub name: String,
    /// User name, together with `password`.
    pub username: String,
    /// Password or access token of `username`.
    #[field(secret)]
    pub password: String,
    /// User name and password as `user:password` in base64, as Docker's client stores them.
    #[field(secret)]
    pub auth: String,
    /// Token that is exchanged for access tokens, instead of a password.
    #[field(secret)]
    pub identity_token: String,
}
