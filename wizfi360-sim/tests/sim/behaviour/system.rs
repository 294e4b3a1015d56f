//! System commands.

use super::{hear, joined, started, talk, world};
use wizfi360_sim::{Happening, Module, World};
use wizfi360_spec::model::Firmware;

const OK: &str = "\r\nOK\r\n";
const ERROR: &str = "\r\nERROR\r\n";

#[test]
fn echo_lasts_until_the_next_start() {
    let mut desk = started(world());
    talk(&mut desk, &[("AT", OK), ("ATE1", OK), ("AT", "AT\r\n\r\nOK\r\n"), ("ATE0", "ATE0\r\n\r\nOK\r\n")]);
    talk(&mut desk, &[("AT+RST", "\r\nOK\r\n\r\nready\r\n"), ("AT", "AT\r\n\r\nOK\r\n")]);
}

#[test]
fn what_is_no_command_is_an_error() {
    let mut desk = started(world());
    for line in
        ["at", "AT+NO", "AT+CWMODE_CUR=0", "AT+CIPRECVMODE=1", "AT+CWMODE_CUR=", "ATE2", "hello", "AT+SYSSTORE=1"]
    {
        talk(&mut desk, &[(line, ERROR)]);
    }
    desk.write(format!("AT+MQTTPUB=\"{}\"\r\n", "x".repeat(3000)).as_bytes());
    hear(&mut desk, "a line that is too long", ERROR);
    desk.write(b"\r\n\r\n");
    hear(&mut desk, "empty lines are no commands", "");
}

#[test]
fn while_a_command_runs_others_are_turned_away_but_for_a_reset() {
    let mut desk = started(world());
    talk(&mut desk, &[("AT+CWMODE_CUR=1", OK)]);
    desk.write(b"AT+CWLAP\r\nAT\r\n");
    assert_eq!(desk.read(), b"\r\nbusy p...\r\n");
    desk.write(b"AT+RST\r\n");
    hear(&mut desk, "a reset", "\r\nOK\r\n\r\nready\r\n");
    let mut desk = started(World { by_the_manual: true, ..world() });
    talk(&mut desk, &[("AT+CWMODE_CUR=1", OK)]);
    desk.write(b"AT+CWLAP\r\nAT\r\n");
    assert_eq!(desk.read(), b"\r\nbusy p\r\n");
}

#[test]
fn a_sleeping_module_hears_nothing() {
    let mut desk = joined();
    talk(&mut desk, &[("AT+GSLP=3000", OK)]);
    desk.write(b"AT\r\n");
    desk.pass(2000);
    assert_eq!(desk.read(), b"");
    hear(&mut desk, "waking up", "\r\nready\r\n");
}

#[test]
fn pins_have_their_reasons() {
    let mut desk = started(world());
    talk(
        &mut desk,
        &[
            ("AT+SYSGPIOREAD=12", "NOT GPIO MODE!\r\n\r\nERROR\r\n"),
            ("AT+SYSIOSETCFG=12,1,0", OK),
            ("AT+SYSGPIOREAD=12", "+SYSGPIOREAD:12,0,1\r\n\r\nOK\r\n"),
            ("AT+SYSGPIOWRITE=12,1", "NOT OUTPUT!\r\n\r\nERROR\r\n"),
            ("AT+SYSGPIODIR=12,1", OK),
            ("AT+SYSGPIOREAD=12", "+SYSGPIOREAD:12,1,0\r\n\r\nOK\r\n"),
            ("AT+SYSGPIOWRITE=12,1", OK),
            ("AT+SYSGPIOREAD=12", "+SYSGPIOREAD:12,1,1\r\n\r\nOK\r\n"),
            ("AT+SYSGPIODIR=12,0", OK),
            ("AT+SYSGPIOREAD=13", "NOT GPIO MODE!\r\n\r\nERROR\r\n"),
        ],
    );
    desk.happen(Happening::Pin(12, false));
    talk(&mut desk, &[("AT+SYSGPIOREAD=12", "+SYSGPIOREAD:12,0,0\r\n\r\nOK\r\n")]);
}

