//! References of container images as go-containerregistry reads them (`name.ParseReference`).

/// True when a reference names a digest; the error says what is wrong with a text that is no reference.
pub(super) fn is_pinned(text: &str) -> Result<bool, String> {
    let Some((base, digest)) = text.split_once('@') else { return tagged(text).map(|()| false) };
    let hex = digest.strip_prefix("sha256:").ok_or("its digest does not begin with `sha256:`")?;
    let fits = hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if !fits {
        return Err("its digest has not 64 hexadecimal digits in lower case".to_owned());
    }
    // A tag before the digest is dropped, and a bad one leaves the text as a whole.
    tagged(base).map(|()| true)
}

fn tagged(text: &str) -> Result<(), String> {
    let tag = text.rsplit_once(':').filter(|(_, tag)| !tag.contains('/'));
    let Some((base, tag)) = tag else { return repository(text) };
    let word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    if tag.len() > 128 || !tag.bytes().all(word) {
        return Err(format!("`{tag}` is not a tag"));
    }
    repository(base)
}

fn repository(text: &str) -> Result<(), String> {
    let registry = text.split_once('/').filter(|(host, _)| host.contains(['.', ':']) || *host == "localhost");
    let (host, path) = registry.map_or((None, text), |(host, path)| (Some(host), path));
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'.' | b'/');
    if !(2..=255).contains(&path.len()) {
        return Err("its repository has not 2 to 255 characters".to_owned());
    }
    if let Some(odd) = path.chars().find(|c| !c.is_ascii() || !allowed(*c as u8)) {
        return Err(format!("`{}` cannot be part of a repository", odd.escape_debug()));
    }
    let host_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']' | '~');
    match host.filter(|h| !h.chars().all(host_allowed)) {
        Some(host) => Err(format!("`{host}` is not a registry")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::is_pinned;

    #[test]
    fn references() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        for text in ["nginx", "nginx:1.27", "ghcr.io/a/b:v1", "localhost/a/b", "localhost:5000/ab", "a/b/c"] {
            assert_eq!(is_pinned(text), Ok(false), "{text}");
            assert_eq!(is_pinned(&format!("{text}@{digest}")), Ok(true), "{text}");
        }
        for text in ["", "Nginx", "a b", "ghcr.io/A", "nginx:b/c:d:e f", "nginx@sha256:00", "nginx@md5:00", "nginx:a b"]
        {
            assert!(is_pinned(text).is_err(), "{text}");
        }
    }
}
