//! One entry of the programme, as a card.

use super::changes::tone;
use super::dom::{El, button, effect, el};
use super::icon::{icon, mark, show};
use super::marked::marked;
use super::styles;
use crate::domain::changes::{Change, Kind};
use crate::domain::task::Make;
use crate::routes::Page;
use crate::state::signal::RwSignal;
use crate::state::use_app;
use crate::text;
use crate::words::card::{Card, Tone};
use crate::words::{changes as words, common};
use std::cell::RefCell;
use std::rc::Rc;

/// What of a card stands in the page.
#[derive(Default, PartialEq)]
struct Drawn {
    card: Card,
    roomy: bool,
    starred: bool,
    changed: Option<Kind>,
}

/// A card that follows signals: a slot of the list shows many entries in its life. One effect writes all of it, and only
/// what is not there yet: a list is redrawn at every key.
pub fn card_view(card: impl Fn() -> Card + 'static, roomy: RwSignal<bool>) -> El {
    boxed(Box::new(card), roomy)
}

fn boxed(card: Box<dyn Make<Card>>, roomy: RwSignal<bool>) -> El {
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
    let drawn: Rc<RefCell<Drawn>> = Rc::default();
    let starred = drawn.clone();
    let star = button("card-star")
        .click(move || {
            let id = starred.borrow().card.id.clone();
            app.toggle_favourite(&id);
        })
        .child(icon("star"));
    let (mark, symbol) = mark();
    let root = el("article")
        .child(el("span.card-edge").child(mark))
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
    let mut first = true;
    effect(move || {
        let card = card.make();
        let roomy = roomy.get();
        let starred = app.is_favourite(&card.id);
        let kind = app
            .changes
            .with(|changes| changes.get(&card.key).and_then(Change::kind));
        let now = Drawn {
            card,
            roomy,
            starred,
            changed: kind,
        };
        let before = drawn.replace(now);
        let now = drawn.borrow();
        let (card, old) = (&now.card, &before.card);
        let anew = std::mem::take(&mut first);
        if anew || (roomy, card.off, card.over) != (before.roomy, old.off, old.over) {
            let class = [
                "card ",
                scope,
                if roomy { " roomy" } else { "" },
                if card.off { " is-off" } else { "" },
                if card.over { " is-over" } else { "" },
            ];
            article.put("class", &class.concat());
        }
        if anew || card.direction != old.direction {
            article.put("data-dir", card.dir().unwrap_or_default());
            show(&symbol, card.mark());
        }
        if anew || (&card.time, &card.datetime) != (&old.time, &old.datetime) {
            time.put("datetime", &card.datetime);
            time.say(&card.time);
        }
        if anew || (kind, card.tone) != (before.changed, old.tone) {
            changed.hide(kind.is_none());
            if let Some(kind) = kind {
                changed.put("class", &text!("stamp card-changed", tone(kind)));
                changed.say(words::mark(kind));
            }
            // The mark says it.
            places.hide(kind.is_some_and(Kind::is_off));
            places.put("class", &text!("card-places", card.tone.class()));
            dot.hide(card.tone != Tone::Live);
        }
        if anew || card.places != old.places {
            places_text.say(&card.places);
        }
        if anew || (&card.id, &card.lecture) != (&old.id, &old.lecture) {
            let page = match card.lecture.is_empty() {
                true => Page::Activity(card.id.clone()),
                false => Page::Lecture(card.lecture.clone()),
            };
            link.put("href", &page.path());
        }
        if anew || (&card.title, &card.title_marks) != (&old.title, &old.title_marks) {
            marked(&link, &card.title, &card.title_marks);
            star.put("aria-label", &common::favourite(&card.title, false));
        }
        if anew || (&card.place, &card.place_marks) != (&old.place, &old.place_marks) {
            marked(&place, &card.place, &card.place_marks);
        }
        if anew || card.district != old.district {
            district.say(&card.district);
        }
        if anew || card.sample != old.sample {
            sample.hide(!card.sample);
        }
        if anew || starred != before.starred {
            star.put("aria-pressed", if starred { "true" } else { "false" });
        }
    });
    root
}
