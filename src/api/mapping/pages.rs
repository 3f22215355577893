//! All pages of a list: which to ask for, and when they are all there.
//!
//! Pages after the first are asked for several at a time where their number is known. Where the list changed while it
//! was read it is read again from the beginning; where it never ends, as much as the app could use is taken.

use super::{Sheet, json};
use crate::api::mapping::json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Most requests for one list, and most records of it.
pub const PAGES_MAX: usize = 1_000;
pub const ROWS_MAX: usize = 100_000;
/// Pages that are on their way together.
pub const TOGETHER: usize = 4;
/// How often a list that keeps changing is begun anew.
const AGAIN_MAX: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// All of it in one answer.
    #[default]
    Whole,
    /// A number of the page in a parameter.
    Page,
    /// The number of records before it in a parameter.
    Offset,
    /// An address or a word in the answer leads to the next one.
    Cursor,
    /// The header `Range: items=0-99`, as PostgREST has it.
    Range,
}

/// Where in an answer something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    Header(String),
    Pointer(String),
}

impl Where {
    pub fn read(&self, sheet: &Sheet) -> Option<String> {
        match self {
            Self::Header(name) => sheet.header(name).map(str::to_owned),
            Self::Pointer(pointer) => json::text_at(&sheet.body, pointer),
        }
    }
}

/// How all of a list is fetched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pages {
    pub by: By,
    /// Records of a page.
    pub size: usize,
    /// The parameter that says so; empty: none.
    pub size_param: String,
    /// The parameter of the page, the offset or the cursor.
    pub param: String,
    /// The number of the first page.
    pub first: usize,
    /// How many records there are; of `Content-Range` what follows the slash.
    pub total: Option<Where>,
    /// The next page's address or cursor.
    pub next: Option<Where>,
    /// What is the same on every page of a list that does not change meanwhile.
    pub version: Option<Where>,
}

/// One page to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Which, from 0.
    pub nth: usize,
    pub params: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
    /// The whole query in place of the resource's own, as the backend wrote it.
    pub written: Option<String>,
}

/// What is to be done after an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Ask for these too; nothing where others are still on their way.
    Ask(Vec<Query>),
    /// All is there.
    Done,
}

/// Why a list could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// An answer that is a refusal.
    Refused(u16),
    /// There is no list where one should be.
    NoList,
    /// It was another one each time it was read.
    NeverStill,
}

/// A list while it is read.
#[derive(Debug)]
pub struct Reading<'a> {
    pages: &'a Pages,
    items: &'a str,
    got: BTreeMap<usize, Vec<Value>>,
    asked: usize,
    flying: usize,
    total: Option<usize>,
    version: Option<String>,
    cursors: BTreeSet<String>,
    rows: usize,
    again: usize,
    /// The records of a page as the server gives it: it may give fewer than it was asked for.
    size: usize,
    /// It never ended, or was longer than the app could use.
    pub is_cut: bool,
}

impl<'a> Reading<'a> {
    /// Begins; `items` points to the list in an answer.
    pub fn new(pages: &'a Pages, items: &'a str) -> Self {
        Self {
            pages,
            items,
            got: BTreeMap::default(),
            asked: 0,
            flying: 0,
            total: None,
            version: None,
            cursors: BTreeSet::new(),
            rows: 0,
            again: 0,
            size: pages.size.max(1),
            is_cut: false,
        }
    }

    /// The page to begin with.
    pub fn begin(&mut self) -> Query {
        self.asked = 1;
        self.flying = 1;
        self.query(0)
    }

    fn query(&self, nth: usize) -> Query {
        let pages = self.pages;
        let mut query = Query {
            nth,
            ..Query::default()
        };
        let mut param = |name: &str, value: usize| {
            if !name.is_empty() {
                query.params.push((name.to_owned(), value.to_string()));
            }
        };
        match pages.by {
            By::Whole | By::Cursor => param(&pages.size_param, pages.size),
            By::Page => {
                param(&pages.size_param, pages.size);
                param(&pages.param, pages.first + nth);
            }
            By::Offset => {
                param(&pages.size_param, pages.size);
                param(&pages.param, nth * self.size);
            }
            By::Range => {
                let from = nth * self.size;
                let range =
                    [from.to_string(), (from + pages.size.max(1) - 1).to_string()].join("-");
                query.headers.push(("Range-Unit".into(), "items".into()));
                query.headers.push(("Range".into(), range));
                query.headers.push(("Prefer".into(), "count=exact".into()));
            }
        }
        query
    }

