//! The sheet as it is now beside what is offered, and what there is to say about it.

use super::board::{Board, Wanted};
use crate::domain::grade::{Fault, Pick, Sheet, Spot};
use crate::domain::registration::FullLine;
use crate::domain::rotation::{Bar, Plan};
use crate::state::App;
use crate::words::grade as words;
use std::sync::Arc;

/// What was said of the sheet: by a check, by the server, by a proposal.
#[derive(Clone, Default, PartialEq)]
pub struct Said {
    pub faults: Vec<Fault>,
    /// The visits that the server had no room for, each with what it named instead.
    pub full: Vec<(usize, usize, FullLine)>,
    /// How many places a session can have left at most, where the server said that there are too few.
    pub less: Vec<(String, u32)>,
    /// The proposal that stands was asked for by hand and is made once more when the places have been counted anew.
    pub anew: bool,
    /// What the proposal that stands was made for.
    pub made_for: Option<Wanted>,
}

#[derive(PartialEq)]
pub struct Now {
    pub sheet: Sheet,
    pub said: Said,
    pub wanted: Wanted,
    /// None while there is no programme.
    pub board: Option<Arc<Board>>,
    pub plan: Plan,
}

impl Now {
    pub fn of(app: App, sheet: Sheet, said: Said) -> Self {
        let wanted = Wanted::of(&sheet);
        let board = Board::of(app, &wanted, &said.less);
        let plan = board.as_ref().map(|board| sheet.plan(&board.offered));
        Self {
            plan: plan.unwrap_or_default(),
            sheet,
            said,
            wanted,
            board,
        }
    }

    /// Whether a proposal is still to come for what is typed now.
    pub fn is_planning(&self) -> bool {
        self.board.is_some() && self.said.made_for.as_ref() != Some(&self.wanted)
    }

    /// Classes, activities and sessions: what the table is made of.
    pub fn shape(&self) -> String {
        let mut shape = self.sheet.rows.len().to_string();
        let ids = self.board.iter().flat_map(|board| &board.offered.ids);
        for id in self.sheet.activities.iter().chain(ids) {
            shape.push(' ');
            shape.push_str(id);
        }
        shape
    }

    /// What a class is called.
    pub fn class(&self, at: usize) -> String {
        match self.sheet.rows.get(at) {
            Some(row) if !row.name.trim().is_empty() => row.name.trim().to_owned(),
            _ => words::class(at + 1),
        }
    }

    /// The name of an activity of the sheet.
    pub fn title(&self, activity: usize) -> String {
        let id = self.sheet.activities.get(activity);
        let title = id.and_then(|id| Some(self.board.as_ref()?.title(id)));
        title.unwrap_or_default()
    }

    /// The session of a visit.
    pub fn session(&self, class: usize, activity: usize) -> Option<usize> {
        let at = class * self.sheet.activities.len() + activity;
        self.plan.get(at).copied().flatten()
    }

    /// Whether a person has decided that a class does not go.
    pub fn stays_away(&self, class: usize, activity: usize) -> bool {
        self.pick(class, activity)
            .is_some_and(|pick| pick.session.is_empty())
    }

    fn pick(&self, class: usize, activity: usize) -> Option<&Pick> {
        let id = self.sheet.activities.get(activity)?;
        self.sheet.rows.get(class)?.pick(id)
    }

    /// What is wrong with an input.
    pub fn fault(&self, spot: Spot) -> Option<String> {
        let mine = self.said.faults.iter().find(|fault| fault.spot == spot)?;
        Some(words::slip(spot, mine.slip).to_owned())
    }

    /// What the server named in place of a visit that it had no room for.
    pub fn full(&self, class: usize, activity: usize) -> Option<&FullLine> {
        let mut full = self.said.full.iter();
        let mine = full.find(|(row, at, _)| (*row, *at) == (class, activity));
        mine.map(|(.., line)| line)
    }

    /// Why a class cannot be in a session.
    pub fn bar(&self, class: usize, session: usize) -> Option<Bar> {
        let task = &self.board.as_ref()?.offered.task;
        let known = session < task.candidates.len() && class < task.classes.len();
        known
            .then(|| task.bar(&self.plan, class, session))
            .flatten()
    }

    /// What is wrong with a visit, in words.
    pub fn trouble(&self, app: App, class: usize, activity: usize) -> Option<String> {
        let board = self.board.as_ref()?;
        if self.is_planning() || class >= self.sheet.rows.len() {
            return None;
        }
        if self.full(class, activity).is_some() {
            return Some(words::FULL_HERE.to_owned());
        }
        if let Some(session) = self.session(class, activity) {
            let bar = self.bar(class, session)?;
            return Some(board.bar(app, session, bar));
        }
        if self.stays_away(class, activity) {
            return None;
        }
        let task = &board.offered.task;
        let why = task.why(&self.plan, class, activity);
        let one = task.sessions(activity).next();
        // One would do, but nobody has chosen it.
        if why.is_empty() && one.is_some() {
            return Some(words::NOT_YET.to_owned());
        }
        let mut whys = Vec::new();
        for bar in why {
            whys.push(board.bar(app, one.unwrap_or(0), bar));
        }
        Some(words::none(&whys))
    }

    /// Classes and activities, pair by pair.
    pub fn visits(&self) -> impl Iterator<Item = (usize, usize)> {
        let activities = self.sheet.activities.len();
        let count = self.sheet.rows.len() * activities;
        (0..count).map(move |at| (at / activities, at % activities))
    }

    /// What came of the proposal and of what was changed since.
    pub fn summary(&self, app: App) -> String {
        let Some(board) = self.board.as_ref() else {
            return String::new();
        };
        if self.is_planning() {
            return words::PLANNING.to_owned();
        }
        let mut open = 0;
        for (class, activity) in self.visits() {
            open += usize::from(self.trouble(app, class, activity).is_some());
        }
        words::planned(open, board.span(&self.plan))
    }
}
