use super::axis::{Gap, days};
use super::*;
use proptest::prelude::*;

const PROGRAMME: &str = r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-18"},
"taxonomy":{"districts":[{"id":"d","name":"红旗区","center":{"lng":113.878,"lat":35.303}}]},
"venues":[{"id":"v","name":"馆","district":"d","address":"红旗区人民路","point":{"lng":113.9312,"lat":35.2957}},
          {"id":"w","name":"校","district":"d","point":{"lng":113.8571,"lat":35.3009}}],
"activities":[
 {"id":"show","title":"展","venue":"v","opening":[
   {"from":"2023-09-17","to":"2023-09-18","open":"09:00","close":"11:30"},
   {"from":"2023-09-17","to":"2023-09-17","open":"14:00","close":"17:00"}]},
 {"id":"any","title":"随"},
 {"id":"fair","title":"集","venue":"v","sessions":[
   {"id":"fair-1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T17:00:00+08:00"}]},
 {"id":"talk","title":"讲","lecture":{"id":"l","session":"talk-1"},"sessions":[
   {"id":"talk-1","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T12:00:00+08:00"}]},
 {"id":"lab","title":"验","venue":"v","sessions":[
   {"id":"lab-1","booking":"required","kinds":["person"],"start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T11:00:00+08:00"},
   {"id":"lab-2","venue":"w","start":"2023-09-17T11:10:00+08:00","end":"2023-09-17T12:00:00+08:00"},
   {"id":"lab-3","start":"2023-09-17T15:00:00+08:00","end":"2023-09-17T16:00:00+08:00"},
   {"id":"lab-4","status":"cancelled","start":"2023-09-17T10:30:00+08:00","end":"2023-09-17T11:30:00+08:00"}]}]}"#;

fn programme() -> Catalogue {
    Catalogue::decode(PROGRAMME).unwrap()
}

fn moment(text: &str) -> Moment {
    time::parse(text).unwrap()
}

fn noon_before() -> Moment {
    moment("2023-09-16T12:00:00+08:00")
}

fn noted(catalogue: &Catalogue, key: &str) -> Snapshot {
    seen(catalogue, &find(catalogue, key).unwrap()).unwrap()
}

fn items(catalogue: &Catalogue, keys: &[&str]) -> Vec<Item> {
    let noted: Vec<_> = keys
        .iter()
        .map(|key| (noted(catalogue, key), None))
        .collect();
    gather(Some(catalogue), &noted, &noon_before())
}

#[test]
fn everything_with_a_time_can_be_planned_and_is_found_again() {
    let catalogue = programme();
    for entry in agenda::entries(&catalogue) {
        let Some(key) = key(&catalogue, &entry) else {
            assert_eq!(entry.kind, EntryKind::Undated);
            continue;
        };
        assert!(is_key(&key));
        let found = find(&catalogue, &key).unwrap();
        assert_eq!(
            (found.activity, found.session),
            (entry.activity, entry.session)
        );
    }
    let day = find(&catalogue, "show@2023-09-17").unwrap();
    assert_eq!(
        (time::clock(&day.start), time::clock(&day.end)),
        ("09:00".into(), "17:00".into()),
        "from when it first opens to when it last closes"
    );
    assert_eq!(noted(&catalogue, "lab-1").place, "馆 红旗区人民路");
    for nothing in ["show@2023-09-19", "nobody@2023-09-17", "lab-9", "show@x"] {
        assert_eq!(find(&catalogue, nothing), None, "{nothing}");
    }
}

#[test]
fn what_is_stored_comes_back_and_what_is_foreign_is_none() {
    let catalogue = programme();
    for key in ["lab-1", "show@2023-09-18"] {
        let at = noted(&catalogue, key);
        assert_eq!(restore(&store(&at)), Restored::Whole(at.clone()));
        // As the first version of the app stored it.
        assert_eq!(restore(&at.store()), Restored::Whole(at));
    }
    let newer = store(&noted(&catalogue, "lab-1")).replace("\"v\":1", "\"v\":2");
    assert_eq!(restore(&newer), Restored::Newer);
    for broken in [
        "",
        "1",
        "{}",
        r#"{"v":1,"session":"a b","start":"2023-09-17T10:00:00+08:00"}"#,
        r#"{"v":1,"session":"a@2023-02-30","start":"2023-09-17T10:00:00+08:00"}"#,
        r#"{"v":1,"session":"a"}"#,
    ] {
        assert_eq!(restore(broken), Restored::Broken, "{broken}");
    }
}

