//! A scene in words.

use crate::domain::activity::Activity;
use crate::domain::agenda::EntryKind;
use crate::domain::availability::Availability;
use crate::domain::kiosk::place::Place;
use crate::domain::kiosk::recap::Picture;
use crate::domain::kiosk::scene::{Board, Hall, Line, Scene};
use crate::domain::stage;
use crate::domain::taxonomy;
use crate::domain::time;
use crate::state::App;
use crate::state::programme::Programme;
use crate::text;
use crate::words::card::{self, Card};
use crate::words::kiosk::attract as words;
use crate::words::{activity as activity_words, discover, near, when};

/// What stands on the screen.
pub enum Face {
    Message(String),
    /// What is on here; else what is near.
    Board {
        here: bool,
        heading: String,
        rows: Vec<Row>,
    },
    Talk(Talk),
    Theme(Theme),
    Recap(Recap),
}

/// A line of a board.
#[derive(Default)]
pub struct Row {
    pub dir: &'static str,
    pub on: bool,
    pub when: String,
    pub until: String,
    pub title: String,
    pub place: String,
    /// How far it is.
    pub far: String,
    pub places: String,
    /// The class that colours the places.
    pub tone: &'static str,
    pub sample: bool,
}

/// A lecture.
#[derive(Default)]
pub struct Talk {
    pub dir: &'static str,
    pub on: bool,
    pub heading: &'static str,
    pub title: String,
    pub speaker: String,
    pub when: String,
    pub place: String,
    pub how: &'static str,
}

/// The theme of the year.
#[derive(Default)]
pub struct Theme {
    pub heading: &'static str,
    pub themes: String,
    pub days: String,
    pub count: String,
    /// The directions, in their order.
    pub directions: Vec<String>,
}

/// A picture of what was.
pub struct Recap {
    pub src: String,
    pub alt: String,
    pub title: String,
    pub visitors: String,
    pub summary: String,
}

/// What a scene says.
pub fn face(app: App, hall: &Hall, programme: &Programme, scene: &Scene) -> Face {
    match scene {
        Scene::Message => Face::Message(hall.settings.message.clone()),
        Scene::Now(board) => Face::Board {
            here: true,
            heading: heading(hall, board, true),
            rows: rows(app, hall, board),
        },
        Scene::Near(board) => Face::Board {
            here: false,
            heading: heading(hall, board, false),
            rows: rows(app, hall, board),
        },
        Scene::Lecture(line) => Face::Talk(talk(hall, line)),
        Scene::Theme => Face::Theme(theme(hall, programme)),
        Scene::Recap(at) => Face::Recap(recap(hall, &hall.pictures[*at])),
    }
}

/// What there is to say before there is a programme.
pub fn welcome(app: App) -> Face {
    Face::Theme(Theme {
        themes: app.name(),
        days: words::WELCOME.into(),
        ..Theme::default()
    })
}

fn heading(hall: &Hall, board: &Board, here: bool) -> String {
    let today = time::day_of(&hall.now);
    let city = Place::of(hall.settings, hall.catalogue) == Place::City;
    match (here, city) {
        (true, true) if board.day == today => discover::NOW_AND_NEXT.into(),
        (_, true) => words::city(board.day, today),
        (true, false) => words::here(board.day, today),
        (false, false) => words::nearby(board.day, today),
    }
}

fn rows(app: App, hall: &Hall, board: &Board) -> Vec<Row> {
    let lines = board.lines.iter();
    app.availability
        .with(|places| lines.map(|line| row(hall, board, line, places)).collect())
}

