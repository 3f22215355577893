use super::*;
use crate::api::mapping::json::json;

#[test]
fn a_preset_is_data_and_the_configuration_changes_it() {
    let preset = json!({
        "pages": {"by": "cursor-header", "size": 1000, "size_param": "_limit", "next": {"header": "Next-Page"}},
        "items": "/data",
        "resources": {
            "catalogue": {"path": "year/records/year", "item": "/data"},
            "activities": {"path": "activities/records"},
            "venues": {"path": "venues/records"},
        },
        "registrations": {"private": "secret", "create": {"method": "PUT", "path": "r/{record}", "wrap": "/data"}, "read": {"path": "r/{record}"}},
    });
    let config = json!({"base": "https://k.example/v1/", "mapping": {
        "zone": "+07:00",
        "resources": {"venues": null, "activities": {"fields": {"/title": "/name", "/start": {"from": "/s", "as": "seconds"}}}},
        "headers": {"apikey": "1"},
    }});
    let mapping = Mapping::read(&config, &preset);
    assert_eq!(mapping.faults, Vec::<String>::new());
    assert_eq!(mapping.address("r/1"), "https://k.example/v1/r/1");
    assert_eq!(mapping.address("/data/2023.json"), "/data/2023.json");
    assert_eq!(mapping.venues, None);
    let activities = mapping.activities.unwrap();
    assert_eq!(
        (
            activities.fields.len(),
            activities.pages.size,
            activities.items.as_str()
        ),
        (2, 1000, "/data")
    );
    assert!(mapping.catalogue.unwrap().is_one);
    assert_eq!(mapping.zone.local_minus_utc(), 7 * 3_600);
    assert_eq!(mapping.capabilities, ["class", "confirms", "register"]);
}

#[test]
fn what_is_wrong_is_named_and_the_rest_holds() {
    let config = json!({"base": "/api", "mapping": {
        "zone": "noon",
        "pages": {"by": "magic", "size": "many"},
        "resources": {
            "activities": {"path": "a", "fields": {"title": "/name", "/kind": {"from": "/t", "as": "guess"}, "/ok": "/name"}},
            "venues": {"query": {}},
        },
        "registrations": {"private": "surely", "create": {"path": "r", "headers": {"a": []}}, "cancel": {}},
        "errors": [{"status": "soon"}],
    }});
    let mapping = Mapping::read(&config, &Value::Null);
    let mut faults = mapping.faults.clone();
    faults.sort();
    faults.dedup();
    assert_eq!(
        faults,
        [
            "/errors",
            "/pages/by",
            "/pages/size",
            "/registrations/cancel",
            "/registrations/create/headers/a",
            "/registrations/private",
            "/resources/activities/fields: /kind",
            "/resources/activities/fields: title",
            "/resources/venues",
            "/zone",
        ]
    );
    assert_eq!(mapping.activities.unwrap().fields.len(), 1);
    assert_eq!(
        mapping.capabilities,
        Vec::<String>::new(),
        "nobody is signed up where nobody says how it is kept private"
    );
    for config in [
        json!(null),
        json!([]),
        json!({"mapping": 7}),
        json!({"mapping": {"resources": []}}),
    ] {
        assert_eq!(Mapping::read(&config, &Value::Null).activities, None);
    }
}
