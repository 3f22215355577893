//! By hand: the picture is dragged, drawn nearer with two fingers or the wheel; and keys that do the same.

use super::{Chart, drawing, words};
use crate::device::{page, timer};
use crate::domain::map::{Eye, Place};
use crate::ui::dom::{El, el, keep, once_there};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent, WheelEvent};

/// So many times nearer at a press.
pub const STEP: f64 = 1.8;
/// A finger that moved less has not dragged, in pixels.
const STILL: f64 = 6.0;
/// So far the wheel turns for twice as near, in pixels; and at most at once.
const TURN: f64 = 300.0;
const TURN_MOST: f64 = 150.0;

/// What holds the picture.
#[derive(Default)]
struct Hands {
    /// The fingers on it, and where they are.
    fingers: RefCell<Vec<(i32, Place)>>,
    /// Where they were when the last of them came or went: their middle, how far apart; and what was in sight.
    start: Cell<Option<(Place, f64, Eye)>>,
    dragged: Cell<bool>,
}

impl Hands {
    /// The middle of the first two fingers, and how far apart they are; of one finger its place.
    fn hold(&self) -> (Place, f64) {
        match self.fingers.borrow().as_slice() {
            [] => ((0.0, 0.0), 0.0),
            [(_, at)] => (*at, 0.0),
            [(_, one), (_, other), ..] => {
                let (east, south) = (other.0 - one.0, other.1 - one.1);
                let middle = ((one.0 + other.0) / 2.0, (one.1 + other.1) / 2.0);
                (middle, (east * east + south * south).sqrt())
            }
        }
    }

    fn begin(&self, eye: Eye) {
        let (middle, apart) = self.hold();
        let held = !self.fingers.borrow().is_empty();
        self.start.set(held.then_some((middle, apart, eye)));
    }

    fn put(&self, event: &PointerEvent, at: Place) {
        self.leave(event);
        self.fingers.borrow_mut().push((event.pointer_id(), at));
    }

    fn leave(&self, event: &PointerEvent) {
        let id = event.pointer_id();
        self.fingers.borrow_mut().retain(|finger| finger.0 != id);
    }

    /// Whether it was one of the fingers.
    fn moved(&self, event: &PointerEvent, to: Place) -> bool {
        let mut fingers = self.fingers.borrow_mut();
        let id = event.pointer_id();
        let finger = fingers.iter_mut().find(|finger| finger.0 == id);
        finger.map(|finger| finger.1 = to).is_some()
    }

    fn are_two(&self) -> bool {
        self.fingers.borrow().len() >= 2
    }

    /// What is in sight now; nothing while the fingers rest, or one moves over the whole, where the page scrolls.
    fn draw(&self, chart: &Chart, units: f64) -> Option<Eye> {
        let (from, apart, before) = self.start.get()?;
        let (to, now) = self.hold();
        let two = apart > 0.0 && now > 0.0;
        let times = if two { now / apart } else { 1.0 };
        let far = (to.0 - from.0).abs() + (to.1 - from.1).abs() + (now - apart).abs();
        if before.is_whole() && !two || !self.dragged.get() && far < STILL {
            return None;
        }
        let unit = |(x, y): Place| (x * units, y * units);
        Some(before.drawn(times, unit(from), unit(to), &chart.sketch))
    }
}

/// Where an event is, from the middle of the frame, in pixels.
fn at(frame: &HtmlElement, (x, y): (i32, i32)) -> Place {
    let frame = frame.get_bounding_client_rect();
    (
        f64::from(x) - frame.left() - frame.width() / 2.0,
        f64::from(y) - frame.top() - frame.height() / 2.0,
    )
}

