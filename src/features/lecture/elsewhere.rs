//! What is watched on another site: a player by id, a meeting's number, links.

use crate::device::share;
use crate::domain::safe_url::SafeUrl;
use crate::domain::stage::Elsewhere;
use crate::state::use_app;
use crate::ui::icon::Icon;
use crate::words::{common, lecture as words};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Another site's player on the screen, loaded when someone asks for it.
#[component]
pub fn Frame(title: String, provider: String, player: String) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = words::provider(&provider).to_owned();
    view! {
        <div class="stage-screen">
            {move || if open.get() {
                view! {
                    <iframe
                        class="stage-video"
                        src=player.clone()
                        title=words::frame(&title)
                        sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"
                        allow="encrypted-media; picture-in-picture"
                        allowfullscreen="true"
                        referrerpolicy="no-referrer"
                    ></iframe>
                }
                .into_any()
            } else {
                view! {
                    <div class="stage-cover">
                        <p class="stage-title">{[title.as_str(), name.as_str()].join(" · ")}</p>
                        <p class="stage-say">{words::EMBED_WHY}</p>
                        <button class="btn btn-primary" type="button" on:click=move |_| open.set(true)>
                            <Icon name="play"/>{words::EMBED_PLAY}
                        </button>
                    </div>
                }
                .into_any()
            }}
        </div>
        <div class="stage-bar"><p class="stage-say">{move || open.get().then_some(words::EMBED_BLOCKED)}</p></div>
    }
}

/// Links to other sites, each with its name; a frame's own page stays among them, should the frame be refused.
#[component]
pub fn Links(ways: Vec<Elsewhere>) -> impl IntoView {
    (!ways.is_empty()).then(|| {
        view! {
            <h2 class="rule">{words::OTHER_WAYS}</h2>
            <div class="btns">{ways.into_iter().map(link).collect_view()}</div>
        }
    })
}

fn link(way: Elsewhere) -> impl IntoView {
    let (text, url): (String, SafeUrl) = match way {
        Elsewhere::Frame { provider, page, .. } => {
            (words::watch_at(words::provider(&provider)), page)
        }
        Elsewhere::Link {
            provider,
            title,
            url,
        } if title.is_empty() => (words::watch_at(words::provider(&provider)), url),
        Elsewhere::Link {
            provider,
            title,
            url,
        } => match words::provider(&provider) {
            "" => (title, url),
            name => ([words::watch_at(name).as_str(), "：", &title].concat(), url),
        },
    };
    view! {
        <a class="btn" href=url.as_str().to_owned() target="_blank" rel="noopener noreferrer">
            <Icon name="external"/>{text}<span class="vh">{common::OPENS_NEW}</span>
        </a>
    }
}

/// A meeting is joined in its own app: the number, to copy.
#[component]
pub fn Meeting(number: String) -> impl IntoView {
    let app = use_app();
    let copied = number.clone();
    let copy = move |_| {
        let number = copied.clone();
        spawn_local(async move {
            app.say(if share::copy(&number).await {
                common::COPIED
            } else {
                common::NOT_COPIED
            });
        });
    };
    view! {
        <h2 class="rule">{words::MEETING}</h2>
        <div class="stack">
            <div class="brief">
                <p class="brief-what num">{number}</p>
                <p class="brief-where">{words::MEETING_WHY}</p>
            </div>
            <div class="btns">
                <button class="btn" type="button" on:click=copy><Icon name="copy"/>{words::COPY_MEETING}</button>
            </div>
        </div>
    }
}
