//! Rules across the parameters of a request.

use core::fmt;

/// What a rule demands of the parameters that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum RuleKind {
    /// Those that are given differ.
    Distinct,
    /// The first is given if the second has certain values.
    RequiredIf,
    /// The first is given only if the second has certain values.
    OnlyIf,
    /// The first, a text, is empty if the second has certain values.
    EmptyIf,
    /// The first, a text, is not empty if the second has certain values.
    FilledIf,
    /// The first is not greater than the second.
    Ordered,
    /// Addresses are in one network.
    SameNetwork,
}

/// A rule across the parameters of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Rule {
    /// What it demands.
    pub kind: RuleKind,
    /// The parameters that it names, by the manual's words.
    pub params: &'static [&'static str],
    /// The rule in a sentence, with its source.
    pub text: &'static str,
}

/// A rule across the parameters of a request is broken: each is right for itself.
///
/// Constructors and setters of requests return it, and reading refuses such a request with
/// [`DecodeError::RuleViolation`](crate::DecodeError::RuleViolation). It holds no values.
///
/// ```
/// use std::net::Ipv4Addr;
/// use wizfi360_proto::{SuffixedScope, commands::cipdns, domains::DnsEnable};
///
/// let set = cipdns::Set::new(SuffixedScope::Current, DnsEnable::UserDefined);
/// let server = Ipv4Addr::new(1, 1, 1, 1);
/// let violation = set.with_dns_server1(server, server).unwrap_err();
/// assert_eq!(violation.params(), ["DNS server0", "DNS server1"]);
/// assert!(violation.to_string().starts_with("<DNS server0> and <DNS server1> differ"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct RuleViolation(&'static Rule);

impl RuleViolation {
    /// The violation of this rule.
    pub const fn of(rule: &'static Rule) -> Self {
        RuleViolation(rule)
    }

    /// Returns the rule that is broken.
    pub const fn rule(self) -> &'static Rule {
        self.0
    }

    /// Returns the parameters that the rule names, by the manual's words.
    pub const fn params(self) -> &'static [&'static str] {
        self.0.params
    }
}

impl fmt::Display for RuleViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.text)
    }
}

impl core::error::Error for RuleViolation {}
