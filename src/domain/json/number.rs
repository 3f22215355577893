//! What numbers come to. Their form was looked at when they were read.

/// A whole number that fits.
pub(crate) fn whole(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0u64, |sum, digit| {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

/// Powers of ten by the bits of the exponent; products of the first four are exact as far as a number goes.
const POWERS: [f64; 9] = [1e1, 1e2, 1e4, 1e8, 1e16, 1e32, 1e64, 1e128, 1e256];

/// A number with its fraction: exact where it has at most fifteen digits and a small exponent, as a place on a map has,
/// and else right but for its last digits. Rust's own reader would weigh more than this file.
pub(crate) fn float(text: &[u8]) -> f64 {
    let (negative, text) = match text {
        [b'-', text @ ..] => (true, text),
        _ => (false, text),
    };
    let (mut sum, mut scale, mut point) = (0u64, 0i64, false);
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'.' => point = true,
            b'0'..=b'9' => {
                // Digits that no number can keep only move the point.
                if sum < u64::MAX / 10 - 1 {
                    sum = sum * 10 + u64::from(byte - b'0');
                    scale -= i64::from(point);
                } else {
                    scale += i64::from(!point);
                }
            }
            _ => break,
        }
        at += 1;
    }
    if let Some(exponent) = text.get(at + 1..) {
        let (minus, digits) = match exponent {
            [b'-', digits @ ..] => (true, digits),
            [b'+', digits @ ..] => (false, digits),
            _ => (false, exponent),
        };
        let digits = whole(digits).unwrap_or(u64::MAX).min(1 << 40) as i64;
        scale += if minus { -digits } else { digits };
    }
    let mut value = sum as f64;
    if sum != 0 {
        // In two steps, because the lowest numbers lie beyond the highest power.
        for _ in 0..2 {
            let step = scale.clamp(-300, 300);
            scale -= step;
            let power = power(step.unsigned_abs());
            value = if step < 0 {
                value / power
            } else {
                value * power
            };
        }
        match scale {
            0 => {}
            1.. => value = f64::INFINITY,
            _ => value = 0.0,
        }
    }
    if negative { -value } else { value }
}

fn power(exponent: u64) -> f64 {
    let powers = POWERS.iter().enumerate();
    powers
        .filter(|(bit, _)| exponent >> bit & 1 == 1)
        .map(|(_, power)| power)
        .product()
}
