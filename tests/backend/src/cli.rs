//! The command line.

use std::path::PathBuf;

use crate::store::Address;

pub const HELP: &str = "\
kepu-backend: the reference backend of contract kp/1

  export           first: prints all registrations as CSV, contacts in clear, and ends (--db or DATABASE_URL; with
                   --data FILE also what they are for)
  --host HOST      address to listen on (127.0.0.1)
  --port PORT      port, 0 for any free one (8080)
  --dist DIR       the built app, served at /
  --config FILE    served as /config.json instead of the app's own
  --data FILE      the year file; else the one that the app's config.json names
  --db FILE        keeps registrations in this SQLite file
  --memory         keeps them in memory only
                   (without either: in the database that DATABASE_URL names, sqlite:<path> or postgres://…)
  --kiosks FILE    what screens in halls are told: their settings by their ids, read at every question
  --media DIR      films, served at /media/ (made by media.sh)
  --demo           moves the year's dates so that its first day is today
  --offer MINUTES  how long a place is kept for who waited, at most (360)
  --rate N         sign-ups, changes and cancellations a minute from one address, 0 for any number (600)
  --questions N    questions a minute from one address under one lecture, 0 for any number of them and of votes (60)
  --moderation-token TOKEN
                   who sends it may publish, hide, pin and answer questions, at least 16 characters; else MODERATION_TOKEN,
                   else nobody may
  --forwarded      a proxy stands before it: clients' addresses are the last of X-Forwarded-For
  --control PORT   switches for tests, on 127.0.0.1 only
  --faults SEED    disturbs the API at random, the same way for the same seed
";

/// What a run was asked for.
#[derive(Clone, Debug)]
pub struct Options {
    pub host: String,
    pub port: u16,
    pub dist: Option<PathBuf>,
    pub config: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub db: Address,
    pub kiosks: Option<PathBuf>,
    pub media: Option<PathBuf>,
    pub demo: bool,
    /// Most minutes for the answer to an offer.
    pub offer_minutes: u32,
    pub rate: usize,
    pub questions: usize,
    pub moderation: Option<String>,
    /// Whether the last address of `X-Forwarded-For` is the client's.
    pub forwarded: bool,
    pub control: Option<u16>,
    pub faults: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".into(),
            port: 8080,
            dist: None,
            config: None,
            data: None,
            db: Address::default(),
            kiosks: None,
            media: None,
            demo: false,
            offer_minutes: 360,
            rate: 600,
            questions: 60,
            moderation: None,
            forwarded: false,
            control: None,
            faults: None,
        }
    }
}

pub enum Command {
    Help,
    Run(Options),
    /// The registrations of `db` as CSV.
    Export(Options),
}

/// Reads the arguments after the program's name; an error is one line.
/// `url` is the database that the environment names.
pub fn parse(
    arguments: impl IntoIterator<Item = String>,
    url: Option<&str>,
) -> Result<Command, String> {
    let mut options = Options::default();
    let mut memory = false;
    let mut file = None;
    let mut arguments = arguments.into_iter().peekable();
    let export = arguments.next_if(|argument| argument == "export").is_some();
    while let Some(argument) = arguments.next() {
        let (name, mut inline) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        let mut value = || {
            inline
                .take()
                .or_else(|| arguments.next())
                .ok_or_else(|| format!("{name} needs a value"))
        };
        match name.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--host" => options.host = value()?,
            "--port" => options.port = number(&name, &value()?)?,
            "--dist" => options.dist = Some(value()?.into()),
            "--config" => options.config = Some(value()?.into()),
            "--data" => options.data = Some(value()?.into()),
            "--db" => file = Some(value()?.into()),
            "--kiosks" => options.kiosks = Some(value()?.into()),
            "--media" => options.media = Some(value()?.into()),
            "--offer" => options.offer_minutes = number(&name, &value()?)?,
            "--rate" => options.rate = number(&name, &value()?)?,
            "--questions" => options.questions = number(&name, &value()?)?,
            "--moderation-token" => options.moderation = Some(value()?),
            "--forwarded" => options.forwarded = true,
            "--control" => options.control = Some(number(&name, &value()?)?),
            "--faults" => options.faults = Some(number(&name, &value()?)?),
            "--memory" => memory = true,
            "--demo" => options.demo = true,
            _ => return Err(format!("{name} is unknown; --help lists the options")),
        }
        if inline.is_some() {
            return Err(format!("{name} takes no value"));
        }
    }
    options.db = match (file, memory, url) {
        (Some(file), false, _) => Address::File(file),
        (None, true, _) => Address::Memory,
        (None, false, Some(url)) => Address::read(url)?,
        _ => return Err("say either --db FILE or --memory, or set DATABASE_URL".into()),
    };
    if export {
        return Ok(Command::Export(options));
    }
    if options.data.is_none() && options.dist.is_none() {
        return Err("say --data FILE, --dist DIR or both".into());
    }
    Ok(Command::Run(options))
}

fn number<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("{name} {text} is no number that fits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(line: &str) -> Result<Options, String> {
        run_with(line, None)
    }

    fn run_with(line: &str, url: Option<&str>) -> Result<Options, String> {
        match parse(line.split_whitespace().map(str::to_owned), url)? {
            Command::Run(options) => Ok(options),
            Command::Help | Command::Export(_) => Err("another command".into()),
        }
    }

    #[test]
    fn options() {
        let options = run("--memory --port=0 --data y.json --demo --faults 7").expect("good");
        assert_eq!((options.port, options.faults), (0, Some(7)));
        assert_eq!(options.questions, 60);
        assert!(options.demo && options.db == Address::Memory && options.control.is_none());
    }

    #[test]
    fn the_environment_names_a_database_unless_an_option_does() {
        let url = "postgres://kepu@db/kepu";
        let from = |line| run_with(line, Some(url)).expect("good").db;
        assert_eq!(from("--data y"), Address::Server(url.into()));
        assert_eq!(from("--data y --memory"), Address::Memory);
        assert_eq!(from("--data y --db x"), Address::File("x".into()));
        assert!(run_with("--data y", Some("x")).is_err());
    }

    #[test]
    fn mistakes_are_one_line() {
        for line in [
            "--memory",
            "--data y",
            "--data y --memory --db x",
            "--port 70000 --data y --memory",
            "--what",
            "--demo=1 --data y --memory",
            "--data",
        ] {
            let error = run(line).expect_err(line);
            assert!(!error.is_empty() && !error.contains('\n'), "{error}");
        }
    }
}
