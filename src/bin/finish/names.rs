//! Short names between the glue and the wasm.
//!
//! wasm-bindgen names every import after the function of the browser and a hash
//! of sixteen digits, and writes the name into the module and into the glue.
//! Hashes do not compress: 160 of them weigh 5 kB on the wire.

use crate::Outcome;
use crate::module::rewrite;
use crate::split;
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection};
use wasmparser::{Export, ImportSectionReader};

/// What both sides agree on by the specification of WebAssembly or of the boot script.
const KEPT: [&str; 4] = ["memory", "table", split::BEFORE, split::STACK];

/// Gives the modules short names; answers the glue with the same ones.
pub fn shorten(modules: &mut [Vec<u8>], glue: &str) -> Outcome<String> {
    let mut names = Names::default();
    for module in modules {
        *module = rewrite(module, &mut names)?;
    }
    Ok(rename(&imported(glue, &names), &names))
}

/// Short names, given in the order in which long ones come.
#[derive(Default)]
struct Names {
    short: BTreeMap<String, String>,
}

impl Names {
    fn of(&mut self, long: &str) -> String {
        const DIGITS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
        if KEPT.contains(&long) {
            return long.to_owned();
        }
        let mut at = self.short.len();
        let name = self.short.entry(long.to_owned()).or_insert_with(|| {
            let mut name = String::from("$");
            loop {
                name.push(DIGITS[at % DIGITS.len()] as char);
                at /= DIGITS.len();
                if at == 0 {
                    return name;
                }
            }
        });
        name.clone()
    }
}

impl Reencode for Names {
    type Error = std::convert::Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for import in section.into_imports() {
            let import = import?;
            // The name of the glue's file stands before each.
            let (home, name) = (self.of(import.module), self.of(import.name));
            imports.import(&home, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error> {
        let kind = self.export_kind(export.kind)?;
        let index = self.external_index(export.kind, export.index)?;
        exports.export(&self.of(export.name), kind, index);
        Ok(())
    }
}

/// The glue without the functions that the module no longer imports.
fn imported(glue: &str, names: &Names) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let function = start.split_once(": function(").map(|(name, _)| name);
        match function.filter(|name| name.starts_with("__wb") && !names.short.contains_key(*name)) {
            Some(_) => {
                let margin = &line[..line.len() - start.len()];
                // It ends with the first line that is no deeper.
                lines.find(|line| {
                    line.strip_prefix(margin)
                        .is_some_and(|rest| rest.starts_with('}'))
                });
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// The glue with every long name replaced where it stands as a whole word or a whole string.
fn rename(glue: &str, names: &Names) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find(is_word) {
        out.push_str(&rest[..start]);
        let word = &rest[start..];
        let word = &word[..word.find(|c| !is_word(c)).unwrap_or(word.len())];
        out.push_str(names.short.get(word).map_or(word, String::as_str));
        rest = &rest[start + word.len()..];
    }
    out.push_str(rest);
    for (long, short) in &names.short {
        if long.contains(['.', '/']) {
            out = out.replace(&format!("\"{long}\""), &format!("\"{short}\""));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, Module};

    fn module(imports: &ImportSection, exports: &ExportSection) -> Vec<u8> {
        let mut module = Module::new();
        module.section(imports).section(exports);
        module.finish()
    }

    #[test]
    fn what_is_not_imported_goes() {
        let mut names = Names::default();
        names.of("__wbg_log_1");
        let glue = "i = {\n  __wbg_abort_1: function(arg0) {\n    if (arg0) {\n    }\n  },\n  __wbg_log_1: function() { return f(function (arg0) {\n    log(arg0);\n  }, arguments); },\n};\n";
        assert_eq!(
            imported(glue, &names),
            "i = {\n  __wbg_log_1: function() { return f(function (arg0) {\n    log(arg0);\n  }, arguments); },\n};\n"
        );
    }

    #[test]
    fn both_sides_keep_agreeing() {
        let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
        let (home, log) = ("./app_bg.js", "__wbg_log_0123456789abcdef");
        imports.import(home, log, EntityType::Function(3));
        exports.export("memory", ExportKind::Memory, 0);
        exports.export("__wbindgen_start", ExportKind::Func, 200);
        let module = module(&imports, &exports);
        let glue = "const i={__wbg_log_0123456789abcdef:f,__wbg_log_0123456789abcdefx:1};return{\"./app_bg.js\":i};wasm.__wbindgen_start(wasm.memory)";
        let mut short = [module.clone()];
        let glue = shorten(&mut short, glue).unwrap();
        assert_eq!(
            glue,
            "const i={$b:f,__wbg_log_0123456789abcdefx:1};return{\"$a\":i};wasm.$c(wasm.memory)\n"
        );
        let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
        imports.import("$a", "$b", EntityType::Function(3));
        exports.export("memory", ExportKind::Memory, 0);
        exports.export("$c", ExportKind::Func, 200);
        assert_eq!(short, [self::module(&imports, &exports)]);
        assert!(shorten(&mut [module[..module.len() - 1].to_vec()], "").is_err());
        assert!(shorten(&mut [b"<html>".to_vec()], "").is_err());
    }
}
