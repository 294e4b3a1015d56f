//! What the factory has set, and `AT+RESTORE=1` sets again.

use crate::{Spec, model::*};

/// The factory default of a parameter, for some firmware or all.
#[derive(Clone, Copy, Debug)]
pub struct FactoryDefault<'s> {
    /// The command that sets or tells it.
    pub command: &'s Command,
    /// The parameter.
    pub param: &'s Param,
    /// The value.
    pub default: &'s FactoryValue,
}

impl Spec {
    /// All factory defaults, in the order of the files. [`Spec::as_of`] leaves those of one firmware.
    pub fn factory_defaults(&self) -> Vec<FactoryDefault<'_>> {
        let mut all = Vec::new();
        for (_, command) in self.commands() {
            let forms = command.forms.iter().map(|form| &form.params);
            let lists = forms.chain(command.lines.iter().map(|line| &line.params));
            for param in lists.flat_map(Shape::params) {
                all.extend(param.factory.iter().map(|default| FactoryDefault { command, param, default }));
            }
        }
        all
    }
}

impl FactoryDefault<'_> {
    /// The command's name under which it is kept: of several, the one that writes to flash.
    pub fn name(&self) -> &str {
        let names = &self.command.names;
        let kept = names.iter().find(|name| name.persist == Persist::Flash).or(names.first());
        kept.map_or("", |name| &name.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_firmware_has_its_own_factory_defaults() {
        let spec = Spec::embedded();
        // Command, parameter, firmware, value (manual 3.1.7, 3.2.2, 3.2.14, 3.2.21, 3.2.23, 3.3.28).
        for (name, param, firmware, value) in [
            ("AT+UART_DEF", "baudrate", "1.0.1.0", Some("115200")),
            ("AT+UART_DEF", "baudrate", "1.1.1.9", Some("115200")),
            ("AT+CWMODE_DEF", "mode", "1.1.1.9", Some("2")),
            ("AT+CWDHCPS_DEF", "start IP", "1.0.7.5", Some("\"0.0.0.0\"")),
            ("AT+CWDHCPS_DEF", "start IP", "1.1.0.0", Some("\"192.168.36.2\"")),
            ("AT+CIPSTA_DEF", "gateway", "1.0.7.5", Some("\"0.0.0.0\"")),
            ("AT+CIPSTA_DEF", "gateway", "1.1.1.9", Some("\"192.168.1.1\"")),
            ("AT+CIPAP_DEF", "netmask", "1.1.1.9", Some("\"255.255.255.0\"")),
            ("AT+CIPDNS_DEF", "DNS server0", "1.0.7.5", None),
            ("AT+CIPDNS_DEF", "DNS server0", "1.1.1.9", Some("\"208.67.220.220\"")),
        ] {
            let of = spec.as_of(firmware.parse().unwrap());
            let all = of.factory_defaults();
            let found = all.iter().find(|found| found.name() == name && found.param.name == param);
            assert_eq!(found.map(|found| found.default.value.as_str()), value, "{name} {param} in {firmware}");
        }
    }
}
