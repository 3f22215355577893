//! The modules, written from what was read of the one.

use super::texts::Text;
use super::{BEFORE, MEMORY, Parting, STACK, TABLE};
use crate::Outcome;
use crate::module::unreadable;
use std::collections::BTreeMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, ImportSection,
    Instruction, MemoryType, Module, NameMap, NameSection, RefType, TableSection, TableType,
    TypeSection, ValType,
};
use wasmparser::{
    CodeSectionReader, ExportSectionReader, FunctionBody, Operator, TableSectionReader,
};

/// The name under which a part exports a function to later ones.
fn exported(function: u32) -> String {
    format!("{BEFORE}.{function}")
}

/// A function of a part, whose calls of later parts go through the table; `how` numbers what it names.
fn body(
    how: &mut impl Reencode<Error = Infallible>,
    parting: &Parting,
    part: usize,
    body: &FunctionBody<'_>,
) -> Result<Function, Error> {
    let mut out = how.new_function_with_parsed_locals(body)?;
    let mut reader = body.get_operators_reader()?;
    while !reader.eof() {
        let operator = reader.read()?;
        match operator {
            Operator::Call { function_index } if parting.part(function_index) > Some(part) => {
                out.instruction(&Instruction::I32Const(
                    parting.slots[&function_index] as i32,
                ));
                out.instruction(&Instruction::CallIndirect {
                    type_index: parting.read.kind(function_index),
                    table_index: 0,
                });
            }
            operator => {
                out.instruction(&how.instruction(operator)?);
            }
        }
    }
    Ok(out)
}

/// Writes the first module: the functions of later parts are empty.
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
        for function in self.0.called(0) {
            exports.export(&exported(function), ExportKind::Func, function);
        }
        Ok(())
    }

    /// Nothing is left where a text goes: what comes out of the compressor for that is next to nothing.
    fn parse_data(
        &mut self,
        data: &mut DataSection,
        datum: wasmparser::Data<'_>,
    ) -> Result<(), Error> {
        let known = self.0.read.data.iter();
        let start = known
            .clone()
            .find(|(_, own)| own.as_ptr() == datum.data.as_ptr());
        let mut bytes = datum.data.to_vec();
        if let Some((start, _)) = start {
            let end = start + bytes.len() as u32;
            let inside = |text: &&Text| text.place.start >= *start && text.place.end <= end;
            for Text { place, .. } in self.0.texts.iter().filter(inside) {
                bytes[(place.start - start) as usize..(place.end - start) as usize].fill(0);
            }
        }
        let datum = wasmparser::Data {
            data: &bytes,
            ..datum
        };
        wasm_encoder::reencode::utils::parse_data(self, data, datum)
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let parting = self.0;
        for (function, old) in (parting.read.imported..).zip(section) {
            let old = old?;
            if parting.part(function) == Some(0) {
                code.function(&body(self, parting, 0, &old)?);
            } else {
                let mut nothing = Function::new([]);
                nothing.instructions().unreachable().end();
                code.function(&nothing);
            }
        }
        Ok(())
    }
}

/// The memory, which all modules share; it grows as it must.
pub(super) fn memory_type(pages: u64) -> MemoryType {
    MemoryType {
        minimum: pages,
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

/// Writes a later part.
pub struct Later<'a>(pub &'a Parting<'a>, pub usize);

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

impl Later<'_> {
    pub fn write(&self) -> Outcome<Vec<u8>> {
        let (parting, part) = (self.0, self.1);
        let read = &parting.read;
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
        // The browser's functions come first, and then those of the parts before; later ones are in the table.
        for function in parting.calls_out(part) {
            let kind = EntityType::Function(read.kind(function));
            match parting.part(function) {
                None => {
                    let (home, name, _) = read.imports[function as usize];
                    imports.import(home, name, kind);
                }
                Some(other) if other < part => {
                    imports.import(BEFORE, &exported(function), kind);
                }
                Some(_) => continue,
            }
            numbers.0.insert(function, next);
            next += 1;
        }
        imports.import(BEFORE, MEMORY, EntityType::Memory(memory_type(read.memory)));
        imports.import(BEFORE, TABLE, EntityType::Table(table_type(parting.table)));
        imports.import(BEFORE, STACK, EntityType::Global(place_type(false)));
        let mut functions = FunctionSection::new();
        for function in parting.functions(part) {
            functions.function(read.kind(function));
            names.append(next, read.name(function));
            numbers.0.insert(function, next);
            next += 1;
        }
        let mut globals = GlobalSection::new();
        globals.global(place_type(true), &ConstExpr::global_get(0));
        let mut exports = ExportSection::new();
        for function in parting.called(part) {
            exports.export(&exported(function), ExportKind::Func, numbers.0[&function]);
        }
        let elements = self.elements(&numbers);
        let mut code = CodeSection::new();
        for function in parting.functions(part) {
            let old = &read.bodies[(function - read.imported) as usize];
            for operator in old.get_operators_reader().map_err(unreadable)? {
                if let Operator::GlobalGet { global_index: 1.. }
                | Operator::GlobalSet { global_index: 1.. } = operator.map_err(unreadable)?
                {
                    return Err(format!(
                        "{} uses a global that is not the stack",
                        read.name(function)
                    ));
                }
            }
            let new = body(&mut numbers, parting, part, old)
                .map_err(|error| unreadable(error.to_string()))?;
            code.function(&new);
        }
        let mut naming = NameSection::new();
        naming.functions(&names);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&globals)
            .section(&exports);
        module.section(&elements).section(&code);
        if let Some(data) = self.data() {
            module.section(&data);
        }
        module.section(&naming);
        Ok(module.finish())
    }

    /// The part's texts at their places in memory, one stretch after the other.
    fn data(&self) -> Option<DataSection> {
        // What lies between two texts that come together is nothing.
        const GAP: u32 = 4;
        let mut stretches: Vec<(u32, Vec<u8>)> = Vec::new();
        for text in self.0.texts.iter().filter(|text| text.part == self.1) {
            let start = text.place.start;
            match stretches.last_mut() {
                Some((first, stretch)) if start - (*first + stretch.len() as u32) < GAP => {
                    stretch.resize((start - *first) as usize, 0);
                    stretch.extend(text.bytes);
                }
                _ => stretches.push((start, text.bytes.to_vec())),
            }
        }
        let mut data = DataSection::new();
        for (start, stretch) in stretches {
            data.active(0, &ConstExpr::i32_const(start as i32), stretch);
        }
        (!data.is_empty()).then_some(data)
    }

    /// The part's functions at their places in the table, one stretch after the other.
    fn elements(&self, numbers: &Renumbered) -> ElementSection {
        let (parting, part) = (self.0, self.1);
        let known = parting.read.slots.iter();
        let gates = parting.slots.iter().map(|(gate, slot)| (slot, gate));
        let slots: BTreeMap<u32, u32> = known
            .chain(gates)
            .filter(|(_, function)| parting.part(**function) == Some(part))
            .map(|(slot, function)| (*slot, numbers.0[function]))
            .collect();
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
