//! A list of any length in a fixed number of nodes.
//!
//! Rows have fixed heights, so the list knows where each stands without
//! drawing it. A fixed set of slots is filled with the rows in sight; a row
//! keeps its slot while it is in sight, so that focus stays with what it was
//! on, and the order of the nodes is the order of the rows, so that Tab goes
//! down the list. (Leptos leaks per row it ever makes: slots make none.)

use super::card::card_view;
use super::dom::{El, effect, el, keep, once_there};
use crate::device::page;
use crate::device::timer::{self, Timer};
use crate::domain::window::{Head, Heights, Row, Rows};
use crate::state::signal::{Memo, RwSignal};
use crate::text;
use crate::words::card::Card;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Node;

/// Slots for cards and for heads; a screen of 1920 px shows 14 cards.
const CARDS: usize = 26;
/// Under each head stands an entry at least.
const HEADS: usize = CARDS.div_ceil(2);
/// Rows kept beyond each edge of the screen, in screens.
const BEYOND: f64 = 0.5;
/// The same while a tap waits: what else changes may move the list by so much.
const NEAR: f64 = 0.1;
/// After a change the page is at rest by then, in milliseconds: the list looks where it stands now, and the rows beyond
/// the edges are drawn. Later than a key takes to come up again, which would wait for it.
const REST_MS: i32 = 150;

/// A node that shows one entry after another.
struct CardSlot {
    entry: RwSignal<Option<usize>>,
    node: El,
    place: Cell<Place>,
}

/// A node that shows one head after another.
struct HeadSlot {
    head: RwSignal<Option<Head>>,
    node: El,
    place: Cell<Place>,
}

/// Where a slot's node stands: so many pixels below the top of the list, or nowhere, when it is hidden.
#[derive(Clone, Copy, Default, PartialEq)]
enum Place {
    #[default]
    Unknown,
    Hidden,
    At(i64),
}

/// Puts a node in its place, unless it is there: that is most of them at a tap.
fn stand(node: &El, place: &Cell<Place>, to: Place) {
    let before = place.replace(to);
    if before == to {
        return;
    }
    if let Place::At(top) = to {
        let top = text!("translateY(", &px(top), ")");
        let _ = node.html().style().set_property("transform", &top);
    }
    node.hide(to == Place::Hidden);
}

/// The list and its slots.
struct Window {
    root: El,
    cards: Vec<CardSlot>,
    heads: Vec<HeadSlot>,
    /// The head that stays on top while its rows go by.
    stuck: RwSignal<Option<Head>>,
    rows: Memo<Rows>,
    roomy: RwSignal<bool>,
    /// What rows measure, once the list stands in the page.
    heights: Cell<Option<Heights>>,
    /// How far the list's top is above the screen's, in pixels, when it was last looked at.
    above: Cell<f64>,
    /// The screen's height then.
    screen: Cell<f64>,
    /// The rows that are drawn.
    shown: Cell<(usize, usize)>,
}

/// The list. `card` says what the card of an entry shows; it is asked again when what it reads changes. All heights
/// follow `scale`, which changes when the text size does.
pub fn rows_view(
    rows: Memo<Rows>,
    card: impl Fn(usize) -> Card + Copy + Send + Sync + 'static,
    scale: impl Fn() + 'static,
) -> El {
    let roomy = RwSignal::new(false);
    let heads: Vec<HeadSlot> = (0..HEADS).map(|_| head_slot()).collect();
    let cards: Vec<CardSlot> = (0..CARDS)
        .map(|_| {
            let entry = RwSignal::new(None);
            let shown = move || entry.get().map(card).unwrap_or_default();
            let node = el("div.row").child(card_view(shown, roomy));
            let place = Cell::default();
            CardSlot { entry, node, place }
        })
        .collect();
    let stuck = RwSignal::new(None::<Head>);
    // The heads of the list itself are heard: this one is for eyes.
    let top = el("div.row-stuck")
        .attr("aria-hidden", "true")
        .attr("hidden", move || stuck.with(Option::is_none))
        .child(head_of(el("div.day"), stuck));
    let root = el("div")
        .class(move || if roomy.get() { "rows roomy" } else { "rows" })
        .child(top)
        .children(heads.iter().map(|slot| slot.node.clone()))
        .children(cards.iter().map(|slot| slot.node.clone()));
    let window = Rc::new(Window {
        root: root.clone(),
        cards,
        heads,
        stuck,
        rows,
        roomy,
        heights: Cell::new(None),
        above: Cell::new(0.0),
        screen: Cell::new(0.0),
        shown: Cell::new((0, 0)),
    });

    let there = window.clone();
    once_there(move || there.measure());
    let scaled = window.clone();
    effect(move || {
        scale();
        scaled.measure();
    });
    let followed = window.clone();
    // Kept here and not by the window, which would then hold itself for ever.
    let mut look: Option<Timer> = None;
    effect(move || {
        rows.track();
        followed.renew();
        let rested = followed.clone();
        drop(look.replace(timer::after(REST_MS, move || rested.look())));
    });
    let listeners = web_sys::window().map(|page| {
        let (scrolled, resized) = (window.clone(), window);
        [
            timer::listen(&page, "scroll", move |_| scrolled.look()),
            timer::listen(&page, "resize", move |_| resized.measure()),
        ]
    });
    keep(listeners);
    root
}

fn head_slot() -> HeadSlot {
    let head = RwSignal::new(None::<Head>);
    let node = el("div.row.row-day").child(head_of(el("h2.day"), head));
    let place = Cell::default();
    HeadSlot { head, node, place }
}

