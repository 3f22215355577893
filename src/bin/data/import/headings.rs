//! Which row of a sheet names its columns, and what they are.

use super::plain::{key, short};
use super::report::Report;
use super::table::{Row, Table};
use kepu_day::words::import as words;
use kepu_day::words::table::Column;
use std::collections::{BTreeMap, HashMap};

/// Rows from the top in which headings are looked for: above them stand titles and instructions.
const MOST_ABOVE: usize = 30;

/// The text of each known column of a row, as it was written.
pub type Cells = BTreeMap<Column, String>;

/// Where the headings stand, and where each column does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings {
    /// Index of the row.
    pub at: usize,
    pub columns: Vec<(Column, usize)>,
}

impl Headings {
    /// The row among the first that names most columns, and at least a title and a day.
    pub fn find(table: &Table) -> Option<Self> {
        let known: HashMap<String, Column> = Column::ALL
            .into_iter()
            .flat_map(|column| {
                column
                    .headings()
                    .iter()
                    .map(move |heading| (key(heading), column))
            })
            .collect();
        let named = |row: &Row| {
            let mut columns: Vec<(Column, usize)> = Vec::new();
            for (at, cell) in row.cells.iter().enumerate() {
                let Some(column) = known.get(&key(cell)) else {
                    continue;
                };
                match columns.iter().position(|one| one.0 == *column) {
                    None => columns.push((*column, at)),
                    // 日期 and 时间 side by side: the second is of hours.
                    Some(first)
                        if *column == Column::Date
                            && columns.iter().all(|one| one.0 != Column::Start) =>
                    {
                        let hours_first = key(&row.cells[columns[first].1]).contains("时间");
                        let hours = if hours_first {
                            std::mem::replace(&mut columns[first].1, at)
                        } else {
                            at
                        };
                        columns.push((Column::Start, hours));
                    }
                    Some(_) => {}
                }
            }
            columns
        };
        let rows = table.rows.iter().take(MOST_ABOVE).enumerate();
        let all = rows.map(|(at, row)| Self {
            at,
            columns: named(row),
        });
        let has = |one: &Self, column| one.columns.iter().any(|(known, _)| *known == column);
        // Of equals the first: a row of the same words again would be no heading.
        all.filter(|one| {
            has(one, Column::Title) && (has(one, Column::Date) || has(one, Column::Start))
        })
        .rev()
        .max_by_key(|one| one.columns.len())
    }

    /// Says which columns nobody knows.
    pub fn tell(&self, table: &Table, report: &mut Report) {
        let row = &table.rows[self.at];
        let mut all: Vec<String> = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            if cell.trim().is_empty() || self.columns.iter().any(|(_, known)| *known == at) {
                continue;
            }
            let twice = self.columns.iter().any(|(column, _)| {
                column
                    .headings()
                    .iter()
                    .any(|heading| key(heading) == key(cell))
            });
            let why = if twice {
                words::SAME_HEADING
            } else {
                words::UNKNOWN_HEADING
            };
            let shown = short(cell, 20);
            if !all.contains(&shown) && !matches!(key(cell).as_str(), "序号" | "no") {
                report.guess(row.number, words::HEADING, &shown, why);
                all.push(shown);
            }
        }
    }

    /// The known cells of a row that hold something.
    pub fn cells(&self, row: &Row) -> Cells {
        let cell = |(column, at): &(Column, usize)| {
            let text = row.cells.get(*at)?;
            (!text.trim().is_empty()).then(|| (*column, text.clone()))
        };
        self.columns.iter().filter_map(cell).collect()
    }

    /// The row says the headings once more, as at a page's top.
    pub fn again(&self, cells: &Cells) -> bool {
        let same = |(column, text): (&Column, &String)| {
            column
                .headings()
                .iter()
                .any(|heading| key(heading) == key(text))
        };
        !cells.is_empty() && cells.iter().all(same)
    }
}
