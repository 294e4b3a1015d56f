//! Where what the manual prints differs from what modules do. `World::by_the_manual` chooses.

use crate::Module;
use wizfi360_proto::Message;

/// A place where the two differ on the module's side. Each has an erratum in the spec, which has the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Printed {
    BusyDots,
    CipdnsForm,
    CloseClosedFirst,
    HostnameQuotes,
    IpdIpQuotes,
    JoinErrorPrefix,
    MqttDisClosed,
    MqttMessageForm,
    NotOutput,
    OpenConnectLine,
    RecvUndocumented,
    SmartConfigSpelling,
    StaMessageForm,
    UpdateBrackets,
    WifiDisconnect,
}

impl Printed {
    /// The id of its erratum.
    #[cfg(test)]
    const fn erratum(self) -> &'static str {
        match self {
            Printed::BusyDots => "busy-dots",
            Printed::CipdnsForm => "cipdns-form",
            Printed::CloseClosedFirst => "close-closed-first",
            Printed::HostnameQuotes => "hostname-quotes",
            Printed::IpdIpQuotes => "ipd-ip-quotes",
            Printed::JoinErrorPrefix => "join-error-prefix",
            Printed::MqttDisClosed => "mqttdis-closed",
            Printed::MqttMessageForm => "mqtt-message-form",
            Printed::NotOutput => "not-output",
            Printed::OpenConnectLine => "open-connect-line",
            Printed::RecvUndocumented => "recv-undocumented",
            Printed::SmartConfigSpelling => "smartconfig-spelling",
            Printed::StaMessageForm => "sta-message-form",
            Printed::UpdateBrackets => "update-brackets",
            Printed::WifiDisconnect => "wifi-disconnect",
        }
    }
}

impl Module {
    /// True if this is to be as the manual prints it.
    pub(crate) fn prints(&self, _: Printed) -> bool {
        self.world.by_the_manual
    }

    /// A message as the manual prints it, if that is wanted and is another text.
    pub(crate) fn printed_message(&self, message: &Message<'_>) -> Option<Vec<u8>> {
        let (difference, text) = match message {
            Message::WifiDisconnect(_) => (Printed::WifiDisconnect, "WIFI DISCONNECTED\r\n".into()),
            Message::Recv(_) => (Printed::RecvUndocumented, String::new()),
            Message::StaConnected(station) => {
                (Printed::StaMessageForm, format!("+STA_CONNECTED:{}\r\n", station.mac.known()?))
            }
            Message::DistStaIp(given) => {
                (Printed::StaMessageForm, format!("+DIST_STA_IP:{},{}\r\n", given.mac.known()?, given.ip_addr))
            }
            Message::StaDisconnected(station) => {
                (Printed::StaMessageForm, format!("+STA_DISCONNECTED:{}\r\n", station.mac.known()?))
            }
            Message::SmartConfigInfo(_) => (Printed::SmartConfigSpelling, "smart get WiFi info\r\n".into()),
            Message::SmartConfigConnected(_) => (Printed::SmartConfigSpelling, "smartconfig connected WiFi\r\n".into()),
            _ => return None,
        };
        self.prints(difference).then(|| text.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_spec::Spec;

    #[test]
    fn each_difference_has_an_erratum() {
        use Printed::*;
        let all = [
            BusyDots,
            CipdnsForm,
            CloseClosedFirst,
            HostnameQuotes,
            IpdIpQuotes,
            JoinErrorPrefix,
            MqttDisClosed,
            MqttMessageForm,
            NotOutput,
            OpenConnectLine,
            RecvUndocumented,
            SmartConfigSpelling,
            StaMessageForm,
            UpdateBrackets,
            WifiDisconnect,
        ];
        let spec = Spec::embedded();
        for difference in all {
            let id = difference.erratum();
            assert!(spec.errata.errata.iter().any(|erratum| erratum.id == id), "{id}");
        }
    }
}
