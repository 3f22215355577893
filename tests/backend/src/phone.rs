//! Telephone numbers as people type them.

/// Why a number is refused; the words are the contract's field codes.
pub type PhoneError = &'static str;

/// Most characters a person may type before the number is refused unread.
const MAX_TYPED: usize = 40;

/// Digits of a mobile or landline number of the mainland, or why not.
///
/// Spaces, hyphens, `+86` and full-width forms are accepted.
pub fn normalise(typed: &str) -> Result<String, PhoneError> {
    if typed.chars().nth(MAX_TYPED).is_some() {
        return Err("too_long");
    }
    let plain: String = typed
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !is_hyphen(*c))
        .collect();
    if plain.is_empty() {
        return Err("required");
    }
    let digits = plain.strip_prefix("+86").unwrap_or(&plain);
    if digits.bytes().all(|b| b.is_ascii_digit()) && (is_mobile(digits) || is_landline(digits)) {
        Ok(digits.to_owned())
    } else {
        Err("format")
    }
}

/// `138****1234`
pub fn mask(digits: &str) -> String {
    match (digits.get(..3), digits.len().checked_sub(4)) {
        (Some(head), Some(tail)) if tail >= 3 => format!("{head}****{}", &digits[tail..]),
        _ => "****".to_owned(),
    }
}

/// Full-width ASCII to ASCII; everything else as it is.
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).expect("the block maps onto ASCII")
        }
        _ => c,
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && (b'3'..=b'9').contains(&digits.as_bytes()[1])
}

fn is_landline(digits: &str) -> bool {
    // 0, an area code of two or three more digits, then seven or eight.
    digits.starts_with('0') && (10..=12).contains(&digits.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_forms() {
        for typed in [
            "13812341234",
            "138 1234 1234",
            "+86 138-1234-1234",
            "＋８６１３８１２３４１２３４",
            "１３８－１２３４－１２３４",
            "\u{3000}138–1234–1234 ",
        ] {
            assert_eq!(normalise(typed).as_deref(), Ok("13812341234"), "{typed}");
        }
        assert_eq!(normalise("0373-3661812").as_deref(), Ok("03733661812"));
        assert_eq!(normalise("010 8888 8888").as_deref(), Ok("01088888888"));
    }

    #[test]
    fn refused() {
        assert_eq!(normalise(" - "), Err("required"));
        assert_eq!(normalise("call me"), Err("format"));
        assert_eq!(normalise("12812341234"), Err("format"));
        assert_eq!(normalise("1381234123"), Err("format"));
        assert_eq!(normalise("138123412345"), Err("format"));
        assert_eq!(normalise("٠١٢٣٤٥٦٧٨٩٠"), Err("format"));
        assert_eq!(normalise(&"1".repeat(10_000)), Err("too_long"));
    }

    #[test]
    fn masked() {
        assert_eq!(mask("13812341234"), "138****1234");
        assert_eq!(mask("03733661812"), "037****1812");
        assert_eq!(mask("12"), "****");
    }
}
