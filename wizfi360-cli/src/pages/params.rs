//! Parameter lists.

use super::{SourcePage, TypePage, source::SpanPage};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{FactoryValue, MaskBit, Mux, Param, Shape, Source, Type},
};

/// A parameter list. On the wire its parts stand in this order.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShapePage {
    /// An optional first parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) optional_first: Option<ParamPage>,
    pub(crate) list: Vec<ParamPage>,
    /// Alternatives told apart by a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) choice: Option<ChoicePage>,
    /// Optional parameters at the end: all that it demands, or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tail: Option<Box<TailPage>>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoicePage {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// The parameter that holds the word.
    pub(crate) tag: String,
    pub(crate) variants: Vec<VariantPage>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct VariantPage {
    pub(crate) tag: String,
    pub(crate) doc: String,
    #[serde(flatten)]
    pub(crate) firmware: SpanPage,
    pub(crate) params: ShapePage,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct TailPage {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) doc: String,
    pub(crate) params: ShapePage,
}

/// A parameter.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ParamPage {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// True if the request or line can do without it.
    pub(crate) optional: bool,
    /// True if `""` stands in its place when it is left out and something follows.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) may_be_omitted: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) secret: bool,
    /// In lines from the module: values besides the listed ones are kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) open: bool,
    /// In lines from the module: it may be sent without escapes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) unescaped: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    /// What the factory has set it to; of several, one for each firmware.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) factory: Vec<FactoryPage>,
    /// The bit of a mask that switches it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mask_bit: Option<MaskBitPage>,
    /// The setting of AT+CIPMUX under which it stands there, and only there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mux: Option<u8>,
    #[serde(flatten)]
    pub(crate) firmware: SpanPage,
    #[serde(rename = "type")]
    pub(crate) ty: TypePage,
    pub(crate) source: SourcePage,
}

/// A factory default.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactoryPage {
    /// As written on the wire.
    pub(crate) value: String,
    #[serde(flatten)]
    pub(crate) firmware: SpanPage,
    pub(crate) source: SourcePage,
}

impl FactoryPage {
    fn new(factory: &FactoryValue, around: &Source) -> FactoryPage {
        FactoryPage {
            value: factory.value.clone(),
            firmware: SpanPage::new(factory),
            source: SourcePage::new(factory.source.as_ref().unwrap_or(around)),
        }
    }

    /// A sentence to stand behind others: ` Factory default: 2.`, or nothing.
    pub(crate) fn sentence(all: &[FactoryPage]) -> String {
        let one =
            |factory: &FactoryPage| format!("{} {}", factory.value, factory.firmware.span()).trim_end().to_string();
        match all {
            [] => String::new(),
            all => format!(" Factory default: {}.", all.iter().map(one).collect::<Vec<_>>().join(", ")),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct MaskBitPage {
    pub(crate) mask: String,
    pub(crate) bit: String,
    /// The parameter that sets the mask: `<mask> of AT+CWLAPOPT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) set_by: Option<String>,
    /// True if some firmware leaves the parameter out even then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) may_be_absent: bool,
}

impl MaskBitPage {
    fn new(spec: &Spec, when: &MaskBit) -> MaskBitPage {
        let set_by = spec.commands().find_map(|(_, command)| {
            let mut params = command.forms.iter().flat_map(|form| &form.params.list);
            let param = params.find(|param| param.ty == Type::Domain(when.mask.clone()))?;
            Some(format!("<{}> of {}", param.name, command.names.first()?.name))
        });
        MaskBitPage { mask: when.mask.clone(), bit: when.bit.clone(), set_by, may_be_absent: when.may_be_absent }
    }
}

/// Who sends what the list stands in: what the host sends is closed, what the module sends is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    Host,
    Module,
}

/// What the pages of a list need to know of what is around it.
#[derive(Clone, Copy)]
pub(crate) struct Around<'s> {
    pub(crate) spec: &'s Spec,
    pub(crate) source: &'s Source,
    pub(crate) sender: Sender,
}

impl ShapePage {
    pub(crate) fn new(shape: &Shape, around: Around<'_>) -> ShapePage {
        ShapePage::inside(shape, around, false)
    }

