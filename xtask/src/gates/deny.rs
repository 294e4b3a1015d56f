//! `cargo xtask deny`: licences, versions and sources of all dependencies, by `deny.toml`.

use super::{rust::MANIFESTS, step::cargo};
use crate::{Failure, root};

/// Checks all dependencies of the workspace, of the bench and of the firmware images.
///
/// Advisories are configured, but not checked here: their database changes without a change of ours,
/// and a gate is not red because of the day. `cargo deny check advisories` checks them.
pub(crate) fn run() -> Result<(), Failure> {
    // A relative path would be one below the folder of the manifest.
    let config = root().join("deny.toml");
    let config = config.to_string_lossy();
    for manifest in MANIFESTS {
        let args = ["deny", "--locked", "--manifest-path", manifest, "--config", &config, "check"];
        let what = ["--hide-inclusion-graph", "bans", "licenses", "sources"];
        cargo(&[&args[..], &what].concat(), "see deny.toml for the rules; a new exception gets its reason there")?;
    }
    Ok(())
}
