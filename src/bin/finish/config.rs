//! What `config.json` says that matters before the app runs.

use crate::{Outcome, read};
use serde::Deserialize;
use std::path::Path;

/// The deployment's settings, as far as pages and headers depend on them.
#[derive(Debug, Default, Deserialize)]
pub struct Config {
    /// Base address of the backend; absent in a deployment without one.
    pub base: Option<String>,
    /// Address of the catalogue; the year file in a deployment without a backend.
    pub catalogue: Option<String>,
    /// The number printed on every page, until the catalogue brings its own.
    pub phone: Option<String>,
    /// Whether the page is there on which any backend can be tried.
    #[serde(default)]
    pub setup: bool,
    /// Hosts that lectures may be streamed from.
    #[serde(default)]
    pub media_hosts: Vec<String>,
    /// Hosts whose players may be embedded.
    #[serde(default)]
    pub embed_hosts: Vec<String>,
}

impl Config {
    pub fn read(folder: &Path) -> Outcome<Self> {
        serde_json::from_str(&read(folder, "config.json")?)
            .map_err(|error| format!("config.json is not what it should be: {error}"))
    }

    /// Origins other than the page's own that the app asks for data.
    pub fn origins(&self) -> Vec<&str> {
        let mut origins: Vec<&str> = [&self.base, &self.catalogue]
            .into_iter()
            .flatten()
            .filter_map(|url| origin(url))
            .collect();
        origins.dedup();
        origins
    }

    /// The catalogue as a file of the folder, if it is one.
    pub fn year_file(&self) -> Option<&str> {
        self.catalogue
            .as_deref()
            .filter(|path| !path.contains(':') && !path.starts_with('/'))
    }
}

/// `https://host:port` of an absolute address.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    Some(
        url[host..]
            .find(['/', '?', '#'])
            .map_or(url, |end| &url[..host + end]),
    )
}
