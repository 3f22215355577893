use super::*;
use crate::domain::activity::Activity;
use crate::domain::agenda;
use crate::domain::query::{ONLINE, View};
use crate::domain::text::fold;
use crate::domain::time::{self, PartOfDay};
use proptest::prelude::*;

const YEAR: &str = r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-23"},
 "taxonomy":{"directions":[{"id":"p","name":"政治"},{"id":"w","name":"为民"}],
  "tracks":[{"id":"main","name":"主场"}],"fields":[{"id":"ai","name":"人工智能"},{"id":"agri","name":"农业"}],
  "districts":[{"id":"d1","name":"红旗区"},{"id":"d2","name":"牧野区"}],
  "formats":[{"id":"talk","name":"讲座"}],"audiences":[{"id":"kids","name":"小学","grades":{"from":1,"to":6}}],"access":[{"id":"wheel","name":"轮椅"}]},
 "pinyin":{"liang":"量","zi":"子","man":"漫","tan":"谈","tu":"图","shu":"书","guan":"馆","xiao":"小","mai":"麦","zhong":"种"},
 "venues":[{"id":"v1","name":"图书馆","district":"d1","access":["wheel"],"point":{"lng":113.9,"lat":35.3}},
  {"id":"v2","name":"公园","district":"d2","point":{"lng":113.7,"lat":35.2,"datum":"wgs84"}}],
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
                "audiences":[{}],"online":{},"venue":{},"hosts":["{}"],"summary":"{}","grades":{},
                "sessions":[{{"id":"s{i}","start":"2023-09-{}T{}:00:00+08:00","end":"2023-09-{}T{}:30:00+08:00",
                "booking":"{}","kinds":["person"],"capacity":100}}]}}"#,
                pick(&["量子漫谈", "ＡＩ机器人", "种小麦"], 0),
                pick(&["p", "w", "unknown"], 1),
                pick(&["\"ai\"", "\"agri\"", "\"ai\",\"agri\"", ""], 2),
                pick(&["\"kids\"", ""], 3),
                pick(&["true", "false"], 4),
                pick(&["\"v1\"", "\"v2\"", "null"], 5),
                pick(&["图书馆", "气象局"], 2),
                pick(&["讲讲小麦", "看量子", ""], 4),
                pick(&["null", "{\"from\":3,\"to\":9}", "null"], 3),
                17 + n % 3, pick(&["09", "14", "19"], 6), 17 + n % 3, pick(&["09", "15", "23"], 6),
                pick(&["required", "none"], 1),
            )
        })
        .collect();
    Catalogue::decode(YEAR.replace("ACTIVITIES", &format!("[{}]", activities.join(",")))).unwrap()
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
        Facet::Age => {
            // By years: grades 3 to 9 are 8 to 15, the kids of primary school 6 to 12.
            let (grades, ages) = match &activity.grades {
                Some(grades) => ((grades.from, grades.to), (8, 15)),
                None if has_kids(activity) => ((1, 6), (6, 12)),
                None => return true,
            };
            let overlaps = |from: u8, to: u8| from <= ages.1 && ages.0 <= to;
            match value.split_once('-') {
                Some((from, to)) => overlaps(from.parse().unwrap(), to.parse().unwrap()),
                None => match value.strip_prefix('g') {
                    Some(grade) => (grades.0..=grades.1).contains(&grade.parse().unwrap()),
                    None => overlaps(value.parse().unwrap(), value.parse().unwrap()),
                },
            }
        }
        Facet::Length => {
            let minutes = (entry.end - entry.start).num_minutes();
            match value {
                "60" => minutes <= 60,
                "120" => minutes > 60 && minutes <= 120,
                "240" => minutes > 120 && minutes <= 240,
                _ => minutes > 240,
            }
        }
    }
}

fn has_kids(activity: &Activity) -> bool {
    activity.audiences.iter().any(|audience| audience == "kids")
}

/// The best place in which a word stands, asked plainly.
fn rank(catalogue: &Catalogue, entry: &Entry, word: &str) -> Option<Rank> {
    let activity = entry.activity(catalogue);
    let holds = |text: &str| fold(text).contains(word);
    let names = |ids: &[String], terms: &[crate::domain::taxonomy::Term]| {
        ids.iter().any(|id| {
            crate::domain::taxonomy::find(terms, id).is_some_and(|term| holds(&term.name))
        })
    };
    let taxonomy = &catalogue.taxonomy;
    if holds(&activity.title) {
        Some(Rank::Title)
    } else if entry.venue.is_some_and(|at| {
        let venue = &catalogue.venues[at];
        holds(&venue.name) || names(std::slice::from_ref(&venue.district), &taxonomy.districts)
    }) {
        Some(Rank::Venue)
    } else if activity.hosts.iter().any(|host| holds(host)) {
        Some(Rank::Host)
    } else if holds(&activity.summary)
        || names(
            std::slice::from_ref(&activity.direction),
            &taxonomy.directions,
        )
        || names(std::slice::from_ref(&activity.track), &taxonomy.tracks)
        || names(&activity.fields, &taxonomy.fields)
        || names(&activity.formats, &taxonomy.formats)
        || names(&activity.audiences, &taxonomy.audiences)
    {
        Some(Rank::Text)
    } else {
        None
    }
}

