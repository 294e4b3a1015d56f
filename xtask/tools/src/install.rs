//! The commands that install missing tools: rustup, the package manager of the system, cargo.

use crate::{Part, Source, Tool, find::program, root};
use std::{
    fmt,
    process::{Command, Stdio},
};

/// Commands that install tools, and what has to be done by hand.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    commands: Vec<Vec<String>>,
    by_hand: Vec<String>,
}

/// Who installs the packages of the operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manager {
    /// `apt-get`, with what has to be before it to run as root.
    Apt(Root),
    Brew,
    Unknown,
}

/// How to run a command as root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Root {
    Already,
    /// `sudo` asks for no password.
    Sudo,
    /// `sudo` would ask for a password, or does not exist.
    Password,
}

impl Plan {
    pub(super) fn new(missing: &[Tool]) -> Plan {
        Plan::with(missing, Manager::here())
    }

    /// System packages first: `cargo install` may need a C compiler.
    fn with(missing: &[Tool], manager: Manager) -> Plan {
        let mut plan = Plan::default();
        plan.packages(missing, manager);
        plan.rust(missing);
        for tool in missing {
            if let Source::Cargo { version } = tool.source {
                plan.add(&["cargo", "install", "--locked", &format!("{}@{version}", tool.name)]);
            }
        }
        plan
    }

    fn add(&mut self, words: &[&str]) {
        self.commands.push(words.iter().map(|word| word.to_string()).collect());
    }

    fn packages(&mut self, missing: &[Tool], manager: Manager) {
        let mut names = Vec::new();
        for tool in missing {
            if let Source::Package { apt, brew, .. } = tool.source {
                // Homebrew's names may start with an option, Debian may need several.
                let packages = if manager == Manager::Brew { vec![brew] } else { apt.split(' ').collect() };
                names.extend(packages.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
            }
        }
        if names.is_empty() {
            return;
        }
        let update = ["apt-get", "update", "-q"];
        // Another process may hold dpkg's lock, such as unattended-upgrades.
        let install = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "-q"];
        let install = [&install[..], &["--no-install-recommends"], &names].concat();
        match manager {
            Manager::Apt(Root::Already) => {
                self.add(&update);
                self.add(&[&["env", "DEBIAN_FRONTEND=noninteractive"], &install[..]].concat());
            }
            Manager::Apt(Root::Sudo) => {
                self.add(&[&["sudo", "-n"], &update[..]].concat());
                let noninteractive = ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"];
                self.add(&[&noninteractive, &install[..]].concat());
            }
            Manager::Apt(Root::Password) => self.by_hand.push(format!(
                "sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
                names.join(" ")
            )),
            Manager::Brew => {
                let (casks, formulae): (Vec<&str>, _) = names.iter().partition(|name| name.starts_with("--cask "));
                if !formulae.is_empty() {
                    self.add(&[&["brew", "install"], &formulae[..]].concat());
                }
                for cask in casks {
                    self.add(&[&["brew", "install"], &cask.split(' ').collect::<Vec<_>>()[..]].concat());
                }
            }
            Manager::Unknown => self.by_hand.push(format!(
                "# the packages that Debian calls {}, by this system's package manager",
                names.join(", ")
            )),
        }
    }

    fn rust(&mut self, missing: &[Tool]) {
        let mut toolchains: Vec<&str> = Vec::new();
        for tool in missing {
            if let Source::Rust { toolchain, .. } = tool.source
                && !toolchains.contains(&toolchain)
            {
                toolchains.push(toolchain);
            }
        }
        if !toolchains.is_empty() && program(&["rustup"]).is_none() {
            self.by_hand.push("# rustup, as https://rustup.rs describes".into());
        }
        for toolchain in toolchains {
            let parts = |wanted: Part| -> Vec<&str> {
                let source = Source::Rust { toolchain, part: wanted };
                missing.iter().filter(|tool| tool.source == source).map(|tool| tool.name).collect()
            };
            let (components, targets) = (parts(Part::Component), parts(Part::Target));
            if !parts(Part::Compiler).is_empty() {
                let install = ["rustup", "toolchain", "install", toolchain];
                self.add(&[&install[..], &["--profile", "minimal", "--no-self-update"]].concat());
            }
            if !components.is_empty() {
                let add = ["rustup", "component", "add", "--toolchain", toolchain];
                self.add(&[&add, &components[..]].concat());
            }
            if !targets.is_empty() {
                let add = ["rustup", "target", "add", "--toolchain", toolchain];
                self.add(&[&add, &targets[..]].concat());
            }
        }
    }

    /// Returns true if a command is left to the user.
    pub(super) fn is_by_hand(&self) -> bool {
        !self.by_hand.is_empty()
    }

