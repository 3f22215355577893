//! The words an edition sorts its activities by. All of them are data.

use super::many::Many;
use super::text;
use super::venue::Point;
use serde::Deserialize;

/// School grades, both inclusive: 1–6 primary, 7–9 junior, 10–12 senior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Grades {
    pub from: u8,
    pub to: u8,
}

/// One term of a taxonomy list. Lists differ only in which members they use.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Term {
    #[serde(deserialize_with = "text::de_line")]
    pub id: String,
    #[serde(deserialize_with = "text::de_line")]
    pub name: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub short: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub group: String,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub keywords: Vec<String>,
    /// Formats: whether it happens online.
    #[serde(default)]
    pub online: bool,
    /// Audiences: the grades meant.
    #[serde(default)]
    pub grades: Option<Grades>,
    /// Districts: the centre on the map.
    #[serde(default)]
    pub center: Option<Point>,
}

impl Term {
    /// The short name where there is one.
    pub fn label(&self) -> &str {
        if self.short.is_empty() {
            &self.name
        } else {
            &self.short
        }
    }
}

/// The seven lists.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Taxonomy {
    pub directions: Many<Term>,
    pub tracks: Many<Term>,
    pub fields: Many<Term>,
    pub formats: Many<Term>,
    pub audiences: Many<Term>,
    pub access: Many<Term>,
    pub districts: Many<Term>,
}

/// The term with this id.
pub fn find<'a>(terms: &'a [Term], id: &str) -> Option<&'a Term> {
    terms.iter().find(|term| term.id == id)
}

/// Where a direction stands in its list: colours and marks are given by order.
pub fn position(terms: &[Term], id: &str) -> Option<usize> {
    terms.iter().position(|term| term.id == id)
}
