//! Scanning.

use super::mode::octets;
use crate::{
    Module,
    task::{Handled, Next, ScanFilter, Task, Timer},
    world::AccessPoint,
};
use wizfi360_proto::{
    Final, Number,
    commands::{cwlap, cwlapopt},
    domains::{ScanMask, ScanSort},
};

impl Module {
    pub(crate) fn set_scan_options(&mut self, request: cwlapopt::Set) -> Handled {
        self.ram.scan = (request.sort_enable, request.mask);
        Ok(Next::Ok)
    }

    pub(crate) fn scan(&mut self, request: Option<cwlap::Set<'_>>) -> Handled {
        let filter = request.map_or_else(ScanFilter::default, |request| ScanFilter {
            ssid: Some(octets(request.ssid().get())),
            bssid: request.mac().map(Into::into),
            channel: request.channel(),
        });
        self.ram.task = Some(Task::Scan(filter));
        self.after(self.world.latencies.scan, Timer::Scan);
        Ok(Next::Wait)
    }

    pub(crate) fn scanned(&mut self) {
        let Some(Task::Scan(filter)) = self.ram.task.take() else { return };
        let (sort, mask) = self.ram.scan;
        let world = self.world.clone();
        let hostile = self.hostile_access_points();
        let mut found: Vec<&AccessPoint> = world
            .access_points
            .iter()
            .chain(&hostile)
            .filter(|ap| !self.gone.contains(&ap.bssid))
            .filter(|ap| filter.ssid.as_ref().is_none_or(|ssid| *ssid == ap.ssid))
            .filter(|ap| filter.bssid.is_none_or(|bssid| bssid == ap.bssid))
            .filter(|ap| filter.channel.is_none_or(|channel| channel.get() == ap.channel))
            .collect();
        if sort == ScanSort::ByRssi {
            found.sort_by_key(|ap| std::cmp::Reverse(ap.signal));
        }
        for ap in found {
            let line = line(ap, mask, filter.ssid.is_some());
            self.raw(&line);
        }
        self.finish(Final::Ok);
    }
}

/// One access point, as a module prints it: its SSID without escapes, whatever bytes it has, which no line of the protocol can hold.
fn line(ap: &AccessPoint, mask: ScanMask, asked_for: bool) -> Vec<u8> {
    let ssid: &[u8] = if ap.hidden && !asked_for { b"" } else { &ap.ssid };
    let fields: [(ScanMask, Vec<u8>); 6] = [
        (ScanMask::ECN, ap.ecn().number().to_string().into_bytes()),
        (ScanMask::SSID, [b"\"", ssid, b"\""].concat()),
        (ScanMask::RSSI, ap.signal.to_string().into_bytes()),
        (ScanMask::MAC, format!("\"{}\"", ap.bssid).into_bytes()),
        (ScanMask::CH, ap.channel.to_string().into_bytes()),
        (ScanMask::WPS, u8::from(ap.wps).to_string().into_bytes()),
    ];
    let shown: Vec<_> = fields.into_iter().filter(|(bit, _)| mask.contains(*bit)).map(|(_, text)| text).collect();
    [b"+CWLAP:(", shown.join(&b',').as_slice(), b")\r\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_proto::Line;

    #[test]
    fn what_is_printed_is_what_a_host_reads() {
        let ap = AccessPoint {
            ssid: "a \"quoted\", name".into(),
            password: "12345678".into(),
            encryption: None,
            bssid: crate::MacText([0x64, 0xe5, 0x99, 0, 0, 1]),
            channel: 5,
            signal: -38,
            wps: true,
            hidden: false,
            lease: None,
        };
        let text = line(&ap, ScanMask::ALL, false);
        assert_eq!(text, b"+CWLAP:(3,\"a \"quoted\", name\",-38,\"64:e5:99:00:00:01\",5,1)\r\n");
        let read = cwlap::Ap::parse(text.strip_suffix(b"\r\n").unwrap()).unwrap().unwrap();
        assert_eq!(read.ssid.unwrap(), "a \"quoted\", name");
        assert_eq!(line(&ap, ScanMask::RSSI.union(ScanMask::CH), false), b"+CWLAP:(-38,5)\r\n");
    }
}
