//! The mutants of a source file, all in one text that switches between them.

use super::{edits::Edits, patterns};
use std::ops::Range;
use syn::{
    Arm, Attribute, BinOp, Block, Expr, ExprBinary, ExprIf, ExprLit, ExprMacro, ExprMatch, Ident, Lit, Local, Pat,
    Signature, Stmt, Token, UnOp,
    parse::{ParseStream, Parser},
    spanned::Spanned,
    visit::{self, Visit},
};

/// A change of the source that a test should notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mutant {
    /// File, function, place and change. Unique, and without the line, so that it lasts.
    pub(super) name: String,
    pub(super) file: String,
    pub(super) line: usize,
}

/// A source file with all of its mutants.
pub(super) struct Switched {
    pub(super) text: String,
    /// The first has the number that was asked for.
    pub(super) mutants: Vec<Mutant>,
    /// Mutants of functions that run at compile time, which nothing can switch.
    pub(super) constant: usize,
}

/// Makes the mutants of a file; they are numbered from `first` on.
pub(super) fn switched(file: &str, text: &str, first: usize) -> syn::Result<Switched> {
    let parsed = syn::parse_file(text)?;
    let mut walk = Walk {
        text,
        file,
        function: String::new(),
        first,
        edits: Edits::new(text),
        mutants: Vec::new(),
        constant: 0,
        places: Vec::new(),
        declared: Vec::new(),
    };
    walk.visit_file(&parsed);
    let text = walk.edits.rendered(0..text.len());
    Ok(Switched { text, mutants: walk.mutants, constant: walk.constant })
}

struct Walk<'t> {
    text: &'t str,
    file: &'t str,
    /// The function that is walked.
    function: String,
    first: usize,
    edits: Edits<'t>,
    mutants: Vec<Mutant>,
    constant: usize,
    /// Names without the number that makes them unique.
    places: Vec<String>,
    /// Variables that are declared without a value: it would not compile without an assignment to one.
    declared: Vec<Ident>,
}

