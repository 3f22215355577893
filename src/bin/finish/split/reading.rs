//! What a module is made of, and which of its functions each part needs.

use super::{ALONE, LATER};
use crate::Outcome;
use crate::module::unreadable;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{
    BinaryReaderError, ConstExpr, DataKind, ElementItems, ElementKind, ElementSectionReader,
    ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

/// What the parts of a module are, as far as it matters here.
pub struct Reading<'a> {
    pub imported: u32,
    /// Module, name and type of every imported function.
    pub imports: Vec<(&'a str, &'a str, u32)>,
    pub kinds: Vec<u32>,
    pub types: Vec<wasmparser::FuncType>,
    pub bodies: Vec<FunctionBody<'a>>,
    called: Vec<Vec<u32>>,
    /// The functions in the table by their places, and how long it is.
    pub slots: BTreeMap<u32, u32>,
    pub table: u32,
    /// What lies in memory from the start, by where it begins.
    pub data: Vec<(u32, &'a [u8])>,
    /// The memory at the start, in pages.
    pub memory: u64,
    roots: Vec<u32>,
    pub names: BTreeMap<u32, String>,
}

/// A name without the hashes of its crates.
pub fn plain(name: &str) -> String {
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

/// Where a stretch of the table or of memory begins.
fn place(at: &ConstExpr<'_>) -> Result<u32, BinaryReaderError> {
    let mut place = 0;
    for operator in at.get_operators_reader() {
        if let Operator::I32Const { value } = operator? {
            place = value as u32;
        }
    }
    Ok(place)
}

impl<'a> Reading<'a> {
    pub fn of(module: &'a [u8]) -> Outcome<Self> {
        let mut read = Self {
            imported: 0,
            imports: Vec::new(),
            kinds: Vec::new(),
            types: Vec::new(),
            bodies: Vec::new(),
            called: Vec::new(),
            slots: BTreeMap::new(),
            table: 0,
            data: Vec::new(),
            memory: 1,
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

    fn take(&mut self, payload: Payload<'a>) -> Result<(), BinaryReaderError> {
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
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memory = memory?.initial;
                }
            }
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    if let DataKind::Active { offset_expr, .. } = data.kind {
                        self.data.push((place(&offset_expr)?, data.data));
                    }
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
    ) -> Result<(), BinaryReaderError> {
        for element in section {
            let element = element?;
            let ElementKind::Active { offset_expr, .. } = element.kind else {
                continue;
            };
            let mut slot = place(&offset_expr)?;
            if let ElementItems::Functions(functions) = element.items {
                for function in functions {
                    self.slots.insert(slot, function?);
                    slot += 1;
                }
            }
        }
        Ok(())
    }

    pub fn count(&self) -> u32 {
        (self.imports.len() + self.bodies.len()) as u32
    }

    pub fn name(&self, function: u32) -> &str {
        self.names.get(&function).map_or("?", String::as_str)
    }

    pub fn calls(&self, function: u32) -> &[u32] {
        let own = function.checked_sub(self.imports.len() as u32);
        own.map_or(&[], |own| &self.called[own as usize])
    }

    /// The gates, with the part that each leads into.
    pub fn gates(&self) -> Outcome<BTreeMap<u32, usize>> {
        let mut gates = BTreeMap::new();
        for (part, later) in (1..).zip(&LATER) {
            for gate in later.gates {
                let known = self.names.iter().find(|(_, name)| name.as_str() == *gate);
                let (at, _) = known.ok_or(format!("the module has no {gate}"))?;
                gates.insert(*at, part);
            }
        }
        Ok(gates)
    }

    /// The part that a function belongs to by its name.
    fn home(&self, function: u32) -> usize {
        let name = self.name(function);
        let holds = |part: &super::parts::Part| part.homes.iter().any(|home| name.contains(home));
        LATER.iter().rposition(holds).map_or(0, |later| later + 1)
    }

    /// The functions that a part and those before it need: all that is reached from outside, from their gates, or from
    /// a closure or a method of theirs, without a gate of a later part.
    pub fn needed(&self, part: usize) -> Outcome<BTreeSet<u32>> {
        let gates = self.gates()?;
        let later = |function: &u32| gates.get(function).is_some_and(|own| *own > part);
        let own = self
            .slots
            .values()
            .chain(gates.keys())
            .filter(|function| !later(function) && self.home(**function) <= part);
        let mut left: Vec<(u32, u32)> = self.roots.iter().chain(own).map(|at| (*at, *at)).collect();
        let mut needed = BTreeSet::new();
        while let Some((function, caller)) = left.pop() {
            if later(&function) || !needed.insert(function) {
                continue;
            }
            let home = self.home(function);
            if home > part {
                return Err(format!(
                    "{} belongs to the app's part «{}», but {} calls it",
                    self.name(function),
                    LATER[home - 1].name,
                    self.name(caller)
                ));
            }
            left.extend(
                self.calls(function)
                    .iter()
                    .map(|called| (*called, function)),
            );
        }
        Ok(needed)
    }

    /// What the part that stands alone needs of the others but the first, by the part of each function.
    ///
    /// # Errors
    /// Where this belongs to another part by its name: it may make a closure whose code comes with that part only.
    pub fn copies(&self, parts: &BTreeMap<u32, usize>) -> Outcome<BTreeSet<u32>> {
        let own = parts.iter().filter(|(_, part)| **part == ALONE);
        let mut left: Vec<u32> = own.map(|(function, _)| *function).collect();
        let mut copies = BTreeSet::new();
        while let Some(caller) = left.pop() {
            for called in self.calls(caller) {
                let other = parts
                    .get(called)
                    .is_some_and(|part| !matches!(*part, 0 | ALONE));
                if !other || !copies.insert(*called) {
                    continue;
                }
                if self.home(*called) > 0 {
                    return Err(format!(
                        "{} comes with a part that «{}» does not wait for, but {} calls it",
                        self.name(*called),
                        LATER[ALONE - 1].name,
                        self.name(caller)
                    ));
                }
                left.push(*called);
            }
        }
        Ok(copies)
    }

    pub fn kind(&self, function: u32) -> u32 {
        match function.checked_sub(self.imports.len() as u32) {
            Some(own) => self.kinds[own as usize],
            None => self.imports[function as usize].2,
        }
    }
}
