//! The numbers that move: places taken, apart from the catalogue.

use super::activity::{Session, Status, Terms};
use super::by_id::ById;
use super::catalogue::Catalogue;
use super::time::Moment;

/// Places of one session as the server counts them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places {
    pub capacity: u32,
    pub booked: u32,
    pub held: u32,
    pub waitlisted: u32,
}

impl Places {
    pub fn left(&self) -> u32 {
        self.capacity
            .saturating_sub(self.booked.saturating_add(self.held))
    }
}

/// `GET availability`: places by session id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Availability {
    pub sessions: ById<Places>,
}

impl Availability {
    /// The places of every session of a catalogue, in their order.
    pub fn by_slot(&self, catalogue: &Catalogue) -> Vec<Option<Places>> {
        let mut all = vec![None; catalogue.activities.slots().len()];
        for (id, places) in self.sessions.iter() {
            if let Some(slot) = catalogue.activities.find_slot(id) {
                all[slot] = Some(*places);
            }
        }
        all
    }
}

/// Room for any number: nobody counts there.
pub const UNCOUNTED: u32 = u32::MAX;

/// What a session offers now, in the order in which the reasons outweigh each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seats {
    Cancelled,
    Over,
    /// No booking: just come.
    DropIn,
    /// Sign-up opens at this moment.
    NotOpen(Moment),
    /// Sign-up has ended.
    Closed,
    /// No place left; `true` when a waitlist is open.
    Full(bool),
    /// Few places: at most a tenth of the capacity, or five.
    Limited(u32),
    Left(u32),
    /// Booking is needed but nobody counts places here.
    Uncounted,
}

impl Seats {
    /// What `session` offers at `now`. `places` is the server's count, if any.
    pub fn of(session: &Session, places: Option<&Places>, now: &Moment) -> Self {
        Self::at(&session.terms(), places, now)
    }

    /// The same of what the list knows of a session.
    pub fn at(session: &Terms, places: Option<&Places>, now: &Moment) -> Self {
        if session.status == Status::Cancelled {
            return Self::Cancelled;
        }
        if *now >= session.end {
            return Self::Over;
        }
        if !session.is_booked {
            return Self::DropIn;
        }
        if let Some(opens) = session.opens.filter(|opens| now < opens) {
            return Self::NotOpen(opens);
        }
        if *now >= session.closes_at() {
            return Self::Closed;
        }
        let Some(places) = places else {
            return Self::Uncounted;
        };
        match places.left() {
            0 => Self::Full(session.waitlist),
            left if left <= 5.max(places.capacity / 10) => Self::Limited(left),
            left => Self::Left(left),
        }
    }

    /// Whether one can go there without being turned away for want of room.
    pub fn has_room(&self) -> bool {
        self.room() > 0
    }

    /// For how many there is room; [`UNCOUNTED`] where nobody counts.
    pub fn room(&self) -> u32 {
        match self {
            Self::DropIn | Self::Uncounted => UNCOUNTED,
            Self::Limited(left) | Self::Left(left) => *left,
            _ => 0,
        }
    }

    /// Whether the sign-up form is worth opening.
    pub fn can_sign_up(&self) -> bool {
        matches!(
            self,
            Self::Limited(_) | Self::Left(_) | Self::Full(true) | Self::Uncounted
        )
    }
}
