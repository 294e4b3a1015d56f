//! Parameter lists.

use super::{SourceView, TypeView, source::SpanView};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{FactoryValue, MaskBit, Mux, Param, Shape, Source, Type},
};

/// A parameter list. On the wire its parts stand in this order.
#[derive(Clone, Debug, Serialize)]
pub struct ShapeView {
    /// An optional first parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional_first: Option<ParamView>,
    /// The required parameters.
    pub list: Vec<ParamView>,
    /// Alternatives told apart by a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<ChoiceView>,
    /// Optional parameters at the end: all that it demands, or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tail: Option<Box<TailView>>,
}

/// Alternatives that a word selects.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    /// Its name.
    pub name: String,
    /// One or two sentences about it.
    pub doc: String,
    /// The parameter that holds the word.
    pub tag: String,
    /// The alternatives.
    pub variants: Vec<VariantView>,
}

/// One of several alternatives.
#[derive(Clone, Debug, Serialize)]
pub struct VariantView {
    /// The word that selects it.
    pub tag: String,
    /// One or two sentences about it.
    pub doc: String,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
    /// The parameters.
    pub params: ShapeView,
}

/// Optional parameters at the end of a list.
#[derive(Clone, Debug, Serialize)]
pub struct TailView {
    /// Its name.
    pub name: String,
    /// One or two sentences about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doc: String,
    /// The parameters.
    pub params: ShapeView,
}

/// A parameter.
#[derive(Clone, Debug, Serialize)]
pub struct ParamView {
    /// Its name.
    pub name: String,
    /// One or two sentences about it.
    pub doc: String,
    /// True if the request or line can do without it.
    pub optional: bool,
    /// True if `""` stands in its place when it is left out and something follows.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub may_be_omitted: bool,
    /// True if its value must not be shown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// In lines from the module: values besides the listed ones are kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// In lines from the module: it may be sent without escapes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unescaped: bool,
    /// The value that holds if it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// What the factory has set it to; of several, one for each firmware.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub factory: Vec<FactoryView>,
    /// The bit of a mask that switches it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mask_bit: Option<MaskBitView>,
    /// The setting of AT+CIPMUX under which it stands there, and only there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mux: Option<u8>,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
    /// The value type.
    #[serde(rename = "type")]
    pub ty: TypeView,
    /// Where it is documented.
    pub source: SourceView,
}

/// A factory default.
#[derive(Clone, Debug, Serialize)]
pub struct FactoryView {
    /// As written on the wire.
    pub value: String,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
    /// Where it is documented.
    pub source: SourceView,
}

impl FactoryView {
    fn new(factory: &FactoryValue, around: &Source) -> FactoryView {
        FactoryView {
            value: factory.value.clone(),
            firmware: SpanView::new(factory),
            source: SourceView::new(factory.source.as_ref().unwrap_or(around)),
        }
    }

