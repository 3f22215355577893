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
    memories.memory(memory_type(1));
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

/// A linker's map with one constant, which lies in no data of the sample.
const MAP: &str = " Addr Off Size Out In Symbol\n   10  20  8         a.o:(.rodata..Lanon.1)\n";

const HASHED: &str = "kepu_day[0123456789abcdef]::app::rest::page";

/// Functions 1 to 17, of which the last is the first part's own start.
fn functions(first: &[u32]) -> Vec<(&str, &[u32])> {
    vec![
        (HASHED, &[3, 4]),
        ("kepu_day::features::discover::rest::view", &[4, 10]),
        // Needed behind a gate alone, by a call and in the table.
        ("kepu_day::domain::receipt::draw", &[0]),
        ("kepu_day::domain::text::line", &[]),
        (
            "<kepu_day::features::mine::mine_page::{closure#0} as Task>::run",
            &[4, 0],
        ),
        ("kepu_day::app::rest::begin", &[]),
        ("kepu_day::app::rest::reminder", &[]),
        ("kepu_day::domain::agenda::days", &[]),
        (
            "kepu_day::ui::dom::child::<kepu_day::app::rest::page::{closure#0}, kepu_day::features::live::Line>",
            &[3, 8, 0],
        ),
        // What is rare: its gate calls of other parts.
        ("kepu_day::app::rare::page", &[4, 3, 11, 1]),
        ("kepu_day::domain::stage::screen", &[]),
        ("kepu_day::app::air::page", &[9]),
        (
            "kepu_day::features::activity::platform::fields::fields",
            &[],
        ),
        ("kepu_day::app::hall::page", &[]),
        ("kepu_day::app::hall::begin", &[]),
        // What stands alone: the first part's, and one of the rest's once more.
        ("kepu_day::api::mapped::answer", &[4, 3]),
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

fn exports(module: &[u8]) -> Vec<String> {
    Parser::new(0)
        .parse_all(module)
        .filter_map(|payload| match payload.unwrap() {
            Payload::ExportSection(section) => Some(section),
            _ => None,
        })
        .flatten()
        .map(|export| export.unwrap().name.to_owned())
        .collect()
}

/// The modules and names of what is imported.
fn imports(module: &[u8]) -> Vec<String> {
    let mut imports = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload.unwrap() {
            for import in section.into_imports() {
                let import = import.unwrap();
                imports.push(format!("{} {}", import.module, import.name));
            }
        }
    }
    imports
}

fn call(function: u32) -> String {
    format!("Call {{ function_index: {function} }}")
}

/// A call of what stands at this place of the table.
fn by_table(slot: u32) -> [String; 2] {
    let indirect = "CallIndirect { type_index: 0, table_index: 0 }";
    [format!("I32Const {{ value: {slot} }}"), indirect.into()]
}

/// What a function of the sample does, between its first two steps and its end.
fn does(operators: &[String]) -> &[String] {
    &operators[2..operators.len() - 1]
}

#[test]
fn what_comes_first_reaches_later_parts_through_the_table_alone() {
    let whole = module(&functions(&[4, 1, 2, 10]), &[5, 9]);
    Validator::new().validate_all(&whole).unwrap();
    let parts = split(&whole, MAP).unwrap();
    let [first, rest, ..] = parts.as_slice() else {
        panic!("several parts");
    };
    assert_eq!(parts.len(), 1 + LATER.len());
    for part in &parts {
        Validator::new().validate_all(part).unwrap();
    }

    let bodies = operators(first);
    assert_eq!(bodies.len(), 17, "numbers stay");
    for moved in [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] {
        assert_eq!(bodies[moved], ["Unreachable", "End"]);
    }
    // The table had three places; the gates get the fourth and those behind it.
    let calls = [vec![call(4)], by_table(3).into(), by_table(4).into()].concat();
    assert_eq!(does(&bodies[16]), [calls, by_table(7).into()].concat());
    assert_eq!(exports(first), ["memory", "run", "table", "before.4"]);

    // The rest: the browser's function, the first module's, then its own six.
    let shared = ["before memory", "before table", "before stack"];
    let known = ["./app_bg.js __wbg_log", "before before.4"];
    assert_eq!(imports(rest), [&known[..], &shared].concat());
    assert_eq!(exports(rest), ["before.1", "before.3"]);
    let bodies = operators(rest);
    assert_eq!(bodies.len(), 6);
    assert_eq!(does(&bodies[0]), [call(4), call(1)]);
    let view = [vec![call(1)], by_table(7).into()].concat();
    assert_eq!(does(&bodies[1]), view);
    assert_eq!(does(&bodies[3]), [call(1), call(0)]);
    assert_eq!(
        bodies[0][..2],
        [
            "GlobalGet { global_index: 1 }",
            "GlobalSet { global_index: 1 }"
        ],
        "its own stack"
    );
    let slots = Reading::of(rest).unwrap().slots;
    assert_eq!(
        slots,
        BTreeMap::from([(1, 5), (3, 2), (4, 3), (5, 6), (6, 7)])
    );
}

#[test]
fn a_part_calls_those_before_it() {
    let parts = split(&module(&functions(&[4, 1, 2, 10]), &[5, 9]), MAP).unwrap();
    let [_, _, air, rare, _, _] = parts.as_slice() else {
        panic!("six parts");
    };
    // Of the browser and of the rest; then its own: days, a child and the gate.
    assert_eq!(
        imports(air)[..2],
        ["./app_bg.js __wbg_log", "before before.3"]
    );
    let bodies = operators(air);
    assert_eq!(bodies.len(), 3);
    assert_eq!(does(&bodies[1]), [call(1), call(2), call(0)]);
    assert_eq!(does(&bodies[2]), [call(3)]);
    assert!(exports(air).is_empty());
    let slots = Reading::of(air).unwrap().slots;
    assert_eq!(slots, BTreeMap::from([(2, 3), (8, 4)]));
    // Of the rest and of the first; then its own: the gate and the screen.
    assert_eq!(
        imports(rare)[..3],
        ["before before.1", "before before.3", "before before.4"]
    );
    let bodies = operators(rare);
    assert_eq!(bodies.len(), 3);
    assert_eq!(does(&bodies[0]), [call(2), call(1), call(4), call(0)]);
    assert!(exports(rare).is_empty());
    let slots = Reading::of(rare).unwrap().slots;
    assert_eq!(slots, BTreeMap::from([(7, 3), (9, 5)]));
}

#[test]
fn the_last_part_stands_alone() {
    let parts = split(&module(&functions(&[4, 1, 2, 10]), &[5, 9]), MAP).unwrap();
    let alone = parts.last().unwrap();
    let shared = ["before memory", "before table", "before stack"];
    let known = ["./app_bg.js __wbg_log", "before before.4"];
    assert_eq!(imports(alone), [&known[..], &shared].concat());
    // What it shares with the rest it has itself: the same function, in its own words.
    let bodies = operators(alone);
    assert_eq!(bodies.len(), 2);
    assert_eq!(does(&bodies[0]), [call(0)]);
    assert_eq!(does(&bodies[1]), [call(1), call(2)]);
    assert_eq!(Reading::of(alone).unwrap().slots, BTreeMap::from([(12, 3)]));

    let mut broken = functions(&[4, 1, 2, 10]);
    broken[15].1 = &[1];
    let error = split(&module(&broken, &[5, 9]), MAP).unwrap_err();
    assert!(
        error.contains("app::rest::page") && error.contains("«mapped» does not wait for"),
        "{error}"
    );
}

#[test]
fn a_part_that_needs_a_later_one_is_an_error() {
    let broken = |at: usize, calls| {
        let mut broken = functions(&[4, 1, 2, 10]);
        broken[at].1 = calls;
        split(&module(&broken, &[5, 9]), MAP).unwrap_err()
    };
    let error = broken(3, &[5]);
    assert!(
        error.contains("mine_page") && error.contains("«rest», but kepu_day::domain::text::line"),
        "{error}"
    );
    let error = broken(4, &[9]);
    assert!(
        error.contains("live::Line") && error.contains("«air», but <kepu_day::features::mine"),
        "{error}"
    );
    let nameless: Vec<(&str, &[u32])> = vec![("kepu_day::app::start", &[])];
    assert!(
        split(&module(&nameless, &[]), MAP).is_err(),
        "without a gate"
    );
    assert!(split(b"<html>", MAP).is_err());
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
