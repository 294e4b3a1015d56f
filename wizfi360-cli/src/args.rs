//! What can be typed behind `wizfi360`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::{
    net::{SocketAddr, ToSocketAddrs},
    path::PathBuf,
};
use wizfi360_spec::model::Firmware;

/// The AT protocol of the WIZnet WizFi360 Wi-Fi module: decode it, encode it, look it up.
#[derive(Debug, Parser)]
#[command(name = "wizfi360", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  wizfi360 demo                             requests, and a module's answers, explained
  wizfi360 decode uart.log                  explain what a module said
  wizfi360 explain AT+CIPSTART              a command's page
  wizfi360 explain busy                     names are found in any case, in part, by plain words
  wizfi360 encode AT+CWMODE_CUR --set mode=1 > /dev/ttyUSB0
  wizfi360 sim --tcp 127.0.0.1:3600         a virtual module to test a driver with

Exit codes: 0 fine; 1 the input holds something unknown or refused, or coverage is below --min;
2 wrong usage, wrong value, or a file that cannot be read.")]
pub(crate) struct Cli {
    /// When to colour: `auto` means on a terminal.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(Demo),
    Decode(Decode),
    Encode(Encode),
    Explain(Explain),
    Spec(SpecArgs),
    Coverage(Coverage),
    Sim(Sim),
    Shell(Shell),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// Where the spec comes from.
#[derive(Debug, Args)]
pub(crate) struct Folder {
    /// Reads the spec from this folder (laid out as `spec/` is) instead of the one built in.
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// Shows what the crates do: typed requests as bytes, and a recorded module, explained.
///
/// Needs no module and no file. The answers are those of a real module; the recording ships with the project.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 demo
  wizfi360 demo --color always | less -R")]
pub(crate) struct Demo {}

/// Explains what a module, or a host, said.
///
/// The input is either the raw bytes of one side, or a log of both sides: lines that begin with `>>` for the host and
/// `<<` for the module (docs/log-format.md). Which of the two it is, is told from its beginning.
/// Raw input is read as it comes, so a serial port can be piped in.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 decode uart.log
  cat /dev/ttyUSB0 | wizfi360 decode -
  printf 'AT+CWMODE_CUR=1\\r\\n' | wizfi360 decode --from host
  wizfi360 decode --json uart.log | jq 'select(.kind == \"unknown\")'
  wizfi360 decode --folder my-spec uart.log
  wizfi360 decode --firmware 1.0.7.2 uart.log

Passwords and keys are shown as ***. Exit code 1: something in the input is unknown or refused.")]
pub(crate) struct Decode {
    /// The file to read; `-`, or none, is the standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Whose bytes a raw input holds (without it: the module's). Of a log of both sides, shows this side only.
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) from: Option<From>,
    /// How the input is written.
    #[arg(long, value_enum, value_name = "FORM", default_value = "auto")]
    pub(crate) input: Input,
    /// One JSON object for each event, one a line (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Each parameter on a line of its own, with what it is.
    #[arg(long, short, conflicts_with = "json")]
    pub(crate) long: bool,
    /// Tells of requests that this firmware does not have: `1.0.7.2`, as AT+GMR tells it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    /// Shows passwords and keys.
    #[arg(long)]
    pub(crate) show_secrets: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// What the host sends: requests and data.
    Host,
    /// What the module sends: echo, answers, messages, packets.
    Module,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Input {
    /// Told from its beginning.
    Auto,
    /// Bytes as they come over the wire, of one side.
    Raw,
    /// A log of both sides, line by line.
    Log,
}

/// Prints a request, byte for byte.
///
/// Values are given as they are meant: quotes and escapes are added here. What the module would not take is refused,
/// all mistakes at once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 encode AT+CWMODE_CUR --set mode=1 | xxd
  wizfi360 encode AT+CWMODE_CUR --set mode=Station
  wizfi360 encode AT+CWJAP_CUR --set ssid='ab\\,c' --set pwd='12345678\"\\'
  wizfi360 encode AT+CWJAP_CUR --set ssid=hex:ed959ceab880 --set pwd=12345678
  wizfi360 encode 'AT+CWMODE_CUR?'
  wizfi360 encode AT+CWSTARTSMART --set try_count=5 --firmware 1.0.7.2
  wizfi360 encode AT+CIPSTART --set type=TCP --set remote_ip=10.0.0.1 --set remote_port=5000 --json
  echo '{\"mode\": 1}' | wizfi360 encode AT+CWMODE_CUR --fields -

The names of parameters are the manual's; `wizfi360 explain AT+CIPSTART` lists them.
A blank in a name may be written as `_` or `-`. The bytes end with CR LF.
Exit code 2: a value is wrong, nothing is printed.")]
pub(crate) struct Encode {
    /// The command: `AT+CWMODE_CUR`. `?`, `=?` or `=` behind it chooses the form.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: String,
    /// A parameter by its name; `hex:0001ff` for bytes that are no text. Once for each parameter.
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Reads parameters as a JSON object from this file; `-` is the standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) fields: Option<PathBuf>,
    /// The form, where the name does not say it.
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) form: Option<FormArg>,
    /// Refuses what this firmware does not have: `1.0.7.2`, as AT+GMR tells it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    /// Prints a JSON object instead of the bytes (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Shows passwords and keys in the fields of `--json`. The bytes hold them in any case.
    #[arg(long, requires = "json")]
    pub(crate) show_secrets: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormArg {
    /// `AT+X=<parameters>`
    Set,
    /// `AT+X?`
    Query,
    /// `AT+X`
    Execute,
    /// `AT`, `AT+X=?`
    Test,
}

/// Shows the page of a command, message, final result or erratum; without a name, lists the commands.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 explain
  wizfi360 explain AT+CIPSTART
  wizfi360 explain join
  wizfi360 explain +IPD
  wizfi360 explain \"SEND OK\"
  wizfi360 explain 3.2.6
  wizfi360 explain AT+MQTTTOPIC --firmware 1.0.7.2
  wizfi360 explain AT+CWJAP --json")]
pub(crate) struct Explain {
    /// What to look up: a command, a message, a result, a section of the manual, an erratum, or plain words.
    #[arg(value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// Prints a JSON object (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// As of this firmware: `1.0.7.2`, as AT+GMR tells it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

/// Prints the whole spec, with all references resolved.
#[derive(Debug, Args)]
#[command(
    name = "spec",
    after_help = "\
Examples:
  wizfi360 spec --json > wizfi360.json
  wizfi360 spec --json | jq -r '.commands[].names[].name'
  wizfi360 spec --folder my-spec          check that a changed spec can be read"
)]
pub(crate) struct SpecArgs {
    /// Prints it as one JSON document (docs/json.md). Without it, how much there is.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

/// Tells how much of the manual is in the spec, section by section: forms, exchanges, limits, and the edge cases made from them.
///
/// Ends with exit code 1, and names what is missing, if a section is not covered.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 coverage
  wizfi360 coverage --folder my-spec --min 90
  wizfi360 coverage --json | jq '.sections[] | select(.covered | not)'")]
pub(crate) struct Coverage {
    /// Ends with exit code 1 only if fewer of the sections are covered, in percent.
    #[arg(long, value_name = "PERCENT", default_value_t = 100, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min: u8,
    /// Prints a JSON object (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Tells what of it this firmware has: `1.0.7.2`, as AT+GMR tells it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

/// Runs a virtual module that a driver can talk to.
///
/// It answers as real modules do, byte for byte, and has a world of its own around it. The one that is built in has the access points `wizfi360` (password
/// `password`), `WIZnet` (`12345678`) and `open`; some names such as example.com; and at every address an echo on ports 7 and 5000, a host that discards
/// on 9, HTTP on 80 and, with TLS, on 443, an MQTT broker on 1883 and, with TLS, on 8883.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("line").required(true).args(["tcp", "pty", "stdio", "print_world"]),
    after_help = "\
Examples:
  wizfi360 sim --tcp 127.0.0.1:3600               then: nc 127.0.0.1 3600
  wizfi360 sim --pty                              prints the path that a serial program opens
  wizfi360 sim --pty --trace                      shows the dialogue, explained, while it goes on
  wizfi360 sim --tcp 127.0.0.1:3600 --net host    real sockets instead of a virtual network
  wizfi360 sim --print-world > my.ron             a world to begin one's own with
  wizfi360 sim --tcp 127.0.0.1:3600 --world my.ron --flash flash.ron

It runs until it is interrupted. Exit code 2: wrong usage, or a file, port or terminal that cannot be had."
)]
pub(crate) struct Sim {
    /// Takes one program at a time at this address; port 0 for any. The address is printed.
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = address)]
    pub(crate) tcp: Option<SocketAddr>,
    /// Makes a pseudo-terminal and prints its path.
    #[arg(long)]
    pub(crate) pty: bool,
    /// Takes the standard input and output as the serial line; ends with the input.
    #[arg(long)]
    pub(crate) stdio: bool,
    /// Prints the built-in world and ends.
    #[arg(long)]
    pub(crate) print_world: bool,
    /// Runs so many modules, on consecutive ports or on terminals of their own.
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "stdio", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) count: u16,
    /// The world around the module, as a RON file.
    #[arg(long, value_name = "FILE")]
    pub(crate) world: Option<PathBuf>,
    /// Which firmware the module has, instead of the world's: `1.1.1.7`.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<String>,
    /// Answers as the manual prints it, where modules were seen to do something else.
    #[arg(long)]
    pub(crate) by_the_manual: bool,
    /// What the module is connected to.
    #[arg(long, value_enum, value_name = "KIND", default_value = "virtual")]
    pub(crate) net: Net,
    /// Under `--net host`: this host and port lie elsewhere. Once for each.
    #[arg(long, value_name = "HOST:PORT=HOST:PORT")]
    pub(crate) map: Vec<String>,
    /// Under `--net host`: the address at which the module's server and UDP are reached.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(crate) bind: std::net::Ipv4Addr,
    /// Keeps what a real module keeps over a restart. With `--count`, the second module has FILE.1, and so on.
    #[arg(long, value_name = "FILE")]
    pub(crate) flash: Option<PathBuf>,
    /// Writes the dialogue as a log (docs/log-format.md), passwords and all. With `--count`, as under `--flash`.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// Explains the dialogue on the standard error while it goes on.
    #[arg(long)]
    pub(crate) trace: bool,
    /// Shows passwords and keys under `--trace`.
    #[arg(long, requires = "trace")]
    pub(crate) show_secrets: bool,
    /// Lets things go wrong: `some` of everything, or as a world has it: `lost: 0.001, busy: 0.1`.
    ///
    /// Keys are lost, doubled and corrupted for each byte; busy, delay (with delay_ms), restart, link and access_point for each command; inside, for messages
    /// that stand inside an echo or right before a prompt; hostile: true for hostile SSIDs.
    #[arg(long, value_name = "FAULTS")]
    pub(crate) faults: Option<String>,
    /// Where the random numbers of the faults begin.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Makes the serial line as slow as its baud rate, which AT+UART_CUR sets.
    #[arg(long)]
    pub(crate) baud: bool,
}

