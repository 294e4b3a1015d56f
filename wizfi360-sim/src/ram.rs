//! What a restart loses.

use crate::{
    cloud::Cloud,
    flash::{Flash, Settings},
    links::{Link, Transparent},
    system::Pins,
    task::Task,
    tcpip::Sntp,
    wifi::{Guest, Provisioning, Station},
    world::Octets,
};
use wizfi360_proto::domains::{MuxMode, PeerMode, ScanMask, ScanSort, SleepMode, TransmissionMode};

/// Whether the module runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Power {
    /// It starts, or sleeps deeply: it hears and says nothing.
    Off,
    On,
}

/// The state that is not in flash.
#[derive(Clone, Debug)]
pub(crate) struct Ram {
    pub(crate) power: Power,
    pub(crate) echo: bool,
    /// The command under way.
    pub(crate) task: Option<Task>,
    /// What comes in the second behind `+++` waits for its end.
    pub(crate) held_input: Option<Vec<u8>>,
    /// What `_CUR` commands have set.
    pub(crate) settings: Settings,
    pub(crate) sleep: SleepMode,
    pub(crate) pins: Pins,

    pub(crate) station: Station,
    /// The stations that have joined the SoftAP.
    pub(crate) guests: Vec<Guest>,
    pub(crate) scan: (ScanSort, ScanMask),
    pub(crate) hostname: Option<Octets>,
    pub(crate) provisioning: Option<Provisioning>,

    pub(crate) links: [Option<Box<Link>>; 5],
    /// True once there was a connection: AT+CIPSTATUS then tells of it as closed.
    pub(crate) was_connected: bool,
    pub(crate) mux: MuxMode,
    pub(crate) transmission: TransmissionMode,
    /// True until the connection of AT+SAVETRANSLINK has been opened after this start.
    pub(crate) boot_link_due: bool,
    pub(crate) transparent: Option<Box<Transparent>>,
    /// The server's port.
    pub(crate) listening: Option<u16>,
    pub(crate) max_clients: u8,
    /// Seconds.
    pub(crate) server_timeout: u16,
    pub(crate) peer: PeerMode,
    pub(crate) ssl_size: u16,
    pub(crate) sntp: Option<Box<Sntp>>,
    pub(crate) cloud: Cloud,
}

impl Ram {
    pub(crate) fn at_start(flash: &Flash) -> Ram {
        Ram {
            power: Power::Off,
            echo: true,
            task: None,
            held_input: None,
            settings: flash.settings.clone(),
            sleep: SleepMode::ModemSleep,
            pins: Pins::default(),
            station: Station::default(),
            guests: Vec::new(),
            scan: (ScanSort::Unsorted, ScanMask::ALL),
            hostname: None,
            provisioning: None,
            links: [None, None, None, None, None],
            was_connected: false,
            mux: MuxMode::Single,
            transmission: TransmissionMode::Normal,
            boot_link_due: flash.boot_link.is_some(),
            transparent: None,
            listening: None,
            max_clients: 4,
            server_timeout: 180,
            peer: PeerMode::Hide,
            ssl_size: 2048,
            sntp: None,
            cloud: Cloud::default(),
        }
    }
}
