//! Takes a picture of a page, as a PNG.
//!
//! `cargo run -p wizfi360-browser --example screenshot -- FILE_OR_URL OUT.png`

use clap::Parser;
use std::{fs, path::PathBuf, process::ExitCode};
use wizfi360_browser::{Error, Page, Result, Viewport, file_url};

/// Takes a picture of a page, as a PNG.
///
/// Of the internet nothing is fetched: a file, or a server on this machine.
#[derive(Parser)]
#[command(
    name = "screenshot",
    after_help = "Examples:
  screenshot target/doc/wizfi360_proto/index.html docs.png
  screenshot report.html phone.png --width 390 --full --dark
  screenshot http://127.0.0.1:8000/#top window.png --height 600"
)]
struct Arguments {
    /// A file, or an address that begins with `http://`, `https://` or `file://`.
    #[arg(value_name = "FILE_OR_URL")]
    page: String,
    /// The PNG to write.
    #[arg(value_name = "OUT.png")]
    out: PathBuf,
    /// The width of the window; below 600 it is a phone.
    #[arg(long, default_value_t = 1280, value_parser = clap::value_parser!(u32).range(1..=16_384))]
    width: u32,
    /// The height of the window [default: 900, of a phone 844]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=16_384))]
    height: Option<u32>,
    /// The whole page, not only the window.
    #[arg(long)]
    full: bool,
    /// Dark colours.
    #[arg(long)]
    dark: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match take(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn take(arguments: &Arguments) -> Result<()> {
    let Arguments { page, out, width, height, full, dark } = arguments;
    let is_url = ["http://", "https://", "file://"].iter().any(|it| page.starts_with(it));
    let url = if is_url { page.clone() } else { file_url(page.as_ref())? };
    let phone = *width < 600;
    let usual = if phone { Viewport::PHONE } else { Viewport::DESKTOP };
    let height = height.unwrap_or(usual.height);
    let page = Page::new(Viewport { width: *width, height, phone, dark: *dark })?;
    page.open(&url)?;
    let png = page.screenshot(*full)?;
    fs::write(out, &png).map_err(|error| Error::new(format!("{}: {error}", out.display())))?;
    println!("{}: {} bytes", out.display(), png.len());
    page.heard().iter().for_each(|it| eprintln!("the page: {it}"));
    Ok(())
}
