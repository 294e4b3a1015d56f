#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "check")]
mod check;
mod cloud;
pub mod deviate;
mod dispatch;
mod facts;
mod faults;
pub mod flash;
pub mod judge;
mod links;
mod module;
pub mod net;
mod occasions;
mod output;
mod printed;
mod ram;
#[cfg(feature = "run")]
pub mod run;
pub mod scenario;
mod system;
mod task;
mod tcpip;
mod testbed;
mod text;
mod timers;
mod wifi;
pub mod world;

pub use deviate::Deviation;
pub use faults::Faults;
pub use flash::Flash;
pub use module::Module;
pub use testbed::{Testbed, Unexpected};
pub use text::MacText;
pub use world::{Happening, World};
