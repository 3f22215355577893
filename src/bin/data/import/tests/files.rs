use super::*;

const CAMP: &[u8] = include_bytes!("../../../../../tests/fixtures/import/c3voc-camp2019.json");
const CONGRESS: &[u8] = include_bytes!("../../../../../tests/fixtures/import/c3voc-31c3.xml");
const ARLES: &[u8] = include_bytes!("../../../../../tests/fixtures/import/openagenda-arles.json");

#[test]
fn a_real_schedule_in_json() {
    let (year, report) = read(CAMP, None);
    let all = activities(&year);
    assert_eq!((all.len(), report.read, report.rows.len()), (79, 79, 0));
    assert_eq!(year["edition"]["name"], "Chaos Communication Camp 2019");
    assert_eq!(
        (&year["edition"]["start"], &year["edition"]["end"]),
        (&json!("2019-08-21"), &json!("2019-08-26"))
    );
    let containers = all
        .iter()
        .find(|one| one["title"] == "Hacking Containers and Kubernetes")
        .expect("a talk");
    assert_eq!(containers["organisers"], json!(["Thomas Fricke"]));
    assert_eq!(
        containers["sessions"][0]["start"],
        "2019-08-21T19:00:00+08:00"
    );
    assert_eq!(
        containers["sessions"][0]["end"],
        "2019-08-21T19:45:00+08:00"
    );
    assert_eq!(
        containers["source"]["url"],
        "https://fahrplan.events.ccc.de/camp/2019/Fahrplan/events/10178.html"
    );
    assert_eq!(report.guessed(words::ZONE_MOVED), 79);
    assert_eq!(report.sessions, 79);
    let venues = year["venues"].as_array().expect("venues");
    assert!(venues.iter().any(|venue| venue["name"] == "Meitner"));
}

#[test]
fn a_real_schedule_in_xml() {
    let (year, report) = read(CONGRESS, None);
    let all = activities(&year);
    assert_eq!((all.len(), report.read, report.rows.len()), (4, 4, 0));
    assert_eq!(year["edition"]["name"], "31. Chaos Communication Congress");
    assert_eq!(
        all[0]["organisers"],
        json!(["erdgeist", "Geraldine de Bastion"])
    );
    assert_eq!(
        all[2]["title"],
        "„Wir beteiligen uns aktiv an den Diskussionen“"
    );
    assert!(
        all[3]["description"]
            .as_str()
            .is_some_and(|text| text.contains("\"Locating Mobile Phones using SS7\""))
    );
    assert_eq!(all[3]["sessions"][0]["start"], "2014-12-28T00:15:00+08:00");
    // The words of a year that is given are its own.
    let (year, _) = read(CONGRESS, Some(base()));
    assert_eq!(activities(&year)[0]["track"], "main");
}

#[test]
fn a_real_agenda() {
    let (year, report) = read(ARLES, None);
    let all = activities(&year);
    assert_eq!(
        (all.len(), report.read, report.rows.len(), report.sessions),
        (4, 4, 0, 7)
    );
    assert_eq!(all[1]["title"], "Poétique Mauritanie");
    assert_eq!(all[1]["hosts"], json!(["Association ARLES BLEU COMME"]));
    assert_eq!(all[2]["ages"], json!({"from": 8, "to": 14}));
    assert_eq!(all[3]["fee"], "de 4€ à 25€");
    assert_eq!(all[2]["venue"], all[3]["venue"]);
    assert!(
        all[0]["description"]
            .as_str()
            .is_some_and(|text| text.starts_with("Dans Circular Breathing, le"))
    );
    let place = &year["venues"][1];
    assert_eq!(
        (&place["name"], &place["point"]),
        (
            &json!("Chapelle Sainte-Anne"),
            &json!({"lng": 4.627602, "lat": 43.676424, "datum": "wgs84"})
        )
    );
    assert_eq!(
        (&year["edition"]["start"], &year["edition"]["end"]),
        (&json!("2022-09-23"), &json!("2023-03-03"))
    );
}

#[test]
fn times_of_an_agenda_in_its_newer_form() {
    let text = String::from_utf8_lossy(ARLES)
        .replace("{\"start\":", "{\"begin\":")
        .replace("2023-03-03T18:45:00.000Z", "2023-03-03T19:45:00+0100")
        .replace("2023-03-03T19:00:00.000Z", "2023-03-03T20:00:00+01:00");
    assert!(text.contains("begin"));
    assert_eq!(read(text.as_bytes(), None).0, read(ARLES, None).0);
}

