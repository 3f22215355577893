//! 回顾: what it was like.

use super::{outward, prose, rule};
use crate::domain::activity::Activity;
use crate::domain::stage;
use crate::state::App;
use crate::text;
use crate::ui::dom::{View, el, row};
use crate::ui::styles;
use crate::words::activity as words;

pub fn recap(app: App, activity: &Activity) -> Option<View> {
    // A looking back before the end would be none: in a demonstration the dates have moved.
    let now = app.now.get_untracked();
    let over = activity.sessions.iter().all(|session| session.end <= now);
    let recap = activity.recap.as_ref().filter(|_| over)?;
    let visitors = recap
        .visitors
        .map(|count| el("p.recap-n").text(words::visitors(count)));
    let photos = recap.photos.iter().filter_map(|photo| {
        // `loading` comes first: it decides how `src` is fetched.
        let picture = el("img")
            .attr("loading", "lazy")
            .attr("src", stage::address(photo.src.as_ref()?))
            .attr("alt", photo.alt.clone())
            .attr("width", "400")
            .attr("height", "300");
        Some(el("li").child(picture))
    });
    let links = recap.links.iter().filter_map(|link| {
        let url = link.url.clone()?;
        let link = el("a").to(url).text(link.name.as_str());
        Some(el("li").child(outward(link)))
    });
    let section = el("section")
        .class(text!("recap ", styles::recap()))
        .child(visitors)
        .child(prose("prose", &recap.summary))
        .child(el("ul.recap-photos").children(photos))
        .child((!recap.links.is_empty()).then(|| el("h3").text(words::LINKS)))
        .child(el("ul.recap-links").children(links));
    Some(row().child(rule(words::RECAP)).child(section))
}
