//! 怎么去: the place, or the places of a route.

use crate::device::share;
use crate::domain::activity::Activity;
use crate::domain::safe_url::SafeUrl;
use crate::domain::venue::{Datum, Venue};
use crate::state::programme::Programme;
use crate::state::use_app;
use crate::ui::icon::Icon;
use crate::ui::styles;
use crate::words::{activity as words, common};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// The places of an activity: its own, then those of its sessions and hours, each once.
fn venues(programme: &Programme, activity: &Activity) -> Vec<Venue> {
    let ids = activity
        .venue
        .iter()
        .chain(
            activity
                .sessions
                .iter()
                .filter_map(|session| session.venue.as_ref()),
        )
        .chain(
            activity
                .opening
                .iter()
                .filter_map(|opening| opening.venue.as_ref()),
        );
    let mut found: Vec<Venue> = Vec::new();
    for venue in ids.filter_map(|id| programme.catalogue.venue(id)) {
        if !found.iter().any(|known| known.id == venue.id) {
            found.push(venue.clone());
        }
    }
    found
}

#[component]
pub fn Where(programme: Arc<Programme>, activity: Arc<Activity>) -> impl IntoView {
    let venues = venues(&programme, &activity);
    let title = if venues.len() > 2 {
        words::ROUTE
    } else {
        words::WHERE
    };
    (!venues.is_empty()).then(|| {
        view! {
            <h2 class="rule">{title}</h2>
            {venues.into_iter().map(|venue| view! { <Place programme=programme.clone() venue=venue/> }).collect_view()}
        }
    })
}

#[component]
fn Place(programme: Arc<Programme>, venue: Venue) -> impl IntoView {
    let app = use_app();
    let district = programme
        .catalogue
        .district_name(&venue.district)
        .to_owned();
    let address = [
        &programme.catalogue.edition.city,
        district.as_str(),
        &venue.address,
    ]
    .concat();
    // A point in another datum would lead some hundred metres astray: the name is searched instead.
    let map = venue
        .point
        .filter(|point| point.datum == Datum::Gcj02)
        .map(|point| SafeUrl::map(point.lng, point.lat, &venue.name));
    let whole = [venue.name.as_str(), " ", &address].concat();
    view! {
        <div class=["map ", styles::map()].concat()>
            <p class="map-name">{venue.name}</p>
            <p class="map-addr">{address}</p>
            {(!venue.transport.is_empty()).then(|| view! { <p class="map-way">{venue.transport}</p> })}
            {venue.approximate.then(|| view! { <p class="map-way">{words::APPROXIMATE}</p> })}
            <div class="btns">
                {map.map(|url| view! {
                    <a class="btn" href=url.as_str().to_owned() target="_blank" rel="noopener noreferrer">
                        <Icon name="route"/>{words::MAP}<span class="vh">{common::OPENS_NEW}</span>
                    </a>
                })}
                <button
                    class="btn"
                    type="button"
                    on:click=move |_| {
                        let whole = whole.clone();
                        spawn_local(async move {
                            app.say(if share::copy(&whole).await { common::COPIED } else { common::NOT_COPIED });
                        });
                    }
                >
                    <Icon name="copy"/>{words::COPY_ADDRESS}
                </button>
            </div>
        </div>
    }
}
