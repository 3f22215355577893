//! What a screen was told last, so that it is itself again after a start without a network.

use super::given;
use super::settings::Settings;
use crate::domain::read::{self, Value, raw};
use crate::text;

/// Version of the record in storage.
const VERSION: u64 = 1;
/// A file of settings longer than this, in bytes, is none.
const LONGEST: usize = 20_000;

/// What a screen was told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastGood {
    /// The id of the screen; empty where it has none.
    pub screen: String,
    /// `config.json` as it came last.
    pub config: String,
    /// What the backend said of this screen last; empty where it said nothing.
    pub told: String,
    /// The settings that came of it.
    pub settings: Settings,
}

impl LastGood {
    /// Reads the record of this screen; nothing where there is none, or another's.
    pub fn open(stored: &str, screen: &str) -> Option<Self> {
        let document = read::document(stored)?;
        let value = document.root();
        let ours = value.get("v").as_u64() == Some(VERSION) && raw(value, "screen") == screen;
        ours.then(|| Self {
            screen: screen.to_owned(),
            config: raw(value, "config").to_owned(),
            told: raw(value, "told").to_owned(),
            settings: given::read(&[value.get("good")], &Settings::default()).0,
        })
    }

    /// For storage.
    pub fn write(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        text!(
            "{\"v\":1,\"screen\":",
            &quoted(&self.screen),
            ",\"config\":",
            &quoted(&self.config),
            ",\"told\":",
            &quoted(&self.told),
            ",\"good\":",
            &given::write(&self.settings),
            "}",
        )
    }

    /// Takes what came, `None` where nothing did, and works the settings out anew. Answers what is wrong with it.
    pub fn take(&mut self, config: Option<String>, told: Option<String>) -> Vec<given::Fault> {
        let mut faults = Vec::new();
        for (name, came, place) in [
            ("config.json", config, &mut self.config),
            ("kiosks", told, &mut self.told),
        ] {
            match came {
                Some(came) if is_object(&came) || came.is_empty() => *place = came,
                Some(_) => faults.push(given::Fault::wrong(name)),
                None => {}
            }
        }
        let file = read::document(&self.config).unwrap_or_default();
        let told = read::document(&self.told).unwrap_or_default();
        let section = file.root().get("kiosk");
        if !section.is_null() && !section.is_object() {
            faults.push(given::Fault::wrong("kiosk"));
        }
        let sides: [Value; 2] = [section, told.root()];
        let (settings, more) = given::read(&sides, &self.settings);
        self.settings = settings;
        faults.extend(more);
        faults
    }
}

fn is_object(text: &str) -> bool {
    text.len() <= LONGEST && read::document(text).is_some_and(|file| file.root().is_object())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str =
        r#"{"preset":"kp1","base":"/api","kiosk":{"venue":"guan","message":"一\"二"}}"#;

    fn text(told: &str) -> Option<String> {
        Some(told.to_owned())
    }

    #[test]
    fn what_was_told_last_is_there_after_a_start_without_a_network() {
        let mut screen = LastGood {
            screen: "men".into(),
            ..LastGood::default()
        };
        assert_eq!(
            screen.take(text(CONFIG), text(r#"{"idle_seconds":88}"#)),
            []
        );
        assert_eq!(
            (screen.settings.venue.as_str(), screen.settings.idle_seconds),
            ("guan", 88)
        );
        let stored = screen.write();
        let mut again = LastGood::open(&stored, "men").unwrap();
        assert_eq!(again, screen);
        // Nothing comes: nothing changes.
        assert_eq!(again.take(None, None), []);
        assert_eq!(again, screen);
        // One side comes: the other is as it was.
        again.take(text(r#"{"kiosk":{"venue":"qu"}}"#), None);
        assert_eq!(
            (again.settings.venue.as_str(), again.settings.idle_seconds),
            ("qu", 88)
        );
        assert_eq!(LastGood::open(&stored, "other"), None);
        assert_eq!(LastGood::open("{", "men"), None);
        assert_eq!(
            LastGood::open(&stored.replace("\"v\":1", "\"v\":2"), "men"),
            None
        );
    }

    #[test]
    fn what_is_no_file_of_settings_changes_nothing_and_is_told() {
        let mut screen = LastGood::default();
        screen.take(text(CONFIG), text(r#"{"idle_seconds":88}"#));
        let before = screen.clone();
        let faults = screen.take(text("{\"kiosk\": {"), text("[1]"));
        let names: Vec<&str> = faults.iter().map(|fault| fault.member.as_str()).collect();
        assert_eq!(names, ["config.json", "kiosks"]);
        assert_eq!(screen, before);
        assert_eq!(screen.take(text(r#"{"kiosk":7}"#), None).len(), 1);
        // The backend knows the screen no longer: what the file says is left.
        screen.take(text(CONFIG), text(""));
        assert_eq!(
            screen.settings.idle_seconds,
            Settings::default().idle_seconds
        );
    }
}
