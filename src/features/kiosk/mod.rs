//! A screen in a science hall: it attracts, answers a touch, hands over to a phone and forgets.

mod attract;
mod enrol;
mod frame;
mod guard;
mod keeper;
mod keypad;
mod keys;
mod maintenance;
mod night;
mod takeaway;
pub mod visit;
mod warning;

use crate::state::App;
use crate::ui::dom::View;
pub use enrol::{by_phone, grade_by_phone};

/// What the screen shows while nobody touches it.
pub fn kiosk_page(_screen: Option<String>) -> View {
    attract::attract()
}

/// Begins what goes on whatever page the screen shows.
pub fn begin(app: App) {
    visit::begin(app);
    frame::begin(app);
    keeper::begin(app);
}
