//! The virtual module does what the spec expects, in all cases of the conformance kit; and what is damaged on the line shows.

use std::{collections::BTreeMap, io};
use wizfi360_conformance::check::{
    Bench, Channel, Deed, Failure, Options, Risk,
    report::{Report, Verdict},
    run,
};
use wizfi360_sim::{Testbed, World, world::Latencies};
use wizfi360_spec::Spec;

fn all() -> Options {
    Options { allow: Risk::ALL.into(), module: "virtual".into(), profile: "full".into(), ..Options::default() }
}

fn check(channel: &mut dyn Channel, options: &Options) -> Result<Report, Failure> {
    run(Spec::embedded(), &Bench::default(), options, channel, &mut |_, _, _| {})
}

fn desk(world: World) -> Testbed {
    let mut desk = Testbed::new(world);
    desk.pass(1000);
    desk
}

/// What deviates, and what was not run, one a line.
fn odd(report: &Report) -> Vec<String> {
    let odd = report.results.iter().filter_map(|result| match &result.verdict {
        Verdict::AsExpected => None,
        Verdict::Deviates { actual, expected } => Some(format!("{}: {actual}; expected {expected}", result.id)),
        Verdict::NotRun { reason } => Some(format!("{}: not run: {reason}", result.id)),
    });
    odd.collect()
}

fn as_expected(mut desk: Testbed, options: &Options) -> Report {
    let report = check(&mut desk, options).unwrap_or_else(|failure| panic!("{failure}"));
    let odd = odd(&report);
    assert!(odd.is_empty(), "{} of {}:\n{}", odd.len(), report.results.len(), odd.join("\n"));
    report
}

#[test]
fn the_virtual_module_is_as_expected_in_all_cases() {
    let report = as_expected(desk(World::built_in().as_ref().clone()), &all());
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    report.results.iter().for_each(|result| *kinds.entry(&result.kind).or_default() += 1);
    println!("{} cases in {} ms: {kinds:?}", report.results.len(), report.took_ms);
    assert!(report.results.len() > 3100, "{}", report.results.len());
}

#[test]
fn it_is_so_with_older_firmware() {
    for firmware in ["1.0.1.0", "1.0.5.1", "1.0.7.5", "1.1.1.7"] {
        let firmware = firmware.parse().unwrap();
        let world = World { firmware, update: Some(firmware), ..World::built_in().as_ref().clone() };
        let report = as_expected(desk(world), &all());
        assert_eq!(report.firmware, firmware.to_string());
        println!("{firmware}: {} cases", report.results.len());
    }
}

#[test]
fn it_is_so_however_fast_its_surroundings_are() {
    as_expected(desk(World { latencies: Latencies::NONE, ..World::built_in().as_ref().clone() }), &all());
}

#[test]
fn a_case_does_not_depend_on_those_before_it() {
    let ids: Vec<String> = {
        let report = check(&mut desk(World::built_in().as_ref().clone()), &all()).unwrap();
        report.results.into_iter().map(|result| result.id).collect()
    };
    for id in ids.iter().step_by(100) {
        let report =
            as_expected(desk(World::built_in().as_ref().clone()), &Options { only: vec![id.clone()], ..all() });
        assert!(report.results.iter().any(|result| result.id == *id), "{id}");
    }
}

/// A line that changes what the module says.
struct Damaged<F> {
    desk: Testbed,
    change: F,
}

impl<F: Fn(Vec<u8>) -> Vec<u8>> Channel for Damaged<F> {
    fn now(&self) -> u64 {
        self.desk.now()
    }
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        Channel::write(&mut self.desk, bytes)
    }
    fn read(&mut self, milliseconds: u64) -> io::Result<Vec<u8>> {
        Ok((self.change)(Channel::read(&mut self.desk, milliseconds)?))
    }
    fn hand(&mut self, deed: &Deed) -> io::Result<bool> {
        self.desk.hand(deed)
    }
}

/// What is damaged, what stands instead, and a section in which it has to show.
const DAMAGES: [(&[u8], &[u8], &str); 14] = [
    (b"\r\n\r\nOK\r\n", b"\r\nOK\r\n", "3.2.1"),
    (b"\r\nOK\r\n", b"OK\r\n", "3.1.1"),
    (b"\r\nOK\r\n", b"\r\nOK\r\n\r\nOK\r\n", "3.1.1"),
    (b"\r\nERROR\r\n", b"\r\nERROR\r\n\r\nERROR\r\n", "3.2.1"),
    (b"\r\nERROR\r\n", b"\r\nOK\r\n", "3.2.1"),
    (b"\r\nOK\r\n", b"\r\nok\r\n", "3.1.1"),
    (b"+CWMODE_CUR:", b"+CWMODE_DEF:", "3.2.1"),
    (b"+CWMODE_CUR:", b"+CWMODE_CUR: ", "3.2.1"),
    (b"+CWDHCP_CUR:3\r\n", b"+CWDHCP_CUR:3\r\n\r\n", "3.2.11"),
    (b"+CIPSTA_CUR:gateway", b"+CIPSTA_CUR:netmask", "3.2.20"),
    (b"WIFI CONNECTED\r\n", b"WIFI CONNECTED\r\nWIFI CONNECTED\r\n", "3.2.3"),
    (b"+CIPMUX:0\r\n", b"+CIPMUX:0\n", "3.3.15"),
    (b"\r\n+IPD,", b"+IPD,", "3.3.24"),
    (b"\r\n>", b"\r\n>\r\n", "3.3.7"),
];

#[test]
fn what_is_damaged_on_the_line_shows() {
    for (from, to, section) in DAMAGES {
        let replace = |bytes: Vec<u8>| {
            let mut changed = Vec::new();
            let mut rest = bytes.as_slice();
            while let Some(at) = rest.windows(from.len()).position(|part| part == from) {
                changed.extend_from_slice(&rest[..at]);
                changed.extend_from_slice(to);
                rest = &rest[at + from.len()..];
            }
            changed.extend_from_slice(rest);
            changed
        };
        let desk = desk(World::built_in().as_ref().clone());
        let firmware = Some("1.1.1.9".parse().unwrap());
        let options = Options { only: vec![section.into()], firmware, ..all() };
        let shows = match check(&mut Damaged { desk, change: replace }, &options) {
            Ok(report) => report.results.iter().any(|result| matches!(result.verdict, Verdict::Deviates { .. })),
            // So damaged that nothing can be run.
            Err(_) => true,
        };
        assert!(shows, "{} for {} in {section}", to.escape_ascii(), from.escape_ascii());
    }
}
