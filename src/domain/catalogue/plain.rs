//! A catalogue read the plain way, every activity whole, against which the columns and the lazy list are held.

use super::{Catalogue, Row};
use crate::domain::activity::Activity;
use crate::domain::many::Many;
use crate::domain::read;
use crate::domain::taxonomy::{Shelf, Term};
use crate::domain::text::{LINE_MAX, line};
use crate::domain::venue::Venue;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Venues and activities as they stay, and how many things are left out.
struct Plain {
    venues: Vec<Venue>,
    activities: Vec<Activity>,
    skipped: usize,
}

fn plain(text: &str) -> Option<Plain> {
    let document = read::document(text)?;
    let mut venues = Many::<Venue>::read(document.root(), "venues");
    let mut activities = Many::<Activity>::read(document.root(), "activities");
    let mut skipped = venues.skipped + activities.skipped;
    let (mut seen, before) = (BTreeSet::new(), venues.len());
    venues.items.retain(|venue| seen.insert(venue.id.clone()));
    skipped += before - venues.len();
    let (mut seen, before) = (BTreeSet::new(), activities.len());
    activities.items.retain(|one| seen.insert(one.id.clone()));
    skipped += before - activities.len();
    let mut seen = BTreeSet::new();
    for activity in &mut activities.items {
        let before = activity.sessions.len();
        let sessions = &mut activity.sessions.items;
        sessions.retain(|one| one.end > one.start && seen.insert(one.id.clone()));
        skipped += activity.sessions.skipped + before - activity.sessions.len();
    }
    Some(Plain {
        venues: venues.items,
        activities: activities.items,
        skipped,
    })
}

/// Whether the columns say of everything what it says itself.
fn holds(catalogue: &Catalogue, plain: &Plain) {
    let all = &catalogue.activities;
    assert_eq!(catalogue.skipped, plain.skipped);
    assert_eq!(catalogue.venues, plain.venues);
    assert_eq!(all.len(), plain.activities.len());
    let venue = |id: Option<&String>| {
        let at = plain.venues.iter().position(|venue| Some(&venue.id) == id);
        at.map(|at| at as u32)
    };
    let mut slots = 0;
    for (at, activity) in plain.activities.iter().enumerate() {
        let row = &all.rows()[at];
        // What is asked of the columns before anything is read whole.
        let words = all.words(at).map(|text| line(&text, LINE_MAX));
        assert_eq!(
            words,
            [&activity.title, &activity.summary].map(String::clone)
        );
        assert_eq!(row.status, activity.status);
        assert_eq!(row.online, activity.online);
        assert_eq!(row.sample, activity.sample);
        assert_eq!(row.has_lecture, activity.lecture.is_some());
        assert_eq!(row.grades, activity.grades);
        assert_eq!(row.venue, venue(activity.venue.as_ref()));
        assert_eq!(all.id(at), activity.id);
        assert_eq!(all.find(&activity.id), Some(at));
        filed(catalogue, at, activity);
        let speaker = activity.lecture.iter().map(|lecture| &lecture.speaker);
        let hosts = activity.hosts.iter().chain(&activity.organisers);
        let hosts = hosts.chain(speaker).filter(|name| !name.is_empty());
        let names: Vec<&str> = all.host_names().collect();
        let own = all.hosts(at).map(|host| names[host as usize]);
        assert!(names.is_sorted() && own.eq(hosts.map(String::as_str)));
        let hours = activity.opening.iter().map(|hours| {
            let own = hours.venue.as_ref().or(activity.venue.as_ref());
            (hours.clone(), venue(own))
        });
        assert!(all.hours(at).iter().cloned().eq(hours));
        if let Some(parent) = &activity.parent {
            assert!(all.stalls(parent).any(|stall| stall == at));
        }
        assert_eq!(all.slots_of(at), slots..slots + activity.sessions.len());
        for session in activity.sessions.iter() {
            let slot = &all.slots()[slots];
            assert_eq!(slot.activity as usize, at);
            assert_eq!(slot.terms, session.terms());
            let own = session.venue.as_ref().or(activity.venue.as_ref());
            assert_eq!(slot.venue, venue(own));
            assert_eq!(all.slot_id(slots), session.id);
            assert_eq!(all.find_slot(&session.id), Some(slots));
            slots += 1;
        }
        assert_eq!(&all[at], activity);
    }
    assert_eq!(all.slots().len(), slots);
}

