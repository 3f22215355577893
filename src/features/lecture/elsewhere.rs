//! What is watched on another site: a player by id, a meeting's number, links.

use crate::device::share;
use crate::domain::stage::Elsewhere;
use crate::state::App;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::text::rule;
use crate::words::{common, lecture as words};

/// Another site's player on the screen, loaded when someone asks for it.
pub fn frame(title: &str, way: &Elsewhere) -> View {
    let open = RwSignal::new(false);
    let name = [title, words::provider(&way.provider)].join(" · ");
    let player = way.player.clone();
    let label = words::frame(title);
    let screen = move || {
        if open.get() {
            el("iframe.stage-video")
                .attr("src", player.clone())
                .attr("title", label.clone())
                .attr(
                    "sandbox",
                    "allow-scripts allow-same-origin allow-presentation allow-popups",
                )
                .attr("allow", "encrypted-media; picture-in-picture")
                .attr("allowfullscreen", "true")
                .attr("referrerpolicy", "no-referrer")
        } else {
            let play = button("btn btn-primary")
                .click(move || open.set(true))
                .child(icon("play"))
                .text(words::EMBED_PLAY);
            el("div.stage-cover")
                .child(el("p.stage-title").text(name.as_str()))
                .child(el("p.stage-say").text(words::EMBED_WHY))
                .child(play)
        }
    };
    let say = el("p.stage-say").text(move || open.get().then_some(words::EMBED_BLOCKED));
    row()
        .child(el("div.stage-screen").child(screen))
        .child(el("div.stage-bar").child(say))
}

/// Links to other sites, each with its name; a frame's own page stays among them, should the frame be refused.
pub fn links(ways: &[Elsewhere]) -> Option<View> {
    (!ways.is_empty()).then(|| {
        row()
            .child(rule(words::OTHER_WAYS))
            .child(el("div.btns").children(ways.iter().map(link)))
    })
}

fn link(way: &Elsewhere) -> El {
    let text = match (way.title.as_str(), words::provider(&way.provider)) {
        ("", site) => words::watch_at(site),
        (title, "") => title.to_owned(),
        (title, site) => text!(words::watch_at(site).as_str(), "：", title),
    };
    el("a.btn")
        .to(way.url.clone())
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(icon("external"))
        .text(text)
        .child(el("span.vh").text(common::OPENS_NEW))
}

/// A meeting is joined in its own app: the number, to copy.
pub fn meeting(app: App, number: String) -> View {
    let brief = el("div.brief")
        .child(el("p.brief-what.num").text(number.as_str()))
        .child(el("p.brief-where").text(words::MEETING_WHY));
    let copy = button("btn")
        .click(move || share::hand_copy(number.clone(), move |done| app.say(common::copied(done))))
        .child(icon("copy"))
        .text(words::COPY_MEETING);
    let stack = el("div.stack")
        .child(brief)
        .child(el("div.btns").child(copy));
    row().child(rule(words::MEETING)).child(stack)
}
