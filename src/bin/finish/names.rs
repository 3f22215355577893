//! Short names between the glue and the wasm.
//!
//! wasm-bindgen names every import after the function of the browser and a hash
//! of sixteen digits, and writes the name into the module and into the glue.
//! Hashes do not compress: 160 of them weigh 5 kB on the wire.

use crate::Outcome;
use std::collections::BTreeMap;

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// What both sides agree on by the specification of WebAssembly or of the boot script.
const KEPT: [&str; 1] = ["memory"];

/// The module and its glue with short names in both.
pub fn shorten(module: &[u8], glue: &str) -> Outcome<(Vec<u8>, String)> {
    let mut names = Names::default();
    let mut out = module
        .get(..8)
        .filter(|head| head.starts_with(b"\0asm"))
        .ok_or("the module is no wasm")?
        .to_vec();
    let mut rest = Reader(&module[8..]);
    while let Some(kind) = rest.byte() {
        let size = rest.number()?;
        let body = rest.take(size)?;
        let body = match kind {
            IMPORTS => imports(body, &mut names)?,
            EXPORTS => exports(body, &mut names)?,
            _ => body.to_vec(),
        };
        out.push(kind);
        push_number(&mut out, body.len());
        out.extend(body);
    }
    Ok((out, rename(&imported(glue, &names), &names)))
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

fn imports(body: &[u8], names: &mut Names) -> Outcome<Vec<u8>> {
    let mut reader = Reader(body);
    let count = reader.number()?;
    let mut out = Vec::with_capacity(body.len());
    push_number(&mut out, count);
    for _ in 0..count {
        let home = reader.name()?;
        let long = reader.name()?;
        // The name of the glue's file stands before each; functions are all it gives.
        push_name(&mut out, &names.of(home));
        push_name(&mut out, &names.of(long));
        let kind = reader.byte().ok_or("an import breaks off")?;
        if kind != 0 {
            return Err(format!("the import {long} is no function"));
        }
        out.push(kind);
        push_number(&mut out, reader.number()?);
    }
    Ok(out)
}

fn exports(body: &[u8], names: &mut Names) -> Outcome<Vec<u8>> {
    let mut reader = Reader(body);
    let count = reader.number()?;
    let mut out = Vec::with_capacity(body.len());
    push_number(&mut out, count);
    for _ in 0..count {
        push_name(&mut out, &names.of(reader.name()?));
        out.push(reader.byte().ok_or("an export breaks off")?);
        push_number(&mut out, reader.number()?);
    }
    Ok(out)
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

/// Reads the parts of a section.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned number in LEB128.
    fn number(&mut self) -> Outcome<usize> {
        let (mut value, mut shift) = (0usize, 0);
        loop {
            let byte = self.byte().ok_or("the module breaks off")?;
            value |= usize::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return Ok(value);
            }
            if shift > 28 {
                return Err("a number of the module is too long".into());
            }
        }
    }

    fn take(&mut self, count: usize) -> Outcome<&'a [u8]> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or("the module breaks off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn name(&mut self) -> Outcome<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?)
            .map_err(|_| "a name of the module is no text".into())
    }
}

fn push_number(out: &mut Vec<u8>, mut value: usize) {
    while value > 127 {
        out.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

fn push_name(out: &mut Vec<u8>, name: &str) {
    push_number(out, name.len());
    out.extend(name.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        let mut body = vec![1];
        push_name(&mut body, "./app_bg.js");
        push_name(&mut body, "__wbg_log_0123456789abcdef");
        body.extend([0, 3]);
        module.extend([IMPORTS, body.len() as u8]);
        module.extend(body);
        let mut body = vec![2];
        push_name(&mut body, "memory");
        body.extend([2, 0]);
        push_name(&mut body, "__wbindgen_start");
        body.extend([0, 200, 1]);
        module.extend([EXPORTS, body.len() as u8]);
        module.extend(body);
        let glue = "const i={__wbg_log_0123456789abcdef:f,__wbg_log_0123456789abcdefx:1};return{\"./app_bg.js\":i};wasm.__wbindgen_start(wasm.memory)";
        let (short, glue) = shorten(&module, glue).unwrap();
        assert_eq!(
            glue,
            "const i={$b:f,__wbg_log_0123456789abcdefx:1};return{\"$a\":i};wasm.$c(wasm.memory)\n"
        );
        assert_eq!(short, b"\0asm\x01\0\0\0\x02\x09\x01\x02$a\x02$b\0\x03\x07\x10\x02\x06memory\x02\0\x02$c\0\xc8\x01");
        assert!(shorten(&module[..module.len() - 1], "").is_err());
        assert!(shorten(b"<html>", "").is_err());
    }
}
