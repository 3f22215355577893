//! Places: those of the year, and the ones that were not there yet.

use super::plain::{key, line, paragraphs};
use super::report::Report;
use super::vocabulary::{Found, Terms, Vocabulary};
use kepu_day::words::import as words;
use kepu_day::words::table::Column;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A place as a row or an event names it.
#[derive(Debug, Clone, Default)]
pub struct Place {
    pub name: String,
    pub address: String,
    pub district: String,
    /// East and north in degrees, WGS 84.
    pub point: Option<(f64, f64)>,
}

#[derive(Debug, Default)]
pub struct Venues {
    pub records: Vec<Value>,
    terms: Terms,
    /// Where the record of each id stands.
    at: HashMap<String, usize>,
    /// The middle of each district.
    centres: HashMap<String, Value>,
}

/// A short name that is always the same for the same text: what was there at the last import is found at the next.
pub fn id_of(prefix: &str, text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex: String = digest
        .iter()
        .take(5)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{prefix}-{hex}")
}

impl Venues {
    pub fn of(year: &Value) -> Self {
        let records = year["venues"].as_array().cloned().unwrap_or_default();
        let districts = year["taxonomy"]["districts"]
            .as_array()
            .into_iter()
            .flatten();
        let centres = districts
            .filter_map(|one| Some((one["id"].as_str()?.to_owned(), one["center"].clone())));
        let ids = records
            .iter()
            .enumerate()
            .filter_map(|(at, one)| Some((one["id"].as_str()?.to_owned(), at)));
        Self {
            terms: Terms::of(&year["venues"]),
            at: ids.collect(),
            centres: centres.collect(),
            records,
        }
    }

    /// A record as it stands in a sheet of places, in the place of the one with its id.
    pub fn put(&mut self, record: Value) {
        let Some(id) = record["id"].as_str().map(str::to_owned) else {
            return;
        };
        match self.at.get(&id) {
            Some(at) => self.records[*at] = record,
            None => {
                self.at.insert(id.clone(), self.records.len());
                self.terms
                    .add(&id, record["name"].as_str().unwrap_or_default());
                self.records.push(record);
            }
        }
    }

    pub fn get(&self, id: &str) -> Option<&Value> {
        self.at.get(id).map(|at| &self.records[*at])
    }

    /// What a row calls it: its name, or its id where two have that name.
    pub fn name(&self, id: &str) -> String {
        let name = self
            .get(id)
            .and_then(|one| one["name"].as_str())
            .unwrap_or(id);
        match self.terms.find(name) {
            Found::Exact(term) if term.id == id => name.to_owned(),
            _ => id.to_owned(),
        }
    }

    /// The id of a place, which is added where the year has none of that name.
    pub fn find(
        &mut self,
        place: &Place,
        row: usize,
        vocabulary: &Vocabulary,
        report: &mut Report,
    ) -> String {
        let name = line(&place.name);
        let known = match self.terms.find(&name) {
            Found::Exact(term) => Some(term.id.clone()),
            // 市图书馆 is short for one; a longer name is a place of its own.
            Found::Close(term) if key(&name).chars().count() < key(&term.name).chars().count() => {
                report.guess(
                    row,
                    Column::Venue.heading(),
                    &name,
                    &words::taken_for(&term.name),
                );
                Some(term.id.clone())
            }
            _ => None,
        };
        if let Some(id) = known {
            let address = self
                .get(&id)
                .map_or("", |one| one["address"].as_str().unwrap_or_default());
            let other = !place.address.is_empty() && key(&place.address) != key(address);
            if other && !address.is_empty() {
                report.guess(
                    row,
                    Column::Address.heading(),
                    &place.address,
                    words::ADDRESS_OTHER,
                );
            }
            return id;
        }
        self.add(name, place, row, vocabulary, report)
    }

    fn add(
        &mut self,
        name: String,
        place: &Place,
        row: usize,
        vocabulary: &Vocabulary,
        report: &mut Report,
    ) -> String {
        let mut id = id_of("v", &name);
        while self.at.contains_key(&id) {
            id = id_of("v", &id);
        }
        let district = self.district(place, row, vocabulary, report);
        let centre = self
            .centres
            .get(&district)
            .filter(|centre| centre.is_object())
            .cloned();
        let point = match place.point {
            Some((lng, lat)) => json!({"lng": lng, "lat": lat, "datum": "wgs84"}),
            None => centre.unwrap_or(json!({"lng": 0, "lat": 0, "datum": "gcj02"})),
        };
        let mut address = paragraphs(&place.address).replace('\n', " ");
        if address.is_empty() {
            let district = vocabulary
                .districts
                .name(&district)
                .filter(|_| vocabulary.districts.len() > 1);
            address = format!("{}{name}", district.unwrap_or_default());
        }
        report.guess(
            row,
            Column::Venue.heading(),
            &name,
            if place.point.is_some() {
                words::NEW_VENUE
            } else {
                words::NEW_VENUE_SOMEWHERE
            },
        );
        let record = json!({
            "id": id, "name": name, "district": district, "address": address, "point": point,
            "approximate": place.point.is_none(), "access": [],
        });
        self.put(record);
        id
    }

    /// The district that is written, else the one whose name stands in the address or the name.
    fn district(
        &self,
        place: &Place,
        row: usize,
        vocabulary: &Vocabulary,
        report: &mut Report,
    ) -> String {
        let heading = Column::District.heading();
        if !place.district.trim().is_empty() {
            match vocabulary.districts.find(&place.district) {
                Found::Exact(term) => return term.id.clone(),
                Found::Close(term) => {
                    report.guess(row, heading, &place.district, &words::taken_for(&term.name));
                    return term.id.clone();
                }
                Found::Unknown => {
                    report.cell(
                        row,
                        heading,
                        &place.district,
                        &words::no_word(&vocabulary.districts.some()),
                    );
                }
            }
        }
        let within = [&place.address, &place.name].into_iter().find_map(|text| {
            vocabulary
                .districts
                .iter()
                .find(|term| text.contains(&term.name))
        });
        let term = within.or_else(|| {
            report.guess(row, heading, &place.name, words::NO_DISTRICT);
            vocabulary.districts.first()
        });
        term.map(|term| term.id.clone()).unwrap_or_default()
    }
}
