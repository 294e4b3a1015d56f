//! What commands require, and what they set.

use super::{
    Before, Deviation,
    Hook::{AnyFirmware, Behind, Forgives, Reads, Skips},
};
use crate::Module;
use wizfi360_proto::{
    Reason,
    domains::{ScanMask, ScanSort},
};

pub(super) const ROWS: &[Deviation] = &[
    Deviation {
        name: "mode-not-checked",
        wrong: "Commands that need a Wi-Fi mode are taken in every mode.",
        caught_by: &["3.1.9/query/in-softap-mode"],
        hook: Skips(|requirement| requirement.state == "mode"),
    },
    Deviation {
        name: "mux-not-checked",
        wrong: "Commands that need AT+CIPMUX=1 or 0 are taken under the other.",
        caught_by: &["3.3.13/execute/mux-1"],
        hook: Skips(|requirement| requirement.state == "mux"),
    },
    Deviation {
        name: "transmission-not-checked",
        wrong: "Commands that need AT+CIPMODE=0 or 1 are taken under the other.",
        caught_by: &["3.3.7/execute/in-normal-transmission"],
        hook: Skips(|requirement| requirement.state == "transmission"),
    },
    Deviation {
        name: "order-not-checked",
        wrong: "Commands that need another before them are taken without it, and do nothing then.",
        caught_by: &["3.3.32/set/without-mqttset"],
        hook: Forgives(|reason| matches!(reason, Reason::NoUserNameOrClientId | Reason::NoPubOrSubTopic)),
    },
    Deviation {
        name: "link-id-not-checked",
        wrong: "A link ID under AT+CIPMUX=0, or none under AT+CIPMUX=1, is answered with `OK`.",
        caught_by: &["3.3.3/set/tcp"],
        hook: Forgives(|reason| matches!(reason, Reason::Mux0 | Reason::Mux1)),
    },
    Deviation {
        name: "link-not-checked",
        wrong: "A command for a link that is not open is answered with `OK`.",
        caught_by: &["3.3.7/set/nothing-open"],
        hook: Forgives(|reason| matches!(reason, Reason::LinkIsNotValid | Reason::Unlink)),
    },
    Deviation {
        name: "network-not-checked",
        wrong: "A command that needs an IP address is answered with `OK` where there is none.",
        caught_by: &["3.3.2/set/not-joined"],
        hook: Forgives(|reason| reason == Reason::NoIp),
    },
    Deviation {
        name: "open-twice",
        wrong: "Opening a link that is open is answered with `OK`.",
        caught_by: &["3.3.3/set/open-already"],
        hook: Forgives(|reason| reason == Reason::AlreadyConnected),
    },
    Deviation {
        name: "pin-mode-not-checked",
        wrong: "A command for a pin that is not in GPIO mode is answered with `OK`.",
        caught_by: &["3.1.12/set/without-sysiosetcfg"],
        hook: Forgives(|reason| reason == Reason::NotGpioMode),
    },
    Deviation {
        name: "pin-direction-not-checked",
        wrong: "Writing a pin that is an input is answered with `OK`.",
        caught_by: &["3.1.13/set/without-sysgpiodir"],
        hook: Forgives(|reason| reason == Reason::NotOutput),
    },
    Deviation {
        name: "server-not-checked",
        wrong: "Creating a server that there is, or deleting one that there is not, is answered with `OK`.",
        caught_by: &["3.3.16/set/no-server", "3.3.16/set/server-runs"],
        hook: Forgives(|reason| reason == Reason::NoChange),
    },
    Deviation {
        name: "same-dns-servers",
        wrong: "AT+CIPDNS_CUR with the same server twice is answered with `OK`.",
        caught_by: &["3.3.27/set/rules/distinct-dns-server0"],
        hook: Reads(|line| {
            let (head, last) = line.rsplit_once(',')?;
            let (_, before) = head.rsplit_once(',')?;
            (line.starts_with("AT+CIPDNS") && before == last).then(|| head.into())
        }),
    },
    Deviation {
        name: "any-firmware",
        wrong: "What other firmware versions have is taken by this one as well.",
        caught_by: &["3.2.24/set/with-type"],
        hook: AnyFirmware,
    },
    Deviation {
        name: "echo-stays-on",
        wrong: "Commands are echoed after ATE0.",
        caught_by: &["3.1.5/execute"],
        hook: Behind(|module, before| undo(before, "ATE0", || module.ram.echo = true)),
    },
    Deviation {
        name: "echo-stays-off",
        wrong: "Commands are not echoed after ATE1.",
        caught_by: &["3.1.5/execute"],
        hook: Behind(|module, before| undo(before, "ATE1", || module.ram.echo = before.ram.echo)),
    },
    Deviation {
        name: "scan-mask-ignored",
        wrong: "A scan shows all fields, whatever AT+CWLAPOPT asks for.",
        caught_by: &["3.2.5/set/told"],
        hook: Behind(|module, before| undo(before, "AT+CWLAPOPT=", || module.ram.scan.1 = ScanMask::ALL)),
    },
    Deviation {
        name: "scan-sort-ignored",
        wrong: "A scan is never sorted by signal.",
        caught_by: &[],
        hook: Behind(|module, before| undo(before, "AT+CWLAPOPT=", || module.ram.scan.0 = ScanSort::Unsorted)),
    },
    Deviation {
        name: "sleep-not-set",
        wrong: "AT+SLEEP is answered with `OK` and changes nothing.",
        caught_by: &["3.1.9/set/read-back"],
        hook: Behind(|module, before| undo(before, "AT+SLEEP=", || module.ram.sleep = before.ram.sleep)),
    },
    Deviation {
        name: "mux-not-set",
        wrong: "AT+CIPMUX is answered with `OK` and changes nothing.",
        caught_by: &["2.3/connect/with-link-id"],
        hook: Behind(|module, before| undo(before, "AT+CIPMUX=", || module.ram.mux = before.ram.mux)),
    },
    Deviation {
        name: "transmission-not-set",
        wrong: "AT+CIPMODE is answered with `OK` and changes nothing.",
        caught_by: &["3.3.7/execute/data/through"],
        hook: Behind(|module, before| {
            undo(before, "AT+CIPMODE=", || module.ram.transmission = before.ram.transmission)
        }),
    },
    Deviation {
        name: "peer-not-shown",
        wrong: "AT+CIPDINFO is answered with `OK` and changes nothing.",
        caught_by: &["3.3.7/set/told"],
        hook: Behind(|module, before| undo(before, "AT+CIPDINFO=", || module.ram.peer = before.ram.peer)),
    },
    Deviation {
        name: "server-timeout-not-set",
        wrong: "AT+CIPSTO is answered with `OK` and changes nothing.",
        caught_by: &["3.3.20/set/read-back"],
        hook: Behind(|module, before| {
            undo(before, "AT+CIPSTO=", || module.ram.server_timeout = before.ram.server_timeout);
        }),
    },
    Deviation {
        name: "max-clients-not-set",
        wrong: "AT+CIPSERVERMAXCONN is answered with `OK` and changes nothing.",
        caught_by: &["3.3.17/set/read-back"],
        hook: Behind(|module, before| {
            undo(before, "AT+CIPSERVERMAXCONN=", || module.ram.max_clients = before.ram.max_clients);
        }),
    },
    Deviation {
        name: "ssl-size-not-set",
        wrong: "AT+CIPSSLSIZE is answered with `OK` and changes nothing.",
        caught_by: &["3.3.6/set/read-back"],
        hook: Behind(|module, before| undo(before, "AT+CIPSSLSIZE=", || module.ram.ssl_size = before.ram.ssl_size)),
    },
    Deviation {
        name: "ssl-mode-not-set",
        wrong: "AT+CIPSSLCCONF is answered with `OK` and changes nothing.",
        caught_by: &["3.3.4/set/read-back"],
        hook: Behind(|module, before| {
            undo(before, "AT+CIPSSLCCONF=", || module.flash.ssl_mode = before.flash.ssl_mode)
        }),
    },
    Deviation {
        name: "hostname-not-set",
        wrong: "AT+CWHOSTNAME is answered with `OK` and changes nothing.",
        caught_by: &["3.2.27/set/read-back"],
        hook: Behind(|module, before| {
            undo(before, "AT+CWHOSTNAME=", || module.ram.hostname.clone_from(&before.ram.hostname));
        }),
    },
    Deviation {
        name: "auto-connect-not-set",
        wrong: "AT+CWAUTOCONN is answered with `OK` and changes nothing.",
        caught_by: &["3.2.15/set/read-back"],
        hook: Behind(|module, before| {
            undo(before, "AT+CWAUTOCONN=", || module.flash.auto_connect = before.flash.auto_connect);
        }),
    },
    Deviation {
        name: "sntp-not-set",
        wrong: "AT+CIPSNTPCFG is answered with `OK` and changes nothing.",
        caught_by: &["3.3.25/set/read-back"],
        hook: Behind(|module, before| undo(before, "AT+CIPSNTPCFG=", || module.ram.sntp.clone_from(&before.ram.sntp))),
    },
    Deviation {
        name: "mqtt-qos-not-set",
        wrong: "AT+MQTTQOS is answered with `OK` and changes nothing.",
        caught_by: &["3.3.31/set/read-back"],
        hook: Behind(|module, before| undo(before, "AT+MQTTQOS=", || module.ram.cloud.qos = before.ram.cloud.qos)),
    },
    Deviation {
        name: "pin-not-configured",
        wrong: "AT+SYSIOSETCFG is answered with `OK` and changes nothing.",
        caught_by: &["3.1.10/set/read-back"],
        hook: Behind(|module, before| undo(before, "AT+SYSIOSETCFG=", || module.ram.pins.clone_from(&before.ram.pins))),
    },
    Deviation {
        name: "pin-not-written",
        wrong: "AT+SYSGPIOWRITE is answered with `OK` and changes nothing.",
        caught_by: &["3.1.13/set/read-back"],
        hook: Behind(|module, before| {
            undo(before, "AT+SYSGPIOWRITE=", || module.ram.pins.clone_from(&before.ram.pins))
        }),
    },
    Deviation {
        name: "second-dns-dropped",
        wrong: "AT+CIPDNS_CUR and AT+CIPDNS_DEF set the first server alone.",
        caught_by: &["3.3.27/set/read-back"],
        hook: Behind(|module, before| {
            undo(before, "AT+CIPDNS", || {
                module.ram.settings.dns.truncate(1);
                module.flash.settings.dns.truncate(1);
            });
        }),
    },
    Deviation {
        name: "softap-limits-ignored",
        wrong: "AT+CWSAP sets neither how many stations may join nor whether its SSID is hidden.",
        caught_by: &["3.2.8/set/read-back"],
        hook: Behind(|module, before| undo(before, "AT+CWSAP", || keep_softap_limits(module, before))),
    },
    Deviation {
        name: "dhcp-targets-swapped",
        wrong: "AT+CWDHCP sets the station's DHCP for the SoftAP's, and the SoftAP's for the station's.",
        caught_by: &["3.2.11/set/read-back"],
        hook: Behind(|module, before| {
            undo(before, "AT+CWDHCP_", || {
                for settings in [&mut module.ram.settings, &mut module.flash.settings] {
                    std::mem::swap(&mut settings.station_dhcp, &mut settings.softap_dhcp);
                }
            });
        }),
    },
    Deviation {
        name: "segments-not-reset",
        wrong: "AT+CIPBUFRESET is answered with `OK` and changes nothing.",
        caught_by: &["3.3.9/set/data/exact"],
        hook: Behind(|module, before| {
            undo(before, "AT+CIPBUFRESET", || module.ram.links.clone_from(&before.ram.links))
        }),
    },
];

/// Behind a command whose line begins so, something is set back.
fn undo(before: &Before, command: &str, set_back: impl FnOnce()) {
    if before.line.starts_with(command) {
        set_back();
    }
}

fn keep_softap_limits(module: &mut Module, before: &Before) {
    for (settings, before) in
        [(&mut module.ram.settings, &before.ram.settings), (&mut module.flash.settings, &before.flash.settings)]
    {
        settings.softap.max_stations = before.softap.max_stations;
        settings.softap.hidden = before.softap.hidden;
    }
}
