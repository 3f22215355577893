//! The number of a meeting that is joined in another app.

/// What the data says of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meeting {
    None,
    /// The digits alone, and the same in groups to read.
    Number {
        digits: String,
        shown: String,
    },
    /// Something is written there, but it is no number anybody could join.
    Odd,
}

/// Fewest and most digits of such a number.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=12;

impl Meeting {
    /// Only digits, and between them single spaces or hyphens; what else stands there is never shown.
    pub fn of(raw: &str) -> Self {
        let raw = raw.trim();
        if raw.is_empty() {
            return Self::None;
        }
        let (mut digits, mut apart) = (String::new(), true);
        for letter in raw.chars() {
            match letter {
                '0'..='9' => {
                    digits.push(letter);
                    apart = false;
                }
                ' ' | '-' | '－' if !apart => apart = true,
                _ => return Self::Odd,
            }
        }
        if apart || !DIGITS.contains(&digits.len()) {
            return Self::Odd;
        }
        Self::Number {
            shown: groups(&digits),
            digits,
        }
    }
}

/// Groups of three, the last of up to five: 123 456 789, 123 456 7890.
fn groups(digits: &str) -> String {
    let (first, rest) = digits.split_at(3);
    let (second, third) = rest.split_at(3);
    [first, second, third].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_digits_and_nothing_else() {
        let number = |raw: &str| match Meeting::of(raw) {
            Meeting::Number { digits, shown } => (digits, shown),
            other => panic!("{raw:?} is {other:?}"),
        };
        for raw in ["123-456-789", "123 456 789", " 123456789 "] {
            assert_eq!(number(raw), ("123456789".into(), "123 456 789".into()));
        }
        assert_eq!(number("123-4567-8901").1, "123 456 78901");
        assert_eq!(Meeting::of("  "), Meeting::None);
        for odd in [
            "12345678",
            "1234567890123",
            "123--456-789",
            "-123456789",
            "123456789-",
            "<b>123456789</b>",
            "123456789 密码 1",
            "１２３４５６７８９",
            "https://meeting.example/123456789",
            "123\u{200b}456789",
            "javascript:alert(123456789)",
        ] {
            assert_eq!(Meeting::of(odd), Meeting::Odd, "{odd:?}");
        }
    }
}
