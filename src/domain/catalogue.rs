//! One snapshot of a year: the edition, its words, places and activities.

use super::activity::{Activity, Session};
use super::by_id::ById;
use super::edition::Edition;
use super::many::Many;
use super::read::{self, Document, Read, Value};
use super::taxonomy::Taxonomy;
use super::venue::Venue;
use crate::text;
use kepu_json::Step;
use rows::Rows;

mod activities;
#[cfg(test)]
mod plain;
mod rows;
mod scan;

pub use activities::Activities;
pub use rows::{Row, Slot};

/// Largest catalogue read, in bytes: 10 000 activities take 2 to 12 MB.
pub const BYTES_MAX: usize = 24 << 20;

/// Why a text is no catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatalogueError {
    /// Something else answered: a login page of the network, a broken file.
    NotJson,
    /// JSON, but without an edition that can be read.
    NoEdition,
    /// More than [`BYTES_MAX`].
    TooLarge,
}

/// What one may find: complete, checked, with every id unique.
#[derive(Debug, Clone)]
pub struct Catalogue {
    pub edition: Edition,
    pub taxonomy: Taxonomy,
    pub venues: Vec<Venue>,
    pub activities: Activities,
    /// What the backend can do, as it says itself.
    pub capabilities: Vec<String>,
    /// Days by which a demonstration moved every date; 0 in earnest.
    pub shifted_days: i64,
    /// Syllables of pinyin, each with all characters of the programme that are read so; empty where nobody sent them.
    pub sounds: Vec<(String, String)>,
    /// Items that could not be read and are left out.
    pub skipped: usize,
    venue_at: ById<usize>,
}

/// The members of a catalogue that are read, each where it stands first.
#[derive(Default)]
struct Parts {
    edition: Option<Option<Edition>>,
    taxonomy: Option<Taxonomy>,
    venues: Option<Many<Venue>>,
    activities: Option<(Rows, usize)>,
    capabilities: Option<Vec<String>>,
    shifted_days: Option<i64>,
    sounds: Option<Vec<(String, String)>>,
}

impl Catalogue {
    /// Reads a catalogue item by item; bad items are skipped and counted.
    ///
    /// # Errors
    /// [`CatalogueError`] when there is nothing to show at all.
    pub fn decode(text: impl Into<String>) -> Result<Self, CatalogueError> {
        Self::decode_within(text.into(), BYTES_MAX)
    }

