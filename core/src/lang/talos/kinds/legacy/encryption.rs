//! `machine.systemDiskEncryption`.

use ostler_derive::Shape;

/// Encryption of the partitions of the system disk.
#[derive(Shape)]
pub struct SystemDiskEncryption {
    /// Encryption of STATE, which holds the machine configuration.
    /// Keys from a `kms` need the network, which is set up without that configuration then.
    #[field(impact = reinstall)]
    pub state: Option<PartitionEncryption>,
    /// Encryption of EPHEMERAL, which is `/var`: images, pod data, etcd.
    #[field(impact = reinstall)]
    pub ephemeral: Option<PartitionEncryption>,
}

/// Encryption of one partition.
#[derive(Shape)]
pub struct PartitionEncryption {
    /// Encryption scheme.
    /// `luks2` is the only one that exists, and anything unknown counts as it too.
    #[field(keep_empty, default = "luks2", example = "luks2")]
    #[field(impact = reinstall)]
    pub provider: String,
    /// Keys, each in its own slot; any of them opens the partition.
    /// At least one is needed.
    #[field(keep_empty, required)]
    #[field(impact = reboot)]
    pub keys: Vec<PartitionKey>,
    /// Cipher: `aes-xts-plain64`, `xchacha12,aes-adiantum-plain64` or `xchacha20,aes-adiantum-plain64`.
    /// Never checked before the partition is made.
    #[field(example = "aes-xts-plain64")]
    #[field(impact = reboot, impact_since("1.14", none))]
    pub cipher: String,
    /// Size of the volume key in bits.
    /// 0 takes the cipher's default.
    #[field(impact = reboot, impact_since("1.14", none))]
    pub key_size: u64,
    /// Sector size of the encrypted device in bytes.
    /// 0 leaves it to the tool.
    #[field(example = "4096")]
    #[field(impact = reboot, impact_since("1.14", none))]
    pub block_size: u64,
    /// Performance flags of `cryptsetup` without the leading `perf-`.
    #[field(example = "[no_read_workqueue, no_write_workqueue]")]
    // Unordered: flags of the device mapper, each on or off.
    #[field(unordered)]
    #[field(impact = reboot)]
    pub options: Vec<String>,
}

/// A key that opens a partition: exactly one source.
#[derive(Shape)]
pub struct PartitionKey {
    /// Passphrase written in this configuration.
    pub r#static: Option<StaticKey>,
    /// Key derived from the machine's UUID.
    /// It protects against reading a disk that left the machine, nothing else.
    #[field(rename = "nodeID")]
    pub node_id: Option<NodeIdKey>,
    /// Key that a server seals and unseals over the network.
    pub kms: Option<KmsKey>,
    /// LUKS key slot.
    /// Each key needs its own number; changing a key means using a free slot.
    #[field(keep_empty, example = "0")]
    pub slot: i64,
    /// Key sealed by the TPM: the disk opens only on this machine with the expected boot chain.
    pub tpm: Option<TpmKey>,
}

/// A passphrase in the configuration.
#[derive(Shape)]
pub struct StaticKey {
    /// The passphrase.
    /// For STATE it protects little, since the configuration that holds it lies there itself.
    #[field(secret)]
    pub passphrase: String,
}

/// A key derived from the machine's UUID; it has no settings and is written `{}`.
#[derive(Shape)]
pub struct NodeIdKey {}

/// A key that a server seals.
#[derive(Shape)]
pub struct KmsKey {
    /// URL of the key server, `https://` or `grpc://`.
    /// The partition does not open while it cannot be reached.
    #[field(keep_empty, example = "https://kms.example.org:4443")]
    pub endpoint: String,
}

/// A key sealed by the TPM.
#[derive(Shape)]
pub struct TpmKey {
    /// Refuses to enrol the key while Secure Boot is off, so that a disk is never bound to an unprotected boot chain.
    #[field(default = "false")]
    pub check_secureboot_status_on_enroll: Option<bool>,
}
