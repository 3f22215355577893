//! Randomness from the browser's generator.

use crate::domain::registration::Randomness;

/// The browser's cryptographic generator; on engines without one, the clock
/// mixed with `Math.random`, which is still unlikely to meet twice.
pub struct BrowserRandom;

impl Randomness for BrowserRandom {
    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        let filled = web_sys::window()
            .and_then(|window| window.crypto().ok())
            .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
        if filled {
            return u64::from_le_bytes(bytes);
        }
        let part = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
        (part() << 32 | part()) ^ js_sys::Date::now() as u64
    }
}
