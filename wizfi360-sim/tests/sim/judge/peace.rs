//! What drivers are known to send, and modules to bear, is no fault.

use wizfi360_conformance::dialogues::{Dialogue, Said, examples, recorded};
use wizfi360_sim::judge::{Finding, Judge, Severity};
use wizfi360_spec::Spec;

/// A recording, what of the module stands before the gap, and what the module and then the host said in it.
type LeftOut = (&'static str, &'static [u8], &'static [u8], &'static [u8]);

/// What two recordings leave out, and behind what of the module it belongs: the end of AT+CWLAP, in a guide; prompt and data, which the recording driver kept to itself.
const LEFT_OUT: [LeftOut; 2] = [
    ("recorded/tcp-client-guide", b"+CWLAP:(3,\"ssid\",-5,\"mac address\",1,1)\r\n", b"\r\nOK\r\n", b""),
    ("recorded/tcp-send-receive", b"\r\nOK\r\n", b"\r\n>", b"x"),
];

/// What is found of a dialogue in which nobody hurries.
fn findings(dialogue: &Dialogue) -> Vec<Finding> {
    let mut judge = Judge::new(None);
    let mut now = 0;
    for said in &dialogue.said {
        now += 100;
        match said {
            Said::Host(bytes) => judge.host(now, bytes),
            Said::Module(bytes) => {
                judge.module(now, bytes);
                for (_, _, module, host) in
                    LEFT_OUT.iter().filter(|(id, behind, ..)| *id == dialogue.id && behind == bytes)
                {
                    judge.module(now, module);
                    judge.host(now, host);
                }
            }
        }
    }
    judge.finish(now);
    judge.findings().to_vec()
}

#[test]
fn recordings_of_real_drivers_have_no_fault() {
    let recorded = recorded();
    assert_eq!(recorded.len(), 5);
    for dialogue in recorded {
        for finding in findings(&dialogue) {
            assert_eq!(finding.severity, Severity::Note, "{}: {finding}", dialogue.id);
        }
    }
}

#[test]
fn examples_of_the_spec_have_no_fault() {
    let examples = examples(Spec::embedded());
    assert!(examples.len() > 100);
    for dialogue in examples {
        for finding in findings(&dialogue) {
            assert_eq!(finding.severity, Severity::Note, "{}: {finding}", dialogue.id);
        }
    }
}

#[test]
fn without_a_hurry_nothing_is_found_however_the_bytes_are_cut() {
    for dialogue in recorded().into_iter().chain(examples(Spec::embedded())) {
        let cut = |said: &Said| -> Vec<Said> {
            match said {
                Said::Host(bytes) => bytes.iter().map(|byte| Said::Host(vec![*byte])).collect(),
                Said::Module(bytes) => bytes.iter().map(|byte| Said::Module(vec![*byte])).collect(),
            }
        };
        let whole = findings(&dialogue);
        if LEFT_OUT.iter().all(|(id, ..)| *id != dialogue.id) {
            let cut = Dialogue { said: dialogue.said.iter().flat_map(cut).collect(), ..dialogue };
            let rules = |findings: &[Finding]| findings.iter().map(|finding| finding.rule).collect::<Vec<_>>();
            assert_eq!(rules(&whole), rules(&findings(&cut)), "{}", cut.id);
        }
    }
}