proptest! {
    #[test]
    fn lists_and_counts_equal_a_naive_count(
        seeds in prop::collection::vec(any::<u8>(), 0..90),
        chosen in prop::collection::vec((0usize..Facet::COUNT, 0usize..40), 0..5),
        typed in prop::sample::select(vec!["", "", "量子", "ai", "图书馆 ai", "小麦 红旗", "没有", "图书馆", "讲", "小"]),
        past: bool,
        group in prop::sample::select(vec![0u32, 0, 45, 95]),
        span in prop::option::of((16u32..22, 16u32..22)),
        far in prop::option::of((0u32..12_000, 0u32..12_000, prop::option::of(0u32..12_000))),
        area in prop::sample::select(vec!["", "", "", "113.85,35.25,113.95,35.35", "113.699,35.199,113.701,35.201,wgs84", "113.699,35.199,113.701,35.201,gcj02", "113,35,114,36", "nowhere"]),
        full in prop::collection::vec(0usize..90, 0..20),
    ) {
        let catalogue = catalogue(&seeds);
        let now = moment("2023-09-18T10:00:00+08:00");
        let entries = agenda::entries(&catalogue);
        let mut places = Availability::default();
        for i in 0..seeds.len() {
            let booked = if full.contains(&i) { 100 } else { (i as u32 * 7) % 90 };
            places.sessions.insert(format!("s{i}"), crate::domain::availability::Places { capacity: 100, booked, ..Default::default() });
        }
        let mut index = Index::new(&catalogue, &entries, &now);
        index.set_places(&catalogue, &entries, &places, &now);
        let day = |day| NaiveDate::from_ymd_opt(2023, 9, day).unwrap();
        let mut query = Query::default();
        query.past = past;
        query.area = area.to_owned();
        query.span = span.map(|(from, to)| (day(from.min(to)), day(from.max(to))));
        query.set_group(group);
        query.set_text(typed);
        let near = far.map(|(one, other, within)| Near { metres: vec![Some(one), Some(other)], within });
        for (facet, value) in chosen {
            let facet = Facet::ALL[facet];
            let values = index.values(facet);
            if !values.is_empty() {
                let value = values[value % values.len()].clone();
                query.toggle(facet, &value);
            }
        }
        let all_over = entries.iter().all(|entry| entry.is_over(&now));
        let in_time = |query: &Query, entry: &Entry| query.past || !query.chosen(Facet::Date).is_empty() || query.span.is_some() || all_over || !entry.is_over(&now);
        let best = |entry: &Entry| {
            let ranks = typed.split_whitespace().map(|word| rank(&catalogue, entry, word).map(|rank| rank as usize));
            ranks.collect::<Option<Vec<usize>>>().map(|ranks| ranks.into_iter().max().unwrap_or(0))
        };
        let metres = |entry: &Entry| near.as_ref().and_then(|near| near.metres[entry.venue?]);
        let holds = |query: &Query, entry: &Entry, but: Option<Facet>| {
            let room = || Seats::of(entry.session(&catalogue).unwrap(), places.sessions.get(&entry.session(&catalogue).unwrap().id), &now).room();
            (query.text.is_empty() || best(entry).is_some())
                && query.span.is_none_or(|(from, to)| (from..=to).contains(&entry.day()))
                && (query.group == 0 || room() >= query.group)
                && match (query.area.as_str(), entry.venue) {
                    ("", _) | ("113,35,114,36", Some(_)) => true,
                    ("113.85,35.25,113.95,35.35", venue) => venue == Some(0),
                    ("113.699,35.199,113.701,35.201,wgs84", venue) => venue == Some(1),
                    _ => false,
                }
                && Facet::ALL.into_iter().filter(|f| Some(*f) != but).all(|facet| {
                    query.chosen(facet).is_empty()
                        || query.chosen(facet).iter().any(|value| naive(&catalogue, entry, facet, value, &places, &now))
                })
        };
        let near_enough = |near: Option<&Near>, entry: &Entry| {
            near.and_then(|near| near.within).is_none_or(|within| metres(entry).is_some_and(|metres| metres <= within))
        };
        // To choose a date is to see that day whole.
        let matches = |entry: &Entry, but: Option<Facet>| (but == Some(Facet::Date) || in_time(&query, entry)) && holds(&query, entry, but) && near_enough(near.as_ref(), entry);
        let mut found = Found::default();
        // The memory of another query changes nothing.
        index.find(&Query::parse("q=小麦&time=am&group=3"), None, &mut found);
        index.find(&query, near.as_ref(), &mut found);
        let expected: Vec<u32> = (0..entries.len() as u32).filter(|i| matches(&entries[*i as usize], None)).collect();
        prop_assert_eq!(&found.all().iter().collect::<Vec<_>>(), &expected);
        prop_assert_eq!(found.total(), expected.len());
        let over = entries.iter().filter(|entry| holds(&query, entry, None) && near_enough(near.as_ref(), entry) && !in_time(&query, entry)).count();
        prop_assert_eq!(found.hidden as usize, over);

        // The list is in stretches by distance or by rank, each in the order of the programme.
        let key = |row: &u32| {
            let entry = &entries[*row as usize];
            match &near {
                Some(_) => metres(entry).map_or(RINGS.len() + 1, |metres| RINGS.iter().filter(|ring| metres > **ring).count()),
                None => best(entry).unwrap_or(0),
            }
        };
        let mut ordered = expected.clone();
        ordered.sort_by_key(key);
        prop_assert_eq!(&found.entries(), &ordered);
        prop_assert_eq!(found.bands().count() > 0, !expected.is_empty() && (near.is_some() || !typed.is_empty()));

        for facet in Facet::ALL {
            for (at, value) in index.values(facet).iter().enumerate().take(index.offered(facet)) {
                let count = entries.iter().filter(|entry| matches(entry, Some(facet)) && naive(&catalogue, entry, facet, value, &places, &now)).count();
                prop_assert_eq!(found.count(facet, at) as usize, count, "{:?} {}", facet, value);
            }
        }
        for way in index.relax(&query, near.as_ref()) {
            let mut other = query.clone();
            let mut closer = near.clone();
            match way.condition {
                Condition::Facet(facet) => other.clear(facet),
                Condition::Text => other.text.clear(),
                Condition::Time => other.past = true,
                Condition::Group => other.group = 0,
                Condition::Span => other.span = None,
                Condition::Area => other.area.clear(),
                Condition::Near => closer = None,
            }
            index.find(&other, closer.as_ref(), &mut found);
            prop_assert_eq!(found.total() as u32, way.count);
        }
    }
}

