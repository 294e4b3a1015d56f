//! TLS: which certificates are used, and storing them.

use crate::{
    Module,
    links::Kind,
    net::Identity,
    task::{Handled, Next, Pem, Refusal, Task},
};
use wizfi360_proto::{
    Final, Open, Reason, Rest,
    commands::{casend, cipsslcconf, cipsslsize},
    domains::PemAction,
};

impl Module {
    pub(crate) fn show_ssl_mode(&mut self) -> Handled {
        let ssl_mode = Open::Known(self.flash.ssl_mode);
        self.line(&cipsslcconf::Config { ssl_mode });
        Ok(Next::Ok)
    }

    pub(crate) fn set_ssl_mode(&mut self, request: cipsslcconf::Set) -> Handled {
        self.no_tls_is_open()?;
        self.flash.ssl_mode = request.ssl_mode;
        Ok(Next::Ok)
    }

    pub(crate) fn show_ssl_size(&mut self) -> Handled {
        let size = self.ram.ssl_size;
        self.line(&cipsslsize::Size { size });
        Ok(Next::Ok)
    }

    pub(crate) fn set_ssl_size(&mut self, request: cipsslsize::Set) -> Handled {
        self.no_tls_is_open()?;
        self.ram.ssl_size = request.size.get();
        Ok(Next::Ok)
    }

    fn no_tls_is_open(&self) -> Result<(), Refusal> {
        match self.ram.links.iter().flatten().find(|link| matches!(link.kind, Kind::Ssl | Kind::Mqtts)) {
            Some(link) if link.kind == Kind::Ssl => Err(Reason::MustCloseSslLink.into()),
            Some(_) => Err(Reason::MustCloseSslOrMqttsLink.into()),
            None => Ok(()),
        }
    }

    pub(crate) fn show_authority(&mut self) -> Handled {
        self.show_pem(Pem::Authority)
    }

    pub(crate) fn store_authority(&mut self, request: casend::Set) -> Handled {
        self.store_pem(Pem::Authority, request.mode)
    }

    /// The certificate and the key that the module shows, if it has both.
    pub(crate) fn identity(&self) -> Option<Identity> {
        Some(Identity { certificate: self.flash.certificate.clone()?, key: self.flash.key.clone()? })
    }

    pub(crate) fn show_pem(&mut self, which: Pem) -> Handled {
        let text = self.pem(which).clone().ok_or(Refusal::PLAIN)?;
        for line in text.lines() {
            if let Ok(pem_text) = Rest::new(line) {
                self.line(&casend::PemLine { pem_text });
            }
        }
        Ok(Next::Ok)
    }

    pub(crate) fn store_pem(&mut self, which: Pem, action: PemAction) -> Handled {
        if action == PemAction::Delete {
            *self.pem(which) = None;
            return Ok(Next::Ok);
        }
        self.ram.task = Some(Task::Pem(which, String::new()));
        Ok(Next::Data { accepted: false })
    }

    /// A line of PEM text has come. It is echoed as commands are (capture `standalone_aws_atcmd.md`).
    pub(crate) fn pem_line(&mut self, last: bool) {
        let line = self.typed_line();
        let last = last || self.ends_pem_early();
        if self.ram.echo {
            self.answer(|answer| answer.echo(&line));
        }
        let Some(Task::Pem(which, text)) = &mut self.ram.task else { return };
        text.push_str(&String::from_utf8_lossy(&line));
        text.push('\n');
        if last {
            let (which, text) = (*which, std::mem::take(text));
            *self.pem(which) = Some(text);
            self.finish(Final::Ok);
        }
    }

    fn pem(&mut self, which: Pem) -> &mut Option<String> {
        match which {
            Pem::Authority => &mut self.flash.authority,
            Pem::Certificate => &mut self.flash.certificate,
            Pem::Key => &mut self.flash.key,
        }
    }
}
