//! The drawing: shapes one can press, what stands before them, and the ways to look closer.

mod front;
mod hands;
mod tools;

use super::{Atlas, words};
use crate::domain::area::Area;
use crate::domain::map::{Eye, Frame, Place, Shape, Sketch};
use crate::domain::query::{Facet, Query};
use crate::domain::venue::degrees;
use crate::state::signal::{Memo, RwSignal};
use crate::text;
use crate::ui::dom::{El, View, effect, row, svg};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// What the parts of the drawing share.
#[derive(Clone)]
struct Chart {
    atlas: Atlas,
    sketch: Arc<Sketch>,
    eye: RwSignal<Eye>,
    /// Its width on the screen, in pixels; 0 until it stands there.
    wide: RwSignal<f64>,
    /// The district that the keyboard is at.
    focused: RwSignal<String>,
}

pub fn chart(atlas: Atlas, sketch: &Arc<Sketch>) -> View {
    let asked = atlas.search.query.with_untracked(area_of);
    let eye = match asked {
        Some(area) => Eye::on(&sketch.frame(&area), sketch),
        None => Eye::whole(sketch),
    };
    let chart = Chart {
        atlas,
        sketch: sketch.clone(),
        eye: RwSignal::new(eye),
        wide: RwSignal::new(0.0),
        focused: RwSignal::default(),
    };
    row().child(hands::held(&chart)).child(tools::tools(&chart))
}

/// The part of the map that is asked for.
fn area_of(query: &Query) -> Option<Area> {
    Area::parse(&query.area)
}

impl Chart {
    /// Brings a place into sight that the keyboard comes to.
    fn show(&self, place: Place) {
        let before = self.eye.get_untracked();
        let after = before.with(place, &self.sketch);
        if after != before {
            self.eye.set(after);
        }
    }
}

/// The picture itself, in pixels of the screen.
fn drawing(chart: &Chart) -> El {
    let shapes: Vec<El> = chart
        .sketch
        .shapes
        .iter()
        .map(|shape| district(chart, shape))
        .collect();
    let mut ground = svg("g").children(shapes.iter().cloned());
    // Where it pays to look closer.
    for frame in &chart.sketch.frames {
        ground = ground.child(edge_of("rect.frame", frame));
    }
    let (asked, sketch, sight) = (chart.atlas.search.query, chart.sketch.clone(), chart.eye);
    // Round what is in sight its edges would be those of the picture.
    let area = Memo::new(move || {
        let sight = sketch.in_sight(sight.get()).to_text();
        asked.with(|query| (query.area != sight).then(|| area_of(query)).flatten())
    });
    let sketch = chart.sketch.clone();
    let asked = move || {
        let area = area.get()?;
        Some(edge_of("rect.area", &sketch.frame(&area)))
    };
    let ground = ground
        .child(svg("g").child(edges(chart)))
        .child(svg("g").child(asked));
    let (sketch, wide, eye) = (chart.sketch.clone(), chart.wide, chart.eye);
    // Pixels of a unit of the drawing.
    let scale = Memo::new(move || wide.get() / sketch.width * eye.with(|eye| eye.zoom));
    let above = chart.clone();
    let front = svg("g").child(move || above.front(scale.get()));
    let root = svg("svg.chart").child(ground.clone()).child(front.clone());
    let (sketch, districts) = (chart.sketch.clone(), chart.atlas.districts);
    effect(move || {
        districts.with(|all| {
            let most = all.iter().map(|one| one.count).max().unwrap_or(0).max(1);
            for (shape, drawn) in sketch.shapes.iter().zip(&shapes) {
                let one = all.iter().find(|one| one.id == shape.id);
                let (count, chosen) = one.map_or((0, false), |one| (one.count, one.chosen));
                drawn.put("class", if chosen { "shape chosen" } else { "shape" });
                drawn.put("aria-pressed", if chosen { "true" } else { "false" });
                let name = one.map_or("", |one| one.name.as_str());
                drawn.put("aria-label", &words::district(name, count));
                let fourths = u64::from(count) * 4;
                drawn.put("data-n", &fourths.div_ceil(u64::from(most)).to_string());
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

/// What the screen reader has by other means.
fn unheard(drawn: El) -> El {
    drawn.attr("aria-hidden", "true")
}

fn edge_of(class: &'static str, frame: &Frame) -> El {
    unheard(svg(class))
        .attr("x", whole(frame.left))
        .attr("y", whole(frame.top))
        .attr("width", whole(frame.width))
        .attr("height", whole(frame.height))
}

/// A district's outline, or a ring where it has none.
fn outline(path: &'static str, ring: &'static str, shape: &Shape) -> El {
    if shape.outline.is_empty() {
        svg(ring)
            .attr("cx", whole(shape.at.0))
            .attr("cy", whole(shape.at.1))
            .attr("r", "9")
    } else {
        svg(path).attr("d", shape.outline.clone())
    }
}

/// A district to press.
fn district(chart: &Chart, shape: &Shape) -> El {
    let drawn = outline("path", "circle", shape).attr("data-id", shape.id.clone());
    let (atlas, id) = (chart.atlas, shape.id.clone());
    let (seen, own, at) = (chart.clone(), shape.id.clone(), shape.at);
    let shown = move || {
        seen.focused.set(own.clone());
        seen.show(at);
    };
    let focused = chart.focused;
    let press = move || {
        atlas.open.set(Vec::new());
        atlas.search.toggle(Facet::District, &id);
    };
    pressed_by_key(drawn, shown, press).on("blur", move |_| focused.set(String::new()))
}

/// A part of the drawing as a button: pressed by a finger, by Enter or by the space bar; `shown` when the keyboard
/// comes to it.
fn pressed_by_key(part: El, shown: impl Fn() + 'static, press: impl Fn() + Clone + 'static) -> El {
    let (tapped, node) = (press.clone(), part.clone());
    part.attr("role", "button")
        .attr("tabindex", "0")
        .click(tapped)
        .on("keydown", move |event| {
            let key = event.unchecked_ref::<KeyboardEvent>().key();
            if key == "Enter" || key == " " {
                event.prevent_default();
                press();
            }
        })
        .on("focus", move |_| {
            // A browser that does not know the word shows the ring always.
            if node.node().matches(":focus-visible").unwrap_or(true) {
                shown();
            }
        })
}

/// The thick edges of the chosen districts and of the one the keyboard is at, over those of their neighbours.
fn edges(chart: &Chart) -> impl Fn() -> Vec<El> + 'static {
    let (sketch, districts, focused) = (chart.sketch.clone(), chart.atlas.districts, chart.focused);
    move || {
        let focused = focused.get();
        let chosen =
            |id: &str| districts.with(|all| all.iter().any(|one| one.id == id && one.chosen));
        let mut edges = Vec::new();
        for shape in &sketch.shapes {
            if chosen(&shape.id) {
                edges.push(unheard(outline("path.edge", "circle.edge", shape)));
            }
        }
        for shape in sketch.shapes.iter().filter(|shape| shape.id == focused) {
            edges.push(unheard(outline("path.ring", "circle.ring", shape)));
        }
        edges
    }
}
