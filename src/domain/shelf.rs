//! What may stand on a device's shelf, what goes when there is no room, and what is never overwritten.

use crate::text;

/// Where records are put: the browser's storage, or a model of it.
pub trait Area {
    fn get(&self, name: &str) -> Option<String>;
    /// Answers whether it is there now.
    fn put(&self, name: &str, value: &str) -> bool;
    fn take(&self, name: &str);
    fn names(&self) -> Vec<String>;
}

/// A record's kind; its name has its only home here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The last catalogue, as the server sent it.
    Catalogue,
    /// The text size; read by the boot script too.
    Size,
    /// The colour scheme; read by the boot script too.
    Theme,
    Favourite,
    /// Something one means to go to: a session, or a day on which something is open.
    Plan,
    Receipt,
    /// A registration on its way: never evicted.
    Operation,
    Draft,
    /// How far a replay was watched.
    Position,
    /// What was searched for, a line each.
    Recent,
    /// The programme as it was seen: when, then, and on the visit before.
    Seen,
    /// A session of one's own, as it was when it became that and as it is.
    Followed,
    /// The token of a registration that came with a link, until it is here; held by the tab alone.
    Restore,
    /// What one was reminded of, and whether one wants to be.
    Remind,
    /// How somebody likes to watch: speed and captions.
    Player,
    /// The best result of a quiz, by its activity.
    Quiz,
    /// A stamp that was collected.
    Stamp,
    /// A question of one's own under a lecture, and where it stands.
    Question,
    /// What this device voted for under a lecture, and as whom.
    Vote,
    /// The last settings of a screen in a hall that were good.
    Kiosk,
}

impl Key {
    pub const ALL: [Self; 20] = [
        Self::Catalogue,
        Self::Size,
        Self::Theme,
        Self::Favourite,
        Self::Plan,
        Self::Receipt,
        Self::Operation,
        Self::Draft,
        Self::Position,
        Self::Recent,
        Self::Seen,
        Self::Followed,
        Self::Restore,
        Self::Remind,
        Self::Player,
        Self::Quiz,
        Self::Stamp,
        Self::Question,
        Self::Vote,
        Self::Kiosk,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Catalogue => "kepu.catalogue",
            Self::Size => "kepu.size",
            Self::Theme => "kepu.theme",
            Self::Favourite => "kepu.favourite",
            Self::Plan => "kepu.plan",
            Self::Receipt => "kepu.receipt",
            Self::Operation => "kepu.operation",
            Self::Draft => "kepu.draft",
            Self::Position => "kepu.position",
            Self::Recent => "kepu.recent",
            Self::Seen => "kepu.seen",
            Self::Followed => "kepu.followed",
            Self::Restore => "kepu.restore",
            Self::Remind => "kepu.remind",
            Self::Player => "kepu.player",
            Self::Quiz => "kepu.quiz",
            Self::Stamp => "kepu.stamp",
            Self::Question => "kepu.question",
            Self::Vote => "kepu.vote",
            // The boot script keeps why it began anew beside it.
            Self::Kiosk => "kepu.kiosk",
        }
    }

    /// Whether such a record tells of nobody, so that it may stay on a screen in a hall.
    pub fn is_nobodys(self) -> bool {
        matches!(self, Self::Catalogue)
    }

    /// The storage key of the record `id`; a kind with one record has an empty id.
    pub fn of(self, id: &str) -> String {
        if id.is_empty() {
            self.name().into()
        } else {
            text!(self.name(), ".", id)
        }
    }
}

/// What may go when the quota is hit, in this order; never the outbox or a receipt.
const EVICTABLE: [Key; 4] = [Key::Seen, Key::Catalogue, Key::Position, Key::Draft];

/// Keeps a record, after others went if need be; answers whether it stands. One of a newer version of the app stays.
pub fn keep(area: &dyn Area, key: Key, name: &str, value: &str) -> bool {
    if is_newer(area, name, value) {
        return false;
    }
    area.put(name, value)
        || EVICTABLE
            .iter()
            // What may go itself makes room only at the cost of what goes before it.
            .take_while(|other| **other != key)
            .any(|other| {
                evict(area, *other);
                area.put(name, value)
            })
}

/// Takes a record away, unless it is of a newer version than `ours`, which was kept elsewhere meanwhile.
pub fn drop(area: &dyn Area, name: &str, ours: Option<&str>) {
    if !ours.is_some_and(|ours| is_newer(area, name, ours)) {
        area.take(name);
    }
}

fn evict(area: &dyn Area, key: Key) {
    for name in area.names().iter().filter(|name| belongs(name, key)) {
        area.take(name);
    }
}

/// Whether a name is that of a record of this kind.
pub fn belongs(name: &str, key: Key) -> bool {
    name == key.name()
        || name
            .strip_prefix(key.name())
            .is_some_and(|rest| rest.starts_with('.'))
}

/// Whether what stands under a name was written by a later version than `value`.
fn is_newer(area: &dyn Area, name: &str, value: &str) -> bool {
    let ours = version(value);
    ours > 0 && area.get(name).is_some_and(|there| version(&there) > ours)
}

/// The version with which a record begins; 0 where it has none.
fn version(record: &str) -> u32 {
    let digits = record.strip_prefix("{\"v\":").unwrap_or("");
    let end = digits.find(|c: char| !c.is_ascii_digit());
    digits[..end.unwrap_or(0)].parse().unwrap_or(0)
}

#[cfg(test)]
#[path = "shelf_tests.rs"]
mod tests;
