//! Azure IoT Hub.

use crate::{
    Module,
    net::Mqtt,
    task::{Handled, Next, Refusal},
    wifi::octets,
    world::Octets,
};
use wizfi360_proto::{Secret, commands::azset};

/// The port and the domain of every hub.
const PORT: u16 = 8883;
const DOMAIN: &str = "azure-devices.net";
/// The version of Azure's interface that goes into the user name.
const VERSION: &str = "2018-06-30";

/// What AT+AZSET has set.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    hub: Octets,
    device: Octets,
    key: Secret<Octets>,
}

impl Module {
    pub(crate) fn set_azure(&mut self, request: azset::Set<'_>) -> Handled {
        self.ram.cloud.azure = Some(Box::new(Device {
            hub: octets(request.hub_id.get()),
            device: octets(request.device_id.get()),
            key: Secret(octets(request.key.get())),
        }));
        Ok(Next::Ok)
    }

    /// A network that reaches a real hub makes the password from the key: Azure wants a token that is signed with it.
    pub(crate) fn connect_azure(&mut self) -> Handled {
        let device = self.ram.cloud.azure.clone().ok_or(Refusal::PLAIN)?;
        let host = format!("{}.{DOMAIN}", String::from_utf8_lossy(&device.hub));
        let id = String::from_utf8_lossy(&device.device).into_owned();
        let user = format!("{host}/{id}/?api-version={VERSION}");
        let session = Mqtt {
            tls: Some(self.tls()),
            client_id: device.device.to_vec(),
            login: Some((user.into_bytes(), device.key.0.to_vec())),
            keep_alive: self.ram.cloud.mqtt.as_ref().map_or(60, |settings| settings.alive_time),
            topics: self.topics_to_subscribe(),
        };
        self.open_session(0, session, host, PORT)
    }
}
