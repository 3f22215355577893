use super::*;
use crate::domain::read::sent;
use proptest::prelude::*;
use serde_json::json;

fn faulty(faults: &[Fault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.member.as_str()).collect()
}

#[test]
fn the_later_side_counts_and_what_nobody_says_is_as_usual() {
    let file = sent(&json!({"venue": "guan", "idle_seconds": 60, "message": "欢迎"}));
    let backend = sent(&json!({
        "venue": "qu-guan", "sections": ["now", "theme", "now"], "message": null,
        "bright": {"from": "08:30", "to": "17:30"}, "orientation": "portrait", "sign_up": true, "code": "2468",
    }));
    let (settings, faults) = read(&[file, backend], &Settings::default());
    assert_eq!(faults, []);
    assert_eq!(settings.venue, "qu-guan");
    assert_eq!((settings.idle_seconds, settings.warn_seconds), (60, 25));
    assert_eq!(settings.message, "欢迎");
    assert_eq!(settings.sections, [Section::Now, Section::Theme]);
    assert_eq!(settings.bright, Some((510, 1050)));
    assert_eq!(settings.orientation, Orientation::Portrait);
    assert!(settings.sign_up);
    let (settings, _) = read(&[file, sent(&json!({"bright": "always"}))], &settings);
    assert_eq!((settings.bright, settings.sign_up), (None, false));
}

#[test]
fn what_is_wrong_keeps_its_last_good_value_and_is_told() {
    let good = json!({"venue": "guan", "idle_seconds": 90, "bright": {"from": "09:00", "to": "17:00"}, "code": "1357", "turn_seconds": 20});
    let (last, _) = read(&[sent(&good)], &Settings::default());
    let bad = json!({
        "venue": "../x", "idle_seconds": 5, "bright": {"from": "9", "to": "17:00"}, "code": "12", "turn_seconds": 12,
        "sections": ["now", "weather"], "warn_seconds": "30", "orientation": "up", "sign_up": 1, "language": "tlh",
        "message": "长".repeat(121), "idle_second": 70,
    });
    let (settings, faults) = read(&[sent(&bad)], &last);
    assert_eq!(
        settings,
        Settings {
            turn_seconds: 12,
            ..last.clone()
        }
    );
    assert_eq!(faults.len(), 11);
    assert_eq!(
        faults
            .last()
            .map(|fault| (fault.member.as_str(), fault.unknown)),
        Some(("idle_second", true))
    );
    assert!(faulty(&faults).contains(&"language"));
    // No settings at all, of whatever kind, are as usual.
    for none in [json!(null), json!([]), json!("x"), json!({})] {
        assert_eq!(read(&[sent(&none)], &last), (Settings::default(), vec![]));
    }
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let texts = (
        "[a-z0-9-]{0,12}",
        "[0-9]{0,6}",
        "[一-龥a-z\"]{0,20}",
        "([0-9]{4,8})?",
    );
    let numbers = (60u32..=90, 20u32..=60, 6u32..=60, 0u32..1440, 1u32..1440);
    let rest = (
        0usize..3,
        proptest::sample::subsequence(Section::ALL.to_vec(), 1..=6),
        any::<bool>(),
        any::<bool>(),
    );
    (texts, numbers, rest).prop_map(
        |(
            (venue, district, message, code),
            (idle, warn, turn, from, by),
            (way, sections, hours, sign_up),
        )| Settings {
            venue,
            district,
            orientation: Orientation::ALL[way],
            sections,
            idle_seconds: idle,
            warn_seconds: warn,
            turn_seconds: turn,
            bright: hours.then_some((from, (from + by) % 1440)),
            message,
            code,
            sign_up,
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(settings in any_settings()) {
        let text = write(&settings);
        let document = crate::domain::read::document(&text).unwrap();
        prop_assert_eq!(read(&[document.root()], &Settings::default()), (settings, vec![]));
    }

    #[test]
    fn any_text_leaves_a_screen_that_works(text in ".{0,200}", last in any_settings()) {
        let text = format!("{{\"idle_seconds\":{text}");
        if let Some(document) = crate::domain::read::document(&text) {
            let (settings, _) = read(&[document.root()], &last);
            prop_assert!((60..=90).contains(&settings.idle_seconds));
            prop_assert!(!settings.sections.is_empty());
        }
    }
}
