//! What a screen shows in turn.

use super::recap::{self, Picture};
use super::scene::{Board, Hall, LINES, Scene};
use super::settings::{Section, Settings};
use crate::domain::agenda::{self, Entry};
use crate::domain::catalogue::Catalogue;
use crate::domain::time::{self, Moment};

fn catalogue() -> Catalogue {
    let mut stalls = String::new();
    for stall in 1..=7 {
        stalls += &format!(
            r#",{{"id":"stall-{stall}","title":"摊{stall}","venue":"hall","sessions":[
              {{"id":"x{stall}","start":"2023-09-17T0{stall}:00:00+08:00","end":"2023-09-17T17:00:00+08:00"}}]}}"#
        );
    }
    Catalogue::decode(format!(
        r#"{{"edition":{{"name":"x","start":"2023-09-17","end":"2023-09-18"}},
        "taxonomy":{{"districts":[{{"id":"d","name":"红旗区","center":{{"lng":113.88,"lat":35.30}}}}]}},
        "venues":[{{"id":"hall","name":"馆","district":"d","point":{{"lng":113.880,"lat":35.300}}}},
          {{"id":"by","name":"邻","district":"d","point":{{"lng":113.885,"lat":35.300}}}},
          {{"id":"far","name":"远","district":"e","point":{{"lng":113.980,"lat":35.300}}}},
          {{"id":"where","name":"哪","district":"e"}}],
        "activities":[
          {{"id":"talk","title":"讲","lecture":{{"id":"l","session":"t1","sources":[]}},
            "recap":{{"summary":"好","visitors":9,"photos":[{{"src":"a.svg","alt":"甲"}},{{"src":"javascript:x"}}]}},"sessions":[
            {{"id":"t1","start":"2023-09-17T19:30:00+08:00","end":"2023-09-17T20:30:00+08:00"}},
            {{"id":"t2","start":"2023-09-17T18:00:00+08:00","end":"2023-09-17T18:30:00+08:00"}}]}},
          {{"id":"past","title":"过","recap":{{"summary":"忆","photos":[{{"src":"b.svg","alt":"乙"}},{{"src":"c.svg","alt":"丙"}}]}},"sessions":[
            {{"id":"p","start":"2023-06-01T09:00:00+08:00","end":"2023-06-01T10:00:00+08:00"}}]}},
          {{"id":"next","title":"后","venue":"hall","sessions":[
            {{"id":"n1","start":"2023-09-17T14:00:00+08:00","end":"2023-09-17T15:00:00+08:00"}},
            {{"id":"n2","start":"2023-09-17T16:00:00+08:00","end":"2023-09-17T17:00:00+08:00"}},
            {{"id":"n3","start":"2023-09-18T09:00:00+08:00","end":"2023-09-18T10:00:00+08:00"}}]}},
          {{"id":"off","title":"停","venue":"hall","status":"cancelled","sessions":[
            {{"id":"o","start":"2023-09-17T14:00:00+08:00","end":"2023-09-17T15:00:00+08:00"}}]}},
          {{"id":"far","title":"远","venue":"far","sessions":[
            {{"id":"f","start":"2023-09-17T11:00:00+08:00","end":"2023-09-17T16:00:00+08:00"}}]}},
          {{"id":"by","title":"邻","venue":"by","sessions":[
            {{"id":"b","start":"2023-09-17T15:00:00+08:00","end":"2023-09-17T16:00:00+08:00"}}]}},
          {{"id":"where","title":"哪","venue":"where","sessions":[
            {{"id":"w","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T16:00:00+08:00"}}]}}{stalls}]}}"#
    ))
    .unwrap()
}

struct World {
    catalogue: Catalogue,
    entries: Vec<Entry>,
    pictures: Vec<Picture>,
    settings: Settings,
}

impl World {
    fn of(sections: &[Section]) -> Self {
        let catalogue = catalogue();
        Self {
            entries: agenda::entries(&catalogue),
            pictures: recap::pictures(&catalogue),
            settings: Settings {
                venue: "hall".into(),
                sections: sections.to_vec(),
                ..Settings::default()
            },
            catalogue,
        }
    }

    fn at(&self, now: &str, turn: usize) -> (usize, Scene) {
        let hall = Hall {
            catalogue: &self.catalogue,
            entries: &self.entries,
            pictures: &self.pictures,
            settings: &self.settings,
            now: moment(now),
        };
        hall.scene(turn)
    }

    /// The ids on a board, with a mark behind what is on.
    fn ids(&self, scene: &Scene) -> Vec<String> {
        let (Scene::Now(Board { lines, .. }) | Scene::Near(Board { lines, .. })) = scene else {
            panic!("{scene:?} is no board");
        };
        let id = |entry: usize| &self.catalogue.activities[self.entries[entry].activity].id;
        let lines = lines.iter();
        lines
            .map(|line| format!("{}{}", id(line.entry), if line.on { "!" } else { "" }))
            .collect()
    }
}

fn moment(text: &str) -> Moment {
    time::parse(&format!("2023-{text}:00+08:00")).unwrap()
}

