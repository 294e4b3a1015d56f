//! Rules across parameters that the module's state decides.

use super::{ModuleState, PossibleValues};
use crate::{
    interpret::{Request, Value},
    model::{Network, ParamRule, RuleKind, StateValue},
};
use std::net::Ipv4Addr;

impl<'s> ModuleState<'s> {
    /// Returns the rules that a request breaks in this state, whichever of its possible values is true.
    ///
    /// The rules that the request breaks by itself, [`Interpreter`](crate::interpret::Interpreter) finds.
    pub fn broken_rules(&self, request: &Request<'s>) -> Vec<&'s ParamRule> {
        request.form.rules_of_all_firmware().filter(|rule| self.breaks(&rule.rule, request)).collect()
    }

    fn breaks(&self, rule: &RuleKind, request: &Request<'s>) -> bool {
        let RuleKind::SameNetwork(params, Network::State(variable)) = rule else { return false };
        let Some(PossibleValues::OneOf(values)) = self.get(variable, None) else { return false };
        let address =
            |name: &String| request.fields.iter().find(|field| field.name() == name).map(|field| &field.value);
        let given: Vec<Ipv4Addr> = params
            .iter()
            .filter_map(address)
            .filter_map(|value| if let Value::Ip(address) = value { Some(*address) } else { None })
            .collect();
        let is_outside = |value: &StateValue| {
            network(value)
                .is_some_and(|(network, mask)| given.iter().any(|address| address.to_bits() & mask != network))
        };
        !values.is_empty() && values.iter().all(is_outside)
    }
}

/// Returns the network and its mask of an address as it was sent: `"<ip>","<gateway>","<netmask>"`. Without a netmask it is
/// unknown.
fn network(value: &StateValue) -> Option<(u32, u32)> {
    let mut parts = value.0.split(',').map(|part| part.trim_matches('"').parse::<Ipv4Addr>());
    let (address, _, netmask) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let mask = netmask.to_bits();
    Some((address.to_bits() & mask, mask))
}
