//! The presets that are published, held against answers of the backends they are for (`tests/fixtures/recorded`).

use super::Sheet;
use super::catalogue::{self, Lists};
use super::errors;
use super::json::{self, Value, json};
use super::pages::{Reading, Step};
use super::privacy::{Shown, judge};
use super::registrations::{self, Own};
use super::spec::{Mapping, Resource};
use std::fs;

fn document(path: &str) -> Value {
    let path = [env!("CARGO_MANIFEST_DIR"), "/", path].concat();
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let document = json::read(&text);
    assert!(!document.is_null(), "{path}");
    document
}

fn preset(name: &str) -> Mapping {
    let preset = document(&format!("public/presets/{name}.json"));
    Mapping::read(&json!({"preset": name, "base": "/b"}), &preset)
}

fn recorded(name: &str) -> Sheet {
    let whole = document(&format!("tests/fixtures/recorded/{name}.json"));
    let answer = &whole["response"];
    let headers = answer["headers"].as_object().expect("headers").iter();
    let body = answer["body"].clone();
    Sheet {
        status: answer["status"].as_u64().expect("a status") as u16,
        headers: headers
            .map(|(name, value)| (name.clone(), value.as_str().unwrap_or("").to_owned()))
            .collect(),
        text: body.as_str().unwrap_or("").to_owned(),
        body: if body.as_str().is_some() {
            Value::Null
        } else {
            body
        },
    }
}

#[test]
fn nothing_in_a_preset_is_misunderstood() {
    for name in [
        "kinto",
        "json-server",
        "directus",
        "strapi",
        "parse",
        "postgrest",
        "pocketbase",
        "nocodb",
    ] {
        let mapping = preset(name);
        assert_eq!(mapping.faults, Vec::<String>::new(), "{name}");
        for resource in [&mapping.catalogue, &mapping.venues, &mapping.activities] {
            assert!(resource.is_some(), "{name}");
        }
        // Whoever opens the app could read what a NocoDB keeps.
        let registers = mapping.capabilities.contains(&"register".to_owned());
        assert_eq!(registers, name != "nocodb", "{name}");
    }
}

/// How many records the first page of a list has, and how many pages are asked for after it.
fn first_page(resource: &Resource, sheet: &Sheet) -> (usize, usize) {
    let mut reading = Reading::new(&resource.pages, &resource.items);
    reading.begin();
    let more = match reading.take(0, sheet).expect("a list") {
        Step::Ask(more) => more.len(),
        Step::Done => 0,
    };
    (reading.records().len(), more)
}

#[test]
fn lists_are_found_and_followed() {
    for (name, list, records, more) in [
        ("kinto", "kinto/list", 3, 0),
        ("directus", "directus/list-default", 3, 4),
        ("strapi", "strapi/list", 3, 4),
        ("parse", "parse-server/list", 3, 0),
        ("json-server", "json-server/list", 3, 0),
        ("postgrest", "postgrest/list-activities", 2, 0),
        ("postgrest", "postgrest/list-sessions", 3, 1),
        ("pocketbase", "pocketbase/list", 2, 1),
        ("nocodb", "nocodb/list", 2, 4),
    ] {
        let activities = preset(name).activities.expect("activities");
        let found = first_page(&activities, &recorded(list));
        assert_eq!(found, (records, more), "{list}");
    }
}

#[test]
fn one_document_is_found() {
    for (name, file) in [
        ("postgrest", "postgrest/year"),
        ("pocketbase", "pocketbase/year"),
    ] {
        let catalogue = preset(name).catalogue.expect("a catalogue");
        let sheet = recorded(file);
        let year = super::json::at(&sheet.body, &catalogue.items).expect("the year");
        assert_eq!(year["edition"]["id"], "2023", "{name}");
    }
}

#[test]
fn a_table_of_texts_is_a_programme() {
    let mapping = preset("nocodb");
    let lists = Lists {
        rest: recorded("nocodb/year").body["list"][0].clone(),
        activities: recorded("nocodb/list").body["list"].as_array().cloned(),
        ..Lists::default()
    };
    let (text, notes) = catalogue::compose(&mapping, lists, true);
    let year = json::read(&text);
    assert_eq!((notes.lost, notes.stray), (0, 0));
    assert_eq!(year["edition"]["start"], "2023-09-17");
    let [robot, walk] = [&year["activities"][0], &year["activities"][1]];
    assert_eq!(
        (&robot["id"], &walk["id"]),
        (&"robot".into(), &"walk".into())
    );
    assert_eq!(robot["formats"], json!(["workshop"]));
    assert_eq!(robot["audiences"], json!(["children"]));
    assert_eq!(robot["sessions"][0]["capacity"], json!(20));
    assert_eq!(walk["contact"]["phone"], "0373-3661812");
    let decoded = crate::domain::catalogue::Catalogue::decode(text).expect("a catalogue");
    assert_eq!(decoded.activities.len(), 2);
}

