//! Drivers that paste texts into a line as they are, as published ones do.

use super::{Line, findings};
use wizfi360_sim::judge::{Finding, Rule};

/// What is found of a join, as it is sent.
fn join(line: &'static str) -> Vec<Finding> {
    findings("", &[Line("AT+CWMODE_CUR=1"), Line(line)])
}

#[test]
fn a_pasted_text_is_shown_with_its_escapes() {
    for (sent, rule, right) in [
        // As the scenario has it: the text is known.
        (
            r#"AT+CWJAP_CUR="he said "hi", \o/","a,b"c\d-12""#,
            Rule::UnescapedQuote,
            r#"AT+CWJAP_CUR="he said \"hi\"\, \\o/","a\,b\"c\\d-12""#,
        ),
        // A text that nobody knows beforehand.
        (r#"AT+CWJAP_CUR="a"b","12345678""#, Rule::UnescapedQuote, r#"AT+CWJAP_CUR="a\"b",***"#),
        (r#"AT+CWJAP_CUR="a,b","12345678""#, Rule::MissingEscape, r#"AT+CWJAP_CUR="a\,b",***"#),
        (r#"AT+CWJAP_CUR="a\b","12345678""#, Rule::MissingEscape, r#"AT+CWJAP_CUR="a\\b",***"#),
        (r#"AT+CWJAP_CUR="ab\","12345678""#, Rule::MissingEscape, r#"AT+CWJAP_CUR="ab\\",***"#),
        // The quotes are escaped, the comma is not.
        (
            r#"AT+CWJAP_CUR="he said \"hi\", x","12345678""#,
            Rule::MissingEscape,
            r#"AT+CWJAP_CUR="he said \"hi\"\, x",***"#,
        ),
    ] {
        let found = join(sent);
        assert_eq!(found.len(), 1, "{sent}: {found:#?}");
        assert_eq!(found[0].rule, rule, "{sent}");
        assert_eq!(found[0].help, format!("send {right}"), "{sent}");
    }
}

#[test]
fn a_pasted_text_that_the_module_takes_for_another_one_is_told_if_it_is_known() {
    let scenario = super::scenario("");
    let judge = wizfi360_sim::judge::Judge::new(None).knowing("a\\\\b");
    let mut judges = [judge.clone(), judge];
    judges[0].host(0, b"AT+CWHOSTNAME=\"a\\\\b\"\r\n");
    judges[1].host(0, b"AT+CWHOSTNAME=\"a\\\\\\\\b\"\r\n");
    assert_eq!(judges[0].findings().len(), 1, "{:?}", judges[0].findings());
    assert_eq!(judges[0].findings()[0].help, r#"send AT+CWHOSTNAME="a\\\\b""#);
    assert_eq!(judges[1].findings(), []);
    assert!(!scenario.values.is_empty());
}

#[test]
fn what_is_escaped_as_it_should_be_is_no_finding() {
    for line in [
        r#"AT+CWJAP_CUR="he said \"hi\"\, \\o/","a\,b\"c\\d-12""#,
        r#"AT+CWJAP_CUR="home","12345678","64:E5:99:00:00:01""#,
        r#"AT+CWJAP_CUR="home","12345678","64:e5:99:00:00:01""#,
    ] {
        assert_eq!(join(line), [], "{line}");
    }
    assert_eq!(findings("", &[Line(r#"AT+MQTTTOPIC="a/b","c\,d""#)]), []);
}

#[test]
fn passwords_are_not_shown_unless_they_are_the_scenarios() {
    for line in [
        r#"AT+CWJAP_CUR="a"b","secret words""#,
        r#"AT+CWJAP_CUR="ab\","secret words""#,
        r#"AT+CWJAP_CUR="a,b","secret words""#,
        r#"AT+CWJAP_CUR="home","secret words","x""#,
        r#"AT+CWJAP="home","secret words""#,
        r#"AT+CWJPA="home","secret words""#,
        "AT+CWJAP_CUR=\"ho\r\nme\",\"secret words\"",
    ] {
        let found = join(line);
        assert!(!found.is_empty(), "{line}");
        for finding in found {
            assert!(!finding.to_string().contains("secret words"), "{line}: {finding}");
        }
    }
}