impl Walk<'_> {
    /// Adds a mutant and returns its number.
    fn add(&mut self, at: &impl Spanned, change: &str) -> usize {
        let place = self.shown(range(at));
        let name = format!("{}, {}: `{place}`: {change}", self.file, self.function);
        let same = self.places.iter().filter(|other| **other == name).count();
        self.places.push(name.clone());
        let name = if same > 0 { format!("{name} (#{})", same + 1) } else { name };
        self.mutants.push(Mutant { name, file: self.file.to_string(), line: at.span().start().line });
        self.first + self.mutants.len() - 1
    }

    /// The text of a place on one line, its middle left out if it is long.
    fn shown(&self, at: Range<usize>) -> String {
        let words: Vec<_> = self.text[at].split_whitespace().collect();
        let line = words.join(" ");
        let length = line.chars().count();
        if length <= 90 {
            return line;
        }
        let (start, end): (String, String) =
            (line.chars().take(60).collect(), line.chars().skip(length - 25).collect());
        format!("{start} ... {end}")
    }

    fn function(&mut self, signature: &Signature, attributes: &[Attribute], block: &Block) {
        if is_left_out(attributes) {
            return;
        }
        let outer = std::mem::replace(&mut self.function, signature.ident.to_string());
        self.declared.clear();
        if signature.constness.is_some() {
            let mut aside = Walk {
                text: self.text,
                file: self.file,
                function: String::new(),
                first: 0,
                edits: Edits::new(self.text),
                mutants: Vec::new(),
                constant: 0,
                places: Vec::new(),
                declared: Vec::new(),
            };
            aside.visit_block(block);
            self.constant += aside.mutants.len();
        } else {
            self.visit_block(block);
        }
        self.function = outer;
    }

    fn comparison(&mut self, binary: &ExprBinary, function: &str, changes: &[&str]) {
        let (left, right) = (range(&binary.left), range(&binary.right));
        let mut number = None;
        for change in changes {
            let added = self.add(binary, &format!("`{}` to `{change}`", operator(&binary.op)));
            number = number.or(Some(added));
        }
        let number = number.unwrap_or(0);
        self.edits.replace(left.end..right.start, "), &(");
        self.edits.wrap(left.start..right.end, format!("crate::mutant::{function}({number}, &("), "))");
    }

    /// An operand of `&&` or `||`, which its mutant replaces by what changes nothing there.
    fn half(&mut self, whole: &ExprBinary, half: &Expr, side: &str) {
        match half {
            Expr::Let(_) => self.no_match(half),
            half if has_let(half) => {}
            half => {
                let number = self.add(whole, &format!("without its {side} half"));
                let switch = match whole.op {
                    BinOp::And(_) => format!("(crate::mutant::on({number}) || ("),
                    _ => format!("(!crate::mutant::on({number}) && ("),
                };
                self.edits.wrap(range(half), switch, "))");
            }
        }
    }

    /// A `let` in a condition that never matches.
    fn no_match(&mut self, condition: &Expr) {
        let number = self.add(condition, "never");
        self.edits.before(range(condition).start, format!("!crate::mutant::on({number}) && "));
    }

    /// A condition without operators of its own: always true, and never if `never`.
    fn condition(&mut self, condition: &Expr, never: bool) {
        if has_operator(condition) {
            return;
        }
        let always = self.add(condition, "always true");
        let switch = if never {
            let never = self.add(condition, "never true");
            format!("(crate::mutant::on({always}) || !crate::mutant::on({never}) && (")
        } else {
            format!("(crate::mutant::on({always}) || (")
        };
        self.edits.wrap(range(condition), switch, "))");
    }

    /// The numbers of an arm's mutants, and the arms to put before it, each with `=>` and `body`.
    fn arm(&mut self, pattern: &Pat, guard: Option<&Expr>, body: &str, may_be_left_out: bool) -> (Vec<usize>, String) {
        let (mut numbers, mut before) = (Vec::new(), String::new());
        if may_be_left_out {
            numbers.push(self.add(pattern, "arm left out"));
        }
        let guard = guard.map(|guard| format!(" && ({})", self.edits.rendered(range(guard)))).unwrap_or_default();
        for variant in patterns::variants(self.text, pattern) {
            let number = self.add(pattern, &variant.change);
            numbers.push(number);
            before += &format!("{} if crate::mutant::on({number}){guard} => {body}, ", variant.text);
        }
        (numbers, before)
    }

    fn arms(&mut self, whole: &ExprMatch) {
        let is_catch_all = |arm: &Arm| match &arm.pat {
            Pat::Wild(_) => true,
            Pat::Ident(ident) => ident.subpat.is_none() && ident.ident.to_string().starts_with(char::is_lowercase),
            _ => false,
        };
        let catches_all = whole.arms.last().is_some_and(is_catch_all);
        let mut guarded = false;
        for arm in &whole.arms {
            let (pattern, guard) = match &arm.pat {
                Pat::Guard(guarded) => (&*guarded.pat, Some(&*guarded.guard)),
                pattern => (pattern, None),
            };
            if let Some(guard) = guard {
                self.visit_expr(guard);
                self.condition(guard, false);
            }
            self.visit_expr(&arm.body);
            if !arm.attrs.is_empty() || is_catch_all(arm) {
                continue;
            }
            let body = self.edits.rendered(range(&arm.body));
            let (numbers, before) = self.arm(pattern, guard, &body, catches_all);
            if numbers.is_empty() {
                continue;
            }
            guarded = true;
            self.edits.before(range(pattern).start, before);
            match guard {
                Some(guard) => {
                    self.edits.wrap(range(guard), format!("crate::mutant::off(&{numbers:?}) && ("), ")");
                }
                None => self.edits.after(range(pattern).end, format!(" if crate::mutant::off(&{numbers:?})")),
            }
        }
        if guarded && !catches_all {
            let comma = if whole.arms.last().is_some_and(|arm| arm.comma.is_none()) { "," } else { "" };
            let end = whole.brace_token.span.close().byte_range().start;
            self.edits.after(end, format!("{comma} _ => crate::mutant::no_arm() "));
        }
    }

    /// `matches!`, as the `match` that it expands to.
    fn matches(&mut self, whole: &ExprMacro) {
        let parts = |input: ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            let guard = match input.parse::<Option<Token![if]>>()? {
                Some(_) => Some(input.parse::<Expr>()?),
                None => None,
            };
            input.parse::<Option<Token![,]>>()?;
            Ok((value, pattern, guard))
        };
        let Ok((value, pattern, guard)) = parts.parse2(whole.mac.tokens.clone()) else { return };
        self.visit_expr(&value);
        if let Some(guard) = &guard {
            self.visit_expr(guard);
            self.condition(guard, false);
        }
        let (numbers, before) = self.arm(&pattern, guard.as_ref(), "true", true);
        let guard = guard.map(|guard| format!(" && ({})", self.edits.rendered(range(&guard)))).unwrap_or_default();
        let (value, pattern) = (self.edits.rendered(range(&value)), &self.text[range(&pattern)]);
        let switch = format!("if crate::mutant::off(&{numbers:?}){guard}");
        self.edits
            .replace(range(whole), format!("(match {value} {{ {before}{pattern} {switch} => true, _ => false }})"));
    }

    fn literal(&mut self, literal: &ExprLit) {
        match &literal.lit {
            Lit::Bool(_) => {
                let number = self.add(literal, "inverted");
                self.edits.wrap(range(literal), format!("crate::mutant::flip({number}, "), ")");
            }
            Lit::Int(value) if !value.to_string().starts_with("0x") => {
                let number = self.add(literal, "one more");
                self.add(literal, "one less");
                self.edits.wrap(range(literal), format!("crate::mutant::int({number}, "), ")");
            }
            _ => {}
        }
    }

    /// An expression that its mutant leaves out.
    fn left_out(&mut self, expression: &Expr) {
        let number = self.add(expression, "left out");
        self.edits.wrap(range(expression), format!("if !crate::mutant::on({number}) {{ "), " }");
    }
}

