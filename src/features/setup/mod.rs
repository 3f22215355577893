//! Setting up by hand: a backend is typed in, tried, and becomes a `config.json`. Only where that file says so. No address
//! comes from the page's own or from storage, and nothing is kept.

mod ask;
mod found;

use crate::api::client;
use crate::device::{boot, page};
use crate::domain::catalogue::{Catalogue, CatalogueError};
use crate::domain::setup::{PRESETS, Report, Trial, address};
use crate::routes::Page;
use crate::state::programme::Loaded;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::text;
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::field::{Bound, Frame, Typing, described, frame, invalid, select_field, text_field};
use crate::ui::notice::{Grade, notice};
use crate::ui::page_head::page_head;
use crate::ui::styles;
use crate::ui::text::para;
use crate::words::{setup as words, shell};
use leptos::prelude::Callback;
use std::sync::Arc;

const BASE: &str = "setup-base";
const MAPPING: &str = "setup-mapping";

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq)]
struct Wish {
    base: String,
    preset: String,
    mapping: String,
}

/// What came of it.
struct Found {
    wish: Wish,
    report: Report,
    /// Nothing where no programme came.
    programme: Option<Result<Catalogue, CatalogueError>>,
}

/// How far the trial is.
#[derive(Clone, Default)]
enum Tried {
    #[default]
    Not,
    Waiting,
    /// The deployment's own files did not come.
    Failed,
    Here(Arc<Found>),
}

/// How far the registration for the trial is.
#[derive(Clone, Default)]
enum Secrecy {
    #[default]
    Not,
    Waiting,
    Failed,
    Here(Trial),
}

/// What the page holds; all of it goes with the page.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    wish: RwSignal<Wish>,
    base_fault: RwSignal<Option<String>>,
    mapping_fault: RwSignal<Option<String>>,
    tried: RwSignal<Tried>,
    secrecy: RwSignal<Secrecy>,
    /// Numbers the trials: an older answer replaces no newer one.
    turn: RwSignal<u32>,
}

pub fn setup_page() -> View {
    let app = use_app();
    // The configuration is there before the programme, and without one that can be had.
    let is_there = Memo::new(move || {
        let wanted = !app.kiosk && app.config.with(|config| config.setup);
        let waits = app.loaded.with(|loaded| matches!(loaded, Loaded::Loading));
        if wanted {
            Some(true)
        } else {
            (!waits).then_some(false)
        }
    });
    let shown = move || match is_there.get() {
        None => absent(app),
        Some(false) => row()
            .child(page_head(shell::NOT_FOUND, Page::Discover))
            .child(blank("empty", shell::NOT_FOUND, shell::NOT_FOUND_WHY).child(way_to_list())),
        Some(true) => desk(app),
    };
    shown.view()
}

fn desk(app: App) -> View {
    client::by(|| Box::pin(boot::part("mapped")));
    let desk = Desk {
        app,
        wish: RwSignal::new(Wish {
            preset: PRESETS[0].to_owned(),
            ..Wish::default()
        }),
        base_fault: RwSignal::new(None),
        mapping_fault: RwSignal::new(None),
        tried: RwSignal::default(),
        secrecy: RwSignal::default(),
        turn: RwSignal::new(0),
    };
    let result = move || match desk.tried.get() {
        Tried::Not | Tried::Waiting => row(),
        Tried::Failed => notice(Grade::Error, words::OWN_FAILED).view(),
        Tried::Here(found) => found::found(desk, &found),
    };
    let wrap = el("div")
        .class(text!("wrap narrow form setup ", styles::setup()))
        .child(para("muted measure", words::WHY))
        .child(form(desk))
        .child(result);
    row()
        .child(page_head(words::TITLE, Page::About))
        .child(wrap)
}

