//! The page of whoever looks after a screen: five taps in an upper corner, then the code.

use crate::device::kiosk::uptime;
use crate::device::{boot, clock, memory, page, timer};
use crate::domain::kiosk::care::{Corner, Lock, Tried};
use crate::domain::kiosk::given::Fault;
use crate::domain::read::{self, Value};
use crate::domain::taxonomy::find;
use crate::domain::time::{Moment, day_of};
use crate::state::App;
use crate::state::kiosk::{Source, kiosk, screen};
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::absent::trouble as trouble_words;
use crate::ui::dialog::dialog;
use crate::ui::dom::{Piece, View, button, el, keep, row};
use crate::ui::notice::{Grade, notice};
use crate::ui::styles;
use crate::ui::ticket::fact_list;
use crate::words::{care as words, when as words_when};
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, PointerEvent};

/// Whoever goes away without closing it leaves it open for so long, in milliseconds.
const OPEN_MS: i32 = 120_000;
/// Most digits that are kept.
const DIGITS: usize = 8;

thread_local! {
    static LOCK: Cell<Lock> = Cell::new(Lock::default());
    static OPEN: Cell<bool> = const { Cell::new(false) };
}

/// Whether somebody looks after the screen just now: keys are theirs.
pub fn is_open() -> bool {
    OPEN.get()
}

/// How far somebody has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Closed,
    Asked,
    Open,
}

/// Watches the corners. Called once.
pub fn begin(app: App) {
    let Some((document, body)) = page::document().and_then(|document| {
        let body = document.body()?;
        Some((document, body))
    }) else {
        return;
    };
    let stage = RwSignal::new(Stage::Closed);
    let mut corner = Corner::default();
    keep(timer::listen(&document, "pointerdown", move |event| {
        let Ok(event) = event.dyn_into::<PointerEvent>() else {
            return;
        };
        let place = (f64::from(event.client_x()), f64::from(event.client_y()));
        let size = (page::viewport_width(), page::viewport_height());
        let has_code = kiosk().settings.with_untracked(|s| !s.code.is_empty());
        if corner.tap(uptime(), place, size) && has_code && stage.get_untracked() == Stage::Closed {
            stage.set(Stage::Asked);
        }
    }));
    let shown = move || {
        OPEN.set(stage.get() != Stage::Closed);
        let close = Callback::new(move |()| stage.set(Stage::Closed));
        match stage.get() {
            Stage::Closed => row(),
            Stage::Asked => untrack(|| ask(stage, close)),
            Stage::Open => untrack(|| open(app, close)),
        }
    };
    let root = el("div").class(text!("care ", styles::care())).child(shown);
    let _ = body.append_child(root.node());
    keep(root);
}

/// Asks for the code.
fn ask(stage: RwSignal<Stage>, close: Callback<()>) -> View {
    let typed = RwSignal::new(String::new());
    let says = RwSignal::new("");
    let press = move |key: &str| match key {
        "Backspace" => typed.update(|typed| {
            typed.pop();
        }),
        "Enter" => {
            let code = kiosk()
                .settings
                .with_untracked(|settings| settings.code.clone());
            let mut lock = LOCK.get();
            let tried = lock.try_code(&code, &typed.get_untracked(), uptime());
            LOCK.set(lock);
            typed.set(String::new());
            match tried {
                Tried::Opened => stage.set(Stage::Open),
                Tried::Wrong => says.set(words::CODE_WRONG),
                Tried::Locked => says.set(words::CODE_LOCKED),
            }
        }
        digit => typed.update(|typed| {
            if typed.len() < DIGITS && digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit() {
                typed.push_str(digit);
            }
        }),
    };
    let key = move |name: &'static str, says: &'static str| {
        button("btn").click(move || press(name)).text(says)
    };
    const NUMBERS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let pad = el("div.care-pad")
        .attr("role", "group")
        .attr("aria-label", words::DIGITS)
        .children(NUMBERS.map(|number| key(number, number)))
        .child(key("Backspace", words::DELETE))
        .child(key("0", "0"))
        .child(key("Enter", words::ENTER).class("btn btn-primary"));
    let dots = move || typed.with(|typed| "●".repeat(typed.len()));
    let body = row()
        .child(el("p.muted").text(words::CODE_WHY))
        .child(el("p.care-typed").attr("aria-hidden", "true").text(dots))
        .child(
            el("p.care-says")
                .attr("role", "status")
                .text(move || says.get()),
        )
        .child(pad)
        .view();
    // Digits of a keypad are the pad's wherever the focus still is: the page under the dialog may take it while it
    // opens. Enter presses the dialog's button that has it.
    let key = move |event: web_sys::Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let key = event.key();
        let on_button = page::active().is_some_and(|active| {
            active.tag_name() == "BUTTON" && matches!(active.closest(".care"), Ok(Some(_)))
        });
        if key != "Enter" || !on_button {
            press(&key);
        }
        if key == "Enter" && !on_button {
            event.prevent_default();
        }
    };
    keep(page::document().map(|document| timer::hear(&document, "keydown", false, Box::new(key))));
    closing(close);
    dialog(words::CODE, close, body, None)
}

