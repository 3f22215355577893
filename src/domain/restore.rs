//! A registration as a link for another device: `/r/{id}#k=<manage token>`. The token stands in the URL's fragment,
//! which goes to no server and into no log.

use super::query;
use super::read::is_token;
use crate::text;

/// What the fragment begins with.
const NAME: &str = "k=";
/// Longest fragment looked at, in bytes: the longest token with every sign escaped.
const LONGEST: usize = 1_600;

/// What came with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// No token at all.
    None,
    /// Something that cannot be one: cut off or mistyped.
    Broken,
    Token(String),
}

/// The fragment for a token, without its `#`; nothing for what is no token.
pub fn write(token: &str) -> Option<String> {
    is_token(token).then(|| text!(NAME, &query::encode(token)))
}

/// Reads a fragment, with or without its `#`, whatever is in it. Some chats add members of their own behind an `&`.
pub fn read(fragment: &str) -> Link {
    let fragment = fragment.trim_start_matches('#');
    let Some(rest) = fragment.strip_prefix(NAME) else {
        return Link::None;
    };
    let token = query::decode(rest.split('&').next().unwrap_or(""));
    match rest.len() <= LONGEST && is_token(&token) {
        true => Link::Token(token),
        false => Link::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_link_is_short_and_plain() {
        let link = write("f4a7bf082ffb9c26").unwrap();
        assert_eq!(link, "k=f4a7bf082ffb9c26");
        for text in [
            &link,
            "#k=f4a7bf082ffb9c26",
            "#k=f4a7bf082ffb9c26&from=chat",
        ] {
            assert_eq!(read(text), Link::Token("f4a7bf082ffb9c26".into()), "{text}");
        }
        assert_eq!(write(""), None);
        assert_eq!(write("a b"), None);
    }

    #[test]
    fn what_is_no_token_is_told_from_no_link() {
        for none in ["", "#", "main", "#p=1/1/x", "K=a"] {
            assert_eq!(read(none), Link::None, "{none}");
        }
        for broken in ["k=", "#k=&x", "k=%20", "k=一", "k=a%22b", "k=a+b"] {
            assert_eq!(read(broken), Link::Broken, "{broken}");
        }
        assert_eq!(read(&text!("k=", &"a".repeat(513))), Link::Broken);
    }

    proptest! {
        #[test]
        fn every_token_is_read_as_it_was_written(token in "[!#-~]{1,512}") {
            let link = write(&token).unwrap();
            prop_assert!(link.is_ascii() && !link.contains(['#', '&', '/', '?']));
            prop_assert_eq!(read(&link), Link::Token(token));
        }

        #[test]
        fn nothing_makes_it_panic(fragment in "\\PC{0,60}") {
            let _ = read(&fragment);
            let _ = read(&text!("k=", &fragment));
        }
    }
}
