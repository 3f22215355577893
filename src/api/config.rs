//! `config.json`: the deployment's choices, read at start, no rebuild.
//!
//! The backend's address comes from here and from nowhere else: never from a
//! URL parameter or from storage (faults.md, Security).

use crate::domain::read::{self, Value};
use crate::text;

/// How the deployment is served.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Preset {
    /// A backend of contract kp/1.
    Kp1,
    /// The year file alone: everything works but sign-up.
    #[default]
    Static,
    /// A backend of another kind; the preset and what changes it is read by the part of the app that understands it.
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub preset: Preset,
    /// Where the backend's resources begin, `/api`.
    pub base: String,
    /// Address of the catalogue.
    pub catalogue: String,
    /// Address of the map of the districts; empty where there is none.
    pub map: String,
    /// Shown until the catalogue brings its own number.
    pub phone: String,
    /// The text of consent that a registration agrees to.
    pub consent_version: String,
    /// Embeds are built for these providers only.
    pub embed_hosts: Vec<String>,
    /// Whether the page is there on which a backend is tried.
    pub setup: bool,
    /// The backend's address as a person may read it.
    pub told: String,
}

/// Where the resources of a backend of another kind begin: requests to it are answered by the part of the app that
/// understands it.
pub const MAPPED: &str = "kp1:/";

/// Where the year file lies if nobody says otherwise.
const YEAR_FILE: &str = "data/2023.json";
/// Which text of consent the app shows, if nobody says otherwise.
const CONSENT_VERSION: &str = "2023-1";

impl Default for Config {
    fn default() -> Self {
        Self::read(Value::NULL)
    }
}

impl Config {
    /// Reads the file; a broken one is the default, so that the page still opens.
    pub fn decode(raw: &str) -> Self {
        let mut config = Self::read(read::document(raw).unwrap_or_default().root());
        config
            .base
            .truncate(config.base.trim_end_matches('/').len());
        if !is_address(&config.base) {
            config.base.clear();
        }
        config.told.clone_from(&config.base);
        if config.base.is_empty() {
            config.preset = Preset::Static;
        } else if config.preset == Preset::Other {
            config.base = MAPPED.into();
            config.catalogue.clear();
        }
        if !is_address(&config.map) {
            config.map.clear();
        }
        if config.catalogue.is_empty() || !is_address(&config.catalogue) {
            config.catalogue = match config.preset {
                Preset::Static => YEAR_FILE.into(),
                _ => text!(&config.base, "/catalogue"),
            };
        }
        config
    }

    fn read(value: Value) -> Self {
        let text = |name| read::raw(value, name).to_owned();
        Self {
            preset: match read::raw(value, "preset") {
                "kp1" => Preset::Kp1,
                "" | "static" => Preset::Static,
                _ => Preset::Other,
            },
            base: text("base"),
            catalogue: text("catalogue"),
            map: text("map"),
            phone: read::line(value, "phone"),
            consent_version: read::needed(value, "consent_version")
                .unwrap_or_else(|| CONSENT_VERSION.to_owned()),
            embed_hosts: read::lines(value, "embed_hosts"),
            setup: read::flag(value, "setup"),
            told: String::new(),
        }
    }

    pub fn has_backend(&self) -> bool {
        self.preset != Preset::Static
    }

    /// Whether the backend has all of the contract: what a lecture is at now, finding by code. One of another kind has
    /// lists and registrations.
    pub fn has_all(&self) -> bool {
        self.preset == Preset::Kp1
    }

    /// The address of one resource below the base.
    pub fn resource(&self, path: &str) -> String {
        text!(&self.base, "/", path)
    }
}

/// A path of this host, or http(s) elsewhere.
fn is_address(raw: &str) -> bool {
    let plain = !raw.contains(['\\', ' ', '\n', '\t', '"', '<']) && !raw.starts_with("//");
    plain && (raw.starts_with("https://") || raw.starts_with("http://") || !raw.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deployment_says_where_its_backend_is() {
        let config = Config::decode(r#"{"preset":"kp1","base":"/api/","phone":"1"}"#);
        assert!(config.has_backend());
        assert_eq!(config.catalogue, "/api/catalogue");
        assert_eq!(config.resource("availability"), "/api/availability");
        assert_eq!(config.map, "", "a deployment may have no map");
        let map = |raw: &str| Config::decode(raw).map;
        assert_eq!(map(r#"{"map":"data/map/1.json"}"#), "data/map/1.json");
        assert_eq!(map(r#"{"map":"javascript:x"}"#), "");
    }

    #[test]
    fn a_backend_of_another_kind_is_asked_by_who_understands_it() {
        let config = Config::decode(r#"{"preset":"kinto","base":"https://k/v1/","catalogue":"x"}"#);
        assert!(config.has_backend());
        assert_eq!(config.resource("availability"), "kp1://availability");
        assert_eq!(config.catalogue, "kp1://catalogue");
        assert_eq!(config.told, "https://k/v1");
        let config = Config::decode(r#"{"preset":"kinto"}"#);
        assert!(!config.has_backend() && !config.setup);
        assert!(Config::decode(r#"{"setup":true}"#).setup);
        assert!(!Config::decode(r#"{"setup":"yes"}"#).setup);
    }

    #[test]
    fn a_broken_file_still_opens_the_page() {
        for raw in [
            "",
            "<html>",
            "[]",
            r#"{"preset":"kp1"}"#,
            r#"{"preset":"kp1","base":"javascript:x"}"#,
            r#"{"preset":"kp1","base":"//evil"}"#,
        ] {
            let config = Config::decode(raw);
            assert!(!config.has_backend(), "{raw}");
            assert_eq!(config.catalogue, "data/2023.json", "{raw}");
        }
    }
}