fn found(index: &Index, search: &str) -> Found {
    let mut found = Found::default();
    index.find(&Query::parse(search), None, &mut found);
    found
}

#[test]
fn words_are_found_as_people_type_them() {
    let catalogue = catalogue(&[0, 1, 2]);
    let entries = agenda::entries(&catalogue);
    let index = Index::new(&catalogue, &entries, &moment("2023-09-16T10:00:00+08:00"));
    for typed in ["lzmt", "liangzi", "量zm", "ｌｉａｎｇｚｉ", "lzmantan tsg"] {
        let found = found(&index, &format!("q={typed}"));
        let titles: Vec<_> = found
            .entries()
            .iter()
            .map(|row| entries[*row as usize].activity(&catalogue).title.clone())
            .collect();
        assert_eq!(titles, ["量子漫谈 0"], "{typed}");
        assert_eq!(index.marks(&found, "量子漫谈 0")[0].0, 0);
    }
    assert_eq!(
        found(&index, "q=aijiqiren").total(),
        0,
        "no table, no pinyin"
    );
    let hints = |text| index.hints(text, 9);
    assert_eq!(hints("图书"), [Hint::Venue(0), Hint::Host("图书馆".into())]);
    assert_eq!(hints("tsg"), [Hint::Venue(0), Hint::Host("图书馆".into())]);
    assert_eq!(hints("人工"), [Hint::Value(Facet::Field, 0)]);
    assert_eq!(index.hints("图", 1).len(), 1);
    assert!(hints("").is_empty() && hints("没有").is_empty());
}

#[test]
fn what_is_looked_at_changes_nothing_that_is_found() {
    let catalogue = catalogue(&[0, 1, 2]);
    let entries = agenda::entries(&catalogue);
    let index = Index::new(&catalogue, &entries, &moment("2023-09-16T10:00:00+08:00"));
    for view in View::ALL {
        assert_eq!(found(&index, &format!("view={}", view.id())).total(), 3);
    }
}

#[test]
fn what_is_over_is_hidden_until_asked_for() {
    let catalogue = catalogue(&[0, 1, 2]);
    let entries = agenda::entries(&catalogue);
    let at = |text| Index::new(&catalogue, &entries, &moment(text));
    let during = found(&at("2023-09-18T12:00:00+08:00"), "");
    assert_eq!(during.total(), 1);
    assert_eq!(during.hidden, 2);
    let after = at("2024-01-01T00:00:00+08:00");
    assert!(after.all_over());
    assert_eq!(
        found(&after, "").total(),
        3,
        "an old year is shown as it was"
    );
}

#[test]
fn before_the_programme_is_there_nothing_is_found() {
    let found = found(&Index::default(), "left=1&q=ai&date=2023-09-17&group=3");
    assert!(found.total() == 0 && found.hidden == 0 && found.entries().is_empty());
    assert_eq!(found.count(Facet::Age, 3), 0);
    let nothing = Index::default().relax(&Query::parse("left=1"), None);
    assert!(nothing.is_empty());
}
