use super::*;
use crate::domain::agenda;
use proptest::prelude::*;

const YEAR: &str = r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-23"},
 "taxonomy":{"directions":[{"id":"p","name":"政治"},{"id":"w","name":"为民"}],
  "tracks":[{"id":"main","name":"主场"}],"fields":[{"id":"ai","name":"人工智能"},{"id":"agri","name":"农业"}],
  "districts":[{"id":"d1","name":"红旗区"},{"id":"d2","name":"牧野区"}],
  "formats":[{"id":"talk","name":"讲座"}],"audiences":[{"id":"kids","name":"小学"}],"access":[{"id":"wheel","name":"轮椅"}]},
 "venues":[{"id":"v1","name":"图书馆","district":"d1","access":["wheel"]},{"id":"v2","name":"公园","district":"d2"}],
 "activities":ACTIVITIES}"#;

/// Activities whose members follow from a few numbers.
fn catalogue(seeds: &[u8]) -> Catalogue {
    let activities: Vec<String> = seeds
        .iter()
        .enumerate()
        .map(|(i, n)| {
            let pick = |values: &[&str], shift: u8| values[usize::from(n >> shift) % values.len()].to_owned();
            format!(
                r#"{{"id":"a{i}","title":"{} {i}","direction":"{}","track":"main","fields":[{}],"formats":["talk"],
                "audiences":[{}],"online":{},"venue":{},"sessions":[{{"id":"s{i}","start":"2023-09-{}T{}:00:00+08:00","end":"2023-09-{}T{}:30:00+08:00",
                "booking":"{}","kinds":["person"],"capacity":10}}]}}"#,
                pick(&["量子漫谈", "ＡＩ机器人", "种小麦"], 0),
                pick(&["p", "w", "unknown"], 1),
                pick(&["\"ai\"", "\"agri\"", "\"ai\",\"agri\"", ""], 2),
                pick(&["\"kids\"", ""], 3),
                pick(&["true", "false"], 4),
                pick(&["\"v1\"", "\"v2\"", "null"], 5),
                17 + n % 3, pick(&["09", "14", "19"], 6), 17 + n % 3, pick(&["09", "14", "19"], 6),
                pick(&["required", "none"], 1),
            )
        })
        .collect();
    Catalogue::decode(&YEAR.replace("ACTIVITIES", &format!("[{}]", activities.join(",")))).unwrap()
}

fn moment(text: &str) -> Moment {
    chrono::DateTime::parse_from_rfc3339(text).unwrap()
}

/// The same question, asked entry by entry.
fn naive(
    catalogue: &Catalogue,
    entry: &Entry,
    facet: Facet,
    value: &str,
    places: &Availability,
    now: &Moment,
) -> bool {
    let activity = entry.activity(catalogue);
    let venue = entry.venue.map(|at| &catalogue.venues[at]);
    let has = |list: &[String]| list.iter().any(|v| v == value);
    match facet {
        Facet::Direction => activity.direction == value,
        Facet::Track => activity.track == value,
        Facet::Field => has(&activity.fields),
        Facet::Format => has(&activity.formats),
        Facet::Audience => has(&activity.audiences),
        Facet::Access => has(&activity.access) || venue.is_some_and(|v| has(&v.access)),
        Facet::District => venue.is_some_and(|v| v.district == value),
        Facet::Date => time::iso_day(entry.day()) == value,
        Facet::Time => PartOfDay::of(&entry.start).id() == value,
        Facet::Place if value == ONLINE => activity.online,
        Facet::Place => venue.is_some() || !activity.online,
        Facet::Left => {
            let session = entry.session(catalogue).unwrap();
            Seats::of(session, places.sessions.get(&session.id), now).has_room()
        }
    }
}

