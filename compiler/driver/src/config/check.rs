//! What a configuration gives to its specification: parameters and messages.

use std::collections::BTreeMap;
use std::ops::Range;

use evc_base::{Diagnostic, FileId, Severity, Span, codes};
use evc_sema::hir::{Hir, ParamId, TypeDefId, TypeDefKind};
use evc_sema::ty::{Con, TyId, View};
use evc_sema::{ExprContext, OuterExpr};
use smol_str::SmolStr;

use super::document::{Document, Format, Given, Parameter, Word};
use super::forms::{Expression, as_written, qualified, unqualified};
use super::places::Place;
use super::text::Text;
use super::{Configuration, Value};

/// The state of a check.
pub(super) struct Checker {
    pub(super) configuration: Configuration,
    pub(super) format: Format,
    pub(super) found: Vec<Diagnostic>,
    /// The declared locations, also those whose addresses cannot be read.
    pub(super) known: BTreeMap<SmolStr, Place>,
    /// The type parameters without a type: nothing is said of values whose types mention them.
    open: Vec<TypeDefId>,
}

impl Checker {
    /// For a file, of which nothing is known yet.
    pub(super) fn new(hir: &Hir, file: FileId) -> Self {
        let configuration = Configuration {
            file,
            hir: hir.clone(),
            boot: true,
            locations: Vec::new(),
            groups: Vec::new(),
            connections: Vec::new(),
            types: Vec::new(),
            parameters: Vec::new(),
            messages: Vec::new(),
        };
        let (found, known, open) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { configuration, format: Format::Toml, found, known, open }
    }

    /// For another file that belongs to a configuration, whose messages are put aside.
    pub(super) fn of(configuration: &Configuration, file: FileId) -> Self {
        let place = |location: &super::Location| {
            let external = location.external.then_some(location.span);
            (location.name.clone(), Place { external })
        };
        let known = configuration.locations.iter().map(place).collect();
        let configuration = Configuration { file, messages: Vec::new(), ..configuration.clone() };
        let (found, open) = (Vec::new(), Vec::new());
        Self { configuration, format: Format::Toml, found, known, open }
    }

    pub(super) fn hir(&self) -> &Hir {
        &self.configuration.hir
    }

    /// Checks a configuration.
    pub(super) fn document(&mut self, document: &Document) {
        self.format = document.format;
        self.configuration.boot = document.boot;
        self.places(document);
        self.types(document);
        if !document.parameters_unread {
            self.parameters(document);
        }
        self.messages(document);
    }

    /// Checks a message file.
    pub(super) fn message_file(&mut self, document: &Document) {
        self.format = document.format;
        self.messages(document);
    }

    /// The type parameters, before the values whose types mention them.
    fn types(&mut self, document: &Document) {
        let defs = self.hir().type_defs.iter().enumerate();
        let parameters = defs.filter(|(_, def)| matches!(def.kind, TypeDefKind::Parameter { .. }));
        let parameters: Vec<_> = parameters
            .map(|(index, def)| (TypeDefId(index as u32), def.name.clone(), def.arity))
            .collect();
        let mut given = Vec::new();
        for (id, name, arity) in parameters {
            let written = document.parameters.iter().find(|given| given.name.text == name);
            let ty = match written {
                _ if arity > 0 => {
                    let place = written.map_or(document.parameters_at, |given| given.name.span);
                    self.not_configurable(&name, place, "it is a type that takes other types");
                    None
                }
                Some(parameter) => self.ty_of(parameter),
                None => {
                    if !document.parameters_unread {
                        self.missing(document, &name, None);
                    }
                    None
                }
            };
            match ty {
                Some(ty) => given.push((written.map(|given| given.name.span), id, ty)),
                None => self.open.push(id),
            }
        }
        given.sort_by_key(|(place, ..)| *place);
        for (_, id, ty) in given {
            evc_sema::give_type(&mut self.configuration.hir, id, ty);
            self.configuration.types.push((id, ty));
        }
    }

    /// The type that a type parameter is given; reports it if there is none.
    fn ty_of(&mut self, parameter: &Parameter) -> Option<TyId> {
        let name = &parameter.name.text;
        match &parameter.given {
            Given::Type(text) | Given::Any(text) => self.ty(text),
            Given::Expr(text) => {
                let message = format!("`{name}` is a type, and is given a value");
                let found = Diagnostic::error(codes::CONFIG_SYNTAX, text.span(), message);
                let help = format!("write it as in `{name} : TYPE(Int)`");
                self.found.push(found.here("not `TYPE(…)`").help(help));
                None
            }
            Given::Unread => None,
        }
    }

    /// The type that a text writes; reports it if there is none.
    pub(super) fn ty(&mut self, text: &Text) -> Option<TyId> {
        let (ty, found) = evc_syntax::parse_type(self.configuration.file, text.as_str(), 0);
        let mut sound = self.report(text, found, &[]);
        let (hir, ty, found) = evc_sema::analyse_type(self.hir(), &ty);
        if sound {
            self.configuration.hir = hir;
            sound = self.report(text, found, &[]);
        }
        sound.then_some(ty)
    }

