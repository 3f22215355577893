//! Text size and colour scheme.

use super::dom::{El, el};
use super::icon::icon;
use super::styles;
use crate::state::settings::{Scheme, Size};
use crate::state::use_app;
use crate::text;
use crate::words::{about, shell};

pub fn settings() -> El {
    let app = use_app();
    let sizes = Size::ALL.into_iter().zip(shell::SIZES).map(|(size, name)| {
        let sample = el("b").attr("aria-hidden", "true").text("永");
        let face = el("span")
            .attr("data-as", size.id())
            .child(sample)
            .text(name);
        let on = move || app.size.get() == size;
        setting("size", on, move || app.set_size(size), face)
    });
    let icons = ["text-size", "sun", "moon"];
    let schemes = Scheme::ALL.into_iter().zip(about::SCHEMES).zip(icons);
    let schemes = schemes.map(|((scheme, name), symbol)| {
        let face = el("span").child(icon(symbol)).text(name);
        let on = move || app.scheme.get() == scheme;
        setting("scheme", on, move || app.set_scheme(scheme), face)
    });
    el("section")
        .class(text!("settings ", styles::settings()))
        .child(
            el("fieldset")
                .child(el("legend").text(about::TEXT_SIZE))
                .child(el("div.settings-sizes").children(sizes)),
        )
        .child(
            el("fieldset")
                .child(el("legend").text(about::SCHEME))
                .child(el("div.settings-row").children(schemes)),
        )
}

/// One radio button of a setting.
fn setting(
    name: &'static str,
    on: impl Fn() -> bool + 'static,
    set: impl Fn() + 'static,
    face: El,
) -> El {
    let input = el("input")
        .attr("type", "radio")
        .attr("name", name)
        .checked(on)
        .on("change", move |_| set());
    el("label.settings-size").child(input).child(face)
}
