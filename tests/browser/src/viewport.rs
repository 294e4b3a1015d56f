//! Screens that pages are looked at on.

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// Its width in CSS pixels.
    pub width: u32,
    /// Its height in CSS pixels.
    pub height: u32,
    /// True for a phone: touch, and `meta viewport` counts.
    pub phone: bool,
    /// True if its user prefers dark colours.
    pub dark: bool,
}

impl Viewport {
    /// A window on a desktop.
    pub const DESKTOP: Viewport = Viewport { width: 1280, height: 900, phone: false, dark: false };

    /// A common phone.
    pub const PHONE: Viewport = Viewport { width: 390, height: 844, phone: true, dark: false };

    /// Returns the same screen with dark colours.
    pub const fn dark(self) -> Viewport {
        Viewport { dark: true, ..self }
    }
}
