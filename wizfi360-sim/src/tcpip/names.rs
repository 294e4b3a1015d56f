//! Names and reachability.

use super::open::text;
use crate::{
    Module,
    net::{Action, Connection, OpenError},
    printed::Printed,
    task::{Handled, Next, Task},
};
use std::net::Ipv4Addr;
use wizfi360_proto::{
    Final, Reason,
    commands::{cipdns, cipdomain, ping},
    domains::DnsEnable,
};

/// The server that is used if none is given (manual 3.3.27).
const FALLBACK: Ipv4Addr = Ipv4Addr::new(208, 67, 222, 222);

impl Module {
    pub(crate) fn look_up(&mut self, request: cipdomain::Set<'_>) -> Handled {
        let query = self.ask()?;
        let host = text(request.domain_name.get());
        self.actions.push_back(Action::Resolve { query, host });
        Ok(Next::Wait)
    }

    pub(crate) fn ping(&mut self, request: ping::Set<'_>) -> Handled {
        let query = self.ask()?;
        let host = text(request.ip_address.get());
        self.actions.push_back(Action::Ping { query, host });
        Ok(Next::Wait)
    }

    fn ask(&mut self) -> Result<Connection, Reason> {
        if !self.has_ip() {
            return Err(Reason::NoIp);
        }
        let query = self.new_connection();
        self.ram.task = Some(Task::Ask(query));
        Ok(query)
    }

    fn asked(&self, query: Connection) -> bool {
        matches!(self.ram.task, Some(Task::Ask(task)) if task == query)
    }

    pub(crate) fn resolved(&mut self, query: Connection, ip: Option<Ipv4Addr>) {
        if let Some(Task::Find(packet)) =
            self.ram.task.take_if(|task| matches!(task, Task::Find(packet) if packet.query == query))
        {
            return self.found(packet, ip);
        }
        match ip {
            _ if !self.asked(query) => {}
            Some(ip_address) => {
                self.line(&cipdomain::Resolved { ip_address });
                self.finish(Final::Ok);
            }
            None => self.fail(Reason::DnsFail),
        }
    }

    pub(crate) fn pong(&mut self, query: Connection, result: Result<u32, OpenError>) {
        match result {
            _ if !self.asked(query) => {}
            Ok(time) => {
                self.line(&ping::Pong { time });
                self.finish(Final::Ok);
            }
            Err(OpenError::Name) => self.fail(Reason::DnsFail),
            Err(_) => self.fail(Reason::PingTimeout),
        }
    }

    pub(crate) fn show_dns(&mut self, request: cipdns::Query) -> Handled {
        for dns_server in self.settings(request.scope).dns.clone() {
            if self.prints(Printed::CipdnsForm) {
                self.raw(format!("+CIPDNS{}: {dns_server}\r\n", request.scope.suffix()).as_bytes());
            } else {
                self.line(&cipdns::Server { scope: request.scope, dns_server });
            }
        }
        Ok(Next::Ok)
    }

    pub(crate) fn set_dns(&mut self, request: cipdns::Set) -> Handled {
        let servers = match (request.enable(), request.dns_server0()) {
            (DnsEnable::UserDefined, Some(first)) => {
                [Some(first), request.dns_server1()].into_iter().flatten().collect()
            }
            (DnsEnable::UserDefined, None) => vec![FALLBACK],
            _ => Vec::new(),
        };
        self.set(request.scope(), |settings| settings.dns.clone_from(&servers));
        Ok(Next::Ok)
    }
}
