//! The order of the functions in the wasm.
//!
//! A function weighs less on the wire behind one that it resembles: what both
//! share is named by a short way back, and the compressor's model fits both.
//! Ordered so, this module is 4 kB lighter than by name, which is how wasm-opt can order it.

use crate::Outcome;
use crate::module::{functions_imported, rewrite, unreadable};
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload};

/// What two functions share is counted in pieces of so many bytes; 3 to 6 do about as well.
const PIECE: usize = 4;
/// A piece that more functions have than this says nothing about any of them.
const COMMON: usize = 1000;

/// The same module with functions that resemble each other side by side.
pub fn by_likeness(module: &[u8]) -> Outcome<Vec<u8>> {
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload.map_err(unreadable)? {
            bodies.push(body.as_bytes());
        }
    }
    let imported = functions_imported(module)?;
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, function) in (imported..).zip(&order) {
        places[*function] = place;
    }
    let mut ordered = Ordered {
        imported,
        order,
        places,
    };
    rewrite(module, &mut ordered)
}

/// Behind each function that one of those left which shares most of its pieces with it.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let mut owners: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for piece in body.windows(PIECE) {
            let owners = owners.entry(piece).or_default();
            if owners.last() != Some(&function) {
                owners.push(function);
            }
        }
    }
    let mut pieces = vec![Vec::new(); bodies.len()];
    for owners in owners
        .values()
        .filter(|owners| (2..=COMMON).contains(&owners.len()))
    {
        for function in owners {
            pieces[*function].push(owners);
        }
    }
    // Part of the whole, but not quite: to share much is worth more than to be short.
    let weights: Vec<f64> = pieces
        .iter()
        .map(|own| (own.len() as f64 + 10.0).powf(0.8))
        .collect();
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = (!left.is_empty()).then_some(0);
    while let Some(at) = next {
        let function = left.remove(at);
        order.push(function);
        let mut shared = vec![0u32; bodies.len()];
        for owner in pieces[function].iter().copied().flatten() {
            shared[*owner] += 1;
        }
        let likeness = |other: usize| f64::from(shared[other]) / weights[other];
        next = (0..left.len())
            .rev()
            .max_by(|a, b| likeness(left[*a]).total_cmp(&likeness(left[*b])));
    }
    order
}

/// Writes a module anew with its own functions in another order.
struct Ordered {
    imported: u32,
    /// Which function stands at a place.
    order: Vec<usize>,
    /// Which number a function then has.
    places: Vec<u32>,
}

impl Reencode for Ordered {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(match function.checked_sub(self.imported) {
            Some(own) => self.places[own as usize],
            None => function,
        })
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let kinds = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in &self.order {
            functions.function(kinds[*function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in std::mem::take(&mut self.order) {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, ExportKind, ExportSection, Function, ImportSection,
        Module, TableSection, TableType, TypeSection, ValType,
    };

    /// Functions of two kinds in turn, each with a call of the next; one import, a table and an export of all.
    fn sample() -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], [ValType::I32]);
        imports.import("a", "b", wasm_encoder::EntityType::Function(0));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        let (mut exports, mut elements) = (ExportSection::new(), ElementSection::new());
        for number in 0..8u32 {
            functions.function(0);
            let mut body = Function::new([]);
            let mut write = body.instructions();
            for step in 0..9 {
                match number % 2 {
                    0 => write.i32_const(11 + step).drop(),
                    _ => write.i64_const(77 + i64::from(step)).drop(),
                };
            }
            // What tells a function from all others: its number.
            write
                .call(1 + (number + 1) % 8)
                .drop()
                .i32_const(number as i32)
                .end();
            code.function(&body);
            exports.export(&format!("f{number}"), ExportKind::Func, 1 + number);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: wasm_encoder::RefType::FUNCREF,
            table64: false,
            minimum: 8,
            maximum: None,
            shared: false,
        });
        let all: Vec<u32> = (1..9).collect();
        elements.active(
            None,
            &ConstExpr::i32_const(0),
            Elements::Functions(all.into()),
        );
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&tables)
            .section(&exports)
            .section(&elements)
            .section(&code);
        module.finish()
    }

    /// What a function is exported as, where it stands in the table, whom it calls.
    type Links = (String, usize, i32);

    /// The numbers of the functions in their order, and what leads to each and from it.
    fn links(module: &[u8]) -> (Vec<i32>, BTreeMap<i32, Links>) {
        let (mut numbers, mut calls) = (Vec::new(), Vec::new());
        let (mut names, mut table) = (BTreeMap::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.unwrap();
                        names.insert(export.index as usize, export.name.to_owned());
                    }
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        let wasmparser::ElementItems::Functions(items) = element.unwrap().items
                        else {
                            panic!("a table of functions");
                        };
                        table.extend(items.into_iter().map(|item| item.unwrap() as usize));
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let mut last = 0;
                    for operator in body.get_operators_reader().unwrap() {
                        match operator.unwrap() {
                            wasmparser::Operator::I32Const { value } => last = value,
                            wasmparser::Operator::Call { function_index } => {
                                calls.push(function_index as usize)
                            }
                            _ => (),
                        }
                    }
                    numbers.push(last);
                }
                _ => (),
            }
        }
        let links = numbers.iter().enumerate().map(|(place, number)| {
            let index = place + 1;
            let at = table.iter().position(|item| *item == index).unwrap();
            (
                *number,
                (names[&index].clone(), at, numbers[calls[place] - 1]),
            )
        });
        let links = links.collect();
        (numbers, links)
    }

    #[test]
    fn like_stands_by_like_and_every_link_still_leads_to_its_function() {
        let module = sample();
        let ordered = by_likeness(&module).unwrap();
        let ((_, before), (places, after)) = (links(&module), links(&ordered));
        assert_eq!(before, after);
        assert_eq!(
            places[..4].iter().map(|number| number % 2).sum::<i32>() % 4,
            0,
            "{places:?}"
        );
        assert_eq!(by_likeness(&module).unwrap(), ordered);
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        let module = sample();
        assert!(by_likeness(&module[..module.len() - 1]).is_err());
        assert!(by_likeness(b"<html>").is_err());
    }
}
