//! Which handler does what: requests, what they require, timers, happenings.

use crate::{
    Module,
    facts::Facts,
    task::{Handled, Refusal, Timer},
    world::Happening,
};
use wizfi360_proto::{
    AnyRequest, Reason, Scope, SuffixedScope,
    domains::{MuxMode, RestoreType, TransmissionMode, WifiMode},
};
use wizfi360_spec::model::{Certainty, StateValue};

impl Module {
    /// Refuses a request whose requirements do not hold, as far as this module reads them from the spec: Wi-Fi mode,
    /// AT+CIPMUX, AT+CIPMODE, and settings that have to be made first. The handlers have the rest.
    pub(crate) fn allows(&self, facts: &Facts) -> Result<(), Refusal> {
        let read = facts.requires.iter().filter(|requirement| {
            requirement.certainty == Certainty::Stated && requirement.when.is_empty() && !self.skips(requirement)
        });
        for requirement in read {
            let value = self.value(&requirement.state).map(StateValue::from);
            if value.is_some_and(|value| !requirement.allows(&value)) {
                let stated = requirement.reason.as_ref().and_then(|reason| Reason::parse(reason.as_bytes()));
                return Err(stated.map_or(Refusal::PLAIN, Refusal::from));
            }
        }
        Ok(())
    }

