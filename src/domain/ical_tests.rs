use super::*;
use proptest::prelude::*;

fn event() -> Event {
    Event {
        uid: uid("s1", "kepu.example.cn"),
        sequence: 2,
        start: "2023-09-17T09:30:00+08:00".parse().unwrap(),
        end: "2023-09-17T03:00:00+00:00".parse().unwrap(),
        title: "身边的水, 看得见".into(),
        place: "平原博物院; 二楼".into(),
        description: "带水杯\r\n路过 C:\\".into(),
        url: "https://kepu.example.cn/#/a/a1".into(),
        geo: Some((35.302684, 113.878158)),
        cancelled: false,
        reminds: false,
    }
}

fn stamp() -> Moment {
    "2023-09-10T08:00:01+08:00".parse().unwrap()
}

/// What a reader does first: joins folded lines.
fn unfold(calendar: &str) -> Vec<String> {
    let joined = calendar.replace("\r\n ", "");
    joined.split("\r\n").map(str::to_owned).collect()
}

/// What a reader does with a TEXT value.
fn unescape(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' | 'N' => out.push('\n'),
                c => out.push(c),
            },
            c => out.push(c),
        }
    }
    out
}

#[test]
fn an_entry_reads_as_the_standard_wants() {
    let lines = unfold(&calendar(&[event()], &stamp()));
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "TZID:Asia/Shanghai",
        "UID:s1@kepu.example.cn",
        "DTSTAMP:20230910T000001Z",
        "SEQUENCE:2",
        "DTSTART;TZID=Asia/Shanghai:20230917T093000",
        "DTEND;TZID=Asia/Shanghai:20230917T110000",
        "SUMMARY:身边的水\\, 看得见",
        "LOCATION:平原博物院\\; 二楼",
        "DESCRIPTION:带水杯\\n路过 C:\\\\",
        "GEO:35.302684;113.878158",
        "URL:https://kepu.example.cn/#/a/a1",
        "STATUS:CONFIRMED",
        "END:VCALENDAR",
    ] {
        assert!(lines.iter().any(|l| l == line), "{line}\n{lines:#?}");
    }
    for name in ["VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT"] {
        let count = |edge: &str| {
            lines
                .iter()
                .filter(|l| **l == format!("{edge}:{name}"))
                .count()
        };
        assert_eq!((count("BEGIN"), count("END")), (1, 1), "{name}");
    }
}

#[test]
fn a_cancelled_entry_stays_and_says_so() {
    let mut cancelled = event();
    cancelled.cancelled = true;
    cancelled.url = "javascript:alert(1)".into();
    cancelled.geo = Some((f64::NAN, 500.0));
    let lines = unfold(&calendar(&[event(), cancelled], &stamp()));
    let has = |line: &str| lines.iter().filter(|l| l.starts_with(line)).count();
    assert_eq!((has("STATUS:CANCELLED"), has("STATUS:CONFIRMED")), (1, 1));
    assert_eq!(
        (has("URL:"), has("GEO:")),
        (1, 1),
        "what is unsafe or nowhere is left out"
    );
}

proptest! {
    #[test]
    fn lines_are_short_whole_and_give_the_text_back(
        title in "[\\PC\r\n\t;,\\\\]{0,200}",
        description in any::<String>(),
    ) {
        let mut odd = event();
        odd.title = title.clone();
        odd.description = description.clone();
        let text = calendar(&[odd], &stamp());
        prop_assert!(text.ends_with("\r\n"));
        prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        let plain = |text: &str| -> String {
            let breaks = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
            let spaces = breaks.replace('\t', " ");
            spaces.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
        };
        let lines = unfold(&text);
        let value = |name: &str| {
            let line = lines.iter().find_map(|line| line.strip_prefix(name));
            unescape(line.unwrap_or(""))
        };
        prop_assert_eq!(value("SUMMARY:"), plain(&title));
        prop_assert_eq!(value("DESCRIPTION:"), plain(&description));
    }
}

#[test]
fn a_calendar_reminds_a_day_and_an_hour_before_what_takes_place() {
    let triggers = |reminds, cancelled| -> Vec<String> {
        let event = Event {
            reminds,
            cancelled,
            ..event()
        };
        let lines = unfold(&calendar(&[event], &stamp()));
        let alarms = lines.iter().filter(|line| *line == "BEGIN:VALARM").count();
        let triggers = lines.into_iter().filter(|line| line.starts_with("TRIGGER"));
        let triggers: Vec<String> = triggers.collect();
        assert_eq!(alarms, triggers.len());
        triggers
    };
    assert_eq!(triggers(true, false), ["TRIGGER:-P1D", "TRIGGER:-PT1H"]);
    assert!(triggers(true, true).is_empty(), "nobody sets out for it");
    assert!(triggers(false, false).is_empty());
}
