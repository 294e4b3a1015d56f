//! Nothing depends on how a host cuts its bytes.

use super::joined;
use wizfi360_sim::{Module, net::Action};

const HOST: &[u8] = b"AT\r\nATE1\r\nAT+CIPSTART=\"TCP\",\"10.0.0.2\",9\r\nAT\r\n\r\nAT+CWMODE_CUR?\rAT+UART_CUR?\nAT+CASEND=1\r\n-----BEGIN CERTIFICATE-----\r\n\
    abc\r\n-----END CERTIFICATE-----\r\nAT+CASEND?\r\nnonsense\r\nAT+CIPSEND=5\r\nAT\r\n+++AT+RST\r\n";

/// What a module says and wants when it is given the host's bytes in cuts of this length, all at the same time.
fn run(length: usize) -> (Vec<u8>, Vec<Action>) {
    let desk = joined();
    let (mut module, now): (Module, u64) = (desk.module().clone(), desk.now());
    for part in HOST.chunks(length) {
        module.input(now, part);
    }
    let said = module.take_output();
    (said, std::iter::from_fn(|| module.poll_action()).collect())
}

#[test]
fn the_same_bytes_have_the_same_answers() {
    let whole = run(HOST.len());
    assert!(whole.0.len() > 50);
    for length in 1..40 {
        assert_eq!(run(length), whole, "cuts of {length}");
    }
}

#[test]
fn the_same_bytes_in_transparent_transmission_have_the_same_packets() {
    let mut desk = joined();
    for (line, end) in
        [("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "\r\nOK\r\n"), ("AT+CIPMODE=1", "\r\nOK\r\n"), ("AT+CIPSEND", ">")]
    {
        desk.write(format!("{line}\r\n").as_bytes());
        desk.expect(end, 5000).unwrap();
    }
    let payload: Vec<u8> = (0..10_000_u32).map(|at| if at % 7 < 2 { b'+' } else { at.to_le_bytes()[0] }).collect();
    let mut all = Vec::new();
    for length in [1, 2, 3, 100, 2047, 2048, 2049, 10_000] {
        let (mut module, now) = (desk.module().clone(), desk.now());
        payload.chunks(length).for_each(|part| module.input(now, part));
        module.advance(now + 20);
        all.push(std::iter::from_fn(|| module.poll_action()).collect::<Vec<_>>());
    }
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
}