fn filed(catalogue: &Catalogue, at: usize, activity: &Activity) {
    let taxonomy = &catalogue.taxonomy;
    for shelf in Shelf::ALL {
        let own: Vec<&String> = match shelf {
            Shelf::Direction => vec![&activity.direction],
            Shelf::Track => vec![&activity.track],
            Shelf::Field => activity.fields.iter().collect(),
            Shelf::Format => activity.formats.iter().collect(),
            Shelf::Audience => activity.audiences.iter().collect(),
            Shelf::Access => activity.access.iter().collect(),
        };
        let place = |id: &&String| {
            let is = |term: &Term| term.id == **id;
            taxonomy.shelf(shelf).iter().position(is)
        };
        let expected: Vec<usize> = own.iter().filter_map(place).collect();
        let filed = catalogue.activities.filed(at).iter();
        let filed = filed.filter(|filed| filed.0 == shelf);
        let filed: Vec<usize> = filed.map(|filed| filed.1 as usize).collect();
        assert_eq!(filed, expected);
    }
}

const EDITION: &str = r#""edition":{"name":"科普日","start":"2023-09-17","end":"2023-09-23"}"#;
const TERMS: &str = r#"[{"id":"a","name":"甲"},{"id":"b","name":"乙"},{"id":"a","name":"又"},{"id":"c","name":"丙"}]"#;

/// Texts as they should be, as they should not, and what is no text.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        80 => "[abc]",
        9 => Just("科普 “日”".to_owned()),
        1 => Just(" a\\u00a0 b ".to_owned()),
        1 => Just("\\u0061".to_owned()),
        1 => Just("\u{200b}".to_owned()),
        1 => Just("".to_owned()),
    ]
    .prop_map(|text| format!("\"{text}\""))
}

fn other() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "null",
        "7",
        "true",
        "{}",
        "[]",
        "[\"a\",7,\"\",\" b\"]",
        "-1",
        "1e30",
        "[{}]",
        "\"a\"",
    ])
    .prop_map(str::to_owned)
}

fn list(item: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::vec(item, 0..4).prop_map(|items| format!("[{}]", items.join(",")))
}

fn moment() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (9u8..14).prop_map(|hour| format!("\"2023-09-17T{hour:02}:00:00+08:00\"")),
        1 => Just("\"2023-09-17T05:00Z\"".to_owned()),
        1 => Just("\"2023-09-31T05:00:00Z\"".to_owned()),
        1 => Just("\"1023-09-17T05:00:00Z\"".to_owned()),
    ]
}

