//! `wizfi360 man`: manual pages, made of the same descriptions as `--help`.

use crate::{
    args::{Cli, Man},
    end::{Failure, Outcome, Verdict},
};
use clap::{Command, CommandFactory};
use clap_mangen::roff::{Roff, roman};
use std::{fs, io::Write, path::Path};
use wizfi360_reference::suggest::nearest;

pub(crate) fn run(args: &Man) -> Outcome {
    let program = program();
    if let Some(folder) = &args.dir {
        write_all(&program, folder).map_err(|(path, error)| {
            Failure::wrong(format!("`{path}` cannot be written: {error}"), "Name a folder that you may write to.")
        })?;
        return Ok(Verdict::Fine);
    }
    let page = match &args.subcommand {
        None => &program,
        Some(name) => program.find_subcommand(name).ok_or_else(|| unknown(&program, name))?,
    };
    std::io::stdout().write_all(&page_of(page)?)?;
    Ok(Verdict::Fine)
}

/// The program with its subcommands, each of which knows its whole name.
fn program() -> Command {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    program
}

fn pages(program: &Command) -> impl Iterator<Item = &Command> {
    std::iter::once(program).chain(program.get_subcommands().filter(|command| !command.is_hide_set()))
}

fn write_all(program: &Command, folder: &Path) -> Result<(), (String, std::io::Error)> {
    let of = |path: &Path| path.display().to_string();
    fs::create_dir_all(folder).map_err(|error| (of(folder), error))?;
    for page in pages(program) {
        let path = folder.join(clap_mangen::Man::new(page.clone()).get_filename());
        page_of(page).and_then(|text| fs::write(&path, text)).map_err(|error| (of(&path), error))?;
    }
    Ok(())
}

/// A page. The examples keep their lines, which clap_mangen's own section for them would fill.
fn page_of(command: &Command) -> std::io::Result<Vec<u8>> {
    let man = clap_mangen::Man::new(command.clone());
    let mut page = Vec::new();
    // Without a date, which would change the pages of one version; clap_mangen would put the version in its place.
    let name = command.get_display_name().unwrap_or(command.get_name()).to_uppercase();
    writeln!(page, ".TH {name} 1 \"\" \"wizfi360 {}\" wizfi360", env!("CARGO_PKG_VERSION"))?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    examples(command).to_writer(&mut page)?;
    Ok(page)
}

fn examples(command: &Command) -> Roff {
    let mut roff = Roff::new();
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    roff.control("SH", ["EXAMPLES"]).control("nf", []);
    for line in text.trim_start_matches("Examples:\n").lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff
}

fn unknown(program: &Command, name: &str) -> Failure {
    let help = match nearest(name, program.get_subcommands().map(Command::get_name)).as_slice() {
        _ if name == "help" => "`wizfi360 man` prints the page of the program.".to_string(),
        [] => "`wizfi360 --help` lists the subcommands.".to_string(),
        near => {
            let near: Vec<_> = near.iter().map(|name| format!("`{name}`")).collect();
            format!("Did you mean {}? `wizfi360 --help` lists the subcommands.", near.join(" or "))
        }
    };
    Failure::wrong(format!("unknown subcommand `{name}`"), help)
}
