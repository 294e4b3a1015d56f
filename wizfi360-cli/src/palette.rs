//! The styles of all output: readable on black and on white.
//!
//! A terminal has 16 colours of its own choice, and a background that a program does not know. Contrast as WCAG 2
//! defines it, on black / on white, for the two palettes that most others descend from:
//!
//! | colour         | VGA        | xterm      | worst |
//! |----------------|------------|------------|-------|
//! | bright blue    | 4.1 / 5.1  | 4.4 / 4.7  | 4.1   |
//! | magenta        | 3.3 / 6.4  | 4.5 / 4.7  | 3.3   |
//! | bright red     | 6.7 / 3.1  | 5.3 / 4.0  | 3.1   |
//! | bright black   | 2.8 / 7.5  | 5.3 / 4.0  | 2.8   |
//! | red            | 2.7 / 7.8  | 3.6 / 5.8  | 2.7   |
//! | bright magenta | 8.0 / 2.6  | 6.7 / 3.1  | 2.6   |
//! | green          | 6.8 / 3.1  | 9.7 / 2.2  | 2.2   |
//! | cyan           | 7.3 / 2.9  | 10.6 / 2.0 | 2.0   |
//! | yellow         | 4.0 / 5.2  | 12.3 / 1.7 | 1.7   |
//! | blue           | 1.6 / 13.3 | 2.2 / 9.4  | 1.6   |
//!
//! No colour reaches 4.5 everywhere, so no words depend on their colour. The three best are used; a test computes the
//! figures. Everything else is bold, underlined or italic, which takes the terminal's own colours. Dim is not used: it
//! halves the contrast in some terminals (4 on white, less on grey), and a light grey is worse.

use anstyle::{AnsiColor, Effects, Style};
use clap::builder::Styles;

/// Lines of the host.
pub(crate) const HOST: Style = AnsiColor::BrightBlue.on_default().effects(Effects::BOLD);
/// Lines of the module.
pub(crate) const MODULE: Style = AnsiColor::Magenta.on_default();
/// Errors, findings, failed commands.
pub(crate) const BAD: Style = AnsiColor::BrightRed.on_default().effects(Effects::BOLD);
/// Unknown and doubtful lines.
pub(crate) const UNKNOWN: Style = AnsiColor::BrightRed.on_default().effects(Effects::UNDERLINE);
/// Success.
pub(crate) const GOOD: Style = Style::new().effects(Effects::BOLD);
/// Names of parameters and rows.
pub(crate) const NAME: Style = AnsiColor::BrightBlue.on_default();
/// Values, names of commands.
pub(crate) const VALUE: Style = Style::new().effects(Effects::BOLD);
/// Sources, times and other asides.
pub(crate) const ASIDE: Style = Style::new().effects(Effects::ITALIC);
/// Headings.
pub(crate) const HEADING: Style = Style::new().effects(Effects::BOLD.insert(Effects::UNDERLINE));
/// Text.
pub(crate) const PLAIN: Style = Style::new();

/// The styles of `--help` and of clap's errors.
pub(crate) const HELP: Styles = Styles::plain()
    .header(HEADING)
    .usage(HEADING)
    .literal(VALUE)
    .placeholder(PLAIN)
    .error(BAD)
    .valid(VALUE)
    .invalid(UNKNOWN);

#[cfg(test)]
mod tests {
    use super::*;
    use anstyle::Color;

    type Rgb = [u8; 3];

    /// The 16 colours of a VGA text screen, in ANSI's order.
    const VGA: [Rgb; 16] = [
        [0, 0, 0],
        [170, 0, 0],
        [0, 170, 0],
        [170, 85, 0],
        [0, 0, 170],
        [170, 0, 170],
        [0, 170, 170],
        [170, 170, 170],
        [85, 85, 85],
        [255, 85, 85],
        [85, 255, 85],
        [255, 255, 85],
        [85, 85, 255],
        [255, 85, 255],
        [85, 255, 255],
        [255, 255, 255],
    ];

    /// Those of xterm.
    const XTERM: [Rgb; 16] = [
        [0, 0, 0],
        [205, 0, 0],
        [0, 205, 0],
        [205, 205, 0],
        [0, 0, 238],
        [205, 0, 205],
        [0, 205, 205],
        [229, 229, 229],
        [127, 127, 127],
        [255, 0, 0],
        [0, 255, 0],
        [255, 255, 0],
        [92, 92, 255],
        [255, 0, 255],
        [0, 255, 255],
        [255, 255, 255],
    ];

    const BLACK: Rgb = [0, 0, 0];
    const WHITE: Rgb = [255, 255, 255];

    /// The relative luminance of WCAG 2.
    fn luminance(rgb: Rgb) -> f64 {
        let [red, green, blue] = rgb.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    /// The least contrast that a colour has, on black and on white, in both palettes.
    fn worst(number: usize) -> f64 {
        let on = |back| [contrast(VGA[number], back), contrast(XTERM[number], back)];
        [on(BLACK), on(WHITE)].concat().into_iter().fold(f64::INFINITY, f64::min)
    }

    fn all() -> Vec<Style> {
        let help = [HELP.get_header(), HELP.get_usage(), HELP.get_literal(), HELP.get_placeholder()];
        let errors = [HELP.get_error(), HELP.get_valid(), HELP.get_invalid()];
        let ours = [HOST, MODULE, BAD, UNKNOWN, GOOD, NAME, VALUE, ASIDE, HEADING, PLAIN];
        ours.into_iter().chain(help.into_iter().chain(errors).copied()).collect()
    }

    #[test]
    fn the_colours_are_those_that_are_readable_on_black_and_on_white() {
        let mut by_contrast: Vec<usize> = (0..16).collect();
        by_contrast.sort_by(|a, b| worst(*b).total_cmp(&worst(*a)));
        let best = &by_contrast[..3];
        assert!(best.iter().all(|number| worst(*number) > 3.0), "WCAG's least for large text");
        for style in all() {
            assert!(style.get_bg_color().is_none(), "{style:?}");
            assert!(!style.get_effects().contains(Effects::DIMMED), "{style:?}");
            match style.get_fg_color() {
                Some(Color::Ansi(color)) => {
                    let number = usize::from(anstyle::Ansi256Color::from_ansi(color).index());
                    assert!(best.contains(&number), "{color:?}: {:.1}", worst(number));
                }
                Some(other) => panic!("{other:?} is not one of the 16"),
                None => {}
            }
        }
    }

    #[test]
    fn the_figures_are_those_of_the_table() {
        let table =
            [(12, 4.1), (5, 3.3), (9, 3.1), (8, 2.8), (1, 2.7), (13, 2.6), (2, 2.2), (6, 2.0), (3, 1.7), (4, 1.6)];
        for (number, figure) in table {
            assert!((worst(number) - figure).abs() < 0.06, "{number}: {}", worst(number));
        }
    }
}
