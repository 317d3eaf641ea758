//! A chart as a picture: one self-contained SVG file.
//!
//! All coordinates are whole numbers, so the same chart gives the same bytes everywhere. The
//! picture follows the reader's preference for light or dark, and what had to be shortened is
//! told in full when the pointer rests on it.

use std::fmt::{self, Display, Formatter};

use super::label::shortened;
use super::place::{
    BANNER_COLUMNS_MAX, GROUND_EDGE, GUTTER, MARGIN, NAME_BOX, NUMBERS, Placement, ROW, Side,
    Texts, banner, name_width, place,
};
use super::{Arrow, Boot, Change, Chart, End, Lane, Row};

/// How many colours messages have, one a header as long as they last.
const COLOURS: usize = 8;

const STYLE: &str = "\
text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;\
fill:#1f2328;white-space:pre}
.paper{fill:#fff}.outside{fill:#f3f5f8}
.title{font:600 17px system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif}
.about{font:400 12px system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;fill:#656d76}
.box{fill:#fff;stroke:#8c959f;stroke-width:1.2}.box.ext{stroke-dasharray:4 3;fill:#f3f5f8}
.name{font-weight:600;font-size:13px;text-anchor:middle}
.life{stroke:#d0d7de;stroke-width:1.5}.ext.life,.dead{stroke-dasharray:3 5}
.no{fill:#8c959f;font-size:10px;text-anchor:end}.note{fill:#656d76}.h{font-weight:700}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round}
.open .line{stroke-dasharray:5 4}
.ring{fill:#fff;stroke-width:1.5}
.boot{fill:#fff;stroke:#8c959f;stroke-width:1.5}.boot.halted{stroke-dasharray:2 2}
.cross{stroke:#cf222e;stroke-width:2;fill:none}.alarm{fill:#cf222e}
.m:hover .line{stroke-width:3}
.fold rect{fill:#eaeef2}.fold text,.parting text{fill:#57606a;font-style:italic}
.parted{fill:#fff4d6}.parting rect{fill:#ffe7a8}.risen{fill:#1a7f37}
";

/// The colours of messages on light and on dark paper.
const PALETTE: [(&str, &str); COLOURS] = [
    ("#0969da", "#58a6ff"),
    ("#1a7f37", "#3fb950"),
    ("#8250df", "#bc8cff"),
    ("#bc4c00", "#f0883e"),
    ("#0e7c86", "#39c5cf"),
    ("#bf3989", "#f778ba"),
    ("#7d6000", "#d4a72c"),
    ("#57606a", "#9aa6b2"),
];

const DARK_STYLE: &str = "\
text{fill:#e6edf3}.paper{fill:#0d1117}.outside{fill:#161b22}.about,.note{fill:#8b949e}
.box{fill:#0d1117;stroke:#6e7681}.box.ext{fill:#161b22}.life{stroke:#30363d}.no{fill:#6e7681}
.fold rect{fill:#21262d}.fold text,.parting text{fill:#adbac7}
.parted{fill:#241f12}.parting rect{fill:#4a3a10}.risen{fill:#3fb950}
.ring,.boot{fill:#0d1117}.boot{stroke:#6e7681}.cross{stroke:#ff7b72}.alarm{fill:#ff7b72}
";

/// The chart as an SVG file.
pub fn svg(chart: &Chart) -> String {
    Picture { chart, placement: place(chart) }.to_string()
}

/// Text as XML writes it.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&apos;")?,
                _ => write!(f, "{c}")?,
            }
        }
        Ok(())
    }
}

struct Picture<'a> {
    chart: &'a Chart,
    placement: Placement,
}

impl Display for Picture<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Placement { width, height, .. } = self.placement;
        let (spec, about) = (Escaped(&self.chart.spec), Escaped(&self.chart.circumstances));
        writeln!(
            f,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" xml:space=\"preserve\">"
        )?;
        writeln!(f, "<title>{spec}: {about}</title>")?;
        self.style(f)?;
        writeln!(f, "<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>")?;
        self.outside(f)?;
        self.partitions(f)?;
        writeln!(
            f,
            "<text class=\"title\" x=\"{MARGIN}\" y=\"28\">{spec}\
             <tspan class=\"about\" dx=\"12\">{about}</tspan></text>"
        )?;
        for (lane, x) in self.chart.lanes.iter().zip(&self.placement.lanes) {
            self.lifeline(lane, *x, f)?;
        }
        self.downs(f)?;
        let rows = self.chart.rows.iter().zip(&self.placement.rows);
        for ((row, y), texts) in rows.zip(&self.placement.texts) {
            self.row(row, *y, texts, f)?;
        }
        // Points lie on the lines that start from them.
        for (row, y) in self.chart.rows.iter().zip(&self.placement.rows) {
            match row {
                Row::Arrow(arrow) => self.dot(arrow, *y, f)?,
                // No line runs through the words of a fold.
                Row::Fold(fold) => self.banner("fold", &fold.advice(), *y, f)?,
                Row::Boots(_) | Row::Change(_) => {}
            }
        }
        for y in &self.placement.bands {
            self.names(*y, f)?;
        }
        f.write_str("</svg>\n")
    }
}

impl Picture<'_> {
    fn style(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let colour = |f: &mut Formatter<'_>, kind: usize, colour: &str| {
            writeln!(
                f,
                ".c{kind} .line,.c{kind} .ring,.c{kind}.ring{{stroke:{colour}}}\
                 .c{kind} .head,.c{kind} .h,.c{kind}.dot{{fill:{colour}}}"
            )
        };
        write!(f, "<style>\n{STYLE}")?;
        for (kind, (light, _)) in PALETTE.iter().enumerate() {
            colour(f, kind, light)?;
        }
        write!(f, "@media (prefers-color-scheme:dark){{\n{DARK_STYLE}")?;
        for (kind, (_, dark)) in PALETTE.iter().enumerate() {
            colour(f, kind, dark)?;
        }
        f.write_str("}\n</style>\n")
    }

    /// The ground on which external lanes stand.
    fn outside(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut lanes = self.chart.lanes.iter().zip(&self.placement.lanes);
        let Some((lane, x)) = lanes.find(|(lane, _)| lane.external) else { return Ok(()) };
        let left = x - name_width(&lane.name) / 2 - GROUND_EDGE;
        let (top, bottom) = self.ends();
        let (right, height) = (self.placement.width - left - MARGIN / 2, bottom - top);
        writeln!(
            f,
            "<rect class=\"outside\" x=\"{left}\" y=\"{}\" width=\"{right}\" height=\"{}\" \
             rx=\"8\"/>",
            top - NAME_BOX / 2 - 6,
            height + NAME_BOX + 12
        )
    }

    /// The heights at which lifelines begin and end.
    fn ends(&self) -> (i64, i64) {
        let bands = &self.placement.bands;
        (bands.first().copied().unwrap_or(0), bands.last().copied().unwrap_or(0))
    }

    fn lifeline(&self, lane: &Lane, x: i64, f: &mut Formatter<'_>) -> fmt::Result {
        let (top, bottom) = self.ends();
        let class = if lane.external { "life ext" } else { "life" };
        writeln!(f, "<path class=\"{class}\" d=\"M{x} {top}V{bottom}\"/>")
    }

    /// The height of a row, or of the end of the lifelines.
    fn height_of(&self, row: Option<usize>) -> i64 {
        row.map_or(self.ends().1, |row| self.y_of(row))
    }

    /// Breaks the lifelines of nodes while they are down.
    fn downs(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (lane, row, end) in self.chart.downs() {
            let Some(x) = self.placement.lanes.get(lane) else { continue };
            let (y, bottom) = (self.y_of(row), self.height_of(end));
            writeln!(
                f,
                "<path class=\"paper\" d=\"M{} {y}h4V{bottom}h-4z\"/>\
                 <path class=\"life dead\" d=\"M{x} {y}V{bottom}\"/>",
                x - 2
            )?;
        }
        Ok(())
    }

    /// The grounds of the times in which the network was parted.
    fn partitions(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (left, right) = (MARGIN + NUMBERS - 8, self.placement.width - MARGIN / 2);
        for (row, end) in self.chart.partitions() {
            let (y, bottom) = (self.y_of(row), self.height_of(end));
            writeln!(
                f,
                "<rect class=\"parted\" x=\"{left}\" y=\"{y}\" width=\"{}\" height=\"{}\"/>",
                right - left,
                bottom - y
            )?;
        }
        Ok(())
    }

    fn names(&self, y: i64, f: &mut Formatter<'_>) -> fmt::Result {
        for (lane, x) in self.chart.lanes.iter().zip(&self.placement.lanes) {
            let width = name_width(&lane.name);
            let class = if lane.external { "box ext" } else { "box" };
            writeln!(
                f,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{width}\" \
                 height=\"{NAME_BOX}\" rx=\"6\"/><text class=\"name\" x=\"{x}\" y=\"{}\">{}</text>",
                x - width / 2,
                y - NAME_BOX / 2,
                y + 5,
                Escaped(&lane.name)
            )?;
        }
        Ok(())
    }

    fn row(&self, row: &Row, y: i64, texts: &Texts, f: &mut Formatter<'_>) -> fmt::Result {
        match row {
            Row::Boots(boots) => self.boots(boots, y, f),
            Row::Arrow(arrow) => self.message(arrow, y, texts, f),
            Row::Change(change) => self.change(row, change, y, texts, f),
            Row::Fold(_) => Ok(()),
        }
    }

    fn change(
        &self,
        row: &Row,
        change: &Change,
        y: i64,
        texts: &Texts,
        f: &mut Formatter<'_>,
    ) -> fmt::Result {
        let Some(x) = change.lane().and_then(|lane| self.placement.lanes.get(lane)) else {
            return self.banner("parting", &banner(self.chart, row).unwrap_or_default(), y, f);
        };
        if matches!(change, Change::Recovery(_)) {
            writeln!(f, "<circle class=\"risen\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>")?;
        } else {
            cross(*x, y, 7, f)?;
        }
        self.alarm(&change.words(self.chart), texts, f)
    }

    /// Words across all lanes.
    fn banner(&self, class: &str, words: &str, y: i64, f: &mut Formatter<'_>) -> fmt::Result {
        let left = MARGIN + NUMBERS - 8;
        let (top, height) = (y - ROW / 2 + 3, ROW - 6);
        let width = self.placement.width - MARGIN / 2 - left;
        writeln!(
            f,
            "<g class=\"{class}\"><title>{}</title>\
             <rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>\
             <text x=\"{}\" y=\"{}\">{}</text></g>",
            Escaped(words),
            left + 12,
            y + 4,
            Escaped(&shortened(words, BANNER_COLUMNS_MAX))
        )
    }

    fn boots(&self, boots: &[Boot], y: i64, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "<text class=\"no\" x=\"46\" y=\"{}\">boot</text>", y + 4)?;
        for boot in boots {
            let Some(x) = self.placement.lanes.get(boot.lane) else { continue };
            let class = if boot.halted { "boot halted" } else { "boot" };
            writeln!(f, "<path class=\"{class}\" d=\"M{} {y}h12\"/>", x - 6)?;
        }
        Ok(())
    }

    fn message(&self, arrow: &Arrow, y: i64, texts: &Texts, f: &mut Formatter<'_>) -> fmt::Result {
        let open = if arrow.arrives() { "" } else { " open" };
        writeln!(f, "<g class=\"m c{}{open}\">", arrow.kind % COLOURS)?;
        writeln!(f, "<title>{}</title>", Escaped(&self.tooltip(arrow)))?;
        self.stroke(arrow, y, texts, f)?;
        if let Some(at) = &texts.label {
            let label = &arrow.label;
            let header = Escaped(&label.header);
            write!(f, "<text x=\"{}\" y=\"{}\"><tspan class=\"h\">{header}</tspan>", at.x, at.y)?;
            if !label.value.is_empty() {
                write!(f, " {}", Escaped(&label.value))?;
            }
            if !label.notes.is_empty() {
                write!(f, "<tspan class=\"note\"> {}</tspan>", Escaped(&label.remarks()))?;
            }
            f.write_str("</text>\n")?;
        }
        if let End::Event { number, fault, .. } = &arrow.end {
            writeln!(f, "<text class=\"no\" x=\"46\" y=\"{}\">{number}</text>", y + 4)?;
            if fault.is_some()
                && let Some((_, text)) = super::place::alarm(&Row::Arrow(arrow.clone()))
            {
                self.alarm(&text, texts, f)?;
            }
        }
        f.write_str("</g>\n")
    }

    fn alarm(&self, text: &str, texts: &Texts, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(at) = &texts.alarm else { return Ok(()) };
        let text = Escaped(text);
        writeln!(f, "<text class=\"alarm\" x=\"{}\" y=\"{}\">{text}</text>", at.x, at.y)
    }

    /// Everything about a message in words.
    fn tooltip(&self, arrow: &Arrow) -> String {
        let name = |lane: usize| self.chart.lanes.get(lane).map_or("", |lane| lane.name.as_str());
        let from = arrow.from.map_or("outside", |point| name(point.lane));
        let to = arrow.to.map_or("nobody", name);
        let mut words = match &arrow.end {
            End::Event { number, .. } => match self.chart.time_ms(*number) {
                Some(time) => format!("event {number} at {time} ms: "),
                None => format!("event {number}: "),
            },
            _ => String::new(),
        };
        words.push_str(&format!("{from} → {to}: {}", arrow.label.full()));
        if !arrow.label.notes.is_empty() {
            words.push_str(&format!(" {}", arrow.label.remarks()));
        }
        if let End::Event { fault: Some(fault), .. } = &arrow.end {
            words.push_str(&format!(", fault at {fault}"));
        }
        words
    }

    /// The line of a message and its head.
    fn stroke(&self, arrow: &Arrow, y: i64, texts: &Texts, f: &mut Formatter<'_>) -> fmt::Result {
        let x_of = |lane: usize| self.placement.lanes.get(lane).copied().unwrap_or(0);
        let label = texts.label.as_ref();
        let (label_x, label_width) = label.map_or((0, 0), |label| (label.x, label.width));
        match (Side::of(arrow), arrow.from) {
            (Some(Side::CloseLeft(to)), _) => {
                let (x, start) = (x_of(to), label_x - 6);
                writeln!(f, "<circle class=\"head\" cx=\"{start}\" cy=\"{y}\" r=\"3\"/>")?;
                if !arrow.arrives() {
                    let end = x - (GUTTER - 10);
                    writeln!(f, "<path class=\"line\" d=\"M{start} {y}H{end}\"/>")?;
                    return self.stop(arrow, end, y, f);
                }
                writeln!(f, "<path class=\"line\" d=\"M{start} {y}H{}\"/>", x - 10)?;
                head(x - 4, y, 1, f)?;
            }
            (Some(Side::CloseRight(_)), Some(from)) => {
                let (x, y_from) = (x_of(from.lane), self.y_of(from.row));
                if arrow.returns() {
                    return loop_back(x, y_from, y, f);
                }
                let end = label_x + label_width + 4;
                self.turn(x, y_from, y, 1, f)?;
                writeln!(f, "H{end}\"/>")?;
                self.stop(arrow, end, y, f)?;
            }
            (Some(side), Some(from)) => {
                let dir = if matches!(side, Side::Left(_)) { 1 } else { -1 };
                let x = arrow.to.map_or(0, x_of);
                self.turn(x_of(from.lane), self.y_of(from.row), y, dir, f)?;
                if arrow.arrives() {
                    writeln!(f, "H{}\"/>", x - dir * 10)?;
                    head(x - dir * 4, y, dir, f)?;
                } else {
                    let end = x - dir * (GUTTER - 10);
                    writeln!(f, "H{end}\"/>")?;
                    self.stop(arrow, end, y, f)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn y_of(&self, row: usize) -> i64 {
        self.placement.rows.get(row).copied().unwrap_or(0)
    }

    /// Begins the line of a message: down the gutter beside its lifeline, then level.
    fn turn(&self, x: i64, y: i64, to_y: i64, dir: i64, f: &mut Formatter<'_>) -> fmt::Result {
        let steep = (to_y - y - 8).max(1);
        let side = GUTTER - 16;
        let bend = side + (8 * side / steep).min(8);
        write!(
            f,
            "<path class=\"line\" d=\"M{x} {y}L{} {}Q{} {to_y} {} {to_y}",
            x + dir * side,
            to_y - 8,
            x + dir * bend,
            x + dir * GUTTER
        )
    }

    /// The end of a message that did not arrive.
    fn stop(&self, arrow: &Arrow, x: i64, y: i64, f: &mut Formatter<'_>) -> fmt::Result {
        match arrow.end {
            End::Lost => cross(x, y, 5, f),
            _ => writeln!(f, "<circle class=\"ring\" cx=\"{x}\" cy=\"{y}\" r=\"3\"/>"),
        }
    }

    /// The point of the event that received the message.
    fn dot(&self, arrow: &Arrow, y: i64, f: &mut Formatter<'_>) -> fmt::Result {
        let End::Event { halted, fault, .. } = &arrow.end else { return Ok(()) };
        let x = arrow.to.and_then(|lane| self.placement.lanes.get(lane)).copied().unwrap_or(0);
        if fault.is_some() {
            return cross(x, y, 5, f);
        }
        let class = if *halted { "ring" } else { "dot" };
        let kind = arrow.kind % COLOURS;
        writeln!(f, "<circle class=\"c{kind} {class}\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>")
    }
}

/// An arrowhead with its tip there, pointing right if `dir` is 1 and left if it is -1.
fn head(x: i64, y: i64, dir: i64, f: &mut Formatter<'_>) -> fmt::Result {
    let back = x - dir * 9;
    writeln!(f, "<path class=\"head\" d=\"M{x} {y}L{back} {}V{}z\"/>", y - 4, y + 4)
}

fn cross(x: i64, y: i64, arm: i64, f: &mut Formatter<'_>) -> fmt::Result {
    let (left, top, both) = (x - arm, y - arm, 2 * arm);
    writeln!(
        f,
        "<path class=\"cross\" d=\"M{left} {top}l{both} {both}m0 -{both}l-{both} {both}\"/>"
    )
}

/// A message that a node sent to itself.
fn loop_back(x: i64, from: i64, y: i64, f: &mut Formatter<'_>) -> fmt::Result {
    let (side, top, bottom) = (x + GUTTER - 6, from + 8, y - 8);
    writeln!(
        f,
        "<path class=\"line\" d=\"M{x} {from}Q{side} {from} {side} {top}V{bottom}\
             Q{side} {y} {} {y}H{}\"/>",
        side - 8,
        x + 10
    )?;
    head(x + 4, y, -1, f)
}
