//! The edition's media channels, and how to reach them.

use crate::device::share;
use crate::domain::edition::Channel;
use crate::state::App;
use crate::state::signal::{Memo, RwSignal};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::qr::qr;
use crate::ui::text::rule;
use crate::words::{common, lecture as words};

pub fn channels(app: App) -> View {
    let channels = Memo::new(move || {
        let programme = app.programme();
        programme.map_or_else(Vec::new, |programme| {
            programme.catalogue.edition.channels.clone()
        })
    });
    let shown = move || {
        let channels = channels.get();
        (!channels.is_empty()).then(|| {
            row()
                .child(rule(words::CHANNELS))
                .child(el("ul.lines").children(channels.into_iter().map(|one| channel(app, one))))
        })
    };
    shown.view()
}

fn channel(app: App, channel: Channel) -> El {
    let Channel { name, kind, url } = channel;
    let how = match &url {
        Some(_) => kind.clone(),
        None => words::find_channel(&kind, &name),
    };
    let main = el("span.line-main")
        .child(el("b").text(name.as_str()))
        .child(el("span.small.muted").text(how));
    let code = RwSignal::new(false);
    let deed = match &url {
        Some(url) => row()
            .child(
                el("a.btn")
                    .to(url.clone())
                    .attr("target", "_blank")
                    .attr("rel", "noopener noreferrer")
                    .child(icon("external"))
                    .text(words::OPEN_CHANNEL)
                    .child(el("span.vh").text(common::OPENS_NEW)),
            )
            .child(
                button("btn btn-icon")
                    .attr("aria-label", words::channel_code(&name))
                    .attr(
                        "aria-expanded",
                        move || if code.get() { "true" } else { "false" },
                    )
                    .click(move || code.update(|code| *code = !*code))
                    .child(icon("qr")),
            ),
        None => {
            let label = words::copy_channel(&name);
            let copy =
                move || share::hand_copy(name.clone(), move |done| app.say(common::copied(done)));
            button("btn")
                .attr("aria-label", label)
                .click(copy)
                .child(icon("copy"))
                .text(common::COPY)
                .view()
        }
    };
    let square = move || {
        let url = url.as_ref().filter(|_| code.get())?;
        Some(el("div.qr").child(qr(url.as_str(), words::CHANNEL_QR)))
    };
    el("li")
        .child(el("div.line").child(main).child(deed))
        .child(square)
}
