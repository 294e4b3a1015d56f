//! Files that are written whole or not at all.

use crate::end::Mistake;
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::Builder;

/// A file that is written at the end of a run, and was found writable at its beginning.
#[derive(Debug)]
pub(super) struct Goal {
    path: PathBuf,
    /// The permissions of the file that it replaces.
    permissions: Option<fs::Permissions>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// A file that is replaced: the new one is written beside it and then renamed.
    Regular,
    /// A pipe, a terminal, `/dev/null`: there is nothing to be replaced.
    Stream,
}

impl Goal {
    /// Finds out whether the file can be written. Nothing is left behind, and what stands there stays until [`Goal::write`].
    pub(super) fn new(path: &Path) -> Result<Goal, Mistake> {
        Goal::find(path).map_err(|error| refused(path, &error))
    }

    fn find(path: &Path) -> io::Result<Goal> {
        // `..`, `/`, or nothing at all.
        if path.file_name().is_none() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let there = match fs::metadata(path) {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let goal = Goal { path: path.to_owned(), permissions: None, kind: Kind::Regular };
                goal.beside()?;
                return Ok(goal);
            }
            Err(error) => return Err(error),
        };
        if there.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // It is opened, and its contents are left alone: whoever may not write it may not replace it either.
        File::options().append(true).open(path)?;
        if !there.is_file() {
            return Ok(Goal { path: path.to_owned(), permissions: None, kind: Kind::Stream });
        }
        // A link stays a link.
        let path = fs::canonicalize(path)?;
        let goal = Goal { path, permissions: Some(there.permissions()), kind: Kind::Regular };
        goal.beside()?;
        Ok(goal)
    }

    /// Whether a file stood there when the run began.
    pub(super) fn replaces(&self) -> bool {
        self.permissions.is_some()
    }

    /// Whether both are the same file.
    pub(super) fn is_same(&self, other: &Goal) -> bool {
        self.path == other.path
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes all of it, and only then lets it take the place of what was there.
    pub(super) fn write(&self, text: &str) -> Result<(), Mistake> {
        let written = match self.kind {
            Kind::Regular => self.replace(text),
            Kind::Stream => {
                File::options().write(true).open(&self.path).and_then(|mut file| file.write_all(text.as_bytes()))
            }
        };
        written.map_err(|error| refused(&self.path, &error))
    }

    fn replace(&self, text: &str) -> io::Result<()> {
        let mut file = self.beside()?;
        file.write_all(text.as_bytes())?;
        if let Some(permissions) = &self.permissions {
            file.as_file().set_permissions(permissions.clone())?;
        }
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }

    /// A file of its own in the same folder, which is gone if it does not take the place of the other.
    fn beside(&self) -> io::Result<tempfile::NamedTempFile> {
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = Builder::new();
        builder.prefix(".wizfi360-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As for any new file, less what the system takes off.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(folder)
    }
}

fn refused(path: &Path, error: &io::Error) -> Mistake {
    // The name of the file beside it is of no interest.
    let why = error.to_string();
    let why = why.split(" at path ").next().unwrap_or_default();
    let way_out = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            "Its folder has to be there: make it, or name another file."
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "Check who may write the file and its folder, or name another one."
        }
        io::ErrorKind::IsADirectory => "Name a file in it.",
        _ => "",
    };
    Mistake::new(format!("`{}` cannot be written: {why}", path.display()), way_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn nothing_is_left_behind_until_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let goal = Goal::new(&path).unwrap();
        assert!(names(folder.path()).is_empty() && !goal.replaces());
        goal.write("{}").unwrap();
        assert_eq!((names(folder.path()), fs::read_to_string(&path).unwrap()), (vec!["a.json".into()], "{}".into()));
    }

    #[test]
    fn what_stands_there_stays_until_then_with_its_permissions_and_as_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(&path, "before").unwrap();
        #[cfg(unix)]
        let through = {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            link
        };
        #[cfg(not(unix))]
        let through = path.clone();
        let goal = Goal::new(&through).unwrap();
        assert!(goal.replaces());
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        goal.write("behind").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "behind");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
            assert!(fs::symlink_metadata(&through).unwrap().is_symlink());
        }
    }

    #[test]
    fn what_cannot_be_written_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for path in [folder.path().to_owned(), folder.path().join("no/such/folder"), file.join("below"), PathBuf::new()]
        {
            let mistake = Goal::new(&path).unwrap_err();
            assert!(mistake.what.contains("cannot be written"), "{}", mistake);
            assert!(!mistake.what.contains(".part") && !mistake.way_out.is_empty(), "{mistake}");
        }
    }

    #[test]
    #[cfg_attr(not(unix), ignore = "needs /dev/null (Unix)")]
    fn a_device_is_written_and_stays_a_device() {
        Goal::new(Path::new("/dev/null")).unwrap().write("gone").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
