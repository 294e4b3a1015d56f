//! The module: bytes and events in, bytes and actions out.

use crate::{
    facts::Known,
    faults::{Faults, Going, Instead},
    flash::Flash,
    net::{Action, Connection, Event},
    occasions::Pending,
    output::Output,
    printed::Printed,
    ram::{Power, Ram},
    task::{Next, Refusal, Task, Timer},
    text::MacText,
    timers::Timers,
    world::{Happening, World},
};
use std::sync::Arc;
use wizfi360_proto::{
    AnyRequest, Command, DataPhase, DecodeError, Final, Firmware, Line, Message, Reason,
    device::{Decoder, ResponseWriter, Signal},
    events::Ready,
};

/// The longest command line that is read: AT+MQTTPUB with 2048 bytes.
const LINE: usize = 2200;

/// So many bytes wait at most for the end of the second behind `+++`, if the host heeds [`Module::takes_input`].
const MOST_HELD: usize = 4096;

/// A virtual WizFi360.
///
/// It does no I/O and has no clock: bytes of the host go in by [`Module::input`] and come out by [`Module::output`], what it wants of a network comes
/// by [`Module::poll_action`] and is answered by [`Module::network`], and time is given with each call, in milliseconds since it was switched on. The same
/// calls have the same results, however the host cuts its bytes. [`Testbed`](crate::Testbed) drives one over virtual network and time.
///
/// - Time never runs backwards: a `now` that is less than one before counts as that one.
/// - Whatever is due before `now` happens first, in its order, at the time at which it was due.
///
/// ```
/// use wizfi360_sim::{Module, World};
///
/// let mut module = Module::new(World::built_in().clone());
/// let ready_at = module.poll_at().unwrap();
/// module.advance(ready_at);
/// assert_eq!(module.take_output(), b"\r\nready\r\n");
/// module.input(ready_at, b"ATE0\r\nAT+CWMODE_CUR?\r\n");
/// assert_eq!(module.take_output(), b"ATE0\r\n\r\nOK\r\n+CWMODE_CUR:2\r\n\r\nOK\r\n");
/// ```
#[derive(Clone, Debug)]
pub struct Module {
    pub(crate) world: Arc<World>,
    /// What the spec says of the firmware.
    pub(crate) known: &'static Known,
    pub(crate) flash: Flash,
    pub(crate) ram: Ram,
    pub(crate) now: u64,
    pub(crate) timers: Timers<Timer>,
    decoder: Decoder<LINE>,
    pub(crate) output: Output,
    pub(crate) faults: Option<Box<Going>>,
    pub(crate) occasions: Pending,
    pub(crate) actions: std::collections::VecDeque<Action>,
    /// How many connections and questions there were.
    connections: u32,
    /// Access points that are switched off.
    pub(crate) gone: Vec<MacText>,
}

impl Module {
    /// A module as it comes from the factory, switched on at time 0.
    pub fn new(world: impl Into<Arc<World>>) -> Module {
        let world = world.into();
        let flash = Flash::factory(&world);
        Module::with_flash(world, flash)
    }

    /// A module that was used before, switched on at time 0.
    pub fn with_flash(world: impl Into<Arc<World>>, flash: Flash) -> Module {
        let world = world.into();
        let mut module = Module {
            ram: Ram::at_start(&flash),
            known: Module::known_of(&world, flash.firmware),
            world,
            flash,
            now: 0,
            timers: Timers::default(),
            decoder: Decoder::new(),
            output: Output::default(),
            faults: None,
            occasions: Pending::default(),
            actions: std::collections::VecDeque::new(),
            connections: 0,
            gone: Vec::new(),
        };
        module.faults = Going::new(module.world.faults);
        module.timers.set(module.world.latencies.boot, Timer::Boot);
        for (index, (at, _)) in module.world.clone().happenings.iter().enumerate() {
            module.timers.set(*at, Timer::Happening(index));
        }
        module
    }

    /// Takes bytes of the host, all of them, in cuts of any size. While the module starts or sleeps they are lost.
    pub fn input(&mut self, now: u64, bytes: &[u8]) {
        self.advance(now);
        match self.faults.as_mut().and_then(|going| going.damage_input(bytes)) {
            Some(damaged) => self.read(&damaged),
            None => self.read(bytes),
        }
        self.arrive();
    }

