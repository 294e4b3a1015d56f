//! The spec that is in use, and how things are found in it.

use crate::{args::Folder, end::Failure, end::Mistake};
use wizfi360_spec::{Spec, interpret::Interpreter};

/// A spec, and whether it is the one that the generated code was made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Book {
    pub(crate) spec: &'static Spec,
    pub(crate) built_in: bool,
}

impl Book {
    /// The spec that the options ask for.
    pub(crate) fn open(options: &Folder) -> Result<Book, Failure> {
        let Some(folder) = &options.folder else {
            return Ok(Book { spec: Spec::embedded(), built_in: true });
        };
        if !folder.is_dir() {
            let way_out = "`--folder` takes a folder laid out as `spec/` is: lexical.ron, domains.ron, events.ron, errata.ron, \
                           manual.ron, and the folders manual, system, wifi, tcpip, cloud.";
            return Err(Failure::wrong(format!("`{}` is not a folder", folder.display()), way_out));
        }
        let spec = Spec::from_folder(folder).map_err(|errors| {
            let mistakes = errors.into_iter().map(|mut error| {
                // Errors name files as they stand in the repository.
                if let Some(below) = error.file.strip_prefix("spec/") {
                    error.file = folder.join(below).display().to_string();
                }
                Mistake::new(error.to_string(), "")
            });
            Failure::Wrong(mistakes.collect())
        })?;
        // The program ends with the spec: what borrows from it may live as long.
        Ok(Book { spec: Box::leak(Box::new(spec)), built_in: false })
    }

    pub(crate) fn interpreter(&self) -> Interpreter<'static> {
        Interpreter::new(self.spec)
    }
}