/// The words of a head, in an element.
fn head_of(element: El, head: RwSignal<Option<Head>>) -> El {
    let part = move |part: fn(&Head) -> &String| {
        move || head.with(|head| head.as_ref().map(|head| part(head).clone()))
    };
    element
        .child(el("span.when").text(part(|head| &head.when)))
        .child(el("span.what").text(part(|head| &head.what)))
        .child(el("span.n").text(part(|head| &head.count)))
}

fn px(value: i64) -> String {
    text!(&value.to_string(), "px")
}

impl Window {
    /// Works out where the rows stand, and draws those in sight.
    fn measure(&self) {
        let rem = page::rem();
        let wide = f64::from(self.root.html().client_width());
        if wide == 0.0 {
            // Not in the page yet.
            return;
        }
        let roomy = wide / rem < 17.0;
        self.roomy.put(roomy);
        self.heights.set(Some(Heights::of(roomy, rem)));
        self.stretch();
        self.stand();
        self.draw(BEYOND, true);
    }

    /// Draws other rows where the list stood before, no more than are in sight: this is what a tap waits for. To ask
    /// where the list stands now, in the midst of changes, would have the browser lay the page out once more.
    fn renew(&self) {
        self.stretch();
        self.draw(NEAR, true);
    }

    /// Looks where the list stands, and draws what has come in sight.
    fn look(&self) {
        self.stand();
        self.draw(BEYOND, false);
    }

    fn stand(&self) {
        let top = self.root.node().get_bounding_client_rect().top();
        self.above.set(-top);
        self.screen.set(page::viewport_height());
        let head = self.heights.get().and_then(|heights| {
            self.rows.with_untracked(|rows| {
                let at = heights.head_at(rows, -top)?;
                rows.heads.get(at).map(|(_, head)| head.clone())
            })
        });
        self.stuck.put(head);
    }

    /// Gives the list the height of all its rows.
    fn stretch(&self) {
        let Some(heights) = self.heights.get() else {
            return;
        };
        let whole = self
            .rows
            .with_untracked(|rows| heights.top(rows, rows.len()));
        let whole = px(whole.round() as i64);
        let _ = self.root.html().style().set_property("height", &whole);
    }

    /// Fills the slots with the rows in sight and so many screens beyond; `anew` even if they are the same as before.
    fn draw(&self, beyond: f64, anew: bool) {
        let Some(heights) = self.heights.get() else {
            return;
        };
        let above = self.above.get();
        let screen = self.screen.get();
        let before = self.shown.get();
        let (from, to) = (above - screen * beyond, above + screen * (1.0 + beyond));
        self.rows.with_untracked(|rows| {
            let (first, last) = heights.in_sight(rows, from, to);
            // Never more rows than there are slots, whatever the screen.
            let range = (first, last.min(first + CARDS));
            if range == before && !anew {
                return;
            }
            self.shown.set(range);
            let nodes = self.fill(rows, &heights, range);
            if !(anew && self.in_order(&nodes)) {
                self.order(&nodes, range, if anew { (0, 0) } else { before });
            }
        });
    }

    /// Whether the nodes stand in this order already, whatever stands between them.
    fn in_order(&self, nodes: &[Node]) -> bool {
        let mut child = self.root.node().first_child();
        nodes.iter().all(|node| {
            while let Some(at) = child.take() {
                child = at.next_sibling();
                if at == *node {
                    return true;
                }
            }
            false
        })
    }

    /// Puts the rows in sight into their slots and empties the others; answers the slots' nodes in order.
    fn fill(&self, rows: &Rows, heights: &Heights, range: (usize, usize)) -> Vec<Node> {
        let (mut used_cards, mut used_heads) = ([false; CARDS], [false; HEADS]);
        let mut nodes = Vec::with_capacity(range.1 - range.0);
        for at in range.0..range.1 {
            // With its place among its kind each row has its slot, whatever is in sight.
            let (node, place) = match rows.row(at) {
                Row::Entry(place) => {
                    let slot = &self.cards[place % CARDS];
                    used_cards[place % CARDS] = true;
                    slot.entry.put(Some(rows.entries[place] as usize));
                    (&slot.node, &slot.place)
                }
                Row::Head(place) => {
                    let slot = &self.heads[place % HEADS];
                    used_heads[place % HEADS] = true;
                    slot.head.put(Some(rows.heads[place].1.clone()));
                    (&slot.node, &slot.place)
                }
            };
            let top = heights.top(rows, at).round() as i64;
            stand(node, place, Place::At(top));
            nodes.push(node.node().clone().into());
        }
        // What is out of sight keeps its row until it gets another: to empty it is as much work as to fill it.
        for (slot, _) in self.cards.iter().zip(used_cards).filter(|(_, used)| !used) {
            stand(&slot.node, &slot.place, Place::Hidden);
        }
        for (slot, _) in self.heads.iter().zip(used_heads).filter(|(_, used)| !used) {
            stand(&slot.node, &slot.place, Place::Hidden);
        }
        nodes
    }

    /// Keeps the nodes in the order of the rows, moving only those that are new in sight.
    fn order(&self, nodes: &[Node], range: (usize, usize), before: (usize, usize)) {
        let was = |i: usize| before.0 <= i && i < before.1;
        let numbered = || (range.0..).zip(nodes);
        let stays = numbered().find(|(i, _)| was(*i)).map(|(_, node)| node);
        for (i, node) in numbered().filter(|(i, _)| !was(*i)) {
            let anchor = if i < before.0 { stays } else { None };
            let _ = self.root.node().insert_before(node, anchor);
        }
    }
}
