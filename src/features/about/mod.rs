//! 关于: the edition, whom to reach, settings, privacy.

use crate::domain::catalogue::Catalogue;
use crate::domain::edition::Channel;
use crate::domain::safe_url::SafeUrl;
use crate::domain::stamps;
use crate::routes::Page;
use crate::state::{App, use_app};
use crate::text;
use crate::ui::dom::{El, Piece, View, el, row};
use crate::ui::icon::icon;
use crate::ui::page_head::plain_head;
use crate::ui::settings::settings;
use crate::ui::text::rule;
use crate::words::{about as words, common, shell, stamps as words_of_stamps, when};

pub fn about_page() -> View {
    let app = use_app();
    let edition = move || {
        app.programme()
            .map(|programme| edition(&programme.catalogue))
    };
    let wrap = el("div.wrap.narrow")
        .child(edition)
        .child(rule(words::SETTINGS))
        .child(settings())
        .child(rule(words::PRIVACY))
        .child(privacy(app))
        .child(technical(app));
    row().child(plain_head(words::TITLE)).child(wrap)
}

/// What is asked for, why, for how long, and how to have it deleted.
fn privacy(app: App) -> View {
    let version = move || app.config.with(|config| config.consent_version.clone());
    let mut all: Vec<Option<(&'static str, View)>> = Vec::new();
    for (name, text) in words::PRIVACY_TEXT {
        all.push(Some((name, text.view())));
    }
    all.push(Some((words::CONSENT, version.view())));
    let forget = el("a.btn").to(Page::Mine).child(icon("trash"));
    row()
        .child(facts(all))
        .child(el("p").child(forget.text(words::TO_FORGET)))
}

/// Names and values; what there is not is left out.
fn facts(facts: Vec<Option<(&'static str, View)>>) -> El {
    let list = el("dl.facts");
    facts
        .into_iter()
        .flatten()
        .fold(list, |list, (name, value)| {
            list.child(el("dt").text(name)).child(el("dd").child(value))
        })
}

/// A heading, and names under it, one beside the other.
fn names(heading: &'static str, items: &mut dyn Iterator<Item = El>) -> View {
    let list = el("ul.hosts").children(items);
    row().child(rule(heading)).child(list)
}

fn name(name: &str) -> El {
    el("li").text(name)
}

fn edition(catalogue: &Catalogue) -> View {
    let edition = &catalogue.edition;
    let contact = &edition.contact;
    let themes = edition.themes.iter();
    let themes = themes.map(|theme| el("span").text(theme.as_str()));
    let document = edition.document.as_ref().map(|document| {
        let text = text!("《", &document.title, "》（", &document.number, "）");
        (words::DOCUMENT, text.view())
    });
    let platform = edition.platform.as_ref().and_then(|platform| {
        let link = el("a")
            .to(platform.url.clone()?)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .text(platform.name.as_str())
            .child(el("span.vh").text(common::OPENS_NEW));
        Some((words::PLATFORM, link.view()))
    });
    let days = when::days(edition.start, edition.end);
    let about = facts(vec![
        Some((words::DAYS, days.view())),
        Some((words::CITY, edition.city.as_str().view())),
        document,
        platform,
    ]);
    let note = (!edition.note.is_empty()).then(|| el("p.muted").text(edition.note.as_str()));

    let people =
        (!contact.names.is_empty()).then(|| (words::CONTACTS, contact.names.join("、").view()));
    let phone = SafeUrl::tel(&contact.phone).map(|tel| {
        let link = el("a.nowrap").to(tel);
        (words::PHONE, link.text(contact.phone.as_str()).view())
    });
    let mail = SafeUrl::mail(&contact.email).map(|mail| {
        let link = el("a").to(mail).text(contact.email.as_str());
        (words::MAIL, link.view())
    });

    let directions = catalogue.taxonomy.directions.iter();
    let channels = (!edition.channels.is_empty()).then(|| {
        let channel = |channel: &Channel| {
            let kind = el("span.small.muted").text(channel.kind.as_str());
            name(&channel.name).text(" ").child(kind)
        };
        names(words::CHANNELS, &mut edition.channels.iter().map(channel))
    });
    row()
        .child(el("p.theme").children(themes))
        .child(about)
        .child(note)
        .child(names(
            words::DIRECTIONS,
            &mut directions.map(|term| name(&term.name)),
        ))
        .child(rule(words::CONTACT))
        .child(facts(vec![people, phone, mail]))
        .child(channels)
        .child(stamps::any(catalogue).then(|| {
            let link = el("a.btn").to(Page::Stamps).text(words_of_stamps::TITLE);
            el("p.call").child(link)
        }))
        .child(names(
            words::HOSTS,
            &mut edition.hosts.iter().map(|host| name(host)),
        ))
}

/// Where the data comes from, for whoever looks after the deployment.
fn technical(app: App) -> View {
    let backend = move || {
        app.config.with(|config| {
            if config.has_backend() {
                config.told.clone()
            } else {
                words::BACKEND_STATIC.to_owned()
            }
        })
    };
    let skipped = move || {
        app.programme()
            .map(|p| p.catalogue.skipped)
            .filter(|count| *count > 0)
            .map(shell::skipped)
    };
    let list = el("a.btn")
        .attr("href", "/list.html")
        .attr("rel", "external")
        .child(icon("print"))
        .text(words::LIST);
    row()
        .child(rule(words::DATA))
        .child(facts(vec![
            Some((words::BACKEND, backend.view())),
            Some((words::VERSION, env!("CARGO_PKG_VERSION").view())),
        ]))
        .child(el("p.muted").text(skipped))
        .child(el("p").child(list))
}
