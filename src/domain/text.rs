//! Foreign text made harmless, and folded for comparison.

/// Puts texts one behind the other. Each is added by a call of one function: an array of them, as `concat` wants,
/// weighs half as much again, and this app does it in 160 places.
#[macro_export]
macro_rules! text {
    ($first:expr, $second:expr $(, $part:expr)* $(,)?) => {{
        #[allow(unused_mut)]
        let mut all = $crate::domain::text::two($first, $second);
        $($crate::domain::text::push(&mut all, $part);)*
        all
    }};
}

/// Two texts as one, for [`text!`].
#[inline(never)]
pub fn two(first: &str, second: &str) -> String {
    [first, second].concat()
}

/// Adds a part to a text, for [`text!`].
#[inline(never)]
pub fn push(all: &mut String, part: &str) {
    all.push_str(part);
}

/// Longest single line kept, in characters; a title of 10 000 characters is
/// an error or an attack, never a title.
pub const LINE_MAX: usize = 200;
/// Longest running text kept, in characters.
pub const TEXT_MAX: usize = 8_000;

/// Characters that change how their neighbours are shown without being seen:
/// bidirectional controls, zero-width marks, the byte-order mark, controls.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{00ad}')
        || (c.is_control() && c != '\n')
}

/// One line: hidden characters gone, white space folded, at most `max` characters.
pub fn line(raw: &str, max: usize) -> String {
    if kepu_json::is_plain(raw, max) {
        return raw.to_owned();
    }
    cleaned(raw, max)
}

#[inline(never)]
fn cleaned(raw: &str, max: usize) -> String {
    let mut out = String::with_capacity(raw.len().min(max * 3));
    let mut count = 0;
    let mut space = false;
    for c in raw.chars() {
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if is_hidden(c) {
            continue;
        }
        if count + usize::from(space) >= max {
            out.push('…');
            return out;
        }
        if space {
            out.push(' ');
            count += 1;
            space = false;
        }
        out.push(c);
        count += 1;
    }
    out
}

/// Running text: hidden characters gone, line breaks kept, clamped.
pub fn paragraphs(raw: &str, max: usize) -> String {
    let clean: String = raw.chars().filter(|c| !is_hidden(*c)).take(max).collect();
    clean.trim().to_owned()
}

/// Folded for search: full-width to half-width, lower case of A to Z.
pub fn fold(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    fold_into(raw, &mut folded);
    folded
}

/// Folds a text into `folded`, whose memory stays.
pub fn fold_into(raw: &str, folded: &mut String) {
    folded.clear();
    folded.extend(raw.chars().map(kepu_kernel::fold));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_and_length_are_tamed() {
        assert_eq!(
            line("a\u{202e}b\u{200b}c \n\t d", 80),
            "abc d",
            "bidi and zero-width are stripped, space is folded"
        );
        assert_eq!(
            line(&"长".repeat(10_000), LINE_MAX).chars().count(),
            LINE_MAX + 1
        );
        assert_eq!(paragraphs(" a\n\nb\u{feff} ", 80), "a\n\nb");
    }

    proptest::proptest! {
        #[test]
        fn a_plain_line_is_left_as_it_is(text in "([a一，“… ]|\\PC|[\u{0}-\u{ffff}]){0,12}", max in 0usize..14) {
            if kepu_json::is_plain(&text, max) {
                proptest::prop_assert_eq!(cleaned(&text, max), text);
            }
        }
    }

    #[test]
    fn every_character_is_plain_or_cleaned() {
        for c in '\u{0}'..=char::MAX {
            let text = format!("a{c}b");
            if kepu_json::is_plain(&text, LINE_MAX) {
                assert_eq!(cleaned(&text, LINE_MAX), text, "{:?}", c);
            }
        }
        for usual in ["科普日，“玩转” AI——2023…", "", "a b"] {
            assert!(kepu_json::is_plain(usual, LINE_MAX), "{usual}");
        }
    }

    #[test]
    fn folding_meets_full_width_and_case() {
        assert_eq!(fold("ＡＩ　Ｘ人"), "ai x人");
    }
}
