//! The cloud commands, a file a family as in `spec/cloud`.

mod aws;
mod azure;
mod broker;
mod mqtt;

pub(crate) use mqtt::Cloud;
