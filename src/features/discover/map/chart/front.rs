//! What stands before the districts: the places with something found, and the districts' names.

use super::{Chart, pressed_by_key, unheard, whole, words};
use crate::device::page;
use crate::domain::map::{Place, Span, apart, clusters};
use crate::text;
use crate::ui::dom::{El, Value, View, row, svg};

/// From here on places are large enough to be tapped.
const CLOSE: f64 = 2.0;
/// From afar, places nearer to each other than this are one dot, in pixels.
const DOT: f64 = 9.0;
/// Most marks of places at once.
const MARKS: usize = 80;
/// The size of a name, in rem, as in the sheet.
const NAME: f64 = 0.85;

fn circle(class: &'static str, (x, y): Place, radius: impl Value) -> El {
    svg(class)
        .attr("cx", whole(x))
        .attr("cy", whole(y))
        .attr("r", radius)
}

fn words_at(class: &'static str, (x, y): Place, text: String) -> El {
    svg(class)
        .attr("x", whole(x))
        .attr("y", whole(y))
        .text(text)
}

impl Chart {
    /// Places and names. They keep their size however near one looks, so they are made anew with the scale.
    pub fn front(&self, scale: f64) -> View {
        let mut view = row();
        if scale > 0.0 {
            self.atlas.app.size.track();
            let mut taken = Vec::new();
            view = self.marks(scale, view, &mut taken);
            view = self.names(scale, view, &taken);
        }
        view
    }

    fn is_close(&self) -> bool {
        self.eye.with_untracked(|eye| eye.zoom >= CLOSE)
    }

    /// The places with something found: dots from afar, from near circles that tell how much and can be tapped.
    fn marks(&self, scale: f64, mut view: View, taken: &mut Vec<Span>) -> View {
        let Some(programme) = self.atlas.app.programme() else {
            return view;
        };
        let counts = self.atlas.counts.get();
        let mut places = Vec::new();
        for (at, venue) in programme.catalogue.venues.iter().enumerate() {
            let found = counts.get(at).is_some_and(|count| *count > 0);
            if let Some(point) = venue.point.filter(|_| found) {
                let (x, y) = self.sketch.place(point);
                if self.sketch.holds((x, y)) {
                    places.push((at, (x * scale, y * scale)));
                }
            }
        }
        let close = self.is_close();
        // As large as a finger.
        let finger = if page::target() > 48.0 { 60.0 } else { 44.0 };
        let reach = if close { finger } else { DOT };
        for cluster in clusters(&places, reach, MARKS) {
            let at = cluster.at;
            if !close {
                view = view.child(circle("circle.dot", at, "3"));
                continue;
            }
            let disc = finger * 0.34;
            taken.push((at, (disc + 2.0, disc + 2.0)));
            let (mut count, mut members) = (0, Vec::new());
            for member in cluster.members {
                count += counts[member];
                members.push(member as u32);
            }
            let first = &programme.catalogue.venues[members[0] as usize].name;
            let label = words::spot(first, members.len(), count);
            let open = self.atlas.open;
            let spot = svg("g.spot")
                .child(circle("circle.reach", at, whole(finger / 2.0 + 1.0)))
                .child(circle("circle.disc", at, whole(disc)))
                .child(
                    words_at("text", (at.0, at.1 + disc / 3.0), count.to_string())
                        .attr("font-size", whole(disc)),
                );
            let seen = self.clone();
            let shown = move || seen.show((at.0 / scale, at.1 / scale));
            let spot = pressed_by_key(spot, shown, move || open.set(members.clone()));
            view = view.child(spot.attr("aria-label", label));
        }
        view
    }

    /// The names of the districts where they have room, with their counts unless the places tell them.
    fn names(&self, scale: f64, view: View, taken: &[Span]) -> View {
        let letter = page::rem() * NAME;
        let close = self.is_close();
        let lines = if close { 0.6 } else { 1.25 };
        self.atlas.districts.with(move |all| {
            let mut view = view;
            let (mut named, mut spans) = (Vec::new(), Vec::new());
            for shape in &self.sketch.shapes {
                let Some(one) = all.iter().find(|one| one.id == shape.id) else {
                    continue;
                };
                let half = one.name.chars().count() as f64 * letter / 2.0;
                if shape.room * scale >= half * 0.7 {
                    named.push(one);
                    let at = (shape.at.0 * scale, shape.at.1 * scale);
                    spans.push((at, (half, letter * lines)));
                }
            }
            // From afar a name beside its district would name another.
            let step = if close { letter * 1.6 } else { 0.0 };
            let shifts = apart(taken, &spans, step);
            for ((one, ((x, y), _)), shift) in named.into_iter().zip(spans).zip(shifts) {
                let Some(shift) = shift else { continue };
                // From the middle of the lines to the foot of the first.
                let foot = y + shift + letter * (0.95 - lines);
                let tick = if one.chosen { "✓" } else { "" };
                let name = text!(tick, &one.name);
                view = view.child(unheard(words_at("text.name", (x, foot), name)));
                if !close {
                    let below = (x, foot + letter * 1.2);
                    let number = words_at("text.number", below, one.count.to_string());
                    view = view.child(unheard(number));
                }
            }
            view
        })
    }
}