    /// Takes the answer to a page.
    ///
    /// # Errors
    /// [`Trouble`], after which the list is not to be had.
    pub fn take(&mut self, nth: usize, sheet: &Sheet) -> Result<Step, Trouble> {
        self.flying = self.flying.saturating_sub(1);
        // Behind the last record: PostgREST says 416.
        if sheet.status == 416 && nth > 0 {
            self.got.insert(nth, Vec::new());
            return Ok(self.more(0));
        }
        if !sheet.is_ok() {
            return Err(Trouble::Refused(sheet.status));
        }
        let items = json::at(&sheet.body, self.items).and_then(Value::as_array);
        let items = items.ok_or(Trouble::NoList)?;
        if self.is_other(nth, sheet) {
            return self.restart();
        }
        let count = items.len();
        self.rows += count;
        self.got.insert(nth, items.clone());
        if self.pages.by == By::Whole {
            return Ok(Step::Done);
        }
        if self.rows >= ROWS_MAX || self.asked >= PAGES_MAX {
            self.is_cut |= self.flying == 0;
            return Ok(if self.flying == 0 {
                Step::Done
            } else {
                Step::Ask(Vec::new())
            });
        }
        if self.pages.by == By::Cursor {
            return Ok(self.follow(nth, sheet));
        }
        if nth == 0
            && count < self.size
            && self.total.is_some_and(|total| total > count)
            && count > 0
        {
            self.size = count;
        }
        Ok(self.more(count))
    }

    /// Whether this page is one of another list than those before.
    fn is_other(&mut self, nth: usize, sheet: &Sheet) -> bool {
        let total = self.pages.total.as_ref().and_then(|place| {
            let said = place.read(sheet)?;
            said.rsplit('/').next()?.trim().parse::<usize>().ok()
        });
        let version = self
            .pages
            .version
            .as_ref()
            .and_then(|place| place.read(sheet));
        if nth == 0 {
            self.total = total;
            self.version = version;
            return false;
        }
        total != self.total || version != self.version
    }

    fn restart(&mut self) -> Result<Step, Trouble> {
        self.again += 1;
        if self.again > AGAIN_MAX {
            return Err(Trouble::NeverStill);
        }
        let again = self.again;
        *self = Self::new(self.pages, self.items);
        self.again = again;
        Ok(Step::Ask(vec![self.begin()]))
    }

    fn follow(&mut self, nth: usize, sheet: &Sheet) -> Step {
        let next = self.pages.next.as_ref().and_then(|place| place.read(sheet));
        // One that leads in a circle leads nowhere.
        let next = next.filter(|next| !next.is_empty() && self.cursors.insert(next.clone()));
        let Some(next) = next else {
            return Step::Done;
        };
        let mut query = self.query(nth + 1);
        match next.split_once('?') {
            // Of an address only what is asked: where to ask is said by the configuration.
            Some((_, written)) => query.written = Some(written.to_owned()),
            None => query.params.push((self.pages.param.clone(), next)),
        }
        self.asked += 1;
        self.flying += 1;
        Step::Ask(vec![query])
    }

    fn more(&mut self, count: usize) -> Step {
        let wanted = match self.total {
            Some(total) => total.div_ceil(self.size).min(PAGES_MAX),
            // It ends with a page that is not full; until then one goes ahead.
            None if count < self.size => self.asked,
            None => self.asked + 1,
        };
        let mut queries = Vec::new();
        while self.asked < wanted && self.flying < TOGETHER {
            queries.push(self.query(self.asked));
            self.asked += 1;
            self.flying += 1;
        }
        if queries.is_empty() && self.flying == 0 {
            Step::Done
        } else {
            Step::Ask(queries)
        }
    }

    /// All records, in the order of the pages.
    pub fn records(self) -> Vec<Value> {
        let mut records: Vec<Value> = self.got.into_values().flatten().collect();
        records.truncate(ROWS_MAX);
        records
    }

    /// How often it had to be begun anew.
    pub fn restarts(&self) -> usize {
        self.again
    }
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
