//! The TCP server.

use crate::{
    Module,
    net::Action,
    task::{Handled, Next, Refusal},
};
use wizfi360_proto::{
    Reason,
    commands::{cipserver, cipservermaxconn, cipsto},
    domains::ServerMode,
};

impl Module {
    pub(crate) fn serve(&mut self, request: cipserver::Set) -> Handled {
        match (request.mode(), self.ram.listening) {
            (ServerMode::Create, None) => {
                let otherwise = || self.known.default("AT+CIPSERVER", "port").ok_or(Refusal::PLAIN);
                let port = request.port().map_or_else(otherwise, |port| Ok(port.get()))?;
                self.ram.listening = Some(port);
                self.actions.push_back(Action::Listen { port });
            }
            (ServerMode::Delete, Some(_)) => {
                self.ram.listening = None;
                self.actions.push_back(Action::StopListening);
            }
            _ => return Err(Reason::NoChange.into()),
        }
        Ok(Next::Ok)
    }

    pub(crate) fn show_max_clients(&mut self) -> Handled {
        let num = self.ram.max_clients;
        self.line(&cipservermaxconn::MaxConn { num });
        Ok(Next::Ok)
    }

    pub(crate) fn set_max_clients(&mut self, request: cipservermaxconn::Set) -> Handled {
        self.ram.max_clients = request.num.get();
        Ok(Next::Ok)
    }

    pub(crate) fn show_server_timeout(&mut self) -> Handled {
        let time = self.ram.server_timeout;
        self.line(&cipsto::Timeout { time });
        Ok(Next::Ok)
    }

    /// Holds for clients that connect from now on, and for those whose time-out is not over yet.
    pub(crate) fn set_server_timeout(&mut self, request: cipsto::Set) -> Handled {
        self.ram.server_timeout = request.time.get();
        Ok(Next::Ok)
    }
}
