//! The browser on this machine.

use crate::{Error, Result};
use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

/// The browsers that are looked for, by the names that Debian, Ubuntu, Google and macOS give them.
const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Returns the browser that `CHROMIUM` names, or else the first of those that are looked for.
pub(crate) fn find() -> Result<PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    find_in(env::var_os("CHROMIUM").filter(|name| !name.is_empty()), &folders)
}

fn find_in(named: Option<OsString>, folders: &OsStr) -> Result<PathBuf> {
    let find = |name: &Path| {
        // A name that is a path stays as it is.
        let mut places = env::split_paths(folders).map(|folder| folder.join(name));
        match name.components().count() {
            1 => places.find(|place| place.is_file()),
            _ => Some(name.to_owned()).filter(|place| place.is_file()),
        }
    };
    if let Some(named) = named {
        let shown = named.display();
        return find(Path::new(&named)).ok_or_else(|| {
            Error::new(format!(
                "CHROMIUM is `{shown}`, which does not exist\n  \
                 Set it to the path of a Chromium or Chrome, or unset it."
            ))
        });
    }
    BROWSERS.iter().find_map(|name| find(Path::new(name))).ok_or_else(|| {
        Error::new(format!(
            "no browser found: {} are not in PATH\n  \
             Install one with `apt-get install chromium`, or set CHROMIUM to the path of another \
             Chromium or Chrome.",
            BROWSERS[..4].join(", ")
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_named_browser_comes_first_and_a_missing_one_is_an_error_with_help() {
        let folder = tempfile::tempdir().unwrap();
        let (path, place) = (folder.path().as_os_str(), |name| folder.path().join(name));
        let error = find_in(Some("no-such-browser".into()), path).unwrap_err().to_string();
        assert!(error.starts_with("CHROMIUM is `no-such-browser`, which does not"), "{error}");
        fs::write(place("google-chrome"), "").unwrap();
        assert_eq!(find_in(None, path).unwrap(), place("google-chrome"));
        fs::write(place("chromium"), "").unwrap();
        assert_eq!(find_in(None, path).unwrap(), place("chromium"));
        assert_eq!(find_in(Some("google-chrome".into()), path).unwrap(), place("google-chrome"));
        let named = place("google-chrome");
        assert_eq!(find_in(Some(named.clone().into()), OsStr::new("")).unwrap(), named);
    }

    #[test]
    #[cfg_attr(not(target_os = "linux"), ignore = "elsewhere a browser is found without PATH")]
    fn a_machine_without_a_browser_is_an_error_with_the_line_to_install_one() {
        let error = find_in(None, OsStr::new("")).unwrap_err().to_string();
        assert!(error.contains("`apt-get install chromium`"), "{error}");
    }
}
