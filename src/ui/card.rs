//! One entry of the programme, as a card.

use super::icon::{Icon, Mark};
use super::styles;
use crate::routes::Page;
use crate::state::use_app;
use crate::words::card::{Card, Tone};
use crate::words::common;
use leptos::prelude::*;

/// A card that follows its signal: a slot of the list shows many entries in its life.
#[component]
pub fn CardView(
    #[prop(into)] card: Signal<Card>,
    #[prop(into)] roomy: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    let scope = styles::card();
    let class = move || {
        card.with(|card| {
            [
                "card ",
                scope,
                if roomy.get() { " roomy" } else { "" },
                if card.off { " is-off" } else { "" },
                if card.over { " is-over" } else { "" },
            ]
            .concat()
        })
    };
    let starred = Memo::new(move |_| card.with(|card| app.is_favourite(&card.id)));
    let live = move || card.with(|card| card.tone == Tone::Live);
    view! {
        <article class=class data-dir=move || card.with(Card::dir)>
            <span class="card-edge"><Mark name=Signal::derive(move || card.with(Card::mark))/></span>
            <div class="card-body">
                <p class="card-when">
                    <time class="card-time" datetime=move || card.with(|card| card.datetime.clone())>
                        {move || card.with(|card| card.time.clone())}
                    </time>
                    <span class=move || ["card-places", card.with(|card| card.tone.class())].concat()>
                        <span class="live-dot" hidden=move || !live()></span>
                        {move || card.with(|card| card.places.clone())}
                    </span>
                </p>
                <h3 class="card-title">
                    <a class="card-link" href=move || card.with(|card| Page::Activity(card.id.clone()).path())>
                        {move || card.with(|card| card.title.clone())}
                    </a>
                </h3>
                <p class="card-where">
                    <span class="card-place">{move || card.with(|card| card.place.clone())}</span>
                    <span class="card-district">{move || card.with(|card| card.district.clone())}</span>
                    <span class="stamp" hidden=move || card.with(|card| !card.sample)>{common::SAMPLE}</span>
                </p>
            </div>
            <button
                class="card-star"
                type="button"
                aria-pressed=move || if starred.get() { "true" } else { "false" }
                aria-label=move || card.with(|card| common::favourite(&card.title, false))
                on:click=move |_| card.with_untracked(|card| app.toggle_favourite(&card.id))
            >
                <Icon name="star"/>
            </button>
        </article>
    }
}
