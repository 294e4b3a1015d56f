//! `by_the_manual`: what the manual prints where modules do something else. The places that belong to links and brokers stand with these.

use super::{hear, started, talk, world};
use wizfi360_sim::{Happening, MacText, World};

const OK: &str = "\r\nOK\r\n";

#[test]
fn a_module_by_the_manual_says_what_is_printed() {
    let update = Some("1.1.1.9".parse().unwrap());
    let mut desk = started(World { by_the_manual: true, update, ..world() });
    let station = MacText([0x18, 0xcf, 0x5e, 0xc5, 0xce, 0x76]);
    desk.happen(Happening::StationJoins(station));
    hear(
        &mut desk,
        "a station joins",
        "+STA_CONNECTED:18:cf:5e:c5:ce:76\r\n+DIST_STA_IP:18:cf:5e:c5:ce:76,192.168.36.2\r\n",
    );
    desk.happen(Happening::StationLeaves(station));
    hear(&mut desk, "and leaves", "+STA_DISCONNECTED:18:cf:5e:c5:ce:76\r\n");
    talk(
        &mut desk,
        &[
            ("AT+CIPDNS_CUR=1,\"1.1.1.1\"", OK),
            ("AT+CIPDNS_CUR?", "+CIPDNS_CUR: 1.1.1.1\r\n\r\nOK\r\n"),
            ("AT+SYSIOSETCFG=12,1,0", OK),
            ("AT+SYSGPIOWRITE=12,1", "NOT OUTPUT MODE!\r\n\r\nERROR\r\n"),
            ("AT+CWMODE_CUR=1", OK),
            ("AT+CWHOSTNAME=\"me\"", OK),
            ("AT+CWHOSTNAME?", "+CWHOSTNAME:\"me\"\r\n\r\nOK\r\n"),
            ("AT+CWSTARTSMART", OK),
        ],
    );
    desk.happen(Happening::Provision("home".into(), "12345678".into()));
    hear(
        &mut desk,
        "SmartConfig",
        "smartconfig type:AIRKISS\r\nsmart get WiFi info\r\nssid:home\r\npassword:12345678\r\n\
         WIFI CONNECTED\r\nWIFI GOT IP\r\nsmartconfig connected WiFi\r\n",
    );
    desk.happen(Happening::AccessPointGoes("home".into()));
    hear(&mut desk, "the access point goes", "WIFI DISCONNECTED\r\n");
    talk(
        &mut desk,
        &[
            ("AT+CWJAP_CUR=\"open\",\"\"", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n"),
            (
                "AT+CIUPDATE",
                "+CIPUPDATE:<1>\r\n+CIPUPDATE:<2>\r\n+CIPUPDATE:<3>\r\n+CIPUPDATE:<4>\r\n\r\nOK\r\n\r\nready\r\n",
            ),
        ],
    );
}
