//! One line of characters that can be written at any column.

use super::char_columns;

/// A line. Every cell is one column of the terminal.
#[derive(Default)]
pub(super) struct Line {
    cells: Vec<Cell>,
}

#[derive(Clone, Default)]
struct Cell {
    /// What stands there; nothing in the second column of a wide character.
    base: Option<char>,
    /// Marks on it, which take no column.
    marks: String,
}

impl Line {
    /// Writes a character that is one column wide.
    pub(super) fn set(&mut self, x: usize, c: char) {
        self.cell(x, Cell { base: Some(c), marks: String::new() });
    }

    /// Writes the text from that column on.
    pub(super) fn put(&mut self, x: usize, text: &str) {
        let mut next = x;
        for c in text.chars() {
            let columns = char_columns(c);
            if columns == 0 {
                let last = next.checked_sub(1).and_then(|last| self.cells.get_mut(last));
                last.into_iter().for_each(|cell| cell.marks.push(c));
                continue;
            }
            self.set(next, c);
            for second in 1..columns {
                self.cell(next + second, Cell::default());
            }
            next += columns;
        }
    }

    /// Appends the line to `out`, without blanks at its end.
    pub(super) fn write(&self, out: &mut String) {
        let mut line = String::new();
        for cell in &self.cells {
            line.extend(cell.base);
            line.push_str(&cell.marks);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }

    fn cell(&mut self, x: usize, cell: Cell) {
        while self.cells.len() <= x {
            self.cells.push(Cell { base: Some(' '), marks: String::new() });
        }
        if let Some(place) = self.cells.get_mut(x) {
            *place = cell;
        }
    }
}
