//! Every message, word for word.
//!
//! The files hold what the toolchain of `rust-toolchain.toml` prints. To renew them after a message was changed:
//! `TRYBUILD=overwrite cargo test -p wizfi360-derive --test ui`.

#[test]
fn messages_state_the_rule_and_the_way_out() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
