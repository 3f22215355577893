//! Where strings and numbers end.

/// Eight bytes of a text as one number, the first lowest.
#[inline(always)]
pub(crate) fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    let eight = bytes.get(at..at + 8)?;
    Some(u64::from_le_bytes(eight.try_into().ok()?))
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;

/// The high bit of each byte that is 0. Of bytes above such a one it may be set, too: only the lowest counts.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// The high bit of each byte that a string does not take as it is: its end, an escape, or what must not be there. Of
/// bytes above the lowest one it may be set, too.
#[inline(always)]
pub(crate) fn specials(word: u64) -> u64 {
    let quotes = zeros(word ^ (ONES * b'"' as u64));
    let escapes = zeros(word ^ (ONES * b'\\' as u64));
    let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
    quotes | escapes | controls
}

/// Where the first byte of a string stands that is not taken as it is: its end, an escape, or what must not be there.
pub(crate) fn special(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(word) = eight(bytes, at) {
        let found = specials(word);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    let found = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
    Some(at + found)
}

/// Where the white space ends.
#[inline(always)]
pub(crate) fn blank(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// Where a number ends, if it is one: no zero before other digits, digits on both sides of the point.
pub(crate) fn number(bytes: &[u8], mut at: usize) -> Option<usize> {
    let digits = |mut at: usize| {
        let begin = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > begin).then_some(at)
    };
    let begin = at;
    if bytes[at] == b'-' {
        at += 1;
    }
    at = match bytes.get(at)? {
        b'0' => {
            if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
                return None;
            }
            at + 1
        }
        _ => digits(at)?,
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    let exponent = matches!(bytes.get(at), Some(b'e' | b'E'));
    if exponent {
        at += 1;
        if matches!(bytes.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        at = digits(at)?;
    }
    // What no number of the machine can hold is no number.
    let plain = !exponent && at - begin < 300;
    (plain || crate::number::float(&bytes[begin..at]).is_finite()).then_some(at)
}

/// Adds what an escape stands for, from behind its backslash on, and answers where it ends.
pub(crate) fn escape(bytes: &[u8], at: usize, out: &mut String) -> Option<usize> {
    let plain = match bytes.get(at)? {
        byte @ (b'"' | b'\\' | b'/') => *byte,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return unicode(bytes, at + 1, out),
        _ => return None,
    };
    out.push(char::from(plain));
    Some(at + 1)
}

/// A character by its number, or by two of them where it lies beyond the first plane.
fn unicode(bytes: &[u8], at: usize, out: &mut String) -> Option<usize> {
    let unit = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        four.iter().try_fold(0, |sum, digit| {
            Some(sum * 16 + char::from(*digit).to_digit(16)?)
        })
    };
    let first = unit(at)?;
    if let Some(c) = char::from_u32(first) {
        out.push(c);
        return Some(at + 4);
    }
    let low = (bytes.get(at + 4..at + 6)? == b"\\u").then(|| unit(at + 6))??;
    let pair = (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(&low);
    let both = pair.then(|| 0x1_0000 + ((first - 0xd800) << 10) + (low - 0xdc00))?;
    out.push(char::from_u32(both)?);
    Some(at + 10)
}
