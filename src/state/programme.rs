//! The programme as the pages see it.

use crate::api::answer::Failure;
use crate::domain::agenda::{self, Entry};
use crate::domain::catalogue::Catalogue;
use crate::domain::time::Moment;
use crate::text;
use std::sync::Arc;

/// A catalogue with its entries in time; never changed, only replaced.
#[derive(Debug)]
pub struct Programme {
    pub catalogue: Catalogue,
    pub entries: Vec<Entry>,
}

/// One programme is another only if it is the very same: a new one that says the same is not taken in (`loader`).
impl PartialEq for Programme {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Programme {
    pub fn new(catalogue: Catalogue) -> Self {
        let entries = agenda::entries(&catalogue);
        Self { catalogue, entries }
    }

    /// 新乡市全国科普日: the city's name before the edition's.
    pub fn name(&self) -> String {
        let edition = &self.catalogue.edition;
        if edition.name.contains(&edition.city) {
            edition.name.clone()
        } else {
            text!(edition.city.as_str(), &edition.name)
        }
    }
}

/// Whether there is a programme to show.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    Loading,
    Ready(Arc<Programme>),
    /// Nothing came and nothing was kept from an earlier visit.
    Failed(Failure),
}

/// How old the programme is.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamp {
    /// When the server last said this is how it is.
    pub at: Moment,
    /// Why it could not be asked again since.
    pub trouble: Option<Failure>,
}
