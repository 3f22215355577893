//! The wasm in two: what the first page needs, and the rest, which comes after it.
//!
//! The app grows page by page, and whoever looks for an activity would wait for
//! all of them. What only certain pages use is moved into a second module that
//! shares memory and table with the first. The first calls it by one function
//! alone, [`GATE`], through the table, where the second puts its own functions
//! when it arrives; until then the app asks for it and does not call.
//!
//! Sound, because a closure or a table of methods whose name holds a page's
//! module can only be made by that page's code, and a build in which the first
//! module reaches such code directly fails here. For this the compiler must not
//! merge functions that happen to be the same (`-Zmerge-functions=disabled`).

use crate::Outcome;
use crate::module::{rewrite, unreadable};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, MemoryType,
    Module, NameMap, NameSection, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{
    CodeSectionReader, ElementItems, ElementKind, ElementSectionReader, ExportSectionReader,
    ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TableSectionReader,
    TypeRef,
};

/// The one function of the rest that the first module calls.
const GATES: [&str; 2] = [
    "kepu_day::app::rest::page",
    "kepu_day::features::discover::rest::view",
];
/// The modules whose functions are needed behind the gates alone.
const REST: [&str; 13] = [
    "kepu_day::app::rest::",
    "kepu_day::features::about::",
    "kepu_day::features::lecture::",
    "kepu_day::features::live::",
    "kepu_day::features::mine::",
    "kepu_day::features::plan::",
    "kepu_day::features::receipt::",
    "kepu_day::features::route::",
    "kepu_day::features::signup::",
    "kepu_day::features::discover::rest::",
    "kepu_day::features::discover::day::",
    "kepu_day::features::discover::map::",
    "kepu_day::features::discover::month::",
];

/// What the second module finds of the first under this name, beside the imports that both share.
pub const HOME: &str = "first";
/// Its own stack: the first one's stays where it is while the rest runs.
pub const STACK: &str = "stack";
/// The table of functions, as the first module exports it.
const TABLE: &str = "table";
const MEMORY: &str = "memory";

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
    let mut how = First {
        read: &read,
        rest: &rest,
        slots: &slots,
        table: next,
        called: &called,
    };
    let one = rewrite(module, &mut how)?;
    let two = Rest {
        read: &read,
        rest: &rest,
        slots: &slots,
        table: next,
        called: &called,
    }
    .write()?;
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

/// What the parts of a module are, as far as it matters here.
struct Reading<'a> {
    imported: u32,
    /// Module, name and type of every imported function.
    imports: Vec<(&'a str, &'a str, u32)>,
    kinds: Vec<u32>,
    types: Vec<wasmparser::FuncType>,
    bodies: Vec<FunctionBody<'a>>,
    called: Vec<Vec<u32>>,
    /// The functions in the table by their places, and how long it is.
    slots: BTreeMap<u32, u32>,
    table: u32,
    roots: Vec<u32>,
    names: BTreeMap<u32, String>,
}