    /// The values of the parameters.
    fn parameters(&mut self, document: &Document) {
        let mut given: Vec<ParamId> = Vec::new();
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for parameter in &document.parameters {
            let Word { text: name, span } = &parameter.name;
            if let Some(first) = first.get(name.as_str()) {
                let message = format!("`{name}` is given twice");
                let found = Diagnostic::error(codes::CONFIG_SYNTAX, *span, message);
                let found = found.here("the second").label(*first, "the first");
                self.found.push(found.help("remove one of the two"));
                continue;
            }
            first.insert(name, *span);
            let params = &self.hir().params;
            match params.iter().position(|param| param.name == *name) {
                Some(index) => {
                    let id = ParamId(index as u32);
                    self.parameter(parameter, id, &given);
                    given.push(id);
                }
                None if self.is_type_parameter(name) => {}
                None => self.unknown_parameter(document, &parameter.name),
            }
        }
        self.left_out(document, &given);
    }

    fn is_type_parameter(&self, name: &str) -> bool {
        let mut defs = self.hir().type_defs.iter();
        defs.any(|def| def.name == name && matches!(def.kind, TypeDefKind::Parameter { .. }))
    }

    fn parameter(&mut self, parameter: &Parameter, id: ParamId, given: &[ParamId]) {
        let Word { text: name, span } = &parameter.name;
        let ty = self.hir()[id].ty;
        if self.mentions_class(ty) {
            self.not_configurable(name, *span, "its type has event classes");
            return;
        }
        match &parameter.given {
            Given::Expr(text) | Given::Any(text) => {
                let errors = self.errors();
                if self.is_open(ty) {
                    return;
                }
                let value = self.value(text, ty, given);
                if self.errors() == errors {
                    self.configuration.parameters.push((id, value));
                }
            }
            Given::Type(text) => {
                let message = format!("`{name}` is a value, and is given a type");
                let found = Diagnostic::error(codes::CONFIG_SYNTAX, text.span(), message);
                let wanted = self.hir().types.show(ty);
                let help = format!("write an expression of type `{wanted}`");
                self.found.push(found.here("a type").help(help));
            }
            Given::Unread => {}
        }
    }

    /// The parameters that the file leaves out: deciders and implementations of sets and maps
    /// may be, others are reported.
    fn left_out(&mut self, document: &Document, given: &[ParamId]) {
        for index in 0..self.hir().params.len() {
            let id = ParamId(index as u32);
            if given.contains(&id) {
                continue;
            }
            let (name, ty) = (self.hir()[id].name.clone(), self.hir()[id].ty);
            let is_implementation =
                matches!(self.hir().types.view(ty), View::Con(Con::SetSig | Con::MapSig, _));
            if self.mentions_class(ty) {
                let place = document.parameters_at;
                self.not_configurable(&name, place, "its type has event classes");
            } else if !is_implementation && !self.is_open(ty) && !self.default_decider(document, id)
            {
                self.missing(document, &name, Some(ty));
            }
        }
    }

    /// Gives the decider of a type parameter the equality of the type, if that has one; whether
    /// it does.
    fn default_decider(&mut self, document: &Document, id: ParamId) -> bool {
        let mut defs = self.hir().type_defs.iter().enumerate();
        let decides = |kind: &TypeDefKind| match kind {
            TypeDefKind::Parameter { decider } => *decider == Some(id),
            _ => false,
        };
        let Some((index, _)) = defs.find(|(_, def)| decides(&def.kind)) else { return false };
        if !self.configuration.types.iter().any(|(given, _)| given.0 as usize == index) {
            return false;
        }
        let place = document.parameters_at.start as usize;
        let text = Text::new(self.configuration.file, "(op =)".to_owned(), Vec::new(), place);
        let ty = self.hir()[id].ty;
        let before = self.found.len();
        let value = self.value(&text, ty, &[]);
        let has_equality = self.found.len() == before;
        // That the type has no equality is said as a decider that is missing.
        self.found.truncate(before);
        if has_equality {
            self.configuration.parameters.push((id, value));
        }
        has_equality
    }

    /// Reports a parameter without a value, or a type parameter without a type.
    fn missing(&mut self, document: &Document, name: &str, ty: Option<TyId>) {
        let what = if ty.is_some() { "value" } else { "type" };
        let wanted = match ty {
            Some(ty) => format!("with an expression of type `{}`", self.hir().types.show(ty)),
            None => "with a type".to_owned(),
        };
        let (line, part) = match (self.format, ty) {
            (Format::Toml, _) => (format!("{name} = \"…\""), "[parameters]"),
            (Format::Emlc, Some(_)) => (format!("{name} : …"), "%parameters"),
            (Format::Emlc, None) => (format!("{name} : TYPE(…)"), "%parameters"),
        };
        let message = format!("the parameter `{name}` has no {what}");
        let here = if document.has_parameters { "not among these" } else { "" };
        let found = Diagnostic::error(codes::MISSING_PARAMETER, document.parameters_at, message);
        self.found.push(found.here(here).help(format!("add `{line}` under `{part}`, {wanted}")));
    }

