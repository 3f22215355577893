//! A table as it was read, whatever file it stood in: rows of text.

use crate::Outcome;
use kepu_day::words::import as words;

/// Rows of one sheet that are read. Whoever has more has no list of one city's activities.
pub const MOST_ROWS: usize = 200_000;
/// Columns that are read.
pub const MOST_COLUMNS: usize = 128;
/// Letters of a cell that are read, as many as a spreadsheet holds.
pub const MOST_LETTERS: usize = 32_767;
/// Bytes of a file that are read.
pub const MOST_BYTES: u64 = 64 << 20;

/// A row, with the number its reader sees beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub number: usize,
    pub cells: Vec<String>,
}

impl Row {
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Empty where the file has no sheets.
    pub name: String,
    pub rows: Vec<Row>,
}

/// The text of a table in UTF-8 or UTF-16 with its mark, in UTF-8 without, else in GB 18030, of which GBK is a part;
/// and whether the last was only guessed.
pub fn decode(bytes: &[u8]) -> (String, bool) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return (
            encoding
                .decode_without_bom_handling(&bytes[mark..])
                .0
                .into_owned(),
            false,
        );
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (
            encoding_rs::GB18030
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
            true,
        ),
    }
}

/// Reads a table of separated values: the separator is the one of comma, tab and semicolon that the first rows have most of.
///
/// # Errors
/// More rows than [`MOST_ROWS`].
pub fn separated(text: &str) -> Outcome<Table> {
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut reader = Reader {
        chars: text.chars().peekable(),
        separator,
    };
    while let Some(cells) = reader.row() {
        if rows.len() >= MOST_ROWS {
            return Err(words::too_many_rows(MOST_ROWS));
        }
        rows.push(Row {
            number: rows.len() + 1,
            cells,
        });
    }
    Ok(Table {
        name: String::new(),
        rows,
    })
}

fn separator(text: &str) -> char {
    let mut counts = [(',', 0_u32), ('\t', 0), (';', 0)];
    let mut quoted = false;
    let mut lines = 0;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => lines += 1,
            _ if quoted => {}
            _ => {
                if let Some(count) = counts.iter_mut().find(|count| count.0 == c) {
                    count.1 += 1;
                }
            }
        }
        if lines > 20 {
            break;
        }
    }
    // Of equals the first; a comma is found in descriptions too, a tab never.
    counts
        .iter()
        .rev()
        .max_by_key(|count| count.1)
        .map_or(',', |count| count.0)
}

struct Reader<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    separator: char,
}

impl Reader<'_> {
    /// The next record, nothing at the end. Cells beyond the bounds are left out.
    fn row(&mut self) -> Option<Vec<String>> {
        self.chars.peek()?;
        let mut cells = Vec::new();
        loop {
            let (cell, more) = self.cell();
            if cells.len() < MOST_COLUMNS {
                cells.push(cell);
            }
            if !more {
                return Some(cells);
            }
        }
    }

    /// A cell and whether its row goes on. Quotes count where a cell begins with one; a quote that nobody closes goes to the
    /// end of the file, as in every program.
    fn cell(&mut self) -> (String, bool) {
        let mut cell = String::new();
        let mut letters = 0;
        let mut quoted = self.chars.next_if_eq(&'"').is_some();
        while let Some(c) = self.chars.next() {
            match c {
                '"' if quoted && self.chars.next_if_eq(&'"').is_none() => {
                    quoted = false;
                    continue;
                }
                _ if quoted => {}
                c if c == self.separator => return (cell, true),
                '\r' => {
                    self.chars.next_if_eq(&'\n');
                    return (cell, false);
                }
                '\n' => return (cell, false),
                _ => {}
            }
            letters += 1;
            if letters <= MOST_LETTERS {
                cell.push(c);
            }
        }
        (cell, false)
    }
}
