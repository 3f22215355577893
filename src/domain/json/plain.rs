//! Whether a text is harmless as it stands.

/// What a byte says of a text of one line.
const PLAIN: u8 = 0;
/// Never in a plain line, or nothing can be said without looking at what follows.
const ODD: u8 = 1;
/// White space: plain alone and inside.
const SPACE: u8 = 2;
/// Begins characters of which some are hidden or white: the next bytes tell.
const MIXED: u8 = 3;

const KINDS: [u8; 256] = {
    let mut kinds = [PLAIN; 256];
    let mut at = 0;
    while at < 0x20 {
        kinds[at] = ODD;
        at += 1;
    }
    kinds[b' ' as usize] = SPACE;
    kinds[0x7f] = ODD;
    kinds[0xc2] = MIXED;
    kinds[0xe1] = MIXED;
    kinds[0xe2] = MIXED;
    kinds[0xe3] = MIXED;
    kinds[0xef] = MIXED;
    kinds
};

/// Whether a text of at most `most` characters has neither hidden characters nor white space other than single blanks
/// inside: whoever cleans a line would leave it as it is. A text may be called not plain though it is, never the other
/// way round.
pub fn is_plain(text: &str, most: usize) -> bool {
    let bytes = text.as_bytes();
    let mut blank = true;
    let mut at = 0;
    while at < bytes.len() {
        match KINDS[usize::from(bytes[at])] {
            PLAIN => blank = false,
            SPACE if !blank => blank = true,
            MIXED => {
                let (second, third) = (bytes[at + 1], bytes.get(at + 2).copied().unwrap_or(0));
                let odd = match bytes[at] {
                    // Controls, the hard blank, the soft hyphen.
                    0xc2 => second <= 0xa0 || second == 0xad,
                    // The blank of Ogham, and its neighbours.
                    0xe1 => second == 0x9a,
                    // Blanks and marks; quotes, dashes and dots among them are plain.
                    0xe2 => match second {
                        0x80 => !matches!(third, 0x90..=0xa7 | 0xb0..=0xbf),
                        0x81 => third >= 0x9f,
                        _ => false,
                    },
                    0xe3 => second == 0x80 && third == 0x80,
                    _ => second == 0xbb,
                };
                if odd {
                    return false;
                }
                blank = false;
            }
            _ => return false,
        }
        at += 1;
    }
    let ends = text.is_empty() || !blank;
    ends && (bytes.len() <= most || text.chars().count() <= most)
}
