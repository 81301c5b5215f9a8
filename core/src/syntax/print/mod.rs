//! Printing of values as other tools' YAML libraries do it, byte for byte. Our own edits keep the text and never come
//! here; this is for output that must equal what upstream writes.
//!
//! The rules are those of libyaml's emitter as ported to Go (go.yaml.in/yaml v3 and v4); what differs between releases
//! is data ([`Style`]). This module must not know kinds or languages.

mod analysis;
mod emitter;
mod order;

pub use emitter::{Blocks, Style, Words, print};
pub use order::{natural, natural_v2};

/// A value to print, with everything decided but the syntax.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Plain {
    /// Written as it is: numbers, booleans, null.
    Bare(String),
    /// Text, quoted where it would be read as something else.
    Text(String),
    /// Text that upstream hands to its printer as a ready node: words of YAML 1.1 are not quoted then.
    Node(String),
    /// Pairs in the order in which they are printed.
    Map(Vec<(String, Plain)>),
    /// Items.
    Seq(Vec<Plain>),
}

impl Plain {
    /// `null`.
    pub fn null() -> Self {
        Self::Bare("null".to_owned())
    }
}

/// A float as Go's `strconv` writes it in the shortest form (`'g'` with 64 bits: an exponent from 1e6 on), with YAML's
/// words for the odd ones.
pub fn go_float(value: f64) -> String {
    if value.is_nan() {
        return ".nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    // Rust's `{:e}` gives the shortest digits that read back; only the layout differs.
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        return format!("{value}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_look_like_go() {
        assert_eq!(go_float(1.0), "1");
        assert_eq!(go_float(0.1), "0.1");
        assert_eq!(go_float(1e21), "1e+21");
        assert_eq!(go_float(1e6), "1e+06");
        assert_eq!(go_float(123_456.5), "123456.5");
        assert_eq!(go_float(1_234_567.5), "1.2345675e+06");
        assert_eq!(go_float(-0.0), "-0");
        assert_eq!(go_float(1.234_567_890_123_456_8e29), "1.2345678901234568e+29");
        assert_eq!(go_float(0.00001), "1e-05");
        assert_eq!(go_float(f64::NAN), ".nan");
    }
}
