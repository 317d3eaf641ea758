//! The front end on large texts: how many bytes it reads in a second, whether ten times the text
//! takes ten times as long, and how much memory a byte of text needs.

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::Command;
use std::time::Duration;

use evc_base::FileId;
use evc_bench::{in_turn, table};
use evc_driver::Memory;

/// How many declarations the small and the large text have.
const SMALL: usize = 1_000;
const LARGE: usize = 10_000;

/// How many classes the large specification puts side by side at once: terms have a greatest depth.
const PART: usize = 50;

/// The argument with which this program starts itself to measure what one analysis needs.
const CHILD: &str = "--memory-of-one-analysis";

/// The lines of the text that is formatted.
const FORMATTED_LINES: usize = 2_000;

fn main() {
    if std::env::args().any(|argument| argument == CHILD) {
        return child();
    }
    let (small, large) = (specification(SMALL), specification(LARGE));
    let (few_unreadable, many_unreadable) = (unreadable(SMALL), unreadable(LARGE));
    let (few_wrong, many_wrong) = (wrong(SMALL), wrong(LARGE));
    let formatted: String = large.lines().take(FORMATTED_LINES).map(|l| format!("{l}\n")).collect();
    let times = in_turn(&mut [
        &mut || {
            black_box(evc_syntax::parse(FileId(0), &large));
        },
        &mut || analyse(&small),
        &mut || analyse(&large),
        &mut || analyse(FEW_LINES),
        &mut || refuse(&few_unreadable, SMALL),
        &mut || refuse(&many_unreadable, LARGE),
        &mut || refuse(&few_wrong, SMALL),
        &mut || refuse(&many_wrong, LARGE),
        &mut || {
            black_box(evc_syntax::format(FileId(0), &formatted).expect("the text is sound"));
        },
    ]);
    let [parse, few, many, tiny, few_cut, many_cut, few_bad, many_bad, format] = times[..] else {
        unreachable!("nine tasks give nine times")
    };
    let rate = |text: &str, time: Duration| text.len() as f64 / time.as_secs_f64() / 1e6;
    let speed = rate(&large, many);
    let reads = |what: &str, text: &str, time: Duration| {
        let rate = rate(text, time);
        [what.to_owned(), format!("{rate:.2} MB/s"), format!("{:.2}", rate / speed)]
    };
    // A ratio of 1 is a time that grows as the text does.
    let grows = |what: &str, (short, less): (&str, Duration), (long, more): (&str, Duration)| {
        let (text, time) = (long.len() as f64 / short.len() as f64, more.div_duration_f64(less));
        let what = format!("time for {text:.1} times {what}");
        [what, format!("{time:.1} times"), format!("{:.2}", time / text)]
    };
    let takes = |what: &str, text: &str, time: Duration| {
        let rate = rate(text, time);
        let time = format!("{:.2} ms", time.as_secs_f64() * 1e3);
        [what.to_owned(), time, format!("{:.2}", rate / speed)]
    };
    let rows = [
        reads("front end, 10,000 declarations", &large, many),
        reads("lexer and parser alone", &large, parse),
        reads("front end, 1,000 declarations", &small, few),
        grows("the text", (&small, few), (&large, many)),
        reads("10,000 declarations, none readable", &many_unreadable, many_cut),
        grows("the syntax errors", (&few_unreadable, few_cut), (&many_unreadable, many_cut)),
        reads("10,000 declarations, a mistake in each", &many_wrong, many_bad),
        grows("the mistakes", (&few_wrong, few_bad), (&many_wrong, many_bad)),
        takes("a file of 20 lines", FEW_LINES, tiny),
        takes("`evc fmt` of 2,000 lines, in memory", &formatted, format),
    ];
    println!("{}", table(["what", "median", "ratio"], &rows));
    println!("{}", memory(large.len()));
}

fn analyse(text: &str) {
    let mut texts = Memory::default();
    texts.insert("large.evml", text);
    let analysis = evc_driver::analyse(&texts, "large.evml").expect("the text is there");
    assert!(analysis.is_sound(), "{:?}", analysis.diagnostics.first());
    black_box(analysis);
}

/// Analyses a text with at least so many mistakes.
fn refuse(text: &str, mistakes: usize) {
    let mut texts = Memory::default();
    texts.insert("wrong.evml", text);
    let analysis = evc_driver::analyse(&texts, "wrong.evml").expect("the text is there");
    let found = analysis.diagnostics.len();
    assert!(found >= mistakes, "{found} findings");
    black_box(analysis);
}

