//! The wasm in two: what the first page needs, and the rest, which comes after it.
//!
//! The app grows page by page, and whoever looks for an activity would wait for
//! all of them. What only certain pages use is moved into a second module that
//! shares memory and table with the first. The first calls it by a few
//! functions alone, [`GATES`], through the table, where the second puts its own functions
//! when it arrives; until then the app asks for it and does not call.
//!
//! Sound, because a closure or a table of methods whose name holds a page's
//! module can only be made by that page's code, and a build in which the first
//! module reaches such code directly fails here. For this the compiler must not
//! merge functions that happen to be the same (`-Zmerge-functions=disabled`).

use crate::Outcome;
use crate::module::rewrite;
use reading::Reading;
use std::collections::{BTreeMap, BTreeSet};
use writing::{First, Rest};

mod reading;
mod writing;

/// The functions of the rest that the first module calls.
const GATES: [&str; 4] = [
    "kepu_day::app::rest::page",
    "kepu_day::features::discover::rest::view",
    "kepu_day::app::rest::begin",
    "kepu_day::app::rest::reminder",
];
/// The modules whose functions are needed behind the gates alone.
const REST: [&str; 42] = [
    "kepu_day::app::rest::",
    "kepu_day::features::about::",
    "kepu_day::features::lecture::",
    "kepu_day::features::live::",
    "kepu_day::features::mine::",
    "kepu_day::features::panorama::",
    "kepu_day::features::papers::",
    "kepu_day::features::plan::",
    "kepu_day::features::quiz::",
    "kepu_day::features::receipt::",
    "kepu_day::features::remind::",
    "kepu_day::features::restore::",
    "kepu_day::features::route::",
    "kepu_day::features::signup::",
    "kepu_day::features::stamps::",
    "kepu_day::features::discover::rest::",
    "kepu_day::features::discover::day::",
    "kepu_day::features::discover::map::",
    "kepu_day::features::discover::month::",
    "kepu_day::api::registrations::",
    "kepu_day::domain::form::",
    "kepu_day::domain::grade::",
    "kepu_day::domain::panorama::",
    "kepu_day::domain::quiz::",
    "kepu_day::domain::rotation::",
    "kepu_day::domain::stamps::",
    "kepu_day::device::script::",
    "kepu_day::device::sphere::",
    "kepu_day::device::player::",
    "kepu_day::device::share::words::",
    "kepu_day::state::changes::",
    "kepu_day::state::manage::",
    "kepu_day::state::outbox::",
    "kepu_day::state::registrations::",
    "kepu_day::state::stamps::",
    "kepu_day::state::watch::",
    "kepu_day::ui::collect::",
    "kepu_day::ui::offer::",
    "kepu_day::ui::versions::",
    "kepu_day::state::remind::",
    "kepu_day::ui::bell::",
    "kepu_day::ui::ready::",
];

/// What the second module finds of the first under this name, beside the imports that both share.
pub const HOME: &str = "first";
/// Its own stack: the first one's stays where it is while the rest runs.
pub const STACK: &str = "stack";
/// The table of functions, as the first module exports it.
const TABLE: &str = "table";
const MEMORY: &str = "memory";

/// Which function goes where.
struct Parting<'a> {
    read: Reading<'a>,
    rest: BTreeSet<u32>,
    /// The places of the gates in the table, and how long it is with them.
    slots: BTreeMap<u32, u32>,
    table: u32,
    /// What of the first module the rest calls.
    called: BTreeSet<u32>,
}

/// The module in two: the first, and the rest.
pub fn split(module: &[u8]) -> Outcome<(Vec<u8>, Vec<u8>)> {
    let read = Reading::of(module)?;
    let first = read.first()?;
    let rest: BTreeSet<u32> = (read.imported..read.count())
        .filter(|at| !first.contains(at))
        .collect();
    let gates = read.gates()?;
    // Where each gate stands in the table: behind everything, if it is not there yet.
    let mut slots = BTreeMap::new();
    let mut next = read.table;
    for gate in gates {
        let known = read.slots.iter().find(|(_, function)| **function == gate);
        let slot = known.map_or(next, |(slot, _)| *slot);
        if known.is_none() {
            next += 1;
        }
        slots.insert(gate, slot);
    }
    let called: BTreeSet<u32> = rest
        .iter()
        .flat_map(|at| read.calls(*at))
        .filter(|at| **at >= read.imported && !rest.contains(at))
        .copied()
        .collect();
    let parting = Parting {
        read,
        rest,
        slots,
        table: next,
        called,
    };
    let one = rewrite(module, &mut First(&parting))?;
    let two = Rest(&parting).write()?;
    Ok((one, two))
}

/// The glue with its imports in reach of the boot script, which gives them to the rest too.
pub fn share_imports(glue: &str) -> Outcome<String> {
    const HELD: &str = "const imports = __wbg_get_imports();";
    if glue.matches(HELD).count() == 0 {
        return Err(format!("the glue must hold «{HELD}»"));
    }
    Ok(glue.replace(
        HELD,
        "const imports = __wbg_init.imports = __wbg_get_imports();",
    ))
}

#[cfg(test)]
mod tests;