#[test]
fn what_a_programme_has_wrong_is_said() {
    let broken = String::from_utf8_lossy(CAMP)
        .replace("2019-08-21T13:00:00+02:00", "someday")
        .replace("\"13:00\"", "\"noon\"")
        .replace("\"00:45\"", "\"-1\"");
    let (_, report) = read(broken.as_bytes(), None);
    assert_eq!(
        reasons(&report),
        [(3, "date", words::BAD_DATE), (11, "date", words::BAD_DATE)]
    );
    assert_eq!(report.guessed(words::NO_END), 72);
    let broken = String::from_utf8_lossy(ARLES)
        .replace("\"end\": \"2023-03-03T19:30:00.000Z\"", "\"end\": 5");
    let (_, report) = read(broken.as_bytes(), None);
    assert_eq!(reasons(&report), [(2, "日期", words::NO_DATE)]);
    assert_eq!(report.cells[0].reason, words::BAD_DATE);
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VTIMEZONE\r
TZID:Europe/Paris\r
BEGIN:DAYLIGHT\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
DTSTART:19810329T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:1@example.org\r
DTSTART;TZID=Asia/Shanghai:20230917T090000\r
DTEND;TZID=\"Asia/Shanghai\":20230917T110000\r
SUMMARY:观星\\, 认\r
 星座\r
DESCRIPTION:第一行\\n第二行\r
LOCATION:平原博物院\r
ORGANIZER;CN=\"新乡市科学技术协会\":mailto:x@example.org\r
BEGIN:VALARM\r
SUMMARY:闹钟\r
END:VALARM\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2@example.org\r
DTSTART;VALUE=DATE:20230918\r
DTEND;VALUE=DATE:20230920\r
SUMMARY:开放日\r
LOCATION:平原博物院\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:3@example.org\r
DTSTART:20230919T010000Z\r
DURATION:PT1H30M\r
RRULE:FREQ=DAILY;COUNT=5\r
SUMMARY:早课\r
LOCATION:平原博物院\r
STATUS:CANCELLED\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:4\r
DTSTART;TZID=Europe/Paris:20230920T100000\r
DTEND;TZID=Europe/Paris:20230920T110000\r
SUMMARY:Vu de France\r
LOCATION:https://example.org/live\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:5\r
DTSTART;TZID=Mars/Olympus:20230920T100000\r
SUMMARY:火星\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:6\r
DTSTART:20230931T100000\r
SUMMARY:没有的一天\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:7\r
SUMMARY:没有时间\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:没有完\r
";

#[test]
fn a_calendar() {
    let (year, report) = read(CALENDAR.as_bytes(), Some(base()));
    let all = activities(&year);
    let titles: Vec<_> = all
        .iter()
        .map(|one| one["title"].as_str().expect("a title"))
        .collect();
    assert_eq!(titles, ["观星, 认星座", "开放日", "早课", "Vu de France"]);
    assert_eq!(all[0]["description"], "第一行\n第二行");
    assert_eq!(all[0]["hosts"], json!(["新乡市科学技术协会"]));
    assert_eq!(
        (&all[0]["venue"], &all[0]["id"]),
        (&json!("museum"), &json!("c-1-example.org"))
    );
    let starts: Vec<_> = all
        .iter()
        .flat_map(|one| one["sessions"].as_array().expect("sessions"))
        .map(|one| one["start"].as_str().expect("a start"))
        .collect();
    assert_eq!(
        starts,
        [
            "2023-09-17T09:00:00+08:00",
            "2023-09-18T09:00:00+08:00",
            "2023-09-19T09:00:00+08:00",
            "2023-09-19T09:00:00+08:00",
            "2023-09-20T16:00:00+08:00",
        ]
    );
    assert_eq!(
        (&all[2]["sessions"][0]["end"], &all[2]["status"]),
        (&json!("2023-09-19T10:30:00+08:00"), &json!("cancelled"))
    );
    assert_eq!(all[3]["online"], true);
    assert_eq!(report.cells[0].reason, words::RECURS);
    let refused = reasons(&report);
    let why: Vec<_> = refused.iter().map(|one| (one.1, one.2)).collect();
    assert_eq!(
        why,
        [
            ("DTSTART", words::BAD_ZONE),
            ("DTSTART", words::BAD_DATE),
            (words::EVENT, words::NO_DATE),
            (words::EVENT, words::CUT)
        ]
    );
    // A line as its reader counts it.
    assert_eq!(
        CALENDAR.lines().nth(refused[0].0 - 1),
        Some("DTSTART;TZID=Mars/Olympus:20230920T100000")
    );
}
