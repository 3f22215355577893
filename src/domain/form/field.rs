//! The inputs of the form, what can be wrong with them, and how a server
//! names both.

use crate::domain::order::order;
use crate::domain::party::BANDS;

/// The inputs, in the order in which they stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The form as a whole: an error that belongs to no input.
    Form,
    Kind,
    Name,
    Phone,
    Adults,
    Children,
    Band0,
    Band1,
    Band2,
    Band3,
    Band4,
    School,
    Grade,
    Class,
    Needs,
    Waitlist,
    /// Whether to be asked when a place comes free.
    WhenFree,
    /// Sessions that would do as well, in order of wish.
    Alternatives,
    Consent,
}

use Field::*;

impl Field {
    pub const ALL: [Self; 19] = [
        Form,
        Kind,
        Name,
        Phone,
        Adults,
        Children,
        Band0,
        Band1,
        Band2,
        Band3,
        Band4,
        School,
        Grade,
        Class,
        Needs,
        Waitlist,
        WhenFree,
        Alternatives,
        Consent,
    ];

    /// The inputs of the age bands, in the order of [`BANDS`].
    pub const BANDS: [Self; 5] = [Band0, Band1, Band2, Band3, Band4];

    /// The id of the input in the page; its error stands in `{id}-error`.
    pub fn id(self) -> &'static str {
        match self {
            Form => "signup-form",
            Kind => "signup-kind",
            Name => "signup-name",
            Phone => "signup-phone",
            Adults => "signup-adults",
            Children => "signup-children",
            Band0 => "signup-band-0",
            Band1 => "signup-band-1",
            Band2 => "signup-band-2",
            Band3 => "signup-band-3",
            Band4 => "signup-band-4",
            School => "signup-school",
            Grade => "signup-grade",
            Class => "signup-class",
            Needs => "signup-needs",
            Waitlist => "signup-waitlist",
            WhenFree => "signup-when-free",
            Alternatives => "signup-alternatives",
            Consent => "signup-consent",
        }
    }

    /// Where in the form a pointer into the request body leads; the whole
    /// form if nowhere.
    pub fn from_pointer(pointer: &str) -> Self {
        let mut parts = pointer.trim_start_matches('/').split('/');
        let (first, second) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        match (first, second) {
            ("kind", _) => Kind,
            ("contact", "phone") => Phone,
            ("contact", _) => Name,
            ("school", "grade") => Grade,
            ("school", "class") => Class,
            ("school", _) => School,
            ("needs", _) => Needs,
            ("accept_waitlist", _) => Waitlist,
            ("when_free", _) => WhenFree,
            ("consent_version", _) => Consent,
            ("lines", _) => match (parts.next(), parts.next(), parts.next()) {
                (Some("alternatives"), ..) => Alternatives,
                (Some("party"), Some("children"), _) => Children,
                (Some("party"), Some("bands"), Some(band)) => BANDS
                    .iter()
                    .position(|name| *name == band)
                    .map_or(Band0, |i| Self::BANDS[i]),
                (Some("party"), Some("bands"), None) => Band0,
                (Some("party"), _, _) => Adults,
                _ => Form,
            },
            _ => Form,
        }
    }
}

/// What is wrong with an input. Counts of 0 are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Required,
    Format,
    TooLong,
    OutOfRange,
    Unknown,
    /// Not this kind of registration here.
    Kind,
    /// One person, one seat.
    NotOne,
    NoAdult,
    NoChild,
    UnderMin(u32),
    OverMax(u32),
    /// Most pupils for one adult.
    Ratio(u32),
    /// More children by age than in all.
    Bands,
    Consent,
    /// The id was used with another body.
    Reused,
    Other,
}

/// An input and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldError {
    pub field: Field,
    pub reason: Reason,
}

impl FieldError {
    /// A server's error as one of the form's own.
    pub fn from_pointer(pointer: &str, code: &str) -> Self {
        let reason = match code {
            "required" => Reason::Required,
            "format" => Reason::Format,
            "too_long" => Reason::TooLong,
            "out_of_range" => Reason::OutOfRange,
            "unknown" => Reason::Unknown,
            "ratio" => Reason::Ratio(0),
            "kind" => Reason::Kind,
            "reused" => Reason::Reused,
            "under_min" => Reason::UnderMin(0),
            "over_max" => Reason::OverMax(0),
            _ => Reason::Other,
        };
        Self {
            field: Field::from_pointer(pointer),
            reason,
        }
    }
}

/// Errors by their inputs, in the order of the page.
pub fn in_page_order(errors: &[FieldError]) -> Vec<FieldError> {
    let places = order(errors.len(), &|at| (errors[at].field as i64, 0));
    places.into_iter().map(|at| errors[at]).collect()
}
