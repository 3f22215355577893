//! What was read, what was not taken and why, and what was guessed: lines for a person, and JSON.

use super::plain::short;
use kepu_day::words::import as words;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Letters of a value that are shown.
const MOST_SHOWN: usize = 40;
/// Lines of each part that are printed, and row numbers that are kept of one guess.
const MOST_LINES: usize = 200;
const MOST_ROWS: usize = 1_000;

/// Something not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    pub sheet: String,
    /// As its reader counts: a row of a sheet, a line of a calendar, an item of a list.
    pub row: usize,
    pub column: String,
    pub value: String,
    pub reason: String,
}

/// The same guess at several rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Guess {
    sheet: String,
    column: String,
    reason: String,
    value: String,
}

#[derive(Debug, Default)]
pub struct Report {
    /// The sheet that is read now.
    pub sheet: String,
    /// Rows read, and of those the ones that became a part of the year.
    pub read: usize,
    pub taken: usize,
    pub activities: usize,
    pub sessions: usize,
    pub rows: Vec<Issue>,
    pub cells: Vec<Issue>,
    guesses: BTreeMap<Guess, (Vec<usize>, usize)>,
}

impl Report {
    fn issue(&self, row: usize, column: &str, value: &str, reason: &str) -> Issue {
        Issue {
            sheet: self.sheet.clone(),
            row,
            column: column.to_owned(),
            value: short(value, MOST_SHOWN),
            reason: reason.to_owned(),
        }
    }

    /// A row that is not taken.
    pub fn row(&mut self, row: usize, column: &str, value: &str, reason: &str) {
        let issue = self.issue(row, column, value, reason);
        self.rows.push(issue);
    }

    /// A cell of a row that is taken without it.
    pub fn cell(&mut self, row: usize, column: &str, value: &str, reason: &str) {
        let issue = self.issue(row, column, value, reason);
        self.cells.push(issue);
    }

    /// Something worked out that nobody wrote, or that looks odd.
    pub fn guess(&mut self, row: usize, column: &str, value: &str, reason: &str) {
        let guess = Guess {
            sheet: self.sheet.clone(),
            column: column.to_owned(),
            reason: reason.to_owned(),
            value: short(value, MOST_SHOWN),
        };
        let (rows, count) = self.guesses.entry(guess).or_default();
        *count += 1;
        if rows.len() < MOST_ROWS {
            rows.push(row);
        }
    }

    /// Whether `reason` was given for a guess, and of how many rows.
    #[cfg(test)]
    pub fn guessed(&self, reason: &str) -> usize {
        let found = self
            .guesses
            .iter()
            .filter(|(guess, _)| guess.reason == reason);
        found.map(|(_, (_, count))| count).sum()
    }

    /// For a person: what counts first, each kind in lines, no more of one kind than anybody reads.
    pub fn lines(&self) -> String {
        let mut out = words::summary(self.read, self.taken, self.activities, self.sessions);
        out.push('\n');
        for (title, issues) in [
            (words::NOT_TAKEN, &self.rows),
            (words::CELLS_NOT_TAKEN, &self.cells),
        ] {
            let lines = issues.iter().map(|issue| {
                let what = said(&issue.column, &issue.value);
                (&issue.sheet, words::at(issue.row), what, &issue.reason)
            });
            part(&mut out, title, issues.len(), lines);
        }
        // What somebody wrote is looked at first, then what nobody did.
        let (written, silent): (Vec<_>, Vec<_>) = self
            .guesses
            .iter()
            .partition(|(guess, _)| !guess.value.is_empty());
        let guesses = written
            .into_iter()
            .chain(silent)
            .map(|(guess, (rows, count))| {
                let what = said(&guess.column, &guess.value);
                (
                    &guess.sheet,
                    words::at_all(rows, *count),
                    what,
                    &guess.reason,
                )
            });
        part(&mut out, words::GUESSED, self.guesses.len(), guesses);
        out
    }

    /// All of it.
    pub fn json(&self) -> Value {
        let issues = |issues: &[Issue]| -> Vec<Value> {
            let all = issues.iter().map(|issue| {
                json!({"sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value, "reason": issue.reason})
            });
            all.collect()
        };
        let guesses = self.guesses.iter().map(|(guess, (rows, count))| {
            json!({"sheet": guess.sheet, "rows": rows, "count": count, "column": guess.column, "value": guess.value, "reason": guess.reason})
        });
        json!({
            "read": self.read,
            "taken": self.taken,
            "activities": self.activities,
            "sessions": self.sessions,
            "not_taken": issues(&self.rows),
            "cells_not_taken": issues(&self.cells),
            "guessed": guesses.collect::<Vec<_>>(),
        })
    }
}

/// 日期“9月31日”
fn said(column: &str, value: &str) -> String {
    match value {
        "" => column.to_owned(),
        value => format!("{column}“{value}”"),
    }
}

fn part<'a>(
    out: &mut String,
    title: &str,
    count: usize,
    lines: impl Iterator<Item = (&'a String, String, String, &'a String)>,
) {
    if count == 0 {
        return;
    }
    out.push_str(title);
    out.push('\n');
    for (sheet, place, what, reason) in lines.take(MOST_LINES) {
        let sheet = if sheet.is_empty() {
            String::new()
        } else {
            format!("{sheet} ")
        };
        out.push_str(&format!("  {sheet}{place}，{what}：{reason}\n"));
    }
    if count > MOST_LINES {
        out.push_str(&words::more(count - MOST_LINES));
        out.push('\n');
    }
}
