//! The drawing: shapes one can tap, names, places, and the ways to look closer.

use super::{Atlas, words};
use crate::device::{page, timer};
use crate::domain::map::{Eye, Place, Shape, Sketch, Span, apart, clusters};
use crate::domain::query::Facet;
use crate::domain::venue::degrees;
use crate::state::signal::{Memo, RwSignal};
use crate::text;
use crate::ui::dom::{El, View, button, effect, el, keep, once_there, row, svg};
use crate::ui::icon::icon;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, PointerEvent};

/// So many times nearer at a press.
const STEP: f64 = 1.8;
/// From here on places are large enough to be tapped.
const CLOSE: f64 = 2.0;
/// Places nearer to each other than this are one, in pixels: as large as a finger; from afar, as large as a dot.
const FINGER: f64 = 44.0;
const DOT: f64 = 9.0;
/// Half of the room that a place's circle takes, in pixels.
const DISC: f64 = 15.0;
/// Most marks of places at once.
const MARKS: usize = 80;
/// The size of a name, in rem, as in the sheet.
const NAME: f64 = 0.85;
/// A finger that moved less has not dragged, in pixels.
const STILL: f64 = 6.0;

/// What the parts of the drawing share.
#[derive(Clone)]
struct Chart {
    atlas: Atlas,
    sketch: Arc<Sketch>,
    eye: RwSignal<Eye>,
    /// Its width on the screen, in pixels; 0 until it stands there.
    wide: RwSignal<f64>,
}

pub fn chart(atlas: Atlas, sketch: &Arc<Sketch>) -> View {
    let chart = Chart {
        atlas,
        sketch: sketch.clone(),
        eye: RwSignal::new(Eye::whole(sketch)),
        wide: RwSignal::new(0.0),
    };
    row().child(held(&chart)).child(tools(&chart))
}

/// The picture itself, in pixels of the screen.
fn drawing(chart: &Chart) -> El {
    let shapes: Vec<El> = chart
        .sketch
        .shapes
        .iter()
        .map(|shape| outline(chart, shape))
        .collect();
    let mut ground = svg("g").children(shapes.iter().cloned());
    // Where it pays to look closer.
    for frame in &chart.sketch.frames {
        let edge = svg("rect.frame")
            .attr("x", whole(frame.left))
            .attr("y", whole(frame.top))
            .attr("width", whole(frame.width))
            .attr("height", whole(frame.height));
        ground = ground.child(edge);
    }
    let (sketch, wide, eye) = (chart.sketch.clone(), chart.wide, chart.eye);
    // Pixels of a unit of the drawing.
    let scale = Memo::new(move || wide.get() / sketch.width * eye.with(|eye| eye.zoom));
    let above = chart.clone();
    let front = svg("g").child(move || above.front(scale.get()));
    let root = svg("svg.chart").child(ground.clone()).child(front.clone());
    let (layer, sketch) = (ground.clone(), chart.sketch.clone());
    let districts = chart.atlas.districts;
    effect(move || {
        districts.with(|all| {
            let most = all.iter().map(|one| one.count).max().unwrap_or(0).max(1);
            for (shape, drawn) in sketch.shapes.iter().zip(&shapes) {
                let one = all.iter().find(|one| one.id == shape.id);
                let (count, chosen) = one.map_or((0, false), |one| (one.count, one.chosen));
                drawn.put("class", if chosen { "shape chosen" } else { "shape" });
                let fourths = u64::from(count) * 4;
                drawn.put("data-n", &fourths.div_ceil(u64::from(most)).to_string());
                // Its thick edge lies over its neighbours'.
                if chosen {
                    let _ = layer.node().append_child(drawn.node());
                }
            }
        });
    });
    let (picture, sketch) = (root.clone(), chart.sketch.clone());
    effect(move || {
        let (wide, scale, eye) = (wide.get(), scale.get(), eye.get());
        let high = wide * sketch.height / sketch.width;
        let (left, top) = (wide / 2.0 - eye.x * scale, high / 2.0 - eye.y * scale);
        let place = text!("translate(", &whole(left), " ", &whole(top), ")");
        front.put("transform", &place);
        ground.put("transform", &text!(&place, " scale(", &degrees(scale), ")"));
        picture.put("viewBox", &text!("0 0 ", &whole(wide), " ", &whole(high)));
        picture.put("data-near", if eye.is_whole() { "0" } else { "1" });
    });
    root
}

fn whole(pixels: f64) -> String {
    (pixels.round() as i64).to_string()
}

