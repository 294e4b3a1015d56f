//! The line that somebody types: prompt, completion, hints, history. It has a thread of its own.

use super::{Answer, Ask, Input, complete, look};
use crate::{
    args::Color,
    paint::{ASIDE, In, is_coloured},
};
use reedline::{
    Completer, EditCommand, Emacs, ExternalPrinter, FileBackedHistory, Hinter, History, KeyCode, KeyModifiers,
    MenuBuilder, Prompt, PromptEditMode, PromptHistorySearch, Reedline, ReedlineEvent, ReedlineMenu, Signal, Span,
    Suggestion, default_emacs_keybindings,
};
use std::{
    borrow::Cow,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};
use wizfi360_spec::Spec;

/// How many lines are remembered. They are kept in memory alone: passwords stand in them.
const HISTORY: usize = 1000;

/// What stands behind the prompt.
const SIGN: &str = "> ";

/// How many lines the printer takes at a time.
const WAITING: usize = 1;

/// How long a line that the module says waits to be shown while somebody types.
const SHOWN_WITHIN: Duration = Duration::from_millis(10);

/// The thread that asks.
pub(super) struct Editor {
    pub(super) asks: Sender<Ask>,
    /// Prints above the line that is typed.
    pub(super) printer: ExternalPrinter<String>,
    give_up: Arc<AtomicBool>,
}

impl Editor {
    /// Ends the line that is typed, so that the terminal is as it was before.
    pub(super) fn give_up(&self) {
        self.give_up.store(true, Ordering::Relaxed);
    }
}

/// Starts it. Each line that is asked for is given to `inputs`.
pub(super) fn start(spec: &'static Spec, color: Color, inputs: Sender<Input>) -> Editor {
    let (asks, asked) = channel();
    let printer = ExternalPrinter::new(WAITING);
    let give_up = Arc::new(AtomicBool::new(false));
    let coloured = is_coloured(color);
    let (prints, ends) = (printer.clone(), give_up.clone());
    thread::spawn(move || ask(spec, coloured, prints, ends, &asked, &inputs));
    Editor { asks, printer, give_up }
}

fn ask(
    spec: &'static Spec,
    coloured: bool,
    printer: ExternalPrinter<String>,
    give_up: Arc<AtomicBool>,
    asked: &Receiver<Ask>,
    inputs: &Sender<Input>,
) {
    let mut editor = match line_editor(coloured) {
        Ok(editor) => editor.with_external_printer(printer).with_break_signal(give_up),
        Err(error) => {
            // Nobody may listen any more.
            let _ = inputs.send(Input::Answer(Answer::Broken(error)));
            return;
        }
    };
    for ask in asked {
        let completer = Completes { spec, ask };
        editor =
            editor.with_completer(Box::new(completer)).with_hinter(Box::new(Hints { spec, ask, shown: String::new() }));
        let answer = match editor.read_line(&Asking(ask)) {
            Ok(Signal::Success(line)) => Answer::Line(line),
            Ok(Signal::CtrlC) => Answer::GivenUp,
            Ok(_) => Answer::End,
            Err(error) => Answer::Broken(io::Error::other(error)),
        };
        if inputs.send(Input::Answer(answer)).is_err() {
            return;
        }
    }
}

fn line_editor(coloured: bool) -> io::Result<Reedline> {
    const MENU: &str = "completion";
    let mut keys = default_emacs_keybindings();
    let next = [ReedlineEvent::Menu(MENU.into()), ReedlineEvent::MenuNext];
    keys.add_binding(KeyModifiers::NONE, KeyCode::Tab, ReedlineEvent::UntilFound(next.into()));
    keys.add_binding(KeyModifiers::SHIFT, KeyCode::BackTab, ReedlineEvent::MenuPrevious);
    // What was given up with Ctrl-C is not to be found again by accident.
    keys.add_binding(KeyModifiers::CONTROL, KeyCode::Char('u'), ReedlineEvent::Edit(vec![EditCommand::CutFromStart]));
    let menu = look::menu().with_name(MENU).with_columns(1).with_marker(SIGN);
    let history = FileBackedHistory::new(HISTORY).map_err(io::Error::other)?;
    Ok(Reedline::create()
        .with_history(Box::new(history))
        .with_highlighter(Box::new(look::Typed))
        .with_menu(ReedlineMenu::EngineCompleter(Box::new(menu)))
        .with_edit_mode(Box::new(Emacs::new(keys)))
        .with_quick_completions(true)
        .with_partial_completions(true)
        .with_ansi_colors(coloured)
        .with_poll_interval(SHOWN_WITHIN)
        .use_bracketed_paste(true))
}

/// The prompt.
struct Asking(Ask);

impl Prompt for Asking {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        match self.0 {
            Ask::Command => "at".into(),
            Ask::Data(left) => format!("data {left}").into(),
            Ask::Pem => "PEM".into(),
            Ask::Transparent => "through".into(),
        }
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        "".into()
    }

    fn render_prompt_indicator(&self, _: PromptEditMode) -> Cow<'_, str> {
        SIGN.into()
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        "  > ".into()
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        format!("(search: {}) ", search.term).into()
    }

    fn get_prompt_color(&self) -> reedline::Color {
        look::prompt()
    }

    fn get_indicator_color(&self) -> reedline::Color {
        look::prompt()
    }
}

/// What Tab offers.
struct Completes {
    spec: &'static Spec,
    ask: Ask,
}

impl Completer for Completes {
    fn complete(&mut self, line: &str, at: usize) -> Vec<Suggestion> {
        let before = line.get(..at).unwrap_or(line);
        let found = complete::candidates(self.spec, self.ask, before);
        let suggestion = |candidate: wizfi360_reference::complete::Candidate| Suggestion {
            value: candidate.text,
            description: Some(candidate.doc),
            span: Span::new(candidate.start, at),
            append_whitespace: candidate.takes_blank,
            ..Suggestion::default()
        };
        found.into_iter().map(suggestion).collect()
    }
}

/// What may follow, behind the cursor. It is not there to be taken over.
struct Hints {
    spec: &'static Spec,
    ask: Ask,
    shown: String,
}

impl Hinter for Hints {
    fn handle(&mut self, line: &str, at: usize, _: &dyn History, coloured: bool, _: &str) -> String {
        let is_behind = at == line.len() && self.ask == Ask::Command;
        self.shown = if is_behind { wizfi360_reference::complete::hint(self.spec, line) } else { String::new() };
        if coloured { In(ASIDE, &self.shown).to_string() } else { String::new() }
    }

    fn complete_hint(&self) -> String {
        String::new()
    }

    fn next_hint_token(&self) -> String {
        String::new()
    }
}