/// As many declarations with one mistake each: unknown names, types that do not agree, and numbers
/// applied as functions.
fn wrong(declarations: usize) -> String {
    let mut out = String::from("specification wrong\n\n");
    for at in 0..declarations {
        let _ = match at % 3 {
            0 => writeln!(out, "let value{at} (n : Int) = n + mistaken{at} ;;"),
            1 => writeln!(out, "let value{at} (n : Int) = if n > 1 then n else \"one{at}\" ;;"),
            _ => writeln!(out, "let value{at} (n : Int) = n {at} ;;"),
        };
    }
    out
}

/// As many declarations of which none can be read.
fn unreadable(declarations: usize) -> String {
    let mut out = String::from("specification wrong\n\n");
    for at in 0..declarations {
        let _ = writeln!(out, "let value{at} (n : Int) = ( n + ;;");
    }
    out
}

/// Starts this program anew, so that nothing else has touched its memory.
fn memory(bytes: usize) -> String {
    let own = std::env::current_exe().expect("a running program has a path");
    let run = Command::new(own).arg(CHILD).output().expect("this program can be run");
    let grown = String::from_utf8_lossy(&run.stdout).trim().parse::<f64>();
    match grown {
        Ok(grown) => format!("peak memory: {:.0} bytes a byte of text", grown / bytes as f64),
        Err(_) => "peak memory: this system does not tell".to_owned(),
    }
}

/// Prints by how many bytes one analysis makes the greatest resident size grow.
fn child() {
    let large = specification(LARGE);
    let before = greatest_resident_size();
    analyse(&large);
    if let (Some(before), Some(after)) = (before, greatest_resident_size()) {
        println!("{}", after - before);
    }
}

/// The greatest resident size of this process so far, in bytes, where the system tells.
fn greatest_resident_size() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

/// A specification of about as many declarations, in blocks that use the language as
/// specifications do: no block refers to another but the one before.
fn specification(declarations: usize) -> String {
    let mut out = String::from(
        "specification large\n\nimport length map filter\n\nparameter nodes : Loc Bag\n\
         parameter client : Loc\n\ndata command = Get of Int | Put of Int * Tok | Del of Int\n\n",
    );
    let mut replies = Vec::new();
    for block in 0..declarations.div_ceil(10) {
        let _ = write!(
            out,
            "(** Block {block}: a table of values with its requests. *)\n\
             input request{block} : Loc * command\n\
             internal tick{block} : Int\n\
             output answer{block} : Int * Tok List\n\n\
             type table{block} = (Int * Tok) List\n\n\
             let matches{block} key (entry : Int * Tok) = fst entry = key ;;\n\n\
             let find{block} key (t : table{block}) =\n  \
               map snd (filter (matches{block} key) t) ;;\n\n\
             let update{block} slf (sender : Loc, cmd) (count, t : table{block}) =\n  \
               case cmd\n    \
                 of Get _ => (count + 1, t)\n    \
                 of Put (key, value) => (count + 1, (key, value) . t)\n    \
                 of Del key => (count + 1, filter (\\e. !(matches{block} key e)) t) ;;\n\n\
             class Table{block} = State (\\slf. (0, []), update{block}, request{block}'base) ;;\n\n\
             let reply{block} slf (sender, cmd) (count, t) =\n  \
               case cmd\n    \
                 of Get key => {{answer{block}'send sender (count, find{block} key t)}}\n    \
                 of _ => if count > 10 & length t < 100 then {{tick{block}''send 50 slf count}}\n         \
                 else {{}} ;;\n\n\
             class Reply{block} =\n  \
               (reply{block} o (request{block}'base, Table{block}))\n  \
               || ((\\slf. \\n. {{answer{block}'send client (n, [])}}) o (tick{block}'base)) ;;\n\n",
        );
        replies.push(format!("Reply{block}"));
    }
    let mut parts = Vec::new();
    for (at, replies) in replies.chunks(PART).enumerate() {
        let _ = writeln!(out, "class Part{at} = {} ;;\n", replies.join(" || "));
        parts.push(format!("Part{at}"));
    }
    let _ = writeln!(out, "main ({}) @ nodes", parts.join(" || "));
    out
}

/// A whole specification of about twenty lines that imports three names.
const FEW_LINES: &str = "specification few

import length map filter

parameter nodes : Loc Bag

input request : Loc * Int
output answer : Int List

let accept slf (sender : Loc, n) seen = n . filter (\\m. m < n) seen ;;

class Seen = State (\\slf. [], accept, request'base) ;;

let reply slf (sender, n) seen =
  if length seen > 3 then {answer'send sender (map (\\m. m + 1) seen)} else {} ;;

class Reply = reply o (request'base, Seen) ;;

main Reply @ nodes
";
