//! `wizfi360 drive-check`: a module that judges the drivers that talk to it.

mod line;
mod program;
mod report;
mod scenarios;
mod serve;
mod show;
mod watch;

use crate::{
    args::{Color, DriveCheck},
    end::{Failure, Outcome, Verdict},
    interrupt, paint,
};
use line::Line;
use report::Files;
use serve::{Played, play};
use std::{path::Path, sync::Arc};
use tokio::{runtime::Builder, sync::Notify};
use wizfi360_sim::scenario::{Referee, Scenario};

pub(crate) fn run(args: &DriveCheck, color: Color) -> Outcome {
    if let Some(name) = &args.print {
        paint::print(color, scenarios::text(name)?)?;
        return Ok(Verdict::Fine);
    }
    let scenarios = scenarios::chosen(args)?;
    if args.list {
        paint::print(color, &show::list(&scenarios))?;
        return Ok(Verdict::Fine);
    }
    let files = Files::create(args)?;
    let runtime = Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::wrong(format!("no runtime: {error}"), ""))?;
    let played = runtime.block_on(all(args, &scenarios, color))?;
    files.write(&played, color)?;
    say(args, color, &show::summary(&played, scenarios.len()))?;
    Ok(Verdict::found(played.len() < scenarios.len() || !played.iter().all(Played::is_fine)))
}

/// Plays one scenario after the other, until all are played or somebody interrupts.
async fn all(args: &DriveCheck, scenarios: &[Scenario], color: Color) -> Result<Vec<Played>, Failure> {
    // What takes a moment the first time is done before anybody is told to come.
    scenarios.iter().for_each(|scenario| drop((Referee::new(scenario), scenario.module())));
    // One listener for the whole run: an interrupt that comes while nobody waits for it is kept.
    let interrupts = Arc::new(Notify::new());
    let heard = interrupts.clone();
    interrupt::forward(move || {
        heard.notify_one();
        true
    })?;
    let mut line = Line::open(args).await?;
    say(args, color, &format!("{}\n", line.name()))?;
    let mut played = Vec::new();
    for (index, scenario) in scenarios.iter().enumerate() {
        say(args, color, &show::goal(scenario, index, scenarios.len()))?;
        let of_this = play(args, scenario, &mut line, &interrupts, color).await?;
        say(args, color, &show::played(&of_this))?;
        let interrupted = of_this.interrupted;
        played.push(of_this);
        if interrupted {
            break;
        }
    }
    Ok(played)
}

/// Tells people something: on the standard error, if the standard output is for a program.
fn say(args: &DriveCheck, color: Color, text: &str) -> Result<(), Failure> {
    use std::io::Write;
    if args.json.as_deref() != Some(Path::new("-")) {
        paint::print(color, text)?;
    } else {
        // What cannot be told is not missed: the result is.
        let _ = paint::stderr(color).write_all(text.as_bytes());
    }
    Ok(())
}
