use super::*;
use std::collections::HashSet;

fn year() -> Value {
    json!({
        "contract": "kp/1", "demo": {"live": "talk"}, "edition": {"id": "2023", "year": 2023}, "capabilities": [],
        "taxonomy": {"districts": [{"id": "d1", "name": "红旗区"}, {"id": "d2", "name": "封丘县"}]},
        "venues": (0..9).map(|i| json!({"id": format!("v{i}"), "district": if i % 2 == 0 { "d1" } else { "d2" }})).collect::<Vec<_>>(),
        "activities": [
            {"id": "lab", "title": "一滴水", "kind": "bookable", "direction": "empower", "track": "youth",
             "description": "先听一节课。再下到地下观测廊看根。", "sessions": [{"id": "s1", "booking": "required", "capacity": 60,
             "kinds": ["class"], "party": {"min": 10, "max": 60}, "ratio": 15, "waitlist": true}, {"id": "s2", "booking": "none"}]},
            {"id": "van", "title": "大篷车", "kind": "mobile", "direction": "wellbeing", "track": "main", "sessions": []},
            {"id": "talk", "title": "漫谈", "kind": "lecture", "online": true, "sessions": [{"id": "s3", "booking": "none"}],
             "lecture": {"id": "talk", "session": "s3", "speaker": "陈老师"}},
            {"id": "fair", "title": "集市", "kind": "umbrella"},
        ],
    })
}

fn make(year: &Value, activities: usize, sessions: usize, seed: u64) -> String {
    let mut out = Vec::new();
    write(
        year,
        &Options {
            activities,
            sessions,
            seed,
        },
        &mut out,
    )
    .expect("a catalogue");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(make(&year(), 300, 700, 5), make(&year(), 300, 700, 5));
    assert_ne!(make(&year(), 300, 700, 5), make(&year(), 300, 700, 6));
}

#[test]
fn as_many_as_asked_for_and_no_id_twice() {
    for (activities, sessions) in [(0, 0), (1, 0), (1, 1), (7, 3), (200, 1_000), (333, 334)] {
        let made: Value =
            serde_json::from_str(&make(&year(), activities, sessions, activities as u64))
                .expect("JSON");
        let all = list(&made["activities"]);
        assert_eq!(all.len(), activities);
        let ids: HashSet<_> = all.iter().map(|activity| activity["id"].as_str()).collect();
        let titles: HashSet<_> = all
            .iter()
            .map(|activity| activity["title"].as_str())
            .collect();
        assert_eq!((ids.len(), titles.len()), (activities, activities));
        let each: Vec<&Value> = all
            .iter()
            .flat_map(|activity| list(&activity["sessions"]))
            .collect();
        let ids: HashSet<_> = each.iter().map(|session| session["id"].as_str()).collect();
        assert_eq!(
            (each.len(), ids.len()),
            (sessions, sessions),
            "{activities} with {sessions}"
        );
        assert!(made.get("demo").is_none() && made["edition"]["year"] == 2023);
    }
}

#[test]
fn every_activity_can_be_visited() {
    let made: Value = serde_json::from_str(&make(&year(), 500, 900, 3)).expect("JSON");
    for activity in list(&made["activities"]) {
        let sessions = list(&activity["sessions"]);
        assert!(!sessions.is_empty() || !list(&activity["opening"]).is_empty());
        assert!(activity["online"] == true || activity["venue"].is_string());
        assert_ne!(activity["kind"], "umbrella");
        if activity["kind"] == "bookable" {
            assert!(
                sessions
                    .iter()
                    .all(|session| session["booking"] == "required" && session["capacity"] == 60)
            );
        }
        if activity["kind"] == "mobile" {
            let places: HashSet<_> = sessions
                .iter()
                .map(|session| session["venue"].as_str())
                .collect();
            assert!(places.len() > 1, "{activity}");
        }
        if activity["lecture"].is_object() {
            assert_eq!(activity["lecture"]["session"], sessions[0]["id"]);
        }
        for session in sessions {
            let time = |name: &str| session[name].as_str().unwrap_or_default().to_owned();
            assert!(
                time("start") < time("end")
                    && time("opens") <= time("closes")
                    && time("closes") < time("start")
            );
            assert!(time("start").starts_with("2023-09-"));
        }
    }
}

#[test]
fn whole_sentences_open_a_description() {
    assert_eq!(
        opening_words("先听一节课。再下到地下。没完"),
        "先听一节课。再下到地下。"
    );
    let long = format!("{}。{}。", "水".repeat(70), "土".repeat(70));
    assert_eq!(opening_words(&long).chars().count(), 71);
    assert_eq!(opening_words(""), "");
}

#[test]
fn odd_year_files_are_refused_or_survived() {
    let options = Options {
        activities: 20,
        sessions: 50,
        seed: 1,
    };
    for odd in [
        json!(null),
        json!([1]),
        json!({}),
        json!({"activities": 3}),
        json!({"activities": [null, 1, {"title": 2}]}),
    ] {
        let message = write(&odd, &options, &mut Vec::new()).expect_err("nothing to recombine");
        assert_eq!(message.lines().count(), 1);
    }
    for odd in [
        json!({"activities": [{"title": "x"}]}),
        json!({"edition": {"year": -5}, "venues": [{}, 1], "activities": [{"title": "x", "kind": "mobile", "sessions": 1}]}),
        json!({"edition": 1, "venues": [{"id": "v"}], "taxonomy": [], "activities": [{"title": "", "kind": 7, "lecture": "no"}]}),
    ] {
        serde_json::from_str::<Value>(&make(&odd, 20, 50, 1)).expect("JSON");
    }
}
