//! Replacing the firmware over Wi-Fi.

use crate::{
    Module,
    net::{Action, Connection},
    printed::Printed,
    task::{Handled, Next, Refusal, Task, Timer},
};
use wizfi360_proto::{AtStr, Final, Open, commands::ciupdate, domains::UpdateStep};

/// The download takes that many steps.
const DOWNLOAD: u64 = 100;

impl Module {
    pub(crate) fn update(&mut self, url: Option<AtStr<'_>>) -> Handled {
        if self.ram.station.address().is_none() {
            return Err(Refusal::PLAIN);
        }
        let query = self.new_connection();
        let url = url.map(|url| String::from_utf8_lossy(&url.bytes().collect::<Vec<_>>()).into_owned());
        self.actions.push_back(Action::Download { query, url });
        self.ram.task = Some(Task::Update(query));
        self.progress(UpdateStep::CheckServer);
        Ok(Next::Wait)
    }

    pub(crate) fn downloaded(&mut self, query: Connection, success: bool) {
        if !matches!(self.ram.task, Some(Task::Update(task)) if task == query) {
            return;
        }
        if !success {
            return self.finish(Final::Error);
        }
        self.progress(UpdateStep::ConnectServer);
        self.progress(UpdateStep::CheckVersion);
        self.after(self.world.latencies.update_step * DOWNLOAD, Timer::Update(0));
    }

    pub(crate) fn update_step(&mut self, step: u8) {
        let latencies = self.world.latencies;
        if step == 0 {
            self.progress(UpdateStep::StartUpdate);
            self.after(latencies.update_step, Timer::Update(1));
        } else {
            self.finish(Final::Ok);
            self.flash.firmware = self.world.update.unwrap_or(self.flash.firmware);
            self.restart(latencies.boot);
        }
    }

    fn progress(&mut self, step: UpdateStep) {
        if self.prints(Printed::UpdateBrackets) {
            self.raw(format!("+CIPUPDATE:<{}>\r\n", wizfi360_proto::Number::number(step)).as_bytes());
        } else {
            self.line(&ciupdate::Progress { n: Open::Known(step) });
        }
    }
}
