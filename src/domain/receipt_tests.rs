use super::*;
use proptest::prelude::*;
use serde_json::json;

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn snapshot(session: &str) -> Snapshot {
    Snapshot {
        session: session.into(),
        activity: "a1".into(),
        title: "身边的水".into(),
        place: "平原博物院".into(),
        start: at("2023-09-17T09:00:00+08:00"),
        end: at("2023-09-17T10:30:05+08:00"),
    }
}

fn document(phone: &str) -> Document {
    Document::from_value(crate::domain::read::sent(
        &json!({"id": "r1", "kind": "family", "status": "waitlisted",
        "position": 3, "code": "ABCD2345", "manage_token": "t0", "rev": 2,
        "contact": {"name": "王芳", "phone": phone},
        "lines": [{"session": "s1", "party": {"adults": 1, "children": 2}}],
        "updated": "2023-09-10T08:00:00+08:00"}),
    ))
    .unwrap()
}

fn receipt() -> Receipt {
    let known = |id: &str| Some(snapshot(id));
    let now = at("2023-09-10T08:00:00+08:00");
    Receipt::of(&document("138****1234"), None, &known, &now)
}

#[test]
fn a_receipt_comes_back_whole_and_without_a_contact() {
    let now = at("2023-09-10T08:00:00+08:00");
    let unmasked = Receipt::of(
        &document("13812341234"),
        None,
        &|id| Some(snapshot(id)),
        &now,
    );
    assert_eq!(
        (unmasked.name.as_str(), unmasked.phone.as_str()),
        ("王*", "138****1234")
    );
    assert!(!unmasked.store().contains("13812341234") && !unmasked.store().contains("王芳"));
    assert_eq!(unmasked, receipt());
    assert_eq!(
        Receipt::restore(&receipt().store()),
        Restored::Whole(receipt())
    );
    assert_eq!(receipt().seats(), 3);
    assert_eq!(receipt().position, Some(3));
}

#[test]
fn an_offer_and_the_classes_of_a_grade_come_back() {
    let mut answer = document("138****1234");
    answer.status = Status::Offered;
    answer.offer_until = Some(at("2023-09-10T14:00:00+08:00"));
    answer.lines[0].class = "2班".into();
    answer.lines[0].wished = Some("s9".into());
    let now = at("2023-09-10T08:00:00+08:00");
    let kept = Receipt::of(&answer, None, &|id| Some(snapshot(id)), &now);
    let place = &kept.places[0];
    assert_eq!(
        (place.class.as_str(), place.wished.as_deref()),
        ("2班", Some("s9"))
    );
    assert_eq!(Receipt::restore(&kept.store()), Restored::Whole(kept));
}

#[test]
fn what_its_host_took_back_is_cancelled_for_who_wants_to_go() {
    let mut kept = receipt();
    assert_eq!(kept.standing(), kept.status);
    for place in &mut kept.places {
        place.status = Status::Cancelled;
    }
    assert_eq!(kept.standing(), Status::Cancelled);
    assert!(kept.is_live(), "the registration itself was not cancelled");
    kept.places.clear();
    assert_eq!(kept.standing(), kept.status);
}

#[test]
fn what_is_no_longer_known_stays_as_it_was() {
    let mut answer = document("138****1234");
    answer.manage_token.clear();
    answer.status = Status::Confirmed;
    let now = at("2023-09-11T08:00:00+08:00");
    let updated = Receipt::of(&answer, Some(&receipt()), &|_| None, &now);
    assert_eq!(updated.manage_token, "t0");
    assert_eq!(updated.places[0].at, snapshot("s1"));
    assert_eq!(updated.status, Status::Confirmed);
}

#[test]
fn it_leaves_thirty_days_after_the_last_session() {
    assert!(!receipt().is_expired(&at("2023-10-17T10:30:05+08:00")));
    assert!(receipt().is_expired(&at("2023-10-17T10:30:06+08:00")));
    let mut bare = receipt();
    bare.places.clear();
    assert!(bare.is_expired(&at("2023-10-11T08:00:00+08:00")));
}

#[test]
fn of_two_copies_the_newer_stays() {
    let old = receipt();
    let mut new = receipt();
    new.rev = "10".into();
    assert_eq!(old.clone().newer(new.clone()), new);
    assert_eq!(new.clone().newer(old.clone()), new);
    let mut opaque = old.clone();
    opaque.rev = "x".into();
    opaque.updated = at("2023-09-12T08:00:00+08:00");
    assert_eq!(old.newer(opaque.clone()), opaque);
}

#[test]
fn a_broken_record_is_told_from_a_newer_one() {
    assert_eq!(Receipt::restore(r#"{"v":9}"#), Restored::Newer);
    let half = &receipt().store()[..80];
    for broken in ["", "null", "{}", half, r#"{"v":1,"id":"r1","code":"A"}"#] {
        assert_eq!(Receipt::restore(broken), Restored::Broken, "{broken}");
    }
    let stored = receipt().store().replace(r#""seats":3"#, r#""seats":-3"#);
    assert_eq!(Receipt::restore(&stored).whole().unwrap().seats(), 0);
}

#[test]
fn only_time_and_place_make_a_difference() {
    let mut other = snapshot("s1");
    other.title = "身边的水（二）".into();
    assert!(!snapshot("s1").differs(&other));
    other.place = "市图书馆".into();
    assert!(snapshot("s1").differs(&other));
}

#[test]
fn moments_are_written_in_the_citys_time() {
    assert_eq!(
        time::write(&at("2023-09-16T17:30:05Z")),
        "2023-09-17T01:30:05+08:00"
    );
}

proptest! {
    #[test]
    fn any_record_is_survived(cut in 0usize..600, insert in ".{0,12}") {
        let mut stored = receipt().store();
        let cut = (0..=cut.min(stored.len())).rev().find(|i| stored.is_char_boundary(*i)).unwrap();
        stored.insert_str(cut, &insert);
        if let Restored::Whole(read) = Receipt::restore(&stored) {
            prop_assert_eq!(Receipt::restore(&read.store()), Restored::Whole(read));
        }
    }
}
