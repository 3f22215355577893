//! The time: the device's, corrected by the server's.

use crate::domain::time::{self, Moment};
use std::cell::Cell;

thread_local! {
    /// Milliseconds to add to the device's clock. Phones are wrong by minutes
    /// often and by years sometimes; the server's `Date` decides (faults.md 19).
    static OFFSET: Cell<f64> = const { Cell::new(0.0) };
    static LEARNT: Cell<bool> = const { Cell::new(false) };
}

/// Milliseconds since 1970 by the server's clock as far as it is known.
pub fn now_millis() -> f64 {
    js_sys::Date::now() + OFFSET.get()
}

/// Milliseconds since 1970 by the device's own clock: for what is compared with its own past alone.
pub fn own_millis() -> f64 {
    js_sys::Date::now()
}

pub fn now() -> Moment {
    time::from_millis(now_millis())
}

/// Takes over the server's time from an answer's `Date`. That header has whole
/// seconds and travelled a while: less than three seconds apart is the same time.
pub fn learn(server_millis: f64) {
    let apart = server_millis - js_sys::Date::now();
    OFFSET.set(if apart.abs() < 3_000.0 { 0.0 } else { apart });
    LEARNT.set(true);
}

/// Whether a server has said what time it is; before that nothing may be deleted for its age.
pub fn is_learnt() -> bool {
    LEARNT.get()
}
