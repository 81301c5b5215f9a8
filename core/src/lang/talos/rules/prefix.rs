//! Addresses and networks as numbers, for rules that compare them. Texts that are none were reported by the tables, so
//! everything here says nothing about them.

use core::net::IpAddr;

/// An address; its zone is dropped.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    text.split('%').next()?.parse().ok()
}

/// A network as written: an address and the number of leading bits that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Address, host bits included.
    pub addr: IpAddr,
    /// Length of the network part.
    pub bits: u32,
}

impl Prefix {
    /// Reads `10.0.0.0/8`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (addr, bits) = text.split_once('/')?;
        let prefix = Self { addr: addr.parse().ok()?, bits: bits.parse().ok()? };
        (prefix.bits <= prefix.width()).then_some(prefix)
    }

    /// Bits of an address of the family.
    pub(super) fn width(self) -> u32 {
        if self.addr.is_ipv4() { 32 } else { 128 }
    }

    /// Bits that are left for hosts.
    pub(super) fn host_bits(self) -> u32 {
        self.width() - self.bits
    }

    fn number(self) -> u128 {
        match self.addr {
            IpAddr::V4(a) => u128::from(a.to_bits()),
            IpAddr::V6(a) => a.to_bits(),
        }
    }

    fn network(self, bits: u32) -> u128 {
        self.number().checked_shr(self.width() - bits).unwrap_or(0)
    }

    /// The same network with all host bits zero.
    pub(super) fn masked(self) -> Self {
        let number = self.network(self.bits).checked_shl(self.host_bits()).unwrap_or(0);
        let addr = match self.addr {
            IpAddr::V4(_) => IpAddr::V4(u32::try_from(number).unwrap_or(0).into()),
            IpAddr::V6(_) => IpAddr::V6(number.into()),
        };
        Self { addr, ..self }
    }

    /// True when some address is in both.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let bits = self.bits.min(other.bits);
        self.width() == other.width() && self.network(bits) == other.network(bits)
    }
}

impl core::fmt::Display for Prefix {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}/{}", self.addr, self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::Prefix;

    #[test]
    fn networks() {
        let read = |t: &str| Prefix::parse(t);
        assert_eq!(read("10.1.2.3/8").map(Prefix::masked), read("10.0.0.0/8"));
        assert_eq!(read("1.2.3.4/0").map(Prefix::masked), read("0.0.0.0/0"));
        assert_eq!(read("fd00::1/128").map(Prefix::masked), read("fd00::1/128"));
        assert_eq!(read("fd00::1/0").map(|p| p.masked().to_string()).as_deref(), Some("::/0"));
        assert_eq!(read("10.0.0.0/33"), None);
        let overlap = |a: &str, b: &str| read(a).zip(read(b)).is_some_and(|(a, b)| a.overlaps(b) && b.overlaps(a));
        assert!(overlap("10.0.0.0/8", "10.2.0.0/16") && overlap("0.0.0.0/0", "10.0.0.0/8"));
        assert!(!overlap("10.0.0.0/8", "11.0.0.0/8") && !overlap("0.0.0.0/0", "::/0"));
    }
}
