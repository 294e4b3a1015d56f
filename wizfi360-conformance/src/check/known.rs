//! What is known of the module: the state that the spec derives from what was said, and what only the kit can know, as to which peer a link leads.

use super::needs::{AZURE_SETTINGS, Link, MQTT_SETTINGS, MQTT_TOPICS, SCAN_DEFAULT};
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Reading},
    model::{Firmware, Form, FormKind, Line, On},
    state::{Ending, ModuleState, PossibleValues, Truth},
};

/// What is known of the module.
#[derive(Clone, Debug)]
pub(super) struct Known<'s> {
    state: ModuleState<'s>,
    /// The connection that the kit has opened last. It counts while this link, and no other, is open.
    opened: Option<Link>,
    /// What decides whether the network can be reached, as it was when the kit has set it since the last start.
    reaches: Option<Vec<PossibleValues>>,
    /// False until a station that joins by itself has had the time for it since the start.
    pub(super) settled: bool,
    /// False until the module has started, or after it could not be brought to answer.
    pub(super) answers: bool,
}

/// What decides whether a station that has joined reaches the network.
const REACH: [&str; 5] = ["station dhcp", "station address", "station mac", "dns", "country"];

impl<'s> Known<'s> {
    /// Nothing is known.
    pub(super) fn nothing(spec: &'s Spec, firmware: Option<Firmware>) -> Self {
        Known {
            state: ModuleState::unknown(spec, firmware),
            opened: None,
            reaches: None,
            settled: false,
            answers: false,
        }
    }

    /// The module has started, whatever is in flash.
    pub(super) fn started(&mut self) {
        self.state.on_reset();
        (self.opened, self.reaches, self.settled, self.answers) = (None, None, false, true);
    }

    /// A line was sent, and ended so. A line that the spec cannot read is one that is refused.
    pub(super) fn learn(&mut self, line: &[u8], ending: Ending) {
        let Ok(request) = Interpreter::new(self.state.spec()).read_request(line) else { return };
        self.state.on_result(&request, ending);
        if request.form.sets.iter().any(|effect| effect.state == "link") {
            self.opened = None;
        }
    }

    /// True if a line undoes what may be undone already, and is refused then.
    pub(super) fn undoes(&self, line: &str) -> bool {
        let request = Interpreter::new(self.state.spec()).read_request(line.as_bytes());
        request.is_ok_and(|request| self.state.changes(&request).iter().any(|change| change.on == On::Always))
    }

