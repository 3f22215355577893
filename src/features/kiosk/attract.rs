//! What a screen in a hall shows in turn while nobody touches it.

mod face;
mod stages;

use super::maintenance;
use crate::device::{page, timer};
use crate::domain::kiosk::place::Place;
use crate::domain::kiosk::recap;
use crate::domain::kiosk::scene::Hall;
use crate::domain::kiosk::settings::{Orientation, Settings};
use crate::domain::time;
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, kiosk, use_app};
use crate::text;
use crate::ui::dom::{El, View, effect, el, keep, row, svg};
use crate::ui::icon::icon;
use crate::ui::qr::qr;
use crate::ui::styles;
use crate::words::kiosk::{self as kiosk_words, attract as words};
use crate::words::{shell, when};
use face::{face, welcome};
use leptos::prelude::on_cleanup;
use stages::Stages;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// How long something is shown at least and at most, in seconds, whatever the settings say.
const TURN_SECONDS: (u32, u32) = (6, 60);
/// The frame moves by a few pixels now and then, so that no screen keeps its lines: this many turns in each place.
const TURNS_A_PLACE: usize = 30;

/// The loop: scenes in turn, a clock, the way in and the way to the phone.
pub fn attract() -> View {
    let app = use_app();
    let settings = kiosk::settings();
    // The frame of the ordinary pages is not behind it, neither for the eye nor for the keyboard.
    page::set_root("data-loop", Some(""));
    on_cleanup(|| page::set_root("data-loop", None));

    let (stages, stage) = Stages::new();
    let root = el("div")
        .attr("role", "region")
        .attr("aria-label", kiosk_words::TITLE);
    let turn = turns(settings);
    let shown = turn.shown.clone();
    let pictures = Memo::new(move || {
        app.programme()
            .map_or_else(Vec::new, |programme| recap::pictures(&programme.catalogue))
    });
    effect(move || {
        let asked = turn.asked.get();
        let face = settings.with(|settings| match app.programme() {
            None => welcome(app),
            Some(programme) => pictures.with(|pictures| {
                let hall = Hall {
                    catalogue: &programme.catalogue,
                    entries: &programme.entries,
                    pictures,
                    settings,
                    now: app.now.get(),
                };
                let (at, scene) = hall.scene(asked);
                shown.set(at);
                face(app, &hall, &programme, &scene)
            }),
        });
        stages.show(&face);
    });
    let wide = lies(settings);
    let asked = turn.asked;
    let drift = move || ["0", "1", "2", "3"][asked.get() / TURNS_A_PLACE % 4];
    let class = move || {
        let form = if wide.get() {
            "attract wide "
        } else {
            "attract "
        };
        text!(form, styles::attract())
    };
    let root = root
        .class(class)
        .attr("data-drift", drift)
        .child(panel(app, settings))
        .child(stage)
        .child(hand())
        .child(touch());
    row().child(root)
}

/// The turn that is asked for, and the one that had something to show.
struct Turns {
    asked: RwSignal<usize>,
    shown: Rc<Cell<usize>>,
}

fn turns(settings: RwSignal<Settings>) -> Turns {
    let asked = RwSignal::new(0);
    let shown = Rc::new(Cell::new(0_usize));
    let (least, most) = TURN_SECONDS;
    let seconds =
        Memo::new(move || settings.with(|settings| settings.turn_seconds.clamp(least, most)));
    let last = shown.clone();
    effect(move || {
        let last = last.clone();
        let millis = seconds.get() as i32 * 1_000;
        keep(timer::every(millis, move || asked.put(last.get() + 1)));
    });
    Turns { asked, shown }
}

/// Whether the screen lies on its side, by the settings or as it is.
fn lies(settings: RwSignal<Settings>) -> Memo<bool> {
    let is_wide = || page::viewport_width() > page::viewport_height();
    let wide = RwSignal::new(is_wide());
    if let Some(window) = web_sys::window() {
        keep(timer::listen(&window, "resize", move |_| {
            wide.put(is_wide());
        }));
    }
    Memo::new(
        move || match settings.with(|settings| settings.orientation) {
            Orientation::Auto => wide.get(),
            Orientation::Portrait => false,
            Orientation::Landscape => true,
        },
    )
}

/// The day's name, the place, the clock, over the land.
fn panel(app: App, settings: RwSignal<Settings>) -> El {
    let place = move || {
        app.programme().map_or_else(String::new, |programme| {
            let catalogue = &programme.catalogue;
            let place = settings.with(|settings| Place::of(settings, catalogue));
            place.name(catalogue).to_owned()
        })
    };
    let clock = move || time::clock(&app.now.get());
    let day = move || when::full_day(time::day_of(&app.now.get()));
    let land = svg("svg.attract-land")
        .attr("aria-hidden", "true")
        .child(svg("use").attr("href", "/icons/landscape.svg#land-tall"));
    el("header.attract-panel")
        .child(
            el("div.attract-name")
                .child(el("h1").attr("tabindex", "-1").text(move || app.name()))
                .child(el("p.attract-here").text(place))
                .child(el("p.attract-note").text(move || note(app))),
        )
        .child(
            el("p.attract-clock")
                .child(el("b").text(clock))
                .child(el("span").text(day)),
        )
        .child(land)
}

/// What everyone should know about what is shown: how old it is, if it cannot be asked for; that it is a demonstration.
fn note(app: App) -> String {
    let today = time::day_of(&app.now.get());
    let old = app.stamp.with(|stamp| {
        let stamp = stamp.as_ref().filter(|stamp| stamp.trouble.is_some())?;
        Some(shell::data_from(&when::near_moment(&stamp.at, today)))
    });
    let demo = app
        .programme()
        .is_some_and(|programme| programme.catalogue.shifted_days != 0);
    match (old, demo) {
        (Some(old), true) => text!(&old, "　", shell::DEMO),
        (Some(old), false) => old,
        (None, true) => shell::DEMO.into(),
        (None, false) => String::new(),
    }
}

/// The way to the phone: always the same code in the same place, so that nobody has to be quick.
fn hand() -> El {
    let code = qr(&text!(&page::origin(), "/"), words::QR);
    el("div.attract-hand")
        .child(el("div.attract-qr").child(code))
        .child(
            el("p.attract-scan")
                .child(el("b").text(words::SCAN))
                .child(el("span").text(words::SCAN_WHY)),
        )
}

/// The way in: the whole screen, and every key.
fn touch() -> El {
    let link = el("a.attract-touch")
        .to(Page::Discover)
        .child(icon("search"))
        .child(el("span").text(words::TOUCH));
    let way = link.html();
    let press = move |event: web_sys::Event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        // A key that only changes others, or leads through the page, asks for nothing yet.
        let alone = ["Tab", "Shift", "Control", "Alt", "Meta", "AltGraph"];
        let with = key.ctrl_key() || key.alt_key() || key.meta_key();
        if !with && !maintenance::is_open() && !alone.contains(&key.key().as_str()) {
            event.prevent_default();
            way.click();
        }
    };
    if let Some(document) = page::document() {
        keep(timer::hear(&document, "keydown", false, Box::new(press)));
    }
    link
}
