//! The controls below the picture: play and pause, the place, sound, full screen.

use super::Hands;
use crate::device::player::view;
use crate::domain::stage::place;
use crate::features::lecture::engine::Engine;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::words::lecture as words;
use web_sys::HtmlMediaElement;

pub fn deck(hands: Hands, frame: &El, media: &HtmlMediaElement) -> El {
    let desk = hands.desk;
    let running = move || desk.phase.get().is_running();
    let toggle = button("stage-key stage-toggle")
        .attr("aria-label", move || {
            if running() {
                words::PAUSE
            } else {
                words::GO_ON
            }
        })
        .click(move || hands.with(Engine::toggle))
        .child(move || icon(if running() { "pause" } else { "play" }));
    let step = move |name: &'static str, symbol: &'static str, seconds: f64| {
        button("stage-key")
            .attr("aria-label", name)
            .click(move || hands.with(|engine| engine.by(seconds)))
            .child(icon(symbol))
    };
    let steps = (!hands.live).then(|| {
        row()
            .child(step(words::BACK_10, "back-10", -10.0))
            .child(step(words::ON_10, "on-10", 10.0))
    });
    let mute = button("stage-key")
        .attr("aria-label", move || {
            if desk.muted.get() {
                words::UNMUTE
            } else {
                words::MUTE
            }
        })
        .click(move || hands.with(Engine::toggle_mute))
        .child(move || icon(if desk.muted.get() { "muted" } else { "speaker" }));
    let full = view::full(frame.node(), media).map(|_| {
        let frame = frame.clone();
        button("stage-key")
            .attr("aria-label", words::FULL)
            .click(move || hands.with(|engine| engine.toggle_full(frame.node())))
            .child(icon("full"))
    });
    el("div.stage-deck")
        .attr("role", "group")
        .attr("aria-label", words::CONTROLS)
        .child((!hands.live).then(|| line(hands)))
        .child(toggle)
        .child(steps)
        .child(mute)
        .child(full)
}

/// The place in a replay, to see and to move.
fn line(hands: Hands) -> View {
    let desk = hands.desk;
    let clocks = move || (place::clock(desk.at.get()), place::clock(desk.length.get()));
    let slider = el("input.stage-range")
        .attr("type", "range")
        .attr("min", "0")
        .attr("step", "1")
        .attr("aria-label", words::PLACE)
        .attr("max", move || desk.length.get().max(1).to_string())
        .attr("aria-valuetext", move || {
            let (at, whole) = clocks();
            words::place(&at, &whole)
        })
        .value(move || desk.at.get().to_string())
        .typed("input", move |to| {
            if let Ok(to) = to.parse::<u32>() {
                hands.with(|engine| engine.go(to.into()));
            }
        });
    let time = el("span.stage-time")
        .attr("aria-hidden", "true")
        .text(move || {
            let (at, whole) = clocks();
            text!(&at, " / ", &whole)
        });
    el("div.stage-line").child(slider).child(time).view()
}
