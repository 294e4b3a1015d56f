//! `wizfi360 sim`.

use crate::completions;
use clap::{Args, ValueEnum};
use clap_complete::ArgValueCandidates;
use std::{
    net::{SocketAddr, ToSocketAddrs},
    path::PathBuf,
};

/// Runs a virtual module for drivers to connect to.
///
/// It responds as real modules do, byte for byte, in a simulated world. The built-in world has the access points `wizfi360` (password
/// `password`), `WIZnet` (`12345678`) and `open`; some host names such as example.com; and at every address an echo server on ports 7 and 5000, a discard
/// server on 9, HTTP on 80 (TLS: 443), and an MQTT broker on 1883 (TLS: 8883).
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("line").required(true).args(["tcp", "pty", "stdio", "print_world", "print_deviations"]),
    after_help = "\
Examples:
  wizfi360 sim --tcp 127.0.0.1:3600               then: nc 127.0.0.1 3600
  wizfi360 sim --pty                              prints the path to open as a serial port
  wizfi360 sim --pty --trace                      explains the session while it runs
  wizfi360 sim --tcp 127.0.0.1:3600 --net host    real sockets instead of a virtual network
  wizfi360 sim --tcp 127.0.0.1:3600 --speed 20    a minute takes three seconds
  wizfi360 sim --print-world > my.ron             a world to start your own from
  wizfi360 sim --tcp 127.0.0.1:3600 --world my.ron --flash flash.ron

It runs until it is interrupted. Exit code 2: wrong usage, or a file, port or terminal that cannot be opened."
)]
pub(crate) struct Sim {
    /// Listens at this address, for one connection at a time; port 0 for any free one. The address is printed.
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = address)]
    pub(crate) tcp: Option<SocketAddr>,
    /// Makes a pseudo-terminal and prints its path.
    #[arg(long)]
    pub(crate) pty: bool,
    /// Uses the standard input and output as the serial line; exits at the end of the input.
    #[arg(long)]
    pub(crate) stdio: bool,
    /// Prints the built-in world and exits.
    #[arg(long)]
    pub(crate) print_world: bool,
    /// Lists the deliberate faults for `--deviate`, with what each does, and exits.
    #[arg(long)]
    pub(crate) print_deviations: bool,
    /// Runs N modules, on consecutive ports or on N pseudo-terminals.
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
    /// Stores the module's flash in this file. With `--count`, the second module uses FILE.1, and so on.
    #[arg(long, value_name = "FILE")]
    pub(crate) flash: Option<PathBuf>,
    /// Writes a log of the session (docs/log-format.md), including passwords. With `--count`, numbered as for `--flash`.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// Explains the session on the standard error while it runs.
    #[arg(long)]
    pub(crate) trace: bool,
    /// Shows passwords and keys under `--trace`.
    #[arg(long, requires = "trace")]
    pub(crate) show_secrets: bool,
    /// Injects random faults: `some` of each kind, or with rates as in a world file: `lost: 0.001, busy: 0.1`.
    ///
    /// Keys are lost, doubled and corrupted for each byte; busy, delay (with delay_ms), restart, link and access_point for each command; inside, for messages
    /// that stand inside an echo or right before a prompt; hostile: true for hostile SSIDs.
    #[arg(long, value_name = "FAULTS")]
    pub(crate) faults: Option<String>,
    /// Injects this deliberate fault, always, to test conformance tests. Repeat it for several; `--print-deviations` lists them.
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(completions::faults))]
    pub(crate) deviate: Vec<String>,
    /// The seed of the random faults.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Runs the module's clock N times as fast: starts, scans, sleeps and timeouts take 1/N of their time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) speed: u32,
    /// Limits the serial line to its baud rate, which AT+UART_CUR sets.
    #[arg(long)]
    pub(crate) baud: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Net {
    /// The simulated hosts of the world; no sockets.
    Virtual,
    /// Real sockets, names and brokers. Wi-Fi stays that of the world.
    Host,
}

/// An address and a port; a name such as `localhost` is looked up.
pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    let found = text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    found.ok_or_else(|| "write an address and a port as in 127.0.0.1:3600, with port 0 for any".into())
}
