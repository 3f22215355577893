//! What stands round the pages while somebody uses the screen: a panel with nothing to touch, out of reach of many, and
//! a row of large buttons under their hands. In landscape the panel stands at the left.

use super::{keys, takeaway, visit};
use crate::device::page;
use crate::domain::time;
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, kiosk};
use crate::text;
use crate::ui::dom::{El, button, effect, el, row, svg, when};
use crate::ui::icon::icon;
use crate::ui::nav::way;
use crate::ui::qr::qr;
use crate::ui::styles;
use crate::words::{hall as words, kiosk as kiosk_words, when as words_when};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Where one is: a path and what is asked of it.
#[derive(Clone, PartialEq)]
pub struct At {
    pub path: String,
    search: String,
}

/// Where one is; nothing while nobody is there.
pub type Place = Memo<Option<At>>;

/// Puts the frame into the page. Call inside the router, once.
pub fn begin(app: App) {
    let location = use_location();
    let place: Place = Memo::new(move || {
        let path = location.pathname.get();
        let is_visit = !matches!(Page::parse(&path), Some(Page::Kiosk(_)));
        is_visit.then(|| At {
            path,
            search: location.search.get(),
        })
    });
    let path = location.pathname;
    let low = RwSignal::new(false);
    effect(move || {
        let visit = place.with(Option::is_some);
        let class = visit.then(|| text!("hall ", styles::hall()));
        page::set_root("class", class.as_deref());
        // Whatever was measured is of another size now.
        page::resized();
        if !visit {
            low.set(false);
        }
    });
    effect(move || page::set_root("data-low", low.get().then_some("")));
    let frame = when(
        move || place.with(Option::is_some),
        move || {
            row()
                .child(panel(app, place))
                .child(bar(path, low))
                .child(keys::keys(place))
                .child(takeaway::takeaway(app))
        },
    );
    let frame = el("div.hall-frame").child(frame);
    if let Some(root) = page::by_id("app") {
        let _ = root.append_child(frame.node());
    }
}

/// The landscape, whose day it is, where one is, the time, and the page for a phone.
fn panel(app: App, place: Place) -> El {
    let venue = move || {
        let venue = kiosk::settings().with(|settings| settings.venue.clone());
        let programme = app.programme()?;
        let found = programme
            .catalogue
            .venues
            .iter()
            .find(|one| one.id == venue);
        found.map(|venue| el("p.hall-where").text(venue.name.as_str()))
    };
    let day = move || words_when::full_day(time::day_of(&app.now.get()));
    let clock = move || time::clock(&app.now.get());
    let land = svg("svg.hall-land")
        .attr("aria-hidden", "true")
        .child(svg("use").attr("href", "/icons/landscape.svg#land-tall"));
    let name = el("div.hall-name")
        .child(el("p.hall-edition").text(move || app.name()))
        .child(venue);
    let now = el("div.hall-now")
        .child(el("p.hall-clock").text(clock))
        .child(el("p").text(day));
    let hand = el("div.hall-hand").child(move || code(place)).child(
        el("div")
            .child(el("p.hall-scan").text(words::ON_PHONE))
            .child(el("p").text(words::ON_PHONE_WHY)),
    );
    el("aside.hall-panel")
        .attr("aria-label", words::PANEL)
        .child(land)
        .child(el("div.hall-head").child(name).child(now))
        .child(hand)
}

/// The page one sees, for who stands farther off as well: never with what opens a receipt.
fn code(place: Place) -> Option<El> {
    let At { path, search } = place.get()?;
    let path = match Page::parse(&path) {
        Some(Page::Receipt(_) | Page::Change(_) | Page::Restore(_)) | None => Page::Discover.path(),
        _ => whole(&path, &search),
    };
    let code = qr(&text!(&page::origin(), &path), words::QR_PAGE)?;
    Some(el("div.hall-code").child(code))
}

/// A path with what is asked of it.
fn whole(path: &str, search: &str) -> String {
    let mark = if search.is_empty() { "" } else { "?" };
    text!(path, mark, search)
}

/// The buttons at the foot.
fn bar(path: leptos::prelude::Memo<String>, low: RwSignal<bool>) -> El {
    let link = |to: Page, symbol, name| way("a.hall-do", to, symbol, name, path);
    let press = |class: &'static str, symbol: &'static str, name: &'static str| {
        button(class)
            .child(icon(symbol))
            .child(el("span").text(name))
    };
    let take = press("hall-do", "qr", words::TAKE)
        .attr("aria-haspopup", "dialog")
        .click(takeaway::show_page);
    let reach = move || match low.get() {
        true => press("hall-do", "arrow-up", words::HIGHER),
        false => press("hall-do", "arrow-down", words::LOWER),
    };
    let reach = move || reach().click(move || low.update(|low| *low = !*low));
    let reach = el("div.hall-reach").child(reach);
    let done = press("hall-do hall-done", "check", kiosk_words::DONE).click(visit::leave);
    el("nav.hall-bar")
        .attr("aria-label", words::BAR)
        .child(link(Page::Discover, "search", words::FIND))
        .child(link(Page::Live, "live", words::LIVE))
        .child(link(Page::Plan, "calendar", words::PLAN))
        .child(take)
        .child(reach)
        .child(done)
}
