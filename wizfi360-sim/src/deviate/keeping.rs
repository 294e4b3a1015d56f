//! What holds now, what is in flash, and what a restart leaves.

use super::{
    Before, Deviation,
    Hook::{Behind, Sets, Tells},
    Sets as Places,
};
use crate::Module;
use wizfi360_proto::Scope;

pub(super) const ROWS: &[Deviation] = &[
    Deviation {
        name: "cur-is-kept",
        wrong: "What `_CUR` sets is kept over a restart.",
        caught_by: &["3.1.7/set/lost"],
        hook: Sets(|scope| (scope == Scope::Current).then_some(Places { now: true, kept: true })),
    },
    Deviation {
        name: "cur-is-not-set",
        wrong: "What `_CUR` sets does not hold.",
        caught_by: &["3.1.7/set/read-back"],
        hook: Sets(|scope| (scope == Scope::Current).then_some(Places { now: false, kept: false })),
    },
    Deviation {
        name: "def-is-lost",
        wrong: "What `_DEF` sets is lost at a restart.",
        caught_by: &["3.1.8/set/kept"],
        hook: Sets(|scope| (scope == Scope::Default).then_some(Places { now: true, kept: false })),
    },
    Deviation {
        name: "def-waits",
        wrong: "What `_DEF` sets does not hold before a restart.",
        caught_by: &["3.1.8/set/read-back/at-once"],
        hook: Sets(|scope| (scope == Scope::Default).then_some(Places { now: false, kept: true })),
    },
    Deviation {
        name: "unsuffixed-waits",
        wrong: "What the name without suffix sets does not hold before a restart.",
        caught_by: &["AT+CIPSTAMAC/set/read-back"],
        hook: Sets(|scope| (scope == Scope::Unsuffixed).then_some(Places { now: false, kept: true })),
    },
    Deviation {
        name: "def-tells-now",
        wrong: "A query by `_DEF` tells what holds now.",
        caught_by: &["3.1.7/set/read-back"],
        hook: Tells(|scope| if scope == Scope::Default { Scope::Current } else { scope }),
    },
    Deviation {
        name: "cur-tells-flash",
        wrong: "A query by `_CUR` tells what is in flash.",
        caught_by: &["3.1.7/set/read-back"],
        hook: Tells(|scope| if scope == Scope::Current { Scope::Default } else { scope }),
    },
    Deviation {
        name: "restart-forgets-flash",
        wrong: "AT+RST brings the factory's settings.",
        caught_by: &["3.1.8/set/kept"],
        hook: Behind(|module, before| {
            after_restart(module, before, |module| {
                let firmware = module.flash.firmware;
                module.flash = crate::Flash::factory(&module.world);
                module.flash.firmware = firmware;
                module.ram.settings = module.flash.settings.clone();
            })
        }),
    },
    Deviation {
        name: "restart-keeps-echo",
        wrong: "The echo stays off over AT+RST.",
        caught_by: &["3.1.5/execute/lost"],
        hook: Behind(|module, before| after_restart(module, before, |module| module.ram.echo = before.ram.echo)),
    },
    Deviation {
        name: "restart-keeps-mux",
        wrong: "AT+CIPMUX stays over AT+RST.",
        caught_by: &["3.3.15/set/lost"],
        hook: Behind(|module, before| after_restart(module, before, |module| module.ram.mux = before.ram.mux)),
    },
    Deviation {
        name: "restart-keeps-transmission",
        wrong: "AT+CIPMODE stays over AT+RST.",
        caught_by: &["3.3.18/set/lost"],
        hook: Behind(|module, before| {
            after_restart(module, before, |module| module.ram.transmission = before.ram.transmission);
        }),
    },
    Deviation {
        name: "restart-keeps-timeout",
        wrong: "AT+CIPSTO stays over AT+RST.",
        caught_by: &["3.3.20/set/lost"],
        hook: Behind(|module, before| {
            after_restart(module, before, |module| module.ram.server_timeout = before.ram.server_timeout);
        }),
    },
    Deviation {
        name: "restart-loses-ssl-mode",
        wrong: "AT+CIPSSLCCONF is lost at AT+RST.",
        caught_by: &["3.3.4/set/kept"],
        hook: Behind(|module, before| {
            after_restart(module, before, |module| {
                module.flash.ssl_mode = crate::Flash::factory(&module.world).ssl_mode
            });
        }),
    },
    Deviation {
        name: "restart-loses-auto-connect",
        wrong: "AT+CWAUTOCONN is lost at AT+RST.",
        caught_by: &["3.2.15/set/kept-another"],
        hook: Behind(|module, before| {
            after_restart(module, before, |module| {
                module.flash.auto_connect = crate::Flash::factory(&module.world).auto_connect;
            });
        }),
    },
    Deviation {
        name: "certificate-lost",
        wrong: "The certificate of AT+CASEND is lost at AT+RST.",
        caught_by: &["3.3.5/set/data/kept"],
        hook: Behind(|module, before| after_restart(module, before, |module| module.flash.authority = None)),
    },
    Deviation {
        name: "restore-restores-nothing",
        wrong: "AT+RESTORE restarts, and leaves the settings.",
        caught_by: &["3.2.2/set/told"],
        hook: Behind(|module, before| {
            if before.line.starts_with("AT+RESTORE") {
                module.flash = before.flash.clone();
                module.ram.settings = module.flash.settings.clone();
            }
        }),
    },
    Deviation {
        name: "boot-link-not-saved",
        wrong: "AT+SAVETRANSLINK is answered with `OK` and saves nothing.",
        caught_by: &["3.3.19/set/told"],
        hook: Behind(|module, before| {
            if before.line.starts_with("AT+SAVETRANSLINK") {
                module.flash.boot_link.clone_from(&before.flash.boot_link);
            }
        }),
    },
];

/// Behind AT+RST, something else is as it is not to be.
fn after_restart(module: &mut Module, before: &Before, change: impl FnOnce(&mut Module)) {
    if before.line == "AT+RST" {
        change(module);
    }
}
