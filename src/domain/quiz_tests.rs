use super::*;
use proptest::prelude::*;

struct Lot(u64);

impl Randomness for Lot {
    fn next_u64(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        self.0 >> 11
    }
}

fn quiz(questions: &str) -> Option<Quiz> {
    decode(&format!(r#"{{"title":"题","questions":[{questions}]}}"#))
}

#[test]
fn a_question_that_cannot_be_answered_is_left_out_and_counted() {
    let good = r#"{"text":"几月？","options":["八月","九月"],"answer":1,"explain":"九月。"}"#;
    for bad in [
        "null",
        r#"{"text":"无选项","answer":0}"#,
        r#"{"text":"一个选项","options":["甲"],"answer":0}"#,
        r#"{"text":"重复","options":["甲","甲"],"answer":0}"#,
        r#"{"text":"混入数字","options":["甲",2],"answer":0}"#,
        r#"{"text":"越界","options":["甲","乙"],"answer":2}"#,
        r#"{"text":"负数","options":["甲","乙"],"answer":-1}"#,
        r#"{"text":"没有答案","options":["甲","乙"]}"#,
        r#"{"text":"空答案","options":["甲","乙"],"answer":[]}"#,
        r#"{"text":"部分越界","options":["甲","乙"],"answer":[0,5]}"#,
        r#"{"options":["甲","乙"],"answer":0}"#,
    ] {
        let read = quiz(&format!("{good},{bad}")).unwrap();
        assert_eq!((read.questions.len(), read.skipped), (1, 1), "{bad}");
        assert_eq!(quiz(bad), None, "{bad}");
    }
    assert_eq!(decode("<html>"), None);
    assert_eq!(decode("{}"), None);
}

#[test]
fn an_answer_is_right_when_it_is_whole() {
    let one = &quiz(r#"{"text":"a","options":["1","2","3"],"answer":1}"#)
        .unwrap()
        .questions[0];
    assert!(!one.several && one.is_right(&[1]) && !one.is_right(&[0]) && !one.is_right(&[]));
    let two = &quiz(r#"{"text":"a","options":["1","2","3"],"answer":[2,0,2]}"#)
        .unwrap()
        .questions[0];
    assert_eq!(two.right, [0, 2]);
    assert!(two.several && two.is_right(&[2, 0]));
    assert!(!two.is_right(&[0]) && !two.is_right(&[0, 1, 2]));
}

#[test]
fn the_best_result_is_kept_while_the_quiz_is_the_same() {
    let score = |right, of| Score { right, of };
    assert_eq!(Score::read(&score(5, 6).write()), Some(score(5, 6)));
    for bad in ["", "1", "1 7 6", "2 5 6", "1 0 0", "1 x 6", "1 5 9999"] {
        assert_eq!(Score::read(bad), None, "{bad:?}");
    }
    assert!(score(5, 6).beats(None) && score(5, 6).beats(Some(score(4, 6))));
    assert!(!score(5, 6).beats(Some(score(5, 6))));
    assert!(score(1, 8).beats(Some(score(6, 6))), "another quiz by now");
}

#[test]
fn the_quizzes_of_the_sample_year_are_whole() {
    for (name, raw) in [
        ("water", include_str!("../../public/data/quiz/water.json")),
        ("moon", include_str!("../../public/data/quiz/moon.json")),
    ] {
        let quiz = decode(raw).expect(name);
        assert_eq!(quiz.skipped, 0, "{name}");
        assert!((5..=8).contains(&quiz.questions.len()), "{name}");
        assert!(
            quiz.questions.iter().all(|one| !one.explain.is_empty()),
            "{name}"
        );
    }
}

proptest! {
    #[test]
    fn an_order_holds_every_option_once(count in 0usize..9, seed in any::<u64>()) {
        let mut order = shuffled(count, &mut Lot(seed));
        order.sort_unstable();
        prop_assert!(order.into_iter().eq(0..count));
    }

    #[test]
    fn no_file_does_harm(raw in ".{0,80}", member in "[a-z]{0,8}", value in "[0-9\\[\\]{}\",a-z]{0,30}") {
        let _ = decode(&raw);
        let _ = quiz(&format!(r#"{{"text":"a","options":["1","2"],"{member}":{value}}}"#));
        let _ = Score::read(&raw);
    }
}
