//! What the examples of the spec take for granted: which state the module is in before each begins.

use wizfi360_sim::{
    Happening, MacText, World,
    world::{AccessPoint, Behaviour, Client, Peer},
};
use wizfi360_spec::model::{Example, Turn};

/// What comes before an example.
#[derive(Clone)]
pub(crate) struct Setup {
    /// The first line of the examples that it is for.
    pub(crate) first: &'static str,
    /// A line of the module in them; empty for any.
    answer: &'static str,
    /// What the host says before. Each line has ten seconds.
    pub(crate) before: Vec<String>,
    /// What happens before.
    pub(crate) happens_before: Vec<Happening>,
    /// What happens while the module answers.
    pub(crate) happens: Vec<Happening>,
    /// What a peer says while the module answers.
    pub(crate) peer_says: &'static str,
    /// How the world differs from `worlds/examples.ron`.
    pub(crate) world: fn(&mut World),
    /// Why the module's answer is another one than that of the example.
    pub(crate) differs: Option<&'static str>,
}

impl Setup {
    pub(crate) fn fits(&self, example: &Example) -> bool {
        let first = match example.dialogue.first() {
            Some(Turn::Host(line)) => line == self.first,
            // What comes unasked is known by what it says.
            _ => self.first.is_empty() && !self.answer.is_empty(),
        };
        let has = |says: &Turn| matches!(says, Turn::Module(line) if line == self.answer);
        first && (self.answer.is_empty() || example.dialogue.iter().any(has))
    }

    fn answer(self, answer: &'static str) -> Setup {
        Setup { answer, ..self }
    }

    fn before<S: ToString>(self, before: impl IntoIterator<Item = S>) -> Setup {
        let all = self.before.iter().cloned().chain(before.into_iter().map(|line| line.to_string())).collect();
        Setup { before: all, ..self }
    }

    fn world(self, world: fn(&mut World)) -> Setup {
        Setup { world, ..self }
    }

    fn differs(self, reason: &'static str) -> Setup {
        Setup { differs: Some(reason), ..self }
    }
}

/// The module as it comes from the factory.
pub(crate) fn fresh(first: &'static str) -> Setup {
    Setup {
        first,
        answer: "",
        before: Vec::new(),
        happens_before: Vec::new(),
        happens: Vec::new(),
        peer_says: "",
        world: |_| {},
        differs: None,
    }
}

fn station(first: &'static str) -> Setup {
    fresh(first).before(["AT+CWMODE_CUR=1"])
}

