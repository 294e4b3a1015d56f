//! The flash in a file.

use crate::Flash;
use ron::ser::{PrettyConfig, to_string_pretty};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// Reads what was kept. `None` if there is no such file yet.
///
/// # Errors
///
/// The file cannot be read, or does not hold a flash; the error says where.
pub fn load_flash(path: &Path) -> io::Result<Option<Flash>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let flash = wizfi360_spec::read_ron(&path.display().to_string(), &text);
    flash.map(Some).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Keeps a flash. A crash leaves the old file or the new one, never a part of one: the text goes into a file of its own beside it, which then takes its
/// place. It holds passwords and keys in clear; on Unix nobody but its owner can read it.
///
/// # Errors
///
/// The file cannot be written.
pub fn save_flash(path: &Path, flash: &Flash) -> io::Result<()> {
    let text = to_string_pretty(flash, PrettyConfig::default()).map_err(io::Error::other)?;
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::World;

    #[test]
    fn what_is_kept_is_what_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flash.ron");
        assert_eq!(load_flash(&path).unwrap(), None);
        let mut flash = Flash::factory(World::built_in());
        flash.settings.softap.password = b"\xff\x00\"".as_slice().into();
        flash.authority = Some("-----BEGIN CERTIFICATE-----\n".into());
        save_flash(&path, &flash).unwrap();
        assert_eq!(load_flash(&path).unwrap(), Some(flash));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::write(&path, "(firmware: 1").unwrap();
        assert!(load_flash(&path).unwrap_err().to_string().contains("flash.ron:1:"));
    }
}
