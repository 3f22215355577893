//! The card: stamps as they come, and what is compared at the desk.

use super::Collection;
use crate::device::{page, share};
use crate::domain::stamps::{self, Collected, Post};
use crate::domain::time;
use crate::routes::Page;
use crate::state::App;
use crate::text;
use crate::ui::dom::{El, View, button, el, row, svg};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::words::{common, stamps as words, when};

/// The card, and what can be done with it.
pub fn card(app: App, all: &Collection) -> View {
    let (have, of) = (
        all.posts
            .iter()
            .filter(|post| all.stamps.contains_key(&post.id))
            .count(),
        all.posts.len(),
    );
    let count = words::count(have, of);
    let seals = all
        .posts
        .iter()
        .map(|post| seal(post, all.stamps.get(&post.id)));
    let body = el("div.ticket-body")
        .child(el("p.ticket-status").child(icon("ticket")).text(app.name()))
        .child(el("h2.ticket-title").text(count))
        .child(
            el("ul")
                .class(text!("seals ", styles::seal()))
                .children(seals),
        );
    let stub = (have > 0).then(|| {
        let marks = stamps::marks(&all.posts, &all.stamps);
        let marks = marks.chars().map(|mark| el("span").text(mark.to_string()));
        let now = move || {
            let now = app.now.get();
            when::near_moment(&now, time::day_of(&now))
        };
        el("div.ticket-stub")
            .child(el("p.ticket-label").text(words::MARKS))
            .child(el("p.ticket-code").children(marks))
            .child(el("p.ticket-note").text(words::AT_THE_DESK))
            .child(el("p.ticket-note.num").text(now))
    });
    let ticket = el("section")
        .class(text!("ticket ", styles::ticket()))
        .attr("data-status", "confirmed")
        .attr("data-dir", "1")
        .attr("aria-label", words::CARD)
        .child(body)
        .child(stub);
    let text = {
        let url = text!(&page::origin(), &Page::Stamps.path());
        words::to_share(&app.name(), have, of, &url)
    };
    let hand_on = move || {
        share::words::hand_text(text.clone(), move |how| match how {
            share::Shared::Sheet => {}
            share::Shared::Copied => app.say(common::COPIED),
            share::Shared::Failed => app.say(common::NOT_COPIED),
        });
    };
    let share = button("btn")
        .click(hand_on)
        .child(icon("share"))
        .text(common::SHARE);
    let print = button("btn")
        .click(page::print)
        .child(icon("print"))
        .text(crate::words::papers::PRINT);
    row()
        .child(ticket)
        .child(el("div.btns.even").child(share).child(print))
}

/// A stamp in red, a little askew as by hand; where there is none yet, a ring to be filled.
fn seal(post: &Post, stamp: Option<&Collected>) -> El {
    let ring = |r: &'static str, width: &'static str| {
        svg("circle")
            .attr("cx", "32")
            .attr("cy", "32")
            .attr("r", r)
            .attr("stroke-width", width)
    };
    let drawing = svg("svg")
        .attr("viewBox", "0 0 64 64")
        .attr("aria-hidden", "true");
    let (drawing, when) = match stamp {
        None => (
            drawing.child(ring("29", "1.5").attr("stroke-dasharray", "3 4")),
            String::new(),
        ),
        Some(stamp) => {
            let askew = stamp.at.rem_euclid(25) - 12;
            let mark = svg("text")
                .attr("x", "32")
                .attr("y", "42")
                .attr("text-anchor", "middle")
                .attr("font-size", "28")
                .text(stamp.mark.to_string());
            let turned = svg("g")
                .attr("transform", text!("rotate(", &askew.to_string(), " 32 32)"))
                .child(ring("29", "3"))
                .child(ring("24", "1"))
                .child(mark);
            let day = time::day_of(&time::from_millis(stamp.at as f64));
            (drawing.child(turned), when::month_day(day))
        }
    };
    el("li")
        .class(if stamp.is_some() { "is-there" } else { "" })
        .child(drawing)
        .child(el("span.seal-name").text(post.name.as_str()))
        .child(el("span.small").text(when))
}
