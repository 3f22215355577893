//! Telephone numbers as people type them.

use super::text;

/// Why a number cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneError {
    Required,
    Format,
}

/// Most characters looked at; whoever types more did not type a number.
const MAX_TYPED: usize = 40;

/// The digits of a mobile or landline number of the mainland, as the contract
/// wants them: `1[3-9]` and nine more, or `0`, two or three digits of the area
/// and seven or eight of the line.
///
/// Spaces, hyphens, brackets, full-width forms, `+86` and `0086` are accepted.
pub fn normalise(typed: &str) -> Result<String, PhoneError> {
    if typed.chars().nth(MAX_TYPED).is_some() {
        return Err(PhoneError::Format);
    }
    let plain: String = text::fold(typed)
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '-' | '(' | ')' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        })
        .collect();
    if plain.is_empty() {
        return Err(PhoneError::Required);
    }
    let foreign = plain
        .strip_prefix("+86")
        .or_else(|| plain.strip_prefix("0086"));
    let mut digits = foreign.unwrap_or(&plain).to_owned();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PhoneError::Format);
    }
    // After the country code the zero of the area is left out.
    if foreign.is_some() && !is_mobile(&digits) && !digits.starts_with('0') {
        digits.insert(0, '0');
    }
    if is_mobile(&digits) || is_landline(&digits) {
        Ok(digits)
    } else {
        Err(PhoneError::Format)
    }
}

/// `138****1234`; of anything shorter than seven characters only stars.
pub fn mask(digits: &str) -> String {
    let count = digits.chars().count();
    let mut out = String::with_capacity(12);
    for (at, digit) in digits.chars().enumerate() {
        if at == 3 {
            out.push_str("****");
        }
        if at < 3 || at + 4 >= count {
            out.push(digit);
        }
    }
    if count < 7 { "****".to_owned() } else { out }
}

/// The last four digits, with which a registration is found again.
pub fn last_four(digits: &str) -> &str {
    digits
        .len()
        .checked_sub(4)
        .and_then(|at| digits.get(at..))
        .unwrap_or("")
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && (b'3'..=b'9').contains(&digits.as_bytes()[1])
}

fn is_landline(digits: &str) -> bool {
    digits.starts_with('0') && (10..=12).contains(&digits.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typed_forms_meet_in_one_number() {
        for typed in [
            "13812341234",
            "138 1234 1234",
            "+86 138-1234-1234",
            "0086 138 1234 1234",
            "＋８６１３８１２３４１２３４",
            "１３８－１２３４－１２３４",
            "\u{3000}138–1234–1234 ",
            "\u{202d}138 1234 1234\u{202c}",
        ] {
            assert_eq!(normalise(typed).as_deref(), Ok("13812341234"), "{typed}");
        }
        for typed in ["0373-3661812", "（0373）3661812", "+86 373 3661812"] {
            assert_eq!(normalise(typed).as_deref(), Ok("03733661812"), "{typed}");
        }
        assert_eq!(normalise("010 8888 8888").as_deref(), Ok("01088888888"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!(normalise(" - "), Err(PhoneError::Required));
        for bad in [
            "call me",
            "12812341234",
            "1381234123",
            "138123412345",
            "٠١٢٣٤٥٦٧٨٩٠",
            "+86",
            "036618",
        ] {
            let wanted = Err(PhoneError::Format);
            assert_eq!(normalise(bad), wanted, "{bad}");
        }
        assert_eq!(normalise(&"1".repeat(10_000)), Err(PhoneError::Format));
    }

    #[test]
    fn masks() {
        assert_eq!(mask("13812341234"), "138****1234");
        assert_eq!(mask("03733661812"), "037****1812");
        assert_eq!(mask("12"), "****");
        assert_eq!(last_four("13812345678"), "5678");
        assert_eq!(last_four("12"), "");
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_a_good_answer_is_stable(typed in any::<String>()) {
            mask(&typed);
            last_four(&typed);
            if let Ok(number) = normalise(&typed) {
                prop_assert_eq!(normalise(&number), Ok(number));
            }
        }
    }
}
