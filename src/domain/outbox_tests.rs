use super::*;
use crate::domain::registration::{Contact, Status};
use serde_json::{Value, json};

pub(super) struct Random(pub u64);
impl Randomness for Random {
    fn next_u64(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

pub(super) const NOW: Millis = 1_694_304_000_000;

pub(super) fn request(seats: u32) -> Request {
    Request::from_value(crate::domain::read::sent(&json!({"kind": "family",
        "contact": {"name": "王芳", "phone": "13812341234"},
        "lines": [{"session": "s1", "party": {"adults": 1, "children": seats - 1}}],
        "accept_waitlist": false, "needs": [], "consent_version": "2023-1"})))
    .unwrap()
}

pub(super) fn document(id: &str, seats: u32, rev: u32, status: &str) -> Document {
    Document::from_value(crate::domain::read::sent(
        &json!({"id": id, "kind": "family", "status": status,
        "code": "ABCD2345", "manage_token": "t0", "rev": rev,
        "contact": {"name": "王*", "phone": "138****1234"},
        "lines": [{"session": "s1", "party": {"adults": 1, "children": seats - 1}}]}),
    ))
    .unwrap()
}

pub(super) fn seen(start: &str) -> Snapshot {
    Snapshot::from_value(crate::domain::read::sent(
        &json!({"session": "s1", "title": "身边的水", "place": "平原博物院",
        "start": start, "end": "2023-09-17T12:00:00+08:00"}),
    ))
    .unwrap()
}

pub(super) fn create() -> Operation {
    let seen = seen("2023-09-17T09:00:00+08:00");
    Operation::new("r1".into(), Action::Create(request(3)), vec![seen], NOW)
}

pub(super) fn change() -> Operation {
    let change = Change {
        lines: Some(request(4).lines),
        contact: Some(request(4).contact),
        ..Change::default()
    };
    let (rev, token) = ("1".to_owned(), "t0".to_owned());
    Operation::new(
        "r1".into(),
        Action::Change { change, rev, token },
        vec![],
        NOW,
    )
}

pub(super) fn cancel() -> Operation {
    let token = "t0".to_owned();
    Operation::new("r1".into(), Action::Cancel { token }, vec![], NOW)
}

pub(super) fn problem(status: u16, body: Value, retry_after: Option<Millis>) -> Answer {
    Answer::Problem {
        problem: Box::new(Problem::from_value(
            crate::domain::read::sent(&body),
            status,
        )),
        retry_after,
    }
}

pub(super) fn ok(seats: u32, rev: u32, status: &str) -> Answer {
    Answer::Document(Box::new(document("r1", seats, rev, status)))
}

/// Claims, makes the call it names and takes the answer.
pub(super) fn send(op: &mut Operation, now: Millis, answer: Answer) -> (Call, Step) {
    let claim = op.claim(now).expect("due");
    let step = on_answer(op, claim, answer, now, &mut Random(7));
    (claim.call, step)
}

pub(super) fn due(op: &Operation) -> Millis {
    op.due_at().expect("waits by itself")
}

#[test]
fn a_lost_answer_is_unsure_and_sent_again_under_the_same_id() {
    for failure in [
        Failure::Timeout,
        Failure::Unreachable,
        Failure::NotJson,
        Failure::Aborted,
    ] {
        let mut op = create();
        let (call, step) = send(&mut op, NOW, Answer::Failed(failure));
        assert_eq!(call, Call::Put);
        assert!(matches!(step, Step::Wait(at) if (NOW..=NOW + 1_000).contains(&at)));
        assert_eq!(op.state, State::Unsure);
        let at = due(&op);
        let (call, step) = send(&mut op, at, ok(3, 1, "confirmed"));
        assert_eq!(call, Call::Put);
        assert!(matches!(step, Step::Finished(document) if document.status == Status::Confirmed));
        let Action::Create(request) = &op.action else {
            unreachable!()
        };
        assert_eq!(
            request.contact,
            Contact::default(),
            "the contact goes once it is sent"
        );
    }
}

#[test]
fn offline_costs_no_try_and_no_doubt() {
    let mut op = create();
    let mut now = NOW;
    for _ in 0..50 {
        send(&mut op, now, Answer::Failed(Failure::Offline));
        assert_eq!(
            (op.state.clone(), op.tries, op.maybe_sent),
            (State::Queued, 0, false)
        );
        now = due(&op);
    }
}

#[test]
fn in_flight_waits_and_looks() {
    let mut op = create();
    let (_, step) = send(&mut op, NOW, problem(409, json!({}), Some(2_000)));
    assert!(matches!(step, Step::Wait(at) if at >= NOW + 2_000));
    assert_eq!(op.state, State::Unsure);
    let mut without_token = op.clone();
    let at = due(&op);
    let (call, step) = send(&mut op, at, ok(3, 1, "confirmed"));
    assert_eq!(call, Call::Get);
    assert!(matches!(step, Step::Finished(_)));

    let (call, step) = send(&mut without_token, at, problem(401, json!({}), None));
    assert_eq!(call, Call::Get);
    assert!(matches!(step, Step::Wait(_)));
    let at = due(&without_token);
    let (call, _) = send(&mut without_token, at, ok(3, 1, "confirmed"));
    assert_eq!(
        call,
        Call::Put,
        "sending again tells what looking could not"
    );
}

#[test]
fn a_reused_id_stops_for_a_person() {
    let mut op = create();
    let body = json!({"code": "invalid", "errors": [{"pointer": "/id", "code": "reused"}]});
    let (_, step) = send(&mut op, NOW, problem(422, body, None));
    assert_eq!(step, Step::Ask(None));
    assert_eq!(op.state, State::NeedsPerson(Need::Reused));
    assert_eq!(
        (op.claim(NOW + KEEP), next([&op].into_iter(), NOW + KEEP)),
        (None, None)
    );
}

#[test]
fn what_stands_there_already_is_fetched_and_compared() {
    for (stands, same) in [(3, true), (2, false)] {
        let mut op = create();
        send(&mut op, NOW, problem(412, json!({}), None));
        let at = due(&op);
        let (call, step) = send(&mut op, at, ok(stands, 1, "confirmed"));
        assert_eq!(call, Call::Get);
        match same {
            true => assert!(matches!(step, Step::Finished(_))),
            false => assert_eq!(op.state, State::NeedsPerson(Need::Conflict)),
        }
    }
    let mut op = create();
    send(&mut op, NOW, problem(412, json!({}), None));
    let at = due(&op);
    send(&mut op, at, problem(401, json!({}), None));
    assert_eq!(op.state, State::NeedsPerson(Need::Conflict));
}

#[test]
fn a_stale_change_shows_the_difference_and_keeps_what_was_typed() {
    for status in [412, 428] {
        let mut op = change();
        let (call, _) = send(
            &mut op,
            NOW,
            problem(status, json!({"code": "stale"}), None),
        );
        assert_eq!(call, Call::Patch);
        let mut applied = op.clone();
        let at = due(&op);
        let (call, step) = send(&mut op, at, ok(2, 5, "confirmed"));
        assert_eq!(call, Call::Get);
        assert!(matches!(step, Step::Ask(Some(document)) if document.rev == "5"));
        assert_eq!(op.state, State::NeedsPerson(Need::Stale));
        op.confirm(vec![], Some("5"), at);
        let Action::Change { change, rev, .. } = &op.action else {
            unreachable!()
        };
        assert_eq!(
            (rev.as_str(), change.lines.as_ref().unwrap()),
            ("5", &request(4).lines)
        );
        assert_eq!(op.claim(at).unwrap().call, Call::Patch);

        let (_, step) = send(&mut applied, at, ok(4, 2, "confirmed"));
        assert!(
            matches!(step, Step::Finished(_)),
            "our own change, whose answer was lost"
        );
    }
}

#[test]
fn a_server_that_names_a_time_is_given_it() {
    let mut op = create();
    let mut now = NOW;
    for status in [429, 503, 429, 503, 429, 503, 429, 503] {
        let (_, step) = send(&mut op, now, problem(status, json!({}), Some(60_000)));
        assert!(matches!(step, Step::Wait(at) if (60_000..=75_000).contains(&(at - now))));
        assert_eq!(
            (op.state.clone(), op.tries),
            (State::Queued, 0),
            "never in doubt"
        );
        now = due(&op);
    }
}

#[test]
fn six_tries_then_a_button() {
    for answer in [
        problem(500, json!({}), None),
        problem(429, json!({}), None),
        Answer::Failed(Failure::Unreachable),
    ] {
        let mut op = create();
        let mut now = NOW;
        for try_ in 1..=6 {
            let (_, step) = send(&mut op, now, answer.clone());
            match try_ {
                6 => assert_eq!(step, Step::Manual),
                _ => now = due(&op),
            }
        }
        assert!(op.is_manual() && op.is_live());
        assert_eq!(next([&op].into_iter(), now + KEEP), None);
        op.retry(now);
        assert_eq!(op.claim(now).unwrap().call, Call::Put);
    }
}

#[test]
fn a_refusal_is_final_and_keeps_the_draft() {
    for status in [400, 401, 403, 404, 409, 410, 413, 422] {
        let mut op = create();
        let (_, step) = send(&mut op, NOW, problem(status, json!({"code": "full"}), None));
        assert_eq!(step, Step::Refused, "{status}");
        assert!(matches!(&op.action, Action::Create(kept) if *kept == request(3)));
        assert_eq!(op.due_at(), None);
    }
}

#[test]
fn of_a_class_refused_in_part_nothing_stands_and_all_of_it_is_kept() {
    let lines = json!([
        {"session": "s1", "party": {"adults": 3, "children": 42}},
        {"session": "s2", "party": {"adults": 3, "children": 40}},
    ]);
    let body = json!({"kind": "class", "contact": {"name": "赵老师", "phone": "13812341234"},
        "lines": lines, "school": {"name": "实验小学", "grade": 4, "class": "2 班"}});
    let wish = Request::from_value(crate::domain::read::sent(&body)).unwrap();
    let mut op = Operation::new("r1".into(), Action::Create(wish.clone()), vec![], NOW);
    let full = json!({"code": "full", "session": "s2",
        "lines": [{"pointer": "/lines/1", "session": "s2", "alternatives": ["s3"]}]});
    let (_, step) = send(&mut op, NOW, problem(409, full, None));
    assert_eq!(
        (step, op.due_at()),
        (Step::Refused, None),
        "no half of it is sent again"
    );
    // After a restart too: both lines, and which of them found no room.
    let op = Operation::restore(&op.store()).whole().unwrap();
    assert_eq!(op.action, Action::Create(wish));
    let State::Refused(problem) = &op.state else {
        panic!("refused");
    };
    assert_eq!((problem.lines.len(), problem.lines[0].line), (1, 1));
    assert_eq!(problem.lines[0].alternatives, ["s3"]);
}

#[test]
fn cancelling_is_meant_whatever_happened_in_between() {
    let mut op = cancel();
    send(&mut op, NOW, problem(412, json!({}), None));
    let at = due(&op);
    send(&mut op, at, ok(2, 9, "confirmed"));
    let at = due(&op);
    let (call, step) = send(&mut op, at, ok(2, 10, "cancelled"));
    assert_eq!(call, Call::Delete);
    assert!(matches!(step, Step::Finished(_)));
}

fn answer_offer(offer: Offer) -> Operation {
    let change = Change {
        offer: Some(offer),
        ..Change::default()
    };
    let (rev, token) = ("2".to_owned(), "t0".to_owned());
    let seen = vec![seen("2023-09-17T09:00:00+08:00")];
    let action = Action::Change { change, rev, token };
    Operation::new("r1".into(), action, seen, NOW)
}

#[test]
fn an_offer_answered_elsewhere_or_too_late_leaves_nothing_to_decide() {
    let gone = || problem(409, json!({"code": "gone"}), None);
    let stale = || problem(412, json!({"code": "stale"}), None);
    for (offer, refusal, stands, is_done) in [
        (Offer::Accept, stale(), "confirmed", true),
        (Offer::Accept, gone(), "confirmed", true),
        (Offer::Accept, gone(), "expired", false),
        (Offer::Accept, gone(), "cancelled", false),
        (Offer::Pass, stale(), "confirmed", false),
        (Offer::Pass, gone(), "expired", false),
        (Offer::Pass, stale(), "cancelled", true),
    ] {
        let mut op = answer_offer(offer);
        assert_eq!(send(&mut op, NOW, refusal).0, Call::Patch);
        let at = due(&op);
        let (call, step) = send(&mut op, at, ok(2, 3, stands));
        assert_eq!((call, &op.state), (Call::Get, &State::Done));
        match step {
            Step::Finished(document) if is_done => assert_eq!(document.status, offer.outcome()),
            Step::Missed(document) if !is_done => assert_eq!(document.status.id(), stands),
            step => panic!("{offer:?} of what is {stands}: {step:?}"),
        }
    }
    // It still stands, as another revision: whoever wants it is asked once more.
    let mut op = answer_offer(Offer::Accept);
    send(&mut op, NOW, stale());
    let at = due(&op);
    let (_, step) = send(&mut op, at, ok(2, 3, "offered"));
    assert!(matches!(step, Step::Ask(Some(_))));
    op.confirm(vec![], Some("3"), at);
    assert_eq!(send(&mut op, at, ok(2, 4, "confirmed")).0, Call::Patch);
    assert_eq!(op.state, State::Done);
}

#[test]
fn what_gives_places_back_does_not_ask_whether_the_session_changed() {
    let off = |_: &str| None;
    assert!(!answer_offer(Offer::Pass).compare(&off));
    assert!(answer_offer(Offer::Accept).compare(&off));
}

#[test]
fn a_change_of_what_was_cancelled_elsewhere_ends() {
    let mut op = change();
    send(&mut op, NOW, problem(412, json!({"code": "stale"}), None));
    let at = due(&op);
    let (_, step) = send(&mut op, at, ok(2, 5, "cancelled"));
    assert!(matches!(step, Step::Missed(_)));
    assert!(!op.store().contains("13812341234"), "the contact goes too");
}
