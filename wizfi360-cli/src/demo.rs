//! `wizfi360 demo`: what the crates do, without a module.

use crate::{
    args::{Color, Folder},
    book::Book,
    decode::Shower,
    end::{Outcome, Verdict},
    layout::columns,
    paint::{self, ASIDE, HEADING, HOST, In, NAME, VALUE, WIDTH, pad, paragraph, wrap},
};
use std::{fmt::Debug, ops::ControlFlow};
use wizfi360_proto::{
    Request, Scope,
    commands::{cipsend, cipstart, cwjap, cwmode},
    domains::{Host, LinkId, Password, Port, SendLength, Ssid, WifiMode},
};
use wizfi360_reference::text::readable;
use wizfi360_trace::{Event, EventKind, InputFormat, Options, Reader, Redactor, Sender};

/// A recording of a real module. The same file stands in `wizfi360-conformance/fixtures/real`; it is here to be part of the package.
const JOIN: &str = include_str!("../logs/scan-join-update.txt");

/// A conversation out of the vendor's guide: it has a prompt and a packet.
const SEND: &str = include_str!("../logs/tcp-client-guide.txt");

pub(crate) fn run(color: Color) -> Outcome {
    let book = Book::open(&Folder { folder: None })?;
    let mut out = heading("Requests: Rust values, and the bytes they become");
    out += &requests(&book);
    out += &heading("Answers: a recorded module, found by host::Decoder and typed");
    out += &paragraph(0, "What a real module said, recorded by its vendor: logs/scan-join-update.txt.");
    out += "\n";
    out += &replay(JOIN, &book);
    out += &heading("Data: a prompt, a payload, a packet");
    out += &paragraph(0, "The second half of logs/tcp-client-guide.txt, from the vendor's guide.");
    out += "\n";
    out += &replay(second_half(SEND), &book);
    out += &heading("Go on");
    for (command, what) in [
        ("wizfi360 decode <file>", "explains your own log, or raw bytes from a serial port"),
        ("wizfi360 explain join", "shows a command's page: forms, parameters, errata"),
        ("wizfi360 encode AT+CWMODE_CUR --set mode=1", "prints a request for a module"),
    ] {
        out += &format!("  {}  {what}\n", In(VALUE, pad(command, 42)));
    }
    paint::print(color, &out)?;
    Ok(Verdict::Fine)
}

fn heading(text: &str) -> String {
    format!("\n{}\n", In(HEADING, text))
}

/// Some requests, each as a Rust value and as bytes.
fn requests(book: &Book) -> String {
    let mut redactor = Redactor::new(book.spec, false);
    let mut out = String::new();
    let mode = cwmode::Set { scope: Scope::Current, mode: WifiMode::Station };
    out += &request("cwmode", &mode, book, &mut redactor);
    if let (Ok(ssid), Ok(pwd)) = (Ssid::new("ab\\,c"), Password::new("12345678\"\\")) {
        let join = cwjap::Set::new(Scope::Current, ssid, pwd);
        out += &request("cwjap", &join, book, &mut redactor);
    }
    if let (Ok(remote_ip), Ok(remote_port)) = (Host::new("10.0.1.75"), Port::new(5000)) {
        let remote = cipstart::Remote::Tcp(cipstart::RemoteTcp::new(remote_ip, remote_port));
        let open = cipstart::Set::new(remote);
        let open = LinkId::new(0).map_or(open, |link_id| open.with_link_id(link_id));
        out += &request("cipstart", &open, book, &mut redactor);
    }
    if let Ok(length) = SendLength::new(10) {
        out += &request("cipsend", &cipsend::Set::new(length), book, &mut redactor);
    }
    out += &paragraph(2, "Values that the module would refuse cannot be constructed:");
    let refused =
        [("LinkId::new(5)", LinkId::new(5).err()), ("Ssid::new(\"two\\r\\nlines\")", Ssid::new("two\r\nlines").err())];
    for (code, error) in refused {
        let error = error.map_or_else(String::new, |error| error.to_string());
        out += &format!("    {} {}\n", pad(code, 28), In(ASIDE, error));
    }
    out
}

fn request<R: Request + Debug>(module: &str, value: &R, book: &Book, redactor: &mut Redactor) -> String {
    let mut buf = [0; 512];
    let Ok(bytes) = value.write(&mut buf) else { return String::new() };
    let read = book.interpreter().read_request(bytes);
    let (shown, margin) = match &read {
        Ok(request) => {
            let source = request.form.source.as_ref().unwrap_or(&request.name.source);
            (redactor.fields(bytes, &request.fields).0, wizfi360_reference::view::SourceView::new(source).short())
        }
        Err(_) => (redactor.unread(bytes).0, String::new()),
    };
    let shown = readable(&shown);
    let room = WIDTH.saturating_sub(4 + columns(&shown) + columns(&margin));
    let code = wrap(&format!("{module}::{value:?}"), WIDTH - 6);
    let code: String = code.iter().enumerate().fold(String::new(), |out, (at, line)| {
        format!("{out}{}{}\n", if at == 0 { "  " } else { "      " }, In(NAME, line))
    });
    format!("{code}  {} {}{}{}\n", In(HOST, "→"), In(HOST, shown), " ".repeat(room), In(ASIDE, margin))
}

/// A log, explained as `decode` does it, without comments and echo.
fn replay(log: &str, book: &Book) -> String {
    let mut reader = Reader::new(book.spec, Some(InputFormat::Log), Sender::Module, Options::default());
    let mut events = Vec::new();
    let mut sink = |mut event: Event| {
        // The times of the log take room, and say little here.
        event.position.time = None;
        if event.from != Sender::Recorder && event.kind != EventKind::Echo {
            events.push(event);
        }
        ControlFlow::Continue(())
    };
    let _ = reader.push(log.as_bytes(), &mut sink);
    let _ = reader.finish(&mut sink);
    Shower::new(book, false).all(&events)
}

/// From the request that opens a connection on.
fn second_half(log: &str) -> &str {
    log.find(">> AT+CIPSTART").and_then(|at| log.get(at..)).unwrap_or(log)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logs_are_those_of_the_repository() {
        let real = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../wizfi360-conformance/fixtures/real");
        for (name, log) in [("scan-join-update", JOIN), ("tcp-client-guide", SEND)] {
            // In a package of its own there is no repository around.
            if let Ok(text) = std::fs::read_to_string(real.join(name).with_extension("txt")) {
                assert_eq!(text, log, "{name}");
            }
        }
    }
}