#[test]
fn two_at_once_clash_and_a_short_gap_is_told() {
    let catalogue = programme();
    let between = |a: &str, b: &str| {
        let two = items(&catalogue, &[a, b]);
        trouble(&catalogue, &two[0], &two[1])
    };
    assert_eq!(between("lab-1", "talk-1"), Some(Trouble::Clash));
    let Some(Trouble::Tight { gap: 10, way }) = between("lab-1", "lab-2") else {
        panic!("seven kilometres in ten minutes");
    };
    assert!((30..60).contains(&way), "{way}");
    assert_eq!(between("lab-2", "lab-3"), None, "three hours are enough");
    assert_eq!(between("lab-1", "fair-1"), None, "one comes and goes");
    assert_eq!(between("lab-1", "show@2023-09-17"), None);
    assert_eq!(between("lab-1", "lab-4"), None, "it does not take place");
    assert_eq!(between("talk-1", "lab-2"), Some(Trouble::Clash));

    let plan = items(&catalogue, &["lab-2", "talk-1"]);
    let one_more = items(&catalogue, &["lab-1"]).remove(0);
    let (with, trouble) = worst(&catalogue, &plan, &one_more).unwrap();
    assert_eq!(
        (with.at.session.as_str(), trouble),
        ("talk-1", Trouble::Clash)
    );
}

#[test]
fn the_plan_says_what_became_of_its_things() {
    let catalogue = programme();
    let mut moved = noted(&catalogue, "lab-1");
    moved.start = moment("2023-09-17T08:00:00+08:00");
    let mut gone = noted(&catalogue, "lab-3");
    gone.session = "lab-9".into();
    let registered = Registered {
        id: "r".into(),
        status: registration::Status::Confirmed,
        unsent: false,
    };
    let mut all = gather(
        Some(&catalogue),
        &[
            (moved.clone(), None),
            (gone.clone(), None),
            (noted(&catalogue, "lab-4"), None),
            (noted(&catalogue, "lab-2"), None),
            (noted(&catalogue, "lab-2"), Some(registered.clone())),
        ],
        &moment("2023-09-17T11:00:00+08:00"),
    );
    all[0].moved();
    all[1].moved();
    let now: Vec<_> = all
        .iter()
        .map(|item| (item.at.session.as_str(), item.standing, item.over))
        .collect();
    use Standing::*;
    assert_eq!(
        now,
        [
            ("lab-1", Changed, true),
            ("lab-4", Cancelled, false),
            ("lab-2", AsNoted, false),
            ("lab-9", Gone, false)
        ]
    );
    assert_eq!(all[0].at.start, moment("2023-09-17T10:00:00+08:00"));
    assert!(all[0].unbooked && !all[2].unbooked);
    assert_eq!(all[2].registered, Some(registered));
    let offline = gather(None, &[(gone, None)], &noon_before());
    assert_eq!(
        offline[0].standing, AsNoted,
        "nothing is known to say otherwise"
    );
}

