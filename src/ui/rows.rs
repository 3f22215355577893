//! A list of any length in a fixed number of nodes.
//!
//! Rows have fixed heights, so the list knows where each stands without
//! drawing it. A fixed set of slots is filled with the rows in sight; a row
//! keeps its slot while it is in sight, so that focus stays with what it was
//! on, and the order of the nodes is the order of the rows, so that Tab goes
//! down the list. (Leptos leaks per row it ever makes: slots make none.)

use super::card::CardView;
use crate::device::{page, timer};
use crate::words::card::Card;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// Slots for cards and for heads of days; a screen of 1920 px shows 14 cards.
const CARDS: usize = 26;
const DAYS: usize = 12;
/// Rows kept beyond each edge of the screen, in screens.
const BEYOND: f64 = 0.5;

/// What a row shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    Day(DayHead),
    /// An entry, by its number.
    Entry(usize),
}

/// The head of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DayHead {
    pub when: String,
    pub what: String,
    pub count: String,
}

/// Heights in rem, as in `style/layout.css` (`.row`, `.row-day`, `.roomy`).
fn height(row: &Row, roomy: bool) -> f64 {
    match (row, roomy) {
        (Row::Entry(_), false) => 7.5,
        (Row::Entry(_), true) => 11.5,
        (Row::Day(_), false) => 3.25,
        (Row::Day(_), true) => 5.0,
    }
}

/// Where the rows stand, in pixels; one more than there are rows.
fn tops(rows: &[Row], roomy: bool, rem: f64) -> Vec<f64> {
    let mut at = 0.0;
    let mut tops = vec![0.0];
    for row in rows {
        at += height(row, roomy) * rem;
        tops.push(at);
    }
    tops
}

/// The range of rows to draw for a stretch of the list.
fn in_sight(tops: &[f64], from: f64, to: f64) -> (usize, usize) {
    let rows = tops.len() - 1;
    let first = tops[1..].partition_point(|end| *end <= from).min(rows);
    let last = tops[..rows].partition_point(|top| *top < to);
    (first, last.max(first))
}

#[derive(Clone, Copy)]
struct CardSlot {
    entry: RwSignal<Option<usize>>,
    top: RwSignal<f64>,
    node: NodeRef<html::Div>,
}

#[derive(Clone, Copy)]
struct DaySlot {
    head: RwSignal<Option<DayHead>>,
    top: RwSignal<f64>,
    node: NodeRef<html::Div>,
}

