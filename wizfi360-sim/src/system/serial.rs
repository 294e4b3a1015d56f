//! The serial line.

use crate::{
    Module,
    flash::Serial,
    net::Action,
    task::{Handled, Next},
};
use wizfi360_proto::{Final, Open, commands::uart};

impl Module {
    pub(crate) fn show_uart(&mut self, request: uart::Query) -> Handled {
        let serial = self.settings(request.scope).serial;
        let line = uart::Uart {
            scope: request.scope,
            baudrate: Open::Known(serial.baud),
            databits: Open::Known(serial.data_bits),
            stop_bits: Open::Known(serial.stop_bits),
            parity: Open::Known(serial.parity),
            flow_control: Open::Known(serial.flow_control),
        };
        self.line(&line);
        Ok(Next::Ok)
    }

    /// `OK` goes out at the old rate.
    pub(crate) fn set_uart(&mut self, request: uart::Set) -> Handled {
        let serial = Serial {
            baud: request.baudrate,
            data_bits: request.databits,
            stop_bits: request.stop_bits,
            parity: request.parity,
            flow_control: request.flow_control,
        };
        self.set(request.scope, |settings| settings.serial = serial);
        self.result(Final::Ok);
        self.actions.push_back(Action::Serial(serial));
        Ok(Next::Wait)
    }
}