/// The picture in its frame: it is as wide as the page lets it be.
pub fn held(chart: &Chart) -> El {
    let frame = el("div.atlas-map")
        .attr("role", "group")
        .attr("aria-label", words::LOOK)
        .attr("tabindex", "0")
        .child(drawing(chart));
    measured(chart, &frame);
    let (wide, eye, sketch) = (chart.wide, chart.eye, chart.sketch.clone());
    // Units of the whole drawing in a pixel.
    let units = move || sketch.width / wide.get_untracked().max(1.0);
    let hands = Rc::<Hands>::default();
    let (down, moving, touch) = (hands.clone(), hands.clone(), hands.clone());
    let ended = move |event: &Event| {
        hands.leave(event.unchecked_ref());
        hands.begin(eye.get_untracked());
    };
    let (up, cancelled) = (ended.clone(), ended);
    let (pressed, moved, wheeled) = (frame.html(), frame.html(), frame.html());
    let (drawn, turned, keyed) = (chart.clone(), chart.clone(), chart.clone());
    let turn_units = units.clone();
    frame
        .on("pointerdown", move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            if !down.are_two() {
                down.dragged.set(false);
            }
            down.put(event, at(&pressed, (event.client_x(), event.client_y())));
            down.begin(eye.get_untracked());
        })
        .on("pointermove", move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            if event.buttons() == 0 {
                // It was let go of elsewhere.
                moving.leave(event);
                moving.begin(eye.get_untracked());
                return;
            }
            let to = at(&moved, (event.client_x(), event.client_y()));
            if !moving.moved(event, to) {
                return;
            }
            if let Some(now) = moving.draw(&drawn, units()) {
                moving.dragged.set(true);
                // Held while it drags: then what it lets go of is the frame, and nothing in it is tapped. From the
                // start would be too soon for a tap.
                let _ = moved.set_pointer_capture(event.pointer_id());
                eye.set(now);
            }
        })
        .on("pointerup", move |event| up(&event))
        .on("pointercancel", move |event| cancelled(&event))
        .on("touchmove", move |event| {
            // Two fingers mean the map, not the page.
            if touch.are_two() {
                event.prevent_default();
            }
        })
        .on("wheel", move |event| {
            let wheel: &WheelEvent = event.unchecked_ref();
            // Some browsers count in lines.
            let line = if wheel.delta_mode() == 0 { 1.0 } else { 30.0 };
            let turn = (wheel.delta_y() * line).clamp(-TURN_MOST, TURN_MOST) / TURN;
            let times = if turn < 0.0 {
                1.0 - turn
            } else {
                1.0 / (1.0 + turn)
            };
            let (x, y) = at(&wheeled, (wheel.client_x(), wheel.client_y()));
            let place = (x * turn_units(), y * turn_units());
            let before = turned.eye.get_untracked();
            let after = before.drawn(times, place, place, &turned.sketch);
            // At its ends the wheel is the page's.
            if after != before {
                event.prevent_default();
                turned.look(after);
            }
        })
        .on("keydown", move |event| key(&keyed, &event))
}

/// Tells how wide the frame is, now and when that changes.
fn measured(chart: &Chart, frame: &El) {
    let (wide, node) = (chart.wide, frame.html());
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
}

/// Plus and minus look nearer and further; arrows move what is in sight.
pub fn key(chart: &Chart, event: &Event) {
    let pressed: &KeyboardEvent = event.unchecked_ref();
    if pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key() {
        return;
    }
    let before = chart.eye.get_untracked();
    let step = chart.sketch.width / before.zoom / 6.0;
    let after = match pressed.key().as_str() {
        "+" | "=" => before.nearer(STEP, &chart.sketch),
        "-" | "_" => before.nearer(1.0 / STEP, &chart.sketch),
        "ArrowLeft" => before.moved(-step, 0.0, &chart.sketch),
        "ArrowRight" => before.moved(step, 0.0, &chart.sketch),
        "ArrowUp" => before.moved(0.0, -step, &chart.sketch),
        "ArrowDown" => before.moved(0.0, step, &chart.sketch),
        _ => return,
    };
    if after == before && before.is_whole() {
        return;
    }
    // The page stays where it is.
    event.prevent_default();
    if after.zoom != before.zoom {
        leave_spot(event);
        chart.look(after);
    } else {
        chart.eye.set(after);
    }
}

/// Places are drawn anew when one looks nearer: the keyboard goes from them to the frame, which stays.
fn leave_spot(event: &Event) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let spot = target.and_then(|target| target.closest(".spot").ok()?);
    let frame = spot.and_then(|spot| spot.closest(".atlas-map").ok()?);
    if let Some(frame) = frame.and_then(|frame| frame.dyn_into::<HtmlElement>().ok()) {
        page::focus(&frame);
    }
}

impl Chart {
    /// Looks at another part; what was tapped before is not meant any more.
    pub fn look(&self, eye: Eye) {
        self.eye.set(eye);
        self.atlas.open.set(Vec::new());
    }
}
