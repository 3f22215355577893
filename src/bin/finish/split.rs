//! The wasm in parts: what the first page needs, the rest, which comes after it, what is online, and what is rare.
//!
//! The app grows page by page, and whoever looks for an activity would wait for
//! all of them. What only certain pages use is moved into modules that share
//! memory and table with the first. A part calls those before it as it likes, and is
//! called by them by a few functions alone, its gates, through the table, where it puts
//! its own functions when it arrives; until then the app asks for it and does not call.
//! The last part stands alone: only some deployments need it, and those before anything else. It calls the first part
//! only; of what it shares with the others it has copies.
//!
//! Sound, because a closure or a table of methods whose name holds a page's
//! module can only be made by that page's code, and a build in which an earlier
//! part reaches such code directly fails here. For this the compiler must not
//! merge functions that happen to be the same (`-Zmerge-functions=disabled`).

use crate::Outcome;
use crate::module::rewrite;
use parts::ALONE;
pub use parts::LATER;
use reading::Reading;
use std::collections::{BTreeMap, BTreeSet};
use texts::Text;
use writing::{First, Later};

mod parts;
mod reading;
mod texts;
mod writing;

/// What a later part finds of those before it under this name, beside the imports that all share.
pub const BEFORE: &str = "before";
/// Its own stack: those of the others stay where they are while it runs.
pub const STACK: &str = "stack";
/// The table of functions, as the first module exports it.
const TABLE: &str = "table";
const MEMORY: &str = "memory";

/// Which function goes where.
struct Parting<'a> {
    read: Reading<'a>,
    /// The part of each function that the module has itself: the first is 0.
    parts: BTreeMap<u32, usize>,
    /// What the part that stands alone has as well as those whose functions these are.
    copies: BTreeSet<u32>,
    /// The places of the gates in the table, and how long it is with them.
    slots: BTreeMap<u32, u32>,
    table: u32,
    /// What later parts say, by its place.
    texts: Vec<Text<'a>>,
}

impl Parting<'_> {
    /// The part of a function; the browser's belong to none.
    fn part(&self, function: u32) -> Option<usize> {
        self.parts.get(&function).copied()
    }

    /// The functions that a part has, in their order.
    fn functions(&self, part: usize) -> impl Iterator<Item = u32> {
        self.parts
            .keys()
            .copied()
            .filter(move |function| self.has(part, *function))
    }

    fn has(&self, part: usize, function: u32) -> bool {
        let copied = || part == ALONE && self.copies.contains(&function);
        self.part(function) == Some(part) || copied()
    }

    /// What a part calls of others.
    fn calls_out(&self, part: usize) -> BTreeSet<u32> {
        self.functions(part)
            .flat_map(|at| self.read.calls(at))
            .filter(|at| !self.has(part, **at))
            .copied()
            .collect()
    }

    /// What later parts call of a part, by its number.
    fn called(&self, part: usize) -> BTreeSet<u32> {
        (part + 1..=LATER.len())
            .flat_map(|later| self.calls_out(later))
            .filter(|at| self.part(*at) == Some(part))
            .collect()
    }
}

/// The module in its parts: the first, and then [`LATER`]. `map` is the linker's, of this module.
pub fn split(module: &[u8], map: &str) -> Outcome<Vec<Vec<u8>>> {
    let read = Reading::of(module)?;
    let mut parts = BTreeMap::new();
    for part in 0..LATER.len() {
        for function in read.needed(part)? {
            parts.entry(function).or_insert(part);
        }
    }
    // What nothing before the last part needs; the browser's functions are in every part that calls them.
    for function in read.imported..read.count() {
        parts.entry(function).or_insert(LATER.len());
    }
    parts.retain(|function, _| *function >= read.imported);
    // Where each gate stands in the table: behind everything, if it is not there yet.
    let mut slots = BTreeMap::new();
    let mut next = read.table;
    for gate in read.gates()?.into_keys() {
        let known = read.slots.iter().find(|(_, function)| **function == gate);
        let slot = known.map_or(next, |(slot, _)| *slot);
        if known.is_none() {
            next += 1;
        }
        slots.insert(gate, slot);
    }
    let copies = read.copies(&parts)?;
    let takes = |part: usize| LATER[part - 1].texts;
    let texts = texts::moved(&read, &parts, &copies, &texts::places(map)?, takes)?;
    let parting = Parting {
        read,
        parts,
        copies,
        slots,
        table: next,
        texts,
    };
    let mut modules = vec![rewrite(module, &mut First(&parting))?];
    for part in 1..=LATER.len() {
        modules.push(Later(&parting, part).write()?);
    }
    Ok(modules)
}

/// The glue with its imports in reach of the boot script, which gives them to the later parts too.
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
