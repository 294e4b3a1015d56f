//! Whatever a host sends and whatever happens meanwhile, a module goes on: it never panics, it answers every line but while data is due, and a restart makes it as new.

use arbitrary::{Arbitrary, Unstructured};
use std::collections::BTreeSet;
use wizfi360_proto::AnyRequest;
use wizfi360_sim::{Faults, Happening, MacText, Testbed, World};

/// One thing that happens.
#[derive(Arbitrary)]
enum Deed<'a> {
    Request(AnyRequest<'a>),
    Bytes(&'a [u8]),
    Plus,
    Pass(u16),
    AccessPoint(bool),
    Station(bool),
    Provision(bool),
    PeerSays(&'a [u8]),
    PeerCloses,
}

const WORLD: &str = r#"(
    access_points: [(ssid: "a", bssid: "64:e5:99:00:00:01"), (ssid: "home", password: "12345678", bssid: "64:e5:99:00:00:02")],
    stations: [(mac: "18:cf:5e:c5:ce:76", joins: 100, stays: 5000)],
    peers: [(does: Echo), (tls: "", does: Broker([(10, "a", "b")]))],
    clients: [(comes: 50, ip: "10.0.0.9", port: 4000, does: Echo)],
    update: "1.1.1.9",
)"#;

#[test]
fn a_module_goes_on_whatever_happens() {
    let world = World::from_ron("world", WORLD).unwrap();
    let mut rng = fastrand::Rng::with_seed(360);
    let (mut deeds, mut said, mut forms) = (0, 0, BTreeSet::new());
    for round in 0..400 {
        let bytes: Vec<u8> = std::iter::repeat_with(|| rng.u8(..)).take(4000).collect();
        let mut data = Unstructured::new(&bytes);
        let faulty = round % 2 == 1;
        let faults = if faulty { Faults { seed: round, ..Faults::SOME } } else { Faults::default() };
        let mut desk = Testbed::new(World { faults, ..world.clone() });
        desk.pass(1000);
        // Joined with links, so that more of the requests come to something.
        for line in [
            "ATE0",
            "AT+CWMODE_CUR=3",
            "AT+CWJAP_CUR=\"home\",\"12345678\"",
            "AT+MQTTSET=\"\",\"\",\"x\",60",
            "AT+MQTTTOPIC=\"a\",\"#\"",
        ] {
            desk.write(format!("{line}\r\n").as_bytes());
            desk.pass(3000);
        }
        if round % 3 == 0 {
            desk.write(b"AT+CIPMUX=1\r\nAT+CIPSERVER=1,80\r\n");
        }
        while let Ok(deed) = Deed::arbitrary(&mut data) {
            deeds += 1;
            if let Deed::Request(request) = &deed {
                forms.insert((request.command().name, request.command().form));
            }
            perform(&mut desk, deed);
            said += desk.read().len();
            if data.is_empty() {
                break;
            }
        }
        if !faulty {
            revive(&mut desk);
        }
    }
    // How many deeds are made of so many bytes depends on which commands there are: what holds is
    // that most forms come up, and that the module has not fallen silent.
    let all = AnyRequest::COMMANDS.len();
    println!("{deeds} deeds with {} of {all} forms, {said} bytes said", forms.len());
    assert!(forms.len() * 2 > all && said > deeds, "{deeds} deeds, {} forms, {said} bytes said", forms.len());
}

fn perform(desk: &mut Testbed, deed: Deed<'_>) {
    let peer = desk.connections().first().copied();
    match deed {
        Deed::Request(request) => {
            let mut buf = [0; 4096];
            desk.write(request.write(&mut buf).unwrap());
        }
        Deed::Bytes(bytes) => desk.write(bytes),
        Deed::Plus => desk.write(b"+++"),
        Deed::Pass(milliseconds) => desk.pass(u64::from(milliseconds)),
        Deed::AccessPoint(true) => desk.happen(Happening::AccessPointComes("home".into())),
        Deed::AccessPoint(false) => desk.happen(Happening::AccessPointGoes("home".into())),
        Deed::Station(true) => desk.happen(Happening::StationJoins(MacText([2, 0, 0, 0, 0, 1]))),
        Deed::Station(false) => desk.happen(Happening::StationLeaves(MacText([2, 0, 0, 0, 0, 1]))),
        Deed::Provision(true) => desk.happen(Happening::Provision("home".into(), "12345678".into())),
        Deed::Provision(false) => desk.happen(Happening::ProvisionFails),
        Deed::PeerSays(bytes) => peer.into_iter().for_each(|peer| desk.peer_says(peer, bytes)),
        Deed::PeerCloses => peer.into_iter().for_each(|peer| desk.peer_closes(peer)),
    }
}

/// Brings the module back from wherever it is, and asks it something.
fn revive(desk: &mut Testbed) {
    desk.happen(Happening::Restart);
    desk.pass(2000);
    // A saved connection may have begun transparent transmission.
    desk.write(b"+++");
    desk.pass(5000);
    desk.read();
    desk.write(b"\r\nAT\r\n");
    desk.pass(2000);
    let said = desk.read();
    let text = said.escape_ascii().to_string();
    assert!(text.contains("AT\\r\\n\\r\\nOK\\r\\n"), "{text}");
}
