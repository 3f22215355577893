use super::*;
use proptest::prelude::*;

const YEAR: &str = include_str!("../../public/data/2023.json");

#[test]
fn a_code_is_known_however_it_is_typed() {
    for typed in [
        "Q0A1V7",
        "q0a1v7",
        " QO A1-v7 ",
        "ｑ０ａ１ｖ７",
        "qoaLU7",
        "QOAIV7",
        "Q0A-1V7",
    ] {
        assert_eq!(tidy(typed).as_deref(), Some("Q0A1V7"), "{typed:?}");
    }
    for bad in ["", "Q0A1V", "Q0A1V77", "Q0A1V!", "活动活动活动"] {
        assert_eq!(tidy(bad), None, "{bad:?}");
    }
}

#[test]
fn a_link_brings_its_code_in_the_fragment() {
    assert_eq!(in_fragment("#Q0A1V7").as_deref(), Some("Q0A1V7"));
    assert_eq!(in_fragment("#Q0A1V7&from=chat").as_deref(), Some("Q0A1V7"));
    assert_eq!(in_fragment("#%51%30A1V7").as_deref(), Some("Q0A1V7"));
    assert_eq!(in_fragment(""), None);
    assert_eq!(in_fragment("#"), None);
}

#[test]
fn the_same_code_gives_another_hash_elsewhere_and_next_year() {
    let here = digest("2023", "museum", "Q0A1V7");
    assert_eq!(here.hash.len(), 16);
    assert_ne!(here.hash, digest("2023", "library", "Q0A1V7").hash);
    assert_ne!(here.hash, digest("2024", "museum", "Q0A1V7").hash);
    assert_eq!(here.hash, digest("2023", "museum", "Q0A1V7").hash);
}

#[test]
fn the_codes_of_the_sample_year_are_those_the_readme_tells() {
    let catalogue = Catalogue::decode(YEAR).unwrap();
    let posts = posts(&catalogue);
    assert!(posts.len() >= 6, "{}", posts.len());
    let readme = include_str!("../../README.md");
    for (at, post) in posts.iter().enumerate() {
        let code = code_of("sample", "2023", &post.id);
        assert_eq!(tidy(&code).as_ref(), Some(&code));
        assert_eq!(
            find(&posts, "2023", &code).map(|(at, _)| at),
            Some(at),
            "{}",
            post.id
        );
        assert!(
            readme.contains(&code),
            "the README tells {code} of {}",
            post.id
        );
        assert!(!YEAR.contains(&code), "{code} is in the year file");
    }
    assert_eq!(find(&posts, "2023", "000000"), None);
}

#[test]
fn what_is_kept_is_read_again_and_a_made_up_mark_is_none() {
    let stamp = Collected {
        at: 1_694_912_400_000,
        mark: '河',
        edition: "2023 新乡".into(),
    };
    assert_eq!(Collected::read(&stamp.write()), Some(stamp));
    for bad in [
        "",
        "1",
        "1 5",
        "1 5 河",
        "2 5 河 2023",
        "1 x 河 2023",
        "1 5 X 2023",
    ] {
        assert_eq!(Collected::read(bad), None, "{bad:?}");
    }
}

#[test]
fn who_guesses_waits_a_minute() {
    let mut tries = Tries::default();
    for at in 0..5 {
        assert!(tries.may(f64::from(at)));
        tries.missed(f64::from(at));
    }
    assert!(!tries.may(10.0));
    assert!(!tries.may(59_000.0));
    assert!(tries.may(60_004.0));
    tries.missed(60_004.0);
    assert!(tries.may(60_005.0));
    assert!(tries.may(0.0), "a clock that was put back shuts nobody out");
}

proptest! {
    #[test]
    fn a_code_that_was_made_is_tidy(secret in ".{0,20}", id in "[a-z]{1,12}") {
        let code = code_of(&secret, "2023", &id);
        prop_assert_eq!(tidy(&code), Some(code));
    }

    #[test]
    fn nothing_typed_does_harm(typed in ".{0,40}") {
        let _ = in_fragment(&typed);
        let _ = Collected::read(&typed);
        if let Some(code) = tidy(&typed) {
            prop_assert_eq!(tidy(&code), Some(code));
        }
    }
}