    /// A sentence to stand behind others: ` Factory default: 2.`, or nothing.
    pub fn sentence(all: &[FactoryView]) -> String {
        let one =
            |factory: &FactoryView| format!("{} {}", factory.value, factory.firmware.span()).trim_end().to_string();
        match all {
            [] => String::new(),
            all => format!(" Factory default: {}.", all.iter().map(one).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// A bit of a mask.
#[derive(Clone, Debug, Serialize)]
pub struct MaskBitView {
    /// The value type of the mask.
    pub mask: String,
    /// The name of the bit.
    pub bit: String,
    /// The parameter that sets the mask: `<mask> of AT+CWLAPOPT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_by: Option<String>,
    /// True if some firmware leaves the parameter out even then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub may_be_absent: bool,
}

impl MaskBitView {
    fn new(spec: &Spec, when: &MaskBit) -> MaskBitView {
        let set_by = spec.commands().find_map(|(_, command)| {
            let mut params = command.forms.iter().flat_map(|form| &form.params.list);
            let param = params.find(|param| param.ty == Type::Domain(when.mask.clone()))?;
            Some(format!("<{}> of {}", param.name, command.names.first()?.name))
        });
        MaskBitView { mask: when.mask.clone(), bit: when.bit.clone(), set_by, may_be_absent: when.may_be_absent }
    }
}

/// Who sends what the list stands in: what the host sends is closed, what the module sends is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The host.
    Host,
    /// The module.
    Module,
}

/// What the pages of a list need to know of what is around it.
#[derive(Clone, Copy)]
pub struct Inherited<'s> {
    /// The spec.
    pub spec: &'s Spec,
    /// The source of what encloses the list.
    pub source: &'s Source,
    /// The side that sends the line.
    pub sender: Sender,
}

impl ShapeView {
    /// Resolves a parameter list.
    pub fn new(shape: &Shape, around: Inherited<'_>) -> ShapeView {
        ShapeView::inside(shape, around, false)
    }

    fn inside(shape: &Shape, around: Inherited<'_>, in_tail: bool) -> ShapeView {
        ShapeView {
            optional_first: shape.optional_first.as_ref().map(|param| ParamView::new(param, around, true)),
            list: shape.list.iter().map(|param| ParamView::new(param, around, in_tail)).collect(),
            choice: shape.choice.as_ref().map(|choice| ChoiceView {
                name: choice.name.clone(),
                doc: choice.doc.clone(),
                tag: choice.tag.clone(),
                variants: choice
                    .variants
                    .iter()
                    .map(|variant| VariantView {
                        tag: variant.tag.clone(),
                        doc: variant.doc.clone(),
                        firmware: SpanView::new(variant),
                        params: ShapeView::inside(&variant.params, around, in_tail),
                    })
                    .collect(),
            }),
            tail: shape.tail.as_ref().map(|tail| {
                Box::new(TailView {
                    name: tail.name.clone(),
                    doc: tail.doc.clone(),
                    params: ShapeView::inside(&tail.params, around, true),
                })
            }),
        }
    }

    /// True if nothing can be given.
    pub fn is_empty(&self) -> bool {
        self.optional_first.is_none() && self.list.is_empty() && self.choice.is_none() && self.tail.is_none()
    }

    /// All parameters outside of alternatives, then each alternative, then what follows: for each a heading or none.
    pub fn walk<'p>(&'p self, each: &mut impl FnMut(ShapeItem<'p>)) {
        self.optional_first.iter().for_each(|param| each(ShapeItem::Param(param)));
        self.list.iter().for_each(|param| each(ShapeItem::Param(param)));
        if let Some(choice) = &self.choice {
            each(ShapeItem::Choice(choice));
            for variant in &choice.variants {
                each(ShapeItem::Variant(choice, variant));
                variant.params.walk(each);
                each(ShapeItem::End);
            }
        }
        if let Some(tail) = &self.tail {
            each(ShapeItem::Tail(tail));
            tail.params.walk(each);
        }
    }

    /// How many parameters there are, the words of choices included.
    pub fn count(&self) -> usize {
        let mut count = 0;
        self.walk(&mut |step| count += usize::from(matches!(step, ShapeItem::Param(_) | ShapeItem::Choice(_))));
        count
    }
}

/// What a walk along a list comes by.
pub enum ShapeItem<'p> {
    /// A parameter.
    Param(&'p ParamView),
    /// Alternatives follow.
    Choice(&'p ChoiceView),
    /// An alternative.
    Variant(&'p ChoiceView, &'p VariantView),
    /// What follows is optional.
    Tail(&'p TailView),
    /// An alternative ends.
    End,
}

impl ParamView {
    fn new(param: &Param, around: Inherited<'_>, optional: bool) -> ParamView {
        let domain = match &param.ty {
            Type::Domain(name) => around.spec.domain(name),
            _ => None,
        };
        let ty = TypeView::new(around.spec, &param.ty);
        let own = param.source.as_ref().unwrap_or(around.source);
        ParamView {
            name: param.name.clone(),
            doc: param.doc.clone(),
            optional: optional || param.may_be_omitted || param.mask_bit.is_some(),
            may_be_omitted: param.may_be_omitted,
            secret: param.secret || domain.is_some_and(|domain| domain.secret),
            open: around.sender == Sender::Module && (param.open || matches!(ty.kind, "enum" | "words")),
            unescaped: param.unescaped,
            default: param.default.clone(),
            factory: param.factory.iter().map(|factory| FactoryView::new(factory, own)).collect(),
            mask_bit: param.mask_bit.as_ref().map(|when| MaskBitView::new(around.spec, when)),
            mux: param.mux.map(Mux::number),
            firmware: SpanView::new(param),
            ty,
            source: SourceView::new(own),
        }
    }
}