/// An address and a port; a name such as `localhost` is looked up.
fn address(text: &str) -> Result<SocketAddr, String> {
    let found = text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    found.ok_or_else(|| "write an address and a port as in 127.0.0.1:3600, with port 0 for any".into())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Net {
    /// Hosts that stand in the world; no sockets.
    Virtual,
    /// Real sockets, names and brokers. Wi-Fi stays that of the world.
    Host,
}

/// An interactive line to a module: completes what is typed, checks it before it is sent, explains what comes back.
///
/// A command is typed as it is sent, or as a name with values: `cwjap_cur ssid=home pwd='secret words'`. What the module would not take is refused;
/// `!` before a line sends it all the same. When the module waits for data, that is asked for. `:help` tells the rest.
///
/// If the standard input is no terminal it is read as a script: a line after the other, each when the one before is at its end.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("module").required(true).args(["tcp", "port"]),
    after_help = "\
Examples:
  wizfi360 sim --tcp 127.0.0.1:3600 &
  wizfi360 shell --tcp 127.0.0.1:3600
  wizfi360 shell --port /dev/ttyUSB0
  wizfi360 shell --port COM3 --baud 921600
  printf 'AT\\nAT+GMR\\n' | wizfi360 shell --port /dev/ttyUSB0
  wizfi360 shell --tcp 127.0.0.1:3600 --json < script.txt | jq 'select(.kind == \"answer\")'

Passwords and keys are shown as ***; the history is kept in memory alone.
Exit codes of a script: 0 fine; 1 a line was refused, or a command has failed or timed out (the script ends there,
without --keep-going); 2 wrong usage, or the connection cannot be had or is lost."
)]
pub(crate) struct Shell {
    /// Connects to a module behind TCP: `wizfi360 sim --tcp`, or a serial line that is served so.
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) tcp: Option<String>,
    /// Opens a serial port: `/dev/ttyUSB0`, `/dev/pts/3`, `COM3`.
    #[arg(long, value_name = "PATH")]
    pub(crate) port: Option<String>,
    /// The speed of the serial port. A module has 115200 until AT+UART_DEF says otherwise.
    #[arg(long, value_name = "RATE", default_value_t = 115_200, conflicts_with = "tcp")]
    pub(crate) baud: u32,
    /// How long to wait for the end of a command, instead of what the spec advises for each.
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: Option<u64>,
    /// Goes on with a script after a line that failed.
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// One JSON object for each event, one a line, as `decode --json` prints them (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Each parameter on a line of its own, with what it is.
    #[arg(long, short, conflicts_with = "json")]
    pub(crate) long: bool,
    /// Shows passwords and keys.
    #[arg(long)]
    pub(crate) show_secrets: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}
