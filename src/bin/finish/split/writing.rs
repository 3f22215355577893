//! The two modules, written from what was read of the one.

use super::{HOME, MEMORY, Parting, STACK, TABLE};
use crate::Outcome;
use crate::module::unreadable;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, MemoryType,
    Module, NameMap, NameSection, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{
    CodeSectionReader, ExportSectionReader, FunctionBody, Operator, TableSectionReader,
};

/// The name under which the first module exports a function to the rest.
fn exported(function: u32) -> String {
    format!("{HOME}.{function}")
}

/// Writes the first module: the rest's functions are empty, its gates are called through the table.
pub struct First<'a>(pub &'a Parting<'a>);

impl Reencode for First<'_> {
    type Error = Infallible;

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        _: TableSectionReader<'_>,
    ) -> Result<(), Error> {
        tables.table(table_type(self.0.table));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        for export in section {
            self.parse_export(exports, export?)?;
        }
        exports.export(TABLE, ExportKind::Table, 0);
        for function in &self.0.called {
            exports.export(&exported(*function), ExportKind::Func, *function);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        for (function, body) in (self.0.read.imported..).zip(section) {
            let body = body?;
            if self.0.rest.contains(&function) {
                let mut nothing = Function::new([]);
                nothing.instructions().unreachable().end();
                code.function(&nothing);
            } else {
                code.function(&self.body(&body)?);
            }
        }
        Ok(())
    }
}

impl First<'_> {
    /// A function whose calls of the rest go through the table.
    fn body(&mut self, body: &FunctionBody<'_>) -> Result<Function, Error> {
        let mut out = self.new_function_with_parsed_locals(body)?;
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            let operator = reader.read()?;
            match operator {
                Operator::Call { function_index } if self.0.slots.contains_key(&function_index) => {
                    out.instruction(&Instruction::I32Const(self.0.slots[&function_index] as i32));
                    out.instruction(&Instruction::CallIndirect {
                        type_index: self.0.read.kind(function_index),
                        table_index: 0,
                    });
                }
                operator => {
                    out.instruction(&self.instruction(operator)?);
                }
            }
        }
        Ok(out)
    }
}

/// The memory, which both modules share; it grows as it must.
pub(super) fn memory_type() -> MemoryType {
    MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    }
}

/// A place in the memory: where a stack stands.
pub(super) fn place_type(mutable: bool) -> GlobalType {
    GlobalType {
        val_type: ValType::I32,
        mutable,
        shared: false,
    }
}

pub(super) fn table_type(length: u32) -> TableType {
    TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: length.into(),
        maximum: Some(length.into()),
        shared: false,
    }
}

/// Writes the rest.
pub struct Rest<'a>(pub &'a Parting<'a>);

/// Numbers functions anew; the stack is the only global there is.
struct Renumbered(BTreeMap<u32, u32>);

impl Reencode for Renumbered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.0[&function])
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error> {
        // Behind the imported place of the stack.
        Ok(global + 1)
    }
}

impl Rest<'_> {
    pub fn write(&self) -> Outcome<Vec<u8>> {
        let read = &self.0.read;
        let mut types = TypeSection::new();
        let mut numbers = Renumbered(BTreeMap::new());
        for kind in &read.types {
            let kind = numbers
                .func_type(kind.clone())
                .map_err(|error| unreadable(error.to_string()))?;
            types.ty().func_type(&kind);
        }
        let mut imports = ImportSection::new();
        let mut names = NameMap::new();
        let mut next = 0;
        let shared = self
            .0
            .rest
            .iter()
            .flat_map(|at| read.calls(*at))
            .filter(|at| **at < read.imported);
        for function in shared.copied().collect::<BTreeSet<u32>>() {
            let (home, name, kind) = read.imports[function as usize];
            imports.import(home, name, EntityType::Function(kind));
            numbers.0.insert(function, next);
            next += 1;
        }
        for function in &self.0.called {
            imports.import(
                HOME,
                &exported(*function),
                EntityType::Function(read.kind(*function)),
            );
            numbers.0.insert(*function, next);
            next += 1;
        }
        imports.import(HOME, MEMORY, EntityType::Memory(memory_type()));
        imports.import(HOME, TABLE, EntityType::Table(table_type(self.0.table)));
        imports.import(HOME, STACK, EntityType::Global(place_type(false)));
        let mut functions = FunctionSection::new();
        for function in &self.0.rest {
            functions.function(read.kind(*function));
            names.append(next, read.name(*function));
            numbers.0.insert(*function, next);
            next += 1;
        }
        let mut globals = GlobalSection::new();
        globals.global(place_type(true), &ConstExpr::global_get(0));
        let elements = self.elements(&numbers);
        let mut code = CodeSection::new();
        for function in &self.0.rest {
            let body = &read.bodies[(function - read.imported) as usize];
            for operator in body.get_operators_reader().map_err(unreadable)? {
                if let Operator::GlobalGet { global_index: 1.. }
                | Operator::GlobalSet { global_index: 1.. } = operator.map_err(unreadable)?
                {
                    return Err(format!(
                        "{} uses a global that is not the stack",
                        read.name(*function)
                    ));
                }
            }
            numbers
                .parse_function_body(&mut code, body.clone())
                .map_err(|error| unreadable(error.to_string()))?;
        }
        let mut naming = NameSection::new();
        naming.functions(&names);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&globals);
        module.section(&elements).section(&code).section(&naming);
        Ok(module.finish())
    }

    /// The rest's functions at their places in the table, one stretch after the other.
    fn elements(&self, numbers: &Renumbered) -> ElementSection {
        let known = self
            .0
            .read
            .slots
            .iter()
            .filter(|(_, function)| self.0.rest.contains(function));
        let mut slots: BTreeMap<u32, u32> = known
            .map(|(slot, function)| (*slot, numbers.0[function]))
            .collect();
        slots.extend(
            self.0
                .slots
                .iter()
                .map(|(gate, slot)| (*slot, numbers.0[gate])),
        );
        let mut stretches: Vec<(u32, Vec<u32>)> = Vec::new();
        for (slot, function) in slots {
            match stretches.last_mut() {
                Some((start, stretch)) if *start + stretch.len() as u32 == slot => {
                    stretch.push(function)
                }
                _ => stretches.push((slot, vec![function])),
            }
        }
        let mut elements = ElementSection::new();
        for (start, stretch) in stretches {
            elements.active(
                None,
                &ConstExpr::i32_const(start as i32),
                Elements::Functions(stretch.into()),
            );
        }
        elements
    }
}
