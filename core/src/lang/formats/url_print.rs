//! A URL as Go's `URL.String` writes it again: scheme in lower case, escapes made uniform, empty parts dropped.

use super::url::{Parts, Reader, allowed_in_host, parse, unescaped_bytes};
use core::fmt::Write as _;

/// An accepted text as its printer writes it.
pub(super) fn print(text: &str) -> String {
    let Ok(parts) = parse(text, Reader::Lenient) else { return text.to_owned() };
    let mut out = String::new();
    if let Some(end) = parts.scheme {
        out.push_str(&text[..end].to_ascii_lowercase());
        out.push(':');
    }
    if parts.opaque {
        out.push_str(&text[parts.path.clone()]);
    } else {
        hierarchy(text, &parts, &mut out);
    }
    out.push_str(&text[parts.query.clone()]);
    if !parts.fragment.is_empty() {
        out.push('#');
        out.push_str(&kept_or_escaped(&text[parts.fragment.clone()], b"/?:@!()*"));
    }
    out
}

fn hierarchy(text: &str, parts: &Parts, out: &mut String) {
    let path = &text[parts.path.clone()];
    if let Some(host) = &parts.host {
        let host = &text[host.clone()];
        if !host.is_empty() || parts.user.is_some() || (parts.scheme.is_some() && !path.is_empty()) {
            out.push_str("//");
        }
        if let Some(user) = &parts.user {
            let (name, password) =
                text[user.clone()].split_once(':').map_or((&text[user.clone()], None), |(n, p)| (n, Some(p)));
            out.push_str(&escaped(name, |b| b"$&+,;=".contains(&b)));
            if let Some(password) = password {
                let _ = write!(out, ":{}", escaped(password, |b| b"$&+,;=".contains(&b)));
            }
            out.push('@');
        }
        out.push_str(&escaped(host, allowed_in_host));
    }
    out.push_str(&kept_or_escaped(path, b"/:@"));
}

/// The text itself when every byte of it may stand there, else escaped anew. `extra` may stand there beside letters,
/// digits and `-._~$&+,;=`.
fn kept_or_escaped(text: &str, extra: &[u8]) -> String {
    let plain = |b: u8| b"$&+,;=".contains(&b) || extra.contains(&b);
    let fine = |b: u8| unreserved(b) || plain(b) || b"!'()*[]%:@".contains(&b);
    if text.bytes().all(fine) { text.to_owned() } else { escaped(text, plain) }
}

const fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn escaped(text: &str, plain: impl Fn(u8) -> bool) -> String {
    let mut out = String::new();
    for byte in unescaped_bytes(text) {
        if unreserved(byte) || plain(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
