use super::*;
use proptest::prelude::*;
use serde_json::json;

struct Ones;
impl Randomness for Ones {
    fn next_u64(&mut self) -> u64 {
        u64::MAX
    }
}

fn session() -> Session {
    crate::domain::read::Read::read(read::document(r#"{"id":"s1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T10:00:00+08:00","booking":"required","capacity":60,"kinds":["person","family","class"],"party":{"min":1,"max":50},"ratio":15,"waitlist":true}"#).unwrap().root()).unwrap()
}

fn filled(kind: &str) -> Draft {
    let mut draft = Draft::new("s1", "2023-1", &mut Ones);
    for (field, text) in [
        (Kind, kind),
        (Name, " 王  芳\u{200b} "),
        (Phone, "138 1234 1234"),
        (Adults, "３"),
        (Children, " 45 "),
        (School, "实验小学"),
        (Grade, "3"),
        (Class, "2 班"),
    ] {
        draft.set(field, text);
    }
    draft.set_flag(Consent, true);
    draft.set_flag(Waitlist, true);
    draft.set_need("wheelchair", true);
    draft
}

fn errors(draft: &Draft, session: &Session) -> Vec<(Field, Reason)> {
    let errors = draft.check(session).unwrap_err();
    errors
        .iter()
        .map(|error| (error.field, error.reason))
        .collect()
}

#[test]
fn a_full_form_becomes_a_request() {
    let request = filled("class").check(&session()).unwrap();
    assert_eq!(request.contact.name, "王 芳");
    assert_eq!(request.contact.phone, "13812341234");
    assert_eq!(
        (
            request.lines[0].party.adults,
            request.lines[0].party.children
        ),
        (3, 45)
    );
    assert_eq!(request.school.as_ref().unwrap().grade, 3);
    assert_eq!(request.needs, ["wheelchair"]);
    assert!(request.accept_waitlist);

    let request = filled("person").check(&session()).unwrap();
    assert_eq!(
        request.lines[0].party,
        Party::ONE,
        "counts of another kind do not count"
    );
    assert_eq!(request.school, None);

    let mut closed = session();
    closed.waitlist = false;
    assert!(!filled("person").check(&closed).unwrap().accept_waitlist);
}

#[test]
fn an_empty_form_says_all_that_is_missing_in_page_order() {
    let mut draft = Draft::new("s1", "2023-1", &mut Ones);
    let all = errors(&draft, &session());
    let wanted = [
        (Kind, Reason::Required),
        (Name, Reason::Required),
        (Phone, Reason::Required),
        (Consent, Reason::Consent),
    ];
    assert_eq!(all, wanted);

    draft.set(Kind, "class");
    let fields: Vec<Field> = errors(&draft, &session())
        .iter()
        .map(|(field, _)| *field)
        .collect();
    assert_eq!(
        fields,
        [Name, Phone, Adults, Children, School, Grade, Class, Consent]
    );

    let mut only = session();
    only.kinds = vec![RegistrationKind::Person];
    let draft = Draft::new("s1", "2023-1", &mut Ones);
    assert_eq!(
        errors(&draft, &only)[0].0,
        Name,
        "the only kind needs no choice"
    );
}

#[test]
fn the_rules_of_the_session_come_back_at_their_inputs() {
    let with = |kind: &str, edits: &[(Field, &str)]| {
        let mut draft = filled(kind);
        for (field, text) in edits {
            draft.set(*field, text);
        }
        errors(&draft, &session())
    };
    assert_eq!(
        with("class", &[(Adults, "2")]),
        [(Adults, Reason::Ratio(15))]
    );
    assert_eq!(
        with("class", &[(Children, "60")]),
        [(Children, Reason::OverMax(50))]
    );
    assert_eq!(
        with("family", &[(Adults, "0")]),
        [(Adults, Reason::NoAdult)]
    );
    let bands = [(Children, "1"), (Band1, "1"), (Band2, "1")];
    assert_eq!(with("family", &bands), [(Band0, Reason::Bands)]);
    assert_eq!(
        with("family", &[(Children, "-1")]),
        [(Children, Reason::Format)]
    );
    assert_eq!(
        with("family", &[(Children, "99999999999")]),
        [(Children, Reason::OutOfRange)]
    );
    assert_eq!(
        with("class", &[(Grade, "13")]),
        [(Grade, Reason::OutOfRange)]
    );
    assert_eq!(with("robot", &[])[0], (Kind, Reason::Kind));
    let long = "长".repeat(41);
    assert_eq!(with("person", &[(Name, &long)]), [(Name, Reason::TooLong)]);
}

#[test]
fn a_form_that_was_handed_in_is_filled_in_again() {
    for kind in ["person", "family", "class"] {
        let request = filled(kind).check(&session()).unwrap();
        let again = Draft::again("r1", "s1", &request);
        assert_eq!((again.id.as_str(), again.session.as_str()), ("r1", "s1"));
        assert_eq!(again.check(&session()).unwrap(), request, "{kind}");
    }
}

#[test]
fn an_error_stays_until_its_text_changes_and_the_text_stays_anyway() {
    let mut draft = filled("family");
    draft.set(Phone, "call me");
    let errors = draft.check(&session()).unwrap_err();
    draft.mark(&errors);
    assert_eq!(draft.input(Phone).error, Some(Reason::Format));
    assert_eq!(draft.text(Phone), "call me");
    draft.set(Name, "李雷");
    assert!(draft.input(Phone).error.is_some());
    draft.set(Phone, "138");
    assert_eq!(draft.input(Phone).error, None);
}

#[test]
fn a_servers_pointers_lead_to_inputs() {
    for (pointer, field) in [
        ("/contact/phone", Phone),
        ("/contact", Name),
        ("/lines/0/party/adults", Adults),
        ("/lines/0/party", Adults),
        ("/lines/0/party/bands/7-9", Band2),
        ("/lines/0/party/bands/9~19", Band0),
        ("/lines/0/session", Form),
        ("/school", School),
        ("/school/class", Class),
        ("/needs/3", Needs),
        ("/consent_version", Consent),
        ("/id", Form),
        ("", Form),
        ("nonsense", Form),
    ] {
        assert_eq!(Field::from_pointer(pointer), field, "{pointer}");
    }
    let error = FieldError::from_pointer("/id", "reused");
    assert_eq!((error.field, error.reason), (Form, Reason::Reused));
}

#[test]
fn a_change_starts_from_what_is_known_and_keeps_the_contact() {
    let document = Document::from_value(crate::domain::read::sent(
        &json!({"id": "r1", "kind": "family",
        "status": "confirmed", "rev": 1, "contact": {"name": "王*", "phone": "138****1234"},
        "lines": [{"session": "s1", "party": {"adults": 1, "children": 2}}],
        "needs": [], "accept_waitlist": false}),
    ))
    .unwrap();
    let mut draft = Draft::of(&document);
    assert_eq!((draft.id.as_str(), draft.session.as_str()), ("r1", "s1"));
    assert_eq!(draft.check_change(&session(), &document), Ok(None));
    draft.set(Children, "3");
    let change = draft.check_change(&session(), &document).unwrap().unwrap();
    assert_eq!(change.lines.unwrap()[0].party.children, 3);
    assert_eq!(change.contact, None);
    draft.keeps_contact = false;
    let errors = draft.check_change(&session(), &document).unwrap_err();
    assert_eq!(errors[0].field, Phone, "a mask is not a number");
}

#[test]
fn a_draft_of_a_later_version_is_left_alone() {
    let draft = filled("family");
    assert_eq!(Draft::restore(&draft.store()), Restored::Whole(draft));
    assert_eq!(
        Draft::restore(r#"{"v":2,"id":"a","session":"b"}"#),
        Restored::Newer
    );
    for broken in ["", "[]", "{}", r#"{"v":1,"id":"a b","session":"s"}"#] {
        assert_eq!(Draft::restore(broken), Restored::Broken, "{broken}");
    }
    let long = json!({"id": "a", "session": "b", "inputs": {"signup-name": "长".repeat(10_000), "signup-phone": 7}});
    let draft = Draft::normalise(crate::domain::read::sent(&long)).unwrap();
    assert_eq!(draft.text(Name).chars().count(), text::LINE_MAX);
}

#[test]
fn ids_are_in_page_order_and_differ() {
    for (i, field) in Field::ALL.into_iter().enumerate() {
        assert_eq!(field as usize, i);
        assert!(Field::ALL[..i].iter().all(|other| other.id() != field.id()));
    }
}

#[test]
fn sessions_that_would_do_as_well_go_along_in_order() {
    let mut draft = filled("family");
    draft.set_wishes(&["s3".into(), "s2".into()]);
    let request = draft.check(&session()).unwrap();
    assert_eq!(request.lines[0].alternatives, ["s3", "s2"]);
    assert_eq!(
        Field::from_pointer("/lines/0/alternatives/1"),
        Field::Alternatives
    );
}

proptest! {
    #[test]
    fn nothing_typed_is_lost(texts in proptest::collection::vec(".{0,60}", 18)) {
        let mut draft = Draft::new("s1", "2023-1", &mut Ones);
        for (field, text) in Field::ALL.into_iter().zip(&texts) {
            draft.set(field, text);
        }
        let typed = draft.clone();
        let errors = draft.check(&session()).err().unwrap_or_default();
        draft.mark(&errors);
        for field in Field::ALL {
            prop_assert_eq!(draft.text(field), typed.text(field));
        }
        let kept = Draft::restore(&draft.store()).whole().unwrap();
        prop_assert_eq!(kept, typed);
    }
}

/// A family's registration as a server has it.
fn stands(adults: u32, children: u32, session: &str, needs: &[&str], rev: u32) -> Document {
    Document::from_value(crate::domain::read::sent(
        &json!({"id": "r1", "kind": "family", "status": "confirmed", "rev": rev,
        "contact": {"name": "王*", "phone": "138****1234"}, "needs": needs, "accept_waitlist": true,
        "lines": [{"session": session, "party": {"adults": adults, "children": children}}]}),
    ))
    .unwrap()
}

#[test]
fn a_change_that_was_handed_in_is_a_form_again() {
    let before = stands(1, 1, "s1", &[], 1);
    let mut draft = Draft::of(&before);
    draft.set(Children, "2");
    draft.set_need("wheelchair", true);
    let change = draft.check_change(&session(), &before).unwrap().unwrap();
    assert_eq!(Draft::of_change(&change, &before), draft);
    assert!(change.contact.is_none(), "the masked one is not sent back");
    assert!(
        change.is_in(&change.on(&before)),
        "once it is done it is there"
    );

    draft.keeps_contact = false;
    draft.set(Name, "李先生");
    draft.set(Phone, "13911112222");
    let change = draft.check_change(&session(), &before).unwrap().unwrap();
    assert_eq!(change.contact.as_ref().unwrap().phone, "13911112222");
    let again = Draft::of_change(&change, &before);
    assert!(!again.keeps_contact);
    assert_eq!(again.text(Phone), "13911112222");
}

#[test]
fn of_several_sessions_what_the_form_does_not_show_stays() {
    let mut before = stands(1, 1, "s1", &[], 1);
    before.lines.push(before.lines[0].clone());
    before.lines[1].session = "s2".into();
    let mut draft = Draft::of(&before);
    draft.set(Children, "5");
    draft.set_need("captions", true);
    let change = draft.check_change(&session(), &before).unwrap().unwrap();
    assert_eq!((change.lines, change.school), (None, None));
    assert_eq!(change.needs.unwrap(), ["captions"]);
    draft.keeps_contact = false;
    draft.set(Name, "");
    let errors = draft.check_change(&session(), &before).unwrap_err();
    assert_eq!(errors[0].field, Name);
}

#[test]
fn whether_to_be_asked_goes_only_with_who_waits() {
    let mut draft = filled("person");
    draft.set_when_free(registration::WhenFree::Offer);
    assert_eq!(
        draft.check(&session()).unwrap().when_free,
        registration::WhenFree::Offer
    );
    let restored = Draft::restore(&draft.store()).whole().unwrap();
    assert_eq!(restored.when_free(), registration::WhenFree::Offer);
    draft.set_flag(Waitlist, false);
    assert!(draft.check(&session()).unwrap().when_free.is_confirm());
    let waiting = |when| {
        let mut document = stands(1, 0, "s1", &[], 1);
        document.when_free = when;
        document
    };
    let before = waiting(registration::WhenFree::Offer);
    assert_eq!(
        Draft::of(&before).check_change(&session(), &before),
        Ok(None),
        "a form that nobody touched changes nothing"
    );
}

proptest! {
    /// What was typed is kept and what was left alone follows, whatever was changed elsewhere.
    #[test]
    fn what_is_typed_survives_what_is_changed_elsewhere(
        was in (1..4u32, 0..4u32, any::<bool>()),
        now in (1..4u32, 0..4u32, any::<bool>()),
        typed in (1..4u32, 0..4u32, any::<bool>()),
    ) {
        let document = |(adults, children, help): (u32, u32, bool), rev| {
            let needs: &[&str] = if help { &["wheelchair"] } else { &[] };
            stands(adults, children, "s1", needs, rev)
        };
        let (before, after) = (document(was, 1), document(now, 2));
        let mut draft = Draft::of(&before);
        draft.set_count(Adults, typed.0);
        draft.set_count(Children, typed.1);
        draft.set_need("wheelchair", typed.2);
        draft.rebase(&before, &after);
        let pick = |was: u32, now: u32, typed: u32| if typed == was { now } else { typed };
        let wanted = (
            pick(was.0, now.0, typed.0),
            pick(was.1, now.1, typed.1),
            if typed.2 == was.2 { now.2 } else { typed.2 },
        );
        let change = draft.check_change(&session(), &after).unwrap();
        let ends = change.unwrap_or_default().on(&after);
        prop_assert_eq!(ends.lines[0].party.adults, wanted.0);
        prop_assert_eq!(ends.lines[0].party.children, wanted.1);
        prop_assert_eq!(ends.needs.contains(&"wheelchair".to_owned()), wanted.2);
        prop_assert_eq!(ends.contact, after.contact);
    }
}