    pub(crate) fn read(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.ram.power != Power::On {
                return;
            }
            if let Some(held) = &mut self.ram.held_input {
                return held.extend_from_slice(rest);
            }
            let (consumed, signal) = self.decoder.push(rest);
            let (seen, behind) = rest.split_at(consumed);
            rest = behind;
            let tail = |len: usize| seen.get(seen.len().saturating_sub(len)..).unwrap_or(&[]);
            match signal {
                None => {}
                Some(Signal::Request) => self.request(true),
                Some(Signal::TooLong) if self.decoder.in_data() => {}
                Some(Signal::TooLong) => self.request(false),
                Some(Signal::Data { len, remaining: left }) => self.data(tail(len), left == 0),
                Some(Signal::Held { bytes, remaining: Some(left) }) => self.data(bytes, left == 0),
                Some(Signal::Held { bytes, remaining: None }) => self.transmit(bytes),
                Some(Signal::Transparent { len }) => self.transmit(tail(len)),
                Some(Signal::Pem { last }) => self.pem_line(last),
                Some(Signal::DataEnd(end)) => self.data_end(end),
                // A decoder that learns to find more finds nothing that concerns a module of today.
                Some(_) => {}
            }
        }
    }

    /// False while the module asks the host to wait (RTS): what it was given has not gone out yet, or is not to be read yet. [`Module::input`] takes bytes all the same.
    pub fn takes_input(&self) -> bool {
        let held = self.ram.held_input.as_ref().map_or(0, Vec::len);
        held < MOST_HELD && self.ram.transparent.as_ref().is_none_or(|transparent| transparent.has_room())
    }

    /// Tells what has happened on the network.
    pub fn network(&mut self, now: u64, event: Event) {
        self.advance(now);
        self.on_event(event);
        self.arrive();
    }

    /// Lets something happen.
    pub fn happen(&mut self, now: u64, happening: Happening) {
        self.advance(now);
        self.on_happening(&happening);
        self.arrive();
    }

    /// Lets time pass: does what is due.
    pub fn advance(&mut self, now: u64) {
        while let Some((at, timer)) = self.timers.take_due(now) {
            self.now = self.now.max(at);
            self.on_timer(timer);
            self.arrive();
        }
        self.now = self.now.max(now);
    }

    /// When [`Module::advance`] is to be called next, if nothing else comes before.
    pub fn poll_at(&self) -> Option<u64> {
        self.timers.next_at()
    }

    /// Bytes for the host that were not read yet. [`Module::consume`] tells how many were.
    pub fn output(&self) -> &[u8] {
        self.output.unread()
    }

    /// Tells that so many bytes of [`Module::output`] have gone to the host.
    pub fn consume(&mut self, len: usize) {
        self.output.consume(len);
    }

    /// All bytes for the host that were not read yet.
    pub fn take_output(&mut self) -> Vec<u8> {
        self.output.take()
    }

    /// What the module wants done next on the network. Call it until it gives none, behind each call that gives the module something.
    pub fn poll_action(&mut self) -> Option<Action> {
        loop {
            let action = self.actions.pop_front()?;
            if let Some(action) = self.does(action) {
                return Some(action);
            }
        }
    }

    /// From now on, this goes wrong, and no longer what the world says.
    pub fn set_faults(&mut self, faults: Faults) {
        self.faults = Going::new(faults);
    }

    /// What would be left if the power failed now.
    pub fn flash(&self) -> &Flash {
        &self.flash
    }

    /// The world that the module is in.
    pub fn world(&self) -> &Arc<World> {
        &self.world
    }

    // What the families of commands are built on.

    pub(crate) fn firmware(&self) -> Firmware {
        Firmware(self.flash.firmware.0)
    }

    /// What was said goes over the line, which may be a bad one.
    fn arrive(&mut self) {
        if let Some(going) = &mut self.faults {
            self.output.arrive(|bytes| going.damage_output(bytes));
        }
    }

    /// A number that was not used before.
    pub(crate) fn new_connection(&mut self) -> Connection {
        self.connections = self.connections.wrapping_add(1);
        Connection::outgoing(self.connections)
    }

    pub(crate) fn after(&mut self, delay: u64, timer: Timer) {
        self.timers.set(self.now.saturating_add(delay), timer);
    }

    /// Lines as a real module frames them.
    pub(crate) fn answer(&mut self, write: impl Fn(ResponseWriter<'_>) -> ResponseWriter<'_>) {
        let from = self.output.end();
        self.output.answer(write);
        self.say_otherwise(from);
    }

    pub(crate) fn line<'a>(&mut self, line: &impl Line<'a>) {
        self.answer(|answer| answer.line(line));
    }

    /// Text as it is.
    pub(crate) fn raw(&mut self, text: &[u8]) {
        let from = self.output.end();
        self.output.raw(text);
        self.say_otherwise(from);
    }

    /// Bytes that are not the module's own.
    pub(crate) fn payload(&mut self, bytes: &[u8]) {
        self.output.raw(bytes);
    }

    pub(crate) fn result(&mut self, result: Final) {
        self.answer(|answer| answer.result(result));
    }

    /// The command under way has ended.
    pub(crate) fn finish(&mut self, result: Final) {
        self.ram.task = None;
        self.result(result);
    }

    pub(crate) fn fail(&mut self, reason: Reason) {
        self.reason(reason);
        self.finish(Final::Error);
    }

    fn reason(&mut self, reason: Reason) {
        match reason {
            Reason::NotOutput if self.prints(Printed::NotOutput) => self.raw(b"NOT OUTPUT MODE!\r\n"),
            _ => self.answer(|answer| answer.reason(reason)),
        }
    }

    /// Something that comes unasked. In transparent transmission the line belongs to the peer: nothing is said.
    pub(crate) fn message(&mut self, message: &Message<'_>) {
        if self.ram.power != Power::On || self.ram.transparent.is_some() || !self.known.says(message) {
            return;
        }
        match self.printed_message(message) {
            Some(text) => self.raw(&text),
            None => self.answer(|answer| answer.message(message)),
        }
    }

    /// Forgets what is not in flash, and starts anew.
    pub(crate) fn restart(&mut self, delay: u64) {
        for link in self.ram.links.iter().flatten() {
            self.actions.push_back(Action::Close { connection: link.connection });
        }
        if self.ram.listening.is_some() {
            self.actions.push_back(Action::StopListening);
        }
        let serial = self.ram.settings.serial;
        // What the world and the line do goes on.
        let goes_on =
            |timer: &Timer| matches!(timer, Timer::Happening(_) | Timer::Planned(_) | Timer::Back(_) | Timer::Release);
        self.timers.cancel(|timer| !goes_on(timer));
        self.ram = Ram::at_start(&self.flash);
        self.known = Module::known_of(&self.world, self.flash.firmware);
        self.decoder.reset();
        if self.ram.settings.serial != serial {
            self.actions.push_back(Action::Serial(self.ram.settings.serial));
        }
        self.after(delay, Timer::Boot);
    }

    pub(crate) fn boot(&mut self) {
        self.ram.power = Power::On;
        if self.fault_noise() {
            self.raw(b"\xfc");
        }
        self.message(&Message::Ready(Ready));
        self.start_wifi();
    }

    /// From here on the host's bytes are data.
    pub(crate) fn begin_data(&mut self, command: &'static Command, phase: DataPhase) {
        let (command, phase) = self.collects(command, phase);
        self.decoder.begin_data(command, phase);
    }

    /// The data phase is given up: the next byte begins a command line.
    pub(crate) fn abandon_data(&mut self) {
        self.decoder.abandon();
    }

    /// The line that the host has just sent.
    pub(crate) fn typed_line(&self) -> Vec<u8> {
        self.decoder.line().to_vec()
    }

    fn request(&mut self, fits: bool) {
        let typed = self.typed_line();
        let line = self.taken_for(&typed);
        let request = if fits { AnyRequest::parse(&line) } else { Err(DecodeError::LineTooLong) };
        if let Some(task) = &self.ram.task
            && !matches!(request, Ok(AnyRequest::RstExecute(_)))
        {
            let busy = task.busy();
            return self.say_busy(busy);
        }
        let effects = self.occasions(&line);
        match Module::occasion_instead(&effects).or_else(|| self.fault_instead()) {
            Some(Instead::Busy) => return self.say_busy(Final::BusyProcessing),
            Some(Instead::Restart) => return self.restart(self.world.latencies.boot),
            None => {}
        }
        let start = self.output.end();
        if self.ram.echo {
            self.answer(|answer| answer.echo(&typed));
        }
        let echoed = self.output.end();
        self.act(request, &line);
        self.answer_otherwise(&line, echoed);
        self.fault_behind(start..echoed, echoed..self.output.end());
        self.occasion_behind(effects, echoed);
    }

    fn say_busy(&mut self, busy: Final) {
        match busy {
            Final::BusySending if self.prints(Printed::BusyDots) => self.raw(b"\r\nbusy s\r\n"),
            Final::BusyProcessing if self.prints(Printed::BusyDots) => self.raw(b"\r\nbusy p\r\n"),
            busy => self.result(busy),
        }
    }

    /// Does what a line asks for, and answers.
    fn act(&mut self, request: Result<AnyRequest<'_>, DecodeError>, line: &[u8]) {
        let Ok(request) = request else { return self.result(Final::Error) };
        let command = request.command();
        let Some(facts) = self.known.facts(command, line) else { return self.result(Final::Error) };
        let before = self.before(line);
        let handled = self.allows(facts).and_then(|()| self.perform(request));
        self.behind(before);
        match self.forgiven(handled) {
            Ok(Next::Ok) => {
                if command.no_line_ending {
                    self.output.unend();
                }
                self.result(Final::Ok);
            }
            Ok(Next::Wait) => {}
            Ok(Next::Data { accepted }) => {
                self.answer(|answer| if accepted { answer.result(Final::Ok).prompt() } else { answer.prompt() });
                self.begin_data(command, request.data_phase());
            }
            Err(Refusal(reason)) => {
                // The spec says which reasons a form may give.
                if let Some(reason) = reason.filter(|reason| facts.reasons.contains(reason)) {
                    self.reason(reason);
                }
                self.result(Final::Error);
            }
        }
    }

    /// Bytes of a counted data phase.
    fn data(&mut self, bytes: &[u8], complete: bool) {
        if let Some(Task::Collect(collect)) = &mut self.ram.task {
            collect.bytes.extend_from_slice(bytes);
            if complete {
                self.collected();
                self.occasion_behind_data();
            }
        }
    }
}
