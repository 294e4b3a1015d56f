//! A deserializer without input: it fills every key of a model, and can alter one value.

use serde::{
    de::{self, IntoDeserializer, value::Error},
    forward_to_deserialize_any,
};

/// Every text, and one that is altered: firmware versions, for some keys take nothing else.
const USUAL: &str = "1.0.0.1";
pub(super) const ALTERED: &str = "1.0.0.2";

/// A step from a file to a value in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    /// A struct, or a variant with named fields, and one of its keys.
    Key(&'static str, &'static str),
    /// An enum, and the variant that was chosen.
    Variant(&'static str, &'static str),
    /// An element of a tuple.
    Part(usize),
}

/// A filled model. Optional values are present, lists have one element, flags are false.
#[derive(Default)]
pub(super) struct Fill {
    /// Which variant each enum has: its number, modulo the number of variants.
    variant: usize,
    /// The value that is another than usual, by its place in `values`.
    altered: Option<usize>,
    /// The way to each value, in the order of reading.
    pub(super) values: Vec<Vec<Step>>,
    most_variants: usize,
    way: Vec<Step>,
}

impl Fill {
    /// What fills with these variants, and alters this value.
    pub(super) fn new(variant: usize, altered: Option<usize>) -> Fill {
        Fill { variant, altered, ..Fill::default() }
    }

    /// Fills a type.
    pub(super) fn fill<T: de::DeserializeOwned>(&mut self) -> T {
        T::deserialize(self).expect("every type of the model takes a filled value")
    }

    /// The number of variants of the enum that has most.
    pub(super) fn most_variants(&self) -> usize {
        self.most_variants
    }

    /// Notes a value. True if it is the altered one.
    fn value(&mut self) -> bool {
        self.values.push(self.way.clone());
        self.altered == Some(self.values.len() - 1)
    }

    fn text(&mut self) -> &'static str {
        if self.value() { ALTERED } else { USUAL }
    }

    /// True inside a list of parameters that is inside another: shapes nest, and must end.
    fn is_deep(&self) -> bool {
        self.way.iter().filter(|step| matches!(step, Step::Key("Shape", _))).count() > 1
    }

    fn at<T>(&mut self, step: Step, read: impl FnOnce(&mut Fill) -> T) -> T {
        self.way.push(step);
        let read = read(self);
        self.way.pop();
        read
    }
}

impl<'de> de::Deserializer<'de> for &mut Fill {
    type Error = Error;

    fn deserialize_any<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text())
    }

    fn deserialize_bool<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let altered = self.value();
        visitor.visit_bool(altered)
    }

    fn deserialize_u64<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let altered = self.value();
        visitor.visit_u64(if altered { 2 } else { 1 })
    }

    fn deserialize_u8<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_i64<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_option<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_deep() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = if self.is_deep() { 0 } else { 1 };
        visitor.visit_seq(Elements { fill: self, left, part: None })
    }

    fn deserialize_tuple<V: de::Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Elements { fill: self, left, part: Some(0) })
    }

    fn deserialize_struct<V: de::Visitor<'de>>(
        self,
        name: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Keys { fill: self, name, keys: keys.iter() })
    }

    fn deserialize_enum<V: de::Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.most_variants = self.most_variants.max(variants.len());
        let chosen = |number: usize| variants[number % variants.len()];
        let usual = chosen(self.variant);
        let altered = self.at(Step::Variant(name, usual), Fill::value);
        let variant = if altered { chosen(self.variant + 1) } else { usual };
        self.at(Step::Variant(name, variant), |fill| visitor.visit_enum(Chosen { fill, variant }))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        tuple_struct map identifier ignored_any
    }
}

/// The elements of a list, or of a tuple.
struct Elements<'f> {
    fill: &'f mut Fill,
    left: usize,
    /// In a tuple: the number of the next one.
    part: Option<usize>,
}

impl<'de> de::SeqAccess<'de> for Elements<'_> {
    type Error = Error;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        let Some(part) = self.part else { return seed.deserialize(&mut *self.fill).map(Some) };
        self.part = Some(part + 1);
        self.fill.at(Step::Part(part), |fill| seed.deserialize(fill)).map(Some)
    }
}

/// The keys of a struct.
struct Keys<'f> {
    fill: &'f mut Fill,
    name: &'static str,
    keys: std::slice::Iter<'static, &'static str>,
}

impl<'de> de::MapAccess<'de> for Keys<'_> {
    type Error = Error;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        // The key stays: its value is read next.
        self.keys.as_slice().first().map(|key| seed.deserialize((*key).into_deserializer())).transpose()
    }

    fn next_value_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let key = self.keys.next().expect("a key was read");
        self.fill.at(Step::Key(self.name, key), |fill| seed.deserialize(fill))
    }
}

/// A chosen variant.
struct Chosen<'f> {
    fill: &'f mut Fill,
    variant: &'static str,
}

impl<'de> de::EnumAccess<'de> for Chosen<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: de::DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        Ok((seed.deserialize(self.variant.into_deserializer())?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Chosen<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: de::DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.fill)
    }

    fn tuple_variant<V: de::Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        de::Deserializer::deserialize_tuple(self.fill, length, visitor)
    }

    fn struct_variant<V: de::Visitor<'de>>(self, keys: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        de::Deserializer::deserialize_struct(self.fill, self.variant, keys, visitor)
    }
}