    fn inside(shape: &Shape, around: Around<'_>, in_tail: bool) -> ShapePage {
        ShapePage {
            optional_first: shape.optional_first.as_ref().map(|param| ParamPage::new(param, around, true)),
            list: shape.list.iter().map(|param| ParamPage::new(param, around, in_tail)).collect(),
            choice: shape.choice.as_ref().map(|choice| ChoicePage {
                name: choice.name.clone(),
                doc: choice.doc.clone(),
                tag: choice.tag.clone(),
                variants: choice
                    .variants
                    .iter()
                    .map(|variant| VariantPage {
                        tag: variant.tag.clone(),
                        doc: variant.doc.clone(),
                        firmware: SpanPage::new(variant),
                        params: ShapePage::inside(&variant.params, around, in_tail),
                    })
                    .collect(),
            }),
            tail: shape.tail.as_ref().map(|tail| {
                Box::new(TailPage {
                    name: tail.name.clone(),
                    doc: tail.doc.clone(),
                    params: ShapePage::inside(&tail.params, around, true),
                })
            }),
        }
    }

    /// True if nothing can be given.
    pub(crate) fn is_empty(&self) -> bool {
        self.optional_first.is_none() && self.list.is_empty() && self.choice.is_none() && self.tail.is_none()
    }

    /// All parameters outside of alternatives, then each alternative, then what follows: for each a heading or none.
    pub(crate) fn walk<'p>(&'p self, each: &mut impl FnMut(Step<'p>)) {
        self.optional_first.iter().for_each(|param| each(Step::Param(param)));
        self.list.iter().for_each(|param| each(Step::Param(param)));
        if let Some(choice) = &self.choice {
            each(Step::Choice(choice));
            for variant in &choice.variants {
                each(Step::Variant(choice, variant));
                variant.params.walk(each);
                each(Step::End);
            }
        }
        if let Some(tail) = &self.tail {
            each(Step::Tail(tail));
            tail.params.walk(each);
        }
    }

    /// How many parameters there are, the words of choices included.
    pub(crate) fn count(&self) -> usize {
        let mut count = 0;
        self.walk(&mut |step| count += usize::from(matches!(step, Step::Param(_) | Step::Choice(_))));
        count
    }
}

/// What a walk along a list comes by.
pub(crate) enum Step<'p> {
    Param(&'p ParamPage),
    Choice(&'p ChoicePage),
    Variant(&'p ChoicePage, &'p VariantPage),
    /// What follows is optional.
    Tail(&'p TailPage),
    /// An alternative ends.
    End,
}

impl ParamPage {
    fn new(param: &Param, around: Around<'_>, optional: bool) -> ParamPage {
        let domain = match &param.ty {
            Type::Domain(name) => around.spec.domain(name),
            _ => None,
        };
        let ty = TypePage::new(around.spec, &param.ty);
        let own = param.source.as_ref().unwrap_or(around.source);
        ParamPage {
            name: param.name.clone(),
            doc: param.doc.clone(),
            optional: optional || param.may_be_omitted || param.mask_bit.is_some(),
            may_be_omitted: param.may_be_omitted,
            secret: param.secret || domain.is_some_and(|domain| domain.secret),
            open: around.sender == Sender::Module && (param.open || matches!(ty.kind, "enum" | "words")),
            unescaped: param.unescaped,
            default: param.default.clone(),
            factory: param.factory.iter().map(|factory| FactoryPage::new(factory, own)).collect(),
            mask_bit: param.mask_bit.as_ref().map(|when| MaskBitPage::new(around.spec, when)),
            mux: param.mux.map(Mux::number),
            firmware: SpanPage::new(param),
            ty,
            source: SourcePage::new(own),
        }
    }
}
