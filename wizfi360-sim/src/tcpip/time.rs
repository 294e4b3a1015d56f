//! Network time.

use super::open::text;
use crate::{
    Module,
    task::{Handled, Next, Refusal},
};
use wizfi360_proto::{
    AtStr, Open, Rest,
    commands::{cipsntpcfg, cipsntptime},
    domains::SntpEnable,
};

/// Time zone and servers.
#[derive(Clone, Debug)]
pub(crate) struct Sntp {
    zone: i8,
    servers: Vec<String>,
}

/// The servers if none is given (manual 3.3.25).
const SERVERS: [&str; 3] = ["cn.ntp.org.cn", "ntp.sjtu.edu.cn", "us.pool.ntp.org"];

impl Module {
    pub(crate) fn show_sntp(&mut self) -> Handled {
        let Some(sntp) = self.ram.sntp.clone() else {
            self.line(&cipsntpcfg::Config::new(Open::Known(SntpEnable::Disable)));
            return Ok(Next::Ok);
        };
        let line = cipsntpcfg::Config::new(Open::Known(SntpEnable::Enable));
        let zone = i16::from(sntp.zone);
        let servers: Vec<_> = sntp.servers.iter().filter_map(|server| AtStr::new(server).ok()).collect();
        self.line(&match *servers {
            [] => line.with_timezone(zone),
            [first] => line.with_sntp_server0(zone, first),
            [first, second] => line.with_sntp_server1(zone, first, second),
            [first, second, third, ..] => line.with_sntp_server2(zone, first, second, third),
        });
        Ok(Next::Ok)
    }

    pub(crate) fn set_sntp(&mut self, request: cipsntpcfg::Set<'_>) -> Handled {
        if request.get_enable() == SntpEnable::Disable {
            self.ram.sntp = None;
            return Ok(Next::Ok);
        }
        let zone = request.timezone().ok_or(Refusal::PLAIN)?;
        let servers = [request.sntp_server0(), request.sntp_server1(), request.sntp_server2()].into_iter().flatten();
        let mut servers: Vec<String> = servers.map(|host| text(host.get())).collect();
        if servers.is_empty() {
            servers = SERVERS.map(String::from).to_vec();
        }
        self.ram.sntp = Some(Box::new(Sntp { zone: zone.get(), servers }));
        Ok(Next::Ok)
    }

    /// Without a network the clock stands at its beginning.
    pub(crate) fn show_time(&mut self) -> Handled {
        let zone = self.ram.sntp.as_ref().map_or(0, |sntp| i64::from(sntp.zone));
        let running = self.ram.station.address().is_some();
        let since = i64::try_from(self.now / 1000).unwrap_or(0);
        let seconds = if running { self.world.clock + since + zone * 3600 } else { 0 };
        let text = asctime(seconds);
        let time = Rest::new(&text).map_err(|_| Refusal::PLAIN)?;
        self.line(&cipsntptime::Time { time });
        Ok(Next::Ok)
    }
}

/// Seconds since 1970 as C's `asctime` writes them. The calendar is that of Howard Hinnant's `civil_from_days`.
fn asctime(seconds: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = year_of_era + era * 400 + i64::from(month < 2);
    let name =
        |names: &[&'static str], index: i64| usize::try_from(index).ok().and_then(|index| names.get(index).copied());
    format!(
        "{} {} {day:2} {:02}:{:02}:{:02} {year}",
        name(&DAYS, days.rem_euclid(7)).unwrap_or(""),
        name(&MONTHS, month).unwrap_or(""),
        second / 3600,
        second / 60 % 60,
        second % 60,
    )
}

#[cfg(test)]
mod tests {
    use super::asctime;

    #[test]
    fn times_read_as_c_writes_them() {
        for (seconds, text) in [
            (0, "Thu Jan  1 00:00:00 1970"),
            (1_563_968_305, "Wed Jul 24 11:38:25 2019"),
            (951_782_400, "Tue Feb 29 00:00:00 2000"),
            (1_764_115_200, "Wed Nov 26 00:00:00 2025"),
        ] {
            assert_eq!(asctime(seconds), text);
        }
    }
}
