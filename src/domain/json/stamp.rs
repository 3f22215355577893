//! Times as documents bring them.

/// A time with its offset, its day not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    pub year: i32,
    pub month: u32,
    pub day: u32,
    /// Of the day.
    pub second: u32,
    /// Seconds east of Greenwich.
    pub offset: i32,
}

/// Reads the usual form alone: `2023-09-17T09:30:00+08:00` or `2023-09-17T01:30:00Z`.
pub fn stamp(text: &str) -> Option<Stamp> {
    let (head, zone) = text.as_bytes().split_first_chunk::<19>()?;
    let marks = [head[4], head[7], head[10], head[13], head[16]];
    if marks != *b"--T::" {
        return None;
    }
    let mut odd = 0;
    let mut two = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        odd |= u32::from(tens > 9 || ones > 9);
        u32::from(tens) * 10 + u32::from(ones)
    };
    let year = two(head[0], head[1]) * 100 + two(head[2], head[3]);
    let (month, day) = (two(head[5], head[6]), two(head[8], head[9]));
    let (hour, minute) = (two(head[11], head[12]), two(head[14], head[15]));
    let second = two(head[17], head[18]);
    let (east, hours, minutes) = match *zone {
        [b'Z'] => (true, 0, 0),
        [sign @ (b'+' | b'-'), h, hh, b':', m, mm] => (sign == b'+', two(h, hh), two(m, mm)),
        _ => return None,
    };
    if odd != 0 || hour > 23 || minute > 59 || second > 59 || hours > 23 || minutes > 59 {
        return None;
    }
    let offset = (hours * 3600 + minutes * 60) as i32;
    Some(Stamp {
        year: year as i32,
        month,
        day,
        second: hour * 3600 + minute * 60 + second,
        offset: if east { offset } else { -offset },
    })
}