    /// The same of a catalogue of at most `most` bytes.
    ///
    /// # Errors
    /// [`CatalogueError`] when there is nothing to show at all.
    pub fn decode_within(text: String, most: usize) -> Result<Self, CatalogueError> {
        if text.len() > most {
            return Err(CatalogueError::TooLarge);
        }
        let object = text.trim_start_matches('\u{feff}').trim_start();
        let begin = text.len() - object.len();
        let parts = Parts::read(&text, begin).ok_or(CatalogueError::NotJson)?;
        let edition = parts.edition.flatten();
        let edition = edition.ok_or(CatalogueError::NoEdition)?;
        let taxonomy = parts.taxonomy.unwrap_or_default();
        let mut venues = parts.venues.unwrap_or_default();
        let mut venue_at = ById::default();
        let before = venues.items.len();
        venues.items.retain(|venue| {
            let at = venue_at.len();
            let fresh = !venue_at.contains_key(&venue.id);
            if fresh {
                venue_at.insert(venue.id.clone(), at);
            }
            fresh
        });
        let (mut rows, skipped) = parts.activities.unwrap_or_default();
        rows.settle(&taxonomy, &venues);
        Ok(Self {
            edition,
            taxonomy,
            skipped: venues.skipped + (before - venues.items.len()) + skipped,
            venues: venues.items,
            activities: Activities::new(text, rows),
            capabilities: parts.capabilities.unwrap_or_default(),
            shifted_days: parts.shifted_days.unwrap_or(0),
            sounds: parts.sounds.unwrap_or_default(),
            venue_at,
        })
    }

    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities.get(self.activities.find(id)?)
    }

    pub fn venue(&self, id: &str) -> Option<&Venue> {
        self.venue_at.get(id).map(|at| &self.venues[*at])
    }

    /// A session with the activity it belongs to.
    pub fn session(&self, id: &str) -> Option<(&Activity, &Session)> {
        let (activity, session) = self.session_place(id)?;
        let activity = &self.activities[activity];
        Some((activity, &activity.sessions[session]))
    }

    /// Where an activity stands among the activities.
    pub fn activity_place(&self, id: &str) -> Option<usize> {
        self.activities.find(id)
    }

    /// Where the activity of a session stands among the activities, and the session among its own.
    pub fn session_place(&self, id: &str) -> Option<(usize, usize)> {
        let slot = self.activities.find_slot(id)?;
        let activity = self.activities.slots()[slot].activity as usize;
        Some((activity, slot - self.activities.slots_of(activity).start))
    }

    /// Where the activity stands whose lecture has this id.
    pub fn lecture_place(&self, id: &str) -> Option<usize> {
        let mut lectures = self.lectures();
        lectures.find(|at| {
            self.activities[*at]
                .lecture
                .as_ref()
                .is_some_and(|l| l.id == id)
        })
    }

    /// The activity whose lecture has this id.
    pub fn lecture(&self, id: &str) -> Option<&Activity> {
        self.activities.get(self.lecture_place(id)?)
    }

    /// Where the activities stand that have a lecture.
    pub fn lectures(&self) -> impl Iterator<Item = usize> {
        let rows = self.activities.rows().iter().enumerate();
        rows.filter_map(|(at, row)| row.has_lecture.then_some(at))
    }

    /// The stalls of an umbrella activity.
    pub fn stalls<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = &'a Activity> {
        let stalls = self.activities.stalls(parent);
        stalls.map(|at| &self.activities[at])
    }

    /// Where a session takes place: its own venue, else its activity's.
    pub fn venue_of(&self, activity: &Activity, session: Option<&Session>) -> Option<&Venue> {
        session
            .and_then(|session| session.venue.as_deref())
            .or(activity.venue.as_deref())
            .and_then(|id| self.venue(id))
    }

    /// The places of an activity: its own, then those of its sessions and hours, each once.
    pub fn venues_of(&self, activity: &Activity) -> Vec<&Venue> {
        let sessions = activity.sessions.iter();
        let hours = activity.opening.iter();
        let own = activity.venue.iter();
        let ids = own
            .chain(sessions.filter_map(|session| session.venue.as_ref()))
            .chain(hours.filter_map(|opening| opening.venue.as_ref()));
        let mut found: Vec<&Venue> = Vec::new();
        for venue in ids.filter_map(|id| self.venue(id)) {
            if !found.iter().any(|known| known.id == venue.id) {
                found.push(venue);
            }
        }
        found
    }

    /// The address of a place, from its city on. Many name their district themselves.
    pub fn address(&self, venue: &Venue) -> String {
        let district = self.district_name(&venue.district);
        let named = venue.address.starts_with(district);
        let district = if named { "" } else { district };
        text!(&self.edition.city, district, &venue.address)
    }

    /// The name of a district.
    pub fn district_name(&self, id: &str) -> &str {
        super::taxonomy::find(&self.taxonomy.districts, id).map_or("", |term| &term.name)
    }

    pub fn can(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|c| c == capability)
    }
}

/// Most syllables that Mandarin has, and most characters of one that are kept.
const SYLLABLES_MAX: usize = 500;
const CHARACTERS_MAX: usize = 400;

fn sounds(table: Value) -> Vec<(String, String)> {
    let read = |(syllable, characters): (&str, Value)| {
        let characters = characters.as_str()?.chars().take(CHARACTERS_MAX);
        Some((syllable.to_owned(), characters.collect()))
    };
    let syllables = table.members().filter_map(read);
    syllables.take(SYLLABLES_MAX).collect()
}

impl Parts {
    /// Reads the object that begins at a byte; nothing if this or what follows it is not JSON.
    fn read(text: &str, begin: usize) -> Option<Self> {
        text[begin..].starts_with('{').then_some(())?;
        let mut parts = Self::default();
        let mut document = Document::of(text);
        let mut step = document.enter(begin, b'{', b'}')?;
        loop {
            let end = match step {
                Step::Value(at) => {
                    let (name, at) = document.member(at)?;
                    parts.part(&name, &mut document, at)?
                }
                Step::End(end) => return document.is_end(end).then_some(parts),
            };
            step = document.step(end, b'}')?;
        }
    }

