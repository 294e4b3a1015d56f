//! Derives for the AT protocol of the WIZnet WizFi360: values, parameter lists and lines.
//!
//! They carry the generated modules of `wizfi360-proto`, and serve commands that a vendor adds just as well. Use them
//! from there: `use wizfi360_proto::{Line, Record, Value};`.
//!
//! | derive | what it is | what it implements |
//! |---|---|---|
//! | [`Value`](macro@Value) | one parameter: a bounded number, an enum, a mask, a text | `Encode`, `Decode`, constructors |
//! | [`Record`](macro@Record) | parameters in a row, or a choice of such | `Encode`, `Decode` |
//! | [`Line`](macro@Line) | parameters and the text around them, or one of several lines | these two and `Line` |
//!
//! All keys stand in one attribute, `#[at(...)]`. A mistake is told where it stands, with the rule and the way out, and
//! all mistakes of a type are told at once.
//!
//! What is expanded does not allocate, cannot panic, and does its work in functions that all types share.
//!
//! A command of a vendor's own, as a whole:
//!
//! ```
//! use core::time::Duration;
//! use wizfi360_proto::{Command, Encode, Final, Form, Line, Received, Record, Request, Value, constant};
//!
//! /// How bright: 0 to 100 %.
//! #[derive(Clone, Copy, Debug, PartialEq, Value)]
//! #[at(range = 0..=100)]
//! struct Percent(u8);
//!
//! /// `AT+LED=<percent>[,<fade>]`
//! #[derive(Clone, Copy, Debug, PartialEq, Record)]
//! struct SetLed {
//!     percent: Percent,
//!     /// In milliseconds.
//!     #[at(name = "fade time")]
//!     fade: Option<u16>,
//! }
//!
//! /// `+LED:<percent>`
//! #[derive(Clone, Copy, Debug, PartialEq, Line)]
//! #[at(prefix = "+LED:")]
//! struct Led {
//!     percent: Percent,
//! }
//!
//! impl Request for SetLed {
//!     const COMMAND: &'static Command = &Command::new("AT+LED", Form::Set)
//!         .with_answers(|line| Led::is(line))
//!         .with_finals(&[Final::Ok, Final::Error])
//!         .with_timeout(Duration::from_secs(1));
//!     type Line<'r> = Led;
//! }
//!
//! let request = SetLed { percent: constant(Percent::new(40)), fade: Some(250) };
//! let mut buf = [0; SetLed::MAX_LEN];
//! assert_eq!(request.write(&mut buf), Ok(&b"AT+LED=40,250\r\n"[..]));
//! assert_eq!(<SetLed as Received>::parse(b"AT+LED=40,250"), Ok(request));
//! assert_eq!(Led::parse(b"+LED:40"), Some(Ok(Led { percent: request.percent })));
//! ```

// The README's example runs as a doc test.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

mod ast;
mod attr;
mod errors;
mod expand;
mod fallback;
mod prop;
mod valid;

