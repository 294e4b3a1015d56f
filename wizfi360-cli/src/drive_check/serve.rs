//! One scenario: the module is switched on when the driver comes, and the referee watches until it leaves, has reached all, or its time is up.

use super::{
    line::Line,
    program::Program,
    watch::{Shared, Watched},
};
use crate::{
    args::{Color, DriveCheck},
    end::Failure,
};
use std::{
    io::{self, IsTerminal, Write},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::Notify,
    time::{interval, sleep, timeout},
};
use wizfi360_sim::{
    judge::Severity,
    net::VirtualNetwork,
    run::{Network, Runner},
    scenario::{Referee, Scenario, Verdict},
};

/// Who has reached all and says nothing for so long has come to the end.
const QUIET: Duration = Duration::from_secs(2);

/// A program whose line is closed may take so long to end; what it has sent before it ended may take so long to arrive.
const LEAVE: Duration = Duration::from_secs(3);

/// How a scenario went.
pub(super) struct Played {
    pub(super) goal: String,
    pub(super) firmware: String,
    pub(super) verdict: Verdict,
    /// What else went wrong, such as that nobody came.
    pub(super) troubles: Vec<String>,
    pub(super) interrupted: bool,
}

impl Played {
    pub(super) fn is_fine(&self) -> bool {
        self.verdict.is_fine() && self.troubles.is_empty()
    }
}

/// Why a scenario has ended.
enum End {
    /// The driver has left, or its program has ended.
    Left,
    /// All is reached, and nothing more comes.
    Reached,
    TimeIsUp,
    Interrupted,
    NobodyCame,
}

pub(super) async fn play(
    args: &DriveCheck,
    scenario: &Scenario,
    line: &mut Line,
    interrupts: &Notify,
    color: Color,
) -> Result<Played, Failure> {
    let mut program = Program::start(args, scenario, line)?;
    let shared = Shared::new(Referee::new(scenario), args.trace, color)?;
    let end = session(args, scenario, line, &mut program, &shared, interrupts).await?;
    let (referee, took) = {
        let watched = shared.lock();
        (watched.referee.clone(), watched.now())
    };
    // What is left of a program that was closed out.
    if program.is_there() && matches!(end, End::Left | End::Reached) {
        let _ = timeout(LEAVE, program.ends()).await;
    }
    program.end().await;
    let mut troubles: Vec<String> = program.trouble().into_iter().collect();
    match end {
        End::TimeIsUp => troubles.push(format!("its {} seconds were over before it was at its end", args.timeout)),
        End::NobodyCame => troubles.push("the driver's program has not connected".into()),
        End::Interrupted => troubles.push("it was interrupted".into()),
        End::Left | End::Reached => {}
    }
    Ok(Played {
        goal: scenario.goal_with_values(),
        firmware: scenario.world.firmware.to_string(),
        verdict: referee.finish(took),
        troubles,
        interrupted: matches!(end, End::Interrupted),
    })
}

/// Waits for the driver, and lets it talk to the module.
async fn session(
    args: &DriveCheck,
    scenario: &Scenario,
    line: &mut Line,
    program: &mut Program,
    shared: &Shared,
    interrupts: &Notify,
) -> Result<End, Failure> {
    let limit = Duration::from_secs(args.timeout);
    let broken = |error: io::Error| Failure::wrong(format!("nobody can be waited for: {error}"), "");
    let stream = tokio::select! {
        stream = line.accept() => stream.map_err(broken)?,
        () = program.ends() => return Ok(End::NobodyCame),
        // Whoever is started by hand may take their time.
        () = sleep(limit), if program.is_there() => return Ok(End::NobodyCame),
        () = interrupts.notified() => return Ok(End::Interrupted),
    };
    let network = Network::Virtual(Box::new(VirtualNetwork::new(scenario.world.clone())));
    shared.lock().begins();
    let mut runner = Runner::new(scenario.module(), network, shared.clone(), scenario.baud.is_some());
    match (stream, line) {
        (Some(mut stream), _) => Ok(talk(&mut runner, &mut stream, limit, program, shared, interrupts).await),
        #[cfg(unix)]
        (None, Line::Terminal(terminal)) => Ok(talk(&mut runner, terminal, limit, program, shared, interrupts).await),
        (None, _) => Ok(End::NobodyCame),
    }
}

async fn talk(
    runner: &mut Runner,
    serial: &mut (impl AsyncRead + AsyncWrite + Unpin),
    limit: Duration,
    program: &mut Program,
    shared: &Shared,
    interrupts: &Notify,
) -> End {
    let driven = runner.drive(serial);
    tokio::pin!(driven);
    let deadline = sleep(limit);
    tokio::pin!(deadline);
    let mut ticks = interval(Duration::from_millis(100));
    let mut live = Live::new();
    loop {
        tokio::select! {
            // Whoever breaks the line has left it.
            _ = &mut driven => return End::Left,
            () = program.ends() => {
                // What it has sent before is heard out.
                let _ = timeout(LEAVE, async {
                    tokio::select! {
                        _ = &mut driven => {}
                        () = settled(shared) => {}
                    }
                }).await;
                return End::Left;
            }
            _ = ticks.tick() => {
                let watched = shared.lock();
                live.show(&watched);
                if watched.referee.is_satisfied() && watched.quiet() >= QUIET {
                    return End::Reached;
                }
            }
            () = &mut deadline => return End::TimeIsUp,
            () = interrupts.notified() => return End::Interrupted,
        }
    }
}

/// Waits until nothing has passed for a while.
async fn settled(shared: &Shared) {
    loop {
        sleep(Duration::from_millis(50)).await;
        if shared.lock().quiet() >= Duration::from_millis(300) {
            return;
        }
    }
}

/// A line that shows what goes on, if somebody looks.
struct Live {
    shown: bool,
    last: String,
}

impl Live {
    fn new() -> Live {
        Live { shown: io::stderr().is_terminal(), last: String::new() }
    }

    fn show(&mut self, watched: &Watched) {
        let judge = watched.referee.judge();
        let errors = judge.findings().iter().filter(|finding| finding.severity == Severity::Error).count();
        let text = format!("  {} requests, {errors} errors", judge.requests());
        if self.shown && text != self.last {
            // What cannot be shown is not missed.
            let _ = write!(io::stderr(), "\r\x1b[K{text}");
            self.last = text;
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        if !self.last.is_empty() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
