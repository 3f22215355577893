//! Backends of other kinds, by configuration alone: how their answers become the contract's, and its requests theirs.
//!
//! `config.json` names a preset, a file of data beside the app, and changes of it in `mapping`; together they are a
//! [`spec::Mapping`]. Everything here is pure. Who asks and answers is [`super::mapped`].

pub mod again;
pub mod catalogue;
pub mod errors;
pub mod fields;
pub mod json;
pub mod news;
pub mod pages;
pub mod privacy;
pub mod registrations;
pub mod spec;
pub mod times;
pub mod trial;

#[cfg(test)]
mod presets_tests;

/// An answer of the other backend, as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The document, or nothing where the body is none.
    pub body: json::Value,
    /// The body as it came, where it is no document.
    pub text: String,
}

impl Sheet {
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// A request to the other backend.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Foreign {
    pub method: String,
    /// Below the base, with its query; or a whole address.
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
}
