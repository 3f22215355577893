//! The fields themselves: kepu-finish puts what only they need into a module of its own.

use super::super::outward;
use crate::device::{page, share};
use crate::state::App;
use crate::state::programme::Programme;
use crate::ui::dom::{View, button, el, row};
use crate::ui::icon::icon;
use crate::words::{common, platform as words};

/// The activity in these fields. Called only once what is rare is there; a call that stays one, for it is the way into
/// the other module.
#[inline(never)]
pub fn fields(app: App, programme: &Programme, id: &str, url: &str) -> View {
    let catalogue = &programme.catalogue;
    let Some(activity) = catalogue.activity(id) else {
        return row();
    };
    let text = words::record(catalogue, activity, &page::origin(), url);
    let platform = catalogue.edition.platform.as_ref().and_then(|platform| {
        let link = el("a.btn").to(platform.url.clone()?);
        Some(outward(link.text(platform.name.as_str())))
    });
    let copied = text.clone();
    let copy = button("btn btn-primary")
        .click(move || share::hand_copy(copied.clone(), move |done| app.say(common::copied(done))))
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
    row().child(el("div.stack").child(parts))
}
