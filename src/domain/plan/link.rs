//! A plan as a link: `#p=1/2/s-fair-1/show@2023-09-17`. It stands in the URL's fragment, which never leaves the device.
//!
//! The version, how many things there are, and their keys. A chat that cuts the link short is found out by the count.
//! An activity with a star goes along as its id and an `@`.

use super::is_key;
use crate::domain::query;
use crate::text;

/// What the fragment begins with.
const NAME: &str = "p=";
/// How a plan is written: the first way.
const VERSION: &str = "1";
/// Most things in a link.
pub const MOST: usize = 60;
/// Longest fragment looked at, in bytes: [`MOST`] of the longest keys.
const LONGEST: usize = 5_000;

/// What came with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// No plan: one's own is meant.
    None,
    /// Not to be read: cut off, mistyped, or of a later version of the app.
    Broken,
    Plan {
        /// Each once; marks of stars among them.
        keys: Vec<String>,
        /// How many more there were, which cannot be read.
        lost: usize,
    },
}

/// The mark of an activity with a star, for a link.
pub fn star(activity: &str) -> String {
    text!(activity, "@")
}

/// The activity of a mark; nothing for what is a key of the plan.
pub fn starred(mark: &str) -> Option<&str> {
    mark.strip_suffix('@')
}

fn is_mark(text: &str) -> bool {
    is_key(starred(text).unwrap_or(text))
}

/// The fragment for these keys and marks, without its `#`.
pub fn write(keys: &mut dyn Iterator<Item = &str>) -> String {
    let keys: Vec<&str> = keys.filter(|key| is_mark(key)).take(MOST).collect();
    let count = keys.len().to_string();
    text!(NAME, VERSION, "/", &count, "/", &keys.join("/"))
}

/// Reads a fragment, with or without its `#`, whatever is in it.
pub fn read(fragment: &str) -> Link {
    let fragment = fragment.trim_start_matches('#');
    let Some(plan) = fragment.strip_prefix(NAME) else {
        return Link::None;
    };
    if plan.len() > LONGEST {
        return Link::Broken;
    }
    // Some chats write `@` and `/` as percent codes.
    let plan = query::decode(plan);
    let mut parts = plan.trim_end_matches('/').split('/');
    let count = match (parts.next(), parts.next().map(str::parse::<u8>)) {
        (Some(VERSION), Some(Ok(count))) => usize::from(count).min(MOST),
        _ => return Link::Broken,
    };
    let mut keys: Vec<String> = Vec::new();
    for key in parts.filter(|key| is_mark(key)).take(MOST) {
        if !keys.iter().any(|known| known == key) {
            keys.push(key.to_owned());
        }
    }
    if keys.is_empty() {
        return Link::Broken;
    }
    Link::Plan {
        lost: count.saturating_sub(keys.len()),
        keys,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_link_is_short_and_plain() {
        let link = write(&mut ["s-fair-1", "show@2023-09-17", "坏"].into_iter());
        assert_eq!(link, "p=1/2/s-fair-1/show@2023-09-17");
        let plan = Link::Plan {
            keys: vec!["s-fair-1".into(), "show@2023-09-17".into()],
            lost: 0,
        };
        assert_eq!(read(&link), plan);
        assert_eq!(read("#p=1%2F2%2Fs-fair-1%2Fshow%402023-09-17"), plan);
        assert_eq!(
            read("p=1/2/s-fair-1/show@2023-0"),
            Link::Plan {
                keys: vec!["s-fair-1".into()],
                lost: 1
            },
            "cut short"
        );
    }

    #[test]
    fn stars_go_along() {
        let link = write(&mut ["s-fair-1", "show@"].into_iter());
        assert_eq!(link, "p=1/2/s-fair-1/show@");
        let Link::Plan { keys, lost: 0 } = read(&link) else {
            panic!("a plan");
        };
        assert_eq!(starred(&keys[1]), Some("show"));
        assert_eq!(starred(&keys[0]), None);
        assert_eq!(write(&mut ["@", "a@@"].into_iter()), "p=1/0/");
    }

    #[test]
    fn what_is_no_link_is_told_from_a_broken_one() {
        for none in ["", "#", "main", "#q=1/2/x"] {
            assert_eq!(read(none), Link::None, "{none}");
        }
        let long = text!("p=1/9/", &"a".repeat(LONGEST));
        for broken in [
            "p=",
            "p=1",
            "p=1/",
            "p=1/2",
            "p=2/1/a",
            "p=1/0",
            "p=1/-1/a",
            "p=1/999/a",
            "p=1/1/<script>",
            "#p=1/1/..%2F",
            &long,
        ] {
            // `..` has the form of an id: it is looked up and found nowhere.
            let expected = matches!(read(broken), Link::Broken) || broken.contains("..");
            assert!(expected, "{broken}");
        }
    }

    proptest! {
        #[test]
        fn every_plan_comes_back(keys in prop::collection::vec("[A-Za-z0-9._~-]{1,64}(@20[0-9]{2}-0[1-9]-[0-2][1-8])?", 1..80)) {
            let mut once: Vec<String> = Vec::new();
            for key in keys.iter().take(MOST) {
                if !once.contains(key) {
                    once.push(key.clone());
                }
            }
            let link = write(&mut keys.iter().map(String::as_str));
            if link.len() <= LONGEST {
                let lost = keys.len().min(MOST) - once.len();
                prop_assert_eq!(read(&link), Link::Plan { keys: once, lost });
            } else {
                prop_assert_eq!(read(&link), Link::Broken);
            }
        }

        #[test]
        fn no_fragment_is_too_much(fragment in ".{0,200}") {
            let _ = read(&fragment);
            let _ = read(&text!("p=1/3/", &fragment));
        }

        #[test]
        fn a_damaged_link_gives_keys_or_none(at in 0usize..60, byte in any::<char>()) {
            let mut link: Vec<char> = "p=1/3/s-fair-1/show@2023-09-17/s-dough-2".chars().collect();
            let at = at % link.len();
            link[at] = byte;
            if let Link::Plan { keys, .. } = read(&link.into_iter().collect::<String>()) {
                prop_assert!(keys.len() <= MOST && keys.iter().all(|key| is_mark(key)));
            }
        }
    }
}