#[test]
fn what_is_in_flash_outlives_a_restart_and_a_new_module() {
    let mut desk = started(world());
    talk(
        &mut desk,
        &[
            ("AT+UART_CUR=9600,8,1,0,0", OK),
            ("AT+UART_DEF?", "+UART_DEF:115200,8,1,0,0\r\nOK\r\n"),
            ("AT+UART_CUR?", "+UART_CUR:9600,8,1,0,0\r\nOK\r\n"),
            ("AT+CIPSTAMAC_DEF=\"00:08:dc:00:00:09\"", OK),
            ("AT+CWMODE=1", OK),
            ("AT+CWSAP_CUR=\"x\",\"\",1,0", ERROR),
            ("AT+CWMODE_CUR=3", OK),
            ("AT+CWSAP_CUR=\"x\",\"\",1,0", OK),
            ("AT+RST", "\r\nOK\r\n\r\nready\r\n"),
            ("ATE0", "ATE0\r\n\r\nOK\r\n"),
            ("AT+UART_CUR?", "+UART_CUR:115200,8,1,0,0\r\nOK\r\n"),
            ("AT+CWMODE?", "+CWMODE:1\r\n\r\nOK\r\n"),
            ("AT+CIPSTAMAC?", "+CIPSTAMAC:\"00:08:dc:00:00:09\"\r\n\r\nOK\r\n"),
        ],
    );
    let module = Module::with_flash(world(), desk.module().flash().clone());
    assert_eq!(module.flash(), desk.module().flash());
    talk(
        &mut desk,
        &[
            ("AT+RESTORE", "\r\nOK\r\n\r\nready\r\n"),
            ("AT+CIPSTAMAC?", "AT+CIPSTAMAC?\r\n+CIPSTAMAC:\"00:08:dc:11:12:13\"\r\n\r\nOK\r\n"),
            ("AT+CWMODE?", "AT+CWMODE?\r\n+CWMODE:1\r\n\r\nOK\r\n"),
            ("AT+RESTORE=1", "AT+RESTORE=1\r\n\r\nOK\r\n\r\nready\r\n"),
            ("AT+CWMODE?", "AT+CWMODE?\r\n+CWMODE:2\r\n\r\nOK\r\n"),
        ],
    );
}

#[test]
fn a_firmware_does_not_know_what_came_later() {
    for (firmware, line, answer) in [
        ([1, 1, 1, 8], "AT+MQTTQOS=1", OK),
        ([1, 1, 1, 7], "AT+MQTTQOS=1", ERROR),
        ([1, 0, 1, 0], "AT+MQTTSET=\"\",\"\",\"\",60", ERROR),
        ([1, 1, 1, 2], "AT+CLICASEND=0", OK),
        ([1, 0, 7, 5], "AT+CLICASEND=0", ERROR),
        ([1, 0, 7, 5], "AT+CWSAP_CUR?", "+CWSAP_CUR:\"WizFi360_111213\",\"\",1,0,4,0\r\n\r\nOK\r\n"),
        ([1, 0, 7, 5], "AT+CIPDNS_DEF?", OK),
        ([1, 0, 7, 5], "AT+CWDHCPS_DEF?", "+CWDHCPS_DEF:120,\"0.0.0.0\",\"0.0.0.0\"\r\nOK\r\n"),
    ] {
        let mut desk = started(World { firmware: Firmware(firmware), ..world() });
        talk(&mut desk, &[(line, answer)]);
    }
}

#[test]
fn an_update_tells_its_steps_and_restarts_with_another_firmware() {
    let mut desk = joined();
    talk(&mut desk, &[("AT+CIUPDATE", "+CIPUPDATE:1\r\n\r\nERROR\r\n")]);
    let mut desk = started(World { update: Some(Firmware([1, 1, 1, 9])), firmware: Firmware([1, 1, 1, 7]), ..world() });
    talk(
        &mut desk,
        &[
            ("AT+CIUPDATE", ERROR),
            ("AT+CWMODE_CUR=1", OK),
            ("AT+CWJAP_CUR=\"open\",\"\"", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n"),
            ("AT+CIUPDATE", "+CIPUPDATE:1\r\n+CIPUPDATE:2\r\n+CIPUPDATE:3\r\n+CIPUPDATE:4\r\n\r\nOK\r\n\r\nready\r\n"),
            ("AT+MQTTQOS?", "AT+MQTTQOS?\r\n\"0\"\r\n\r\nOK\r\n"),
        ],
    );
}
