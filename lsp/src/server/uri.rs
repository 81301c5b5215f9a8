//! URIs of documents as paths.

/// Path of a document for recognition and messages: decoded for `file:` URIs, else the URI itself.
pub(super) fn to_path(uri: &str) -> String {
    let Some(rest) = uri.strip_prefix("file://") else { return uri.to_owned() };
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    let mut bytes = Vec::with_capacity(path.len());
    let mut at = 0;
    let raw = path.as_bytes();
    while at < raw.len() {
        let hex = raw.get(at + 1..at + 3).and_then(|h| core::str::from_utf8(h).ok());
        let byte = hex.and_then(|h| u8::from_str_radix(h, 16).ok()).filter(|_| raw[at] == b'%');
        bytes.push(byte.unwrap_or(raw[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::to_path;

    #[test]
    fn decodes_file_uris() {
        assert_eq!(to_path("file:///a/b%20c.yaml"), "/a/b c.yaml");
        assert_eq!(to_path("file:///c%3A/x.yaml"), "/c:/x.yaml");
        assert_eq!(to_path("file:///a%zz%"), "/a%zz%");
        assert_eq!(to_path("file:///%ff"), "/%ff");
        assert_eq!(to_path("untitled:Untitled-1"), "untitled:Untitled-1");
    }
}