/// Closes by itself.
fn closing(close: Callback<()>) {
    keep(timer::after(OPEN_MS, move || close.run(())));
}

/// What there is to know, and what can be done.
fn open(app: App, close: Callback<()>) -> View {
    let facts = RwSignal::new(facts(app));
    keep(timer::every(2_000, move || facts.set(self::facts(app))));
    closing(close);
    let list = move || fact_list(facts.get());
    let body = row()
        .child(wrong(app))
        .child(el("div.care-facts").child(list));
    let anew = button("btn btn-primary")
        .click(|| boot::anew("care"))
        .text(words::ANEW);
    let leave = button("btn").click(boot::leave).text(words::LEAVE);
    let buttons = row().child(leave).child(anew);
    dialog(words::TITLE, close, body, Some(buttons))
}

/// What is wrong with the settings.
fn wrong(app: App) -> View {
    let list = move || {
        let mut lines = kiosk().faults.with(|faults| {
            let line = |fault: &Fault| words::fault(&fault.member, fault.unknown);
            faults.iter().map(line).collect::<Vec<_>>()
        });
        lines.extend(lost_places(app));
        (!lines.is_empty()).then(|| {
            let items = lines.into_iter().map(|line| el("li").text(line));
            let text = row()
                .child(el("p").child(el("b").text(words::FAULTS)))
                .child(el("ul").children(items))
                .child(el("p").text(words::FAULTS_WHY));
            notice(Grade::Warn, text)
        })
    };
    list.view()
}

/// Venue and district that the programme does not have.
fn lost_places(app: App) -> Vec<String> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let catalogue = &programme.catalogue;
    kiosk().settings.with(|settings| {
        let mut lost = Vec::new();
        let venue = &settings.venue;
        if !venue.is_empty() && catalogue.venue(venue).is_none() {
            lost.push(words::no_place(venue));
        }
        let district = &settings.district;
        if !district.is_empty() && find(&catalogue.taxonomy.districts, district).is_none() {
            lost.push(words::no_place(district));
        }
        lost
    })
}

fn facts(app: App) -> Vec<(&'static str, String)> {
    let known = kiosk();
    let today = day_of(&clock::now());
    let screen = Some(screen()).filter(|screen| !screen.is_empty());
    let record = boot::record();
    let record = read::document(&record).unwrap_or_default();
    let since = record.root().get("since").as_f64().unwrap_or(0.0);
    let seconds = |millis: f64| (millis.max(0.0) / 1_000.0) as u64;
    let moment = |moment: &Moment| words_when::near_moment(moment, today);
    let contact = known
        .contact
        .with_untracked(|contact| contact.as_ref().map(moment));
    let trouble = known.trouble.get_untracked().map(trouble_words);
    let data = app
        .stamp
        .with_untracked(|stamp| stamp.as_ref().map(|stamp| moment(&stamp.at)));
    let version = Some(boot::version()).filter(|version| !version.is_empty());
    let mut version = version.unwrap_or_else(|| words::UNFINISHED.into());
    for (holds, says) in [
        (app.update.get_untracked(), words::WAITS),
        (boot::is_safe_mode(), words::SAFE),
    ] {
        if holds {
            version = text!(&version, " · ", says);
        }
    }
    let contact = contact.unwrap_or_else(|| words::NEVER.into());
    vec![
        (words::SCREEN, screen.unwrap_or_else(|| words::NO_ID.into())),
        (words::VERSION, version),
        (words::UPTIME, words::time(seconds(uptime()))),
        (
            words::SINCE,
            words::time(seconds(clock::own_millis() - since)),
        ),
        (
            words::CONTACT,
            match trouble {
                Some(trouble) => text!(&contact, " · ", trouble),
                None => contact,
            },
        ),
        (words::DATA, data.unwrap_or_else(|| words::NEVER.into())),
        (words::SETTINGS, source(known.source.get_untracked()).into()),
        (words::WASM, words::megabytes(memory::wasm_bytes())),
        (
            words::HEAP,
            memory::heap_bytes().map_or_else(|| words::NOT_MEASURED.into(), words::megabytes),
        ),
        (words::RELOADS, reloads(record.root())),
    ]
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Usual => words::FROM_USUAL,
        Source::Kept => words::FROM_KEPT,
        Source::File => words::FROM_FILE,
        Source::Backend => words::FROM_BACKEND,
        Source::Unknown => words::FROM_UNKNOWN,
    }
}

/// How often it began anew, and why.
fn reloads(record: Value) -> String {
    let counts = record.get("counts").members();
    let counted = counts.map(|(why, count)| words::times(why, count.as_u64().unwrap_or(0)));
    let all = counted.collect::<Vec<_>>().join("，");
    if all.is_empty() {
        words::NO_RELOADS.into()
    } else {
        all
    }
}
