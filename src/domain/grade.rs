//! The form of a grade as a value: its classes, what they visit, and the lines it becomes.

use super::form::{Reason, count};
use super::party::{Bands, Party};
use super::receipt::Snapshot;
use super::registration::{Line, Request};
use super::rotation::{ACTIVITIES_MAX, CLASSES_MAX, Offered, Plan, VISITS_MAX};
use super::text;
use chrono::NaiveDate;
use serde::Serialize;

/// Longest name of a class, in characters.
const NAME_MAX: usize = 20;
/// When a school day begins and ends if nobody says so, in minutes of the day.
const HOURS: (i32, i32) = (8 * 60, 18 * 60);

/// Which session a class has of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pick {
    pub activity: String,
    /// Empty when a person has decided that the class does not go.
    pub session: String,
    /// A person has chosen it: a proposal keeps it.
    pub by_hand: bool,
}

/// A class: what was typed, and where it goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    pub name: String,
    pub pupils: String,
    pub adults: String,
    pub picks: Vec<Pick>,
}

/// What a teacher has typed and chosen, contact and school apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub rows: Vec<Row>,
    /// The ids of the activities to visit.
    pub activities: Vec<String>,
    pub day: Option<NaiveDate>,
    pub hours: (i32, i32),
}

/// An input of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    Activities,
    Name(usize),
    Pupils(usize),
    Adults(usize),
    /// The session of a class and an activity.
    Visit(usize, usize),
}

/// What is wrong with an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    Is(Reason),
    /// Another class has this name.
    Twice,
    /// More lines than one registration may have.
    TooMany,
    /// Nobody has decided where the class goes.
    Open,
    /// The class goes nowhere at all.
    Nowhere,
}

/// An input and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub spot: Spot,
    pub slip: Slip,
}

impl Row {
    fn named(at: usize, name: impl Fn(usize) -> String) -> Self {
        Self {
            name: name(at + 1),
            ..Self::default()
        }
    }

    /// The heads of the class; none while they cannot be read.
    pub fn party(&self) -> Party {
        let heads = |typed: &str| count(typed).ok().flatten().unwrap_or(0);
        Party {
            adults: heads(&self.adults),
            children: heads(&self.pupils),
            bands: Bands::default(),
        }
    }

    /// What is typed in one of its inputs.
    pub fn typed(&self, spot: Spot) -> &str {
        match spot {
            Spot::Pupils(_) => &self.pupils,
            Spot::Adults(_) => &self.adults,
            _ => &self.name,
        }
    }

    pub fn set_typed(&mut self, spot: Spot, typed: &str) {
        let input = match spot {
            Spot::Pupils(_) => &mut self.pupils,
            Spot::Adults(_) => &mut self.adults,
            _ => &mut self.name,
        };
        typed.clone_into(input);
    }

    pub fn pick(&self, activity: &str) -> Option<&Pick> {
        self.picks.iter().find(|pick| pick.activity == activity)
    }

    fn set(&mut self, pick: Pick) {
        self.picks.retain(|other| other.activity != pick.activity);
        self.picks.push(pick);
    }
}

impl Sheet {
    /// An empty sheet for a visit of these activities, with one class.
    pub fn new(activities: Vec<String>, name: impl Fn(usize) -> String) -> Self {
        let mut sheet = Self {
            rows: vec![Row::named(0, name)],
            activities,
            day: None,
            hours: HOURS,
        };
        sheet.activities.truncate(ACTIVITIES_MAX);
        sheet
    }

