//! Streams between Rust and scripts, which this app has none of.
//!
//! Leptos's server functions bring `wasm-streams`, whose classes for scripts are
//! exported and so kept, though nothing here makes one of them. Without the
//! exports their methods go, but not what the methods only point at: 2.7 kB on the wire.

use crate::Outcome;
use crate::module::{functions_imported, rewrite, unreadable};
use std::collections::BTreeSet;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, Function};
use wasmparser::{CodeSectionReader, KnownCustom, Name, Parser, Payload};

/// Takes the classes' methods out of the exports.
pub const EXPORTS: &str = "--remove-exports=*intounderlying*";
/// In the glue the classes begin with this.
const CLASSES: &str = "IntoUnderlying";
/// A function of fewer bytes may be one that the compiler found to be the same as another, and kept under this name.
const SHORT: usize = 64;

/// The module with nothing in the functions that run such streams: whoever called them would be stopped.
pub fn cut(module: &[u8]) -> Outcome<Vec<u8>> {
    let named = named(module)?;
    if named.is_empty() {
        return Err(
            "the module has no names, or no streams any more: then this step can go".into(),
        );
    }
    let imported = functions_imported(module)?;
    rewrite(module, &mut Cut { imported, named })
}

/// The numbers of the functions that run streams, by the names in the module.
fn named(module: &[u8]) -> Outcome<BTreeSet<u32>> {
    let mut named = BTreeSet::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload.map_err(unreadable)? else {
            continue;
        };
        let KnownCustom::Name(names) = section.as_known() else {
            continue;
        };
        for names in names {
            let Name::Function(names) = names.map_err(unreadable)? else {
                continue;
            };
            for naming in names {
                let naming = naming.map_err(unreadable)?;
                if runs_streams(naming.name) {
                    named.insert(naming.index);
                }
            }
        }
    }
    Ok(named)
}

/// What drops a value may be shared with other types; what runs is not.
fn runs_streams(name: &str) -> bool {
    ["wasm_streams::", "wasm_streams["]
        .iter()
        .any(|home| name.contains(home))
        && !name.contains("drop_in_place")
}

struct Cut {
    imported: u32,
    named: BTreeSet<u32>,
}

impl Reencode for Cut {
    type Error = std::convert::Infallible;

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        for (function, body) in (self.imported..).zip(section) {
            let body = body?;
            if self.named.contains(&function) && body.as_bytes().len() > SHORT {
                let mut nothing = Function::new([]);
                nothing.instructions().unreachable().end();
                code.function(&nothing);
            } else {
                self.parse_function_body(code, body)?;
            }
        }
        Ok(())
    }
}

/// The glue without the classes.
pub fn cut_glue(glue: &str) -> Outcome<String> {
    let mut out = String::with_capacity(glue.len());
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let part = ["class ", "const ", "exports.", "if (Symbol.dispose) "];
        let part = part.iter().find(|part| {
            start
                .strip_prefix(**part)
                .is_some_and(|rest| rest.starts_with(CLASSES))
        });
        // A class and what registers its end go on to the next line that is no deeper.
        let end = match part {
            None => {
                out.push_str(line);
                out.push('\n');
                continue;
            }
            Some(&"class ") => "}",
            Some(&"const ") => ": new FinalizationRegistry",
            Some(_) => continue,
        };
        let margin = line.len() - start.len();
        let ends = |line: &str| {
            let rest = line.trim_start();
            rest.starts_with(end) && (end != "}" || line.len() - rest.len() == margin)
        };
        if !lines.by_ref().any(ends) {
            return Err("the glue's classes for streams have another form now".into());
        }
    }
    if out.contains(CLASSES) {
        return Err("something in the glue needs the classes for streams".into());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        EntityType, FunctionSection, ImportSection, Module, NameMap, NameSection, TypeSection,
    };

    fn module(names: [&str; 3]) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        imports.import("a", "b", EntityType::Function(0));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        let (mut map, mut all) = (NameMap::new(), NameSection::new());
        for (index, name) in (1..).zip(names) {
            functions.function(0);
            let mut body = Function::new([]);
            let mut write = body.instructions();
            for _ in 0..40 {
                write.i32_const(7).drop();
            }
            write.end();
            code.function(&body);
            map.append(index, name);
        }
        all.functions(&map);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&code)
            .section(&all);
        module.finish()
    }

    #[test]
    fn only_what_runs_streams_is_emptied() {
        let names = [
            "app::main",
            "js_sys::future_to_promise::<wasm_streams[0123456789abcdef]::Sink>::{closure#0}",
            "core::ptr::drop_in_place::<wasm_streams::Sink>",
        ];
        let cut = cut(&module(names)).unwrap();
        let mut sizes = Vec::new();
        for payload in Parser::new(0).parse_all(&cut) {
            if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                sizes.push(body.as_bytes().len());
            }
        }
        assert_eq!(sizes.len(), 3);
        assert!(
            sizes[0] > SHORT && sizes[1] < 5 && sizes[2] > SHORT,
            "{sizes:?}"
        );
    }

    #[test]
    fn a_module_without_them_says_so() {
        assert!(cut(&module(["a", "b", "c"])).is_err());
        assert!(cut(b"<html>").is_err());
    }

    #[test]
    fn the_glue_loses_the_classes_and_nothing_else() {
        let glue = "{\n  class IntoUnderlyingSink {\n    close() {\n    }\n  }\n  if (Symbol.dispose) IntoUnderlyingSink.prototype.a = 1;\n  exports.IntoUnderlyingSink = IntoUnderlyingSink;\n  class Other {\n  }\n  const IntoUnderlyingSinkFinalization = (x)\n    ? 1\n    : new FinalizationRegistry(ptr => 1);\n}\n";
        assert_eq!(cut_glue(glue).unwrap(), "{\n  class Other {\n  }\n}\n");
        assert!(cut_glue("x = IntoUnderlyingSink.__wrap(1);\n").is_err());
        assert!(cut_glue("class IntoUnderlyingSink {\n").is_err());
    }
}