fn row(hall: &Hall, board: &Board, line: &Line, places: &Availability) -> Row {
    let entry = &hall.entries[line.entry];
    let slot = entry.slot_place(hall.catalogue);
    let places = slot.and_then(|slot| places.sessions.get(hall.catalogue.activities.slot_id(slot)));
    let card = Card::of(hall.catalogue, entry, places, &hall.now);
    let until = words::until(&time::clock(&entry.end));
    let venue = Place::of(hall.settings, hall.catalogue);
    let far = line.metres.map(near::distance).unwrap_or_default();
    let place = match venue {
        // Where one stands need not be said.
        Place::Venue(here) if entry.venue == Some(here) => String::new(),
        _ if far.is_empty() => text!(&card.district, &card.place),
        _ => card.place.clone(),
    };
    Row {
        dir: card.dir().unwrap_or_default(),
        on: line.on,
        when: if line.on {
            words::ON.into()
        } else {
            time::clock(&entry.start)
        },
        until: if !line.on && entry.day() != board.day {
            when::near_date(entry.day(), time::day_of(&hall.now))
        } else if line.on || entry.kind == EntryKind::OpenDay {
            until
        } else {
            String::new()
        },
        title: card.title,
        // What is online says so once.
        place: if place == card.places {
            String::new()
        } else {
            place
        },
        far,
        places: card.places,
        tone: card.tone.class(),
        sample: card.sample,
    }
}

/// From so many minutes before it a lecture is counted down.
const COUNTDOWN: i64 = 60;

fn talk(hall: &Hall, line: &Line) -> Talk {
    let entry = &hall.entries[line.entry];
    let minutes = (entry.start.timestamp() + 59 - hall.now.timestamp()) / 60;
    let mut talk = Talk::default();
    let mut tell = |activity: &Activity| {
        let Some(lecture) = &activity.lecture else {
            return;
        };
        let airs = stage::goes_on_air(lecture);
        let venue = entry.venue.map(|at| hall.catalogue.venues[at].name.clone());
        let today = time::day_of(&hall.now);
        let directions = &hall.catalogue.taxonomy.directions;
        let at = taxonomy::position(directions, &activity.direction);
        talk = Talk {
            dir: at.map_or("", card::dir),
            on: line.on,
            heading: match (line.on, airs) {
                (true, true) => words::LECTURE_ON_AIR,
                (true, false) => words::LECTURE_ON,
                _ if minutes <= COUNTDOWN => words::LECTURE_SOON,
                _ => words::LECTURE,
            },
            title: activity.title.clone(),
            speaker: words::speaker(&lecture.speaker, &lecture.speaker_title),
            when: match line.on {
                true => words::until(&time::clock(&entry.end)),
                false if minutes <= COUNTDOWN => words::begins_in(minutes),
                false => when::near_moment(&entry.start, today),
            },
            place: venue.unwrap_or_default(),
            how: if airs { words::WATCH } else { words::COME },
        };
    };
    hall.catalogue
        .activities
        .glance(entry.activity, |activity| tell(activity));
    talk
}

fn theme(hall: &Hall, programme: &Programme) -> Theme {
    let edition = &hall.catalogue.edition;
    let days = when::days(edition.start, edition.end);
    let countdown = words::countdown(edition.start, edition.end, time::day_of(&hall.now));
    let directions = hall.catalogue.taxonomy.directions.iter();
    let named = edition.themes.is_empty();
    Theme {
        heading: if named { "" } else { words::THEME },
        themes: if named {
            programme.name()
        } else {
            edition.themes.join("\n")
        },
        days: text!(&days, "　", &countdown),
        count: words::activities(hall.catalogue.activities.len()),
        directions: directions.map(|term| term.name.clone()).collect(),
    }
}

fn recap(hall: &Hall, picture: &Picture) -> Recap {
    let activities = &hall.catalogue.activities;
    let title = activities.glance(picture.activity, |activity| activity.title.clone());
    let visitors = picture.visitors.map(activity_words::visitors);
    Recap {
        src: stage::address(&picture.src),
        alt: picture.alt.clone(),
        title,
        visitors: visitors.unwrap_or_default(),
        summary: picture.summary.clone(),
    }
}

/// The drawn mark of the direction at this place, and its colour.
pub fn direction(at: usize) -> (&'static str, &'static str) {
    (card::mark(Some(at)), card::dir(at))
}
