//! The elements of the scenes. Each is made once; what they say is written into them, and only where it changed: a
//! screen stands for weeks.

use super::face::{self, Face, Recap, Row, Talk, Theme};
use crate::domain::kiosk::scene::LINES;
use crate::text;
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_of};
use crate::words::common;
use crate::words::kiosk::attract as words;
use std::cell::RefCell;

/// The directions that are named beside the theme.
const DIRECTIONS: usize = 4;

/// An element whose text changes; without one it is not there.
struct Slot(El, RefCell<String>);

impl Slot {
    fn new(what: &'static str) -> Self {
        let element = el(what);
        element.hide(true);
        Self(element, RefCell::default())
    }

    fn say(&self, text: &str) {
        if *self.1.borrow() != text {
            self.0.say(text);
            self.0.hide(text.is_empty());
            self.1.replace(text.to_owned());
        }
    }
}

/// An attribute that changes.
struct Mark(El, &'static str, RefCell<String>);

impl Mark {
    fn new(element: &El, name: &'static str) -> Self {
        Self(element.clone(), name, RefCell::default())
    }

    /// Writes it, and says whether it is another.
    fn put(&self, value: &str) -> bool {
        let new = *self.2.borrow() != value;
        if new {
            self.0.put(self.1, value);
            self.2.replace(value.to_owned());
        }
        new
    }
}

/// All scenes, one over the other; one is in sight.
pub struct Stages {
    scenes: [Mark; 6],
    message: Slot,
    boards: [BoardStage; 2],
    talk: TalkStage,
    theme: ThemeStage,
    recap: RecapStage,
}

const NAMES: [&str; 6] = ["message", "here", "near", "talk", "theme", "recap"];

impl Stages {
    /// The elements, and what they stand in.
    pub fn new() -> (Self, El) {
        let message = Slot::new("p.attract-message");
        let heading = el("h2").child(icon("info")).text(words::MESSAGE);
        let (here, here_view) = BoardStage::new();
        let (near, near_view) = BoardStage::new();
        let (talk, talk_view) = TalkStage::new();
        let (theme, theme_view) = ThemeStage::new();
        let (recap, recap_view) = RecapStage::new();
        let message_view = el("section").child(heading).child(message.0.clone());
        let views = [
            message_view,
            here_view,
            near_view,
            talk_view,
            theme_view,
            recap_view,
        ];
        let scenes = views.clone().map(|view| Mark::new(&view, "class"));
        let stages = Self {
            scenes,
            message,
            boards: [here, near],
            talk,
            theme,
            recap,
        };
        stages.reveal(NAMES.len());
        (stages, el("div.attract-stage").children(views))
    }

    /// Writes a scene and brings it in sight.
    pub fn show(&self, face: &Face) {
        let at = match face {
            Face::Message(text) => {
                self.message.say(text);
                0
            }
            Face::Board {
                here,
                heading,
                rows,
            } => {
                let at = usize::from(!here);
                self.boards[at].show(heading, rows);
                1 + at
            }
            Face::Talk(talk) => {
                self.talk.show(talk);
                3
            }
            Face::Theme(theme) => {
                self.theme.show(theme);
                4
            }
            Face::Recap(recap) => {
                self.recap.show(recap);
                5
            }
        };
        self.reveal(at);
    }

    fn reveal(&self, shown: usize) {
        for (at, (scene, name)) in self.scenes.iter().zip(NAMES).enumerate() {
            let on = if at == shown { " is-on" } else { "" };
            scene.put(&text!("scene scene-", name, on));
        }
    }
}

/// What is on and next, or what is near.
struct BoardStage {
    heading: Slot,
    rows: [RowStage; LINES],
}

impl BoardStage {
    fn new() -> (Self, El) {
        let heading = Slot::new("h2");
        let rows: [RowStage; LINES] = std::array::from_fn(|_| RowStage::new());
        let list = rows.iter().fold(el("ul.attract-rows"), |list, row| {
            list.child(row.root.clone())
        });
        let view = el("section").child(heading.0.clone()).child(list);
        (Self { heading, rows }, view)
    }

    fn show(&self, heading: &str, rows: &[Row]) {
        self.heading.say(heading);
        for (at, slot) in self.rows.iter().enumerate() {
            slot.root.hide(at >= rows.len());
            if let Some(row) = rows.get(at) {
                slot.show(row);
            }
        }
    }
}

struct RowStage {
    root: El,
    dir: Mark,
    dot: El,
    when: Slot,
    until: Slot,
    title: Slot,
    place: Slot,
    far: Slot,
    places: Slot,
    tone: Mark,
    sample: El,
}

impl RowStage {
    fn new() -> Self {
        let dot = el("span.live-dot");
        let when = Slot::new("b");
        let until = Slot::new("span");
        let title = Slot::new("p.attract-title");
        let place = Slot::new("span");
        let far = Slot::new("span");
        let places = Slot::new("span");
        let sample = el("span.stamp").text(common::SAMPLE);
        let root = el("li.attract-row")
            .child(el("span.attract-edge"))
            .child(
                el("p.attract-when")
                    .child(el("span").child(dot.clone()).child(when.0.clone()))
                    .child(until.0.clone()),
            )
            .child(
                el("div.attract-what").child(title.0.clone()).child(
                    el("p.attract-where")
                        .child(places.0.clone())
                        .child(place.0.clone())
                        .child(far.0.clone())
                        .child(sample.clone()),
                ),
            );
        Self {
            dir: Mark::new(&root, "data-dir"),
            tone: Mark::new(&places.0, "class"),
            root,
            dot,
            when,
            until,
            title,
            place,
            far,
            places,
            sample,
        }
    }

    fn show(&self, row: &Row) {
        self.dir.put(row.dir);
        self.dot.hide(!row.on);
        self.when.say(&row.when);
        self.until.say(&row.until);
        self.title.say(&row.title);
        self.place.say(&row.place);
        self.far.say(&row.far);
        self.places.say(&row.places);
        self.tone.put(&text!("attract-places", row.tone));
        self.sample.hide(!row.sample);
    }
}

/// A lecture.
struct TalkStage {
    band: Mark,
    dot: El,
    heading: Slot,
    title: Slot,
    speaker: Slot,
    when: Slot,
    place: Slot,
    how: Slot,
}

impl TalkStage {
    fn new() -> (Self, El) {
        let band = el("div.attract-band");
        let stage = Self {
            band: Mark::new(&band, "data-dir"),
            dot: el("span.live-dot"),
            heading: Slot::new("span"),
            title: Slot::new("p.attract-big"),
            speaker: Slot::new("p.attract-speaker"),
            when: Slot::new("p.attract-time"),
            place: Slot::new("p.attract-place"),
            how: Slot::new("p.attract-how"),
        };
        let heading = el("h2")
            .child(stage.dot.clone())
            .child(stage.heading.0.clone());
        let slots = [
            &stage.when,
            &stage.title,
            &stage.speaker,
            &stage.place,
            &stage.how,
        ];
        let view = slots
            .into_iter()
            .fold(el("section").child(heading).child(band), |view, slot| {
                view.child(slot.0.clone())
            });
        (stage, view)
    }

    fn show(&self, talk: &Talk) {
        self.band.put(talk.dir);
        self.dot.hide(!talk.on);
        self.heading.say(talk.heading);
        self.title.say(&talk.title);
        self.speaker.say(&talk.speaker);
        self.when.say(&talk.when);
        self.place.say(&talk.place);
        self.how.say(talk.how);
    }
}

/// The theme of the year.
struct ThemeStage {
    heading: Slot,
    themes: Slot,
    days: Slot,
    count: Slot,
    directions: [(El, Slot); DIRECTIONS],
}

impl ThemeStage {
    fn new() -> (Self, El) {
        let direction = |at| {
            let (symbol, dir) = face::direction(at);
            let name = Slot::new("span");
            let root = el("li").attr("data-dir", dir);
            (
                root.child(icon_of(symbol, "mark")).child(name.0.clone()),
                name,
            )
        };
        let stage = Self {
            heading: Slot::new("h2"),
            themes: Slot::new("p.attract-big"),
            days: Slot::new("p.attract-time"),
            count: Slot::new("p.attract-count"),
            directions: std::array::from_fn(direction),
        };
        let list = stage
            .directions
            .iter()
            .fold(el("ul.attract-dirs"), |list, one| list.child(one.0.clone()));
        let view = el("section")
            .child(stage.heading.0.clone())
            .child(stage.themes.0.clone())
            .child(stage.days.0.clone())
            .child(list)
            .child(stage.count.0.clone());
        (stage, view)
    }

    fn show(&self, theme: &Theme) {
        self.heading.say(theme.heading);
        self.themes.say(&theme.themes);
        self.days.say(&theme.days);
        self.count.say(&theme.count);
        for (at, (root, name)) in self.directions.iter().enumerate() {
            let text = theme.directions.get(at).map_or("", String::as_str);
            root.hide(text.is_empty());
            name.say(text);
        }
    }
}

/// A picture of what was. It is seen once it is there: a line that is down leaves the words alone.
struct RecapStage {
    picture: El,
    src: Mark,
    alt: Mark,
    title: Slot,
    visitors: Slot,
    summary: Slot,
}

impl RecapStage {
    fn new() -> (Self, El) {
        let picture = el("img").attr("alt", "").attr("decoding", "async");
        picture.hide(true);
        let (there, gone) = (picture.clone(), picture.clone());
        let picture = picture
            .on("load", move |_| there.hide(false))
            .on("error", move |_| gone.hide(true));
        let stage = Self {
            src: Mark::new(&picture, "src"),
            alt: Mark::new(&picture, "alt"),
            picture: picture.clone(),
            title: Slot::new("p.attract-title"),
            visitors: Slot::new("p.attract-time"),
            summary: Slot::new("p.attract-summary"),
        };
        let view = el("section")
            .child(el("h2").text(words::RECAP))
            .child(el("div.attract-picture").child(picture))
            .child(
                el("div.attract-told")
                    .child(stage.title.0.clone())
                    .child(stage.visitors.0.clone())
                    .child(stage.summary.0.clone()),
            );
        (stage, view)
    }

    fn show(&self, recap: &Recap) {
        // The picture before it is not seen under the words of this one.
        if self.src.put(&recap.src) {
            self.picture.hide(true);
        }
        self.alt.put(&recap.alt);
        self.title.say(&recap.title);
        self.visitors.say(&recap.visitors);
        self.summary.say(&recap.summary);
    }
}
