//! Derives for the AT protocol of the WIZnet WizFi360: values, parameter lists and lines.

mod ast;
mod attr;
mod errors;
mod expand;
mod fallback;
mod prop;
mod valid;

use errors::Errors;
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// One parameter.
#[proc_macro_derive(Value, attributes(at))]
pub fn derive_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    value(&input).unwrap_or_else(|error| fallback::value(&input, &error)).into()
}

/// Parameters in a row, or a choice of such.
#[proc_macro_derive(Record, attributes(at))]
pub fn derive_record(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    record(&input).unwrap_or_else(|error| fallback::record(&input, &error)).into()
}

/// A line: parameters and the text around them, or one of several lines.
#[proc_macro_derive(Line, attributes(at))]
pub fn derive_line(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    line(&input).unwrap_or_else(|error| fallback::line(&input, &error)).into()
}

fn value(input: &DeriveInput) -> syn::Result<proc_macro2::TokenStream> {
    let mut errors = Errors::default();
    let value = ast::Value::parse(input, &mut errors);
    value.iter().for_each(|value| valid::value(value, &mut errors));
    errors.finish()?;
    Ok(value.iter().map(expand::value).collect())
}

fn record(input: &DeriveInput) -> syn::Result<proc_macro2::TokenStream> {
    let mut errors = Errors::default();
    let record = ast::Record::parse(input, &mut errors);
    record.iter().for_each(|record| valid::record(record, &mut errors));
    errors.finish()?;
    Ok(record.iter().map(expand::record).collect())
}

fn line(input: &DeriveInput) -> syn::Result<proc_macro2::TokenStream> {
    let mut errors = Errors::default();
    let line = ast::Line::parse(input, &mut errors);
    line.iter().for_each(|line| valid::line(line, &mut errors));
    errors.finish()?;
    Ok(line.iter().map(expand::line).collect())
}
