//! The shell round every page, and the table of pages.

mod layout;
mod shell;

use crate::device::{boot, page};
use crate::features::{about::AboutPage, activity::ActivityPage, discover::DiscoverPage};
use crate::features::{lecture::LecturePage, live::LivePage};
use crate::features::{mine::MinePage, receipt::ReceiptPage, signup::SignUpPage};
use crate::routes::Page;
use crate::state::programme::Loaded;
use crate::state::{App, loader, outbox};
use crate::ui::blank::Blank;
use crate::ui::page_head::PageHead;
use crate::words;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

/// How long the page that was there before stays while the programme is on its way, in milliseconds.
const STATIC_MS: i32 = 1_200;

/// Starts the app in `#app`.
pub fn start() {
    std::panic::set_hook(Box::new(|info| boot::panic(&info.to_string())));
    let Some(root) = page::by_id("app") else {
        return;
    };
    // Both are in the same place: the static page stays until the app has something to show.
    root.set_hidden(true);
    leptos::mount::mount_to(root, Root).forget();
}

#[component]
fn Root() -> impl IntoView {
    let app = App::new();
    provide_context(app);
    loader::start(app);
    outbox::start(app);
    appear(app);
    layout::watch(app);
    view! {
        <Router>
            <shell::Shell>
                <Routes fallback=|| view! { <NotFound/> }>
                    <Route path=path!("/") view=DiscoverPage/>
                    <Route path=path!("/a/:id") view=ActivityPage/>
                    <Route path=path!("/a/:id/join/:session") view=SignUpPage/>
                    <Route path=path!("/mine") view=MinePage/>
                    <Route path=path!("/mine/:id") view=ReceiptPage/>
                    <Route path=path!("/live") view=LivePage/>
                    <Route path=path!("/live/:id") view=LecturePage/>
                    <Route path=path!("/about") view=AboutPage/>
                </Routes>
            </shell::Shell>
        </Router>
    }
}

/// Shows the app once there is something to show, or after a moment.
fn appear(app: App) {
    let show = || {
        page::remove_static();
        boot::started();
    };
    let late = StoredValue::new_local(Some(crate::device::timer::after(STATIC_MS, show)));
    Effect::new(move |done: Option<bool>| {
        let ready = app.loaded.with(|loaded| !matches!(loaded, Loaded::Loading));
        if ready && done != Some(true) {
            late.set_value(None);
            show();
        }
        ready || done.unwrap_or(false)
    });
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=words::shell::NOT_FOUND back=Page::Discover.path()/>
        <Blank art="empty" title=words::shell::NOT_FOUND text=words::shell::NOT_FOUND_WHY>
            <a class="btn btn-primary" href=Page::Discover.path()>{words::common::TO_LIST}</a>
        </Blank>
    }
}
