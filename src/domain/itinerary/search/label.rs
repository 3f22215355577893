//! Ways of doing the first stops, and which of two is of no more use.

/// A way of doing the first stops, by its last one.
#[derive(Clone, Copy)]
pub(super) struct Label {
    pub value: i32,
    pub end: i32,
    pub candidate: u32,
    /// The label without the last stop.
    pub before: u32,
    /// The next label that ends in the same minute.
    pub next: u32,
    /// Which of the remembered activities are visited, a bit each.
    pub seen: u32,
    pub themes: u8,
    pub stops: u8,
    /// How many stops visit an activity again.
    pub again: u8,
    /// Whether midday needs no pause any more.
    pub fed: bool,
    pub beaten: bool,
}

/// Whether whatever follows `other` could as well follow `one` and be worth no less. Directions that `one` has
/// touched already may still bring `other` their points, so many each.
pub(super) fn beats(one: &Label, other: &Label, theme: i32) -> bool {
    let to_come = (one.themes & !other.themes).count_ones() as i32;
    one.end <= other.end
        && one.stops <= other.stops
        && (one.fed || !other.fed)
        && one.seen & !other.seen == 0
        && one.value >= other.value + theme * to_come
}
