//! What a facet's values are called.

use crate::domain::age::Asked;
use crate::domain::catalogue::Catalogue;
use crate::domain::query::{Facet, ONLINE};
use crate::domain::taxonomy::{self, Term};
use crate::domain::time::{self, PartOfDay};
use crate::words::{common, discover, when};
use chrono::NaiveDate;

/// The name of a value, for the page; a value nobody knows keeps its own.
pub fn name(catalogue: &Catalogue, facet: Facet, value: &str, today: NaiveDate) -> String {
    let taxonomy = &catalogue.taxonomy;
    let term = |terms: &[Term]| taxonomy::find(terms, value).map(|term| term.label().to_owned());
    let named = match facet {
        Facet::Direction => term(&taxonomy.directions),
        Facet::Track => term(&taxonomy.tracks),
        Facet::Field => term(&taxonomy.fields),
        Facet::District => term(&taxonomy.districts),
        Facet::Format => term(&taxonomy.formats),
        Facet::Audience => term(&taxonomy.audiences),
        Facet::Access => term(&taxonomy.access),
        Facet::Date => time::parse_day(value).map(|day| when::near_day(day, today)),
        Facet::Time => PartOfDay::ALL
            .into_iter()
            .find(|part| part.id() == value)
            .map(|part| when::part(part).to_owned()),
        Facet::Place => Some(
            if value == ONLINE {
                common::ONLINE
            } else {
                common::ONSITE
            }
            .to_owned(),
        ),
        Facet::Age => Asked::of(value).map(discover::age),
        Facet::Length => discover::length(value).map(str::to_owned),
        Facet::Left => Some(discover::LEFT.to_owned()),
    };
    named.unwrap_or_else(|| discover::unknown(value))
}
