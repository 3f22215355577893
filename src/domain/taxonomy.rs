//! The words an edition sorts its activities by. All of them are data.

use super::age::Ages;
use super::many::Many;
use super::read::{Read, Value, count, flag, line, lines, needed};
use super::venue::Point;

/// School grades, both inclusive: 1–6 primary, 7–9 junior, 10–12 senior.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grades {
    pub from: u8,
    pub to: u8,
}

/// One term of a taxonomy list. Lists differ only in which members they use.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub id: String,
    pub name: String,
    pub short: String,
    pub group: String,
    pub keywords: Vec<String>,
    /// Formats: whether it happens online.
    pub online: bool,
    /// Audiences: the grades meant.
    pub grades: Option<Grades>,
    /// Audiences: the ages meant.
    pub ages: Option<Ages>,
    /// Districts: the centre on the map.
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taxonomy {
    pub directions: Many<Term>,
    pub tracks: Many<Term>,
    pub fields: Many<Term>,
    pub formats: Many<Term>,
    pub audiences: Many<Term>,
    pub access: Many<Term>,
    pub districts: Many<Term>,
}

/// The lists by which an activity itself is filed; districts come with its places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    Direction,
    Track,
    Field,
    Format,
    Audience,
    Access,
}

impl Shelf {
    pub const ALL: [Self; 6] = [
        Self::Direction,
        Self::Track,
        Self::Field,
        Self::Format,
        Self::Audience,
        Self::Access,
    ];
}

/// The term with this id.
pub fn find<'a>(terms: &'a [Term], id: &str) -> Option<&'a Term> {
    terms.iter().find(|term| term.id == id)
}

/// Where a direction stands in its list: colours and marks are given by order.
pub fn position(terms: &[Term], id: &str) -> Option<usize> {
    terms.iter().position(|term| term.id == id)
}

impl Read for Grades {
    fn read(value: Value) -> Option<Self> {
        let grade = |name| count(value, name).and_then(|grade| u8::try_from(grade).ok());
        value.is_object().then_some(())?;
        Some(Self {
            from: grade("from")?,
            to: grade("to")?,
        })
    }
}

impl Read for Term {
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            id: needed(value, "id")?,
            name: needed(value, "name")?,
            short: line(value, "short"),
            group: line(value, "group"),
            keywords: lines(value, "keywords"),
            online: flag(value, "online"),
            grades: Grades::read(value.get("grades")),
            ages: Ages::read(value.get("ages")),
            center: Point::read(value.get("center")),
        })
    }
}

impl Taxonomy {
    pub fn shelf(&self, shelf: Shelf) -> &[Term] {
        match shelf {
            Shelf::Direction => &self.directions,
            Shelf::Track => &self.tracks,
            Shelf::Field => &self.fields,
            Shelf::Format => &self.formats,
            Shelf::Audience => &self.audiences,
            Shelf::Access => &self.access,
        }
    }

    pub fn read(value: Value) -> Self {
        let terms = |name| Many::read(value, name);
        Self {
            directions: terms("directions"),
            tracks: terms("tracks"),
            fields: terms("fields"),
            formats: terms("formats"),
            audiences: terms("audiences"),
            access: terms("access"),
            districts: terms("districts"),
        }
    }
}
