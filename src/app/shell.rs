//! Header, navigation, notices, footer.

use super::{layout, rest};
use crate::device::{boot, storage};
use crate::domain::safe_url::SafeUrl;
use crate::domain::time;
use crate::routes::Page;
use crate::state::part::There;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, loader, use_app};
use crate::text;
use crate::ui::absent::trouble;
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, Piece, View, button, el, row, svg, when};
use crate::ui::icon::{icon, icon_of};
use crate::ui::nav::way;
use crate::ui::notice::{Grade, slim};
use crate::ui::settings::settings;
use crate::ui::styles;
use crate::words::{about, common, shell, when as words_when};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The shell round `page`.
pub fn shell(page: View) -> El {
    let app = use_app();
    layout::follow(app);
    let path = use_location().pathname;
    let home = Memo::new(move || path.get() == "/");
    let sizes = RwSignal::new(false);
    let size = button("btn btn-size")
        .attr("aria-haspopup", "dialog")
        .click(move || sizes.set(true))
        .child(icon("text-size"))
        .text(shell::TEXT_SIZE);
    let name = el("a.top-name").to(Page::Discover).text(move || app.name());
    let line = el("div.wrap.top-row");
    let header = el("header")
        .class(move || if home.get() { "top" } else { "top slim" })
        .child(line.child(name).child(nav(path)).child(size))
        .child(when(move || home.get(), move || banner(app)));
    let settings_open = when(
        move || sizes.get(),
        move || {
            let close = Callback::new(move |()| sizes.set(false));
            dialog(about::SETTINGS, close, settings(), None)
        },
    );
    // Where one looks first; it is made by the rest of the app.
    let reminds = move || {
        !app.kiosk
            && app.rest.get() == There::Here
            && path.with(|path| path == "/" || path == "/mine")
    };
    el("div.app")
        .child(header)
        .child(state(app).child(when(reminds, rest::reminder)))
        .child(el("main").id("main").class("main").child(page))
        .child(foot(app))
        .child(toast(app))
        .child(settings_open)
}

/// The themes of the year over the landscape, on the first page.
fn banner(app: App) -> View {
    let land = |class, part| {
        svg("use")
            .class(class)
            .attr("href", text!("/icons/landscape.svg#", part))
    };
    let landscape = svg("svg.landscape")
        .attr("aria-hidden", "true")
        .child(land("land", "land"))
        .child(land("land-wide", "land-wide"));
    row()
        .child(el("p.wrap.top-theme").child(move || themes(app)))
        .child(landscape)
}

fn themes(app: App) -> Vec<El> {
    let themes = app
        .programme()
        .map(|programme| programme.catalogue.edition.themes.clone())
        .unwrap_or_default();
    themes
        .into_iter()
        .map(|theme| el("span").text(theme))
        .collect()
}

fn nav(path: leptos::prelude::Memo<String>) -> El {
    let items = [
        (Page::Discover, "home", shell::DISCOVER),
        (Page::Live, "live", shell::LIVE),
        (Page::Mine, "mine", shell::MINE),
        (Page::About, "about", shell::ABOUT),
    ];
    let item = move |(page, symbol, name)| way("a", page, symbol, name, path);
    el("nav.nav")
        .attr("aria-label", shell::NAV)
        .children(items.map(item))
}

/// What everyone should know about the data in front of them.
fn state(app: App) -> El {
    let stale = Memo::new(move || {
        let today = time::day_of(&app.now.get());
        app.stamp.with(|stamp| {
            let stamp = stamp.as_ref()?;
            let why = trouble(stamp.trouble?);
            let from = shell::data_from(&words_when::near_moment(&stamp.at, today));
            Some(text!(why, "，", &from, "。"))
        })
    });
    let demo = move || {
        app.programme()
            .is_some_and(|programme| programme.catalogue.shifted_days != 0)
    };
    let quiet = |name: &'static str| button("btn btn-quiet").text(name);
    let stale = move || {
        stale.get().map(|text| {
            let retry = quiet(common::RETRY).click(move || loader::refresh(app));
            slim(Grade::Warn, el("p").text(text).child(retry))
        })
    };
    let update = move || {
        let now = quiet(shell::UPDATE_NOW).click(boot::update);
        let later = quiet(shell::LATER).click(move || app.update.set(false));
        let text = el("p").text(shell::UPDATE).child(now).child(later);
        slim(Grade::Info, text)
    };
    let lost = !storage::is_lasting();
    el("aside")
        .attr("aria-label", shell::STATE)
        .child(el("div").attr("role", "status").child(stale))
        .child(when(demo, || slim(Grade::Info, el("p").text(shell::DEMO))))
        .child(lost.then(|| slim(Grade::Warn, el("p").text(shell::NO_STORAGE))))
        .child(when(move || !app.kiosk && app.update.get(), update))
}

fn foot(app: App) -> El {
    let phone = Memo::new(move || app.phone());
    let call = move || {
        SafeUrl::tel(&phone.get())
            .map(|tel| el("a.tel").to(tel).child(icon("phone")).text(phone.get()))
    };
    let lines = el("div.wrap")
        .child(el("p").text(shell::HELP))
        .child(call)
        .child(el("p.small.muted").text(move || hosts(app)));
    el("footer.foot").child(lines)
}

fn hosts(app: App) -> Option<String> {
    let programme = app.programme()?;
    let hosts = &programme.catalogue.edition.hosts;
    Some(shell::hosted_by(hosts.first()?, hosts.len()))
}

/// A short message; it stays until it is closed or the page changes: nobody has to read fast.
fn toast(app: App) -> View {
    let message = move || {
        app.toast.get().map(|text| {
            let close = button("btn btn-icon")
                .attr("aria-label", common::CLOSE)
                .click(move || app.toast.set(None))
                .child(icon("clear"));
            el("div")
                .class(text!("notice toast ", styles::notice()))
                .attr("role", "region")
                .attr("aria-label", shell::STATE)
                .child(icon_of("info", "icon notice-icon"))
                .child(el("div.notice-text").child(el("p").text(text)))
                .child(close)
        })
    };
    message.view()
}
