//! One picture: its still, and the viewer in its place once somebody wants to look round.

use crate::device::page;
use crate::device::sphere::{self, Sphere};
use crate::domain::panorama::Panorama;
use crate::domain::stage;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, effect, el, row};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::words::panorama as words;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// Degrees that a press turns the picture.
const TURN: f64 = 30.0;
const TILT: f64 = 20.0;
/// How much of what is in sight stays in sight, a step closer.
const CLOSER: f64 = 0.8;

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Still,
    Waiting,
    Open,
    /// Why one cannot look round, and whether another try may help.
    Failed(&'static str, bool),
}

/// What buttons and keys act on.
#[derive(Clone)]
struct Looking {
    stage: RwSignal<Stage>,
    sphere: Rc<RefCell<Option<Sphere>>>,
    place: El,
    url: String,
}

impl Looking {
    fn with(&self, task: impl FnOnce(&Sphere)) {
        if let Some(sphere) = &*self.sphere.borrow() {
            task(sphere);
        }
    }

    /// Fetches viewer and picture, and shows it.
    fn open(&self) {
        if self.stage.get_untracked() == Stage::Waiting {
            return;
        }
        if !sphere::can_draw() {
            return self.stage.set(Stage::Failed(words::NO_DRAWING, false));
        }
        self.stage.set(Stage::Waiting);
        let it = self.clone();
        spawn_local(async move {
            let here = sphere::prepare().await;
            // The page may have been left meanwhile.
            let Some(Stage::Waiting) = it.stage.try_get_untracked() else {
                return;
            };
            let opened = here.then(|| it.show()).flatten();
            if opened.is_none() {
                it.place.hide(true);
                it.stage.set(Stage::Failed(words::NO_VIEWER, true));
            }
            *it.sphere.borrow_mut() = opened;
        });
    }

    fn show(&self) -> Option<Sphere> {
        self.place.hide(false);
        let (stage, place) = (self.stage, self.place.clone());
        let report = move |came: bool| {
            if !came {
                stage.try_set(Stage::Failed(words::NO_PICTURE, true));
            } else if stage.try_set(Stage::Open) {
                page::announce(words::HOW);
                page::focus(&place.html());
            }
        };
        Sphere::open(self.place.node(), &self.url, Rc::new(report))
    }

    fn key(&self, event: &Event) {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowLeft" => self.with(|sphere| sphere.turn(-TURN, 0.0)),
            "ArrowRight" => self.with(|sphere| sphere.turn(TURN, 0.0)),
            "ArrowUp" => self.with(|sphere| sphere.turn(0.0, TILT)),
            "ArrowDown" => self.with(|sphere| sphere.turn(0.0, -TILT)),
            "+" | "=" => self.with(|sphere| sphere.zoom(CLOSER)),
            "-" | "_" => self.with(|sphere| sphere.zoom(1.0 / CLOSER)),
            "Home" | "0" => self.with(Sphere::home),
            _ => return,
        }
        event.prevent_default();
    }
}

/// A picture to look round in.
pub fn look(picture: Panorama) -> El {
    let stage = RwSignal::new(Stage::Still);
    let title = picture.title;
    let place = el("div")
        .attr("tabindex", "0")
        .attr("role", "application")
        .attr("aria-label", words::name(&title));
    place.hide(true);
    let it = Looking {
        stage,
        sphere: Rc::default(),
        place: place.clone(),
        url: stage::address(&picture.url),
    };
    let keys = it.clone();
    let place = place.on("keydown", move |event| keys.key(&event));
    let ended = it.clone();
    effect(move || {
        if matches!(stage.get(), Stage::Failed(..)) {
            ended.sphere.take();
            ended.place.hide(true);
        }
    });
    let still = picture.poster.map(|poster| {
        // The words below say what there is to see.
        el("img.stage-video")
            .attr("src", stage::address(&poster))
            .attr("alt", "")
    });
    let screen = el("div.stage-screen").child(still).child(place);
    let section = el("section")
        .class(text!("stage ", styles::stage()))
        .attr("aria-label", title)
        .child(screen);
    let whole = section.clone();
    let bar = move || match stage.get() {
        Stage::Open => tools(&it, &whole),
        Stage::Waiting => said(words::LOADING),
        Stage::Still => row().child(start(&it)).child(said(words::WHY)),
        Stage::Failed(why, again) => row().child(again.then(|| start(&it))).child(said(why)),
    };
    section.child(el("div.stage-bar").child(bar))
}

fn said(text: &'static str) -> View {
    el("p.stage-say").attr("role", "status").text(text).view()
}

fn start(it: &Looking) -> El {
    let it = it.clone();
    chip(words::OPEN, move || it.open()).child(icon("chevron-right"))
}

fn chip(name: &'static str, task: impl Fn() + 'static) -> El {
    button("chip").click(task).text(name)
}

fn tools(it: &Looking, whole: &El) -> View {
    let act = |name: &'static str, task: fn(&Sphere)| {
        let it = it.clone();
        chip(name, move || it.with(task))
    };
    let fill = sphere::can_fill().then(|| {
        let whole = whole.clone();
        chip(words::FILL, move || sphere::fill(whole.node()))
    });
    let mut can_follow = false;
    it.with(|sphere| can_follow = sphere.can_follow());
    let follow = can_follow.then(|| {
        let on = RwSignal::new(false);
        let it = it.clone();
        chip(words::FOLLOW, move || {
            on.update(|on| *on = !*on);
            it.with(|sphere| sphere.follow(on.get_untracked()));
        })
        .attr(
            "aria-pressed",
            move || {
                if on.get() { "true" } else { "false" }
            },
        )
    });
    let group = el("div.btns")
        .attr("role", "group")
        .attr("aria-label", words::TOOLS)
        .child(act(words::LEFT, |sphere| sphere.turn(-TURN, 0.0)))
        .child(act(words::RIGHT, |sphere| sphere.turn(TURN, 0.0)))
        .child(act(words::UP, |sphere| sphere.turn(0.0, TILT)))
        .child(act(words::DOWN, |sphere| sphere.turn(0.0, -TILT)))
        .child(act(words::CLOSER, |sphere| sphere.zoom(CLOSER)))
        .child(act(words::WIDER, |sphere| sphere.zoom(1.0 / CLOSER)))
        .child(act(words::HOME, Sphere::home))
        .child(follow)
        .child(fill);
    row().child(group).child(said(words::HOW))
}
