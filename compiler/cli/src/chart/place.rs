//! Where everything of a chart goes in a picture, in pixels.
//!
//! Every arrow has a height of its own, and turns to that height within the *gutter* right beside
//! the lifeline it starts from. Labels stand above the level part of their arrow, between the
//! gutters of the two lifelines beside which it ends. So nothing can run through a label, however
//! many messages are in flight, and the gap between two lifelines is as wide as its labels need.

use super::label::{columns, shortened};
use super::{Arrow, Change, Chart, End, Lane, Row};

/// How far beside a lifeline arrows turn.
pub(super) const GUTTER: i64 = 34;
/// The height of a row.
pub(super) const ROW: i64 = 28;
/// The height of a band of lane names.
pub(super) const NAME_BOX: i64 = 26;
/// The height of what is above the first lane names.
const TOP: i64 = 62;
/// The room between lane names and rows, and below the last ones.
const SPACE: i64 = 24;
/// The room at the edges of the picture.
pub(super) const MARGIN: i64 = 16;
/// How wide the column of event numbers is.
pub(super) const NUMBERS: i64 = 44;
/// The least distance of two lifelines.
const GAP_MIN: i64 = 130;
/// How far the ground of the external locations reaches beyond their names.
pub(super) const GROUND_EDGE: i64 = 10;
/// After how many rows the lane names are repeated.
const REPEAT_ROWS: usize = 40;
/// How many columns of a banner are shown at most.
pub(super) const BANNER_COLUMNS_MAX: usize = 100;
/// The height of the letters of a label above its base line, and below it.
#[cfg(test)]
const LETTERS: (i64, i64) = (11, 3);
/// How far above its arrow a label is written.
const LIFT: i64 = 5;
/// How far below the middle of a row the base line of a text beside a lifeline is.
const BESIDE: i64 = 4;

/// How many pixels a text takes in the 12 pixel fixed-width font of labels.
pub(super) fn advance(text: &str) -> i64 {
    (pixels(columns(text)) * 29 + 3) / 4
}

/// How wide the box of a lane's name is.
pub(super) fn name_width(name: &str) -> i64 {
    pixels(columns(name)) * 8 + 24
}

/// Counts of rows and columns are far from the limits of pixels; were one not, it is the limit.
pub(super) fn pixels(count: usize) -> i64 {
    i64::from(i32::try_from(count).unwrap_or(i32::MAX))
}

/// A piece of text in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Its left end.
    pub(super) x: i64,
    /// Its base line.
    pub(super) y: i64,
    /// How wide it is at most.
    pub(super) width: i64,
}

impl Label {
    /// Whether the two have a pixel in common.
    #[cfg(test)]
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (above, below) = LETTERS;
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y - above < other.y + below
            && other.y - above < self.y + below
    }

    /// The highest and the lowest pixel.
    #[cfg(test)]
    pub(super) fn extent(&self) -> (i64, i64) {
        (self.y - LETTERS.0, self.y + LETTERS.1)
    }
}

/// The texts of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    /// The label of the arrow.
    pub(super) label: Option<Label>,
    /// What is wrong with the event or the node.
    pub(super) alarm: Option<Label>,
}

/// Where everything is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placement {
    /// The width of the picture.
    pub(super) width: i64,
    /// Its height.
    pub(super) height: i64,
    /// The lifelines.
    pub(super) lanes: Vec<i64>,
    /// The heights of the rows.
    pub(super) rows: Vec<i64>,
    /// The texts of the rows.
    pub(super) texts: Vec<Texts>,
    /// The middles of the bands of lane names; there is at least one.
    pub(super) bands: Vec<i64>,
}

/// Where an arrow's label goes.
#[derive(Clone, Copy)]
pub(super) enum Side {
    /// Left of that lane, in the middle of the gap.
    Left(usize),
    /// Right of that lane, in the middle of the gap.
    Right(usize),
    /// Left of that lane and close to it: the arrow comes from nowhere.
    CloseLeft(usize),
    /// Right of that lane and close to it: the arrow goes to nowhere, or to where it began.
    CloseRight(usize),
}