#[test]
fn a_day_has_its_groups_and_gaps() {
    let catalogue = programme();
    let items = items(
        &catalogue,
        &[
            "lab-1",
            "lab-2",
            "talk-1",
            "lab-3",
            "lab-4",
            "fair-1",
            "show@2023-09-18",
        ],
    );
    let days = days(&items, &|a, b| way(&catalogue, a, b));
    let names = |list: &[usize]| -> Vec<&str> {
        list.iter()
            .map(|at| items[*at].at.session.as_str())
            .collect()
    };
    assert_eq!(days.len(), 2);
    assert_eq!(names(&days[0].loose), ["fair-1"]);
    let lanes: Vec<Vec<Vec<&str>>> = days[0]
        .groups
        .iter()
        .map(|group| {
            let lane = |lane| -> Vec<usize> {
                let slots = group.slots.iter().filter(|slot| slot.lane == lane);
                slots.map(|slot| slot.item).collect()
            };
            (0..group.lanes).map(|at| names(&lane(at))).collect()
        })
        .collect();
    assert_eq!(
        lanes,
        [
            vec![vec!["lab-1", "lab-2"], vec!["talk-1"]],
            vec![vec!["lab-4"]],
            vec![vec!["lab-3"]]
        ]
    );
    let gaps: Vec<_> = days[0].groups.iter().map(|group| group.gap).collect();
    let Some(Gap { minutes: 180, .. }) = gaps[2] else {
        panic!("{gaps:?}");
    };
    assert_eq!((gaps[0], gaps[1]), (None, None));
    let in_lane = days[0].groups[0].slots[2].gap.unwrap();
    assert!(in_lane.minutes == 10 && in_lane.is_tight());
    assert_eq!(names(&days[1].loose), ["show@2023-09-18"]);
}

/// Things at any times, as a hostile shelf may hold them.
fn any_items() -> impl Strategy<Value = Vec<Item>> {
    let one = (0i64..4_000, -30i64..300, 0u8..6);
    prop::collection::vec(one, 0..24).prop_map(|all| {
        let zero = moment("2023-09-17T00:00:00+08:00");
        let after = |minutes| zero + chrono::Duration::minutes(minutes);
        let mut noted = Vec::new();
        for (n, (start, long, place)) in all.into_iter().enumerate() {
            let at = Snapshot {
                session: n.to_string(),
                activity: "a".into(),
                title: "t".into(),
                place: "馆".repeat(usize::from(place)),
                start: after(start),
                end: after(start + long),
            };
            noted.push((at, None));
        }
        let mut items = gather(None, &noted, &zero);
        for (n, item) in items.iter_mut().enumerate() {
            item.loose = n % 5 == 4;
            if n % 7 == 6 {
                item.standing = Standing::Cancelled;
            }
        }
        items
    })
}

proptest! {
    #[test]
    fn every_thing_stands_once_and_nothing_side_by_side_overlaps(items in any_items()) {
        let mut all = Vec::new();
        for day in days(&items, &|_, _| 25) {
            all.extend(day.loose.clone());
            for group in &day.groups {
                all.extend(group.slots.iter().map(|slot| slot.item));
                for lane in 0..group.lanes {
                    let lane: Vec<_> = group.slots.iter().filter(|slot| slot.lane == lane).collect();
                    prop_assert!(!lane.is_empty());
                    for pair in lane.windows(2) {
                        let (before, after) = (&items[pair[0].item], &items[pair[1].item]);
                        prop_assert!(before.at.end <= after.at.start);
                    }
                }
            }
            let on_axis = day.groups.iter().flat_map(|group| group.slots.iter().map(|slot| slot.item));
            for at in on_axis.chain(day.loose.iter().copied()) {
                prop_assert_eq!(time::day_of(&items[at].at.start), day.day);
            }
            // What overlaps is in one group.
            for (g, group) in day.groups.iter().enumerate() {
                for other in &day.groups[g + 1..] {
                    for a in &group.slots {
                        for b in &other.slots {
                            let (a, b) = (&items[a.item], &items[b.item]);
                            prop_assert!(!a.binds() || !b.binds() || a.at.end <= b.at.start || b.at.end <= a.at.start);
                        }
                    }
                }
            }
        }
        all.sort_unstable();
        prop_assert_eq!(all, (0..items.len()).collect::<Vec<_>>());
    }

    #[test]
    fn trouble_is_the_same_from_both_sides(items in any_items()) {
        let catalogue = programme();
        for a in &items {
            for b in &items {
                if a.at.start != b.at.start {
                    prop_assert_eq!(trouble(&catalogue, a, b), trouble(&catalogue, b, a));
                }
            }
        }
    }

    #[test]
    fn any_stored_text_is_survived(text in ".{0,200}") {
        let _ = restore(&text);
        let _ = restore(&text!("{\"v\":1,\"session\":\"", &text));
    }
}
