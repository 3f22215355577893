//! What the browser knows of the network.

use super::js;

/// Whether the line is thin or its owner wants to save: then what nobody asked for stays where it is.
pub fn is_thin() -> bool {
    js::of_navigator("connection").is_some_and(|connection| {
        js::flag(&connection, "saveData") || js::text(&connection, "effectiveType").contains("2g")
    })
}
