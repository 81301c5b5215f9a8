//! Disk encryption of volumes and where its keys come from. Used by several kinds; knows none of them.

use crate::lang::talos::enums;
use ostler_derive::Shape;

/// Encryption of a volume with LUKS.
#[derive(Shape)]
pub struct EncryptionSpec {
    /// Kind of encryption.
    /// Must be `luks2`; with `none` (or nothing) and keys the document is refused.
    #[field(values = enums::ENCRYPTION_PROVIDER, keep_empty, example = "luks2")]
    #[field(impact = reinstall)]
    pub provider: String,
    /// Ways to unlock the volume, tried in order until one works.
    /// Several keys let one be replaced without locking the machine out.
    #[field(keep_empty)]
    #[field(impact = reboot)]
    pub keys: Vec<EncryptionKey>,
    /// Cipher of the data.
    /// Absent takes `aes-xts-plain64`; processors without AES instructions are faster with an Adiantum one.
    #[field(uncounted_since = "1.12", example = "aes-xts-plain64", example = "xchacha12,aes-adiantum-plain64")]
    #[field(impact = none)]
    pub cipher: String,
    /// Length of the volume key in bits.
    /// 0 or absent takes what the cipher needs.
    #[field(uncounted_since = "1.12", example = "512")]
    #[field(impact = none)]
    pub key_size: u64,
    /// Sector size of the encrypted device in bytes.
    /// 0 or absent takes the disk's; 4096 is faster on most SSDs.
    #[field(uncounted_since = "1.12", example = "4096")]
    #[field(impact = none)]
    pub block_size: u64,
    /// Performance flags for the device mapper, passed on unchecked.
    #[field(
        uncounted_since = "1.12",
        example = "[no_read_workqueue, no_write_workqueue]",
        example = "[same_cpu_crypt]"
    )]
    // Unordered: flags of the device mapper, each on or off.
    #[field(unordered)]
    #[field(impact = reboot)]
    pub options: Vec<String>,
    /// Whether unused blocks are reported to the disk.
    /// Good for SSDs, but shows which parts of the volume are in use.
    #[field(since = "1.14", uncounted_since = "1.14", default = "false")]
    #[field(impact = reboot)]
    pub allow_discards: Option<bool>,
}

/// One way to unlock a volume: exactly one source, in a LUKS slot.
#[derive(Shape)]
pub struct EncryptionKey {
    /// LUKS slot that the key sits in, unique among the keys.
    /// A key keeps its slot when it is replaced, so do not renumber.
    #[field(keep_empty, example = "0")]
    pub slot: i64,
    /// Passphrase in the configuration.
    /// Whoever reads the configuration can read the disk.
    pub r#static: Option<EncryptionKeyStatic>,
    /// Key derived from the machine's UUID and the partition label.
    /// Protects a disk that leaves its machine, nothing more.
    #[field(rename = "nodeID")]
    pub node_id: Option<EncryptionKeyNodeID>,
    /// Key sealed by a key server over the network.
    /// The machine does not boot without the server.
    pub kms: Option<EncryptionKeyKMS>,
    /// Key sealed by the machine's TPM, released only for a known boot state.
    pub tpm: Option<EncryptionKeyTPM>,
    /// Whether the key also needs a random value from the `STATE` volume, so that a stolen disk without it stays locked.
    /// Not for `STATE` itself.
    #[field(since = "1.11", default = "false")]
    pub lock_to_state: Option<bool>,
}

/// A passphrase that stands in the configuration.
#[derive(Shape)]
pub struct EncryptionKeyStatic {
    /// The passphrase itself.
    #[field(secret)]
    pub passphrase: String,
}

/// A key derived from the machine; it has no settings, write `nodeID: {}`.
#[derive(Shape)]
pub struct EncryptionKeyNodeID {}

/// A key that a server seals and opens.
#[derive(Shape)]
pub struct EncryptionKeyKMS {
    /// URL of the key server, `grpc://` or `https://`.
    /// Must be reachable before the volumes are mounted.
    #[field(keep_empty, example = "https://10.20.0.9:4050")]
    pub endpoint: String,
}

/// A key that the machine's TPM seals.
#[derive(Shape)]
pub struct EncryptionKeyTPM {
    /// What the key is bound to.
    #[field(since = "1.12")]
    pub options: Option<EncryptionKeyTPMOptions>,
    /// Whether enrolment fails on a machine that booted without Secure Boot, where binding to PCR 7 protects little.
    #[field(default = "false")]
    pub check_secureboot_status_on_enroll: Option<bool>,
}

/// What a TPM key is bound to.
#[derive(Shape)]
pub struct EncryptionKeyTPMOptions {
    /// Registers, 0 to 23, whose values must be the same at every boot.
    /// Absent means 7 (Secure Boot state); an empty list binds to none.
    #[field(range(0, 23), example = "[7]")]
    // Unordered: a set of registers.
    #[field(unordered)]
    pub pcrs: Vec<i64>,
}