impl Side {
    /// Where the label of that arrow goes; nothing if the arrow is at no lane.
    pub(super) fn of(arrow: &Arrow) -> Option<Self> {
        match (arrow.from, arrow.to) {
            (None, Some(to)) => Some(Self::CloseLeft(to)),
            (Some(from), None) => Some(Self::CloseRight(from.lane)),
            (Some(from), Some(to)) if from.lane < to => Some(Self::Left(to)),
            (Some(from), Some(to)) if from.lane > to => Some(Self::Right(to)),
            (Some(from), Some(_)) => Some(Self::CloseRight(from.lane)),
            (None, None) => None,
        }
    }

    /// The gap it is in: that many lanes are to the left of it.
    fn gap(self) -> usize {
        match self {
            Self::Left(lane) | Self::CloseLeft(lane) => lane,
            Self::Right(lane) | Self::CloseRight(lane) => lane + 1,
        }
    }

    /// Where the alarm of an event goes, to which an arrow comes from this side.
    fn opposite(self) -> Self {
        match self {
            Self::Left(lane) | Self::CloseLeft(lane) => Self::CloseRight(lane),
            Self::Right(lane) | Self::CloseRight(lane) => Self::CloseLeft(lane),
        }
    }
}

/// The alarm to be written in the row, and where.
pub(super) fn alarm(row: &Row) -> Option<(Side, String)> {
    match row {
        Row::Change(Change::Crash(lane)) => Some((Side::CloseRight(*lane), "crashed".to_owned())),
        Row::Change(Change::Recovery(lane)) => {
            Some((Side::CloseRight(*lane), "recovered".to_owned()))
        }
        Row::Arrow(arrow) => match &arrow.end {
            End::Event { fault: Some(fault), .. } => {
                Some((Side::of(arrow)?.opposite(), shortened(fault, 48)))
            }
            _ => None,
        },
        Row::Boots(_) | Row::Change(_) | Row::Fold(_) => None,
    }
}

/// What is written across all lanes in the row.
pub(super) fn banner(chart: &Chart, row: &Row) -> Option<String> {
    match row {
        Row::Change(change) if change.lane().is_none() => Some(change.words(chart)),
        Row::Fold(fold) => Some(fold.advice()),
        Row::Boots(_) | Row::Arrow(_) | Row::Change(_) => None,
    }
}

/// Finds a place for everything.
pub(super) fn place(chart: &Chart) -> Placement {
    let gaps = gaps(chart);
    let mut edges = gaps.iter();
    let mut x = MARGIN + NUMBERS + edges.next().map_or(0, |gap| gap.width);
    let mut lanes = Vec::with_capacity(chart.lanes.len());
    for gap in edges {
        lanes.push(x);
        x += gap.width;
    }
    let (rows, bands) = heights(chart.rows.len());
    let height = rows.last().max(bands.last()).map_or(0, |last| last + SPACE);
    let title = pixels(columns(&chart.spec)) * 11 + pixels(columns(&chart.circumstances)) * 8;
    let banners = chart.rows.iter().filter_map(|row| banner(chart, row));
    let banners = banners.map(|words| advance(&shortened(&words, BANNER_COLUMNS_MAX))).max();
    let texts = chart.rows.iter().zip(&rows).map(|(row, y)| texts(row, *y, &lanes, &gaps));
    Placement {
        width: (x + MARGIN)
            .max(title + 4 * MARGIN)
            .max(banners.map_or(0, |banner| banner + NUMBERS + 4 * MARGIN)),
        height,
        texts: texts.collect(),
        lanes,
        rows,
        bands,
    }
}

