//! Whether the blocks of a page are what they say.
//!
//! A text is compiled with as many empty lines before it as stand above it on the page, so that a
//! finding names the very line of the page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use evc_driver::render::{self, Format};
use evc_driver::{Analysis, Memory, config, dump};
use evc_ir::System;
use evc_runtime::Value;
use evc_tests::Spec;

use crate::command::{Evc, words};
use crate::kind::Kind;
use crate::page::{Block, Entry, Page, Wrong};
use crate::world::{self, PLACES};

/// The code of what this version does not compile.
const NOT_YET: &str = "EV0090";

/// Under what name findings cite a text that the page gives none.
const UNNAMED: &str = "example.evml";

/// The types of the library, which the types of its functions may name.
const LIBRARY_TYPES: &str = "comparison Map Set map-sig set-sig";

/// What came of judging a page.
#[derive(Default)]
pub struct Judgement {
    /// What is wrong.
    pub wrong: Vec<Wrong>,
    /// How the lines of the page would read if its outputs were right and no mark superfluous.
    pub lines: Vec<String>,
}

/// Judges every block of a page. Commands run in `folder`, which is made anew.
pub fn judge(page: &Page, evc: &Evc, folder: &Path) -> Judgement {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("what an earlier test has made can be removed");
    }
    std::fs::create_dir_all(folder).expect("the folder for tests can be written");
    let (folder, files) = (folder.to_owned(), BTreeMap::new());
    let mut judge = Judge { page, evc, folder, files, wrong: Vec::new(), edits: Vec::new() };
    for (index, block) in page.blocks.iter().enumerate() {
        judge.block(block, page.blocks.get(index + 1));
    }
    page.entries().iter().for_each(|entry| judge.entry(entry));
    judge.follow();
    judge.finish()
}

/// A change of the page: lines from, lines up to, new text.
type Edit = (usize, usize, String);

struct Judge<'a> {
    page: &'a Page,
    evc: &'a Evc,
    folder: PathBuf,
    /// The files that the page has shown so far.
    files: BTreeMap<String, String>,
    wrong: Vec<Wrong>,
    edits: Vec<Edit>,
}