impl<'a> Visit<'a> for Walk<'_> {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.function(&item.sig, &item.attrs, &item.block);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.sig, &item.attrs, &item.block);
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, &item.attrs, block);
        }
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_left_out(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        if !is_left_out(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    // What runs at compile time, and what is no expression.
    fn visit_item_const(&mut self, _: &'a syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'a syn::ItemStatic) {}
    fn visit_item_enum(&mut self, _: &'a syn::ItemEnum) {}
    fn visit_item_struct(&mut self, _: &'a syn::ItemStruct) {}
    fn visit_item_macro(&mut self, _: &'a syn::ItemMacro) {}
    fn visit_impl_item_const(&mut self, _: &'a syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'a syn::TraitItemConst) {}
    fn visit_expr_const(&mut self, _: &'a syn::ExprConst) {}
    fn visit_generics(&mut self, _: &'a syn::Generics) {}
    fn visit_path(&mut self, _: &'a syn::Path) {}
    fn visit_type(&mut self, _: &'a syn::Type) {}
    fn visit_pat(&mut self, _: &'a Pat) {}
    fn visit_attribute(&mut self, _: &'a Attribute) {}
    fn visit_angle_bracketed_generic_arguments(&mut self, _: &'a syn::AngleBracketedGenericArguments) {}

    // What an array holds before it is filled.
    fn visit_expr_repeat(&mut self, _: &'a syn::ExprRepeat) {}

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if call.method == "unwrap_or" {
            // What a function without panics returns where an `unwrap` would do: it cannot happen.
            self.visit_expr(&call.receiver);
        } else {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_local(&mut self, local: &'a Local) {
        if let (Pat::Ident(variable), None) = (&local.pat, &local.init) {
            self.declared.push(variable.ident.clone());
        }
        visit::visit_local(self, local);
    }

    fn visit_stmt(&mut self, statement: &'a Stmt) {
        visit::visit_stmt(self, statement);
        if let Stmt::Expr(call @ (Expr::Call(_) | Expr::MethodCall(_) | Expr::Try(_)), Some(semicolon)) = statement {
            let number = self.add(call, "left out");
            let at = range(call).start..range(semicolon).end;
            self.edits.wrap(at, format!("if !crate::mutant::on({number}) {{ "), " }");
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Match(whole) => {
                self.visit_expr(&whole.expr);
                self.arms(whole);
            }
            Expr::Macro(whole) if whole.mac.path.is_ident("matches") => self.matches(whole),
            Expr::Lit(literal) => self.literal(literal),
            Expr::If(ExprIf { cond, .. }) => {
                visit::visit_expr(self, expression);
                match &**cond {
                    Expr::Let(_) => self.no_match(cond),
                    cond => self.condition(cond, true),
                }
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                visit::visit_expr(self, expression);
                let number = self.add(unary, "without `!`");
                self.edits.replace(range(&unary.op), "");
                self.edits.wrap(range(unary), format!("crate::mutant::not({number}, "), ")");
            }
            Expr::Assign(assignment) => {
                visit::visit_expr(self, expression);
                let gives_first_value = |name: &Ident| is_variable(&assignment.left, name);
                if !self.declared.iter().any(gives_first_value) {
                    self.left_out(expression);
                }
            }
            Expr::Binary(binary) => {
                visit::visit_expr(self, expression);
                match binary.op {
                    BinOp::Lt(_) => self.comparison(binary, "lt", &["<=", ">="]),
                    BinOp::Le(_) => self.comparison(binary, "le", &["<", ">"]),
                    BinOp::Gt(_) => self.comparison(binary, "gt", &[">=", "<="]),
                    BinOp::Ge(_) => self.comparison(binary, "ge", &[">", "<"]),
                    BinOp::Eq(_) => self.comparison(binary, "eq", &["!="]),
                    BinOp::Ne(_) => self.comparison(binary, "ne", &["=="]),
                    BinOp::And(_) | BinOp::Or(_) => {
                        self.half(binary, &binary.left, "left");
                        self.half(binary, &binary.right, "right");
                    }
                    op if operator(&op).len() > 1 && operator(&op).ends_with('=') => self.left_out(expression),
                    _ => {}
                }
            }
            _ => visit::visit_expr(self, expression),
        }
    }
}

/// The place of something in the text.
pub(super) fn range(at: &impl Spanned) -> Range<usize> {
    at.span().byte_range()
}

fn operator(op: &BinOp) -> String {
    op.span().source_text().unwrap_or_default()
}

/// True for tests, and for what no test builds.
fn is_left_out(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).any(|attribute| {
        let text = attribute.span().source_text().unwrap_or_default();
        text.contains("test") || text.contains("defmt") || text.contains("not(target_pointer_width")
    })
}

/// True for the variable of this name.
fn is_variable(expression: &Expr, name: &Ident) -> bool {
    matches!(expression, Expr::Path(path) if path.path.is_ident(name))
}

/// True if a condition holds a `let`.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

/// True if a condition has mutants of its own that make it true or false.
fn has_operator(condition: &Expr) -> bool {
    match condition {
        Expr::Binary(_) | Expr::Let(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Not(_)),
        Expr::Macro(whole) => whole.mac.path.is_ident("matches"),
        Expr::Lit(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The changes of a function's body, and the text that switches between them.
    fn of(body: &str) -> (Vec<String>, String) {
        let text = format!("fn f() {{ {body} }}");
        let switched = switched("a.rs", &text, 1).expect("it is Rust");
        syn::parse_file(&switched.text).unwrap_or_else(|error| panic!("{error}: {}", switched.text));
        let names = switched.mutants.into_iter().map(|mutant| mutant.name.replace("a.rs, f: ", ""));
        (names.collect(), switched.text)
    }

    #[test]
    fn each_operator_has_its_mutants() {
        let cases: [(&str, &[&str]); 12] = [
            ("a <= b", &["`a <= b`: `<=` to `<`", "`a <= b`: `<=` to `>`"]),
            ("a == b", &["`a == b`: `==` to `!=`"]),
            ("a && b()", &["`a && b()`: without its left half", "`a && b()`: without its right half"]),
            ("!a", &["`!a`: without `!`"]),
            ("self.a = b;", &["`self.a = b`: left out"]),
            ("self.a |= b;", &["`self.a |= b`: left out"]),
            ("let a; let mut b = c; a = d; b = e;", &["`b = e`: left out"]),
            ("a.b();", &["`a.b()`: left out"]),
            ("if a { b } else { c }", &["`a`: always true", "`a`: never true"]),
            ("if let Some(a) = b { c }", &["`let Some(a) = b`: never"]),
            ("a.get(1).unwrap_or(0)", &["`1`: one more", "`1`: one less"]),
            (
                "matches!(a, b'0'..=b'4' | 7)",
                &[
                    "`b'0'..=b'4' | 7`: arm left out",
                    "`b'0'..=b'4' | 7`: without b'0'..=b'4'",
                    "`b'0'..=b'4' | 7`: without 7",
                    "`b'0'..=b'4' | 7`: the end b'0' to b'/'",
                    "`b'0'..=b'4' | 7`: the end b'0' to b'1'",
                    "`b'0'..=b'4' | 7`: the end b'4' to b'3'",
                    "`b'0'..=b'4' | 7`: the end b'4' to b'5'",
                ],
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(of(body).0, expected, "{body}");
        }
    }

    #[test]
    fn an_arm_is_left_out_if_another_one_catches_all() {
        let (names, text) = of("match a { A if b => c, B => d, _ => e }");
        assert_eq!(names, ["`b`: always true", "`A`: arm left out", "`B`: arm left out"]);
        assert_eq!(
            text,
            "fn f() { match a { A if crate::mutant::off(&[2]) && ((crate::mutant::on(1) || (b))) => c, \
             B if crate::mutant::off(&[3]) => d, _ => e } }"
        );
        assert_eq!(of("match a { A => c, B => d }").0, [""; 0]);
        let (names, text) = of("match a { A | B => c, C => d }");
        assert_eq!(names, ["`A | B`: without A", "`A | B`: without B"]);
        assert!(text.ends_with("C => d , _ => crate::mutant::no_arm() } }"), "{text}");
    }

    #[test]
    fn the_same_change_of_the_same_text_has_a_number() {
        assert_eq!(of("!a; !a").0, ["`!a`: without `!`", "`!a`: without `!` (#2)"]);
    }

    #[test]
    fn what_runs_at_compile_time_is_counted_and_tests_are_not() {
        let text = "const fn f() { !a }\nconst A: bool = !b;\n#[cfg(test)]\nmod tests { fn f() { !a } }";
        let switched = switched("a.rs", text, 1).expect("it is Rust");
        assert_eq!((switched.mutants, switched.constant, switched.text.as_str()), (Vec::new(), 1, text));
    }
}