/// The room between two lifelines, or beside the first or last.
#[derive(Clone, Copy)]
struct Gap {
    width: i64,
    /// How much at its right is kept free: the edge of the ground of the external locations.
    inset: i64,
}

/// The gaps: left of the first lane, between each two, right of the last.
fn gaps(chart: &Chart) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = (0..=chart.lanes.len()).map(|number| gap(chart, number)).collect();
    let mut widen = |side: Side, text: &str| {
        let sides = match side {
            Side::Left(_) | Side::Right(_) => 2 * GUTTER + 4,
            Side::CloseLeft(_) => 2 * GUTTER + 12,
            Side::CloseRight(_) => 2 * GUTTER + 22,
        };
        if let Some(gap) = gaps.get_mut(side.gap()) {
            gap.width = gap.width.max(advance(text) + sides + gap.inset);
        }
    };
    for row in &chart.rows {
        if let Row::Arrow(arrow) = row
            && let Some(side) = Side::of(arrow)
        {
            widen(side, &arrow.label.line());
        }
        if let Some((side, text)) = alarm(row) {
            widen(side, &text);
        }
    }
    gaps
}

/// The gap with that many lanes to its left, as wide as it is without labels.
fn gap(chart: &Chart, number: usize) -> Gap {
    let half = |lane: Option<&Lane>| lane.map_or(0, |lane| name_width(&lane.name) / 2);
    let before = number.checked_sub(1).and_then(|lane| chart.lanes.get(lane));
    let after = chart.lanes.get(number);
    let names = half(before) + half(after) + MARGIN;
    match before.zip(after) {
        Some((before, last)) if before.external != last.external => {
            let inset = (half(after) + GROUND_EDGE + 4 - GUTTER).max(0);
            Gap { width: names.max(GAP_MIN) + GROUND_EDGE + inset, inset }
        }
        Some(_) => Gap { width: names.max(GAP_MIN), inset: 0 },
        None => Gap { width: names.max(GUTTER), inset: 0 },
    }
}

/// The heights of that many rows, and of the bands of names above, between and below them.
fn heights(count: usize) -> (Vec<i64>, Vec<i64>) {
    let mut bands = vec![TOP];
    let mut rows = Vec::with_capacity(count);
    let mut y = TOP + NAME_BOX / 2 + SPACE;
    for row in 0..count {
        if row > 0 && row % REPEAT_ROWS == 0 {
            bands.push(y + 2);
            y += NAME_BOX / 2 + SPACE;
        }
        rows.push(y);
        y += ROW;
    }
    if count == 0 {
        y += ROW;
    }
    bands.push(y + 2);
    (rows, bands)
}

fn texts(row: &Row, y: i64, lanes: &[i64], gaps: &[Gap]) -> Texts {
    let label = match row {
        Row::Arrow(arrow) => {
            let y = if arrow.returns() { y + BESIDE } else { y - LIFT };
            let place = |side| text_at(side, &arrow.label.line(), y, lanes, gaps);
            Side::of(arrow).and_then(place)
        }
        Row::Boots(_) | Row::Change(_) | Row::Fold(_) => None,
    };
    let alarm = alarm(row).and_then(|(side, text)| text_at(side, &text, y + BESIDE, lanes, gaps));
    Texts { label, alarm }
}

fn text_at(side: Side, text: &str, y: i64, lanes: &[i64], gaps: &[Gap]) -> Option<Label> {
    let width = advance(text);
    let gap = gaps.get(side.gap())?;
    let room = gap.width - gap.inset;
    let x = match side {
        Side::Left(lane) => lanes.get(lane)? - gap.width + (room - width) / 2,
        Side::Right(lane) => lanes.get(lane)? + (room - width) / 2,
        Side::CloseLeft(lane) => lanes.get(lane)? - gap.inset - GUTTER - width,
        Side::CloseRight(lane) => lanes.get(lane)? + GUTTER + 8,
    };
    Some(Label { x, y, width })
}
