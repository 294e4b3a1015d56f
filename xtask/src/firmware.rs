//! `cargo xtask firmware`: the images of `tests/firmware` link without panics and stay within their budget.

mod image;

use crate::{
    Failure, root,
    tools::{self, Tool},
};
use image::Image;
use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Stdio},
};

pub(crate) const NEEDS: &[Tool] = &[tools::THUMBV6M, tools::THUMBV7EM];

const TARGETS: [&str; 2] = [tools::THUMBV6M.name(), tools::THUMBV7EM.name()];

/// The images. `full` is a driver; `all` has the answers of every command.
const IMAGES: [&str; 6] = ["one", "requests", "answers", "events", LARGEST, "all"];

const LARGEST: &str = "full";

/// The part of the largest image that is the compiler's: any firmware has it.
const RUNTIME: &str = "runtime";

/// What the panic handler calls, and what does not exist.
const CAN_PANIC: &str = "wizfi360_this_firmware_can_panic";

const BUDGET: &str = "tests/firmware/budget.txt";

/// Builds all images and measures them. With `list`, tells which functions take the room of the one that has everything.
pub(crate) fn run(list: bool) -> Result<(), Failure> {
    let budget = Budget::read()?;
    for target in TARGETS {
        build(target)?;
        proof_bites(target)?;
    }
    println!("no image can panic, and one that could would not link\n");
    println!("{:<20} {:<9} {:>6} {:>8} {:>6} {:>7}", "target", "image", ".text", ".rodata", "total", "budget");
    let mut excess = Vec::new();
    // True if it is within its budget.
    let mut row = |target: &str, name: &str, text: u64, rodata: u64| {
        let (total, allowed) = (text + rodata, budget.of(target, name)?);
        println!("{target:<20} {name:<9} {text:>6} {rodata:>8} {total:>6} {allowed:>7}");
        if total > allowed {
            excess.push(format!("`{name}` for {target} takes {total} bytes, {} more than its budget", total - allowed));
        }
        Ok::<_, Failure>(total <= allowed)
    };
    for (target, name) in TARGETS.into_iter().flat_map(|target| IMAGES.map(|name| (target, name))) {
        let image = Image::read(&path(target, name))?;
        let mut within = row(target, name, image.text, image.rodata)?;
        if name == LARGEST {
            within &= row(target, RUNTIME, image.runtime, 0)?;
        }
        if name == LARGEST && (list || !within) {
            print!("{}", image.largest(20));
        }
    }
    if excess.is_empty() {
        return Ok(());
    }
    let list = excess.join("\n  ");
    Err(Failure::new(format!(
        "images are larger than {BUDGET} allows:\n  {list}\nfind out what has grown (`cargo xtask firmware --list`); if it is worth the room, raise the budget in the same change"
    )))
}

/// Builds all images for a target.
fn build(target: &str) -> Result<(), Failure> {
    let args = ["build", "--release", "--target", target];
    println!("$ cargo {} (in tests/firmware)", args.join(" "));
    let Err(errors) = cargo(&args)? else { return Ok(()) };
    if !errors.contains(CAN_PANIC) {
        return Err(Failure::new(format!(
            "{errors}\ntests/firmware does not build for {target}; mend what cargo names"
        )));
    }
    let places = match panics(target, "locate") {
        Ok(places) if !places.is_empty() => format!("a panic is left at\n  {}", places.join("\n  ")),
        _ => "a panic is left; tests/firmware/README.md tells how to find it".to_string(),
    };
    Err(Failure::new(format!(
        "the images for {target} do not link: {places}\nuse `get`, `split_at_checked`, saturating or checked arithmetic there"
    )))
}

/// The proof is worth something only if a panic is noticed, and its place is found.
fn proof_bites(target: &str) -> Result<(), Failure> {
    let args = ["build", "--release", "--target", target, "--bin", "full", "--features", "panics"];
    println!("$ cargo {} (has to fail)", args.join(" "));
    match cargo(&args)? {
        Ok(()) => Err(Failure::new(
            "an image with a panic links, so the proof proves nothing; see tests/firmware/src/panic.rs",
        )),
        Err(errors) if !errors.contains(CAN_PANIC) => {
            Err(Failure::new(format!("{errors}\nan image with a panic fails, but not because of `{CAN_PANIC}`")))
        }
        Err(_) if panics(target, "locate,panics")?.iter().any(|place| place.starts_with("src/lib.rs:")) => Ok(()),
        Err(_) => Err(Failure::new(
            "an image with a panic fails to link, but its place is not found; see `places` in xtask/src/firmware",
        )),
    }
}

/// Where the largest image can panic: it is linked all the same, with the places kept in it.
fn panics(target: &str, features: &str) -> Result<Vec<String>, Failure> {
    let linked = format!("link-arg=--defsym={CAN_PANIC}=0");
    let args = ["rustc", "--release", "--target", target, "--bin", "full", "--features", features, "--", "-C", &linked];
    cargo(&args)?.map_err(Failure::new)?;
    Ok(Image::read(&path(target, "full"))?.places())
}

/// Runs cargo on the firmware; what it wrote if it fails.
fn cargo(args: &[&str]) -> Result<Result<(), String>, Failure> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let (before, behind) = args.split_at(1);
    command.args(before).args(["--quiet", "--locked", "--target-dir"]).arg(target_dir()).args(behind);
    let output = command.current_dir(root().join("tests/firmware")).stdin(Stdio::null()).output()?;
    Ok(if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) })
}

fn path(target: &str, image: &str) -> PathBuf {
    target_dir().join(target).join("release").join(image)
}

/// Beside what the workspace builds, so that neither has to build anew because of the other.
fn target_dir() -> PathBuf {
    crate::target_dir().join("firmware")
}

/// How many bytes each image may take.
struct Budget(Vec<(String, String, u64)>);

impl Budget {
    fn read() -> Result<Self, Failure> {
        let text = fs::read_to_string(root().join(BUDGET))?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let entries = lines.map(|(at, line)| {
            let words: Vec<_> = line.split_whitespace().collect();
            match words.as_slice() {
                [target, image, bytes] if bytes.parse::<u64>().is_ok() => {
                    Ok((target.to_string(), image.to_string(), bytes.parse().unwrap_or(0)))
                }
                _ => Err(Failure::new(format!("{BUDGET}:{}: a line is `target image bytes`", at + 1))),
            }
        });
        entries.collect::<Result<_, _>>().map(Budget)
    }

    fn of(&self, target: &str, image: &str) -> Result<u64, Failure> {
        let entry = self.0.iter().find(|(of, name, _)| of == target && name == image);
        entry
            .map(|(.., bytes)| *bytes)
            .ok_or_else(|| Failure::new(format!("{BUDGET} has no line for `{target} {image}`")))
    }
}
