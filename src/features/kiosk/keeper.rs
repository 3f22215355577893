//! Keeps a screen going for weeks: it asks for news, follows clock and hours, shows that it lives, takes new versions.

use super::{maintenance, night};
use crate::device::kiosk::uptime;
use crate::device::timer::{self, Listener};
use crate::device::{boot, clock, page};
use crate::domain::kiosk::hours;
use crate::domain::kiosk::settings::Orientation;
use crate::domain::kiosk::watch::{Look, Watch};
use crate::domain::time;
use crate::routes::Page;
use crate::state::App;
use crate::state::kiosk::{self, kiosk};
use crate::state::signal::Memo;
use crate::ui::dom::{effect, keep};
use crate::words::{care, kiosk as words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::cell::Cell;
use std::rc::Rc;

/// How often the screen looks after itself, in milliseconds.
const LOOK_MS: i32 = 5_000;

/// Begins it. Called once.
pub fn begin(app: App) {
    let path = use_location().pathname;
    // The loop, where nobody is.
    let alone =
        Memo::new(move || path.with(|path| matches!(Page::parse(path), Some(Page::Kiosk(_)))));
    let touched = Rc::new(Cell::new(uptime()));
    keep(touches(touched.clone()));
    let mut watch = Watch::default();
    let mut look = move || {
        boot::beat();
        let now = clock::now();
        let hours = kiosk().settings.with_untracked(|settings| settings.bright);
        let shown = kiosk::has_programme(app);
        let idle = alone.get_untracked().then(|| uptime() - touched.get());
        let due = watch.look(Look {
            wall: clock::own_millis(),
            steady: uptime(),
            day: time::day_of(&now),
            idle,
            night: hours::is_night(hours, &now),
            waits: app.update.get_untracked(),
            shown,
        });
        // Without a programme nothing else moves the clock.
        if !shown
            && app
                .now
                .with_untracked(|then| then.timestamp() / 60 != now.timestamp() / 60)
        {
            app.now.set(now);
        }
        if due.ask {
            kiosk::ask(app);
        }
        if due.update {
            boot::update();
        }
    };
    look();
    keep(timer::every(LOOK_MS, look));
    follow(app, alone);
    night::begin(app, alone);
    maintenance::begin(app);
}

/// Remembers when the screen was touched last.
fn touches(touched: Rc<Cell<f64>>) -> Vec<Listener> {
    let Some(document) = page::document() else {
        return Vec::new();
    };
    let hear = |name| {
        let touched = touched.clone();
        timer::listen(&document, name, move |_| touched.set(uptime()))
    };
    vec![hear("pointerdown"), hear("keydown")]
}

/// What the whole document shows of it: orientation, hours, the minute in the loop's title.
fn follow(app: App, alone: Memo<bool>) {
    let known = kiosk();
    effect(move || {
        let orientation = known.settings.with(|settings| settings.orientation);
        let wanted = (orientation != Orientation::Auto).then(|| orientation.name());
        page::set_root("data-orientation", wanted);
    });
    let bright = Memo::new(move || {
        let hours = known.settings.with(|settings| settings.bright);
        app.now.with(|now| hours::is_bright(hours, now))
    });
    effect(move || known.bright.set(bright.get()));
    let minute = Memo::new(move || app.now.with(time::clock));
    effect(move || {
        if alone.get() {
            app.title.set(care::loop_title(words::TITLE, &minute.get()));
        }
    });
}
