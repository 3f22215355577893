//! For organisers: the activity in the fields of the national platform, to copy.

use super::outward;
use crate::device::{page, share};
use crate::domain::activity::Activity;
use crate::state::App;
use crate::state::programme::Programme;
use crate::state::signal::RwSignal;
use crate::ui::dom::{El, button, el, row, when};
use crate::ui::icon::icon;
use crate::words::{common, platform as words};
use std::sync::Arc;

/// Behind a line that opens, for it is nobody else's: what to copy, and the same to select where copying is refused.
pub fn copy(app: App, programme: &Arc<Programme>, activity: &Activity, url: String) -> El {
    let (programme, id) = (programme.clone(), activity.id.clone());
    let open = RwSignal::new(false);
    let shown = move || {
        let catalogue = &programme.catalogue;
        let activity = catalogue.activity(&id)?;
        let text = words::record(catalogue, activity, &page::origin(), &url);
        let platform = catalogue.edition.platform.as_ref().and_then(|platform| {
            let link = el("a.btn").to(platform.url.clone()?);
            Some(outward(link.text(platform.name.as_str())))
        });
        let copied = text.clone();
        let copy = button("btn btn-primary")
            .click(move || {
                share::hand_copy(copied.clone(), move |done| app.say(common::copied(done)))
            })
            .child(icon("copy"))
            .text(words::COPY);
        // A field to read and to select from, by finger and by keyboard.
        let field = el("textarea.input.to-copy")
            .attr("readonly", true)
            .attr("rows", "12")
            .attr("aria-label", words::TEXT)
            .text(text);
        let parts = row()
            .child(el("p.small.muted").text(words::WHY))
            .child(el("div.btns").child(copy).child(platform))
            .child(field);
        Some(el("div.stack").child(parts))
    };
    let fold = el("details.fold.no-print");
    let node = fold.html();
    fold.on("toggle", move |_| open.set(node.has_attribute("open")))
        .child(el("summary").text(words::TITLE))
        .child(when(move || open.get(), shown))
}
