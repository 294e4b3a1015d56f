//! The styles of the line that is typed and of its menu, in the types of the line editor.
//!
//! Its own choices do not do: it prints what is typed in white, and descriptions in yellow.

use crate::palette;
use anstyle::{Ansi256Color, Color, Effects};
use nu_ansi_term::Style;
use reedline::{ColumnarMenu, Highlighter, MenuBuilder, StyledText};

/// A style of the palette.
fn style(of: anstyle::Style) -> Style {
    let effects = of.get_effects();
    Style {
        foreground: number(of).map(nu_ansi_term::Color::Fixed),
        is_bold: effects.contains(Effects::BOLD),
        is_italic: effects.contains(Effects::ITALIC),
        is_underline: effects.contains(Effects::UNDERLINE),
        ..Style::default()
    }
}

/// The number of a style's colour among the 16.
fn number(of: anstyle::Style) -> Option<u8> {
    match of.get_fg_color() {
        Some(Color::Ansi(color)) => Some(Ansi256Color::from_ansi(color).index()),
        _ => None,
    }
}

/// The colour of the prompt.
pub(super) fn prompt() -> reedline::Color {
    number(palette::NAME).map_or(reedline::Color::Reset, reedline::Color::AnsiValue)
}

/// The menu that Tab opens.
pub(super) fn menu() -> ColumnarMenu {
    let selected = style(palette::VALUE).reverse();
    ColumnarMenu::default()
        .with_text_style(style(palette::PLAIN))
        .with_match_text_style(style(palette::PLAIN).underline())
        .with_description_text_style(style(palette::ASIDE))
        .with_selected_text_style(selected)
        .with_selected_match_text_style(selected.underline())
}

/// What is typed, in the terminal's own colour.
pub(super) struct Typed;

impl Highlighter for Typed {
    fn highlight(&self, line: &str, _: usize) -> StyledText {
        let mut text = StyledText::new();
        text.push((Style::default(), line.to_string()));
        text
    }
}