use errors::Errors;
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// One parameter.
///
/// Derive `Clone` and `Copy` beside it.
///
/// # A number within bounds
///
/// `#[at(range = 0..=4)]` on a tuple struct of `u8`, `u16`, `u32`, `i8`, `i16` or `i32` gives `MIN`, `MAX`,
/// `new`, `get`, and the conversions `TryFrom`, `From`, `FromStr` and `Display`. A number out of range can
/// neither be constructed nor decoded; the `ValueError` states what was given and what is allowed.
///
/// ```
/// use wizfi360_proto::{Value, ValueError, constant};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Value)]
/// #[at(range = 0..=4)]
/// pub struct LinkId(u8);
///
/// const LINK: LinkId = constant(LinkId::new(3));
/// assert_eq!(LINK.get(), 3);
/// assert_eq!(LinkId::new(5), Err(ValueError::OutOfRange { given: 5, min: 0, max: 4 }));
/// assert_eq!("4".parse(), Ok(LinkId::MAX));
/// assert_eq!(LinkId::MAX.get(), 4);
/// ```
///
/// # One of several numbers
///
/// An enum with its numbers written out implements `Number`, and converts from and to `u32`. In lines from the module put it into `Open`, which keeps
/// what is not listed.
///
/// ```
/// use wizfi360_proto::{Number, Open, Value};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Value)]
/// pub enum WifiMode {
///     Station = 1,
///     SoftAp = 2,
/// }
///
/// assert_eq!(WifiMode::from_number(2), Some(WifiMode::SoftAp));
/// assert_eq!(Open::<WifiMode>::from_number(9), Open::Other(9));
/// ```
///
/// # One of several words
///
/// An enum with a word on each variant implements `Word`, `FromStr` and `Display`. With `#[at(quoted)]` the words are quoted.
///
/// ```
/// use wizfi360_proto::{Value, Word};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Value)]
/// #[at(quoted)]
/// pub enum Protocol {
///     #[at("TCP")]
///     Tcp,
///     #[at("UDP")]
///     Udp,
/// }
///
/// assert_eq!(Protocol::from_word(b"UDP"), Some(Protocol::Udp));
/// assert_eq!(Protocol::Tcp.word(), "TCP");
/// assert_eq!("TCP".parse(), Ok(Protocol::Tcp));
/// ```
///
/// # Bits
///
/// `#[at(bits = 0x41f)]` on a tuple struct of `u8`, `u16` or `u32` gives `ALL`, `EMPTY`, `new`, `bits`,
/// `contains`, `union`, `|`, the conversions `TryFrom`, `From` and `FromStr`, and the formats `{:b}`, `{:o}`
/// and `{:x}`. The bits themselves are constants that you write, each with its meaning.
///
/// ```
/// use wizfi360_proto::{Value, ValueError};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Value)]
/// #[at(bits = 0x3)]
/// pub struct ScanMask(u16);
///
/// impl ScanMask {
///     /// The encryption method.
///     pub const ECN: Self = Self(1 << 0);
///     /// The SSID.
///     pub const SSID: Self = Self(1 << 1);
/// }
///
/// assert_eq!(ScanMask::ECN | ScanMask::SSID, ScanMask::ALL);
/// assert_eq!(ScanMask::new(4), Err(ValueError::UnknownBits { given: 4, known: 3 }));
/// assert_eq!(format!("{:#x}", ScanMask::ALL), "0x3");
/// ```
///
/// # A text
///
/// `#[at(len = 1..=32)]` on a tuple struct of `AtStr<'a>` (quoted, escaped) or `Verbatim<'a>` (quoted, not escaped, to
/// the end of the line) gives `new`, `from_bytes`, `TryFrom`, `get`, `MIN_LEN`, `MAX_LEN` and `Display`, for
/// `Verbatim<'a>` also `AsRef<[u8]>`. Lengths count bytes without escapes. `or_empty` also allows the empty
/// text. In `Secret<..>` the text is never printed: there is no `Display`.
///
/// ```
/// use wizfi360_proto::{AtStr, Secret, Value, ValueError};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Value)]
/// #[at(len = 1..=32)]
/// pub struct Ssid<'a>(AtStr<'a>);
///
/// #[derive(Clone, Copy, Debug, PartialEq, Value)]
/// #[at(len = 8..=64, or_empty)]
/// pub struct Password<'a>(Secret<AtStr<'a>>);
///
/// assert_eq!(Ssid::new("wiznet").unwrap().get(), "wiznet");
/// assert_eq!(Ssid::new("two\r\nlines"), Err(ValueError::ControlByte { at: 3 }));
/// assert_eq!(Password::new("short"), Err(ValueError::TooShort { len: 5, min: 8 }));
/// assert!(Password::new("").is_ok());
/// assert_eq!(format!("{:?}", Password::new("0123456789").unwrap()), "Password(***)");
/// ```
#[proc_macro_derive(Value, attributes(at))]
pub fn derive_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive(&input, ast::Value::parse, valid::value, expand::value, fallback::value)
}