/// An object of such members, each of which may be missing, of another kind, or there twice.
fn object(members: Vec<(&'static str, BoxedStrategy<String>)>) -> BoxedStrategy<String> {
    let member = |(name, value): (&'static str, BoxedStrategy<String>)| {
        let value = prop_oneof![30 => value, 1 => other()];
        let times = prop_oneof![14 => Just(1usize), 2 => Just(0), 1 => Just(2)];
        times
            .prop_flat_map(move |times| prop::collection::vec(value.clone(), times))
            .prop_map(move |values| {
                let member = |value: String| format!("\"{name}\":{value}");
                values.into_iter().map(member).collect::<Vec<_>>()
            })
            .boxed()
    };
    members
        .into_iter()
        .map(member)
        .collect::<Vec<_>>()
        .prop_shuffle()
        .prop_map(|members| format!("{{{}}}", members.concat().join(",")))
        .boxed()
}

fn session() -> BoxedStrategy<String> {
    object(vec![
        ("id", "\"[a-z]{1,2}\"".boxed()),
        ("start", moment().boxed()),
        (
            "end",
            Just("\"2023-09-17T12:00:00+08:00\"".to_owned()).boxed(),
        ),
        ("venue", text().boxed()),
        ("booking", "\"(required|none)\"".boxed()),
        ("kinds", list(text()).boxed()),
        ("capacity", "(0|[1-9][0-9]{0,10})".boxed()),
        ("opens", moment().boxed()),
        ("closes", moment().boxed()),
        ("waitlist", "(true|false)".boxed()),
        ("status", "\"(scheduled|cancelled|postponed|x)\"".boxed()),
        ("note", text().boxed()),
    ])
}

fn activity() -> BoxedStrategy<String> {
    let hours = Just(r#"[{"from":"2023-09-17","to":"2023-09-19","open":"09:00","venue":"b"},{"from":"2023-09-18","to":"2023-09-18"},7]"#.to_owned());
    object(vec![
        ("id", "\"[a-z]\"".boxed()),
        ("title", text().boxed()),
        ("summary", text().boxed()),
        ("direction", text().boxed()),
        ("track", text().boxed()),
        ("fields", list(text()).boxed()),
        ("formats", list(text()).boxed()),
        ("audiences", list(text()).boxed()),
        ("access", list(text()).boxed()),
        ("grades", Just("{\"from\":1,\"to\":9}".to_owned()).boxed()),
        ("venue", text().boxed()),
        ("online", "(true|false)".boxed()),
        ("hosts", list(text()).boxed()),
        ("organisers", list(text()).boxed()),
        ("parent", text().boxed()),
        ("status", "\"(scheduled|cancelled|postponed|x)\"".boxed()),
        ("sample", "(true|false)".boxed()),
        ("opening", hours.boxed()),
        ("sessions", list(session()).boxed()),
        (
            "lecture",
            object(vec![("id", text().boxed()), ("speaker", text().boxed())]),
        ),
    ])
}

fn year() -> impl Strategy<Value = String> {
    let venue = object(vec![("id", text().boxed()), ("name", text().boxed())]);
    let lists = [
        "directions",
        "tracks",
        "fields",
        "formats",
        "audiences",
        "access",
    ];
    let taxonomy = lists.map(|list| format!("\"{list}\":{TERMS}")).join(",");
    let parts = (
        list(venue),
        prop::collection::vec(activity(), 0..8),
        any::<bool>(),
    );
    parts.prop_map(move |(venues, activities, first)| {
        let mut members = [
            EDITION.to_owned(),
            format!("\"taxonomy\":{{{taxonomy}}}"),
            format!("\"venues\":{venues}"),
            format!("\"activities\":[{}]", activities.join(",")),
        ];
        if first {
            members.reverse();
        }
        format!("{{{}}}", members.join(","))
    })
}

proptest! {
    #[test]
    fn the_columns_say_what_the_activities_say(year in year()) {
        holds(&Catalogue::decode(year.as_str()).unwrap(), &plain(&year).unwrap());
    }

    #[test]
    fn damage_is_survived_alike(year in year(), at in any::<prop::sample::Index>(), by in "[\\[\\]{}\",:0a]?", cut in any::<bool>()) {
        let places: Vec<usize> = year.char_indices().map(|(at, _)| at).collect();
        let at = *at.get(&places);
        let rest = &year[at..];
        let rest = if cut { rest.char_indices().nth(1).map_or("", |(next, _)| &rest[next..]) } else { rest };
        let damaged = [&year[..at], &by, rest].concat();
        let catalogue = Catalogue::decode(damaged.as_str());
        match plain(&damaged) {
            None => prop_assert!(catalogue.is_err()),
            Some(plain) => if let Ok(catalogue) = catalogue {
                holds(&catalogue, &plain);
            }
        }
    }
}

#[test]
fn the_year_file_reads_alike() {
    let year = include_str!("../../../public/data/2023.json");
    let catalogue = Catalogue::decode(year).unwrap();
    let known = |row: &Row| row.title.of(year).is_some();
    assert!(catalogue.activities.rows().iter().all(known), "none is odd");
    holds(&catalogue, &plain(year).unwrap());
}