    /// The sheet as it was when it was handed in; `seen` says which activity a session is of.
    pub fn of(request: &Request, seen: &[Snapshot]) -> Self {
        let mut sheet = Self::new(Vec::new(), |_| String::new());
        sheet.rows.clear();
        for line in &request.lines {
            let Some(at) = seen.iter().find(|at| at.session == line.session) else {
                continue;
            };
            if !sheet.activities.contains(&at.activity) {
                sheet.activities.push(at.activity.clone());
            }
            let known = sheet.rows.iter().position(|row| row.name == line.class);
            let row = known.unwrap_or_else(|| {
                sheet.rows.push(Row {
                    name: line.class.clone(),
                    pupils: line.party.children.to_string(),
                    adults: line.party.adults.to_string(),
                    picks: Vec::new(),
                });
                sheet.rows.len() - 1
            });
            sheet.rows[row].set(Pick {
                activity: at.activity.clone(),
                session: line.session.clone(),
                by_hand: true,
            });
        }
        sheet
    }

    /// So many classes with so many heads each; those there are keep their names.
    pub fn fill(
        &mut self,
        classes: usize,
        pupils: &str,
        adults: &str,
        name: impl Fn(usize) -> String,
    ) {
        self.rows.truncate(classes);
        while self.rows.len() < classes.min(CLASSES_MAX) {
            self.rows.push(Row::named(self.rows.len(), &name));
        }
        for row in &mut self.rows {
            pupils.clone_into(&mut row.pupils);
            adults.clone_into(&mut row.adults);
        }
    }

    /// One more class, as big as the last.
    pub fn add(&mut self, name: impl Fn(usize) -> String) {
        if self.rows.len() < CLASSES_MAX {
            let last = self.rows.last().cloned().unwrap_or_default();
            let row = Row::named(self.rows.len(), name);
            self.rows.push(Row {
                pupils: last.pupils,
                adults: last.adults,
                ..row
            });
        }
    }

    /// Chooses a session for a class by hand; none leaves the class out.
    pub fn choose(&mut self, row: usize, activity: usize, session: &str) {
        let Some(activity) = self.activities.get(activity).cloned() else {
            return;
        };
        if let Some(row) = self.rows.get_mut(row) {
            row.set(Pick {
                activity,
                session: session.to_owned(),
                by_hand: true,
            });
        }
    }

    /// One more activity to visit, if it is none yet.
    pub fn visit(&mut self, activity: &str) {
        let known = self.activities.iter().any(|id| id == activity);
        if !known && self.activities.len() < ACTIVITIES_MAX && !activity.is_empty() {
            self.activities.push(activity.to_owned());
        }
    }

    /// Takes an activity off, and what was chosen of it.
    pub fn leave_out(&mut self, activity: &str) {
        self.activities.retain(|id| id != activity);
        for row in &mut self.rows {
            row.picks.retain(|pick| pick.activity != activity);
        }
    }

    pub fn parties(&self) -> Vec<Party> {
        self.rows.iter().map(Row::party).collect()
    }

    /// Pupils and adults of all classes.
    pub fn heads(&self) -> (u32, u32) {
        let sum = |(pupils, adults): (u32, u32), row: &Row| {
            let party = row.party();
            (pupils + party.children, adults + party.adults)
        };
        self.rows.iter().fold((0, 0), sum)
    }

    /// What is chosen, against what is offered.
    pub fn plan(&self, offered: &Offered) -> Plan {
        self.visits(|pick| offered.place(&pick.session))
    }

    /// What was chosen by hand. A class that does not go has a session that there is not.
    pub fn pins(&self, offered: &Offered) -> Plan {
        self.visits(|pick| {
            let at = offered.place(&pick.session);
            match pick.session.is_empty() {
                true => pick.by_hand.then_some(usize::MAX),
                false => at.filter(|_| pick.by_hand),
            }
        })
    }

    fn visits(&self, of: impl Fn(&Pick) -> Option<usize>) -> Plan {
        let mut plan = Vec::new();
        for row in &self.rows {
            let visits = self.activities.iter();
            plan.extend(visits.map(|activity| row.pick(activity).and_then(&of)));
        }
        plan
    }

