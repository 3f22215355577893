//! The drawing: shapes one can tap, names, places, and the ways to look closer.

use super::super::Search;
use super::places;
use super::{District, words};
use crate::device::{page, timer};
use crate::domain::map::{Eye, Frame, Place, Shape, Sketch, apart, clusters};
use crate::domain::query::Facet;
use crate::domain::venue::degrees;
use crate::state::signal::{Memo, RwSignal};
use crate::state::use_app;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, effect, el, keep, once_there, row, svg};
use crate::ui::icon::icon;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, PointerEvent};

/// So many times nearer at a press.
const STEP: f64 = 1.8;
/// From here on places are large enough to be tapped.
const CLOSE: f64 = 2.0;
/// Places nearer to each other than this are one, in pixels: as large as a finger; far off, as large as a dot.
const FINGER: f64 = 44.0;
const DOT: f64 = 9.0;
/// Most marks of places at once.
const MARKS: usize = 80;
/// The size of a name, in rem, as in the sheet.
const NAME: f64 = 0.85;
/// A finger that moved less has not dragged, in pixels.
const STILL: f64 = 6.0;

/// What the parts of the drawing share.
#[derive(Clone, Copy)]
struct Chart {
    search: Search,
    eye: RwSignal<Eye>,
    /// Its width on the screen, in pixels; 0 until it stands there.
    wide: RwSignal<f64>,
    districts: Memo<Vec<District>>,
    open: RwSignal<Vec<usize>>,
}

impl Chart {
    /// Pixels of a unit of the drawing.
    fn scale(self, sketch: &Sketch) -> f64 {
        self.wide.get() / sketch.width * self.eye.with(|eye| eye.zoom)
    }

    fn look(self, eye: Eye) {
        self.eye.set(eye);
        self.open.set(Vec::new());
    }
}

pub fn chart(
    search: Search,
    sketch: Arc<Sketch>,
    districts: Memo<Vec<District>>,
    open: RwSignal<Vec<usize>>,
) -> View {
    let chart = Chart {
        search,
        eye: RwSignal::new(Eye::whole(&sketch)),
        wide: RwSignal::new(0.0),
        districts,
        open,
    };
    let dragged = Rc::new(Cell::new(false));
    let drawing = drawing(chart, &sketch, &dragged);
    row()
        .child(held(chart, &sketch, drawing, dragged))
        .child(tools(chart, &sketch))
        .child(
            el("p.small.muted")
                .text(words::TAP_PLACES)
                .text(sketch.about.as_str()),
        )
}