/// A name without the hashes of its crates.
fn plain(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        rest = match after.split_once(']') {
            Some((hash, after))
                if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) =>
            {
                after
            }
            _ => {
                out.push('[');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

impl<'a> Reading<'a> {
    fn of(module: &'a [u8]) -> Outcome<Self> {
        let mut read = Self {
            imported: 0,
            imports: Vec::new(),
            kinds: Vec::new(),
            types: Vec::new(),
            bodies: Vec::new(),
            called: Vec::new(),
            slots: BTreeMap::new(),
            table: 0,
            roots: Vec::new(),
            names: BTreeMap::new(),
        };
        for payload in Parser::new(0).parse_all(module) {
            read.take(payload.map_err(unreadable)?)
                .map_err(unreadable)?;
        }
        read.imported = read.imports.len() as u32;
        Ok(read)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<(), wasmparser::BinaryReaderError> {
        match payload {
            Payload::TypeSection(section) => {
                for kind in section.into_iter_err_on_gc_types() {
                    self.types.push(kind?);
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    if let TypeRef::Func(kind) = import.ty {
                        self.imports.push((import.module, import.name, kind));
                    }
                }
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    self.kinds.push(kind?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.table = table?.ty.initial as u32;
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.roots.push(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => self.roots.push(func),
            Payload::ElementSection(section) => self.take_elements(section)?,
            Payload::CodeSectionEntry(body) => {
                let mut called = Vec::new();
                for operator in body.get_operators_reader()? {
                    if let Operator::Call { function_index } = operator? {
                        called.push(function_index);
                    }
                }
                self.called.push(called);
                self.bodies.push(body);
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for names in names {
                        if let Name::Function(names) = names? {
                            for naming in names {
                                let naming = naming?;
                                self.names.insert(naming.index, plain(naming.name));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn take_elements(
        &mut self,
        section: ElementSectionReader<'a>,
    ) -> Result<(), wasmparser::BinaryReaderError> {
        for element in section {
            let element = element?;
            let ElementKind::Active { offset_expr, .. } = element.kind else {
                continue;
            };
            let mut slot = 0;
            for operator in offset_expr.get_operators_reader() {
                if let Operator::I32Const { value } = operator? {
                    slot = value as u32;
                }
            }
            if let ElementItems::Functions(functions) = element.items {
                for function in functions {
                    self.slots.insert(slot, function?);
                    slot += 1;
                }
            }
        }
        Ok(())
    }

    fn count(&self) -> u32 {
        (self.imports.len() + self.bodies.len()) as u32
    }

    fn name(&self, function: u32) -> &str {
        self.names.get(&function).map_or("?", String::as_str)
    }

    fn calls(&self, function: u32) -> &[u32] {
        let own = function.checked_sub(self.imports.len() as u32);
        own.map_or(&[], |own| &self.called[own as usize])
    }

    fn gates(&self) -> Outcome<Vec<u32>> {
        GATES
            .iter()
            .map(|gate| {
                let known = self.names.iter().find(|(_, name)| name.as_str() == *gate);
                known
                    .map(|(at, _)| *at)
                    .ok_or(format!("the module has no {gate}"))
            })
            .collect()
    }

    fn is_rest(&self, function: u32) -> bool {
        let name = self.name(function);
        REST.iter().any(|home| name.contains(home))
    }

    /// The functions that the first module needs: all that is reached from outside, or from a closure or a method of
    /// its own, without a gate.
    fn first(&self) -> Outcome<BTreeSet<u32>> {
        let gates = self.gates()?;
        let own = self
            .slots
            .values()
            .filter(|function| !self.is_rest(**function));
        let mut left: Vec<(u32, u32)> = self.roots.iter().chain(own).map(|at| (*at, *at)).collect();
        let mut first = BTreeSet::new();
        while let Some((function, caller)) = left.pop() {
            if gates.contains(&function) || !first.insert(function) {
                continue;
            }
            if self.is_rest(function) {
                return Err(format!(
                    "{} belongs to the rest of the app, but {} calls it",
                    self.name(function),
                    self.name(caller)
                ));
            }
            left.extend(
                self.calls(function)
                    .iter()
                    .map(|called| (*called, function)),
            );
        }
        Ok(first)
    }

    fn kind(&self, function: u32) -> u32 {
        match function.checked_sub(self.imports.len() as u32) {
            Some(own) => self.kinds[own as usize],
            None => self.imports[function as usize].2,
        }
    }
}

/// The name under which the first module exports a function to the rest.
fn exported(function: u32) -> String {
    format!("{HOME}.{function}")
}

/// Writes the first module: the rest's functions are empty, its gates are called through the table.
struct First<'a> {
    read: &'a Reading<'a>,
    rest: &'a BTreeSet<u32>,
    slots: &'a BTreeMap<u32, u32>,
    table: u32,
    called: &'a BTreeSet<u32>,
}

impl Reencode for First<'_> {
    type Error = Infallible;

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        _: TableSectionReader<'_>,
    ) -> Result<(), Error> {
        tables.table(table_type(self.table));
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
        for function in self.called {
            exports.export(&exported(*function), ExportKind::Func, *function);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        for (function, body) in (self.read.imported..).zip(section) {
            let body = body?;
            if self.rest.contains(&function) {
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
                Operator::Call { function_index } if self.slots.contains_key(&function_index) => {
                    out.instruction(&Instruction::I32Const(self.slots[&function_index] as i32));
                    out.instruction(&Instruction::CallIndirect {
                        type_index: self.read.kind(function_index),
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

fn table_type(length: u32) -> TableType {
    TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: length.into(),
        maximum: Some(length.into()),
        shared: false,
    }
}

/// Writes the rest.
struct Rest<'a> {
    read: &'a Reading<'a>,
    rest: &'a BTreeSet<u32>,
    slots: &'a BTreeMap<u32, u32>,
    table: u32,
    called: &'a BTreeSet<u32>,
}

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
    fn write(&self) -> Outcome<Vec<u8>> {
        let read = self.read;
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
        for function in self.called {
            imports.import(
                HOME,
                &exported(*function),
                EntityType::Function(read.kind(*function)),
            );
            numbers.0.insert(*function, next);
            next += 1;
        }
        imports.import(
            HOME,
            MEMORY,
            EntityType::Memory(MemoryType {
                minimum: 1,
                maximum: None,
                memory64: false,
                shared: false,
                page_size_log2: None,
            }),
        );
        imports.import(
            HOME,
            TABLE,
            EntityType::Table(TableType {
                maximum: Some(self.table.into()),
                ..table_type(self.table)
            }),
        );
        let place = GlobalType {
            val_type: ValType::I32,
            mutable: false,
            shared: false,
        };
        imports.import(HOME, STACK, EntityType::Global(place));
        let mut functions = FunctionSection::new();
        for function in self.rest {
            functions.function(read.kind(*function));
            names.append(next, read.name(*function));
            numbers.0.insert(*function, next);
            next += 1;
        }
        let mut globals = GlobalSection::new();
        globals.global(
            GlobalType {
                mutable: true,
                ..place
            },
            &ConstExpr::global_get(0),
        );
        let elements = self.elements(&numbers);
        let mut code = CodeSection::new();
        for function in self.rest {
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
            .read
            .slots
            .iter()
            .filter(|(_, function)| self.rest.contains(function));
        let mut slots: BTreeMap<u32, u32> = known
            .map(|(slot, function)| (*slot, numbers.0[function]))
            .collect();
        slots.extend(
            self.slots
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

#[cfg(test)]
mod tests;
