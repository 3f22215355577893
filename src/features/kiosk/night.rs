//! The face of a screen outside its hours: dark and calm, a clock that never burns itself in. A touch goes through it.

use crate::device::page;
use crate::domain::kiosk::hours;
use crate::domain::time;
use crate::state::App;
use crate::state::kiosk::kiosk;
use crate::state::signal::Memo;
use crate::text;
use crate::ui::dom::{Piece, View, el, keep, when};
use crate::ui::styles;
use crate::words::care;

/// Puts the face over the loop when it is time. Called once.
pub fn begin(app: App, alone: Memo<bool>) {
    let Some(body) = page::document().and_then(|document| document.body()) else {
        return;
    };
    let dark = move || alone.get() && !kiosk().bright.get();
    let root = el("div").child(when(dark, move || face(app)));
    let _ = body.append_child(root.node());
    keep(root);
}

fn face(app: App) -> View {
    let clock = Memo::new(move || app.now.with(time::clock));
    let opens = move || {
        let hours = kiosk().settings.with(|settings| settings.bright);
        hours.map(|(from, _)| care::opens_at(&hours::clock(from)))
    };
    // Another place every minute; seven by eleven of them before it begins again.
    let place = move || {
        let minute = app.now.with(hours::minute);
        let part = |steps: u32, most: u32| (minute % steps * most / (steps - 1)).to_string();
        text!("translate(", &part(7, 40), "vw,", &part(11, 60), "vh)")
    };
    el("div")
        .class(text!("hall-night ", styles::care()))
        .child(
            el("div.hall-night-clock")
                .style("transform", place)
                .child(el("p").text(move || clock.get()))
                .child(el("p.hall-night-says").text(opens)),
        )
        .view()
}