fn circle(class: &'static str, (x, y): Place, radius: &'static str) -> El {
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

/// A district to tap: its outline, or a ring where it has none.
fn outline(chart: &Chart, shape: &Shape) -> El {
    let drawn = if shape.outline.is_empty() {
        circle("circle", shape.at, "9")
    } else {
        svg("path").attr("d", shape.outline.clone())
    };
    let (atlas, id) = (chart.atlas, shape.id.clone());
    drawn.attr("data-id", shape.id.clone()).click(move || {
        atlas.open.set(Vec::new());
        atlas.search.toggle(Facet::District, &id);
    })
}

impl Chart {
    /// Places and names. They keep their size however near one looks, so they are made anew with the scale.
    fn front(&self, scale: f64) -> View {
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
        let reach = if close { FINGER } else { DOT };
        for cluster in clusters(&places, reach, MARKS) {
            let at = cluster.at;
            if !close {
                view = view.child(circle("circle.dot", at, "3"));
                continue;
            }
            taken.push((at, (DISC, DISC)));
            let (mut count, mut members) = (0, Vec::new());
            for member in cluster.members {
                count += counts[member];
                members.push(member as u32);
            }
            let open = self.atlas.open;
            let spot = svg("g.spot")
                .child(circle("circle.reach", at, "22"))
                .child(circle("circle.disc", at, "13"))
                .child(words_at("text", (at.0, at.1 + 5.0), count.to_string()))
                .click(move || open.set(members.clone()));
            view = view.child(spot);
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
                view = view.child(words_at("text.name", (x, foot), name));
                if !close {
                    let below = (x, foot + letter * 1.2);
                    view = view.child(words_at("text.number", below, one.count.to_string()));
                }
            }
            view
        })
    }
}

/// The picture in its frame: it is as wide as the page lets it be, and can be dragged when one looks closer.
fn held(chart: &Chart) -> El {
    let frame = el("div.atlas-map")
        .attr("aria-hidden", "true")
        .child(drawing(chart));
    let (wide, eye, sketch) = (chart.wide, chart.eye, chart.sketch.clone());
    let node = frame.html();
    let measure: Rc<dyn Fn()> = Rc::new(move || {
        let now = f64::from(node.client_width());
        if now > 0.0 && wide.try_get_untracked().is_some_and(|before| before != now) {
            wide.set(now);
        }
    });
    let first = measure.clone();
    once_there(move || first());
    let resized = web_sys::window();
    keep(resized.map(|page| timer::listen(&page, "resize", move |_| measure())));
    // Where the finger went down, and what was in sight then.
    let held: Rc<Cell<Option<(f64, f64, Eye)>>> = Rc::default();
    let (moved, up, cancelled) = (held.clone(), held.clone(), held.clone());
    let dragged = Rc::new(Cell::new(false));
    let (pressed, node) = (dragged.clone(), frame.html());
    frame
        .on("pointerdown", move |event| {
            let (x, y) = at(&event);
            pressed.set(false);
            held.set(Some((x, y, eye.get_untracked())));
        })
        .on("pointermove", move |event| {
            let Some((from_x, from_y, before)) = moved.get() else {
                return;
            };
            if event.unchecked_ref::<PointerEvent>().buttons() == 0 {
                // It was let go of elsewhere.
                moved.set(None);
                return;
            }
            let (x, y) = at(&event);
            let (east, south) = (from_x - x, from_y - y);
            if before.is_whole() || !dragged.get() && east.abs() + south.abs() < STILL {
                return;
            }
            if !dragged.replace(true) {
                capture(&node, &event);
            }
            let scale = wide.get_untracked() / sketch.width * before.zoom;
            eye.set(before.moved(east / scale, south / scale, &sketch));
        })
        .on("pointerup", move |_| up.set(None))
        .on("pointercancel", move |_| cancelled.set(None))
}

fn at(event: &Event) -> Place {
    let event: &PointerEvent = event.unchecked_ref();
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Holds the pointer while it drags: then what it lets go of is the frame, and nothing in it is tapped. From the start
/// would be too soon for a tap.
fn capture(frame: &HtmlElement, event: &Event) {
    let event: &PointerEvent = event.unchecked_ref();
    let _ = frame.set_pointer_capture(event.pointer_id());
}

/// Nearer, further, the whole, and the parts worth a closer look; arrow keys move what is in sight.
fn tools(chart: &Chart) -> El {
    let (sketch, eye, open) = (chart.sketch.clone(), chart.eye, chart.atlas.open);
    let look = move |to: Eye| {
        eye.set(to);
        open.set(Vec::new());
    };
    let mut tools = el("div.atlas-tools")
        .attr("role", "group")
        .attr("aria-label", words::LOOK);
    for (name, symbol, times) in [
        (words::NEARER, "plus", STEP),
        (words::FURTHER, "minus", 1.0 / STEP),
    ] {
        let sketch = sketch.clone();
        let tool = button("btn btn-tool")
            .attr("aria-label", name)
            .click(move || look(eye.get_untracked().nearer(times, &sketch)))
            .child(icon(symbol));
        tools = tools.child(tool);
    }
    let mut parts = vec![(words::WHOLE, Eye::whole(&sketch))];
    for frame in &sketch.frames {
        parts.push((&frame.name, Eye::on(frame, &sketch)));
    }
    for (name, part) in parts {
        let there = move || if eye.get() == part { "true" } else { "false" };
        let tool = button("chip")
            .attr("aria-pressed", there)
            .click(move || look(part))
            .text(name);
        tools = tools.child(tool);
    }
    tools.on("keydown", move |event| {
        let (east, south) = match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
            "ArrowLeft" => (-1.0, 0.0),
            "ArrowRight" => (1.0, 0.0),
            "ArrowUp" => (0.0, -1.0),
            "ArrowDown" => (0.0, 1.0),
            _ => return,
        };
        let before = eye.get_untracked();
        if !before.is_whole() {
            // The page stays where it is.
            event.prevent_default();
            let step = sketch.width / before.zoom / 6.0;
            eye.set(before.moved(east * step, south * step, &sketch));
        }
    })
}
