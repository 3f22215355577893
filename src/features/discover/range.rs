//! What is asked for in numbers: how many come, and between which days.

use super::Search;
use crate::domain::query::Query;
use crate::domain::time;
use crate::text;
use crate::ui::dom::{El, el};
use crate::words::discover;
use chrono::NaiveDate;

/// How many come together: a teacher with 45 pupils wants no session with three places left.
pub fn group(search: Search, prefix: &'static str) -> El {
    let id = text!(prefix, "-group");
    let input = el("input.input")
        .id(id.clone())
        .attr("type", "text")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .attr("maxlength", "4")
        .value(move || {
            search.filters.track();
            search.query.with_untracked(|query| match query.group {
                0 => String::new(),
                group => group.to_string(),
            })
        })
        .typed("change", move |typed| {
            let group = typed.trim().parse().unwrap_or(0);
            search.query.update(|query| query.set_group(group));
        });
    el("div.facet-range")
        .child(el("label").attr("for", id).text(discover::GROUP_LABEL))
        .child(input)
}

/// The first and the last day.
pub fn days(search: Search, prefix: &'static str) -> El {
    let day = move |name: &'static str, last: bool| {
        let id = text!(prefix, if last { "-to" } else { "-from" });
        let input = el("input.input")
            .id(id.clone())
            .attr("type", "date")
            .value(move || {
                search.filters.track();
                let span = search.query.with_untracked(|query| query.span);
                span.map_or_else(String::new, |(from, to)| {
                    time::iso_day(if last { to } else { from })
                })
            })
            .typed("change", move |typed| {
                let day = time::parse_day(&typed);
                search.query.update(|query| set(query, day, last));
            });
        el("div")
            .child(el("label").attr("for", id).text(name))
            .child(input)
    };
    el("div.facet-range.two")
        .child(day(discover::FROM_DAY, false))
        .child(day(discover::TO_DAY, true))
}

/// Takes one end of the span; the other end gives way. An end that is cleared clears the span.
fn set(query: &mut Query, day: Option<NaiveDate>, last: bool) {
    query.span = day.map(|day| match (query.span, last) {
        (Some((from, _)), true) => (from.min(day), day),
        (Some((_, to)), false) => (day, to.max(day)),
        (None, _) => (day, day),
    });
}
