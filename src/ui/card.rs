//! One entry of the programme, as a card.

use super::changes::tone;
use super::dom::{El, button, effect, el};
use super::icon::{icon, mark};
use super::marked::marked;
use super::styles;
use crate::domain::changes::{Change, Kind};
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::use_app;
use crate::text;
use crate::words::card::{Card, Tone};
use crate::words::{changes as words, common};

/// A card that follows its signal: a slot of the list shows many entries in its life. One effect writes all of it,
/// for a list is redrawn at every key.
pub fn card_view(card: Memo<Card>, roomy: RwSignal<bool>) -> El {
    let app = use_app();
    let scope = styles::card();
    let time = el("time.card-time");
    let dot = el("span.live-dot");
    let places_text = el("span");
    let places = el("span").child(dot.clone()).child(places_text.clone());
    let changed = el("span");
    let link = el("a.card-link");
    let place = el("span.card-place");
    let district = el("span.card-district");
    let sample = el("span.stamp").text(common::SAMPLE);
    let star = button("card-star")
        .attr("aria-pressed", move || {
            let on = card.with(|card| app.is_favourite(&card.id));
            if on { "true" } else { "false" }
        })
        .click(move || card.with_untracked(|card| app.toggle_favourite(&card.id)))
        .child(icon("star"));
    let root = el("article")
        .child(el("span.card-edge").child(mark(move || card.with(Card::mark))))
        .child(
            el("div.card-body")
                .child(
                    el("p.card-when")
                        .child(time.clone())
                        .child(changed.clone())
                        .child(places.clone()),
                )
                .child(el("h3.card-title").child(link.clone()))
                .child(
                    el("p.card-where")
                        .child(place.clone())
                        .child(district.clone())
                        .child(sample.clone()),
                ),
        )
        .child(star.clone());

    let article = root.clone();
    effect(move || {
        let roomy = roomy.get();
        card.with(|card| {
            let class = [
                "card ",
                scope,
                if roomy { " roomy" } else { "" },
                if card.off { " is-off" } else { "" },
                if card.over { " is-over" } else { "" },
            ];
            article.put("class", &class.concat());
            article.put("data-dir", card.dir().unwrap_or_default());
            time.put("datetime", &card.datetime);
            time.say(&card.time);
            let kind = app
                .changes
                .with(|changes| changes.get(&card.key).and_then(Change::kind));
            changed.hide(kind.is_none());
            if let Some(kind) = kind {
                changed.put("class", &text!("stamp card-changed", tone(kind)));
                changed.say(words::mark(kind));
            }
            // The mark says it.
            places.hide(kind.is_some_and(Kind::is_off));
            places.put("class", &text!("card-places", card.tone.class()));
            dot.hide(card.tone != Tone::Live);
            places_text.say(&card.places);
            link.put("href", &Page::Activity(card.id.clone()).path());
            marked(&link, &card.title, &card.title_marks);
            marked(&place, &card.place, &card.place_marks);
            district.say(&card.district);
            sample.hide(!card.sample);
            star.put("aria-label", &common::favourite(&card.title, false));
        });
    });
    root
}
