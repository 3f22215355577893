use super::*;
use crate::domain::agenda;
use proptest::prelude::*;

/// A session as the tests write it: days and hours from the first day on, its place, status and places left.
#[derive(Debug, Clone, PartialEq)]
struct Written {
    day: u32,
    hour: u32,
    long: u32,
    venue: usize,
    status: usize,
    left: u32,
}

fn written() -> impl Strategy<Value = Written> {
    (0..9u32, 8..18u32, 1..4u32, 0..3usize, 0..3usize, 0..30u32).prop_map(
        |(day, hour, long, venue, status, left)| Written {
            day,
            hour,
            long,
            venue,
            status,
            left,
        },
    )
}

const STATUS: [&str; 3] = ["scheduled", "cancelled", "postponed"];

/// A programme with an activity for each session, moved by `shift` days as a demonstration does.
fn programme(sessions: &[Written], shift: u32) -> Catalogue {
    let activity = |(at, one): (usize, &Written)| {
        let clock =
            |hour: u32| format!("2023-09-{:02}T{hour:02}:00:00+08:00", 10 + one.day + shift);
        serde_json::json!({"id": format!("a{at}"), "title": "讲", "sessions": [{
            "id": format!("s{at}"), "start": clock(one.hour), "end": clock(one.hour + one.long),
            "venue": format!("v{}", one.venue), "status": STATUS[one.status],
            "booking": "required", "kinds": ["person"], "capacity": 30}]})
    };
    let activities: Vec<_> = sessions.iter().enumerate().map(activity).collect();
    let document = serde_json::json!({
        "edition": {"id": "2023", "name": "x", "start": "2023-09-10", "end": "2023-09-20"},
        "shifted": {"days": shift},
        "venues": [{"id": "v0", "name": "馆"}, {"id": "v1", "name": "校"}, {"id": "v2", "name": "园"}],
        "activities": activities});
    Catalogue::decode(document.to_string()).unwrap()
}

fn digest(catalogue: &Catalogue, sessions: &[Written]) -> Digest {
    Digest::of(catalogue, &agenda::entries(catalogue), &|entry| {
        Some(match sessions[entry.activity].left {
            0 => Seats::Full(false),
            left if left <= 5 => Seats::Limited(left),
            left => Seats::Left(left),
        })
    })
}

fn seen(sessions: &[Written], shift: u32) -> Digest {
    digest(&programme(sessions, shift), sessions)
}

proptest! {
    #[test]
    fn a_digest_comes_back_as_it_was(sessions in prop::collection::vec(written(), 0..12), shift in 0u32..9) {
        let digest = seen(&sessions, shift);
        prop_assert_eq!(Digest::read(&digest.write()), Some(digest));
    }

    #[test]
    fn nothing_changed_is_no_change(sessions in prop::collection::vec(written(), 0..12),
                                    shifts in (0u32..9, 0u32..9)) {
        let (before, after) = (seen(&sessions, shifts.0), seen(&sessions, shifts.1));
        prop_assert!(before.changes(&after, 0).is_empty(), "a shift of the whole is none either");
    }

    #[test]
    fn any_single_change_is_found(sessions in prop::collection::vec(written(), 1..12), other in written(),
                                  what in 0u8..7, at in any::<prop::sample::Index>()) {
        let at = at.index(sessions.len());
        let mut changed = sessions.clone();
        let one = &mut changed[at];
        match what {
            0 => one.day = other.day,
            1 => one.hour = other.hour,
            2 => one.long = other.long,
            3 => one.venue = other.venue,
            4 => one.status = other.status,
            5 => one.left = other.left,
            _ => *one = other,
        }
        let other = changed[at].clone();
        let found = seen(&sessions, 0).changes(&seen(&changed, 0), 0);
        let was = &sessions[at];
        let times = |one: &Written| (one.day, one.hour, one.long);
        let expected = if other.status != was.status {
            Some([Kind::Back, Kind::Cancelled, Kind::Postponed][other.status])
        } else if other.status == 1 {
            None
        } else if times(&other) != times(was) {
            Some(Kind::Moved)
        } else if other.venue != was.venue {
            Some(Kind::Place)
        } else {
            (was.left > 5 && (1..=5).contains(&other.left)).then_some(Kind::Filling)
        };
        let kinds: Vec<_> = found.values().map(Change::kind).collect();
        prop_assert_eq!(kinds, expected.map(Some).into_iter().collect::<Vec<_>>());
        let id = format!("s{at}");
        prop_assert!(found.keys().all(|found| *found == id));
    }

    #[test]
    fn what_is_new_is_found_and_what_went_is_none(sessions in prop::collection::vec(written(), 1..12)) {
        let fewer = &sessions[..sessions.len() - 1];
        let found = seen(fewer, 0).changes(&seen(&sessions, 0), 0);
        prop_assert_eq!(found.values().map(Change::kind).collect::<Vec<_>>(), [Some(Kind::New)]);
        prop_assert!(seen(&sessions, 0).changes(&seen(fewer, 0), 0).is_empty());
    }

    #[test]
    fn a_hostile_record_is_survived(text in "(1\t)?[0-9a-c\t\n ]{0,80}", cut in any::<prop::sample::Index>()) {
        let sessions = [Written { day: 1, hour: 9, long: 1, venue: 0, status: 0, left: 9 }];
        let catalogue = programme(&sessions, 0);
        let good = digest(&catalogue, &sessions).write();
        let mut torn = good.clone();
        torn.truncate(cut.index(good.len()));
        for record in [text, torn, good + "s9\tv\t18446744073709551615\t1\t1\t7"] {
            if let Some(read) = Digest::read(&record) {
                prop_assert_eq!(Digest::read(&read.write()), Some(read.clone()));
                let _ = read.changes(&digest(&catalogue, &sessions), u64::MAX);
                for item in read.items.values() {
                    let _ = moment(&catalogue, item.start);
                }
            }
            let _ = Change::restore(&record);
        }
    }

    #[test]
    fn what_is_followed_counts_every_change(stops in prop::collection::vec(written(), 1..8)) {
        let items: Vec<Item> = stops.iter().map(|stop| {
            seen(std::slice::from_ref(stop), 0).items.get("s0").unwrap().clone()
        }).collect();
        let mut known: Option<Change> = None;
        let mut expected = 0;
        for (at, item) in items.iter().enumerate() {
            let plain = |item: &Item| Item { room: Room::Unknown, ..item.clone() };
            expected += u64::from(at > 0 && plain(&items[at - 1]) != plain(item));
            known = Some(Change::follow(known.as_ref(), item));
            let now = known.clone().unwrap();
            prop_assert_eq!((now.count, &now.is), (expected, &plain(item)));
            prop_assert_eq!(now.was.as_ref(), Some(&plain(&items[0])), "as it was when it became one's own");
            prop_assert_eq!(Change::restore(&now.store("s0")), known.clone());
        }
    }
}