    /// The command whose query reports what a line would set, if that is not known.
    ///
    /// Whether the station has joined is asked for as well: it decides whether the network has to be set up.
    pub(super) fn question(&self, line: &str) -> Option<&'s str> {
        let request = Interpreter::new(self.state.spec()).read_request(line.as_bytes()).ok()?;
        let set = self.state.changes(&request);
        let set = set.iter().filter(|change| change.on != On::Failure && change.to.value().is_some());
        let variables = set.map(|change| change.variable.name.as_str()).chain(["joined"]);
        variables.filter(|name| self.value(name).is_none()).find_map(|name| self.query(name))
    }

    /// The command whose query reports a variable.
    fn query(&self, variable: &str) -> Option<&'s str> {
        self.state.spec().commands().find_map(|(_, command)| {
            let reports = |line: &Line| line.reports.iter().any(|report| report.state == variable);
            let answers =
                |form: &Form| command.lines.iter().any(|line| form.answers.contains(&line.name) && reports(line));
            let form = command.forms.iter().find(|form| form.kind == FormKind::Query && answers(form))?;
            command.names.iter().find(|name| form.applies_to(name)).map(|name| name.name.as_str())
        })
    }

    /// An answer line or a message has come.
    pub(super) fn heard(&mut self, line: &Reading<'s>) {
        self.state.on_message(line);
        if line.line.reports.iter().any(|report| report.state == "link") {
            self.opened = None;
        }
        if line.line.restarts {
            self.started();
        }
    }

    /// The kit has opened this connection.
    pub(super) fn opened(&mut self, link: Link) {
        self.opened = Some(link);
    }

    /// The kit has made the network reachable; the station has yet to join.
    pub(super) fn reaches(&mut self) {
        self.reaches = Some(self.reach());
    }

    fn reach(&self) -> Vec<PossibleValues> {
        REACH.into_iter().filter_map(|name| self.state.get(name, None).cloned()).collect()
    }

    /// Whether an answer line comes; `None` if that is not known, or not stated.
    pub(super) fn is_due(&self, line: &Line) -> Option<bool> {
        match self.state.allows(line) {
            _ if line.present_if.is_empty() => None,
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            Truth::Unknown => None,
        }
    }

    /// Whether a message, or a packet by its head, can come without being asked for, as far as is known.
    pub(super) fn can_come(&self, message: &Line) -> bool {
        !message.present_if.is_empty() && self.state.allows(message) != Truth::No
    }

    /// Whether a packet can come.
    pub(super) fn packet_can_come(&self) -> bool {
        self.state.spec().events.packets.iter().any(|packet| self.can_come(&packet.head))
    }

    fn value(&self, variable: &str) -> Option<&str> {
        self.state.get(variable, None)?.value().map(|value| value.0.as_str())
    }

    fn is(&self, variable: &str, value: &str) -> Option<bool> {
        self.value(variable).map(|known| known == value)
    }

    pub(super) fn echo(&self) -> Option<bool> {
        self.is("echo", "On")
    }

    /// The Wi-Fi mode, as `AT+CWMODE` has it.
    pub(super) fn mode(&self) -> Option<u8> {
        match self.value("mode")? {
            "Station" => Some(1),
            "SoftAp" => Some(2),
            _ => Some(3),
        }
    }

    pub(super) fn joined(&self) -> Option<bool> {
        self.is("joined", "true")
    }

    /// True if addresses, DHCP and DNS of the station are such that the network can be reached.
    pub(super) fn reachable(&self) -> bool {
        self.reaches.as_ref().is_some_and(|known| *known == self.reach())
    }

    pub(super) fn mux(&self) -> Option<bool> {
        self.is("mux", "Multiple")
    }

    pub(super) fn transparent(&self) -> Option<bool> {
        self.is("transmission", "Transparent")
    }

    pub(super) fn server(&self) -> Option<bool> {
        self.is("server", "true")
    }

    /// The connection that is open, if it is known.
    pub(super) fn link(&self) -> Option<Link> {
        let is = |id: u8, kinds: &[&str]| {
            self.state.get("link", Some(id)).map(|link| link.test(|kind| kinds.contains(&kind.0.as_str())))
        };
        let mut open = Vec::new();
        for id in 0..=4 {
            match is(id, &["closed"])? {
                Truth::Yes => {}
                Truth::No => open.push(id),
                Truth::Unknown => return None,
            }
        }
        match (open.as_slice(), self.opened) {
            ([], _) => Some(Link::None),
            ([id], Some(link)) if link.id() == Some(*id) => Some(link),
            ([id], _) if is(*id, &["MQTT", "MQTTS"]) == Some(Truth::Yes) => Some(Link::OtherBroker),
            _ => None,
        }
    }

    pub(super) fn mqtt(&self) -> Option<bool> {
        self.is_set("mqtt", MQTT_SETTINGS)
    }

    pub(super) fn topics(&self) -> Option<bool> {
        self.is_set("topics", MQTT_TOPICS)
    }

    pub(super) fn azure(&self) -> Option<bool> {
        self.is_set("azure", AZURE_SETTINGS)
    }

    /// True if a setting is as the plan sets it, false if it was never set. Other values than those of the plan are as good as unknown.
    fn is_set(&self, variable: &str, settings: &str) -> Option<bool> {
        match self.value(variable)? {
            "unset" => Some(false),
            value => (value == settings).then_some(true),
        }
    }

    pub(super) fn sntp(&self) -> Option<bool> {
        self.is("sntp", "Enable")
    }

    /// True if a scan prints what it prints after a start. A start sets that, to what no source says: it is unknown then.
    pub(super) fn scan(&self) -> bool {
        self.value("scan options").is_none_or(|options| options == SCAN_DEFAULT)
    }

    pub(super) fn sender(&self) -> Option<bool> {
        self.is("sender", "Show")
    }

    /// What waits to be told an access point: `SmartConfig`, `web`, `WPS`.
    pub(super) fn provisioning(&self) -> Option<&str> {
        self.value("provisioning").filter(|active| *active != "idle")
    }

    /// True if SSL connections are opened without certificates. Older firmware checks nothing.
    pub(super) fn no_certificates(&self) -> bool {
        self.state.spec().command_that_sets("ssl mode").is_none() || self.is("ssl mode", "NoCertificate") == Some(true)
    }

    /// True if transparent transmission may begin at the next start.
    pub(super) fn boot_link(&self) -> bool {
        self.is("boot link", "Transparent") == Some(true)
    }
}

impl Link {
    /// Its link ID.
    fn id(self) -> Option<u8> {
        match self {
            Link::Echo(id) | Link::Discard(id) | Link::Udp(id) | Link::Ssl(id) | Link::Broker(id) => Some(id),
            Link::None | Link::OtherBroker => None,
        }
    }
}