/// The picture itself, in pixels of the screen.
fn drawing(chart: Chart, sketch: &Arc<Sketch>, dragged: &Rc<Cell<bool>>) -> El {
    let shapes: Vec<El> = sketch
        .shapes
        .iter()
        .map(|shape| outline(chart, shape, dragged))
        .collect();
    let ground = svg("g").children(shapes.iter().cloned());
    let (layer, front) = (
        ground.clone(),
        svg("g").child(front(chart, sketch.clone(), dragged)),
    );
    let names: Vec<String> = sketch.shapes.iter().map(|shape| shape.id.clone()).collect();
    effect(move || {
        chart.districts.with(|all| {
            let most = all.iter().map(|one| one.count).max().unwrap_or(0).max(1);
            for (shape, id) in shapes.iter().zip(&names) {
                let one = all.iter().find(|one| one.id == *id);
                let (count, chosen) = one.map_or((0, false), |one| (one.count, one.chosen));
                shape.put("class", if chosen { "shape chosen" } else { "shape" });
                shape.put(
                    "data-n",
                    ["0", "1", "2", "3", "4"][(count * 4).div_ceil(most) as usize % 5],
                );
                // Its thick edge lies over its neighbours'.
                if chosen {
                    let _ = layer.node().append_child(shape.node());
                }
            }
        });
    });
    let root = svg("svg.chart").child(ground.clone()).child(front.clone());
    let (picture, sketch) = (root.clone(), sketch.clone());
    effect(move || {
        let (wide, scale) = (chart.wide.get(), chart.scale(&sketch));
        let high = wide * sketch.height / sketch.width;
        let eye = chart.eye.get();
        let (left, top) = (
            whole(wide / 2.0 - eye.x * scale),
            whole(high / 2.0 - eye.y * scale),
        );
        let place = text!("translate(", &left, " ", &top, ")");
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

/// A district to tap: its outline, or a ring where it has none.
fn outline(chart: Chart, shape: &Shape, dragged: &Rc<Cell<bool>>) -> El {
    let (id, dragged) = (shape.id.clone(), dragged.clone());
    let drawn = if shape.outline.is_empty() {
        svg("circle")
            .attr("cx", whole(shape.at.0))
            .attr("cy", whole(shape.at.1))
            .attr("r", "9")
    } else {
        svg("path").attr("d", shape.outline.clone())
    };
    drawn.attr("data-id", id.clone()).click(move || {
        if !dragged.get() {
            chart.open.set(Vec::new());
            chart.search.toggle(Facet::District, &id);
        }
    })
}

/// Names, counts and places. They keep their size however near one looks, so they are made anew with the scale.
fn front(chart: Chart, sketch: Arc<Sketch>, dragged: &Rc<Cell<bool>>) -> View {
    let app = use_app();
    let counts = Memo::new(move || places::counts(app, chart.search));
    let dragged = dragged.clone();
    let scale_of = sketch.clone();
    let scale = Memo::new(move || chart.scale(&scale_of));
    let layer = move || {
        let scale = scale.get();
        (scale > 0.0).then(|| {
            app.size.track();
            marks(chart, &sketch, scale, counts, &dragged).child(names(chart, &sketch, scale))
        })
    };
    layer.view()
}

/// The places with something found: dots from afar, from near circles that tell how much and can be tapped.
fn marks(
    chart: Chart,
    sketch: &Sketch,
    scale: f64,
    counts: Memo<Vec<u32>>,
    dragged: &Rc<Cell<bool>>,
) -> View {
    let Some(programme) = use_app().programme() else {
        return row();
    };
    let near = chart.eye.with(|eye| eye.zoom >= CLOSE);
    let counts = counts.get();
    let place = |(at, venue): (usize, &crate::domain::venue::Venue)| {
        let (x, y) = sketch.place(venue.point?);
        (counts.get(at).is_some_and(|count| *count > 0) && sketch.holds((x, y)))
            .then_some((at, (x * scale, y * scale)))
    };
    let places: Vec<(usize, Place)> = programme
        .catalogue
        .venues
        .iter()
        .enumerate()
        .filter_map(place)
        .collect();
    let mark = |cluster: crate::domain::map::Cluster| {
        let (x, y) = (whole(cluster.at.0), whole(cluster.at.1));
        let round = |class: &'static str, radius: &'static str| {
            svg(class)
                .attr("cx", x.clone())
                .attr("cy", y.clone())
                .attr("r", radius)
        };
        if !near {
            return round("circle.dot", "3");
        }
        let count: u32 = cluster.members.iter().map(|at| counts[*at]).sum();
        let members = cluster.members;
        let dragged = dragged.clone();
        let number = svg("text")
            .attr("x", x.clone())
            .attr("y", y.clone())
            .text(count);
        svg("g.spot")
            .child(round("circle.reach", "22"))
            .child(round("circle.disc", "13"))
            .child(number)
            .click(move || {
                if !dragged.get() {
                    chart.open.set(members.clone());
                }
            })
    };
    let reach = if near { FINGER } else { DOT };
    clusters(&places, reach, MARKS)
        .into_iter()
        .map(mark)
        .fold(row(), View::child)
}

/// The names of the districts where they have room, the larger districts first.
fn names(chart: Chart, sketch: &Sketch, scale: f64) -> View {
    let letter = page::rem() * NAME;
    chart.districts.with(|all| {
        let mut fitting = Vec::new();
        for shape in &sketch.shapes {
            let Some(one) = all.iter().find(|one| one.id == shape.id) else {
                continue;
            };
            let half = one.name.chars().count() as f64 * letter / 2.0;
            if shape.room * scale >= half * 0.7 {
                let at = (shape.at.0 * scale, shape.at.1 * scale);
                fitting.push((one, (at, (half, letter * 1.25))));
            }
        }
        let boxes: Vec<(Place, Place)> = fitting.iter().map(|(_, space)| *space).collect();
        let label = |(one, ((x, y), _)): &(&District, (Place, Place))| {
            let line = |class: &'static str, down: f64, text: String| {
                svg(class)
                    .attr("x", whole(*x))
                    .attr("y", whole(y + down * letter))
                    .text(text)
            };
            let tick = if one.chosen { "✓" } else { "" };
            row()
                .child(line("text.name", -0.2, text!(tick, &one.name)))
                .child(line("text.number", 1.0, one.count.to_string()))
        };
        fitting
            .iter()
            .zip(apart(&boxes))
            .filter(|(_, stands)| *stands)
            .map(|(one, _)| label(one))
            .fold(row(), View::child)
    })
}

/// The picture in its frame: it is as wide as the page lets it be, and can be dragged when one looks closer.
fn held(chart: Chart, sketch: &Arc<Sketch>, drawing: El, dragged: Rc<Cell<bool>>) -> El {
    let frame = el("div.atlas-map")
        .attr("aria-hidden", "true")
        .child(drawing);
    let (first, resized) = (frame.html(), frame.html());
    let measure = move |frame: &web_sys::HtmlElement| {
        let wide = f64::from(frame.client_width());
        if wide > 0.0 && wide != chart.wide.try_get_untracked().unwrap_or(wide) {
            chart.wide.set(wide);
        }
    };
    once_there(move || measure(&first));
    keep(web_sys::window().map(|page| timer::listen(&page, "resize", move |_| measure(&resized))));
    // Where the finger went down, and what was in sight then.
    let held: Rc<Cell<Option<(f64, f64, Eye)>>> = Rc::default();
    let (down, moved, up, cancelled) = (held.clone(), held.clone(), held.clone(), held);
    let (pressed, sketch, node) = (dragged.clone(), sketch.clone(), frame.html());
    let at = |event: &PointerEvent| (f64::from(event.client_x()), f64::from(event.client_y()));
    let pointer = |event: Event| event.unchecked_into::<PointerEvent>();
    frame
        .on("pointerdown", move |event| {
            let (x, y) = at(&pointer(event));
            pressed.set(false);
            down.set(Some((x, y, chart.eye.get_untracked())));
        })
        .on("pointermove", move |event| {
            let event = pointer(event);
            let Some((from_x, from_y, eye)) = moved.get() else {
                return;
            };
            let (x, y) = at(&event);
            let (east, south) = (from_x - x, from_y - y);
            if eye.is_whole() || !dragged.get() && east.abs() + south.abs() < STILL {
                return;
            }
            // The pointer is held only now: one that is held from the start would tap the frame, not a shape.
            if !dragged.replace(true) {
                let _ = node.set_pointer_capture(event.pointer_id());
            }
            let scale = chart.wide.get_untracked() / sketch.width * eye.zoom;
            chart
                .eye
                .set(eye.moved(east / scale, south / scale, &sketch));
        })
        .on("pointerup", move |_| up.set(None))
        .on("pointercancel", move |_| cancelled.set(None))
}

/// Nearer, further, the whole, and the parts worth a closer look; arrow keys move what is in sight.
fn tools(chart: Chart, sketch: &Arc<Sketch>) -> El {
    let nearer = |name: &'static str, symbol: &'static str, times: f64| {
        let sketch = sketch.clone();
        button("btn btn-tool")
            .attr("aria-label", name)
            .click(move || chart.look(chart.eye.get_untracked().nearer(times, &sketch)))
            .child(icon(symbol))
    };
    let part = |name: &str, eye: Eye| {
        let pressed = move || (chart.eye.get() == eye).to_string();
        button("chip")
            .attr("aria-pressed", pressed)
            .click(move || chart.look(eye))
            .text(name)
    };
    let frame = |frame: &Frame| part(&frame.name, Eye::on(frame, sketch));
    let moving = sketch.clone();
    el("div.atlas-tools")
        .attr("role", "group")
        .attr("aria-label", words::LOOK)
        .child(nearer(words::NEARER, "plus", STEP))
        .child(nearer(words::FURTHER, "minus", 1.0 / STEP))
        .child(part(words::WHOLE, Eye::whole(sketch)))
        .children(sketch.frames.iter().map(frame))
        .on("keydown", move |event| {
            let (east, south) = match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
                "ArrowLeft" => (-1.0, 0.0),
                "ArrowRight" => (1.0, 0.0),
                "ArrowUp" => (0.0, -1.0),
                "ArrowDown" => (0.0, 1.0),
                _ => return,
            };
            let eye = chart.eye.get_untracked();
            if !eye.is_whole() {
                // The page stays where it is.
                event.prevent_default();
                let step = moving.width / eye.zoom / 6.0;
                chart.eye.set(eye.moved(east * step, south * step, &moving));
            }
        })
}