fn open(weekdays: &str, to: &str) -> Catalogue {
    let document = format!(
        r#"{{"edition":{{"id":"2023","name":"x","start":"2023-09-17","end":"2023-09-23"}},"activities":[
          {{"id":"show","title":"展","opening":[{{"from":"2023-09-17","to":"{to}","weekdays":{weekdays},"open":"09:00","close":"17:00"}}]}},
          {{"id":"any","title":"随"}}]}}"#
    );
    Catalogue::decode(&document).unwrap()
}

fn unseated(catalogue: &Catalogue) -> Digest {
    Digest::of(catalogue, &agenda::entries(catalogue), &|_| None)
}

#[test]
fn opening_hours_are_one_item_and_their_days_count() {
    let before = unseated(&open("[]", "2023-09-23"));
    assert_eq!(before.items.len(), 2, "not one a day");
    assert_eq!(before.items.get(" show").unwrap().days, 6);
    for other in [open("[]", "2023-09-24"), open("[7,1,2,6]", "2023-09-23")] {
        let found = before.changes(&unseated(&other), 0);
        assert_eq!(found.get(" show").and_then(Change::kind), Some(Kind::Moved));
        assert_eq!(activity(&other, " show").unwrap().title, "展");
    }
}

#[test]
fn a_demonstration_moves_opening_hours_off_their_weekdays_without_a_change() {
    let shifted = |days: i64, weekdays| {
        let mut catalogue = open(weekdays, "2023-09-23");
        catalogue.shifted_days = days;
        unseated(&catalogue)
    };
    assert!(
        shifted(1, "[6,7]")
            .changes(&shifted(2, "[1,2,3]"), 0)
            .is_empty()
    );
}

#[test]
fn what_is_over_and_another_year_are_not_told() {
    let one = Written {
        day: 1,
        hour: 9,
        long: 1,
        venue: 0,
        status: 0,
        left: 9,
    };
    let later = Written {
        hour: 10,
        ..one.clone()
    };
    let catalogue = programme(std::slice::from_ref(&later), 0);
    let end = catalogue.activities[0].sessions[0].end;
    let (before, after) = (seen(&[one], 0), seen(&[later], 0));
    let now = minutes(&catalogue, &end);
    assert_eq!(before.changes(&after, now - 1).len(), 1);
    assert!(before.changes(&after, now).is_empty());
    assert_eq!(moment(&catalogue, now), end);
    let other_year = Digest {
        edition: "2024".into(),
        ..after
    };
    assert!(before.changes(&other_year, 0).is_empty());
}

#[test]
fn a_demonstration_moves_its_lectures_without_a_change() {
    let lecture = |shift: i64, hour: u32| {
        let document = format!(
            r#"{{"edition":{{"name":"x","start":"2023-09-17","end":"2023-09-23"}},"shifted":{{"days":{shift}}},
              "activities":[{{"id":"a","title":"讲","lecture":{{"id":"l"}},
              "sessions":[{{"id":"s","start":"2023-09-17T{hour}:00:00+08:00","end":"2023-09-17T{hour}:30:00+08:00"}}]}}]}}"#
        );
        unseated(&Catalogue::decode(&document).unwrap())
    };
    assert!(lecture(3, 10).changes(&lecture(4, 15), 0).is_empty());
    assert_eq!(lecture(0, 10).changes(&lecture(0, 15), 0).len(), 1);
}

#[test]
fn a_visit_lasts_until_nobody_was_here_for_hours() {
    let hour = 3_600_000.0;
    assert!(!is_another_visit(0.0, 4.0 * hour));
    assert!(is_another_visit(0.0, 4.1 * hour));
    assert!(is_another_visit(9.0 * hour, 0.0), "a clock set back");
}
