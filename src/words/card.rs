//! What a card of the programme says, in words: the app and the static pages say the same.

use super::{common, discover};
use crate::domain::activity::{Activity, Status};
use crate::domain::agenda::{Entry, EntryKind};
use crate::domain::availability::{Places, Seats};
use crate::domain::catalogue::Catalogue;
use crate::domain::changes;
use crate::domain::lecture::LectureState;
use crate::domain::taxonomy;
use crate::domain::time::{self, Moment};

/// The state of a card's places, beside their words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Open,
    Few,
    None,
    Off,
    Live,
}

impl Tone {
    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Few => " few",
            Self::None => " none",
            Self::Off => " off",
            Self::Live => " live",
        }
    }

    pub fn of(seats: &Seats) -> Self {
        match seats {
            Seats::Cancelled => Self::Off,
            Seats::Limited(_) => Self::Few,
            Seats::DropIn | Seats::Left(_) | Seats::Uncounted => Self::Open,
            Seats::Over | Seats::NotOpen(_) | Seats::Closed | Seats::Full(_) => Self::None,
        }
    }
}

/// One card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// The activity.
    pub id: String,
    /// The lecture it leads to instead; empty for none.
    pub lecture: String,
    /// What it stands for among what may have changed.
    pub key: String,
    /// 09:30, or 09:00–17:00 for a day of opening.
    pub time: String,
    /// The same for machines.
    pub datetime: String,
    pub places: String,
    pub tone: Tone,
    pub title: String,
    /// Where the words looked for stand in the title, from which character to which.
    pub title_marks: Vec<(usize, usize)>,
    pub place: String,
    pub place_marks: Vec<(usize, usize)>,
    pub district: String,
    pub sample: bool,
    /// Order of the direction in its list.
    pub direction: Option<usize>,
    /// Cancelled or postponed.
    pub off: bool,
    pub over: bool,
}

impl Card {
    /// The card of an entry. `places` is the server's count for its session, if any.
    pub fn of(catalogue: &Catalogue, entry: &Entry, places: Option<&Places>, now: &Moment) -> Self {
        catalogue.activities.glance(entry.activity, |activity| {
            Self::seen(catalogue, activity, entry, places, now)
        })
    }

    fn seen(
        catalogue: &Catalogue,
        activity: &Activity,
        entry: &Entry,
        places: Option<&Places>,
        now: &Moment,
    ) -> Self {
        let session = entry.session.map(|at| &activity.sessions[at]);
        let venue = entry.venue.map(|at| &catalogue.venues[at]);
        let off = entry.is_off(catalogue);
        let over = entry.is_over(now);
        let (places, tone) = if off {
            let postponed = activity.status == Status::Postponed
                || session.is_some_and(|s| s.status == Status::Postponed);
            let status = if postponed {
                Status::Postponed
            } else {
                Status::Cancelled
            };
            (common::status(status).to_owned(), Tone::Off)
        } else if let (Some(lecture), Some(session)) = (&activity.lecture, session) {
            match lecture.state_at(&session.start, &session.end, now) {
                LectureState::Live => (discover::ON_AIR.to_owned(), Tone::Live),
                LectureState::Replay => (
                    super::lecture::state(LectureState::Replay).to_owned(),
                    Tone::Open,
                ),
                LectureState::Ended => (discover::OVER.to_owned(), Tone::None),
                _ => (common::ONLINE.to_owned(), Tone::Open),
            }
        } else if let Some(session) = session {
            let seats = Seats::of(session, places, now);
            (common::seats(&seats, time::day_of(now)), Tone::of(&seats))
        } else if over {
            (discover::OVER.to_owned(), Tone::None)
        } else {
            (discover::OPEN.to_owned(), Tone::Open)
        };
        let time = match entry.kind {
            EntryKind::Session => time::clock(&entry.start),
            EntryKind::OpenDay => super::when::clocks(&entry.start, &entry.end),
            EntryKind::Undated => discover::UNDATED.to_owned(),
        };
        Self {
            id: activity.id.clone(),
            lecture: String::new(),
            key: changes::key(catalogue, entry),
            time,
            datetime: entry.start.to_rfc3339(),
            places,
            tone,
            title: activity.title.clone(),
            title_marks: Vec::new(),
            place_marks: Vec::new(),
            place: venue.map_or_else(|| common::ONLINE.to_owned(), |venue| venue.name.clone()),
            district: venue.map_or_else(String::new, |venue| {
                catalogue.district_name(&venue.district).to_owned()
            }),
            sample: activity.sample,
            direction: taxonomy::position(&catalogue.taxonomy.directions, &activity.direction),
            off,
            over,
        }
    }

    /// `data-dir`: 1–4, the palette in the order of the directions.
    pub fn dir(&self) -> Option<&'static str> {
        self.direction.map(dir)
    }

    /// The drawn mark of its direction.
    pub fn mark(&self) -> &'static str {
        mark(self.direction)
    }
}

/// The colour of the direction at this place in the list, as `data-dir` names it; they come round again.
pub fn dir(direction: usize) -> &'static str {
    ["1", "2", "3", "4"][direction % 4]
}

/// The drawn mark of the direction at this place in the list; a leaf from the fifth on.
pub fn mark(direction: Option<usize>) -> &'static str {
    match direction {
        Some(0) => "mark-0",
        Some(1) => "mark-1",
        Some(2) => "mark-2",
        Some(3) => "mark-3",
        _ => "mark-4",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda;

    #[test]
    fn a_card_says_time_place_and_places() {
        let catalogue = Catalogue::decode(r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-18"},
          "taxonomy":{"directions":[{"id":"p","name":"政"},{"id":"w","name":"民"}],"districts":[{"id":"d","name":"红旗区"}]},
          "venues":[{"id":"v","name":"图书馆","district":"d"}],
          "activities":[{"id":"a","title":"讲","venue":"v","direction":"w","sessions":[
            {"id":"s","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T11:00:00+08:00","booking":"required","kinds":["person"],"capacity":40}]}]}"#).unwrap();
        let entry = &agenda::entries(&catalogue)[0];
        let now = chrono::DateTime::parse_from_rfc3339("2023-09-17T08:00:00+08:00").unwrap();
        let places = Places {
            capacity: 40,
            booked: 38,
            ..Places::default()
        };
        let card = Card::of(&catalogue, entry, Some(&places), &now);
        assert_eq!(
            (card.time.as_str(), card.places.as_str(), card.tone),
            ("10:00", "仅余 2 位", Tone::Few)
        );
        assert_eq!(
            (card.place.as_str(), card.district.as_str(), card.dir()),
            ("图书馆", "红旗区", Some("2"))
        );
    }
}