    /// Reads the member whose value begins at a byte, and answers where it ends.
    fn part(&mut self, name: &str, document: &mut Document, at: usize) -> Option<usize> {
        if name == "activities" && self.activities.is_none() {
            self.activities = Some(Default::default());
            if let Some(step) = document.enter(at, b'[', b']') {
                return self.list(document, step);
            }
        }
        let end = document.value(at, 1, None)?;
        let value = document.root();
        match name {
            "edition" => {
                self.edition.get_or_insert_with(|| Edition::read(value));
            }
            "taxonomy" => {
                self.taxonomy.get_or_insert_with(|| Taxonomy::read(value));
            }
            "venues" => {
                self.venues.get_or_insert_with(|| Many::of(value));
            }
            "capabilities" => {
                self.capabilities.get_or_insert_with(|| {
                    read::list(value, 64, &mut |word| word.as_str().map(str::to_owned))
                });
            }
            "shifted" => {
                let days = value.get("days").as_i64();
                self.shifted_days.get_or_insert(days.unwrap_or(0));
            }
            "pinyin" => {
                self.sounds.get_or_insert_with(|| sounds(value));
            }
            _ => {}
        }
        Some(end)
    }

    /// Reads the activities one by one.
    fn list(&mut self, document: &mut Document, mut step: Step) -> Option<usize> {
        let (rows, skipped) = self.activities.get_or_insert_with(Default::default);
        let names = scan::names();
        loop {
            let end = match step {
                Step::Value(at) => {
                    let end = document.value(at, 2, Some(&names))?;
                    *skipped += rows.take(document.root(), at);
                    end
                }
                Step::End(end) => return Some(end),
            };
            step = document.step(end, b']')?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SMALL: &str = r#"{"contract":"kp/1","future":1,
      "edition":{"name":"科普日","start":"2023-09-17","end":"2023-09-23"},
      "venues":[{"id":"v1","name":"馆"},{"id":"v1","name":"重"},7],
      "activities":[
        {"id":"a1","title":"甲","venue":"v1","kind":"flashmob","sessions":[
          {"id":"s1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T10:00:00+08:00"},
          {"id":"s1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T10:00:00+08:00"},
          {"id":"s2","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T09:00:00+08:00"},
          {"id":"s3","start":"tomorrow"}]},
        {"id":9007199254740993,"title":"大"},
        {"title":"无"}, null]}"#;

    #[test]
    fn bad_items_are_left_out_and_counted() {
        let catalogue = Catalogue::decode(SMALL).unwrap();
        assert_eq!(catalogue.activities.len(), 1);
        assert_eq!(catalogue.activities[0].sessions.len(), 1);
        assert_eq!(catalogue.skipped, 2 + 3 + 3, "venues, activities, sessions");
        let (activity, session) = catalogue.session("s1").unwrap();
        assert_eq!(
            catalogue.venue_of(activity, Some(session)).unwrap().name,
            "馆"
        );
        assert_eq!(
            activity.kind,
            super::super::activity::ActivityKind::Other,
            "an unknown kind is 其他"
        );
    }

    #[test]
    fn an_address_names_its_district_once() {
        for address in ["人民路1号", "红旗区人民路1号"] {
            let catalogue = Catalogue::decode(format!(
                r#"{{"edition":{{"name":"x","city":"新乡市","start":"2023-09-17","end":"2023-09-23"}},
                  "taxonomy":{{"districts":[{{"id":"d","name":"红旗区"}}]}},
                  "venues":[{{"id":"v","name":"馆","district":"d","address":"{address}"}}]}}"#
            ))
            .unwrap();
            assert_eq!(
                catalogue.address(&catalogue.venues[0]),
                "新乡市红旗区人民路1号"
            );
        }
    }

    #[test]
    fn what_is_no_catalogue_says_why() {
        use CatalogueError::*;
        let deep = format!("{{\"x\":{}", "[".repeat(20_000));
        for (raw, why) in [
            ("", NotJson),
            ("<!DOCTYPE html><title>登录</title>", NotJson),
            ("{\"edition\":", NotJson),
            (&deep, NotJson),
            ("{}", NoEdition),
            ("{\"edition\":{\"name\":\"x\"}}", NoEdition),
        ] {
            assert_eq!(
                Catalogue::decode(raw).unwrap_err(),
                why,
                "{}",
                &raw[..raw.len().min(40)]
            );
        }
        assert!(
            Catalogue::decode(format!("\u{feff}{SMALL}")).is_ok(),
            "a BOM is no fault"
        );
    }

    proptest! {
        #[test]
        fn a_damaged_catalogue_never_panics(at in 0usize..1200, byte in any::<u8>(), cut in 0usize..1200) {
            let mut bytes = SMALL.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(1 + cut % bytes.len());
            let _ = Catalogue::decode(String::from_utf8_lossy(&bytes));
        }
    }
}