/// Parameters in a row, or a choice of such.
///
/// A struct reads and writes its fields in order. Each is a value, or a record with parameters of its own.
///
/// # What may be missing
///
/// An `Option` is there exactly when a parameter is left; all after it are options, too. Parameters that are given
/// together are one struct.
///
/// A later parameter cannot be given without the one before it, or another parameter would be read. So options in a
/// row are private, and written by setters that take what precedes:
///
/// ```
/// use wizfi360_proto::{Encode, Record, Writer};
///
/// /// `<length>[,<ip>[,<port>]]`
/// #[derive(Clone, Copy, Debug, PartialEq, Record)]
/// pub struct Send {
///     length: u16,
///     ip: Option<core::net::Ipv4Addr>,
///     port: Option<u16>,
/// }
///
/// impl Send {
///     pub const fn new(length: u16) -> Self {
///         Send { length, ip: None, port: None }
///     }
///
///     pub const fn with_ip(self, ip: core::net::Ipv4Addr) -> Self {
///         Send { ip: Some(ip), port: None, ..self }
///     }
///
///     pub const fn with_port(self, ip: core::net::Ipv4Addr, port: u16) -> Self {
///         Send { port: Some(port), ..self.with_ip(ip) }
///     }
/// }
///
/// let send = Send::new(5).with_port([10, 0, 0, 1].into(), 80);
/// let mut buf = [0; Send::ENCODED_MAX];
/// let mut w = Writer::new(&mut buf);
/// send.encode(&mut w);
/// assert_eq!(w.finish(), Ok(&b"5,\"10.0.0.1\",80"[..]));
/// ```
///
/// # Rules across parameters
///
/// `#[at(check = Self::check)]` on a struct names a function that holds a value against what its parameters demand of each
/// other. Reading ends with it; constructors call it, too.
///
/// ```
/// use wizfi360_proto::{DecodeError, Params, Record, Rule, RuleKind, RuleViolation};
///
/// /// `<first>,<last>`
/// #[derive(Clone, Copy, Debug, PartialEq, Record)]
/// #[at(check = Self::check)]
/// pub struct Pages {
///     first: u8,
///     last: u8,
/// }
///
/// const ORDERED: Rule = Rule { kind: RuleKind::Ordered, params: &["first", "last"], text: "<first> is not greater than <last>" };
///
/// impl Pages {
///     pub const fn new(first: u8, last: u8) -> Result<Self, RuleViolation> {
///         Pages { first, last }.check()
///     }
///
///     const fn check(self) -> Result<Self, RuleViolation> {
///         if self.first > self.last { Err(RuleViolation::of(&ORDERED)) } else { Ok(self) }
///     }
/// }
///
/// assert!(Pages::new(1, 2).is_ok());
/// let violation = Pages::new(3, 2).unwrap_err();
/// assert_eq!(Params::new(b"3,2").read::<Pages>(""), Err(DecodeError::RuleViolation(violation)));
/// ```
///
/// # Keys of fields
///
/// | key | meaning |
/// |---|---|
/// | `name = "link ID"` | the manual's word for the parameter, for errors; else the field's name |
/// | `optional_first = even` | the first parameter, an `Option`: there if the count of all parameters is even |
/// | `optional_first = odd` | the same if the count is odd |
/// | `optional_first = first_is_bare` | the same if the first parameter has no quotes |
/// | `may_be_omitted` | an `Option` whose place may stay empty: `""` or nothing between commas; all after it are optional, too |
/// | `bare` | written without quotes, where the type is written with them; read with both |
///
/// ```
/// use wizfi360_proto::{Decode, DecodeError, Mac, Params, Record};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Record)]
/// struct Length {
///     #[at(optional_first = even, name = "link ID")]
///     link: Option<u8>,
///     length: u16,
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Record)]
/// struct Scan {
///     #[at(may_be_omitted, bare)]
///     mac: Option<Mac>,
///     #[at(may_be_omitted)]
///     channel: Option<u8>,
/// }
///
/// fn read<'a, T: Decode<'a>>(text: &'a str) -> Result<T, DecodeError> {
///     Params::new(text.as_bytes()).read("")
/// }
///
/// assert_eq!(read("5"), Ok(Length { link: None, length: 5 }));
/// assert_eq!(read("1,5"), Ok(Length { link: Some(1), length: 5 }));
/// assert_eq!(read::<Length>("x,5"), Err(DecodeError::Invalid("link ID")));
/// assert_eq!(read("\"\",12"), Ok(Scan { mac: None, channel: Some(12) }));
/// ```
///
/// A first field of type `Scope` or `SuffixedScope` is no parameter: it comes from the command's name.
///
/// # A choice
///
/// In an enum a quoted word says which parameters follow. `#[at(name = "type")]` is the manual's word for it,
/// `#[at(tag = "TCP")]` on each variant the word itself. A variant has fields, or holds a record: `Tcp(RemoteTcp)`.
///
/// ```
/// use wizfi360_proto::{AtStr, Params, Record};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Record)]
/// #[at(name = "type")]
/// enum Remote<'a> {
///     #[at(tag = "TCP")]
///     Tcp { host: AtStr<'a>, port: u16, keep_alive: Option<u16> },
///     #[at(tag = "UDP")]
///     Udp { host: AtStr<'a>, port: u16 },
/// }
///
/// let remote = Params::new(b"\"UDP\",\"host\",53").read("");
/// assert_eq!(remote, Ok(Remote::Udp { host: AtStr::new("host").unwrap(), port: 53 }));
/// ```
#[proc_macro_derive(Record, attributes(at))]
pub fn derive_record(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive(&input, ast::Record::parse, valid::record, expand::record, fallback::record)
}

