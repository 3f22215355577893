//! What a session's row says of signing up, and of the session itself.

use super::members::{Record, Row};
use super::plain::{key, line, numbers, parts};
use super::when::{self, Hint};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use kepu_day::words::import as words;
use kepu_day::words::sheet::{NO, NO_BOOKING, STATUSES, UNLIMITED, WHO};
use kepu_day::words::table::Column;
use serde_json::{Value, json};

/// How signing up works at every session of a row.
#[derive(Debug, Clone, Default)]
pub struct Booking {
    /// Seats, where one has to sign up.
    pub capacity: Option<u32>,
    shared: Record,
    opens: Option<NaiveDateTime>,
    closes: Option<NaiveDateTime>,
}

/// The city's time as the contract writes it.
pub fn stamp(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S+08:00").to_string()
}

impl Booking {
    /// The seats, where one has to sign up.
    ///
    /// # Errors
    /// One has to sign up, and nobody knows for how many seats.
    pub fn seats(row: &mut Row) -> Result<Option<u32>, &'static str> {
        let capacity = match row.text(Column::Capacity) {
            Some(text) if UNLIMITED.iter().any(|word| text.contains(word)) => None,
            Some(text) => {
                let number = numbers(text)
                    .into_iter()
                    .max()
                    .filter(|number| (1..=100_000).contains(number));
                if number.is_none() {
                    row.refuse(Column::Capacity, text, words::BAD_NUMBER);
                }
                number
            }
            None => None,
        };
        let written = row.text(Column::Booking).map(|text| {
            let said = key(text);
            let says =
                |word: &&str| said == key(word) || word.chars().count() > 1 && said.contains(*word);
            !NO_BOOKING.iter().chain(&NO).any(says)
        });
        // The number of whoever comes by is no number of seats.
        match written {
            Some(false) => Ok(None),
            Some(true) => capacity.map(Some).ok_or(words::NO_CAPACITY),
            None => {
                if capacity.is_some() {
                    row.guess(Column::Booking, "", words::BOOKABLE);
                }
                Ok(capacity)
            }
        }
    }

    /// Reads the other cells; the audiences say who signs up where no cell does.
    pub fn read(row: &mut Row, seats: Option<u32>, audiences: &Value, year: i32) -> Self {
        let mut booking = Self::default();
        if let Some(capacity) = seats {
            booking.capacity = seats;
            booking.shared(row, audiences, capacity);
            booking.opens = moment(row, Column::Opens, year);
            booking.closes = moment(row, Column::Closes, year);
        }
        booking
    }

    fn shared(&mut self, row: &mut Row, audiences: &Value, capacity: u32) {
        let mut kinds: Vec<&str> = Vec::new();
        for part in row.text(Column::Who).map(parts).unwrap_or_default() {
            match super::vocabulary::word_of(&WHO, &part) {
                Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
                Some(_) => {}
                None => row.refuse(Column::Who, &part, &words::no_word("个人、家庭、班级")),
            }
        }
        if kinds.is_empty() {
            let of = |id: &str| {
                audiences
                    .as_array()
                    .is_some_and(|list| list.iter().any(|one| one == id))
            };
            kinds = if of("family") {
                vec!["person", "family"]
            } else {
                vec!["person"]
            };
            row.guess(Column::Who, "", words::WHO_GUESSED);
        }
        let class = kinds.contains(&"class");
        let party = row
            .text(Column::Party)
            .and_then(|text| match numbers(text)[..] {
                [min, max] if 1 <= min && min <= max => Some((min, max)),
                [most] if most >= 1 => Some((1, most)),
                _ => None,
            });
        let (min, max) = party.unwrap_or_else(|| {
            row.guess(Column::Party, "", words::PARTY_GUESSED);
            if class {
                (1, capacity)
            } else {
                (1, if kinds == ["person"] { 1 } else { 4 })
            }
        });
        self.shared.insert("kinds".into(), json!(kinds));
        self.shared.insert(
            "party".into(),
            json!({"min": min.min(capacity), "max": max.min(capacity)}),
        );
        if class {
            let ratio = row
                .text(Column::Ratio)
                .and_then(|text| numbers(text).into_iter().max());
            self.shared.insert(
                "ratio".into(),
                json!(ratio.filter(|ratio| (1..=50).contains(ratio)).unwrap_or(15)),
            );
        }
    }

    /// What signing up adds to the session that starts then.
    pub fn put(
        &self,
        session: &mut Record,
        start: NaiveDateTime,
        first_day: NaiveDate,
        row: &mut Row,
    ) {
        let Some(capacity) = self.capacity else {
            session.insert("booking".into(), json!("none"));
            session.insert("waitlist".into(), json!(false));
            return;
        };
        session.insert("booking".into(), json!("required"));
        session.insert("capacity".into(), json!(capacity));
        session.extend(self.shared.clone());
        let closes = self
            .closes
            .filter(|closes| *closes <= start)
            .unwrap_or_else(|| {
                row.guess(Column::Closes, "", words::CLOSES_GUESSED);
                start - Duration::hours(1)
            });
        let opens = self
            .opens
            .filter(|opens| *opens < closes)
            .unwrap_or_else(|| {
                row.guess(Column::Opens, "", words::OPENS_GUESSED);
                let usual = first_day.and_hms_opt(8, 0, 0).unwrap_or(start) - Duration::days(9);
                usual.min(closes - Duration::days(1))
            });
        session.insert("opens".into(), json!(stamp(opens)));
        session.insert("closes".into(), json!(stamp(closes)));
        session.entry("waitlist").or_insert(json!(false));
    }
}

fn moment(row: &mut Row, column: Column, year: i32) -> Option<NaiveDateTime> {
    let text = row.text(column)?;
    let when = when::read(
        text,
        Hint {
            year,
            hours_alone: false,
        },
    );
    let moment = when.and_then(|when| {
        let day = when.days.first()?.0;
        super::times::moment(day, when.hours.first().map_or(0, |hours| hours.0))
    });
    if moment.is_none() {
        row.refuse(column, text, words::BAD_DATE);
    }
    moment
}

/// What the row says of its session beside times, place and signing up.
pub fn session(row: &mut Row) -> Record {
    let mut session = Record::new();
    if let Some(id) = row.text(Column::SessionId) {
        session.insert("id".into(), json!(line(id)));
    }
    for (column, member) in [(Column::Label, "label"), (Column::Note, "note")] {
        if let Some(text) = row.text(column) {
            session.insert(member.to_owned(), json!(line(text)));
        }
    }
    if let Some(waitlist) = row.flag(Column::Waitlist) {
        session.insert("waitlist".into(), json!(waitlist));
    }
    let status = row
        .text(Column::SessionStatus)
        .and_then(|text| super::vocabulary::word_of(&STATUSES, text));
    session.insert("status".into(), json!(status.unwrap_or("scheduled")));
    session
}
