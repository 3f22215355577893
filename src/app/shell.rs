//! Header, navigation, notices, footer.

use super::layout;
use crate::device::{boot, storage};
use crate::domain::safe_url::SafeUrl;
use crate::domain::time;
use crate::routes::Page;
use crate::state::{App, loader, use_app};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::notice::{Grade, Notice};
use crate::ui::settings::Settings;
use crate::words::{about, common, shell, when};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let app = use_app();
    layout::follow(app);
    let path = use_location().pathname;
    let home = Memo::new(move |_| path.get() == "/");
    let sizes = RwSignal::new(false);
    view! {
        <div class="app">
            <header class=move || if home.get() { "top" } else { "top slim" }>
                <div class="wrap top-row">
                    <a class="top-name" href=Page::Discover.path()>{move || app.name()}</a>
                    <Nav path=path/>
                    <button class="btn btn-size" type="button" aria-haspopup="dialog" on:click=move |_| sizes.set(true)>
                        <Icon name="text-size"/>{shell::TEXT_SIZE}
                    </button>
                </div>
                <Show when=move || home.get()>
                    <p class="wrap top-theme">{move || themes(app)}</p>
                    <svg class="landscape" aria-hidden="true">
                        <use class="land" href="/icons/landscape.svg#land"></use>
                        <use class="land-wide" href="/icons/landscape.svg#land-wide"></use>
                    </svg>
                </Show>
            </header>
            <State/>
            <main id="main" class="main">{children()}</main>
            <Foot/>
            <Toast/>
            <Show when=move || sizes.get()>
                <Dialog title=about::SETTINGS close=Callback::new(move |()| sizes.set(false))>
                    <Settings/>
                </Dialog>
            </Show>
        </div>
    }
}

fn themes(app: App) -> impl IntoView {
    let themes = app
        .programme()
        .map(|programme| programme.catalogue.edition.themes.clone())
        .unwrap_or_default();
    themes
        .into_iter()
        .map(|theme| view! { <span>{theme}</span> })
        .collect_view()
}

#[component]
fn Nav(path: Memo<String>) -> impl IntoView {
    let items = [
        (Page::Discover, "home", shell::DISCOVER),
        (Page::Live, "live", shell::LIVE),
        (Page::Mine, "mine", shell::MINE),
        (Page::About, "about", shell::ABOUT),
    ];
    view! {
        <nav class="nav" aria-label=shell::NAV>
            {items
                .into_iter()
                .map(|(page, icon, name)| {
                    let href = page.path();
                    let root = href.clone();
                    let current = move || {
                        let path = path.get();
                        let inside = if root == "/" { path == "/" || path.starts_with("/a/") } else { path.starts_with(&root) };
                        inside.then_some("page")
                    };
                    view! { <a href=href aria-current=current><Icon name=icon/><span>{name}</span></a> }
                })
                .collect_view()}
        </nav>
    }
}

/// What everyone should know about the data in front of them.
#[component]
fn State() -> impl IntoView {
    let app = use_app();
    let stale = Memo::new(move |_| {
        let today = time::day_of(&app.now.get());
        app.stamp.with(|stamp| {
            let stamp = stamp.as_ref()?;
            let why = match stamp.trouble? {
                crate::api::answer::Failure::Offline => shell::OFFLINE,
                crate::api::answer::Failure::Unreadable => shell::UNREADABLE,
                _ => shell::UNREACHABLE,
            };
            Some(
                [
                    why,
                    "，",
                    &shell::data_from(&when::near_moment(&stamp.at, today)),
                    "。",
                ]
                .concat(),
            )
        })
    });
    let demo = Memo::new(move |_| {
        app.programme()
            .is_some_and(|programme| programme.catalogue.shifted_days != 0)
    });
    let lasting = storage::is_lasting();
    view! {
        <aside aria-label=shell::STATE>
        <div role="status">
            {move || stale.get().map(|text| view! {
                <Notice grade=Grade::Warn form="slim">
                    <p>
                        {text}
                        <button class="btn btn-quiet" type="button" on:click=move |_| loader::refresh(app)>{common::RETRY}</button>
                    </p>
                </Notice>
            })}
        </div>
        {move || demo.get().then(|| view! { <Notice grade=Grade::Info form="slim"><p>{shell::DEMO}</p></Notice> })}
        {(!lasting).then(|| view! { <Notice grade=Grade::Warn form="slim"><p>{shell::NO_STORAGE}</p></Notice> })}
        {move || app.update.get().then(|| view! {
            <Notice grade=Grade::Info form="slim">
                <p>
                    {shell::UPDATE}
                    <button class="btn btn-quiet" type="button" on:click=move |_| boot::update()>{shell::UPDATE_NOW}</button>
                    <button class="btn btn-quiet" type="button" on:click=move |_| app.update.set(false)>{shell::LATER}</button>
                </p>
            </Notice>
        })}
        </aside>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let app = use_app();
    let phone = Memo::new(move |_| app.phone());
    view! {
        <footer class="foot">
            <div class="wrap">
                <p>{shell::HELP}</p>
                {move || SafeUrl::tel(&phone.get()).map(|tel| view! {
                    <a class="tel" href=tel.as_str().to_owned()><Icon name="phone"/>{phone.get()}</a>
                })}
                <p class="small muted">{move || hosts(app)}</p>
            </div>
        </footer>
    }
}

fn hosts(app: App) -> Option<String> {
    let programme = app.programme()?;
    let hosts = &programme.catalogue.edition.hosts;
    Some(shell::hosted_by(hosts.first()?, hosts.len()))
}

/// A short message; it stays until it is closed or the page changes: nobody has to read fast.
#[component]
fn Toast() -> impl IntoView {
    let app = use_app();
    move || {
        app.toast.get().map(|text| view! {
            <div class=["notice toast ", crate::ui::styles::notice()].concat()>
                <Icon name="info" class="notice-icon"/>
                <div class="notice-text"><p>{text}</p></div>
                <button class="btn btn-icon" type="button" aria-label=common::CLOSE on:click=move |_| app.toast.set(None)>
                    <Icon name="clear"/>
                </button>
            </div>
        })
    }
}