    /// The value of a state variable of the spec; `None` for those that the handlers look after.
    fn value(&self, variable: &str) -> Option<&'static str> {
        let is_set = |set: bool| if set { "set" } else { "unset" };
        let cloud = &self.ram.cloud;
        Some(match variable {
            "mode" => match self.ram.settings.mode {
                WifiMode::Station => "Station",
                WifiMode::StationSoftAp => "StationSoftAp",
                _ => "SoftAp",
            },
            "mux" if self.ram.mux == MuxMode::Single => "Single",
            "mux" => "Multiple",
            "transmission" if self.ram.transmission == TransmissionMode::Normal => "Normal",
            "transmission" => "Transparent",
            "mqtt" => is_set(cloud.mqtt.is_some()),
            "topics" => is_set(cloud.topics.is_some()),
            "azure" => is_set(cloud.azure.is_some()),
            _ => return None,
        })
    }

    /// Calls the handler of a request. Clippy names the forms that have none.
    #[deny(clippy::wildcard_enum_match_arm)]
    pub(crate) fn perform(&mut self, request: AnyRequest<'_>) -> Handled {
        use AnyRequest::*;
        match request {
            AtTest(_) => self.test(),
            RstExecute(_) => self.reset(),
            GmrExecute(_) => self.versions(),
            AteExecute(request) => self.set_echo(request),
            RestoreExecute(_) => self.restore(RestoreType::StationMac),
            RestoreSet(request) => self.restore(request.r#type),
            SysiosetcfgSet(request) => self.configure_pin(request),
            SysiogetcfgSet(request) => self.show_pin(request),
            SysgpiodirSet(request) => self.direct_pin(request),
            SysgpiowriteSet(request) => self.write_pin(request),
            SysgpioreadSet(request) => self.read_pin(request),
            GslpSet(request) => self.sleep_deeply(request),
            SleepQuery(_) => self.show_sleep(),
            SleepSet(request) => self.set_sleep(request),
            UartQuery(request) => self.show_uart(request),
            UartSet(request) => self.set_uart(request),
            CiupdateExecute(_) => self.update(None),
            CiupdateSet(request) => self.update(Some(request.url.get())),

            CwmodeTest(_) => self.show_modes(),
            CwmodeQuery(request) => self.show_mode(request),
            CwmodeSet(request) => self.set_mode(request),
            CwautoconnQuery(_) => self.show_auto_connect(),
            CwautoconnSet(request) => self.set_auto_connect(request),
            CwhostnameQuery(_) => self.show_hostname(),
            CwhostnameSet(request) => self.set_hostname(request),
            CwcountryQuery(request) => self.show_country(request),
            CwcountrySet(request) => self.set_country(request),
            CwjapQuery(request) => self.show_joined(request),
            CwjapSet(request) => self.join(request),
            CwqapExecute(_) => self.leave(),
            CwlapoptSet(request) => self.set_scan_options(request),
            CwlapExecute(_) => self.scan(None),
            CwlapSet(request) => self.scan(Some(request)),
            CwsapQuery(request) => self.show_softap(request),
            CwsapSet(request) => self.set_softap(request),
            CwlifExecute(_) => self.show_stations(),
            CwdhcpQuery(request) => self.show_dhcp(request),
            CwdhcpSet(request) => self.set_dhcp(request),
            CwdhcpsQuery(request) => self.show_pool(request),
            CwdhcpsSet(request) => self.set_pool(request),
            CipstamacQuery(request) => self.show_station_mac(request),
            CipstamacSet(request) => self.set_station_mac(request),
            CipapmacQuery(request) => self.show_softap_mac(request),
            CipapmacSet(_) => self.keep_softap_mac(),
            CipstaQuery(request) => self.show_station_address(request),
            CipstaSet(request) => self.set_station_address(request),
            CipapQuery(request) => self.show_softap_address(request),
            CipapSet(request) => self.set_softap_address(request),
            CwstartsmartExecute(_) => self.start_smart(None),
            CwstartsmartSet(request) => self.start_smart(Some(request)),
            CwstopsmartExecute(_) => self.stop_smart(),
            WpsSet(request) => self.wps(request),
            WizNetconfigExecute(_) => self.start_web(),

            CipstartSet(request) => self.start(request),
            CipcloseExecute(_) => self.close_single(),
            CipcloseSet(request) => self.close_one(request),
            CipmuxQuery(_) => self.show_mux(),
            CipmuxSet(request) => self.set_mux(request),
            CipsendExecute(_) => self.begin_transparent(),
            CipsendSet(request) => self.send(request),
            CipsendexSet(request) => self.send_until_nul(request),
            CipsendbufSet(request) => self.send_buffered(request),
            CipbufresetExecute(_) => self.reset_segments(None),
            CipbufresetSet(request) => self.reset_segments(Some(request.link_id)),
            CipbufstatusExecute(_) => self.show_segments(None),
            CipbufstatusSet(request) => self.show_segments(Some(request.link_id)),
            CipcheckseqSet(request) => self.check_segment(request),
            CipserverSet(request) => self.serve(request),
            CipservermaxconnQuery(_) => self.show_max_clients(),
            CipservermaxconnSet(request) => self.set_max_clients(request),
            CipstoQuery(_) => self.show_server_timeout(),
            CipstoSet(request) => self.set_server_timeout(request),
            CipmodeQuery(_) => self.show_transmission(),
            CipmodeSet(request) => self.set_transmission(request),
            SavetranslinkSet(request) => self.save_boot_link(request),
            CipdomainSet(request) => self.look_up(request),
            PingSet(request) => self.ping(request),
            CipdnsQuery(request) => self.show_dns(request),
            CipdnsSet(request) => self.set_dns(request),
            CipstatusExecute(_) => self.show_status(),
            CifsrExecute(_) => self.show_addresses(),
            CipdinfoQuery(_) => self.show_peer_mode(),
            CipdinfoSet(request) => self.set_peer_mode(request),
            CipsntpcfgQuery(_) => self.show_sntp(),
            CipsntpcfgSet(request) => self.set_sntp(request),
            CipsntptimeQuery(_) => self.show_time(),
            CipsslcconfQuery(_) => self.show_ssl_mode(),
            CipsslcconfSet(request) => self.set_ssl_mode(request),
            CipsslsizeQuery(_) => self.show_ssl_size(),
            CipsslsizeSet(request) => self.set_ssl_size(request),
            CasendQuery(_) => self.show_authority(),
            CasendSet(request) => self.store_authority(request),

            ClicasendQuery(_) => self.show_certificate(),
            ClicasendSet(request) => self.store_certificate(request),
            AwspksendQuery(_) => self.show_key(),
            AwspksendSet(request) => self.store_key(request),
            AwsconExecute(_) => self.connect_aws(None),
            AwsconSet(request) => self.connect_aws(Some(request.endpoint)),
            AzsetSet(request) => self.set_azure(request),
            AzconExecute(_) => self.connect_azure(),
            MqttsetQuery(_) => self.show_mqtt(),
            MqttsetSet(request) => self.set_mqtt(request),
            MqtttopicQuery(_) => self.show_topics(),
            MqtttopicSet(request) => self.set_topics(request),
            MqttqosQuery(_) => self.show_qos(),
            MqttqosSet(request) => self.set_qos(request),
            MqttconSet(request) => self.connect_broker(request),
            MqttpubSet(request) => self.publish_text(request),
            MqttpubsendSet(request) => self.publish_counted(request),
            MqttdisExecute(_) => self.disconnect_broker(),
            // Only for a later version of `wizfi360-proto`: all variants of this one are above.
            _ => Err(Refusal::PLAIN),
        }
    }

    pub(crate) fn on_timer(&mut self, timer: Timer) {
        match timer {
            Timer::Boot => self.boot(),
            Timer::Happening(index) => {
                if let Some((_, happening)) = self.world.clone().happenings.get(index) {
                    self.on_happening(happening);
                }
            }
            Timer::Planned(happening) => self.on_happening(&happening),
            Timer::Scan => self.scanned(),
            Timer::Associate => self.associated(),
            Timer::Address => self.got_address(),
            Timer::Left => self.left(),
            Timer::Rejoin => self.rejoin(),
            Timer::StationJoins(mac) => self.station_joins(mac),
            Timer::StationAddress(mac) => self.station_gets_address(mac),
            Timer::StationLeaves(mac) => self.station_leaves(mac),
            Timer::Packet => self.flush_packet(),
            Timer::Escaped => self.escaped(),
            Timer::Reopen => self.reopen(),
            Timer::Idle(connection) => self.idle(connection),
            Timer::Update(step) => self.update_step(step),
            Timer::Provision => self.provision_step(),
            Timer::SmartTry => self.smart_try(),
            Timer::Back(ssid) => self.access_point_comes(&ssid),
            Timer::Release => self.output.release(),
        }
    }

    pub(crate) fn on_happening(&mut self, happening: &Happening) {
        match happening {
            Happening::AccessPointGoes(ssid) => self.access_point_goes(ssid),
            Happening::AccessPointComes(ssid) => self.access_point_comes(ssid),
            Happening::StationJoins(mac) => self.station_joins(*mac),
            Happening::StationLeaves(mac) => self.station_leaves(*mac),
            Happening::Provision(ssid, password) => self.provision(ssid, password),
            Happening::ProvisionFails => self.provision_fails(),
            Happening::Restart => self.restart(self.world.latencies.boot),
            Happening::Noise(bytes) => self.payload(bytes),
            Happening::Pin(pin, level) => self.drive_pin(*pin, *level),
            Happening::LinkCloses(slot) => self.link_closes(usize::from(*slot)),
        }
    }
}

/// Which of a command's names was typed. `_DEF` and the name without suffix set what holds now and what is in flash, and `_DEF` tells the latter.
pub(crate) trait Named: Copy {
    fn scope(self) -> Scope;
}

impl Named for Scope {
    fn scope(self) -> Scope {
        self
    }
}

impl Named for SuffixedScope {
    fn scope(self) -> Scope {
        match self {
            SuffixedScope::Current => Scope::Current,
            SuffixedScope::Default => Scope::Default,
        }
    }
}

impl Module {
    /// True if a query by this name tells what is in flash.
    pub(crate) fn tells_flash(&self, name: impl Named) -> bool {
        self.tells(name.scope()) == Scope::Default
    }

    /// The settings that a query by this name tells.
    pub(crate) fn settings(&self, name: impl Named) -> &crate::flash::Settings {
        if self.tells_flash(name) { &self.flash.settings } else { &self.ram.settings }
    }

    /// Sets something now, and in flash if the name says so.
    pub(crate) fn set(&mut self, name: impl Named, set: impl Fn(&mut crate::flash::Settings)) {
        let (now, kept) = self.sets(name.scope());
        if now {
            set(&mut self.ram.settings);
        }
        if kept {
            set(&mut self.flash.settings);
        }
    }
}
