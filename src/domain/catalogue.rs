//! One snapshot of a year: the edition, its words, places and activities.

use super::activity::{Activity, Session};
use super::by_id::ById;
use super::edition::Edition;
use super::many::Many;
use super::read::{self, Read, Value};
use super::taxonomy::Taxonomy;
use super::venue::Venue;
use crate::text;

/// Largest catalogue read, in bytes: 10 000 activities take 6 MB.
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

/// Where a thing stands in its list; of a session, its activity and its place in it.
type At = (u32, u32);

/// What one may find: complete, checked, with every id unique.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    pub edition: Edition,
    pub taxonomy: Taxonomy,
    pub venues: Vec<Venue>,
    pub activities: Vec<Activity>,
    /// What the backend can do, as it says itself.
    pub capabilities: Vec<String>,
    /// Days by which a demonstration moved every date; 0 in earnest.
    pub shifted_days: i64,
    /// Syllables of pinyin, each with all characters of the programme that are read so; empty where nobody sent them.
    pub sounds: Vec<(String, String)>,
    /// Items that could not be read and are left out.
    pub skipped: usize,
    activity_at: ById<At>,
    venue_at: ById<At>,
    session_at: ById<At>,
}

impl Catalogue {
    /// Reads a catalogue item by item; bad items are skipped and counted.
    ///
    /// # Errors
    /// [`CatalogueError`] when there is nothing to show at all.
    pub fn decode(raw: &str) -> Result<Self, CatalogueError> {
        if raw.len() > BYTES_MAX {
            return Err(CatalogueError::TooLarge);
        }
        let raw = raw.trim_start_matches('\u{feff}').trim_start();
        if !raw.starts_with('{') {
            return Err(CatalogueError::NotJson);
        }
        let document = read::document(raw).ok_or(CatalogueError::NotJson)?;
        let value = document.root();
        let edition = Edition::read(value.get("edition")).ok_or(CatalogueError::NoEdition)?;
        Ok(Self::index(edition, value))
    }

    fn index(edition: Edition, value: Value) -> Self {
        let Many {
            items: mut venues,
            skipped: bad_venues,
        } = Many::<Venue>::read(value, "venues");
        let Many {
            items: mut activities,
            skipped: bad_activities,
        } = Many::<Activity>::read(value, "activities");
        let ids = venues.iter().map(|venue| (venue.id.clone(), 0)).collect();
        let (venue_at, fresh) = first_of(ids);
        let mut skipped = bad_venues + bad_activities + keep(&mut venues, fresh);
        let ids = activities.iter().map(|activity| (activity.id.clone(), 0));
        let (activity_at, fresh) = first_of(ids.collect());
        skipped += keep(&mut activities, fresh);
        let mut ids = Vec::new();
        for (owner, activity) in (0..).zip(&activities) {
            for session in activity.sessions.iter() {
                // Without an id nobody can sign up for it; one that ends before it starts is an error.
                let valid = session.end > session.start;
                ids.push((
                    if valid {
                        session.id.clone()
                    } else {
                        String::new()
                    },
                    owner,
                ));
            }
        }
        let (session_at, fresh) = first_of(ids);
        let mut fresh = fresh.into_iter();
        for activity in &mut activities {
            let of_activity = fresh.by_ref().take(activity.sessions.len()).collect();
            let dropped = keep(&mut activity.sessions.items, of_activity);
            skipped += activity.sessions.skipped + dropped;
        }
        Self {
            edition,
            taxonomy: Taxonomy::read(value.get("taxonomy")),
            venues,
            activities,
            capabilities: read::list(value.get("capabilities"), 64, &mut |word| {
                word.as_str().map(str::to_owned)
            }),
            shifted_days: value.get("shifted").get("days").as_i64().unwrap_or(0),
            sounds: sounds(value.get("pinyin")),
            skipped,
            activity_at,
            venue_at,
            session_at,
        }
    }

    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activity_at
            .get(id)
            .map(|at| &self.activities[at.1 as usize])
    }

    pub fn venue(&self, id: &str) -> Option<&Venue> {
        self.venue_at.get(id).map(|at| &self.venues[at.1 as usize])
    }

    /// A session with the activity it belongs to.
    pub fn session(&self, id: &str) -> Option<(&Activity, &Session)> {
        let (activity, session) = *self.session_at.get(id)?;
        let activity = &self.activities[activity as usize];
        Some((activity, &activity.sessions[session as usize]))
    }

    /// Where an activity stands among the activities.
    pub fn activity_place(&self, id: &str) -> Option<usize> {
        self.activity_at.get(id).map(|at| at.1 as usize)
    }

    /// Where the activity of a session stands among the activities, and the session among its own.
    pub fn session_place(&self, id: &str) -> Option<(usize, usize)> {
        let (activity, session) = *self.session_at.get(id)?;
        Some((activity as usize, session as usize))
    }

    /// The activity whose lecture has this id.
    pub fn lecture(&self, id: &str) -> Option<&Activity> {
        self.activities
            .iter()
            .find(|activity| activity.lecture.as_ref().is_some_and(|l| l.id == id))
    }

    /// The stalls of an umbrella activity.
    pub fn stalls<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = &'a Activity> {
        self.activities
            .iter()
            .filter(move |activity| activity.parent.as_deref() == Some(parent))
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

/// Where each id stands once those without one, or with one seen before, are left out; and which of them stay. Each id
/// comes with the number of the list it is in.
fn first_of(ids: Vec<(String, u32)>) -> (ById<At>, Vec<bool>) {
    let numbered = (0..).zip(&ids).filter(|(_, (id, _))| !id.is_empty());
    let mut at: ById<At> = numbered
        .map(|(nth, (id, list))| (id.clone(), (*list, nth)))
        .collect();
    let (mut list_now, mut place) = (0, 0);
    let fresh = (0..).zip(&ids).map(|(nth, (id, list))| {
        if *list != list_now {
            (list_now, place) = (*list, 0);
        }
        let Some(known) = at.get_mut(id).filter(|known| **known == (*list, nth)) else {
            return false;
        };
        // From here on it is the place in the list of those that stay, which is never behind.
        known.1 = place;
        place += 1;
        true
    });
    let fresh = fresh.collect();
    (at, fresh)
}

/// Keeps the fresh items and answers how many went.
fn keep<T>(items: &mut Vec<T>, fresh: Vec<bool>) -> usize {
    let before = items.len();
    let mut fresh = fresh.into_iter();
    items.retain(|_| fresh.next() == Some(true));
    before - items.len()
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
            let catalogue = Catalogue::decode(&format!(
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
            Catalogue::decode(&format!("\u{feff}{SMALL}")).is_ok(),
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
            let _ = Catalogue::decode(&String::from_utf8_lossy(&bytes));
        }
    }
}
