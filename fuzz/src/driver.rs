//! A driver over the host's engine comes to its end whatever module it meets.

use crate::module::Module;
use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{
    AnyRequest, DataPhase, Request,
    commands::{at, cipsend, cipsendbuf, cwlap, cwmode},
    host::{Decoder, Event, Exchange, Progress},
};

/// How many bytes a module can say at the most, and no driver may read more.
const MOST: usize = 1 << 17;

/// Requests of all kinds against a module that the input makes: each ends with a result or when the module falls silent; the decoder goes
/// on, and the data that it asks for is what the request has announced.
pub fn driver(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(count) = u.int_in_range(1..=6_usize) else { return };
    let mut requests = Vec::new();
    for _ in 0..count {
        match (u.int_in_range(0..=6_u8), AnyRequest::arbitrary(&mut u)) {
            (Ok(kind), Ok(request)) => requests.push((kind, request)),
            _ => return,
        }
    }
    let mut driver = Driver { module: Module::new(u.take_rest()), decoder: Decoder::new(), read: 0 };
    for (kind, request) in requests {
        match (kind, request) {
            (0, _) => driver.run(&at::Test),
            (1, _) => driver.run(&cwlap::Execute),
            (2, AnyRequest::CwmodeQuery(request)) => driver.run::<cwmode::Query>(&request),
            (_, AnyRequest::CipsendSet(request)) => driver.run::<cipsend::Set>(&request),
            (_, AnyRequest::CipsendbufSet(request)) => driver.run::<cipsendbuf::Set>(&request),
            (_, request) => driver.any(&request),
        }
    }
}

struct Driver<'u> {
    module: Module<'u>,
    decoder: Decoder<128>,
    read: usize,
}

impl Driver<'_> {
    /// A request of which the type is known, as drivers send them.
    fn run<R: Request>(&mut self, request: &R) {
        let mut buf = vec![0; R::MAX_LEN];
        let (mut exchange, sent) = Exchange::start(request, &mut self.decoder, &mut buf).expect("the longest has room");
        self.module.write(sent);
        self.hear(|module, event| match exchange.handle_event(event) {
            Progress::SendData(phase) => {
                assert_eq!(phase, request.data_phase());
                module.write(&data(phase));
                exchange.data_written()
            }
            Progress::Done(_) => {
                assert!(exchange.is_done());
                true
            }
            _ => false,
        });
    }

    /// A request of any type, by the decoder alone.
    fn any(&mut self, request: &AnyRequest<'_>) {
        let mut buf = vec![0; request.max_len()];
        let sent = request.write(&mut buf).expect("the longest has room");
        self.decoder.begin(request.command());
        self.module.write(sent);
        self.hear(|module, event| match event {
            Event::Prompt => {
                module.write(&data(request.data_phase()));
                false
            }
            Event::Final(_) => true,
            _ => false,
        });
    }

    /// Reads until an event is told to be the last, or until the module falls silent.
    fn hear(&mut self, mut is_last: impl FnMut(&mut Module<'_>, Event<'_>) -> bool) {
        let (mut input, mut over) = ([0; 64], false);
        while !over {
            let count = self.module.read(&mut input);
            self.read += count;
            assert!(self.read < MOST, "the module never falls silent");
            if count == 0 {
                self.decoder.abandon();
                break;
            }
            let mut rest = &input[..count];
            while !rest.is_empty() {
                let (consumed, event) = self.decoder.feed(rest);
                rest = &rest[consumed..];
                over |= event.is_some_and(|event| is_last(&mut self.module, event));
            }
        }
        if self.decoder.is_transparent() {
            self.module.write(b"+++");
            self.decoder.leave_transparent();
        }
    }
}

/// What is sent behind a prompt.
fn data(phase: DataPhase) -> Vec<u8> {
    match phase {
        DataPhase::Counted(count) => vec![b'd'; count as usize],
        DataPhase::Pem => b"-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----\r\n".to_vec(),
        DataPhase::Transparent => b"data".to_vec(),
        _ => Vec::new(),
    }
}