    /// Returns what to type so that the tools get installed. `command` is the task.
    pub(super) fn advice(&self, command: &str) -> String {
        let mut text = String::new();
        if self.is_by_hand() {
            text.push_str("This needs a password, or something that no command here installs:\n\n");
            self.by_hand.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
            text.push_str("\nAfter that, ");
        }
        let this = if self.is_by_hand() { "this" } else { "This" };
        if self.commands.is_empty() {
            return text + &format!("{this} line runs the task:\n\n  {command}\n");
        }
        let lines: String = self.commands.iter().map(|words| format!("  {}\n", words.join(" "))).collect();
        text + &format!(
            "{this} line installs all of it, then runs the task:\n\n  {command} --install\n\n\
             by these commands:\n\n{lines}"
        )
    }

    /// Prints and runs the commands.
    pub(super) fn run(&self) -> Result<(), String> {
        println!("installs what is missing:\n{self}");
        for words in &self.commands {
            let line = words.join(" ");
            println!("$ {line}");
            let Some((program, args)) = words.split_first() else { continue };
            let status = Command::new(program).args(args).current_dir(root()).stdin(Stdio::null()).status();
            match status {
                Ok(status) if status.success() => {}
                // One broken source of packages is no reason to stop: the next command decides.
                Ok(_) if words.iter().any(|word| word == "update") => println!("`{line}` failed"),
                Ok(status) => return Err(format!("`{line}` failed ({status})")),
                Err(error) => return Err(format!("`{line}` cannot be run: {error}")),
            }
        }
        Ok(())
    }
}

/// The commands, one a line.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.by_hand.iter().try_for_each(|line| writeln!(f, "  {line}"))?;
        self.commands.iter().try_for_each(|words| writeln!(f, "  {}", words.join(" ")))
    }
}

impl Manager {
    fn here() -> Manager {
        if program(&["apt-get"]).is_some() {
            Manager::Apt(Root::here())
        } else if program(&["brew"]).is_some() {
            Manager::Brew
        } else {
            Manager::Unknown
        }
    }
}

impl Root {
    fn here() -> Root {
        let id = Command::new("id").arg("-u").output();
        if id.is_ok_and(|output| output.stdout.trim_ascii() == b"0") {
            return Root::Already;
        }
        let sudo = Command::new("sudo")
            .args(["-n", "true"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if sudo.is_ok_and(|status| status.success()) { Root::Sudo } else { Root::Password }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CARGO_FUZZ, CHROMIUM, CLIPPY, CXX, NIGHTLY_RUST, THUMBV6M, THUMBV7EM, XMLLINT};

    fn shown(missing: &[Tool], manager: Manager) -> String {
        Plan::with(missing, manager).to_string()
    }

    #[test]
    fn each_installer_is_called_once_for_all_it_installs() {
        let missing = [NIGHTLY_RUST, CLIPPY, THUMBV6M, XMLLINT, THUMBV7EM, CARGO_FUZZ, CXX];
        assert_eq!(
            shown(&missing, Manager::Apt(Root::Already)),
            "  apt-get update -q\n  env DEBIAN_FRONTEND=noninteractive apt-get -o \
             DPkg::Lock::Timeout=300 install -y -q --no-install-recommends libxml2-utils g++\n  \
             rustup toolchain install nightly-2026-05-20 --profile minimal --no-self-update\n  \
             rustup component add --toolchain 1.95.0 clippy\n  \
             rustup target add --toolchain 1.95.0 thumbv6m-none-eabi thumbv7em-none-eabi\n  \
             cargo install --locked cargo-fuzz@0.13.2\n"
        );
    }

    #[test]
    fn packages_are_installed_as_root_by_sudo_or_by_brew() {
        let missing = [XMLLINT, CHROMIUM];
        let sudo = shown(&missing, Manager::Apt(Root::Sudo));
        assert!(sudo.lines().all(|line| line.starts_with("  sudo -n ")), "{sudo}");
        assert!(sudo.ends_with("libxml2-utils chromium\n"), "{sudo}");
        assert_eq!(shown(&missing, Manager::Brew), "  brew install libxml2\n  brew install --cask google-chrome\n");
    }

    #[test]
    fn what_needs_a_password_is_left_to_the_user() {
        for manager in [Manager::Apt(Root::Password), Manager::Unknown] {
            let plan = Plan::with(&[XMLLINT], manager);
            assert!(plan.is_by_hand() && plan.commands.is_empty());
            let advice = plan.advice("cargo xtask test");
            assert!(advice.contains("libxml2-utils") && !advice.contains("--install\n"), "{advice}");
            let advice = Plan::with(&[XMLLINT, CLIPPY], manager).advice("cargo xtask test");
            assert!(advice.contains("After that, this line installs"), "{advice}");
        }
    }

    #[test]
    fn without_a_password_there_is_one_line_to_paste() {
        let advice = Plan::with(&[XMLLINT], Manager::Brew).advice("cargo xtask test --all");
        let lines: Vec<_> = advice.lines().collect();
        assert_eq!(lines[2], "  cargo xtask test --all --install");
        assert_eq!(lines.last(), Some(&"  brew install libxml2"));
    }
}
