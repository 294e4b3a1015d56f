//! Whether a case does its work: what stands beside its figure if not.

use crate::{
    at_commands_peer, atat_peer,
    cases::{Case, Join, Task, Who},
    ours,
    sink::{Checker, Found},
    streams,
    typed::Ap,
};
use wizfi360_proto::Number;

impl Case {
    /// What is missing or wrong. `None` if nothing is.
    pub fn remark(self) -> Option<String> {
        match self.task {
            Task::Line => {
                let line = streams::scan_line(7);
                let read = match self.who {
                    Who::Ours => our_ap(line.as_bytes()),
                    Who::Atat | Who::Ingress => atat_peer::line(line.as_bytes()),
                    Who::AtCommands => at_commands_peer::line(line.as_bytes()),
                };
                let same = read.is_some_and(|ap| rebuilt(&ap) == line);
                (!same).then(|| format!("read as {read:?}"))
            }
            Task::Encode(join) | Task::Build(join) => self.bytes(join),
            _ => self.found(),
        }
    }

    fn found(self) -> Option<String> {
        let (stream, cut) = self.task.stream()?;
        let mut sink = Checker::new(&stream);
        let read = self.read(&stream, cut, &mut sink);
        if let Task::Scan(_) = self.task {
            let all = stream.lines.len();
            return (read != all).then(|| format!("{read}/{all} lines"));
        }
        let (found, all) = sink.finish();
        (found != all).then(|| differences(found, all))
    }

    fn bytes(self, join: &Join) -> Option<String> {
        let mut buf = [0; 256];
        let written = match self.who {
            Who::Ours => ours::join(join.ssid, join.pwd).map(|join| ours::encode(&join, &mut buf)).unwrap_or(b""),
            Who::Atat | Who::Ingress => {
                atat_peer::encode(&atat_peer::Join { ssid: join.ssid, pwd: join.pwd }, &mut buf)
            }
            Who::AtCommands => at_commands_peer::encode(join.ssid, join.pwd, &mut buf),
        };
        (written != join.wire).then(|| "wrong bytes".into())
    }
}

fn differences(found: Found, all: Found) -> String {
    let pairs = [
        (found.events, all.events, "events"),
        (found.answers, all.answers, "answers"),
        (found.lines, all.lines, "lines"),
        (found.packets, all.packets, "packets"),
        (found.payload, all.payload, "payload bytes"),
    ];
    let mut words: Vec<_> = pairs
        .iter()
        .filter(|(found, all, _)| found != all)
        .map(|(found, all, word)| format!("{found}/{all} {word}"))
        .collect();
    if found.wrong > 0 {
        words.push(format!("{} wrong", found.wrong));
    }
    words.join(", ")
}

/// What ours reads, in the type that the peers read into.
fn our_ap(line: &[u8]) -> Option<Ap<'_>> {
    let ap = ours::line(line)?.ok()?;
    let wizfi360_proto::Mac(octets) = ap.mac?.known()?;
    let mac: Vec<_> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    let ecn = u8::try_from(ap.ecn?.known()?.number()).ok()?;
    let wps = u8::try_from(ap.wps?.known()?.number()).ok()?;
    Ap::new(ecn, ap.ssid?.as_str()?, ap.rssi?, &mac.join(":"), ap.channel?, wps)
}

/// The line that a value was read from.
fn rebuilt(ap: &Ap<'_>) -> String {
    let mac: Vec<_> = ap.mac.iter().map(|octet| format!("{octet:02x}")).collect();
    let (ecn, wps) = (ap.ecn.number(), ap.wps.number());
    format!("+CWLAP:({ecn},\"{}\",{},\"{}\",{},{wps})", ap.ssid, ap.rssi, mac.join(":"), ap.channel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_does_all_of_its_work() {
        for case in Case::all().into_iter().filter(|case| case.who == Who::Ours) {
            assert_eq!(case.remark(), None, "{case}");
        }
    }

    #[test]
    fn every_case_has_a_name_of_its_own() {
        for case in Case::all() {
            assert_eq!(Case::named(&case.to_string()), Some(case), "{case}");
        }
    }

    #[test]
    fn peers_read_a_line_as_ours_does() {
        for who in Who::ALL {
            assert_eq!(Case { task: Task::Line, who }.remark(), None, "{who}");
        }
    }
}