    /// Takes a proposal over; what was chosen by hand stays.
    pub fn take(&mut self, offered: &Offered, plan: &[Option<usize>]) {
        let activities = &self.activities;
        for (at, row) in self.rows.iter_mut().enumerate() {
            for (nth, activity) in activities.iter().enumerate() {
                if row.pick(activity).is_some_and(|pick| pick.by_hand) {
                    continue;
                }
                row.picks.retain(|pick| pick.activity != *activity);
                let session = plan.get(at * activities.len() + nth).copied().flatten();
                if let Some(session) = session.and_then(|at| offered.ids.get(at)) {
                    row.picks.push(Pick {
                        activity: activity.clone(),
                        session: session.clone(),
                        by_hand: false,
                    });
                }
            }
        }
    }

    /// Forgets what was chosen by hand.
    pub fn let_go(&mut self) {
        for row in &mut self.rows {
            row.picks.clear();
        }
    }

    /// The lines of the registration, class by class, or all that is missing, in the order of the page.
    ///
    /// # Errors
    /// What is wrong with the inputs, and with visits that nobody has decided.
    pub fn check(&self) -> Result<Vec<Line>, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut fail = |spot, slip| faults.push(Fault { spot, slip });
        if self.activities.is_empty() {
            fail(Spot::Activities, Slip::Is(Reason::Required));
        }
        let mut lines = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let name = text::line(&row.name, text::LINE_MAX);
            let same = |other: &Row| text::line(&other.name, text::LINE_MAX) == name;
            if name.is_empty() {
                fail(Spot::Name(at), Slip::Is(Reason::Required));
            } else if name.chars().count() > NAME_MAX {
                fail(Spot::Name(at), Slip::Is(Reason::TooLong));
            } else if self.rows[..at].iter().any(same) {
                fail(Spot::Name(at), Slip::Twice);
            }
            for (spot, typed) in [
                (Spot::Pupils(at), &row.pupils),
                (Spot::Adults(at), &row.adults),
            ] {
                match count(typed) {
                    Ok(None | Some(0)) => fail(spot, Slip::Is(Reason::Required)),
                    Ok(Some(_)) => {}
                    Err(reason) => fail(spot, Slip::Is(reason)),
                }
            }
            lines.extend(
                row.picks
                    .iter()
                    .filter(|pick| !pick.session.is_empty())
                    .map(|pick| Line {
                        class: name.clone(),
                        ..Line::new(&pick.session, row.party())
                    }),
            );
        }
        for (at, row) in self.rows.iter().enumerate() {
            for (nth, activity) in self.activities.iter().enumerate() {
                if row.pick(activity).is_none() {
                    fail(Spot::Visit(at, nth), Slip::Open);
                }
            }
            let nowhere = row.picks.iter().all(|pick| pick.session.is_empty());
            if nowhere && row.picks.len() == self.activities.len() && !row.picks.is_empty() {
                fail(Spot::Visit(at, 0), Slip::Nowhere);
            }
        }
        if lines.len() > VISITS_MAX {
            fail(Spot::Activities, Slip::TooMany);
        }
        match faults.is_empty() {
            true => Ok(lines),
            false => Err(faults),
        }
    }

    /// The sessions that any class has, each once.
    pub fn sessions(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for pick in self.rows.iter().flat_map(|row| &row.picks) {
            if !pick.session.is_empty() && !found.contains(&pick.session) {
                found.push(pick.session.clone());
            }
        }
        found
    }

    /// The class and the activity of a line, as [`Sheet::check`] made it.
    pub fn spot(&self, class: &str, session: &str) -> Option<(usize, usize)> {
        let named = |row: &Row| text::line(&row.name, text::LINE_MAX) == class;
        let at = self.rows.iter().position(named)?;
        let had = |activity: &String| {
            let pick = self.rows[at].pick(activity);
            pick.is_some_and(|pick| pick.session == session)
        };
        Some((at, self.activities.iter().position(had)?))
    }
}

mod stored;

#[cfg(test)]
#[path = "grade_tests.rs"]
mod tests;
