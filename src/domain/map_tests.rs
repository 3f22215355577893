//! The map's own file, and what is in sight of any map.

use super::*;
use crate::domain::catalogue::Catalogue;
use proptest::prelude::*;

const MAP: &str = include_str!("../../public/data/map/410700.json");
const YEAR: &str = include_str!("../../public/data/2023.json");

fn sketch() -> Sketch {
    Sketch::decode(MAP).expect("the bundled map")
}

/// The corners of an outline, which is one `M`, and one `l` with what is relative to the corner before.
fn corners(outline: &str) -> Vec<Place> {
    let numbers: Vec<f64> = outline
        .replace(['M', 'l', 'z'], " ")
        .replace('-', " -")
        .split_whitespace()
        .map(|number| number.parse().expect("a number"))
        .collect();
    let mut at = (0.0, 0.0);
    let step = |pair: &[f64]| {
        at = (at.0 + pair[0], at.1 + pair[1]);
        at
    };
    numbers.chunks(2).map(step).collect()
}

fn is_inside((x, y): Place, corners: &[Place]) -> bool {
    let mut before = corners[corners.len() - 1];
    let mut inside = false;
    for &(a, b) in corners {
        if (b > y) != (before.1 > y) && x < (before.0 - a) * (y - b) / (before.1 - b) + a {
            inside = !inside;
        }
        before = (a, b);
    }
    inside
}

#[test]
fn every_district_is_on_the_bundled_map_with_its_seat_and_its_places_in_it() {
    let (map, catalogue) = (sketch(), Catalogue::decode(YEAR).expect("the year file"));
    assert!(!map.about.is_empty());
    for district in catalogue.taxonomy.districts.iter() {
        let shape = map.shapes.iter().find(|shape| shape.id == district.id);
        let shape = shape.unwrap_or_else(|| panic!("{} is not on the map", district.name));
        assert!(map.holds(shape.at), "{}", district.name);
        if shape.outline.is_empty() {
            continue;
        }
        let corners = corners(&shape.outline);
        assert!(
            corners.iter().all(|corner| map.holds(*corner)),
            "{}",
            district.name
        );
        assert!(
            is_inside(shape.at, &corners),
            "the name of {}",
            district.name
        );
        let centre = map.place(district.center.expect("a seat"));
        assert!(is_inside(centre, &corners), "the seat of {}", district.name);
        for venue in catalogue.venues.iter().filter(|v| v.district == shape.id) {
            let at = map.place(venue.point.expect("a point"));
            assert!(
                is_inside(at, &corners),
                "{} is not in {}",
                venue.name,
                district.name
            );
        }
    }
    assert!(!map.frames.is_empty());
}

#[test]
fn what_is_no_map_is_none_and_a_bad_shape_hurts_no_other() {
    for text in [
        "",
        "[]",
        "{}",
        r#"{"width":0,"height":1,"west":1,"north":1,"x":1,"y":1,"shapes":[{"id":"a","at":[1,1]}]}"#,
    ] {
        assert_eq!(Sketch::decode(text), None, "{text}");
    }
    let map = Sketch::decode(
        r#"{"width":10,"height":10,"west":113,"north":36,"x":10,"y":10,
            "shapes":[{"id":"a","at":[1]},{"id":"b","at":[2,3],"outline":"url(evil)"},{"at":[1,1]}],
            "frames":[{"name":"x","box":[0,0,0,1]},{"name":"y","box":[0,0,2,1]}]}"#,
    )
    .unwrap();
    assert_eq!((map.shapes.len(), map.frames.len()), (1, 1));
    assert_eq!(
        (map.shapes[0].id.as_str(), map.shapes[0].outline.as_str()),
        ("b", "")
    );
}

#[test]
fn a_phone_and_the_year_file_name_the_same_spot() {
    let map = sketch();
    let seat = Point {
        lng: 113.878_158,
        lat: 35.302_684,
        datum: Datum::Gcj02,
    };
    let (one, other) = (map.place(seat), map.place(geo::wgs84(seat)));
    assert!((one.0 - other.0).abs() < 0.1 && (one.1 - other.1).abs() < 0.1);
}

#[test]
fn one_looks_closer_and_comes_back() {
    let map = sketch();
    let whole = Eye::whole(&map);
    assert!(whole.is_whole());
    assert_eq!(
        whole.moved(500.0, 500.0, &map),
        whole,
        "the whole does not move"
    );
    let near = Eye::on(&map.frames[0], &map);
    assert!(near.zoom > 2.0 && !near.is_whole());
    let moved = near.moved(20.0, 0.0, &map);
    assert_eq!((moved.x, moved.y), (near.x + 20.0, near.y));
    assert_eq!(near.nearer(1e-3, &map), whole);
}