    /// Reports a parameter that only another specification can give.
    fn not_configurable(&mut self, name: &str, place: Span, why: &str) {
        let message = format!("the parameter `{name}` cannot be given by a configuration");
        let found = Diagnostic::error(codes::NOT_CONFIGURABLE, place, message).here(why);
        let own = self.hir().name.clone().unwrap_or_else(|| "…".into());
        self.found.push(found.help(format!(
            "give it in a specification with `include {own} where {name} = …`, and run that one"
        )));
    }

    fn unknown_parameter(&mut self, document: &Document, word: &Word) {
        let Word { text: name, span } = word;
        let params = self.hir().params.iter().map(|param| &param.name);
        let defs = self.hir().type_defs.iter();
        let types = defs.filter(|def| matches!(def.kind, TypeDefKind::Parameter { .. }));
        // What has its own value is not what this one is meant for.
        let is_free = |known: &&SmolStr| {
            !document.parameters.iter().any(|parameter| parameter.name.text == **known)
        };
        let names: Vec<_> = params.chain(types.map(|def| &def.name)).filter(is_free).collect();
        let help = match evc_base::similar(name, names.iter().copied()) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "remove the line".to_owned(),
        };
        let message = format!("the specification has no parameter `{name}`");
        let warning = Diagnostic::warning(codes::UNKNOWN_PARAMETER, *span, message);
        self.found.push(warning.here("ignored").help(help));
    }

    /// Reads an expression that must have a type, where the parameters `given` have values.
    pub(super) fn value(&mut self, text: &Text, expected: TyId, given: &[ParamId]) -> Value {
        let file = self.configuration.file;
        let forms = Expression::new(file, text);
        for (name, range) in &forms.locations {
            let span = text.place(range.start, range.end);
            if !self.known_location(&Word { text: name.clone(), span }) {
                // It is reported, and further findings about it would say the same.
                self.known.entry(name.clone()).or_default();
            }
        }
        let (expr, found) = evc_syntax::parse_expr(file, forms.read.as_str(), 0);
        let is_read = self.report(&forms.read, found, &forms.locations);
        let mut locations: Vec<SmolStr> = self.known.keys().cloned().collect();
        locations.extend(forms.locations.iter().map(|(name, _)| qualified(name)));
        let context = ExprContext { locations, params: given.to_vec() };
        let (outer, found) = evc_sema::analyse_expr(self.hir(), &context, &expr, expected);
        if is_read {
            self.report(&forms.read, found, &forms.locations);
        }
        let OuterExpr { hir, locations, mut expr } = outer;
        self.configuration.hir = hir;
        expr.relocate(&|span| match span.file == file {
            true => forms.read.place(span.start as usize, span.end as usize),
            false => span,
        });
        let plain = |(id, name): (_, SmolStr)| (id, unqualified(&name));
        Value { expr, locations: locations.into_iter().map(plain).collect(), text: forms.run }
    }

    /// Moves findings about a text to the file, and words them for configurations; whether none
    /// is an error.
    fn report(
        &mut self,
        text: &Text,
        found: Vec<Diagnostic>,
        locations: &[(SmolStr, Range<usize>)],
    ) -> bool {
        let sound = !found.iter().any(Diagnostic::is_error);
        for mut finding in found {
            text.relocate(&mut finding);
            self.reword(&mut finding, locations);
            self.found.push(finding);
        }
        sound
    }

    /// What the compiler says of texts in specifications, in words for configurations.
    fn reword(&self, finding: &mut Diagnostic, locations: &[(SmolStr, Range<usize>)]) {
        let words = |text: &mut String| *text = as_written(text, locations);
        words(&mut finding.message);
        words(&mut finding.primary.text);
        finding.labels.iter_mut().for_each(|label| words(&mut label.text));
        finding.notes.iter_mut().for_each(words);
        finding.help.iter_mut().for_each(words);
        let is_advice = |help: &String| !help.starts_with("did you mean");
        if !finding.help.as_ref().is_some_and(is_advice) {
            return;
        }
        let quoted = finding.message.split('`').nth(1).unwrap_or("…");
        match finding.code {
            codes::UNKNOWN_LOCATION if finding.message.starts_with("unknown location") => {
                finding.help = Some(self.how_to_add(quoted));
            }
            codes::UNKNOWN_TYPE => {
                finding.help = Some(
                    "a configuration knows the built-in types, those of the library and the data \
                     types of the specification"
                        .to_owned(),
                );
            }
            _ => {}
        }
    }

    pub(super) fn errors(&self) -> usize {
        self.found.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    fn mentions_class(&self, ty: TyId) -> bool {
        self.hir().types.any(ty, &|view| matches!(view, View::Con(Con::Class, _)))
    }

    /// Whether a type mentions a type parameter without a type.
    pub(super) fn is_open(&self, ty: TyId) -> bool {
        let is_open = |view: View<'_>| match view {
            View::Con(Con::Named(id, _), _) => self.open.contains(id),
            _ => false,
        };
        self.hir().types.any(ty, &is_open)
    }
}
