//! What a small year offers to all sorts of wishes.

use super::*;
use crate::domain::agenda;

const YEAR: &str = r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-18"},
  "taxonomy":{"directions":[{"id":"p","name":"政"},{"id":"w","name":"民"}],
    "districts":[{"id":"d","name":"红旗区","center":{"lng":113.878,"lat":35.303}}],
    "audiences":[{"id":"primary","name":"小学","grades":{"from":1,"to":6}},{"id":"elder","name":"老年人"}]},
  "venues":[{"id":"v","name":"馆","district":"d","point":{"lng":113.9312,"lat":35.2957}},
    {"id":"far","name":"山","district":"d","point":{"lng":113.5913,"lat":35.5874}}],
  "activities":[
   {"id":"lab","title":"实验","venue":"v","direction":"w","fields":["eco"],"audiences":["primary"],"grades":{"from":3,"to":6},"sessions":[
    {"id":"l1","start":"2023-09-17T09:30:00+08:00","end":"2023-09-17T10:30:00+08:00","booking":"required","kinds":["family"],"party":{"min":2,"max":4},"capacity":20},
    {"id":"l2","start":"2023-09-17T14:00:00+08:00","end":"2023-09-17T15:00:00+08:00","booking":"required","kinds":["class"],"party":{"min":10,"max":50},"capacity":50}]},
   {"id":"show","title":"展","venue":"v","direction":"p","opening":[{"from":"2023-09-17","to":"2023-09-18","open":"09:00","close":"17:00"}]},
   {"id":"talk","title":"讲","online":true,"venue":"v","sessions":[{"id":"t1","start":"2023-09-17T19:00:00+08:00","end":"2023-09-17T20:00:00+08:00"}]},
   {"id":"phone","title":"手机","venue":"v","audiences":["elder"],"sessions":[{"id":"p1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T10:00:00+08:00","status":"cancelled"}]},
   {"id":"fair","title":"主场","kind":"umbrella","venue":"v","sessions":[{"id":"f1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T16:00:00+08:00"}]},
   {"id":"stall","title":"摊","parent":"fair","venue":"v","audiences":["elder"],"sessions":[{"id":"s1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T16:00:00+08:00"}]},
   {"id":"hike","title":"山","venue":"far","sessions":[{"id":"h1","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T11:00:00+08:00"}]}]}"#;

/// The candidates of a wish: the activity, when one can be there and for how long.
fn found(search: &str, now: &str, left: Option<u32>) -> Vec<(String, i32, i32, i32)> {
    let catalogue = Catalogue::decode(YEAR).unwrap();
    let entries = agenda::entries(&catalogue);
    let mut places = Availability::default();
    if let Some(left) = left {
        let counted = Places {
            capacity: left,
            ..Places::default()
        };
        places.sessions.insert("l1".into(), counted);
    }
    let offer = Offer {
        catalogue: &catalogue,
        entries: &entries,
        places: &places,
        now: &time::parse(now).unwrap(),
    };
    let wish = Wish::parse(search);
    let Some(date) = offer.day(&wish) else {
        return Vec::new();
    };
    let day = offer.on(&wish, date);
    let seen = day.candidates.iter().map(|one| {
        let id = catalogue.activities[one.activity].id.clone();
        (id, one.opens, one.closes, one.stay)
    });
    seen.collect()
}

fn ids(search: &str, left: Option<u32>) -> Vec<String> {
    let found = found(search, "2023-09-17T07:00:00+08:00", left);
    found.into_iter().map(|one| one.0).collect()
}

#[test]
fn sessions_are_whole_and_what_is_open_is_visited_for_a_while() {
    let found = found("", "2023-09-17T07:00:00+08:00", None);
    let expected = [
        ("stall", 540, 960, STAY_STALL),
        ("show", 540, 1_020, STAY),
        ("lab", 570, 630, 60),
        ("hike", 600, 660, 60),
    ];
    let expected = expected.map(|(id, opens, closes, stay)| (id.to_owned(), opens, closes, stay));
    assert_eq!(found, expected, "nothing online, cancelled, or a mere roof");
}

#[test]
fn a_group_goes_where_it_is_taken_and_finds_room() {
    assert!(ids("", Some(3)).contains(&"lab".into()));
    assert!(
        !ids("", Some(2)).contains(&"lab".into()),
        "three want to come"
    );
    assert!(!ids("size=5", None).contains(&"lab".into()), "four at most");
    assert!(!ids("who=person", None).contains(&"lab".into()));
    let class = found("who=class", "2023-09-17T07:00:00+08:00", Some(0));
    assert!(
        class.contains(&("lab".into(), 840, 900, 60)),
        "the session for classes"
    );
    assert!(!ids("who=class&size=60", None).contains(&"lab".into()));
}

#[test]
fn a_grade_and_an_audience_keep_out_what_is_not_for_them() {
    assert!(ids("for=3", None).contains(&"lab".into()));
    assert!(!ids("for=2", None).contains(&"lab".into()));
    assert!(
        !ids("for=elder", None).contains(&"lab".into()),
        "for some grades only"
    );
    assert!(ids("for=elder", None).contains(&"stall".into()));
}

#[test]
fn hours_and_the_way_from_the_start_bound_the_day() {
    assert!(
        !ids("hours=1000-1700", None).contains(&"lab".into()),
        "it has begun"
    );
    assert!(ids("", None).contains(&"hike".into()));
    assert!(
        !ids("start=d", None).contains(&"hike".into()),
        "two hours into the mountains"
    );
    let late = found("", "2023-09-17T16:12:00+08:00", None);
    assert_eq!(
        late,
        [("show".into(), 540, 1_020, 60)],
        "nobody begins at 16:12 before 16:12; the next day it is"
    );
}

#[test]
fn the_day_is_the_next_that_has_enough_and_none_when_all_is_over() {
    let catalogue = Catalogue::decode(YEAR).unwrap();
    let entries = agenda::entries(&catalogue);
    let day = |now: &str| {
        let offer = Offer {
            catalogue: &catalogue,
            entries: &entries,
            places: &Availability::default(),
            now: &time::parse(now).unwrap(),
        };
        (
            offer.days().len(),
            offer.day(&Wish::default()).map(time::iso_day),
        )
    };
    assert_eq!(
        day("2023-08-01T07:00:00+08:00"),
        (2, Some("2023-09-17".into()))
    );
    assert_eq!(
        day("2023-09-18T07:00:00+08:00"),
        (1, Some("2023-09-18".into()))
    );
    assert_eq!(day("2023-09-19T07:00:00+08:00"), (0, None));
}

#[test]
fn likes_are_found_in_directions_and_fields() {
    let catalogue = Catalogue::decode(YEAR).unwrap();
    let entries = agenda::entries(&catalogue);
    let offer = Offer {
        catalogue: &catalogue,
        entries: &entries,
        places: &Availability::default(),
        now: &time::parse("2023-09-17T07:00:00+08:00").unwrap(),
    };
    let points = |search: &str| {
        let wish = Wish::parse(search);
        let day = offer.on(&wish, catalogue.edition.start);
        let lab = day
            .candidates
            .iter()
            .find(|one| one.stay == 60 && one.opens == 570);
        lab.map(|one| (one.points, one.likes)).unwrap()
    };
    let (plain, none) = points("");
    assert_eq!(none, 0);
    assert_eq!(points("like=none,eco,w"), (plain + 100, 0b110));
    assert_eq!(points("for=3"), (plain + 30, 0));
}