fn joined(first: &'static str) -> Setup {
    station(first).before([r#"AT+CWJAP_CUR="WIZNETSZ","12345678""#])
}

/// With a TCP connection.
fn open(first: &'static str) -> Setup {
    joined(first).before([r#"AT+CIPSTART="TCP","192.168.1.99",5000"#])
}

/// With a TCP connection of this id, among several.
fn open_as(id: u8, first: &'static str) -> Setup {
    joined(first).before(["AT+CIPMUX=1".into(), format!(r#"AT+CIPSTART={id},"TCP","192.168.1.99",5000"#)])
}

/// With a broker.
fn broker(first: &'static str) -> Setup {
    joined(first).before([
        r#"AT+MQTTSET="wiznet","12345678","wiznet-01",60"#,
        r#"AT+MQTTTOPIC="pubTopic","subTopic""#,
        r#"AT+MQTTCON=0,"192.168.1.20",1883"#,
    ])
}

/// Twenty segments of one byte.
fn segments(send: &str) -> impl Iterator<Item = String> {
    (0..20).flat_map(move |_| [send.to_string(), "x".to_string()])
}

const CERTIFICATE: [&str; 3] = ["-----BEGIN CERTIFICATE-----", "...", "-----END CERTIFICATE-----"];

const WORDS_OF_JOINING: &str =
    "the module also says WIFI CONNECTED and WIFI GOT IP, as the form's messages in the spec have it";
const QUOTES: &str = "erratum mqtt-query-prefix: a host reads both, the module's side writes quotes";
const SECOND_TRY: &str = "the example leaves out the second of two tries, and AT+CWSTARTSMART=2 that brings them";
const FULL_BUFFER: &str =
    "the example's nine segments of at most 2048 bytes cannot leave 200 of the buffer's 21,900 bytes free";

pub(crate) fn setups() -> Vec<Setup> {
    let mut setups = unasked();
    setups.extend(system());
    setups.extend(wifi());
    setups.extend(tcpip());
    setups.extend(cloud());
    setups
}

fn unasked() -> Vec<Setup> {
    let station = MacText([0x18, 0xcf, 0x5e, 0xc5, 0xce, 0x76]);
    let from_peer = |setup: Setup, peer_says| Setup { peer_says, ..setup };
    vec![
        Setup { happens: vec![Happening::Restart], ..fresh("") }
            .answer("ready")
            .before(["AT+CWMODE_DEF=1", r#"AT+CWJAP_DEF="WIZNETSZ","12345678""#]),
        Setup { happens: vec![Happening::StationJoins(station)], ..fresh("") }
            .answer("+STA_DISCONNECTED:\"18:cf:5e:c5:ce:76\"")
            .world(|world| world.stations[0].stays = Some(1000)),
        from_peer(open(""), "12345").answer("+IPD,5:12345"),
        from_peer(open(""), "1234567890").answer("+IPD,10:1234567890"),
        from_peer(joined(""), "12345")
            .answer("+IPD,1,5,192.168.0.10,50000:12345")
            .before(["AT+CIPMUX=1", "AT+CIPDINFO=1", r#"AT+CIPSTART=1,"TCP","192.168.0.10",50000"#])
            .world(|world| world.peers[0].port = 50_000),
        fresh("").answer("+CWSTARTSMART:WebCfgStart").before(["AT+CWMODE_CUR=1"]).differs(SECOND_TRY),
    ]
}

fn system() -> Vec<Setup> {
    use wizfi360_spec::model::Firmware;
    vec![
        fresh("AT+GMR").answer("SDK version:3.0.0(a0ffff9f)").world(|world| world.firmware = Firmware([1, 0, 1, 0])),
        fresh("AT+GMR").answer("SDK version:3.2.0(a0ffff9f)").world(|world| world.firmware = Firmware([1, 1, 1, 7])),
        fresh("ATE0").before(["ATE1"]),
        fresh("AT+RST").before(["AT+CWMODE_DEF=1", r#"AT+CWJAP_DEF="WIZNETSZ","12345678""#]),
        fresh("AT+SYSIOGETCFG=12").before(["AT+SYSIOSETCFG=12,1,0"]),
        station("AT+SLEEP?"),
        station("AT+SLEEP=1"),
        joined("AT+CIUPDATE"),
        joined(r#"AT+CIUPDATE="http://192.168.0.2:8080/WizFi360_SDK.img""#),
    ]
}

fn wifi() -> Vec<Setup> {
    let escaped = |world: &mut World| {
        world.access_points.push(access_point("ab\\,c", "12345678\"\\", [0x00, 0x08, 0xdc, 0x11, 0x12, 0x13]));
    };
    let teddy = |world: &mut World| {
        world.access_points.push(access_point("Teddy_AP", "12345678", [0x90, 0x9f, 0x33, 0x21, 0xe5, 0]));
    };
    let captured = |world: &mut World| {
        world.access_points = vec![
            access_point("##WIZnet_irina", "12345678", [0x64, 0xe5, 0x99, 0xb8, 0x60, 0x5a]),
            access_point("WizFi630S_AP_57985E", "", [0x00, 0x08, 0xdc, 0x57, 0x98, 0x5e]),
        ];
        world.access_points[1].channel = 6;
        world.access_points[1].signal = -57;
        world.access_points[1].wps = false;
    };
    let told = |ssid: &str, password: &str| vec![Happening::Provision(ssid.into(), password.into())];
    vec![
        station("AT+CWJAP_CUR?").answer("No AP"),
        joined("AT+CWJAP_CUR?"),
        joined("AT+CWJAP_DEF?"),
        station(r#"AT+CWJAP_CUR="ab\\\,c","12345678\"\\","00:08:dc:11:12:13""#).world(escaped),
        station(r#"AT+CWJAP_DEF="ab\\\,c","12345678\"\\","00:08:dc:11:12:13""#).world(escaped),
        station(r#"AT+CWJAP_CUR="Teddy_AP","12345678""#).world(teddy),
        station(r#"AT+CWJAP_CUR="Teddy_AP","12345679""#).world(teddy),
        station(r#"AT+CWJAP_DEF="WIZNETSZ","12345678""#),
        station("AT+CWMODE_CUR?"),
        fresh("AT+CWMODE_DEF?").before(["AT+CWMODE_DEF=1"]),
        station("AT+CWAUTOCONN?"),
        station("AT+CWHOSTNAME?").before([r#"AT+CWHOSTNAME="WizFi360_FF6179""#]),
        fresh("AT+CWCOUNTRY_CUR?").before([r#"AT+CWCOUNTRY_CUR=1,"KR",1"#]),
        fresh("AT+CWCOUNTRY_DEF?").before([r#"AT+CWCOUNTRY_DEF=1,"KR",1"#]),
        station("AT+CWLAP").answer("+CWLAP:(0,\"WizFi630S_AP_57985E\",-57,\"00:08:dc:57:98:5e\",6,0)").world(captured),
        station("AT+CWLAP"),
        station(r#"AT+CWLAP="WIZNETSZ""#),
        station(r#"AT+CWLAP="WIZNETSZ","",12"#),
        fresh("AT+CWSAP_CUR?").before([r#"AT+CWSAP_CUR="WizFi360","12345678",5,3,4,0"#]),
        fresh("AT+CWSAP_DEF?").before([r#"AT+CWSAP_DEF="WizFi360","12345678",5,3,4,0"#]),
        Setup {
            happens_before: vec![Happening::StationJoins(MacText([0x18, 0xcf, 0x5e, 0xc5, 0xce, 0x76]))],
            ..fresh("AT+CWMODE_DEF=2")
                .answer("192.168.4.2,18:cf:5e:c5:ce:76")
                .before([r#"AT+CWDHCPS_CUR=1,120,"192.168.4.2","192.168.4.100""#])
        },
        fresh("AT+CWDHCP_CUR?").before(["AT+CWDHCP_CUR=1,0"]),
        fresh("AT+CWDHCP_DEF?").before(["AT+CWDHCP_DEF=1,0"]),
        fresh("AT+CWDHCPS_CUR?").before([r#"AT+CWDHCPS_CUR=1,120,"192.168.0.2","192.168.0.101""#]),
        fresh("AT+CWDHCPS_DEF?").before([r#"AT+CWDHCPS_DEF=1,120,"192.168.0.2","192.168.0.101""#]),
        fresh("AT+CIPSTAMAC_CUR?")
            .answer("+CIPSTAMAC_CUR:\"00:08:dc:69:e2:b9\"")
            .world(|world| world.mac = MacText([0x00, 0x08, 0xdc, 0x69, 0xe2, 0xb9])),
        station("AT+CIPSTA_CUR?")
            .answer("+CIPSTA_CUR:ip:\"192.168.1.213\"")
            .before([r#"AT+CIPSTA_CUR="192.168.1.213","192.168.1.1","255.255.255.0""#]),
        joined("AT+CIPSTA_CUR?"),
        fresh("AT+CIPSTA_DEF?").before([r#"AT+CIPSTA_DEF="192.168.1.88","192.168.1.1","255.255.255.0""#]),
        fresh("AT+CIPAP_CUR?").before([r#"AT+CIPAP_CUR="192.168.0.1","192.168.0.1","255.255.255.0""#]),
        fresh("AT+CIPAP_DEF?").before([r#"AT+CIPAP_DEF="192.168.0.1","192.168.0.1","255.255.255.0""#]),
        Setup { happens: told("Wiznet_AP", "1234567890"), ..fresh("AT+CWMODE_DEF=1") }
            .answer("smartconfig type:AIRKISS")
            .world(|world| world.access_points.push(access_point("Wiznet_AP", "1234567890", [0, 8, 0xdc, 0, 0, 1])))
            .differs(WORDS_OF_JOINING),
        Setup { happens: told("<AP SSID>", "<password>"), ..fresh("AT+WIZ_NETCONFIG") }
            .world(|world| world.access_points.push(access_point("<AP SSID>", "<password>", [0, 8, 0xdc, 0, 0, 2])))
            .differs(WORDS_OF_JOINING),
        station("AT+WPS=1"),
    ]
}

fn tcpip() -> Vec<Setup> {
    vec![
        open("AT+CIPSENDBUF=1024"),
        open("AT+CIPSENDBUF=5"),
        fresh("AT+PING=\"192.168.1.99\"").answer("+timeout").world(refusing),
        open(r#"AT+CIPSTART="TCP","192.168.1.99",5000"#).answer("ALREADY CONNECTED"),
        joined(r#"AT+CIPSTART=1,"TCP","192.168.1.99",5000"#)
            .answer("1,CONNECT FAIL")
            .before(["AT+CIPMUX=1"])
            .world(refusing),
        fresh("AT+CIPCLOSE").answer("UNLINK"),
        open_as(0, "AT+CIPSENDBUF=0,1024"),
        open("AT+CIPBUFRESET"),
        open_as(1, "AT+CIPBUFRESET=1"),
        open("AT+CIPBUFSTATUS").before(segments("AT+CIPSENDBUF=1")).differs(FULL_BUFFER),
        open_as(1, "AT+CIPBUFSTATUS=1").before(segments("AT+CIPSENDBUF=1,1")).differs(FULL_BUFFER),
        open("AT+CIPCHECKSEQ=20").before(segments("AT+CIPSENDBUF=1")),
        open_as(1, "AT+CIPCHECKSEQ=1,20").before(segments("AT+CIPSENDBUF=1,1")),
        fresh("AT+CIPDNS_CUR?").before([r#"AT+CIPDNS_CUR=1,"1.1.1.1","8.8.8.8""#]),
        fresh("AT+CIPDNS_DEF?").before([r#"AT+CIPDNS_DEF=1,"1.1.1.1","8.8.8.8""#]),
        joined(r#"AT+CIPSTART=1,"TCP","www.iwiznet.cn",5000,1"#).before(["AT+CIPMUX=1"]),
        joined(r#"AT+CIPSTART=1,"UDP","www.iwiznet.cn",5000,6000,2"#).before(["AT+CIPMUX=1"]),
        joined(r#"AT+CIPSTART=1,"SSL","wiznet.io",443"#).before(["AT+CIPMUX=1"]),
        open("AT+CIPCLOSE"),
        open_as(1, "AT+CIPCLOSE=1"),
        fresh("AT+CIPMUX?").before(["AT+CIPMUX=1"]),
        open("AT+CIPSEND").before(["AT+CIPMODE=1"]),
        open("AT+CIPSEND=1220"),
        open("AT+CIPSEND=10"),
        open("AT+CIPSENDEX=1220"),
        joined(r#"AT+CIPSEND=0,1220,"192.168.0.10",50000"#)
            .before(["AT+CIPMUX=1", r#"AT+CIPSTART=0,"UDP","192.168.1.99",5000,6000,2"#]),
        joined(r#"AT+CIPSENDEX=0,1220,"192.168.0.10",50000"#)
            .before(["AT+CIPMUX=1", r#"AT+CIPSTART=0,"UDP","192.168.1.99",5000,6000,2"#]),
        fresh("AT+CIPSERVERMAXCONN?").before(["AT+CIPSERVERMAXCONN=2"]),
        fresh("AT+CIPSERVERMAXCONN=2").before(["AT+CIPMUX=1"]),
        fresh("AT+CIPSTO?").before(["AT+CIPSTO=10"]),
        fresh("AT+CIPSSLCCONF?").before(["AT+CIPSSLCCONF=2"]),
        fresh("AT+CASEND?").answer("-----BEGIN CERTIFICATE-----").before(["AT+CASEND=1"]).before(CERTIFICATE),
        joined("AT+CIPSTATUS").answer("STATUS:2"),
        joined("AT+CIPSTATUS")
            .answer("STATUS:3")
            .before(["AT+CIPMUX=1", "AT+CIPSERVER=1,6000", "AT+CIPCLOSE=0"])
            .world(|world| {
                let client = |last| Client {
                    to: 0,
                    comes: 0,
                    ip: [192, 168, 4, last].into(),
                    port: 5000,
                    does: Behaviour::Discard,
                };
                world.clients = vec![client(3), client(2)];
            }),
        fresh("AT+CIFSR").before([
            "AT+CWMODE_CUR=3",
            r#"AT+CWJAP_CUR="WIZNETSZ","12345678""#,
            r#"AT+CIPAP_CUR="192.168.4.1""#,
        ]),
        fresh("AT+CIPDINFO?").before(["AT+CIPDINFO=1"]),
        fresh("AT+CIPSNTPCFG?").before([r#"AT+CIPSNTPCFG=1,8,"cn.ntp.org.cn""#]),
        // Thirty-one seconds have passed when it asks.
        joined("AT+CIPSNTPTIME?").before(["AT+CIPSNTPCFG=1,8"]).world(|world| world.clock = 1_563_939_505 - 31),
        fresh("AT+CIPMODE?").before(["AT+CIPMODE=1"]),
    ]
}

fn cloud() -> Vec<Setup> {
    let set = r#"AT+MQTTSET="wiznet","12345678","wiznet-01",60"#;
    let five = r#"AT+MQTTTOPIC="pubTopic","subTopic1","SubTopic2","SubTopic3","SubTopic4","SubTopic5""#;
    vec![
        fresh("AT+CLICASEND?").answer("-----BEGIN CERTIFICATE-----").before(["AT+CLICASEND=1"]).before(CERTIFICATE),
        fresh("AT+AWSPKSEND?").answer("-----BEGIN RSA PRIVATE KEY-----").before([
            "AT+AWSPKSEND=1",
            "-----BEGIN RSA PRIVATE KEY-----",
            "...",
            "-----END RSA PRIVATE KEY-----",
        ]),
        joined(r#"AT+MQTTCON=0,"192.168.1.20",1883"#).before([r#"AT+MQTTSET="wiznet","12345678","wiznet-01",60"#]),
        broker(r#"AT+MQTTPUB="publish data""#),
        broker("AT+MQTTPUBSEND=5"),
        broker("AT+MQTTDIS"),
        fresh("AT+MQTTSET?").answer("wiznet,12345678,wiznet-01,60").before([set]).differs(QUOTES),
        fresh("AT+MQTTTOPIC?").answer("pubTopic,subTopic").before([five]).differs(QUOTES),
        fresh("AT+MQTTSET?").before([r#"AT+MQTTSET="wiznet","12345678","wiznet-01",60"#]),
        fresh("AT+MQTTTOPIC?").answer("\"pubTopic\",\"subTopic\"").before([r#"AT+MQTTTOPIC="pubTopic","subTopic""#]),
        fresh("AT+MQTTTOPIC?").before([five]),
    ]
}

/// Nobody is at 192.168.1.99.
fn refusing(world: &mut World) {
    let peer = Peer { host: "192.168.1.99".into(), port: 0, tls: None, does: Behaviour::Refuse };
    world.peers.insert(0, peer);
}

fn access_point(ssid: &str, password: &str, bssid: [u8; 6]) -> AccessPoint {
    let text = format!(
        "(access_points: [(ssid: {ssid:?}, password: {password:?}, bssid: \"{}\", signal: -53, wps: true)])",
        MacText(bssid)
    );
    World::from_ron("access point", &text).unwrap().access_points.remove(0)
}
