//! What is watched on another site: a player by id, a meeting's number, links.

use super::around::call;
use crate::device::{page, share};
use crate::domain::stage::Elsewhere;
use crate::domain::stage::meeting::Meeting;
use crate::state::App;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, View, button, el, once_there, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::qr::qr;
use crate::ui::text::rule;
use crate::words::{common, lecture as words};

const FRAME: &str = "embed";

/// Another site's player on the screen, loaded when someone asks for it.
pub fn frame(title: &str, way: &Elsewhere) -> View {
    let open = RwSignal::new(false);
    let name = [title, words::provider(&way.provider)].join(" · ");
    let player = way.player.clone();
    let label = words::frame(title);
    let screen = move || {
        if open.get() {
            el("iframe.stage-video")
                .id(FRAME)
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
                .click(move || {
                    open.set(true);
                    // The button is gone: the keyboard goes to what came in its place.
                    once_there(|| {
                        if let Some(frame) = page::by_id(FRAME) {
                            page::focus(&frame);
                        }
                    });
                })
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

/// Other sites, each with a link and a code to scan; a frame's own page stays among them, should the frame be
/// refused. `lost` is how many sources lead nowhere.
pub fn links(ways: &[Elsewhere], lost: usize) -> Option<View> {
    (ways.len() + lost > 0).then(|| {
        row()
            .child(rule(words::OTHER_WAYS))
            .child(el("div.stack").children(ways.iter().map(card)))
            .child((lost > 0).then(|| el("p.small.muted").text(words::LOST)))
    })
}

/// A way as a card: what it is, how to get there, and the code for another device.
fn card(way: &Elsewhere) -> El {
    let scanned = way.is_scanned();
    let code = move |address: String| {
        qr(&address, words::QR).map(|square| {
            row()
                .child(el("div.qr").child(square))
                .child(el("p.small.muted").text(if scanned {
                    words::SCAN_IN_WECHAT
                } else {
                    words::SCAN
                }))
        })
    };
    let address = way.url.as_str().to_owned();
    let code = if scanned {
        el("div").child(code(address))
    } else {
        // Drawn for who asks.
        let asked = RwSignal::new(false);
        let drawn = move || asked.get().then(|| code(address.clone()));
        el("details.fold")
            .on("toggle", move |_| asked.set(true))
            .child(el("summary").text(words::SHOW_CODE))
            .child(drawn)
    };
    let text = name(way);
    el("div")
        .child(el("div.btns").child(self::way(way, "btn", &text)))
        .child(code)
}

fn name(way: &Elsewhere) -> String {
    match (way.title.as_str(), words::provider(&way.provider)) {
        ("", site) => words::watch_at(site),
        (title, "") => title.to_owned(),
        (title, site) => text!(words::watch_at(site).as_str(), "：", title),
    }
}

/// A link to another site.
pub fn way(way: &Elsewhere, class: &'static str, text: &str) -> El {
    el("a")
        .class(class)
        .to(way.url.clone())
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(icon("external"))
        .text(text)
        .child(el("span.vh").text(common::OPENS_NEW))
}

/// A meeting is joined in its own app: the number, to copy. What is no number is not shown.
pub fn meeting(app: App, meeting: &Meeting) -> Option<View> {
    let (digits, shown) = match meeting {
        Meeting::None => return None,
        Meeting::Number { digits, shown } => (digits.clone(), shown),
        Meeting::Odd => {
            let say = notice(
                Grade::Info,
                el("p").text(words::MEETING_ODD).child(call(app)),
            );
            return Some(row().child(rule(words::MEETING)).child(say));
        }
    };
    let brief = el("div.brief")
        .child(el("p.brief-what.num").text(shown.as_str()))
        .child(el("p.brief-where").text(words::MEETING_WHY));
    let copy = button("btn")
        .click(move || share::hand_copy(digits.clone(), move |done| app.say(common::copied(done))))
        .child(icon("copy"))
        .text(words::COPY_MEETING);
    let stack = el("div.stack")
        .child(brief)
        .child(el("div.btns").child(copy));
    Some(row().child(rule(words::MEETING)).child(stack))
}