#[test]
fn what_is_on_here_takes_turns_and_what_comes_next_stays_beside_it() {
    let world = World::of(&[Section::Now]);
    let ids = |now, turn| world.ids(&world.at(now, turn).1);
    let first = ["stall-7!", "stall-6!", "stall-5!", "next"];
    assert_eq!(ids("09-17T12:00", 0), first);
    assert_eq!(
        ids("09-17T12:00", 1),
        ["stall-4!", "stall-3!", "stall-2!", "next"]
    );
    assert_eq!(ids("09-17T12:00", 2), ["stall-1!", "next"]);
    assert_eq!(ids("09-17T12:00", 3), first, "and again from the first");
    assert_eq!(ids("09-17T17:30", 0), ["next"], "of the next day");
    let (_, Scene::Now(board)) = world.at("09-17T17:30", 0) else {
        panic!("a board");
    };
    assert_eq!(time::iso_day(board.day), "2023-09-18");
}

#[test]
fn late_in_the_day_the_next_one_fills_the_board() {
    let mut world = World::of(&[Section::Now]);
    world.settings.venue = String::new();
    let (_, scene) = world.at("09-17T20:00", 0);
    assert_eq!(world.ids(&scene), ["talk!", "next"]);
    let Scene::Now(board) = scene else {
        panic!("a board");
    };
    assert_eq!(time::iso_day(board.day), "2023-09-17");
}

#[test]
fn near_is_first_what_can_be_walked_to_and_last_what_is_nowhere() {
    let mut world = World::of(&[Section::Near]);
    let ids = |world: &World, turn| world.ids(&world.at("09-17T12:00", turn).1);
    assert_eq!(ids(&world, 0), ["by", "far!", "where!"]);
    world.settings.venue = String::new();
    world.settings.district = "d".into();
    assert_eq!(ids(&world, 0), ["far!", "where!"], "outside the district");
    world.settings.district = "?".into();
    assert_eq!(
        ids(&world, 0),
        ["next", "by"],
        "what is on in the city is on the other board"
    );
}

#[test]
fn a_turn_without_anything_to_show_is_passed_over() {
    let all = [
        Section::Message,
        Section::Lecture,
        Section::Theme,
        Section::Recap,
    ];
    let mut world = World::of(&all);
    let (turn, scene) = world.at("09-17T12:00", 0);
    assert_eq!(turn, 1);
    let Scene::Lecture(line) = scene else {
        panic!("{scene:?}");
    };
    assert_eq!(
        world.entries[line.entry].start,
        moment("09-17T19:30"),
        "not the other session of its activity"
    );
    assert_eq!(world.at("09-17T12:00", 2).1, Scene::Theme);
    assert_eq!(
        world.at("09-16T06:00", 1),
        (2, Scene::Theme),
        "no lecture within half a day"
    );
    world.settings.message = "请保持安静".into();
    assert_eq!(world.at("09-17T12:00", 0), (0, Scene::Message));
    world.settings.sections.clear();
    assert_eq!(world.at("09-17T12:00", 7), (7, Scene::Theme));
}

#[test]
fn pictures_are_shown_of_what_is_over_alone() {
    let world = World::of(&[Section::Recap]);
    let alts: Vec<_> = world
        .pictures
        .iter()
        .map(|picture| picture.alt.as_str())
        .collect();
    assert_eq!(
        alts,
        ["甲", "乙", "丙"],
        "an address that may not be is none"
    );
    let shown = |now| [0, 1, 2, 3].map(|turn| world.at(now, turn).1);
    let recaps = |places: [usize; 4]| places.map(Scene::Recap);
    assert_eq!(shown("09-17T12:00"), recaps([1, 2, 1, 2]));
    assert_eq!(shown("09-18T12:00"), recaps([0, 1, 2, 0]));
}

proptest::proptest! {
    #[test]
    fn there_is_always_something_to_show(minutes in 0i64..600_000, turn in 0usize..100_000, which in 0usize..64, venue in 0usize..5) {
        let all = Settings::default().sections;
        let mut world = World::of(&[]);
        world.settings.sections = (0..6).filter(|at| which >> at & 1 == 1).map(|at| all[at]).collect();
        world.settings.venue = ["hall", "by", "where", "", "gone"][venue].into();
        let now = moment("06-01T00:00") + chrono::Duration::minutes(minutes);
        let hall = Hall { catalogue: &world.catalogue, entries: &world.entries, pictures: &world.pictures, settings: &world.settings, now };
        let (shown, scene) = hall.scene(turn);
        proptest::prop_assert!(shown >= turn && shown < turn + world.settings.sections.len().max(1));
        if let Scene::Now(board) | Scene::Near(board) = scene {
            proptest::prop_assert!((1..=LINES).contains(&board.lines.len()));
            for line in board.lines {
                let entry = &world.entries[line.entry];
                proptest::prop_assert_eq!(entry.is_now(&now), line.on);
                proptest::prop_assert!(!entry.is_over(&now));
            }
        }
    }
}
