//! Line ends, empty lines, results, prompts, echo, and the order of what is said.

use super::{
    Deviation,
    Hook::{Answers, Says},
};

pub(super) const ROWS: &[Deviation] = &[
    Deviation {
        name: "ok-lost",
        wrong: "`OK` does not come.",
        caught_by: &["3.1.1/test/echoed"],
        hook: Says(|said| instead(said, OK, "")),
    },
    Deviation {
        name: "error-lost",
        wrong: "`ERROR` does not come.",
        caught_by: &["3.1.1/query/no-such-form"],
        hook: Says(|said| instead(said, ERROR, "")),
    },
    Deviation {
        name: "ok-for-error",
        wrong: "`OK` comes instead of `ERROR`.",
        caught_by: &["3.1.1/query/no-such-form"],
        hook: Says(|said| instead(said, ERROR, OK)),
    },
    Deviation {
        name: "error-for-ok",
        wrong: "`ERROR` comes instead of `OK`.",
        caught_by: &["3.1.1/test/echoed"],
        hook: Says(|said| instead(said, OK, ERROR)),
    },
    Deviation {
        name: "ok-behind-error",
        wrong: "`OK` comes behind `ERROR`.",
        caught_by: &["3.1.1/query/no-such-form"],
        hook: Says(|said| instead(said, ERROR, "\r\nERROR\r\n\r\nOK\r\n")),
    },
    Deviation {
        name: "ok-twice",
        wrong: "`OK` comes twice.",
        caught_by: &["3.1.2/execute"],
        hook: Says(|said| instead(said, OK, "\r\nOK\r\n\r\nOK\r\n")),
    },
    Deviation {
        name: "no-empty-line-before-ok",
        wrong: "No empty line stands before `OK`.",
        caught_by: &["3.1.2/execute"],
        hook: Says(|said| instead(said, OK, "OK\r\n")),
    },
    Deviation {
        name: "two-empty-lines-before-ok",
        wrong: "Two empty lines stand before `OK`.",
        caught_by: &["3.1.2/execute"],
        hook: Says(|said| instead(said, OK, "\r\n\r\nOK\r\n")),
    },
    Deviation {
        name: "no-empty-line-before-error",
        wrong: "No empty line stands before `ERROR`.",
        caught_by: &["3.1.1/query/no-such-form"],
        hook: Says(|said| instead(said, ERROR, "ERROR\r\n")),
    },
    Deviation {
        name: "blank-behind-ok",
        wrong: "A blank stands behind `OK`.",
        caught_by: &["3.1.1/test/echoed"],
        hook: Says(|said| instead(said, OK, "\r\nOK \r\n")),
    },
    Deviation {
        name: "ok-in-lower-case",
        wrong: "`ok` comes instead of `OK`.",
        caught_by: &["3.1.1/test/echoed"],
        hook: Says(|said| instead(said, OK, "\r\nok\r\n")),
    },
    Deviation {
        name: "lines-end-in-lf",
        wrong: "Lines end in LF alone.",
        caught_by: &["3.1.1/test/echoed"],
        hook: Says(|said| within(said, "\r\n", "\n")),
    },
    Deviation {
        name: "error-for-fail",
        wrong: "A join that fails ends with `ERROR` instead of `FAIL`.",
        caught_by: &["3.2.3/set/no-such-access-point"],
        hook: Says(|said| instead(said, "\r\nFAIL\r\n", ERROR)),
    },
    Deviation {
        name: "busy-in-silence",
        wrong: "A command is ignored in silence while another is under way.",
        caught_by: &["3.2.6/execute/told"],
        hook: Says(|said| said.starts_with("\r\nbusy").then(String::new)),
    },
    Deviation {
        name: "busy-is-an-error",
        wrong: "A command is answered with `ERROR` while another is under way.",
        caught_by: &["3.2.6/execute/told"],
        hook: Says(|said| said.starts_with("\r\nbusy").then(|| ERROR.into())),
    },
    Deviation {
        name: "reason-lost",
        wrong: "The reason before `ERROR` does not come.",
        caught_by: &["3.3.2/set/no-such-name"],
        hook: Says(|said| is_reason(said).then(String::new)),
    },
    Deviation {
        name: "wrong-reason",
        wrong: "Every reason is `no ip`, and that one is `MUX=0`.",
        caught_by: &["3.3.2/set/no-such-name"],
        hook: Says(|said| is_reason(said).then(|| if said == "no ip\r\n" { "MUX=0\r\n" } else { "no ip\r\n" }.into())),
    },
    Deviation {
        name: "prompt-without-ok",
        wrong: "No `OK` comes before the prompt.",
        caught_by: &["3.3.7/set/shortest"],
        hook: Says(|said| instead(said, OK_PROMPT, "\r\n>")),
    },
    Deviation {
        name: "prompt-before-ok",
        wrong: "The prompt comes before `OK`.",
        caught_by: &["3.3.7/set/shortest"],
        hook: Says(|said| instead(said, OK_PROMPT, "\r\n>\r\nOK\r\n")),
    },
    Deviation {
        name: "prompt-lost",
        wrong: "The prompt does not come.",
        caught_by: &["3.3.5/set/data/echoed"],
        hook: Says(|said| within(said, "\r\n>", "")),
    },
    Deviation {
        name: "prompt-is-a-line",
        wrong: "A line end stands behind the prompt.",
        caught_by: &["3.3.5/set/mode"],
        hook: Says(|said| within(said, "\r\n>", "\r\n>\r\n")),
    },
    Deviation {
        name: "send-ok-lost",
        wrong: "`SEND OK` does not come.",
        caught_by: &["3.3.7/set/shortest"],
        hook: Says(|said| within(said, "\r\nSEND OK\r\n", "")),
    },
    Deviation {
        name: "ok-for-send-ok",
        wrong: "`OK` comes instead of `SEND OK`.",
        caught_by: &["3.3.7/set/shortest"],
        hook: Says(|said| within(said, "\r\nSEND OK\r\n", OK)),
    },
    Deviation {
        name: "echo-cut",
        wrong: "The echo lacks the last byte of the line.",
        caught_by: &["3.1.1/test/echoed"],
        hook: Says(|said| {
            let line = said.strip_prefix("AT")?.strip_suffix("\r\n")?;
            let (end, _) = line.char_indices().next_back()?;
            Some(format!("AT{}\r\n", &line[..end]))
        }),
    },
    Deviation {
        name: "ok-before-answer",
        wrong: "`OK` comes before the lines that answer a query.",
        caught_by: &["3.1.7/query"],
        hook: Answers(|line, said| {
            let lines = said.strip_suffix(OK)?;
            (line.ends_with('?') && !lines.is_empty()).then(|| format!("{OK}{lines}"))
        }),
    },
    Deviation {
        name: "ok-lost-behind-answer",
        wrong: "`OK` does not come behind the lines that answer a query.",
        caught_by: &["3.1.7/query"],
        hook: Answers(|line, said| behind_answer(line, said, "")),
    },
    Deviation {
        name: "error-behind-answer",
        wrong: "`ERROR` comes behind the lines that answer a query.",
        caught_by: &["3.1.7/query"],
        hook: Answers(|line, said| behind_answer(line, said, ERROR)),
    },
    Deviation {
        name: "answers-end-in-lf",
        wrong: "The lines that answer a query end in LF alone.",
        caught_by: &["3.1.9/query"],
        hook: Answers(|line, said| {
            let lines = said.strip_suffix(OK).filter(|_| line.ends_with('?'))?;
            Some(format!("{}{OK}", lines.replace("\r\n", "\n")))
        }),
    },
    Deviation {
        name: "query-says-nothing",
        wrong: "A query is answered with `OK` alone.",
        caught_by: &["3.1.7/query"],
        hook: Answers(|line, said| (line.ends_with('?') && said.ends_with(OK)).then(|| OK.into())),
    },
    Deviation {
        name: "answer-twice",
        wrong: "The lines that answer a query come twice.",
        caught_by: &["3.1.7/query"],
        hook: Answers(|line, said| {
            let lines = said.strip_suffix(OK)?;
            (line.ends_with('?') && !lines.is_empty()).then(|| format!("{lines}{said}"))
        }),
    },
    Deviation {
        name: "closed-behind-ok",
        wrong: "`CLOSED` comes behind the `OK` of AT+CIPCLOSE.",
        caught_by: &["2.3/closed/comes", "3.3.13/execute"],
        hook: Answers(|line, said| {
            let closed = said.strip_suffix(OK).filter(|_| line.starts_with("AT+CIPCLOSE"))?;
            Some(format!("{OK}{closed}"))
        }),
    },
    Deviation {
        name: "text-without-empty-line",
        wrong: "No empty line stands before messages and packets.",
        caught_by: &["3.3.5/set/data/echoed"],
        hook: Says(|said| {
            let text = said.strip_prefix("\r\n").filter(|_| ![OK, ERROR, OK_PROMPT].contains(&said))?;
            Some(text.into())
        }),
    },
];

const OK: &str = "\r\nOK\r\n";
const ERROR: &str = "\r\nERROR\r\n";
/// What comes before data. It is said at once.
const OK_PROMPT: &str = "\r\nOK\r\n\r\n>";

/// The answer to a query with another end.
fn behind_answer(line: &str, said: &str, end: &str) -> Option<String> {
    let lines = said.strip_suffix(OK).filter(|lines| line.ends_with('?') && !lines.is_empty())?;
    Some(format!("{lines}{end}"))
}

/// A text for another one.
pub(super) fn instead(said: &str, this: &str, that: &str) -> Option<String> {
    (said == this).then(|| that.into())
}

/// A part of what is said for another one.
pub(super) fn within(said: &str, this: &str, that: &str) -> Option<String> {
    said.contains(this).then(|| said.replace(this, that))
}

fn is_reason(said: &str) -> bool {
    said.strip_suffix("\r\n").is_some_and(|text| wizfi360_proto::Reason::parse(text.as_bytes()).is_some())
}
