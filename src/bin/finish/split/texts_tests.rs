use super::*;
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, Function, FunctionSection, Instruction, MemArg,
    MemorySection, MemoryType, Module, TypeSection,
};

/// Where the data of the sample begins.
const START: u32 = 4096;

/// A module with this data and functions of these steps; part by part as told.
fn moved_of(
    data: &[u8],
    functions: &[(usize, Instruction)],
    places: &[Place],
) -> Vec<(u32, usize)> {
    let (mut types, mut kinds, mut code) = (
        TypeSection::new(),
        FunctionSection::new(),
        CodeSection::new(),
    );
    types.ty().function([], []);
    for (_, step) in functions {
        kinds.function(0);
        let mut body = Function::new([]);
        if matches!(step, Instruction::I32Load(_)) {
            body.instruction(&Instruction::I32Const(0));
        }
        body.instruction(step);
        body.instruction(&Instruction::Drop);
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut section = DataSection::new();
    section.active(0, &ConstExpr::i32_const(START as i32), data.iter().copied());
    let mut module = Module::new();
    module
        .section(&types)
        .section(&kinds)
        .section(&memories)
        .section(&code)
        .section(&section);
    let module = module.finish();
    let read = Reading::of(&module).unwrap();
    let parts = (0..).zip(functions.iter().map(|(part, _)| *part)).collect();
    let moved = moved(&read, &parts, &BTreeSet::new(), places, |part| {
        if part == 2 { 61 } else { 0 }
    })
    .unwrap();
    moved
        .iter()
        .map(|text| (text.place.start, text.part))
        .collect()
}

fn names(at: u32) -> Instruction<'static> {
    Instruction::I32Const(at as i32)
}

fn adds(at: u32) -> Instruction<'static> {
    Instruction::I32Load(MemArg {
        offset: at.into(),
        align: 2,
        target: wasm_encoder::MemArgTarget::Memory(0),
        ordering: None,
    })
}

/// Two texts of 60 bytes with nothing but room between them, and their places.
fn texts() -> (Vec<u8>, [Place; 2]) {
    let text = "科普日的活动在这里开始报名了请来".repeat(2)[..60].to_owned();
    let mut data = text.clone().into_bytes();
    data.resize(100, 0);
    data.extend(text.bytes());
    (data, [START..START + 60, START + 100..START + 160])
}

#[test]
fn a_text_goes_with_the_first_part_that_reads_it() {
    let (data, places) = texts();
    let [one, other] = places.clone().map(|place| place.start);
    let of = |functions: &[(usize, Instruction)]| moved_of(&data, functions, &places);
    assert_eq!(
        of(&[(1, names(one)), (3, names(other))]),
        [(one, 1), (other, 3)]
    );
    assert_eq!(
        of(&[(3, names(one)), (1, adds(one)), (0, names(other))]),
        [(one, 1)]
    );
    assert_eq!(
        of(&[(2, names(one)), (3, names(other))]),
        [(other, 3)],
        "the second part takes longer ones along"
    );
    assert_eq!(
        of(&[(ALONE, names(one)), (ALONE, adds(one))]),
        [(one, ALONE)]
    );
    assert_eq!(
        of(&[(3, names(one)), (ALONE, names(one))]),
        [],
        "that part comes without the third"
    );
    assert_eq!(
        of(&[(1, names(one))]),
        [(one, 1)],
        "what nobody reads stays"
    );
    assert_eq!(
        of(&[(1, names(one)), (0, names(one + 64))]),
        [],
        "read from its end on"
    );
}

#[test]
fn a_table_leads_to_its_texts() {
    let (mut data, [one, other]) = texts();
    let table = START + data.len() as u32;
    data.extend(one.start.to_le_bytes());
    data.extend(60_u32.to_le_bytes());
    let places = [one.clone(), other.clone(), table..table + 8];
    let of = |functions: &[(usize, Instruction)]| moved_of(&data, functions, &places);
    assert_eq!(
        of(&[(1, names(table)), (1, names(other.start))]),
        [(one.start, 1), (other.start, 1)]
    );
    let far = table + FAR;
    assert_eq!(
        of(&[
            (0, adds(far)),
            (1, names(one.start)),
            (1, names(other.start))
        ]),
        [(other.start, 1)]
    );
    assert_eq!(
        of(&[(1, names(other.start))]),
        [(one.start, 1), (other.start, 1)],
        "whoever names a place near a table may read it"
    );
}

#[test]
fn what_is_no_text_stays() {
    let place = START..START + 40;
    let of = |data: &[u8]| moved_of(data, &[(1, names(START))], std::slice::from_ref(&place));
    assert_eq!(of(&[1; 40]), []);
    assert_eq!(of(&[0xff; 40]), []);
    assert_eq!(of(b"the digits 0123456789abcdef are in order"), []);
    assert_eq!(
        of(b"what a page is made of: p.hall-note, div"),
        [(START, 1)]
    );
    assert_eq!(
        of("科普日的活动在这里开始报名一".as_bytes()),
        [],
        "not all of it is there"
    );
    assert_eq!(of("科普日的活动在这里开始报名 ".as_bytes()), [(START, 1)]);
}

#[test]
fn the_map_names_constants_alone() {
    let map = "    Addr      Off     Size Out     In      Symbol\n\
       -        8       1f TYPE\n\
   80000      2d0     1c10 .rodata\n\
   80000      2d9       1e         /o/a.o:(.rodata..Lanon.1)\n\
   8001e      2f7        3         /o/a.o:(.rodata..Lanon.2)\n\
   80024      2fd        8         /o/a.o:(.rodata.TABLE)\n\
   90000     22f0        8         /o/a.o:(.data.counter)\n";
    assert_eq!(
        super::places(map).unwrap(),
        [0x80000..0x8001e, 0x8001e..0x80021]
    );
    assert!(super::places("").is_err());
}
