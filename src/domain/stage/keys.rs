//! What the keys of a player do, as people know them from other players.

/// What a key asks of the player.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Toggle,
    /// Seconds on, or back where negative.
    By(i32),
    /// Tenths of the whole from the start.
    Tenth(u8),
    Mute,
    Full,
    Captions,
    Faster,
    Slower,
    Help,
}

/// What a key means, by the name that the browser gives it. A Chinese keyboard's own marks count as the plain ones.
pub fn command(key: &str) -> Option<Command> {
    Some(match key {
        " " | "k" | "K" => Command::Toggle,
        "ArrowLeft" => Command::By(-5),
        "ArrowRight" => Command::By(5),
        "j" | "J" => Command::By(-10),
        "l" | "L" => Command::By(10),
        "m" | "M" => Command::Mute,
        "f" | "F" => Command::Full,
        "c" | "C" => Command::Captions,
        ">" | "》" => Command::Faster,
        "<" | "《" => Command::Slower,
        "?" | "？" => Command::Help,
        digit => match digit.as_bytes() {
            [digit @ b'0'..=b'9'] => Command::Tenth(digit - b'0'),
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_what_people_know() {
        for (key, wanted) in [
            (" ", Some(Command::Toggle)),
            ("K", Some(Command::Toggle)),
            ("j", Some(Command::By(-10))),
            ("ArrowRight", Some(Command::By(5))),
            ("7", Some(Command::Tenth(7))),
            ("》", Some(Command::Faster)),
            ("？", Some(Command::Help)),
            ("x", None),
            ("77", None),
            ("", None),
            ("Enter", None),
            ("ArrowUp", None),
        ] {
            assert_eq!(command(key), wanted, "{key:?}");
        }
    }
}
