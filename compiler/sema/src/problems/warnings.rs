//! Findings about what has a meaning, but hardly the one that is wanted.

use evc_base::{Diagnostic, Span, codes};

use crate::hir::{Direction, Message};

/// A declaration that nothing uses.
pub fn unused(span: Span, what: &str, name: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(codes::UNUSED, span, format!("unused {what} `{name}`"))
        .here("never used")
        .help(help)
}

/// A definition that nothing uses before another of the same name hides it.
pub fn unused_and_hidden(span: Span, what: &str, name: &str, by: Span) -> Diagnostic {
    Diagnostic::warning(codes::UNUSED, span, format!("unused {what} `{name}`"))
        .here("hidden before anything uses it")
        .label(by, "hidden by this one")
        .help("remove it, or give one of the two another name")
}

/// A message that is never sent.
pub fn never_sent(message: &Message) -> Diagnostic {
    let name = &message.name;
    let (what, help) = match message.direction {
        Direction::Output => ("output", format!("send it with `{name}'send`, or remove it")),
        Direction::Internal | Direction::Input => (
            "internal message",
            format!("send it with `{name}'send`, or declare it as `input` if clients send it"),
        ),
    };
    let title = format!("the {what} `{name}` is never sent");
    Diagnostic::warning(codes::NEVER_SENT, message.span, title)
        .here("nothing that `main` produces sends it")
        .help(help)
}

/// A message that is never received.
pub fn never_received(message: &Message) -> Diagnostic {
    let name = &message.name;
    let (what, help) = match message.direction {
        Direction::Input => {
            ("input", format!("react to it in a class with `{name}'base`, or remove it"))
        }
        Direction::Internal | Direction::Output => (
            "internal message",
            format!("react to it with `{name}'base`, or declare it as `output` if it leaves"),
        ),
    };
    let title = format!("the {what} `{name}` is never received");
    Diagnostic::warning(codes::NEVER_RECEIVED, message.span, title)
        .here("no class that `main` is made of reacts to it")
        .help(help)
}

fn never_produces(span: Span, why: &str) -> Diagnostic {
    Diagnostic::warning(codes::NEVER_PRODUCES, span, "this class never produces").here(why)
}

/// A composition whose classes never produce at the same event; each with what is known of it.
pub fn never_together(span: Span, inputs: Vec<(Span, String)>) -> Diagnostic {
    let why = "its classes never produce at the same event";
    let found = inputs
        .into_iter()
        .fold(never_produces(span, why), |found, (input, events)| found.label(input, events));
    found.help("an event is one message: keep the other in a `Memory (…)` and compose with that")
}

/// A composition whose function gives the empty bag only.
pub fn gives_nothing(span: Span) -> Diagnostic {
    never_produces(span, "its function always gives the empty bag")
        .help("give a bag with a value, as in `{v}`, or write `Null` for a class without values")
}

/// `Prior(self)` without what stands for the value before the first.
pub fn prior_without_default(span: Span) -> Diagnostic {
    never_produces(span, "there is no value before the first one")
        .help("say what it begins with, as in `Prior(self)?{v}`")
}

/// A class that is placed at no location.
pub fn placed_nowhere(span: Span, places: Span) -> Diagnostic {
    never_produces(span, "runs nowhere")
        .label(places, "no location")
        .help("name the locations where it runs, as in `@ nodes`")
}

/// `Skip` of a class that only produces at the first event.
pub fn skipped_whole(span: Span, inner: Span) -> Diagnostic {
    never_produces(span, "leaves out the first event")
        .label(inner, "produces at the first event only")
        .help("remove `Skip`")
}

/// Two transitions of one state that happen at the same event.
pub fn fire_together(span: Span, first: Span, header: Option<&str>) -> Diagnostic {
    let at = match header {
        Some(header) => format!("at `{header}`"),
        None => "at the same event".to_owned(),
    };
    let title = format!("two transitions of this state happen together {at}");
    Diagnostic::warning(codes::FIRE_TOGETHER, span, title)
        .here("produces when the other does")
        .label(first, "the other")
        .note("each is applied to the old state, which has two values from then on")
        .help("write one transition that does both, or let the classes exclude each other")
}

/// A composition of states that sends at every event.
pub fn sends_at_every_event(span: Span, other: &str) -> Diagnostic {
    let title = "this class sends at every event of its location";
    Diagnostic::warning(codes::PRODUCES_ALWAYS, span, title)
        .here(format!("also at `{other}`, which changes nothing here"))
        .note("a `State` or `Memory` has a value at every event, not only when it changes")
        .help("add the class of the message it answers, as in `f o (m'base, S)`")
}

/// `Once` of a State or Memory.
pub fn once_of_state(span: Span, state: Span) -> Diagnostic {
    let title = "`Once` sees only the first event here";
    Diagnostic::warning(codes::PRODUCES_ALWAYS, span, title)
        .here("ends with the first event, whatever it is")
        .label(state, "has a value at every event")
        .help(
            "put `Once` around a composition that selects the event, as in `Once(f o (m'base, S))`",
        )
}

/// `until` a State or Memory.
pub fn until_state(span: Span, state: Span) -> Diagnostic {
    let title = "`until` ends with the first event here";
    Diagnostic::warning(codes::PRODUCES_ALWAYS, span, title)
        .here("ends with the first event, whatever it is")
        .label(state, "has a value at every event")
        .help("end it with a composition that selects the event, as in `f o (m'base, S)`")
}

/// `>>=` of a State or Memory.
pub fn delegation_by_state(span: Span, state: Span) -> Diagnostic {
    let title = "this starts a process at every event";
    Diagnostic::warning(codes::PRODUCES_ALWAYS, span, title)
        .here("whatever the event is")
        .label(state, "has a value at every event")
        .help("start it from a composition that selects the event, as in `f o (m'base, S)`")
}

/// An output that is sent to a location of the system.
pub fn output_stays_inside(span: Span, message: &Message, place: &str) -> Diagnostic {
    let name = &message.name;
    let title = format!("the output `{name}` is sent to a process of the system");
    Diagnostic::warning(codes::OUTPUT_STAYS_INSIDE, span, title)
        .here(place)
        .label(message.span, "declared as leaving the system")
        .help(format!("send it to a client, or declare it as `internal {name}`"))
}

/// A hole in a program to run.
pub fn hole(span: Span) -> Diagnostic {
    Diagnostic::error(codes::CANNOT_RUN, span, "`any` stands for no value when running")
        .here("a hole")
        .help("write the value that is meant")
}

/// A constant without a definition in a program to run.
pub fn undefined_constant(span: Span, name: &str, declared: Span) -> Diagnostic {
    let title = format!("the constant `{name}` has no value when running");
    Diagnostic::error(codes::CANNOT_RUN, span, title)
        .here("used here")
        .label(declared, "declared without a value")
        .help(format!("define it with `let {name} = …`, or make it a `parameter`"))
}

/// A delay below zero.
pub fn negative_delay(span: Span) -> Diagnostic {
    Diagnostic::warning(codes::NEGATIVE_DELAY, span, "this delay is negative")
        .here("a number of milliseconds from now")
        .help("write `0` or use the form without a delay, with one quote before `send`")
}
