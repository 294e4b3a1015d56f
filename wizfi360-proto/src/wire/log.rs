//! Texts and addresses in logs and in serialized form.

#[cfg(feature = "defmt")]
mod with_defmt {
    use crate::{AtStr, BareText, Bytes, Mac, Params, Rest, Token, Verbatim, Writer, wire::Raw};
    use defmt::{Format, Formatter, write};

    impl Format for AtStr<'_> {
        fn format(&self, f: Formatter<'_>) {
            write!(f, "{=[u8]:a}", self.wire());
        }
    }

    impl Format for Verbatim<'_> {
        fn format(&self, f: Formatter<'_>) {
            write!(f, "{=[u8]:a}", self.as_bytes());
        }
    }

    impl Format for Rest<'_> {
        fn format(&self, f: Formatter<'_>) {
            write!(f, "{=[u8]:a}", self.as_bytes());
        }
    }

    impl Format for BareText<'_> {
        fn format(&self, f: Formatter<'_>) {
            write!(f, "{=[u8]:a}", self.as_bytes());
        }
    }

    impl Format for Bytes<'_> {
        fn format(&self, f: Formatter<'_>) {
            write!(f, "Bytes({})", Raw(self.rest));
        }
    }

    impl Format for Token<'_> {
        fn format(&self, f: Formatter<'_>) {
            match self {
                Token::Bare(text) => write!(f, "Bare({})", Raw(text)),
                Token::Quoted(text) => write!(f, "Quoted({})", Raw(text.wire())),
            }
        }
    }

    impl Format for Params<'_> {
        fn format(&self, f: Formatter<'_>) {
            write!(f, "Params {{ rest: {}, .. }}", self.rest.map(Raw));
        }
    }

    impl Format for Writer<'_> {
        fn format(&self, f: Formatter<'_>) {
            write!(f, "Writer {{ written: {}, .. }}", Raw(self.written()));
        }
    }

    impl Format for Mac {
        fn format(&self, f: Formatter<'_>) {
            let [a, b, c, d, e, g] = self.0;
            write!(f, "{=u8:02x}:{=u8:02x}:{=u8:02x}:{=u8:02x}:{=u8:02x}:{=u8:02x}", a, b, c, d, e, g);
        }
    }
}

#[cfg(feature = "serde")]
mod with_serde {
    use crate::{AtStr, BareText, Mac, Rest, Verbatim};
    use serde::{Serialize, Serializer};

    /// As what they print: text, with `\xff` for what is not UTF-8.
    macro_rules! as_printed {
        ($($name:ty)*) => {$(
            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }
        )*};
    }

    as_printed!(AtStr<'_> Verbatim<'_> Rest<'_> BareText<'_> Mac);
}
