use super::reading::{Reading, plain};
use super::writing::{memory_type, place_type, table_type};
use super::*;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, ImportSection, Instruction, Module, NameMap,
    NameSection, TableSection, TypeSection,
};
use wasmparser::{Parser, Payload, Validator};

/// A module whose functions call each other as told, each with its name; the last one is exported. Functions of the
/// table are named by their numbers.
fn module(functions: &[(&str, &[u32])], table: &[u32]) -> Vec<u8> {
    let (mut types, mut imports, mut kinds) = (
        TypeSection::new(),
        ImportSection::new(),
        FunctionSection::new(),
    );
    types.ty().function([], []);
    imports.import("./app_bg.js", "__wbg_log", EntityType::Function(0));
    let (mut code, mut names, mut exports) =
        (CodeSection::new(), NameMap::new(), ExportSection::new());
    for (at, (name, calls)) in (1..).zip(functions) {
        kinds.function(0);
        names.append(at, name);
        let mut body = Function::new([]);
        body.instruction(&Instruction::GlobalGet(0))
            .instruction(&Instruction::GlobalSet(0));
        for call in *calls {
            body.instruction(&Instruction::Call(*call));
        }
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    exports.export("memory", ExportKind::Memory, 0);
    exports.export("run", ExportKind::Func, functions.len() as u32);
    let mut tables = TableSection::new();
    tables.table(table_type(1 + table.len() as u32));
    let mut memories = wasm_encoder::MemorySection::new();
    memories.memory(memory_type());
    let mut globals = GlobalSection::new();
    globals.global(place_type(true), &ConstExpr::i32_const(1024));
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions(table.to_vec().into()),
    );
    let mut naming = NameSection::new();
    naming.functions(&names);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&kinds)
        .section(&tables)
        .section(&memories)
        .section(&globals);
    module
        .section(&exports)
        .section(&elements)
        .section(&code)
        .section(&naming);
    module.finish()
}

const HASHED: &str = "kepu_day[0123456789abcdef]::app::rest::page";

fn functions(first: &[u32]) -> Vec<(&str, &[u32])> {
    vec![
        (HASHED, &[3, 4]),
        ("kepu_day::features::discover::rest::view", &[4]),
        // Needed behind a gate alone, by a call and in the table.
        ("kepu_day::domain::receipt::draw", &[0]),
        ("kepu_day::domain::text::line", &[]),
        (
            "<kepu_day::features::mine::mine_page::{closure#0} as Task>::run",
            &[4, 0],
        ),
        ("kepu_day::app::rest::begin", &[]),
        ("kepu_day::app::rest::reminder", &[]),
        ("kepu_day::app::start", first),
    ]
}

fn operators(module: &[u8]) -> Vec<Vec<String>> {
    Parser::new(0)
        .parse_all(module)
        .filter_map(|payload| match payload.unwrap() {
            Payload::CodeSectionEntry(body) => {
                let operators = body.get_operators_reader().unwrap();
                Some(
                    operators
                        .into_iter()
                        .map(|operator| format!("{:?}", operator.unwrap()))
                        .collect(),
                )
            }
            _ => None,
        })
        .collect()
}

#[test]
fn the_first_reaches_the_rest_through_the_table_alone() {
    let whole = module(&functions(&[4, 1, 2]), &[5]);
    Validator::new().validate_all(&whole).unwrap();
    let (first, rest) = split(&whole).unwrap();
    Validator::new().validate_all(&first).unwrap();
    Validator::new().validate_all(&rest).unwrap();

    let bodies = operators(&first);
    assert_eq!(bodies.len(), 8, "numbers stay");
    for moved in [0, 1, 2, 4, 5, 6] {
        assert_eq!(bodies[moved], ["Unreachable", "End"]);
    }
    // The table had two places; the gates get the third and those behind it.
    let calls = &bodies[7][2..];
    assert_eq!(
        calls,
        [
            "Call { function_index: 4 }",
            "I32Const { value: 2 }",
            "CallIndirect { type_index: 0, table_index: 0 }",
            "I32Const { value: 3 }",
            "CallIndirect { type_index: 0, table_index: 0 }",
            "End"
        ]
    );
    let names: Vec<String> = Parser::new(0)
        .parse_all(&first)
        .filter_map(|payload| match payload.unwrap() {
            Payload::ExportSection(section) => Some(section),
            _ => None,
        })
        .flatten()
        .map(|export| export.unwrap().name.to_owned())
        .collect();
    assert_eq!(names, ["memory", "run", "table", "first.4"]);

    // The rest: the browser's function, the first module's, then its own six.
    let bodies = operators(&rest);
    assert_eq!(bodies.len(), 6);
    assert_eq!(
        bodies[0][2..],
        [
            "Call { function_index: 4 }",
            "Call { function_index: 1 }",
            "End"
        ]
    );
    assert_eq!(
        bodies[3][2..],
        [
            "Call { function_index: 1 }",
            "Call { function_index: 0 }",
            "End"
        ]
    );
    assert_eq!(
        bodies[0][..2],
        [
            "GlobalGet { global_index: 1 }",
            "GlobalSet { global_index: 1 }"
        ],
        "its own stack"
    );
    let read = Reading::of(&rest).unwrap();
    assert_eq!(
        read.slots,
        BTreeMap::from([(1, 5), (2, 2), (3, 3), (4, 6), (5, 7)])
    );
}

#[test]
fn a_first_page_that_needs_the_rest_is_an_error() {
    let mut broken = functions(&[4, 1, 2]);
    broken[3].1 = &[5];
    let error = split(&module(&broken, &[5])).unwrap_err();
    assert!(
        error.contains("mine_page") && error.contains("text::line calls it"),
        "{error}"
    );
    let nameless: Vec<(&str, &[u32])> = vec![("kepu_day::app::start", &[])];
    assert!(split(&module(&nameless, &[])).is_err(), "without a gate");
    assert!(split(b"<html>").is_err());
}

#[test]
fn names_lose_their_hashes_and_nothing_else() {
    assert_eq!(plain(HASHED), "kepu_day::app::rest::page");
    assert_eq!(
        plain("<[u8] as core[0123456789abcdef]::x>::y"),
        "<[u8] as core::x>::y"
    );
}

#[test]
fn the_glue_shares_its_imports() {
    let glue = "const imports = __wbg_get_imports();";
    assert!(
        share_imports(glue)
            .unwrap()
            .contains("__wbg_init.imports = ")
    );
    assert!(share_imports("").is_err());
}
