use super::*;
use crate::domain::activity::RegistrationKind;
use crate::domain::receipt::Restored;
use crate::domain::registration::{Contact, WhenFree};
use crate::domain::time;
use proptest::prelude::*;

fn name(at: usize) -> String {
    format!("{at}班")
}

fn sheet() -> Sheet {
    let mut sheet = Sheet::new(vec!["a1".into(), "a2".into()], name);
    sheet.fill(2, "45", "3", name);
    for row in 0..2 {
        for (activity, session) in ["s1", "s2"].into_iter().enumerate() {
            sheet.choose(row, activity, session);
        }
    }
    sheet
}

#[test]
fn each_class_has_a_line_for_each_activity() {
    let lines = sheet().check().unwrap();
    let found: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| (line.class.as_str(), line.session.as_str()))
        .collect();
    assert_eq!(
        found,
        [("1班", "s1"), ("1班", "s2"), ("2班", "s1"), ("2班", "s2")]
    );
    assert_eq!((lines[0].party.children, lines[0].party.adults), (45, 3));
    assert_eq!(sheet().heads(), (90, 6));
}

#[test]
fn every_fault_has_its_place_and_nothing_typed_is_lost() {
    let mut sheet = sheet();
    sheet.rows[0].name = "  ".into();
    sheet.rows[1].pupils = "四十五".into();
    sheet.rows[1].adults = String::new();
    sheet.rows[1].picks.remove(1);
    let faults = sheet.check().unwrap_err();
    let spots: Vec<Spot> = faults.iter().map(|fault| fault.spot).collect();
    assert_eq!(
        spots,
        [
            Spot::Name(0),
            Spot::Pupils(1),
            Spot::Adults(1),
            Spot::Visit(1, 1)
        ]
    );
    assert_eq!(faults[1].slip, Slip::Is(Reason::Format));
    assert_eq!(sheet.rows[1].pupils, "四十五");
    let mut twice = self::sheet();
    twice.rows[1].name = " 1班".into();
    assert_eq!(twice.check().unwrap_err()[0].slip, Slip::Twice);
    assert!(Sheet::new(Vec::new(), name).check().is_err());
}

#[test]
fn a_class_may_stay_away_from_one_activity_but_not_from_all() {
    let mut sheet = sheet();
    sheet.choose(1, 0, "");
    assert_eq!(sheet.check().unwrap().len(), 3);
    sheet.choose(1, 1, "");
    let faults = sheet.check().unwrap_err();
    assert_eq!(
        faults,
        [Fault {
            spot: Spot::Visit(1, 0),
            slip: Slip::Nowhere
        }]
    );
}

#[test]
fn a_proposal_leaves_what_was_chosen_by_hand() {
    let offered = Offered {
        ids: ["s1", "s2", "s3"].map(str::to_owned).into(),
        ..Offered::default()
    };
    let mut sheet = Sheet::new(vec!["a1".into()], name);
    sheet.fill(3, "45", "3", name);
    sheet.choose(1, 0, "s3");
    sheet.choose(2, 0, "");
    assert_eq!(
        sheet.pins(&offered),
        [None, Some(2), Some(usize::MAX)],
        "a class that does not go"
    );
    sheet.take(&offered, &[Some(0), Some(1), Some(1)]);
    assert_eq!(sheet.plan(&offered), [Some(0), Some(2), None]);
    assert_eq!(sheet.spot("2班", "s3"), Some((1, 0)));
    sheet.let_go();
    assert_eq!(sheet.plan(&offered), [None, None, None]);
}

#[test]
fn a_sheet_comes_back_from_storage_and_from_what_was_handed_in() {
    let mut kept = sheet();
    kept.day = time::parse_day("2023-09-20");
    kept.hours = (540, 720);
    assert_eq!(Sheet::restore(&kept.store()), Restored::Whole(kept));
    let request = Request {
        kind: RegistrationKind::Grade,
        contact: Contact::default(),
        lines: sheet().check().unwrap(),
        school: None,
        accept_waitlist: false,
        when_free: WhenFree::default(),
        needs: Vec::new(),
        consent_version: String::new(),
    };
    let start = time::parse("2023-09-20T09:00:00+08:00").unwrap();
    let seen = [("s1", "a1"), ("s2", "a2")].map(|(session, activity)| Snapshot {
        session: session.into(),
        activity: activity.into(),
        title: String::new(),
        place: String::new(),
        start,
        end: start,
    });
    assert_eq!(Sheet::of(&request, &seen), sheet());
}

#[test]
fn more_classes_and_activities_than_a_registration_takes_are_told() {
    let activities = (0..6).map(|at| format!("a{at}"));
    let mut sheet = Sheet::new(activities.collect(), name);
    sheet.fill(99, "45", "3", name);
    assert_eq!(sheet.rows.len(), CLASSES_MAX);
    sheet.add(name);
    assert_eq!(sheet.rows.len(), CLASSES_MAX);
    for row in 0..12 {
        for activity in 0..6 {
            sheet.choose(row, activity, "s1");
        }
    }
    assert_eq!(sheet.check().unwrap_err()[0].slip, Slip::TooMany);
    sheet.leave_out("a5");
    assert_eq!(sheet.check().unwrap().len(), 60);
}

proptest! {
    #[test]
    fn any_stored_text_is_survived(text in ".{0,200}", member in "rows|activities|day|from") {
        let mut value: serde_json::Value = serde_json::from_str(&sheet().store()).unwrap();
        value[member] = serde_json::from_str(&text).unwrap_or(serde_json::json!(text));
        if let Restored::Whole(sheet) = Sheet::restore(&value.to_string()) {
            prop_assert!(sheet.rows.len() <= CLASSES_MAX && sheet.activities.len() <= ACTIVITIES_MAX);
            prop_assert_eq!(Sheet::restore(&sheet.store()), Restored::Whole(sheet));
        }
        Sheet::restore(&text);
    }
}
