//! Operations in the hands of several tabs, in storage, and over time.

use super::tests::{
    NOW, Random, cancel, change, create, document, ok, problem, request, seen, send,
};
use super::*;
use proptest::prelude::*;
use serde_json::json;

#[test]
fn two_tabs_share_one_operation() {
    let mut op = create();
    let first = op.claim(NOW).unwrap();
    assert_eq!(op.claim(NOW + LEASE - 1), None, "another tab waits");
    let mut late = op.clone();
    let second = op.claim(NOW + LEASE).expect("a dead tab's lease runs out");
    assert_eq!((first.call, second.call), (Call::Put, Call::Put));
    assert!(op.maybe_sent);
    let full = problem(409, json!({"code": "full"}), None);
    let step = on_answer(&mut op, first, full, NOW + LEASE, &mut Random(1));
    assert_eq!(step, Step::Ignored, "no answer to what was sent since");
    on_answer(
        &mut op,
        second,
        ok(3, 1, "confirmed"),
        NOW + LEASE,
        &mut Random(1),
    );
    let lost = Answer::Failed(Failure::Timeout);
    let step = on_answer(&mut op, second, lost, NOW + LEASE, &mut Random(1));
    assert_eq!((step, op.state), (Step::Ignored, State::Done));
    late.state = State::Unsure;
    let step = on_answer(&mut late, first, ok(3, 1, "confirmed"), NOW, &mut Random(1));
    assert!(
        matches!(step, Step::Finished(_)),
        "success counts whenever it comes"
    );
    let mut other = create();
    let foreign = Answer::Document(Box::new(document("r2", 3, 1, "confirmed")));
    send(&mut other, NOW, foreign);
    assert_eq!(
        other.state,
        State::Unsure,
        "another's document confirms nothing"
    );
}

#[test]
fn it_is_stored_as_ever() {
    assert_eq!(
        create().store(),
        r#"{"v":1,"id":"r1","create":{"kind":"family","contact":{"name":"王芳","phone":"13812341234"},"lines":[{"session":"s1","party":{"adults":1,"children":2}}],"accept_waitlist":false,"needs":[],"consent_version":"2023-1"},"change":null,"rev":"","token":"","seen":[{"session":"s1","activity":"","title":"身边的水","place":"平原博物院","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T12:00:00+08:00"}],"created_at":1694304000000,"tries":0,"next_at":1694304000000,"maybe_sent":false,"check":"","state":"queued","until":0,"before":null,"after":null,"problem":null}"#
    );
}

#[test]
fn one_id_one_operation() {
    let (a, mut b) = (create(), create());
    assert_eq!(admit(None, &a), Admit::Add);
    assert_eq!(admit(Some(&a), &b), Admit::Same, "a double tap");
    b.action = Action::Create(request(2));
    assert_eq!(
        admit(Some(&a), &b),
        Admit::Replace,
        "edited before it was sent"
    );
    let mut sent = a.clone();
    send(&mut sent, NOW, Answer::Failed(Failure::Timeout));
    assert_eq!(
        admit(Some(&sent), &b),
        Admit::Wait,
        "edited while it may be there"
    );
    assert_eq!(admit(Some(&sent), &cancel()), Admit::Wait);
    assert_eq!(admit(Some(&a), &cancel()), Admit::Withdraw);
    assert_eq!(admit(Some(&change()), &cancel()), Admit::Replace);
    assert_eq!(admit(Some(&cancel()), &change()), Admit::Wait);
    let mut refused = a.clone();
    send(
        &mut refused,
        NOW,
        problem(409, json!({"code": "full"}), None),
    );
    assert_eq!(admit(Some(&refused), &b), Admit::Replace);
}

#[test]
fn a_session_that_moved_asks_again() {
    let before = seen("2023-09-17T09:00:00+08:00");
    let after = seen("2023-09-17T10:00:00+08:00");
    for now_is in [Some(after.clone()), None] {
        let mut op = create();
        op.compare(&|_| Some(before.clone()));
        assert_eq!(op.state, State::Queued);
        op.compare(&|_| now_is.clone());
        let State::NeedsPerson(Need::Changed {
            before: b,
            after: a,
        }) = &op.state
        else {
            panic!("asks");
        };
        assert_eq!((**b == before, a.as_deref()), (true, now_is.as_ref()));
        let stored = Operation::restore(&op.store()).whole().unwrap();
        assert_eq!(stored, op);
        op.confirm(vec![after.clone()], None, NOW);
        op.compare(&|_| Some(after.clone()));
        assert_eq!(op.state, State::Queued);
    }
    let mut sent = create();
    send(&mut sent, NOW, Answer::Failed(Failure::Timeout));
    sent.compare(&|_| None);
    assert_eq!(
        sent.state,
        State::Unsure,
        "what may be there is for the server to say"
    );
}

#[test]
fn a_contact_leaves_after_three_days_whatever_the_clock_did() {
    let mut op = create();
    op.tend(NOW + KEEP);
    assert_eq!(op.state, State::Queued);
    op.tend(NOW + KEEP + 1);
    assert_eq!(op.state, State::NeedsPerson(Need::Expired));
    assert!(!op.store().contains("13812341234"));

    let mut ahead = create();
    let year = 365 * 24 * 3_600_000;
    ahead.created_at += year;
    ahead.next_at += year;
    ahead.tend(NOW);
    assert!(ahead.claim(NOW + retry::ASKED_MAX).is_some());
    ahead.state = State::Sending(NOW + year);
    ahead.tend(NOW);
    assert_eq!(ahead.due_at(), Some(NOW + LEASE));
}

#[test]
fn records_come_back_whole() {
    for mut op in [create(), change(), cancel()] {
        for state in [
            State::Draft,
            State::Queued,
            State::Sending(NOW),
            State::Done,
            State::NeedsPerson(Need::Stale),
            State::Refused(Box::new(Problem::from_value(
                crate::domain::read::sent(
                    &json!({"code": "full", "detail": "满", "session": "s1", "alternatives": ["s2"],
                    "errors": [{"pointer": "/kind", "code": "kind"}]}),
                ),
                409,
            ))),
        ] {
            op.state = state;
            assert_eq!(Operation::restore(&op.store()), Restored::Whole(op.clone()));
        }
        op.next_at = NEVER;
        op.maybe_sent = true;
        op.state = State::Unsure;
        assert_eq!(Operation::restore(&op.store()), Restored::Whole(op));
    }
    assert_eq!(Operation::restore(r#"{"v":3}"#), Restored::Newer);
    assert_eq!(Operation::restore("{"), Restored::Broken);
}

proptest! {
    #[test]
    fn a_damaged_record_is_survived(cut in 0usize..900, insert in ".{0,12}", now in any::<i32>()) {
        let mut stored = create().store();
        let cut = (0..=cut.min(stored.len())).rev().find(|i| stored.is_char_boundary(*i)).unwrap();
        stored.insert_str(cut, &insert);
        if let Restored::Whole(mut op) = Operation::restore(&stored) {
            op.tend(i64::from(now));
            op.claim(i64::from(now));
            prop_assert!(Operation::restore(&op.store()).whole().is_some());
        }
    }
}
