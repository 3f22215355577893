//! 怎么去: the place, or the places of a route.

use super::{outward, rule};
use crate::device::share;
use crate::domain::activity::Activity;
use crate::domain::catalogue::Catalogue;
use crate::domain::safe_url::SafeUrl;
use crate::domain::venue::{Datum, Venue};
use crate::routes::Page;
use crate::state::App;
use crate::text;
use crate::ui::dom::{El, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::words::{activity as words, common};

pub fn places(app: App, catalogue: &Catalogue, activity: &Activity) -> Option<View> {
    let venues = catalogue.venues_of(activity);
    let title = if venues.len() > 2 {
        words::ROUTE
    } else {
        words::WHERE
    };
    (!venues.is_empty()).then(|| {
        venues
            .into_iter()
            .fold(row().child(rule(title)), |all, venue| {
                all.child(place(app, catalogue, venue))
            })
    })
}

fn place(app: App, catalogue: &Catalogue, venue: &Venue) -> El {
    let address = catalogue.address(venue);
    // A point in another datum would lead some hundred metres astray: the name is searched instead.
    let map = venue
        .point
        .filter(|point| point.datum == Datum::Gcj02)
        .map(|point| {
            let url = SafeUrl::map(point.lng, point.lat, &venue.name);
            let link = el("a.btn").to(url);
            outward(link.child(icon("route")).text(words::MAP))
        });
    let whole = text!(venue.name.as_str(), " ", &address);
    let copy = button("btn")
        .click(move || share::hand_copy(whole.clone(), move |done| app.say(common::copied(done))))
        .child(icon("copy"))
        .text(words::COPY_ADDRESS);
    let stamps = venue
        .stamp
        .is_some()
        .then(|| el("a.btn").to(Page::Stamps).text(words::STAMPS));
    let line = |class: &'static str, text: &str| el("p").class(class).text(text);
    let transport = (!venue.transport.is_empty()).then(|| line("map-way", &venue.transport));
    let approximate = venue
        .approximate
        .then(|| line("map-way", words::APPROXIMATE));
    el("div")
        .class(text!("map ", styles::map()))
        .child(line("map-name", &venue.name))
        .child(line("map-addr", &address))
        .child(transport)
        .child(approximate)
        .child(el("div.btns").child(map).child(copy).child(stamps))
}