/// What is typed in.
fn form(desk: Desk) -> El {
    let base = Bound {
        value: Memo::new(move || desk.wish.with(|wish| wish.base.clone())),
        set: Callback::new(move |typed| {
            desk.wish.update(|wish| wish.base = typed);
            desk.base_fault.set(None);
        }),
    };
    let around = Frame {
        hint: words::BASE_HINT,
        fault: Memo::new(move || desk.base_fault.get()),
        ..Frame::plain(BASE, words::BASE)
    };
    let typing = Typing {
        inputmode: Some("url"),
        ..Typing::default()
    };
    let preset = Bound {
        value: Memo::new(move || desk.wish.with(|wish| wish.preset.clone())),
        set: Callback::new(move |chosen| desk.wish.update(|wish| wish.preset = chosen)),
    };
    let options = PRESETS.map(|id| (id.to_owned(), words::preset(id).to_owned()));
    let waits = move || desk.tried.with(|tried| matches!(tried, Tried::Waiting));
    let submit = el("button.btn.btn-primary")
        .attr("type", "submit")
        .attr("aria-busy", move || waits().then_some("true"))
        .text(move || if waits() { words::TRYING } else { words::TRY });
    el("form")
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            send(desk);
        })
        .child(text_field(around, typing, base))
        .child(select_field(
            Frame::plain("setup-preset", words::PRESET),
            "",
            options.to_vec(),
            preset,
        ))
        .child(mapping(desk))
        .child(el("div.btns").child(submit))
}

/// What is different from the preset.
fn mapping(desk: Desk) -> El {
    let fault = Memo::new(move || desk.mapping_fault.get());
    let input = el("textarea.input.setup-code")
        .id(MAPPING)
        .attr("rows", "8")
        .attr("spellcheck", "false")
        .attr("autocapitalize", "off")
        .attr("autocomplete", "off")
        .value(move || desk.wish.with(|wish| wish.mapping.clone()))
        .typed("input", move |typed| {
            desk.wish.update(|wish| wish.mapping = typed);
            desk.mapping_fault.set(None);
        })
        .attr("aria-invalid", move || invalid(fault))
        .attr("aria-describedby", move || described(MAPPING, true, fault));
    let around = Frame {
        hint: words::MAPPING_HINT,
        optional: true,
        fault,
        ..Frame::plain(MAPPING, words::MAPPING)
    };
    el("details.fold")
        .child(el("summary").text(words::MAPPING_FOLD))
        .child(frame(around, input))
}

/// Tries what is typed in.
fn send(desk: Desk) {
    let mut wish = desk.wish.get_untracked();
    match address(&wish.base, &wish.preset) {
        Ok(base) => wish.base = base,
        Err(unfit) => {
            desk.base_fault.set(Some(words::unfit(unfit).to_owned()));
            page::focus_field(BASE);
            return;
        }
    }
    desk.base_fault.set(None);
    desk.mapping_fault.set(None);
    desk.secrecy.set(Secrecy::Not);
    desk.tried.set(Tried::Waiting);
    page::announce(words::TRYING);
    let turn = desk.turn.get_untracked() + 1;
    desk.turn.set(turn);
    ask::ask(&wish.clone(), "", move |answer| {
        if desk.turn.try_get_untracked() != Some(turn) {
            return;
        }
        let Some((report, programme)) = answer else {
            desk.tried.set(Tried::Failed);
            return;
        };
        if let Some(line) = report.line {
            desk.tried.set(Tried::Not);
            desk.mapping_fault.set(Some(words::not_json(line)));
            page::focus_field(MAPPING);
            return;
        }
        let programme = (!programme.is_empty()).then(|| Catalogue::decode(programme));
        let found = Found {
            wish,
            report,
            programme,
        };
        desk.tried.set(Tried::Here(Arc::new(found)));
    });
}

/// Makes a registration of nobody's, to see who may read it.
fn try_secrecy(desk: Desk, wish: &Wish, id: &str) {
    desk.secrecy.set(Secrecy::Waiting);
    page::announce(words::TRIAL_BUSY);
    let turn = desk.turn.get_untracked();
    ask::ask(wish, id, move |answer| {
        if desk.turn.try_get_untracked() != Some(turn) {
            return;
        }
        let trial = answer.and_then(|(report, _)| report.trial);
        let now = trial.map_or(Secrecy::Failed, Secrecy::Here);
        if let Secrecy::Here(trial) = &now {
            page::announce(&words::trial(trial).1);
        }
        desk.secrecy.set(now);
    });
}

/// A button that starts something of this page.
fn act(name: &'static str, task: impl FnMut() + 'static) -> El {
    button("btn").click(task).text(name)
}
