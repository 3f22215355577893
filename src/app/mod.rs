//! The shell round every page, and the table of pages.

mod air;
mod hall;
mod layout;
mod rare;
mod rest;
mod shell;

use crate::device::storage::{self, Key};
use crate::device::{boot, page};
use crate::features::{activity, discover};
use crate::routes::Page;
use crate::state::part::{Part, There};
use crate::state::programme::Loaded;
use crate::state::signal::Memo;
use crate::state::{App, loader, use_app};
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{Piece, View, effect, el, once_there, row, when};
use crate::ui::page_head::page_head;
use crate::ui::part::with_part;
use crate::words;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use web_sys::HtmlElement;

/// How long the page that was there before stays while the programme is on its way, in milliseconds.
const STATIC_MS: i32 = 1_200;

/// The list is there first; then the rest is fetched, before anyone asks, after this pause in milliseconds.
const REST_AFTER_MS: i32 = 700;

/// Starts the app in `#app`.
pub fn start() {
    std::panic::set_hook(Box::new(|info| boot::panic(&info.to_string())));
    let Some(root) = page::by_id("app") else {
        return;
    };
    // Both are in the same place: the static page stays until the app has something to show.
    root.set_hidden(true);
    mount(root);
}

/// Mounts the app in an element, for as long as the page stands.
pub fn mount(root: HtmlElement) {
    layout::watch();
    let shell = root.clone();
    // The router's own listeners and context are what it is for; what stands in it is made by `shell`.
    leptos::mount::mount_to(root, move || view! { <Router>{build(&shell)}</Router> }).forget();
}

/// Makes the app inside `root`; what it makes belongs to the router.
fn build(root: &HtmlElement) {
    let app = App::new();
    provide_context(app);
    loader::start(app);
    effect(move || {
        if app.rest.get() == There::Here {
            untrack(|| rest::begin(app));
        }
    });
    if app.kiosk {
        app.fetch(Part::Hall);
        effect(move || {
            if app.hall.get() == There::Here {
                untrack(|| hall::begin(app));
            }
        });
    }
    appear(app);
    let _ = root.append_child(shell::shell(current_page()).view().node());
}

/// The page at the current URL; it is made anew when that is another page.
fn current_page() -> View {
    let path = use_location().pathname;
    let page = Memo::new(move || Page::parse(&path.get()));
    let provider = use_context::<BrowserUrl>();
    effect(move || {
        path.track();
        // The router writes the new address into the history once the page is ready for it.
        if let Some(provider) = &provider {
            provider.ready_to_complete();
        }
    });
    // A page follows signals part by part; as a whole it stands until the URL names another.
    let shown = move || {
        let page = page.get();
        untrack(|| page_view(page))
    };
    shown.view()
}

fn page_view(page: Option<Page>) -> View {
    match page {
        Some(Page::Discover | Page::Found(_)) => discover::discover_page(),
        Some(Page::Activity(id)) => activity::activity_page(id),
        Some(page) => later(page),
        None => not_found(),
    }
}

/// The later part of the app that makes a page.
fn part_of(page: &Page, kiosk: bool) -> Part {
    match page {
        // Before a screen in a hall one signs up by phone.
        Page::SignUp { .. } | Page::Grade | Page::GradeFor(_) if kiosk => Part::Hall,
        Page::Live | Page::LiveFor(_) | Page::Lecture(_) | Page::Together(_) | Page::Restore(_) => {
            Part::Air
        }
        Page::Route
        | Page::RouteFor(_)
        | Page::Grade
        | Page::GradeFor(_)
        | Page::Sheet(_)
        | Page::Letter(_)
        | Page::Quiz(_)
        | Page::Panorama(_)
        | Page::Stamps => Part::Rare,
        Page::Kiosk(_) | Page::Setup => Part::Hall,
        _ => Part::Rest,
    }
}

/// A page of a later part of the app; until that is there, its heading is what one waits for.
fn later(page: Page) -> View {
    let app = use_app();
    let part = part_of(&page, app.kiosk);
    let waits = move || app.part(part).get() != There::Here;
    let heading = || {
        el("h1.vh")
            .attr("tabindex", "-1")
            .text(words::shell::LOADING_PAGE)
    };
    row()
        .child(when(waits, heading))
        .child(with_part(app, part, move || match part {
            Part::Rest => rest::page(page.clone()),
            Part::Air => air::page(page.clone()),
            Part::Rare => rare::page(page.clone()),
            Part::Hall => hall::page(page.clone()),
        }))
}

/// Shows the app once there is something to show, or after a moment.
fn appear(app: App) {
    let show = || {
        page::remove_static();
        boot::started();
    };
    let mut late = Some(crate::device::timer::after(STATIC_MS, show));
    let mut done = false;
    effect(move || {
        let ready = app.loaded.with(|loaded| !matches!(loaded, Loaded::Loading));
        if ready && !done {
            done = true;
            // Whoever has something of their own is shown it at once.
            match [Key::Operation, Key::Receipt, Key::Plan].map(storage::has) {
                [false, false, false] => app.fetch_soon(Part::Rest, REST_AFTER_MS),
                _ => app.fetch(Part::Rest),
            }
            drop(late.take());
            // Only once the page stands: it may be ready before it is in the document.
            once_there(show);
        }
    });
}

fn not_found() -> View {
    let text = words::shell::NOT_FOUND_WHY;
    row()
        .child(page_head(words::shell::NOT_FOUND, Page::Discover))
        .child(blank("empty", words::shell::NOT_FOUND, text).child(way_to_list()))
}
