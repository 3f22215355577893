use super::*;
use crate::domain::activity::Session;
use crate::domain::form::Draft;
use crate::domain::form::Field::*;
use crate::domain::read::{self, Read};
use crate::domain::registration::Randomness;

struct Ones;
impl Randomness for Ones {
    fn next_u64(&mut self) -> u64 {
        u64::MAX
    }
}

fn session() -> Session {
    let session = r#"{"id":"s1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T10:00:00+08:00","booking":"required","capacity":60,"kinds":["family"],"party":{"min":1,"max":50}}"#;
    Session::read(read::document(session).unwrap().root()).unwrap()
}

fn family() -> Draft {
    let mut draft = Draft::new("s1", "2023-1", &mut Ones);
    for (field, text) in [
        (Name, "王芳"),
        (Phone, "13812341234"),
        (Adults, "2"),
        (Children, "1"),
    ] {
        draft.set(field, text);
    }
    draft.set_flag(Consent, true);
    draft
}

#[test]
fn odd_input_is_taken_or_has_a_sentence_by_its_field() {
    for (field, typed, says) in [
        (Name, "👩‍🔬 王芳", ""),
        (Name, "<b>王</b>", ""),
        (Name, "\u{200b}\u{202e}\u{2066}", "请填写怎么称呼您"),
        (Phone, "+86 138-1234-1234", ""),
        (Phone, "１３８１２３４１２３４", ""),
        (Phone, "（0373）366 1812", ""),
        (Phone, "１３８１２３４１２３🙂", "请填 11 位手机号"),
        (Phone, "+1 415 555 0100", "请填 11 位手机号"),
        (Adults, "0", "至少要有 1 位大人"),
        (Adults, "1000000000", "人数不对"),
        (Adults, "18446744073709551617", "人数不对"),
        (Adults, "1e9", "请填数字"),
        (Adults, "-1", "请填数字"),
        (Adults, "２", ""),
        (Children, "9999", "最多报 50 人"),
        (Band2, "10000000000", "人数不对"),
    ] {
        let mut draft = family();
        draft.set(field, typed);
        let wrong = draft.check(&session()).err().unwrap_or_default();
        let said: Vec<String> = wrong
            .iter()
            .map(|error| reason(error.field, error.reason))
            .collect();
        assert_eq!(said.is_empty(), says.is_empty(), "{typed}: {said:?}");
        assert!(
            said.iter().all(|said| said.contains(says)),
            "{typed}: {said:?}"
        );
        assert_eq!(draft.text(field), typed, "it stays as it was typed");
    }
    let mut draft = family();
    draft.set(Name, &"长".repeat(10_000));
    let wrong = draft.check(&session()).err().unwrap_or_default();
    let wrong: Vec<_> = wrong
        .iter()
        .map(|error| (error.field, error.reason))
        .collect();
    assert_eq!(wrong, [(Name, Reason::TooLong)]);
}
