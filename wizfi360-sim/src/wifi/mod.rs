//! The Wi-Fi commands, a file a family as in `spec/wifi`.

mod address;
mod dhcp;
mod join;
mod mode;
mod provisioning;
mod scan;
mod softap;

pub(crate) use join::Station;
pub(crate) use mode::octets;
pub(crate) use provisioning::Provisioning;
pub(crate) use softap::Guest;