impl Judge<'_> {
    fn wrong(&mut self, line: usize, what: impl Into<String>) {
        self.wrong.push(Wrong { path: self.page.path.clone(), line, what: what.into() });
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        let Some(kind) = Kind::of(&block.info) else {
            return self.wrong(block.line, format!("no kind of block is called `{}`", block.info));
        };
        let takes_directives = !matches!(
            kind,
            Kind::Whole(Some(_))
                | Kind::Toml(_)
                | Kind::Shell
                | Kind::Output
                | Kind::Seen
                | Kind::Rendering
                | Kind::Notation
        );
        let has_context = !block.before.is_empty() || !block.after.is_empty();
        if has_context && !takes_directives {
            self.wrong(block.line, "a context belongs to evml without a name");
        } else if has_context != (kind == Kind::Fragment)
            && matches!(kind, Kind::Whole(_) | Kind::Fragment)
        {
            self.wrong(block.line, "`evml fragment` has a context, and `evml` has none");
        }
        match kind {
            Kind::Whole(name) => {
                self.sound(block);
                if let Some(name) = name {
                    self.save(name, &block.text);
                }
            }
            Kind::Fragment => drop(self.sound(block)),
            Kind::Fails(codes) => self.fails(block, &codes, next),
            Kind::Expr(ty) => self.expr(block, &ty),
            Kind::Laws => self.laws(block),
            Kind::Sees => self.sees(block, next),
            Kind::Run(config) => self.run(block, &config, next),
            Kind::Toml(name) => self.save(name, &block.text),
            Kind::Shell => self.shell(block, next),
            Kind::Output | Kind::Rendering | Kind::Seen | Kind::Notation => {}
        }
    }

    fn save(&mut self, name: String, text: &str) {
        std::fs::write(self.folder.join(&name), text).expect("the folder for tests can be written");
        self.files.insert(name, text.to_owned());
    }

    /// Compiles a text that stands on this line of the page.
    fn compile(&self, line: usize, before: &str, rest: &str) -> Compiled {
        let padding = "\n".repeat(line.saturating_sub(before.matches('\n').count()));
        let mut texts = Memory::default();
        for (name, text) in &self.files {
            texts.insert(format!("{}/{name}", self.page.folder()), text.as_str());
        }
        let path = &self.page.path;
        texts.insert(path.as_str(), format!("{padding}{before}{rest}"));
        Compiled::new(&texts, path)
    }

    /// A text that must have no errors, and its system if it has a main class.
    fn sound(&mut self, block: &Block) -> Option<Compiled> {
        let Block { line, before, text, after, .. } = block;
        let compiled = self.compile(*line, before, &format!("{text}{after}"));
        if compiled.system.is_none() && compiled.analysis.program.main.is_none() {
            if let Some(mark) = block.checked_only {
                self.wrong(mark, "nothing without `main` runs, marked or not");
            }
            return self.report(block, &compiled).then_some(compiled);
        }
        self.runnable(block, compiled)
    }

    /// The compiled text, if an engine runs it; it may do otherwise if the block says so.
    fn runnable(&mut self, block: &Block, compiled: Compiled) -> Option<Compiled> {
        let only_not_yet = compiled.codes().iter().all(|code| code == NOT_YET);
        let is_lowered = compiled.system.is_some();
        match block.checked_only {
            Some(mark) if is_lowered => {
                self.wrong(mark, "this runs by now: remove the mark `checked only`");
                self.edits.push((mark, mark, String::new()));
            }
            Some(_) if compiled.analysis.is_sound() && only_not_yet => return None,
            _ => {}
        }
        self.report(block, &compiled).then_some(compiled)
    }

    /// Reports the errors of a text; true if there are none.
    fn report(&mut self, block: &Block, compiled: &Compiled) -> bool {
        let errors: Vec<_> =
            compiled.found.iter().filter(|found| found.is_error()).cloned().collect();
        for error in &errors {
            let at = compiled.analysis.sources.position(error.primary.span);
            let is_here = compiled.analysis.file == error.primary.span.file;
            let line = if is_here { at.line as usize } else { block.line };
            let notes: String =
                error.notes.iter().map(|note| format!("; {}", note.trim())).collect();
            let help = error.help.as_deref().unwrap_or("no help");
            let what = format!("[{}] {}{notes} ({help})", error.code, error.message);
            self.wrong(line, what);
        }
        errors.is_empty()
    }

    fn fails(&mut self, block: &Block, codes: &[String], next: Option<&Block>) {
        let wanted: BTreeSet<String> = codes.iter().cloned().collect();
        let Block { line, before, text, after, .. } = block;
        let found = self.compile(*line, before, &format!("{text}{after}")).codes();
        if found != wanted {
            self.wrong(*line, format!("expected {wanted:?}, found {found:?}"));
        }
        let Some(next) = next.filter(|next| next.info == "text diagnostic") else { return };
        if !before.is_empty() || !after.is_empty() {
            return self.wrong(*line, "what is shown with its findings has no hidden context");
        }
        let mut texts = Memory::default();
        texts.insert(UNNAMED, text.as_str());
        let Compiled { analysis, found, .. } = Compiled::new(&texts, UNNAMED);
        let shown = render::render(&analysis.sources, &found, Format::Human, false);
        self.compare(next, &shown);
    }

    /// Compares a block of text with what it should be.
    fn compare(&mut self, block: &Block, right: &str) {
        let right = format!("{}\n", right.trim_end());
        if block.text != right {
            self.wrong(block.line, format!("this should read\n{}", right.trim_end()));
            let count = block.text.matches('\n').count();
            self.edits.push((block.line + 1, block.line + count, right));
        }
    }

    fn expr(&mut self, block: &Block, ty: &str) {
        let Block { line, before, text, .. } = block;
        let before = format!("{before}let it = (\n");
        let compiled = self.compile(*line, &before, &format!("{text}) ;;\n"));
        if !self.report(block, &compiled) {
            return;
        }
        let types = dump::types(&compiled.analysis);
        let found = types.lines().rev().find_map(|line| line.strip_prefix("it : "));
        if found != Some(ty) {
            self.wrong(*line, format!("the type is `{}`", found.unwrap_or("none")));
        }
    }

    /// Each line is an expression, and evaluating all of them at a message gives only `true`.
    fn laws(&mut self, block: &Block) {
        let before = format!(
            "specification laws {PLACES} input law : Unit output held : Int * Bool {} \
             main ((\\slf. \\(). {{\n",
            block.before.trim_end()
        );
        let count = block.text.lines().count();
        let mut inside = String::new();
        for (number, line) in block.text.lines().enumerate() {
            let end = if number + 1 == count { "" } else { ";" };
            inside.push_str(&format!("held'send there ({number}, ({line})){end}\n"));
        }
        let compiled =
            self.compile(block.line, &before, &format!("{inside}}}) o (law'base)) @ {{here}}\n"));
        let Some(spec) = self.runnable(block, compiled).and_then(Compiled::spec) else { return };
        let held = match world::sent(&spec, &[("law", "()")]) {
            Ok(sent) => sent.concat(),
            Err(fault) => return self.wrong(block.line, fault),
        };
        for (number, line) in block.text.lines().enumerate() {
            let is_true = Value::tuple([Value::Int(number as i64), Value::Bool(true)]);
            if !held.contains(&is_true) {
                self.wrong(block.line + number + 1, format!("this does not hold: {line}"));
            }
        }
    }

    /// The class `X` sees at each message what the next block says.
    fn sees(&mut self, block: &Block, next: Option<&Block>) {
        let Some(next) = next.filter(|next| next.info == "text seen") else {
            return self.wrong(block.line, "no block `text seen` says what `X` sees");
        };
        let Block { line, before, text, after, .. } = block;
        let before = format!("specification classes {PLACES} {} {before}", world::MESSAGES);
        let compiled = self.compile(*line, &before, &format!("{text}{after}"));
        if !self.report(block, &compiled) {
            return;
        }
        let types = dump::types(&compiled.analysis);
        let ty =
            types.lines().rev().find_map(|line| line.strip_prefix("X : ")?.strip_suffix(" Class"));
        let Some(ty) = ty else { return self.wrong(*line, "there is no class `X`") };
        let before = format!("{before} output seen : {ty}\n");
        let main = "main ((\\slf. \\x. {seen'send there x}) o (X)) @ {here}\n";
        let compiled = self.compile(*line, &before, &format!("{text}{after}{main}"));
        let Some(spec) = self.runnable(block, compiled).and_then(Compiled::spec) else { return };
        let Some(messages) = next.text.lines().map(world::message).collect::<Option<Vec<_>>>()
        else {
            return self.wrong(next.line, "each line is a header, a body, and a bag of values");
        };
        match world::sent(&spec, &messages) {
            Ok(sent) => {
                let lines = messages.iter().zip(&sent);
                let right: String = lines
                    .map(|((header, body), values)| world::seen_line(header, body, values))
                    .collect();
                self.compare(next, &right);
            }
            Err(error) => self.wrong(next.line, error),
        }
    }

    fn run(&mut self, block: &Block, config: &str, next: Option<&Block>) {
        let Some(compiled) = self.sound(block) else { return };
        let Some(text) = self.files.get(config) else {
            return self.wrong(block.line, format!("no block above is `toml {config}`"));
        };
        let Some(next) = next.filter(|next| next.info == "text") else {
            return self.wrong(block.line, "no block `text` shows what is printed");
        };
        let mut sources = compiled.analysis.sources.clone();
        let found = config::check(&mut sources, &compiled.analysis.hir, config, text);
        if !found.is_empty() {
            let found = render::render(&sources, &found, Format::Short, false);
            return self.wrong(block.line, format!("the configuration: {}", found.trim_end()));
        }
        self.save(UNNAMED.to_owned(), &format!("{}{}{}", block.before, block.text, block.after));
        let arguments = ["sim", UNNAMED, "--config", config, "--schedule", "fifo"];
        let printed = self.evc.run(&self.folder, &arguments);
        self.compare(next, &printed);
    }

    fn shell(&mut self, block: &Block, next: Option<&Block>) {
        let output = next.filter(|next| next.info == "text");
        let mut printed = String::new();
        for (number, line) in block.text.lines().enumerate() {
            let at = block.line + number + 1;
            let words = words(line);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let Some((&"evc", arguments)) = words.split_first() else {
                self.wrong(at, "commands of other programs are not checked");
                continue;
            };
            if let Some(refusal) = self.evc.refuses(arguments) {
                self.wrong(at, refusal);
            } else if output.is_some() {
                printed.push_str(&self.evc.run(&self.folder, arguments));
            }
        }
        if let Some(output) = output {
            self.compare(output, &printed);
        }
    }

    /// A function of the library must have the type that the page gives, or a more general one.
    fn entry(&mut self, entry: &Entry) {
        let Entry { line, name, ty } = entry;
        if ty.is_empty() {
            return self.wrong(*line, format!("no line `{name} : …` follows the heading"));
        }
        let before = format!("import type {LIBRARY_TYPES} import {name}\n");
        let compiled = self.compile(line - 1, &before, &format!("let it : {ty} = {name} ;;\n"));
        self.report(&Block { line: *line, ..Block::default() }, &compiled);
    }

    /// A block that belongs to the one before it must have the right one before it, and a
    /// configuration must be used.
    fn follow(&mut self) {
        let mut before = "";
        for block in &self.page.blocks {
            let first = before.split(' ').take(2).collect::<Vec<_>>().join(" ");
            let is_stray = match Kind::of(&block.info) {
                Some(Kind::Output) => before != "sh" && first != "evml run",
                Some(Kind::Seen) => before != "evml sees",
                Some(Kind::Rendering) => first != "evml fails",
                _ => false,
            };
            if is_stray {
                self.wrong(block.line, "the block before it does not print this");
            }
            before = &block.info;
            let Some(Kind::Toml(name)) = Kind::of(&block.info) else { continue };
            let uses = |other: &&Block| {
                other.info == format!("evml run {name}")
                    || (other.info == "sh" && other.text.contains(&name))
            };
            if !self.page.blocks.iter().any(|other| uses(&other)) {
                self.wrong(block.line, format!("nothing on this page runs with `{name}`"));
            }
        }
    }

    fn finish(mut self) -> Judgement {
        self.wrong.sort_by_key(|wrong| wrong.line);
        self.edits.sort();
        let mut lines = self.page.lines.clone();
        for (from, to, text) in self.edits.iter().rev() {
            let new = text.lines().map(str::to_owned);
            lines.splice(from - 1..*to, new);
        }
        Judgement { wrong: self.wrong, lines }
    }
}

/// A text as far as it compiles.
struct Compiled {
    analysis: Analysis,
    /// What was found, by lowering too.
    found: Vec<evc_base::Diagnostic>,
    /// Its message automata, if it has a main class and no errors.
    system: Option<System>,
}

impl Compiled {
    fn new(texts: &Memory, path: &str) -> Self {
        let analysis = evc_driver::analyse(texts, path).expect("the text is there");
        let mut found = analysis.diagnostics.clone();
        let mut system = None;
        if analysis.is_sound() && analysis.program.main.is_some() {
            match evc_driver::lower(&analysis) {
                Ok(lowered) => system = Some(lowered),
                Err(more) => found.extend(more),
            }
        }
        Self { analysis, found, system }
    }

    /// What an engine needs, if it can be run.
    fn spec(self) -> Option<Spec> {
        Some(Spec { system: self.system?, analysis: self.analysis })
    }

    /// The codes of its errors.
    fn codes(&self) -> BTreeSet<String> {
        let errors = self.found.iter().filter(|found| found.is_error());
        errors.map(|found| found.code.to_string()).collect()
    }
}
