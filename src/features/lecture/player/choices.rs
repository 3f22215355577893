//! What one can choose: sound alone, quality, speed, captions, sign language, and what is needed seldom.

use super::Hands;
use super::sign::Size;
use crate::domain::order::order;
use crate::domain::stage::taste::{CueSize, RATES};
use crate::features::lecture::engine::Engine;
use crate::state::signal::RwSignal;
use crate::ui::dom::{El, button, el, when};
use crate::words::lecture as words;

/// Value and name of each option of a choice.
type Options = Vec<(String, String)>;

/// What is at hand below the picture, with everything else behind a fold.
pub fn bar(hands: Hands, choice: bool, more: El) -> El {
    let desk = hands.desk;
    let sound = move || {
        let press = move || hands.with(|engine| engine.set_sound(!desk.sound.get_untracked()));
        chip(words::AUDIO_ONLY, move || desk.sound.get(), press)
    };
    let from_start = move || {
        button("chip")
            .click(move || hands.with(|engine| engine.seek(0.0)))
            .text(words::FROM_START)
    };
    let captions = move || {
        let names = [words::OFF, words::SMALL, words::MEDIUM, words::LARGE];
        let options = CueSize::ALL
            .into_iter()
            .zip(names)
            .map(|(size, name)| (size.id().into(), name.into()));
        let take = move |size: String| {
            if let Some(size) = CueSize::from_id(&size) {
                hands.set_cues(size);
            }
        };
        let now = move || hands.cues.size.get().id().to_owned();
        pick(words::CAPTIONS, options.collect(), now, take)
    };
    el("div.stage-bar")
        .child(choice.then(sound))
        .child(when(move || desk.resumed.get().is_some(), from_start))
        .child(when(move || hands.cues.there.get(), captions))
        .child(more)
}

/// A choice below the picture, taken or not.
fn chip(name: &'static str, on: impl Fn() -> bool + 'static, press: impl FnMut() + 'static) -> El {
    button("chip")
        .attr("aria-pressed", move || if on() { "true" } else { "false" })
        .click(press)
        .text(name)
}

/// One of a few, in the device's own list.
fn pick(
    name: &'static str,
    options: Options,
    now: impl Fn() -> String + 'static,
    take: impl Fn(String) + 'static,
) -> El {
    let options = options
        .into_iter()
        .map(|(value, name)| el("option").attr("value", value).text(name));
    // Its value is set once its options are there.
    let select = el("select").children(options).value(now);
    el("label.stage-pick")
        .child(el("span").text(name))
        .child(select.typed("change", take))
}

/// Automatic and one choice a name, the smaller picture of two with the same; nothing where there is no choice.
fn qualities(levels: &[u32]) -> Option<Options> {
    let mut options: Options = vec![(String::new(), words::AUTO.into())];
    for at in order(levels.len(), &|at| (levels[at].into(), 0)) {
        let name = words::quality(levels[at]);
        if options.iter().all(|(_, other)| other != name) {
            options.push((at.to_string(), name.into()));
        }
    }
    (options.len() > 2).then_some(options)
}

/// What is set once or seldom: quality, speed, sign language, captions read out, a small window; and what the keys do.
pub fn more(hands: Hands, choice: bool, sign: Option<RwSignal<Size>>) -> El {
    let (cues, desk) = (hands.cues, hands.desk);
    let quality = move || {
        let options = desk.levels.with(|levels| qualities(levels))?;
        let now = move || desk.level.get().map_or(String::new(), |at| at.to_string());
        let take = move |level: String| hands.with(|engine| engine.set_level(level.parse().ok()));
        Some(pick(words::QUALITY, options, now, take))
    };
    let speed = (!hands.live).then(|| {
        let options = RATES.map(|rate| (rate.to_string(), words::speed(rate)));
        let take = move |rate: String| {
            if let Ok(rate) = rate.parse() {
                hands.set_rate(rate);
            }
        };
        let now = move || desk.rate.get().to_string();
        pick(words::SPEED, options.into(), now, take)
    });
    let signs = sign.map(|size| {
        let options = Size::ALL.map(|size| (size.id().into(), size.name().into()));
        let take = move |id: String| {
            if let Some(chosen) = Size::ALL.into_iter().find(|one| one.id() == id) {
                size.set(chosen);
            }
        };
        let now = move || size.get().id().to_owned();
        pick(words::SIGN, options.into(), now, take)
    });
    let aloud = when(
        move || cues.there.get(),
        move || {
            let press = move || cues.aloud.update(|aloud| *aloud = !*aloud);
            chip(words::ALOUD, move || cues.aloud.get(), press)
        },
    );
    let mut floats = false;
    hands.with(|engine| floats = engine.can_float());
    let float = (floats && (choice || !hands.desk.sound.get_untracked())).then(|| {
        button("chip")
            .click(move || hands.with(Engine::toggle_float))
            .text(words::FLOAT)
    });
    let keys = words::KEY_LIST
        .iter()
        .fold(el("dl.stage-help"), |list, (key, what)| {
            list.child(el("dt").text(*key)).child(el("dd").text(*what))
        });
    el("details.stage-more")
        .child(el("summary").text(words::MORE))
        .child(quality)
        .child(speed)
        .child(signs)
        .child(aloud)
        .child(float)
        .child(
            el("p.stage-keys")
                .child(el("b").text(words::KEYS))
                .text(words::KEYS_WHY),
        )
        .child(keys)
}
