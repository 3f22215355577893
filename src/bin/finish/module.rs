//! The wasm and its glue, as light on the wire as they go.

use crate::{Outcome, names, order, split, streams};
use std::{convert::Infallible, fmt::Display, fs, path::Path, process::Command};
use wasm_encoder::{Module, reencode::Reencode};
use wasmparser::{Parser, Payload, TypeRef};

/// What wasm-opt does, chosen by the compressed size of this very app: the oldest phones know no more than the first
/// version of WebAssembly; a flat module whose blocks are found anew, twice, and no merging of common subexpressions
/// make it more alike in itself; data stays in one stretch, as zeros weigh less than saying where they are; small
/// functions are copied to where they are called, as a call weighs as much.
const PASSES: [&str; 17] = [
    "--mvp-features",
    "--enable-mutable-globals",
    streams::EXPORTS,
    "--skip-pass=local-cse",
    "--skip-pass=memory-packing",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "-aimfs=4",
    "-ocimfs=20",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// Where the linker says what lies where in memory.
const MAP: &str = "target/kepu-day.map";

/// The app as it is served.
pub struct Light {
    /// What the first page needs, and then the later parts.
    pub parts: Vec<Vec<u8>>,
    pub glue: String,
}

/// The module in the file and its glue, which must be as wasm-bindgen wrote them, with names.
pub fn lighten(file: &Path, glue: &str) -> Outcome<Light> {
    let unreadable = |error| format!("{}: {error}", file.display());
    let module = fs::read(file).map_err(unreadable)?;
    let map = fs::read_to_string(MAP)
        .map_err(|error| format!("{MAP}: {error}: run this through make, which has it written"))?;
    let mut parts = split::split(&streams::cut(&module)?, &map)?;
    for part in &mut parts {
        *part = optimised(file, part)?;
    }
    let glue = split::share_imports(&streams::cut_glue(glue)?)?;
    let glue = names::shorten(&mut parts, &glue)?;
    for part in &mut parts {
        *part = order::by_likeness(part)?;
    }
    Ok(Light { parts, glue })
}

/// What wasm-opt makes of a module; the file is its bench.
fn optimised(file: &Path, module: &[u8]) -> Outcome<Vec<u8>> {
    let unreadable = |error| format!("{}: {error}", file.display());
    fs::write(file, module).map_err(unreadable)?;
    let done = Command::new("wasm-opt")
        .arg(file)
        .args(PASSES)
        .arg("-o")
        .arg(file)
        .status()
        .map_err(|_| "wasm-opt is not on PATH: run this through make, which installs it")?;
    if !done.success() {
        return Err("wasm-opt failed".into());
    }
    fs::read(file).map_err(unreadable)
}

/// The module written anew; `how` says what becomes of its parts.
pub fn rewrite(module: &[u8], how: &mut impl Reencode<Error = Infallible>) -> Outcome<Vec<u8>> {
    let mut out = Module::new();
    how.parse_core_module(&mut out, Parser::new(0), module)
        .map_err(unreadable)?;
    Ok(out.finish())
}

/// How many functions the module imports: its own are numbered behind them.
pub fn functions_imported(module: &[u8]) -> Outcome<u32> {
    let mut count = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload.map_err(unreadable)? {
            for import in section.into_imports() {
                let import = import.map_err(unreadable)?;
                count += u32::from(matches!(import.ty, TypeRef::Func(_)));
            }
        }
    }
    Ok(count)
}

pub fn unreadable(error: impl Display) -> String {
    format!("the module cannot be read: {error}")
}