/// The list. `card` says what the card of an entry shows; it is asked again when what it reads changes.
#[component]
pub fn Rows(
    #[prop(into)] rows: Signal<Vec<Row>>,
    card: impl Fn(usize) -> Card + Copy + Send + Sync + 'static,
    /// Changes when the text size does: all heights follow.
    #[prop(into)]
    scale: Signal<u32>,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let roomy = RwSignal::new(false);
    let layout = RwSignal::new((1.0_f64, vec![0.0_f64]));
    let cards: Vec<CardSlot> = (0..CARDS)
        .map(|_| CardSlot {
            entry: RwSignal::new(None),
            top: RwSignal::new(0.0),
            node: NodeRef::new(),
        })
        .collect();
    let days: Vec<DaySlot> = (0..DAYS)
        .map(|_| DaySlot {
            head: RwSignal::new(None),
            top: RwSignal::new(0.0),
            node: NodeRef::new(),
        })
        .collect();
    let slots = StoredValue::new((cards.clone(), days.clone()));
    let shown = StoredValue::new((0usize, 0usize));

    let draw = move |anew: bool| {
        let Some(root) = root.get_untracked() else {
            return;
        };
        let above = -root.get_bounding_client_rect().top();
        let screen = page::viewport_height();
        let before = shown.get_value();
        let range = layout.with_untracked(|(_, tops)| {
            let (first, last) = in_sight(
                tops,
                above - screen * BEYOND,
                above + screen * (1.0 + BEYOND),
            );
            // Never more rows than there are slots, whatever the screen.
            (first, last.min(first + CARDS))
        });
        if range == before && !anew {
            return;
        }
        shown.set_value(range);
        fill(slots, &rows, &layout, range);
        let keep = if anew { (0, 0) } else { before };
        order(slots, &rows, &root, range, keep);
    };

    let measure = move || {
        let Some(node) = root.get_untracked() else {
            return;
        };
        let rem = page::rem();
        let wide = f64::from(node.client_width());
        let is_roomy = wide > 0.0 && wide / rem < 17.0;
        if roomy.get_untracked() != is_roomy {
            roomy.set(is_roomy);
        }
        layout.set((rem, rows.with_untracked(|rows| tops(rows, is_roomy, rem))));
        draw(true);
    };

    Effect::new(move |_| {
        rows.track();
        scale.track();
        if root.get().is_some() {
            measure();
        }
    });
    let listeners = web_sys::window().map(|window| {
        [
            timer::listen(&window, "scroll", move |_| draw(false)),
            timer::listen(&window, "resize", move |_| measure()),
        ]
    });
    let listeners = StoredValue::new_local(listeners);
    on_cleanup(move || listeners.dispose());

    let total = move || layout.with(|(_, tops)| px(tops.last().copied().unwrap_or(0.0)));
    let place = |top: RwSignal<f64>| move || ["translateY(", &px(top.get()), ")"].concat();
    view! {
        <div class=move || if roomy.get() { "rows roomy" } else { "rows" } style:height=total node_ref=root>
            {days
                .into_iter()
                .map(|slot| {
                    let text = move |part: fn(&DayHead) -> &String| slot.head.with(|head| head.as_ref().map(|h| part(h).clone()));
                    view! {
                        <div
                            class="row row-day"
                            hidden=move || slot.head.with(Option::is_none)
                            style:transform=place(slot.top)
                            node_ref=slot.node
                        >
                            <h2 class="day">
                                <span class="when">{move || text(|head| &head.when)}</span>
                                <span class="what">{move || text(|head| &head.what)}</span>
                                <span class="n">{move || text(|head| &head.count)}</span>
                            </h2>
                        </div>
                    }
                })
                .collect_view()}
            {cards
                .into_iter()
                .map(|slot| {
                    let card = Memo::new(move |_| slot.entry.get().map(card).unwrap_or_default());
                    view! {
                        <div
                            class="row"
                            hidden=move || slot.entry.with(Option::is_none)
                            style:transform=place(slot.top)
                            node_ref=slot.node
                        >
                            <CardView card=card roomy=roomy/>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

fn px(value: f64) -> String {
    [&(value.round() as i64).to_string(), "px"].concat()
}

type Slots = StoredValue<(Vec<CardSlot>, Vec<DaySlot>)>;

/// How many cards and heads stand before a row: with it each row has its slot, whatever is in sight.
fn ordinals(rows: &[Row], first: usize) -> (usize, usize) {
    let days = rows[..first]
        .iter()
        .filter(|row| matches!(row, Row::Day(_)))
        .count();
    (first - days, days)
}

/// Puts the rows in sight into their slots and empties the others.
fn fill(
    slots: Slots,
    rows: &Signal<Vec<Row>>,
    layout: &RwSignal<(f64, Vec<f64>)>,
    range: (usize, usize),
) {
    slots.with_value(|(cards, days)| {
        rows.with_untracked(|rows| {
            let last = range.1.min(rows.len());
            let (mut card, mut day) = ordinals(rows, range.0.min(last));
            let (mut used_cards, mut used_days) = ([false; CARDS], [false; DAYS]);
            for (i, row) in rows.iter().enumerate().take(last).skip(range.0) {
                let top = layout.with_untracked(|(_, tops)| tops[i]);
                match row {
                    Row::Entry(entry) => {
                        let slot = &cards[card % CARDS];
                        used_cards[card % CARDS] = true;
                        put(slot.entry, Some(*entry));
                        put(slot.top, top);
                        card += 1;
                    }
                    Row::Day(head) => {
                        let slot = &days[day % DAYS];
                        used_days[day % DAYS] = true;
                        put(slot.head, Some(head.clone()));
                        put(slot.top, top);
                        day += 1;
                    }
                }
            }
            for (slot, used) in cards.iter().zip(used_cards) {
                if !used {
                    put(slot.entry, None);
                }
            }
            for (slot, used) in days.iter().zip(used_days) {
                if !used {
                    put(slot.head, None);
                }
            }
        });
    });
}

/// Sets a signal only if it changes: what did not change is not drawn again.
fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}

/// Keeps the nodes in the order of the rows, moving only those that are new in sight.
fn order(
    slots: Slots,
    rows: &Signal<Vec<Row>>,
    root: &HtmlElement,
    range: (usize, usize),
    before: (usize, usize),
) {
    slots.with_value(|(cards, days)| {
        rows.with_untracked(|rows| {
            let last = range.1.min(rows.len());
            let (mut card, mut day) = ordinals(rows, range.0.min(last));
            let mut nodes: Vec<(usize, Option<Node>)> =
                Vec::with_capacity(last - range.0.min(last));
            for (i, row) in rows.iter().enumerate().take(last).skip(range.0) {
                let node = match row {
                    Row::Entry(_) => {
                        card += 1;
                        cards[(card - 1) % CARDS].node.get_untracked()
                    }
                    Row::Day(_) => {
                        day += 1;
                        days[(day - 1) % DAYS].node.get_untracked()
                    }
                };
                nodes.push((i, node.map(|node| node.unchecked_into::<Node>())));
            }
            let was = |i: usize| before.0 <= i && i < before.1;
            let stays = nodes
                .iter()
                .find(|(i, _)| was(*i))
                .and_then(|(_, node)| node.clone());
            for (i, node) in &nodes {
                let Some(node) = node.as_ref().filter(|_| !was(*i)) else {
                    continue;
                };
                let anchor = if *i < before.0 { stays.as_ref() } else { None };
                let _ = root.insert_before(node, anchor);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_in_sight_are_drawn() {
        let rows = [
            Row::Day(DayHead::default()),
            Row::Entry(0),
            Row::Entry(1),
            Row::Entry(2),
        ];
        let tops = tops(&rows, false, 10.0);
        assert_eq!(tops, [0.0, 32.5, 107.5, 182.5, 257.5]);
        assert_eq!(in_sight(&tops, -50.0, 40.0), (0, 2));
        assert_eq!(in_sight(&tops, 108.0, 182.5), (2, 3));
        assert_eq!(in_sight(&tops, 9_000.0, 9_999.0), (4, 4));
        assert_eq!(in_sight(&[0.0], 0.0, 100.0), (0, 0));
    }
}