#[test]
fn a_record_that_is_there_already_is_told_from_a_refusal() {
    for (name, taken, other) in [
        ("kinto", "kinto/create-duplicate", "kinto/validation"),
        (
            "json-server",
            "json-server/create-duplicate",
            "json-server/not-found",
        ),
        (
            "directus",
            "directus/signup-create-replay",
            "directus/validation-required",
        ),
        (
            "strapi",
            "strapi/create-duplicate",
            "strapi/validation-required",
        ),
        (
            "parse",
            "parse-server/create-duplicate-id",
            "parse-server/validation-required",
        ),
    ] {
        let registrations = preset(name).registrations.expect("registrations");
        let rule = registrations.taken.expect("a rule");
        assert!(rule.fits(&recorded(taken)), "{taken}");
        assert!(!rule.fits(&recorded(other)), "{other}");
    }
}

#[test]
fn refusals_have_their_names() {
    for (name, file, status, code) in [
        ("kinto", "kinto/validation", 400, "invalid"),
        ("kinto", "kinto/not-found", 404, "gone"),
        ("kinto", "kinto/patch-if-match-stale", 412, "stale"),
        ("json-server", "json-server/not-found", 404, "gone"),
        ("directus", "directus/validation-required", 422, "invalid"),
        ("directus", "directus/not-found", 403, "unauthorised"),
        ("strapi", "strapi/validation-required", 422, "invalid"),
        ("strapi", "strapi/put-anonymous", 403, "unauthorised"),
        ("parse", "parse-server/validation-type", 422, "invalid"),
        ("parse", "parse-server/not-found", 404, "gone"),
        (
            "parse",
            "parse-server/update-anonymous",
            401,
            "unauthorised",
        ),
        ("postgrest", "postgrest/register-full", 409, "full"),
        ("postgrest", "postgrest/register-invalid", 422, "invalid"),
        ("postgrest", "postgrest/change-stale", 412, "stale"),
        (
            "postgrest",
            "postgrest/registration-wrong-token",
            401,
            "unauthorised",
        ),
        ("pocketbase", "pocketbase/register-full", 409, "full"),
        ("pocketbase", "pocketbase/validation", 400, "invalid"),
        ("pocketbase", "pocketbase/not-found", 404, "gone"),
        ("nocodb", "nocodb/not-found", 404, "gone"),
    ] {
        let said = errors::code(&preset(name).errors, &recorded(file));
        assert_eq!(said, (status, code.to_owned()), "{file}");
    }
}

#[test]
fn strangers_who_read_registrations_are_noticed() {
    for (name, file, shown) in [
        ("kinto", "kinto/signup-list-anonymous", Shown::Open),
        ("json-server", "json-server/list", Shown::Open),
        ("directus", "directus/signup-list-anonymous", Shown::Closed),
        ("strapi", "strapi/put-anonymous", Shown::Closed),
        ("parse", "parse-server/not-found-class", Shown::Closed),
        (
            "postgrest",
            "postgrest/registrations-anonymous",
            Shown::Closed,
        ),
        (
            "pocketbase",
            "pocketbase/registrations-anonymous",
            Shown::Closed,
        ),
    ] {
        let mapping = preset(name);
        let items = mapping.registrations.expect("registrations").items;
        assert_eq!(
            judge(&recorded(file), &items, &mapping.errors),
            shown,
            "{file}"
        );
    }
}

#[test]
fn what_a_function_of_the_backend_answers_is_a_registration() {
    let own = Own::new("7d3c1f0a-5b62-4e8d-9a17-4f2e6c8b0d13", "");
    for (name, file) in [
        ("postgrest", "postgrest/register"),
        ("pocketbase", "pocketbase/register"),
    ] {
        let mapping = preset(name);
        let registrations = mapping.registrations.clone().expect("registrations");
        let document =
            registrations::document(&mapping, &registrations, &own, &recorded(file), None);
        let document = document.expect("a registration");
        assert_eq!(document["status"], "confirmed", "{name}");
        assert_eq!(document["id"], own.id.as_str(), "{name}");
        let token = document["manage_token"].as_str().unwrap_or("");
        assert_eq!(token.len(), 64, "{name}");
        assert_ne!(token, own.secret, "{name}");
    }
}