/// A line: parameters and the text around them, or one of several lines.
///
/// The fields are those of a record, with the same keys. These stand on the struct:
///
/// | key | meaning |
/// |---|---|
/// | `prefix = "+CWLAP:("` | stands before the parameters; `{scope}` in it is the field `scope` |
/// | `alias = "+CWJAP:"` | another prefix that is read and never written; as many as there are |
/// | `keyword = "CONNECT"` | follows the parameters, after a comma if there are any; without a `prefix` the parameters are numbers |
/// | `ending = ")"` | ends the line |
/// | `separator = " -> "` | stands between the parameters in place of a comma; all of them are there |
/// | `mask = ScanMask` | says which of the fields with a `bit` are there |
///
/// ```
/// use wizfi360_proto::{Line, Rest, Scope};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Line)]
/// #[at(prefix = "+CWMODE{scope}:", alias = "+MODE:")]
/// struct Mode {
///     scope: Scope,
///     mode: u8,
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Line)]
/// #[at(keyword = "CONNECT")]
/// struct Connected {
///     link: Option<u8>,
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Line)]
/// #[at(separator = " -> ")]
/// struct Message<'a> {
///     topic: Rest<'a>,
///     text: Rest<'a>,
/// }
///
/// assert_eq!(Mode::parse(b"+CWMODE_DEF:1"), Some(Ok(Mode { scope: Scope::Default, mode: 1 })));
/// assert_eq!(Mode::parse(b"+MODE:1"), Some(Ok(Mode { scope: Scope::Unsuffixed, mode: 1 })));
/// assert_eq!(Mode::parse(b"ready"), None);
/// let mut buf = [0; 32];
/// assert_eq!(Connected { link: None }.write(&mut buf), Ok(&b"CONNECT"[..]));
/// assert_eq!(Connected { link: Some(2) }.write(&mut buf), Ok(&b"2,CONNECT"[..]));
/// assert_eq!(Message::parse(b"a/b -> 21,5").unwrap().unwrap().text, "21,5");
/// ```
///
/// # Fields that a mask switches
///
/// `#[at(bit = SSID)]` on an `Option` names the mask's constant. `Line::parse` expects all of them, but for those with
/// `optional` as well, which not every module sends. `parse_masked` knows which were asked for, and `mask` tells which are there.
///
/// ```
/// use wizfi360_proto::{Line, Value};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Value)]
/// #[at(bits = 0x3)]
/// pub struct ScanMask(u8);
///
/// impl ScanMask {
///     const ECN: Self = Self(1 << 0);
///     const CHANNEL: Self = Self(1 << 1);
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Line)]
/// #[at(prefix = "+CWLAP:(", ending = ")", mask = ScanMask)]
/// pub struct Ap {
///     #[at(bit = ECN)]
///     ecn: Option<u8>,
///     #[at(bit = CHANNEL)]
///     channel: Option<u8>,
/// }
///
/// let ap = Ap::parse_masked(b"+CWLAP:(11)", ScanMask::CHANNEL).unwrap().unwrap();
/// assert_eq!(ap, Ap { ecn: None, channel: Some(11) });
/// assert_eq!(ap.mask(), ScanMask::CHANNEL);
/// ```
///
/// # Texts that a stranger chooses
///
/// An SSID is whatever somebody broadcasts, and the module may send it without escapes. `#[at(unescaped)]` on an `AtStr` looks for its end
/// where everything behind it can be read; if there are several such places, the line is refused as ambiguous.
///
/// ```
/// use wizfi360_proto::{AtStr, Line};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Line)]
/// #[at(prefix = "+AP:")]
/// pub struct Ap<'a> {
///     #[at(unescaped)]
///     ssid: AtStr<'a>,
///     rssi: i16,
/// }
///
/// let ap = Ap::parse(br#"+AP:"ab",-1,"c",-50"#).unwrap().unwrap();
/// assert_eq!((ap.ssid, ap.rssi), (AtStr::new(r#"ab",-1,"c"#).unwrap(), -50));
/// ```
///
/// # One of several lines
///
/// In an enum each variant holds one line. The first that the text can be counts, so the more particular stands first.
///
/// ```
/// use wizfi360_proto::Line;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Line)]
/// #[at(keyword = "CLOSED")]
/// struct Closed {
///     link: Option<u8>,
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Line)]
/// #[at(prefix = "ready")]
/// struct Ready;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Line)]
/// enum Event {
///     Closed(Closed),
///     Ready(Ready),
/// }
///
/// assert_eq!(Event::parse(b"ready"), Some(Ok(Ready.into())));
/// assert_eq!(Event::parse(b"1,CLOSED"), Some(Ok(Event::Closed(Closed { link: Some(1) }))));
/// ```
#[proc_macro_derive(Line, attributes(at))]
pub fn derive_line(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive(&input, ast::Line::parse, valid::line, expand::line, fallback::line)
}

/// Parses, validates, expands. All mistakes are told at once, and an impl stands in for what they spoil.
fn derive<'a, T>(
    input: &'a DeriveInput,
    parse: fn(&'a DeriveInput, &mut Errors) -> Option<T>,
    validate: fn(&T, &mut Errors),
    expand: fn(&T) -> proc_macro2::TokenStream,
    fallback: fn(&DeriveInput, &syn::Error) -> proc_macro2::TokenStream,
) -> TokenStream {
    let mut errors = Errors::default();
    let parsed = parse(input, &mut errors);
    parsed.iter().for_each(|parsed| validate(parsed, &mut errors));
    match errors.finish() {
        Ok(()) => parsed.iter().map(expand).collect::<proc_macro2::TokenStream>().into(),
        Err(error) => fallback(input, &error).into(),
    }
}
