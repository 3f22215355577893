//! One snapshot of a year: the edition, its words, places and activities.

use super::activity::{Activity, Session};
use super::edition::Edition;
use super::many::Many;
use super::taxonomy::Taxonomy;
use super::text;
use super::venue::Venue;
use serde::Deserialize;
use std::collections::BTreeMap;

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

#[derive(Deserialize)]
struct Wire {
    edition: Edition,
    #[serde(default)]
    taxonomy: Taxonomy,
    #[serde(default)]
    venues: Many<Venue>,
    #[serde(default)]
    activities: Many<Activity>,
    #[serde(default, deserialize_with = "text::de_lines")]
    capabilities: Vec<String>,
    #[serde(default)]
    shifted: Option<Shifted>,
}

#[derive(Deserialize)]
struct Shifted {
    #[serde(default)]
    days: i64,
}

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
    /// Items that could not be read and are left out.
    pub skipped: usize,
    activity_at: BTreeMap<String, usize>,
    venue_at: BTreeMap<String, usize>,
    session_at: BTreeMap<String, (usize, usize)>,
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
        match serde_json::from_str::<Wire>(raw) {
            Ok(wire) => Ok(Self::index(wire)),
            Err(error) if error.is_data() => Err(CatalogueError::NoEdition),
            Err(_) => Err(CatalogueError::NotJson),
        }
    }

    fn index(wire: Wire) -> Self {
        let mut skipped = wire.venues.skipped + wire.activities.skipped;
        let mut venues = wire.venues.items;
        let venue_at = keep_first(&mut venues, |venue| &venue.id, &mut skipped);
        let mut activities = wire.activities.items;
        let activity_at = keep_first(&mut activities, |activity| &activity.id, &mut skipped);
        let mut session_at = BTreeMap::new();
        for (i, activity) in activities.iter_mut().enumerate() {
            skipped += activity.sessions.skipped;
            let before = activity.sessions.items.len();
            let mut kept = 0;
            activity.sessions.items.retain(|session| {
                let fresh = session.end > session.start && !session_at.contains_key(&session.id);
                if fresh {
                    session_at.insert(session.id.clone(), (i, kept));
                    kept += 1;
                }
                fresh
            });
            skipped += before - kept;
        }
        Self {
            edition: wire.edition,
            taxonomy: wire.taxonomy,
            venues,
            activities,
            capabilities: wire.capabilities,
            shifted_days: wire.shifted.map_or(0, |shifted| shifted.days),
            skipped,
            activity_at,
            venue_at,
            session_at,
        }
    }

    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activity_at.get(id).map(|at| &self.activities[*at])
    }

    pub fn venue(&self, id: &str) -> Option<&Venue> {
        self.venue_at.get(id).map(|at| &self.venues[*at])
    }

    /// A session with the activity it belongs to.
    pub fn session(&self, id: &str) -> Option<(&Activity, &Session)> {
        let (activity, session) = *self.session_at.get(id)?;
        let activity = &self.activities[activity];
        Some((activity, &activity.sessions[session]))
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

    /// The name of a district.
    pub fn district_name(&self, id: &str) -> &str {
        super::taxonomy::find(&self.taxonomy.districts, id).map_or("", |term| &term.name)
    }

    pub fn can(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|c| c == capability)
    }
}

/// Drops items without an id or with one already seen; answers where each id stands.
fn keep_first<T>(
    items: &mut Vec<T>,
    id: impl Fn(&T) -> &String,
    skipped: &mut usize,
) -> BTreeMap<String, usize> {
    let mut at = BTreeMap::new();
    let before = items.len();
    items.retain(|item| {
        let fresh = !id(item).is_empty() && !at.contains_key(id(item));
        if fresh {
            at.insert(id(item).clone(), at.len());
        }
        fresh
    });
    *skipped += before - items.len();
    at
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
