//! The buttons under the drawing: nearer, further, the whole, parts worth a closer look, and only what is in sight.

use super::hands::{STEP, key};
use super::{Chart, words};
use crate::domain::map::Eye;
use crate::state::signal::Memo;
use crate::ui::dom::{El, button, el};
use crate::ui::icon::icon;

fn said(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

pub fn tools(chart: &Chart) -> El {
    let mut tools = el("div.atlas-tools")
        .attr("role", "group")
        .attr("aria-label", words::TOOLS);
    for (name, symbol, times) in [
        (words::NEARER, "plus", STEP),
        (words::FURTHER, "minus", 1.0 / STEP),
    ] {
        let chart = chart.clone();
        let tool = button("btn btn-tool")
            .attr("aria-label", name)
            .click(move || {
                let before = chart.eye.get_untracked();
                chart.look(before.nearer(times, &chart.sketch));
            })
            .child(icon(symbol));
        tools = tools.child(tool);
    }
    tools = tools.child(all(chart));
    for frame in &chart.sketch.frames {
        let (chart, part) = (chart.clone(), Eye::on(frame, &chart.sketch));
        let eye = chart.eye;
        let tool = button("chip")
            .attr("aria-pressed", move || said(eye.get() == part))
            .click(move || chart.look(part))
            .text(frame.name.as_str());
        tools = tools.child(tool);
    }
    let keyed = chart.clone();
    tools
        .child(this_part(chart))
        .on("keydown", move |event| key(&keyed, &event))
}

/// The whole city again, in sight and in the filter.
fn all(chart: &Chart) -> El {
    let (eye, query) = (chart.eye, chart.atlas.search.query);
    let chart = chart.clone();
    button("chip")
        .attr("aria-pressed", move || {
            said(eye.get().is_whole() && query.with(|query| query.area.is_empty()))
        })
        .click(move || {
            chart.look(Eye::whole(&chart.sketch));
            if query.with_untracked(|query| !query.area.is_empty()) {
                query.update(|query| query.area.clear());
            }
        })
        .text(words::WHOLE)
}

/// Only what is in sight. Of the whole there is nothing to leave out.
fn this_part(chart: &Chart) -> El {
    let (eye, query, sketch) = (chart.eye, chart.atlas.search.query, chart.sketch.clone());
    let area = Memo::new(move || {
        let eye = eye.get();
        (!eye.is_whole()).then(|| sketch.in_sight(eye).to_text())
    });
    let is_asked = move || {
        area.with(|area| {
            let asked = |area: &String| query.with(|query| query.area == *area);
            area.as_ref().is_some_and(asked)
        })
    };
    button("chip")
        .attr("aria-pressed", move || said(is_asked()))
        .attr("aria-disabled", move || {
            area.with(|area| said(area.is_none()))
        })
        .click(move || {
            let Some(area) = area.get_untracked() else {
                return;
            };
            query.update(|query| match query.area == area {
                true => query.area.clear(),
                false => query.area = area,
            });
        })
        .child(icon("check"))
        .text(words::THIS_PART)
}
