//! 关于: the edition, whom to reach, settings, privacy.

use crate::domain::safe_url::SafeUrl;
use crate::state::use_app;
use crate::ui::icon::Icon;
use crate::ui::page_head::PlainHead;
use crate::ui::settings::Settings;
use crate::words::{about as words, common, shell, when};
use leptos::prelude::*;

#[component]
pub fn AboutPage() -> impl IntoView {
    view! {
        <PlainHead title=words::TITLE/>
        <div class="wrap narrow">
            <Edition/>
            <h2 class="rule">{words::SETTINGS}</h2>
            <Settings/>
            <h2 class="rule">{words::PRIVACY}</h2>
            <div class="prose measure">
                {words::PRIVACY_TEXT.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            </div>
            <Technical/>
        </div>
    }
}

#[component]
fn Edition() -> impl IntoView {
    let app = use_app();
    move || {
        let programme = app.programme()?;
        let edition = programme.catalogue.edition.clone();
        let taxonomy = &programme.catalogue.taxonomy;
        let directions = taxonomy.directions.items.clone();
        let contact = edition.contact.clone();
        Some(view! {
            <p class="theme">{edition.themes.iter().map(|theme| view! { <span>{theme.clone()}</span> }).collect_view()}</p>
            <dl class="facts">
                <dt>{words::DAYS}</dt><dd>{when::days(edition.start, edition.end)}</dd>
                <dt>{words::CITY}</dt><dd>{edition.city.clone()}</dd>
                {edition.document.as_ref().map(|document| view! {
                    <dt>{words::DOCUMENT}</dt><dd>{["《", &document.title, "》（", &document.number, "）"].concat()}</dd>
                })}
                {edition.platform.as_ref().and_then(|platform| {
                    let url = platform.url.as_ref()?;
                    Some(view! {
                        <dt>{words::PLATFORM}</dt>
                        <dd>
                            <a href=url.as_str().to_owned() target="_blank" rel="noopener noreferrer">
                                {platform.name.clone()}<span class="vh">{common::OPENS_NEW}</span>
                            </a>
                        </dd>
                    })
                })}
            </dl>
            {(!edition.note.is_empty()).then(|| view! { <p class="muted">{edition.note.clone()}</p> })}
            <h2 class="rule">{words::DIRECTIONS}</h2>
            <ul class="hosts">{directions.into_iter().map(|term| view! { <li>{term.name}</li> }).collect_view()}</ul>
            <h2 class="rule">{words::CONTACT}</h2>
            <dl class="facts">
                {(!contact.names.is_empty()).then(|| view! { <dt>{words::CONTACTS}</dt><dd>{contact.names.join("、")}</dd> })}
                {SafeUrl::tel(&contact.phone).map(|tel| view! {
                    <dt>{words::PHONE}</dt><dd><a class="nowrap" href=tel.as_str().to_owned()>{contact.phone.clone()}</a></dd>
                })}
                {SafeUrl::mail(&contact.email).map(|mail| view! {
                    <dt>{words::MAIL}</dt><dd><a href=mail.as_str().to_owned()>{contact.email.clone()}</a></dd>
                })}
            </dl>
            {(!edition.channels.is_empty()).then(|| view! {
                <h2 class="rule">{words::CHANNELS}</h2>
                <ul class="hosts">
                    {edition.channels.iter().map(|channel| view! {
                        <li>{channel.name.clone()}" "<span class="small muted">{channel.kind.clone()}</span></li>
                    }).collect_view()}
                </ul>
            })}
            <h2 class="rule">{words::HOSTS}</h2>
            <ul class="hosts">{edition.hosts.iter().map(|host| view! { <li>{host.clone()}</li> }).collect_view()}</ul>
        })
    }
}

/// Where the data comes from, for whoever looks after the deployment.
#[component]
fn Technical() -> impl IntoView {
    let app = use_app();
    let backend = move || {
        app.config.with(|config| {
            if config.has_backend() {
                config.base.clone()
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
    view! {
        <h2 class="rule">{words::DATA}</h2>
        <dl class="facts">
            <dt>{words::BACKEND}</dt><dd>{backend}</dd>
            <dt>{words::VERSION}</dt><dd>{env!("CARGO_PKG_VERSION")}</dd>
        </dl>
        <p class="muted">{skipped}</p>
        <p><a class="btn" href="/list.html" rel="external"><Icon name="print"/>{words::LIST}</a></p>
    }
}