proptest! {
    #[test]
    fn lists_and_counts_equal_a_naive_count(
        seeds in prop::collection::vec(any::<u8>(), 0..90),
        chosen in prop::collection::vec((0usize..Facet::COUNT, 0usize..4), 0..5),
        typed in prop::sample::select(vec!["", "量子", "ai", "图书馆 ai", "小麦 红旗", "没有"]),
        past: bool,
        full in prop::collection::vec(0usize..90, 0..20),
    ) {
        let catalogue = catalogue(&seeds);
        let now = moment("2023-09-18T10:00:00+08:00");
        let entries = agenda::entries(&catalogue);
        let mut places = Availability::default();
        for i in 0..seeds.len() {
            let booked = if full.contains(&i) { 10 } else { 1 };
            places.sessions.insert(format!("s{i}"), crate::domain::availability::Places { capacity: 10, booked, ..Default::default() });
        }
        let mut index = Index::new(&catalogue, &entries, &now);
        index.set_places(&catalogue, &entries, &places, &now);
        let mut query = Query::default();
        query.past = past;
        query.set_text(typed);
        for (facet, value) in chosen {
            let facet = Facet::ALL[facet];
            let values = index.values(facet);
            if !values.is_empty() {
                let value = values[value % values.len()].clone();
                query.toggle(facet, &value);
            }
        }
        let all_over = entries.iter().all(|entry| entry.is_over(&now));
        let in_time = |entry: &Entry| past || !query.chosen(Facet::Date).is_empty() || all_over || !entry.is_over(&now);
        let in_text = |entry: &Entry| {
            let activity = entry.activity(&catalogue);
            let venue = entry.venue.map_or(String::new(), |at| {
                let venue = &catalogue.venues[at];
                format!("{}{}", venue.name, catalogue.district_name(&venue.district))
            });
            let fields: String = activity.fields.iter().filter_map(|f| crate::domain::taxonomy::find(&catalogue.taxonomy.fields, f)).map(|t| t.name.clone()).collect();
            let text = fold(&format!("{}|{venue}|{fields}", activity.title));
            typed.split_whitespace().all(|word| text.contains(word))
        };
        let matches = |entry: &Entry, but: Option<Facet>| {
            in_time(entry) && in_text(entry) && Facet::ALL.into_iter().filter(|f| Some(*f) != but).all(|facet| {
                query.chosen(facet).is_empty()
                    || query.chosen(facet).iter().any(|value| naive(&catalogue, entry, facet, value, &places, &now))
            })
        };
        let found = index.find(&query);
        let expected: Vec<u32> = (0..entries.len() as u32).filter(|i| matches(&entries[*i as usize], None)).collect();
        prop_assert_eq!(&found.entries, &expected);
        for facet in Facet::ALL {
            for (at, value) in index.values(facet).iter().enumerate() {
                let count = entries.iter().filter(|entry| matches(entry, Some(facet)) && naive(&catalogue, entry, facet, value, &places, &now)).count();
                prop_assert_eq!(found.counts[facet as usize][at] as usize, count, "{:?} {}", facet, value);
            }
        }
        for way in index.relax(&query) {
            let mut other = query.clone();
            match way.condition {
                Condition::Facet(facet) => other.clear(facet),
                Condition::Text => other.text.clear(),
                Condition::Time => other.past = true,
            }
            prop_assert_eq!(index.find(&other).entries.len() as u32, way.count);
        }
    }
}

#[test]
fn what_is_over_is_hidden_until_asked_for() {
    let catalogue = catalogue(&[0, 1, 2]);
    let entries = agenda::entries(&catalogue);
    let at = |text| Index::new(&catalogue, &entries, &moment(text));
    let during = at("2023-09-18T12:00:00+08:00").find(&Query::default());
    assert_eq!(during.entries.len(), 1);
    assert_eq!(during.hidden, 2);
    let after = at("2024-01-01T00:00:00+08:00");
    assert!(after.all_over());
    assert_eq!(
        after.find(&Query::default()).entries.len(),
        3,
        "an old year is shown as it was"
    );
}

#[test]
fn before_the_programme_is_there_nothing_is_found() {
    let found = Index::default().find(&Query::parse("left=1&q=ai&date=2023-09-17"));
    assert!(found.entries.is_empty() && found.hidden == 0);
    assert!(Index::default().relax(&Query::parse("left=1")).is_empty());
}
