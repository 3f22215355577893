//! Every call to the browser that is not the network's.
//!
//! Nothing here knows a page or a signal; everything that can fail answers
//! with a value, never with a panic: private mode, old engines and embedded
//! browsers refuse the oddest things.

pub mod bell;
pub mod boot;
pub mod clock;
pub mod entry;
mod js;
pub mod kiosk;
pub mod line;
pub mod location;
pub mod lock;
pub mod memory;
pub mod notify;
pub mod page;
pub mod player;
pub mod random;
mod script;
pub mod share;
pub mod sphere;
pub mod storage;
pub mod timer;
pub mod wake;
