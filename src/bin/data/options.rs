//! The command line.

use crate::Outcome;

const USAGE: &str = "usage: kepu-data N [--seed S] [--sessions M] < year.json > big.json";

/// Far beyond any real year, and still a file one machine can write.
const MOST_ACTIVITIES: usize = 1_000_000;
const MOST_SESSIONS: usize = 10_000_000;

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub activities: usize,
    /// Sessions in all, over every activity; twice the activities unless told.
    pub sessions: usize,
    pub seed: u64,
}

impl Options {
    /// Reads the arguments after the program's name.
    pub fn parse(args: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut activities = None;
        let mut sessions = None;
        let mut seed = None;
        let mut args = args;
        while let Some(arg) = args.next() {
            let (name, inline) = match arg.split_once('=') {
                Some((name, value)) if name.starts_with("--") => {
                    (name.to_owned(), Some(value.to_owned()))
                }
                _ => (arg, None),
            };
            let mut value = || {
                inline
                    .clone()
                    .or_else(|| args.next())
                    .ok_or(format!("{name} needs a number; {USAGE}"))
            };
            match name.as_str() {
                "--seed" => set(&mut seed, &name, number(&value()?, u64::MAX)?)?,
                "--sessions" => set(&mut sessions, &name, count(&value()?, MOST_SESSIONS)?)?,
                other if other.starts_with('-') => {
                    return Err(format!("{other} is no option; {USAGE}"));
                }
                other => set(&mut activities, "N", count(other, MOST_ACTIVITIES)?)?,
            }
        }
        let activities = activities.ok_or(format!("how many activities? {USAGE}"))?;
        Ok(Self {
            activities,
            sessions: sessions.unwrap_or(activities * 2),
            seed: seed.unwrap_or(1),
        })
    }
}

fn set<T>(place: &mut Option<T>, name: &str, value: T) -> Outcome<()> {
    match place.replace(value) {
        Some(_) => Err(format!("{name} is given twice; {USAGE}")),
        None => Ok(()),
    }
}

fn number(text: &str, most: u64) -> Outcome<u64> {
    match text.parse() {
        Ok(number) if number <= most => Ok(number),
        _ => Err(format!(
            "{text:?} is not a whole number from 0 to {most}; {USAGE}"
        )),
    }
}

fn count(text: &str, most: usize) -> Outcome<usize> {
    Ok(number(text, most as u64)? as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Outcome<Options> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn numbers_in_any_order() {
        let wanted = Options {
            activities: 10,
            sessions: 30,
            seed: 7,
        };
        assert_eq!(parse("10 --seed 7 --sessions 30").as_ref(), Ok(&wanted));
        assert_eq!(parse("--sessions=30 --seed=7 10").as_ref(), Ok(&wanted));
        assert_eq!(
            parse("4"),
            Ok(Options {
                activities: 4,
                sessions: 8,
                seed: 1
            })
        );
        assert_eq!(
            parse("0"),
            Ok(Options {
                activities: 0,
                sessions: 0,
                seed: 1
            })
        );
    }

    #[test]
    fn anything_odd_is_one_line() {
        for line in [
            "",
            "ten",
            "-1",
            "1.5",
            "1 2",
            "99999999999999999999",
            "1000001",
            "5 --seed",
            "5 --seed x",
            "5 --seed 1 --seed 1",
            "5 --sessions -3",
            "5 --sessions 10000001",
            "5 --wat",
            "--help",
            "5 --seed=",
            "５",
            "=5",
        ] {
            let message = parse(line).expect_err(line);
            assert_eq!(message.lines().count(), 1, "{line}: {message}");
        }
    }
}