#[test]
fn what_is_in_sight_is_a_part_of_the_map_and_comes_back_from_a_link() {
    let map = sketch();
    let near = Eye::on(&map.frames[0], &map).nearer(1.5, &map);
    let area = Area::parse(&map.in_sight(near).to_text()).expect("an area");
    let again = Eye::on(&map.frame(&area), &map);
    let scale = map.width / near.zoom;
    assert!((again.x - near.x).abs() < scale / 50.0 && (again.y - near.y).abs() < scale / 50.0);
    assert!((again.zoom / near.zoom - 1.0).abs() < 0.05);
}

#[test]
fn what_fingers_hold_stays_under_them() {
    let map = sketch();
    let near = Eye::on(&map.frames[0], &map);
    let at = |eye: Eye, (x, y): Place| (eye.x + x / eye.zoom, eye.y + y / eye.zoom);
    let (from, to) = ((-40.0, 30.0), (60.0, -20.0));
    for times in [0.8, 1.0, 1.7] {
        let after = near.drawn(times, from, to, &map);
        let (was, is) = (at(near, from), at(after, to));
        assert!((was.0 - is.0).hypot(was.1 - is.1) < 1e-6, "{times}");
    }
    assert_eq!(near.with((near.x + 1.0, near.y), &map), near);
    let corner = near.with((999.0, 1.0), &map);
    assert!(corner.x > near.x && corner.y < near.y && corner.zoom == near.zoom);
}

#[test]
fn names_step_aside_or_give_way_to_those_before_them() {
    let half = (20.0, 10.0);
    let names = [((0.0, 0.0), half), ((30.0, 5.0), half), ((60.0, 5.0), half)];
    assert_eq!(
        apart(&[], &names, 0.0),
        [Some(0.0), None, Some(0.0)],
        "one that gives way is in nobody's way"
    );
    assert_eq!(apart(&[], &names[..2], 20.0), [Some(0.0), Some(20.0)]);
    let disc = ((0.0, 0.0), (14.0, 14.0));
    assert_eq!(apart(&[disc], &names[..1], 24.0), [Some(-24.0)]);
    assert_eq!(
        apart(&[disc], &names[..1], 1.0),
        [Some(0.0)],
        "better over a disc than not at all"
    );
}

proptest! {
    #[test]
    fn the_eye_never_leaves_the_drawing(
        steps in prop::collection::vec((0u8..5, -2e3f64..2e3, -2e3f64..2e3), 0..30),
    ) {
        let map = sketch();
        let mut eye = Eye::whole(&map);
        for (what, a, b) in steps {
            eye = match what {
                0 => eye.nearer(a.abs() / 500.0, &map),
                1 => Eye::on(&map.frames[0], &map),
                2 => eye.drawn(a.abs() / 500.0, (b, a), (a, b), &map),
                3 => eye.with((a, b), &map),
                _ => eye.moved(a, b, &map),
            };
            prop_assert!((1.0..=ZOOM_MAX).contains(&eye.zoom));
            let (half, high) = (map.width / eye.zoom / 2.0, map.height / eye.zoom / 2.0);
            prop_assert!(eye.x - half >= -1e-6 && eye.x + half <= map.width + 1e-6);
            prop_assert!(eye.y - high >= -1e-6 && eye.y + high <= map.height + 1e-6);
        }
    }

    #[test]
    fn every_place_is_in_one_cluster_and_clusters_stand_apart(
        places in prop::collection::vec((0.0f64..400.0, 0.0f64..300.0), 0..80), most in 1usize..40,
    ) {
        let places: Vec<(usize, Place)> = places.into_iter().enumerate().collect();
        let found = clusters(&places, 30.0, most);
        prop_assert!(found.len() <= most);
        let mut members: Vec<usize> = found.iter().flat_map(|cluster| cluster.members.clone()).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..places.len()).collect::<Vec<_>>());
        for (at, one) in found.iter().enumerate() {
            for other in &found[..at] {
                prop_assert!((one.at.0 - other.at.0).hypot(one.at.1 - other.at.1) >= 30.0);
            }
        }
    }

    #[test]
    fn names_that_stand_never_touch(
        taken in prop::collection::vec((0.0f64..300.0, 0.0f64..300.0), 0..9),
        names in prop::collection::vec((0.0f64..300.0, 0.0f64..300.0), 0..20),
    ) {
        let spans = |all: Vec<Place>, half| all.into_iter().map(|at| (at, half)).collect::<Vec<Span>>();
        let (taken, names) = (spans(taken, (14.0, 14.0)), spans(names, (24.0, 9.0)));
        let shifts = apart(&taken, &names, 24.0);
        let standing: Vec<Span> = names.iter().zip(&shifts)
            .filter_map(|(((x, y), half), shift)| Some(((*x, y + (*shift)?), *half)))
            .collect();
        for (at, one) in standing.iter().enumerate() {
            prop_assert!(!standing[..at].iter().any(|other| touches(one, other)));
        }
    }

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,60}") {
        let _ = Sketch::decode(&text);
    }
}
