use super::*;
use crate::domain::outbox::{
    Action, Admit, Answer, Call, Failure, KEEP, Need, Operation, State, Step, admit, on_answer,
};
use crate::domain::registration::Problem;
use proptest::prelude::*;
use serde_json::json;

const NOW: i64 = 1_694_304_000_000;

struct Random(u64);
impl Randomness for Random {
    fn next_u64(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        self.0
    }
}

fn wording(text: &str) -> Wording {
    Wording::typed("quantum-talk", "小明", text)
}

fn ask(text: &str) -> Operation {
    Operation::new("q1".into(), Action::Ask(wording(text)), vec![], NOW)
}

fn problem(status: u16, code: &str) -> Answer {
    let body = json!({"code": code, "errors": [{"pointer": "/id", "code": code}]});
    Answer::Problem {
        problem: Box::new(Problem::from_value(read::sent(&body), status)),
        retry_after: None,
    }
}

/// Claims what is due, gives the answer, and says what was called and what follows.
fn send(op: &mut Operation, now: i64, answer: Answer) -> (Call, Step) {
    let claim = op.claim(now).expect("due");
    (
        claim.call,
        on_answer(op, claim, answer, now, &mut Random(7)),
    )
}

#[test]
fn what_is_typed_is_one_clean_line_that_is_counted_as_a_person_counts() {
    let typed = wording(" 为什么\u{202e}\n天\u{200b}是蓝的？ ");
    assert_eq!(typed.text, "为什么 天是蓝的？");
    assert_eq!(typed.fault(), None);
    assert_eq!(wording("\u{202e} ").fault(), Some(Fault::Empty));
    assert_eq!(wording(&"问".repeat(200)).fault(), None);
    assert_eq!(wording(&"问".repeat(203)).fault(), Some(Fault::TooLong(3)));
    assert_eq!(wording(&"👍🏽".repeat(200)).fault(), None);
    let heap = format!("a{}", "\u{301}".repeat(900));
    assert!(matches!(wording(&heap).fault(), Some(Fault::TooLong(_))));
    let named = Wording::typed("l", &"名".repeat(17), "问");
    assert_eq!(named.fault(), Some(Fault::NameTooLong));
    for (text, n) in [("", 0), ("e\u{301}", 1), ("❤️", 1), ("🇨🇳🇨🇳", 2), ("が", 1)]
    {
        assert_eq!(count(text), n, "{text}");
    }
    let nameless = Wording::typed("l", "", "\"<b>");
    assert_eq!(nameless.json(), r#"{"text":"\"<b>"}"#);
}

#[test]
fn the_list_is_pinned_first_then_by_votes_then_the_newest_with_answers_last() {
    let one = |id: &str, votes: u32, minute: u32, more: &str| {
        format!(
            r#"{{"id":"{id}","text":"{id}","votes":{votes},"at":"2023-09-17T10:{minute:02}:00+08:00"{more}}}"#
        )
    };
    let all = [
        one("a", 1, 1, ""),
        one("b", 9, 2, r#","answer":{"text":"好"},"pinned":true"#),
        one("c", 1, 3, ""),
        one("d", 5, 4, ""),
        one("e", 0, 5, r#","pinned":true"#),
        one("a", 7, 6, ""),
        r#"{"id":"no text"},{"text":"no id"},7"#.to_owned(),
        r#"{"id":"f","text":"甲\u202e乙","votes":-1,"answer":{}}"#.to_owned(),
    ];
    let text = format!(
        r#"{{"state":"open","total":2,"questions":[{}],"mine":[{{"id":"q1","state":"hidden","reason":"无关"}},{{"id":"q2","state":"odd"}}]}}"#,
        all.join(",")
    );
    let listing = decode(&text).unwrap();
    let ids: Vec<&str> = listing
        .questions
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["e", "d", "c", "a", "b", "f"]);
    assert_eq!(
        (listing.answered, listing.total, listing.open),
        (2, 6, true)
    );
    assert_eq!(listing.questions[5].text, "甲乙");
    assert_eq!(
        listing.questions[5].reply,
        Some(Reply {
            text: String::new()
        })
    );
    assert_eq!(
        listing.mine,
        [("q1".to_owned(), Standing::Hidden("无关".into()))]
    );
    assert_eq!(decode("<html>"), None);
    assert_eq!(decode("{}"), None);
}

#[test]
fn it_waits_like_a_registration_and_is_sent_under_one_id() {
    let mut op = ask("问");
    let (call, step) = send(&mut op, NOW, Answer::Failed(Failure::Timeout));
    assert_eq!((call, matches!(step, Step::Wait(_))), (Call::Put, true));
    assert_eq!(op.state, State::Unsure);
    assert_eq!(Operation::restore(&op.store()).whole().as_ref(), Some(&op));
    // Still being worked on: it is sent again, not asked for.
    let at = op.due_at().unwrap();
    send(&mut op, at, problem(409, "busy"));
    let at = op.due_at().unwrap();
    let (call, step) = send(&mut op, at, Answer::Asked("q1".into()));
    assert_eq!(
        (call, step, &op.state),
        (Call::Put, Step::Asked, &State::Done)
    );
}

#[test]
fn every_refusal_ends_or_waits_and_says_why() {
    let after = |status, code| {
        let mut op = ask("问");
        let (_, step) = send(&mut op, NOW, problem(status, code));
        (step, op.state)
    };
    assert!(matches!(
        after(409, "closed"),
        (Step::Refused, State::Refused(_))
    ));
    assert!(matches!(after(404, "gone"), (Step::Refused, _)));
    assert!(matches!(
        after(429, "rate_limited"),
        (Step::Wait(_), State::Queued)
    ));
    assert!(matches!(
        after(422, "reused"),
        (_, State::NeedsPerson(Need::Reused))
    ));
    assert_eq!(
        after(412, "stale"),
        (Step::Asked, State::Done),
        "it is there already"
    );
    let mut other = ask("问");
    let (_, step) = send(&mut other, NOW, Answer::Asked("q2".into()));
    assert!(matches!(step, Step::Wait(_)), "another's answer is none");
}

#[test]
fn after_three_days_a_person_decides_and_may_send_it_again() {
    let mut op = ask("问");
    assert!(op.tend(NOW + KEEP + 1));
    assert_eq!(op.state, State::NeedsPerson(Need::Expired));
    assert_eq!(
        op.action,
        Action::Ask(wording("问")),
        "what was asked is no contact"
    );
    assert_eq!(admit(Some(&op), &ask("问")), Admit::Replace);
    assert_eq!(
        admit(Some(&ask("问")), &ask("问")),
        Admit::Same,
        "pressed twice"
    );
    assert!(
        op.store().starts_with(r#"{"v":2,"#),
        "an earlier version leaves it alone"
    );
}

#[test]
fn what_is_kept_is_read_again_and_leaves_in_time() {
    let mut own = Own::new("q1", &wording("问"), NOW);
    own.standing = Standing::Hidden("与讲座无关".into());
    assert_eq!(Own::restore(&own.store()).whole().as_ref(), Some(&own));
    assert_eq!(Own::restore(r#"{"v":9,"id":"q1"}"#), Restored::Newer);
    assert_eq!(Own::restore(r#"{"v":1,"id":"q1"}"#), Restored::Broken);
    assert!(!own.is_expired(NOW + 86_400_000) && own.is_expired(NOW + 31 * 86_400_000));
    let mut votes = Votes::new(&mut Random(3));
    votes.ids.insert("q1".into(), ());
    votes.at = NOW;
    assert!(!votes.is_expired(NOW) && votes.is_expired(NOW + 31 * 86_400_000));
    assert_eq!(Votes::restore(&votes.store()).whole(), Some(votes));
}

/// A server that keeps the contract: what it has, and how often it took something in.
#[derive(Default)]
struct Server {
    had: Vec<(String, String)>,
    taken: u32,
}

impl Server {
    fn put(&mut self, id: &str, body: String) -> Answer {
        match self.had.iter().find(|(known, _)| known == id) {
            Some((_, first)) if *first == body => Answer::Asked(id.into()),
            Some(_) => problem(422, "reused"),
            None => {
                self.had.push((id.into(), body));
                self.taken += 1;
                Answer::Asked(id.into())
            }
        }
    }
}

proptest! {
    /// Whatever is lost on the way, and however often a tab dies, a question is asked once and not lost.
    #[test]
    fn asked_once_whatever_is_lost(faults in prop::collection::vec((0u8..6, 0i64..90_000), 0..40)) {
        let mut server = Server::default();
        let mut stored = Some(ask("月亮背面有什么？").store());
        let mut now = NOW;
        for (fault, wait) in faults.into_iter().chain(std::iter::repeat_n((9, 60_000), 8)) {
            now += wait;
            let Some(text) = &stored else { break };
            let mut op = Operation::restore(text).whole().expect("whole");
            op.tend(now);
            if op.is_manual() {
                op.retry(now);
            }
            let Some(claim) = op.claim(now) else { continue };
            stored = Some(op.store());
            let Action::Ask(wording) = &op.action else { unreachable!() };
            let body = wording.json();
            let answer = match fault {
                // Killed before it left, and after it arrived.
                0 => continue,
                1 => { server.put("q1", body); continue }
                2 => Answer::Failed(Failure::Offline),
                3 => Answer::Failed(Failure::Unreachable),
                4 => { server.put("q1", body); Answer::Failed(Failure::NotJson) }
                5 => problem(429, "rate_limited"),
                _ => server.put("q1", body),
            };
            let step = on_answer(&mut op, claim, answer, now, &mut Random(1));
            stored = (step != Step::Asked).then(|| op.store());
        }
        prop_assert_eq!(server.taken, 1);
        prop_assert_eq!(stored, None, "it ends");
    }

    #[test]
    fn no_answer_and_no_record_breaks_it(text in any::<String>(), seed in any::<u64>(), misses in any::<u32>()) {
        decode(&text);
        let _ = (Own::restore(&text), Votes::restore(&text));
        let typed = wording(&text);
        if typed.fault().is_none() {
            prop_assert_eq!(&wording(&typed.text), &typed, "clean stays clean");
            prop_assert!(count(&typed.text) <= TEXT_MAX);
        }
        for live in [true, false] {
            prop_assert!((20_000..=900_000).contains(&look_after(live, misses, &mut Random(seed))));
        }
    }
}
