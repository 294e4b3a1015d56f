//! Addresses of files, and texts in addresses.

use crate::{Error, Result};
use std::{fs, path::Path};

/// Returns the `file:` address of an existing file.
///
/// # Errors
///
/// The file does not exist.
pub fn file_url(path: &Path) -> Result<String> {
    let path = fs::canonicalize(path)
        .map_err(|error| Error::new(format!("{}: {error}", path.display())))?;
    let path = path.to_string_lossy();
    // On Windows: `\\?\C:\page.html` is `file:///C:/page.html`.
    let path = path.trim_start_matches(r"\\?\").replace('\\', "/");
    let parts = path.split('/').skip_while(|part| part.is_empty());
    let encoded: Vec<_> = parts
        .map(|part| match part.as_bytes() {
            [_, b':'] => part.to_string(),
            _ => encode(part),
        })
        .collect();
    Ok(format!("file:///{}", encoded.join("/")))
}

/// Returns a text as part of an address: all but letters, digits and `-._` is percent-encoded.
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_letter_is_encoded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a #1%.html");
        fs::write(&path, "").unwrap();
        let url = file_url(&path).unwrap();
        assert!(url.starts_with("file:///") && url.ends_with("/a%20%231%25.html"), "{url}");
        assert!(file_url(&folder.path().join("none")).unwrap_err().to_string().contains("none"));
    }
}
