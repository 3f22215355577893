//! Where a screen stands.

use super::settings::Settings;
use crate::domain::agenda::Entry;
use crate::domain::catalogue::Catalogue;
use crate::domain::near;
use crate::domain::venue::Point;

/// A place of the programme, or as much of it as the settings and the programme agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An index into the catalogue's venues.
    Venue(usize),
    /// A district's id, and whether each of the catalogue's venues lies in it.
    District(String, Vec<bool>),
    City,
}

impl Place {
    /// The venue of the settings, else their district, else the city: a place that the programme does not know is none.
    pub fn of(settings: &Settings, catalogue: &Catalogue) -> Self {
        let mut venues = catalogue.venues.iter();
        if let Some(at) = venues.position(|venue| venue.id == settings.venue) {
            return Self::Venue(at);
        }
        if catalogue.district_name(&settings.district).is_empty() {
            return Self::City;
        }
        let inside = |district: &str| district == settings.district;
        let venues = catalogue.venues.iter();
        Self::District(
            settings.district.clone(),
            venues.map(|venue| inside(&venue.district)).collect(),
        )
    }

    /// Whether it takes place here.
    pub fn has(&self, entry: &Entry) -> bool {
        match (self, entry.venue) {
            (Self::City, _) => true,
            (Self::Venue(here), Some(venue)) => *here == venue,
            (Self::District(_, inside), Some(venue)) => inside[venue],
            _ => false,
        }
    }

    /// Its name; empty for the city, which the name of the edition says.
    pub fn name<'a>(&self, catalogue: &'a Catalogue) -> &'a str {
        match self {
            Self::Venue(at) => &catalogue.venues[*at].name,
            Self::District(id, _) => catalogue.district_name(id),
            Self::City => "",
        }
    }

    /// From where distances are counted.
    pub fn point(&self, catalogue: &Catalogue) -> Option<Point> {
        let centre = |id: &str| near::point_of(catalogue, id).map(|(point, _)| point);
        match self {
            Self::Venue(at) => {
                let venue = &catalogue.venues[*at];
                venue.point.or_else(|| centre(&venue.district))
            }
            Self::District(id, _) => centre(id),
            Self::City => None,
        }
    }
}
