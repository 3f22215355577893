//! The programme of several lists as the one document that the contract has.

use super::fields;
use super::json::{self, Map, Value};
use super::spec::{Mapping, Resource};
use super::times;
use std::collections::{BTreeMap, BTreeSet};

/// The lists as they came; what a deployment does not have is missing.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// What is no list: edition, taxonomy; or a whole catalogue of the contract.
    pub rest: Value,
    pub venues: Option<Vec<Value>>,
    pub activities: Option<Vec<Value>>,
    pub sessions: Option<Vec<Value>>,
}

/// What somebody who runs the backend should know of what came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Records without an id, or of an id that was there already.
    pub lost: usize,
    /// Sessions of no activity that is there.
    pub stray: usize,
    /// Times that were not written as the contract has them.
    pub times: usize,
}

fn records(
    mapping: &Mapping,
    resource: Option<&Resource>,
    list: Option<Vec<Value>>,
    notes: &mut Notes,
) -> Option<Vec<Value>> {
    let (resource, list) = (resource?, list?);
    let mut known = BTreeSet::new();
    let mut records = Vec::new();
    for raw in list {
        let id = json::text_at(&raw, &resource.id).filter(|id| !id.is_empty());
        let Some(id) = id.filter(|id| known.insert(id.clone())) else {
            notes.lost += 1;
            continue;
        };
        let mut record = fields::map(&raw, &resource.fields, true, mapping.zone);
        // Ids are texts there, whatever they are here.
        if !resource.fields.iter().any(|field| field.to == "/id") {
            json::put(&mut record, "/id", Value::String(id));
        }
        notes.times += times::tidy_all(&mut record, mapping.zone);
        records.push(record);
    }
    Some(records)
}

/// The catalogue as a text, and what was noticed on the way. `registers` is false where registrations turned out to be
/// everybody's to read.
pub fn compose(mapping: &Mapping, lists: Lists, registers: bool) -> (String, Notes) {
    let mut notes = Notes::default();
    let rest = match &mapping.catalogue {
        Some(resource) => fields::map(&lists.rest, &resource.fields, true, mapping.zone),
        None => lists.rest,
    };
    let mut whole = match rest {
        Value::Object(members) => members,
        _ => Map::default(),
    };
    whole.insert("contract", "kp/1");
    if let Some(venues) = records(mapping, mapping.venues.as_ref(), lists.venues, &mut notes) {
        whole.insert("venues", Value::Array(venues));
    }
    let activities = records(
        mapping,
        mapping.activities.as_ref(),
        lists.activities,
        &mut notes,
    );
    if let Some(mut activities) = activities {
        if let Some(sessions) = records(
            mapping,
            mapping.sessions.as_ref(),
            lists.sessions,
            &mut notes,
        ) {
            notes.stray = join(&mut activities, sessions, mapping.sessions.as_ref());
        }
        whole.insert("activities", Value::Array(activities));
    }
    let able = mapping.capabilities.iter();
    let able = able.filter(|name| registers || !REGISTERING.contains(&name.as_str()));
    whole.insert(
        "capabilities",
        able.map(|name| Value::from(name.as_str()))
            .collect::<Vec<_>>(),
    );
    (Value::Object(whole).write(), notes)
}

/// What nobody can do where nobody is signed up.
const REGISTERING: [&str; 7] = [
    "register",
    "class",
    "waitlist",
    "cancel",
    "change",
    "confirms",
    "alternatives",
];

/// Puts sessions into their activities; answers how many have none.
fn join(activities: &mut [Value], sessions: Vec<Value>, resource: Option<&Resource>) -> usize {
    let of = resource.map_or("/activity", |resource| resource.of.as_str());
    let ids = activities.iter().enumerate();
    let places: BTreeMap<String, usize> = ids
        .filter_map(|(at, one)| Some((json::text_at(one, "/id")?, at)))
        .collect();
    let mut stray = 0;
    for session in sessions {
        let place = json::text_at(&session, of).and_then(|id| places.get(&id));
        let Some(Value::Object(activity)) = place.map(|place| &mut activities[*place]) else {
            stray += 1;
            continue;
        };
        match activity.member("sessions") {
            Value::Array(list) => list.push(session),
            other => *other = Value::Array(vec![session]),
        }
    }
    stray
}

/// Places as the contract has them, of a list of records with the session's id; or such a document as it is.
pub fn places(mapping: &Mapping, resource: &Resource, list: Vec<Value>, now: &str) -> String {
    let mut sessions = Map::default();
    for raw in list {
        let Some(id) = json::text_at(&raw, &resource.id) else {
            continue;
        };
        let mut record = fields::map(&raw, &resource.fields, true, mapping.zone);
        if let Value::Object(counts) = &mut record {
            // Who counts only some has none of the others.
            for name in ["booked", "held", "waitlisted"] {
                let count = counts.member(name);
                if count.is_null() {
                    *count = 0.into();
                }
            }
        }
        sessions.push(id, record);
    }
    let mut whole = Map::default();
    whole.insert("at", now);
    whole.insert("sessions", Value::Object(sessions));
    Value::Object(whole).write()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::mapping::json::json;

    #[test]
    fn lists_become_one_programme() {
        let config = json!({"base": "/b", "mapping": {"resources": {
            "catalogue": {"path": "y"}, "venues": {"path": "v"}, "sessions": {"path": "s", "of": "/of"},
            "activities": {"path": "a", "fields": {"/title": "/name"}},
        }, "registrations": {"private": "secret", "create": {"path": "r"}}}});
        let mapping = Mapping::read(&config, &Value::Null);
        let lists = Lists {
            rest: json!({"edition": {"name": "科普日", "start": "2023-09-17", "end": "2023-09-23"}}),
            venues: Some(vec![json!({"id": 7, "name": "馆"}), json!({"name": "无"})]),
            activities: Some(vec![
                json!({"id": "a", "name": "看月亮"}),
                json!({"id": "a"}),
                json!(3),
            ]),
            sessions: Some(vec![
                json!({"id": "s", "of": "a", "start": 1_694_914_200, "end": "2023-09-17 11:00"}),
                json!({"id": "t", "of": "x"}),
            ]),
        };
        let (text, notes) = compose(&mapping, lists.clone(), true);
        assert_eq!(
            notes,
            Notes {
                lost: 3,
                stray: 1,
                times: 2
            }
        );
        let catalogue = crate::domain::catalogue::Catalogue::decode(text).unwrap();
        assert_eq!(catalogue.edition.name, "科普日");
        assert_eq!(catalogue.venues[0].id, "7");
        let activity = catalogue.activity("a").unwrap();
        assert_eq!(
            (activity.title.as_str(), activity.sessions.len()),
            ("看月亮", 1)
        );
        assert!(catalogue.can("register"));
        let (text, _) = compose(&mapping, lists, false);
        assert!(
            !crate::domain::catalogue::Catalogue::decode(text)
                .unwrap()
                .can("register")
        );
    }

    #[test]
    fn places_of_records() {
        let config = json!({"mapping": {"resources": {"availability": {"path": "p", "fields": {"/booked": "/taken"}}}}});
        let mapping = Mapping::read(&config, &Value::Null);
        let resource = mapping.availability.clone().unwrap();
        let list = vec![
            json!({"id": "s", "capacity": 10, "taken": 4}),
            json!({"capacity": 1}),
        ];
        let text = places(&mapping, &resource, list, "2023-09-17T09:30:00+08:00");
        let places = crate::api::availability::decode(&text).unwrap();
        assert_eq!(places.sessions.get("s").unwrap().left(), 6);
    }
}
