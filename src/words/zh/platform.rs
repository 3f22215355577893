//! An activity in the fields of the national platform, where staff enter it by hand.

use super::{activity as words, common, when};
use crate::domain::activity::{Activity, Opening, Session, Status};
use crate::domain::catalogue::Catalogue;
use crate::domain::order::order;
use crate::domain::safe_url::SafeUrl;
use crate::domain::time;
use crate::domain::venue::Venue;
use crate::domain::{stage, taxonomy};
use crate::text;
use chrono::NaiveDate;

pub const TITLE: &str = "供组织者：复制到全国平台";
pub const WHY: &str = "按全国平台的栏目写好，复制后逐栏粘贴；空着的栏目请补上。";
pub const COPY: &str = "复制这些文字";
pub const TEXT: &str = "按全国平台栏目写好的文字";

/// The activity as a text, a field a line. `site` is where this deployment is, `page` the activity's page.
pub fn record(catalogue: &Catalogue, activity: &Activity, site: &str, page: &str) -> String {
    let recap = activity.recap.as_ref();
    let edition = &catalogue.edition;
    let direction = taxonomy::find(&catalogue.taxonomy.directions, &activity.direction);
    let mut themes: Vec<&str> = edition.themes.iter().map(String::as_str).collect();
    themes.extend(direction.map(|term| term.name.as_str()));
    let (photos, links) = recap.map_or((&[][..], &[][..]), |recap| {
        (&recap.photos[..], &recap.links[..])
    });
    let photos = photos
        .iter()
        .map(|photo| named(&photo.alt, photo.src.as_ref(), site));
    let links = links.iter().chain(&activity.source);
    let links = links.map(|link| named(&link.name, link.url.as_ref(), site));
    let summary = recap.map_or_else(String::new, |recap| {
        let visitors = recap.visitors.map_or_else(String::new, words::visitors);
        together(&[&recap.summary, &visitors], "\n")
    });
    let mut out = String::new();
    if activity.sample {
        out.push_str("（示例活动，请勿上报）\n");
    }
    let about = together(&[&activity.summary, &activity.description], "\n");
    for (name, value) in [
        ("活动名称", activity.title.as_str()),
        ("主题", &themes.join("；")),
        ("时间", &times(catalogue, activity)),
        ("地点", &places(catalogue, activity, page)),
        ("主办单位", &activity.hosts.join("、")),
        ("承办单位", &activity.organisers.join("、")),
        ("简介", &about),
        ("线上/线下", &form(catalogue, activity)),
        ("图片视频", &lines(photos.collect())),
        ("报道链接", &lines(links.collect())),
        ("总结", &summary),
    ] {
        for part in [name, "：", value, "\n"] {
            out.push_str(part);
        }
    }
    out
}

/// Those that are not empty.
fn together(parts: &[&str], between: &str) -> String {
    let parts = parts.iter().copied().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(between)
}

/// Several things stand under their field's name, a line each.
fn lines(things: Vec<String>) -> String {
    match things.len() {
        0 | 1 => things.concat(),
        _ => text!("\n", &things.join("\n")),
    }
}

/// A thing and its address.
fn named(name: &str, url: Option<&SafeUrl>, site: &str) -> String {
    let url = url.map_or_else(String::new, |url| match url.is_external() {
        true => url.as_str().to_owned(),
        false => text!(site, &stage::address(url)),
    });
    together(&[name, &url], " ")
}

/// Online, on the spot or both, and in which form.
fn form(catalogue: &Catalogue, activity: &Activity) -> String {
    let here = !catalogue.venues_of(activity).is_empty();
    let place = match (activity.online, here) {
        (true, true) => "线上线下结合",
        (true, false) => common::ONLINE,
        (false, _) => common::ONSITE,
    };
    let formats = activity.formats.iter();
    let formats = formats.filter_map(|id| taxonomy::find(&catalogue.taxonomy.formats, id));
    let formats: Vec<&str> = formats.map(|term| term.name.as_str()).collect();
    together(&[place, &formats.join("、")], "，")
}

fn places(catalogue: &Catalogue, activity: &Activity, page: &str) -> String {
    let place = |venue: &Venue| {
        let district = catalogue.district_name(&venue.district);
        let address = text!(&catalogue.edition.city, district, &venue.address);
        text!(venue.name.as_str(), "（", &address, "）")
    };
    let venues = catalogue.venues_of(activity);
    let mut all: Vec<String> = venues.into_iter().map(place).collect();
    if activity.online {
        all.push(text!(common::ONLINE, " ", page));
    }
    all.join("；")
}

/// When it is: days with the same times are said once, cancelled sessions only if all are.
fn times(catalogue: &Catalogue, activity: &Activity) -> String {
    let on = |session: &&Session| session.status != Status::Cancelled;
    let mut sessions: Vec<&Session> = activity.sessions.iter().filter(on).collect();
    if sessions.is_empty() {
        sessions = activity.sessions.iter().collect();
    }
    let status = match activity.status {
        Status::Scheduled if !sessions.is_empty() && !sessions.iter().any(on) => Status::Cancelled,
        status => status,
    };
    let sorted = order(sessions.len(), &|at| {
        let session = sessions[at];
        (session.start.timestamp(), session.end.timestamp())
    });
    let sessions: Vec<&Session> = sorted.into_iter().map(|at| sessions[at]).collect();
    let mut parts: Vec<String> = activity.opening.iter().map(hours).collect();
    let mut days: Vec<(NaiveDate, String)> = Vec::new();
    for day in sessions.chunk_by(|a, b| time::day_of(&a.start) == time::day_of(&b.start)) {
        let mut clocks: Vec<String> = Vec::new();
        for session in day {
            let clock = when::clocks(&session.start, &session.end);
            if clocks.last() != Some(&clock) {
                clocks.push(clock);
            }
        }
        days.push((time::day_of(&day[0].start), clocks.join("、")));
    }
    parts.extend(days.chunk_by(|a, b| a.1 == b.1).map(alike));
    if parts.is_empty() {
        parts.push(when::days(catalogue.edition.start, catalogue.edition.end));
    }
    let mut all = parts.join("；");
    if sessions.len() > 1 {
        all = text!(&all, "（共 ", &sessions.len().to_string(), " 场）");
    }
    if status != Status::Scheduled {
        all = text!(&all, "（", common::status(status), "）");
    }
    all
}

/// Days with the same times: as a span where none is left out.
fn alike(days: &[(NaiveDate, String)]) -> String {
    let (first, last) = (days[0].0, days[days.len() - 1].0);
    let every = (last - first).num_days() + 1 == days.len() as i64;
    let which = match days.len() > 1 && !every {
        false => when::days(first, last),
        true => {
            let rest = days[1..].iter().map(|(day, _)| when::month_day(*day));
            let all: Vec<String> = std::iter::once(when::days(first, first))
                .chain(rest)
                .collect();
            all.join("、")
        }
    };
    let each = if days.len() > 1 { "，每天 " } else { " " };
    text!(&which, each, &days[0].1)
}

/// 2023年9月17日至10月17日，周二至周日 09:00–17:00
fn hours(opening: &Opening) -> String {
    text!(
        &when::days(opening.from, opening.to),
        "，",
        &words::weekdays(&opening.weekdays),
        " ",
        opening.open.as_str(),
        "–",
        &opening.close,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn catalogue(more: &str, sessions: &[(&str, &str, &str)]) -> Catalogue {
        let session = |(at, (day, clocks, status)): (usize, &(&str, &str, &str))| {
            let (start, end) = clocks.split_once('-').unwrap();
            format!(
                r#"{{"id":"s{at}","start":"{day}T{start}:00+08:00","end":"{day}T{end}:00+08:00","status":"{status}"}}"#
            )
        };
        let sessions: Vec<_> = sessions.iter().enumerate().map(session).collect();
        let sessions = sessions.join(",");
        Catalogue::decode(&format!(
            r#"{{"edition":{{"name":"x","city":"新乡市","start":"2023-09-17","end":"2023-09-23","themes":["提升素质"]}},
          "taxonomy":{{"directions":[{{"id":"d","name":"科技赋能"}}],"formats":[{{"id":"f","name":"科普报告"}}],
            "districts":[{{"id":"h","name":"红旗区"}}]}},
          "venues":[{{"id":"v","name":"图书馆","district":"h","address":"人民路1号"}}],
          "activities":[{{"id":"a","title":"讲","direction":"d","formats":["f"],"sessions":[{sessions}]{more}}}]}}"#
        ))
        .unwrap()
    }

    fn said(catalogue: &Catalogue) -> String {
        record(
            catalogue,
            &catalogue.activities[0],
            "https://x.cn",
            "https://x.cn/a/a",
        )
    }

    fn field(text: &str, name: &str) -> String {
        let head = format!("{name}：");
        let line = text.lines().find(|line| line.starts_with(&head));
        line.unwrap_or_else(|| panic!("{name} is missing"))[head.len()..].to_owned()
    }

    const FIELDS: [&str; 11] = [
        "活动名称",
        "主题",
        "时间",
        "地点",
        "主办单位",
        "承办单位",
        "简介",
        "线上/线下",
        "图片视频",
        "报道链接",
        "总结",
    ];

    #[test]
    fn every_field_is_there_and_the_recap_in_it() {
        let more = r#","venue":"v","online":true,"hosts":["科协","教育局"],"organisers":["图书馆"],"summary":"短",
          "description":"长\n两段","recap":{"summary":"来了很多人","visitors":260,
          "photos":[{"src":"data/p.svg","alt":"排队"},{"src":"https://y.cn/2.jpg","alt":"听讲"}],
          "links":[{"title":"新乡日报","url":"https://y.cn/n"}]}"#;
        let text = said(&catalogue(more, &[("2023-09-17", "09:30-11:00", "")]));
        assert_eq!(
            text,
            "活动名称：讲\n主题：提升素质；科技赋能\n时间：2023年9月17日 09:30–11:00\n\
             地点：图书馆（新乡市红旗区人民路1号）；线上 https://x.cn/a/a\n主办单位：科协、教育局\n承办单位：图书馆\n\
             简介：短\n长\n两段\n线上/线下：线上线下结合，科普报告\n\
             图片视频：\n排队 https://x.cn/data/p.svg\n听讲 https://y.cn/2.jpg\n\
             报道链接：新乡日报 https://y.cn/n\n总结：来了很多人\n约 260 人参加\n"
        );
        let bare = said(&catalogue(r#","sample":true"#, &[]));
        assert!(bare.starts_with("（示例活动，请勿上报）\n"));
        for name in FIELDS {
            field(&bare, name);
        }
        assert_eq!(field(&bare, "线上/线下"), "线下，科普报告");
    }

    #[test]
    fn several_sessions_are_said_once_where_they_are_alike() {
        let at = |day: &'static str, clocks: &'static str| (day, clocks, "");
        let when = |sessions: &[_]| field(&said(&catalogue("", sessions)), "时间");
        assert_eq!(
            when(&[
                at("2023-09-18", "14:00-15:00"),
                at("2023-09-17", "09:00-10:00"),
                at("2023-09-17", "14:00-15:00"),
                at("2023-09-18", "09:00-10:00"),
            ]),
            "2023年9月17日至18日，每天 09:00–10:00、14:00–15:00（共 4 场）"
        );
        assert_eq!(
            when(&[
                at("2023-09-17", "09:00-10:00"),
                at("2023-09-19", "09:00-10:00"),
                at("2023-09-20", "15:00-16:00"),
                ("2023-09-21", "15:00-16:00", "cancelled"),
            ]),
            "2023年9月17日、9月19日，每天 09:00–10:00；2023年9月20日 15:00–16:00（共 3 场）"
        );
        assert_eq!(
            when(&[("2023-09-21", "15:00-16:00", "cancelled")]),
            "2023年9月21日 15:00–16:00（已取消）"
        );
        assert_eq!(when(&[]), "2023年9月17日至23日");
        let open = r#","opening":[{"from":"2023-09-17","to":"2023-10-17","weekdays":[2,3,4,5,6,7],"open":"09:00","close":"17:00"}]"#;
        assert_eq!(
            field(&said(&catalogue(open, &[])), "时间"),
            "2023年9月17日至10月17日，周二至周日 09:00–17:00"
        );
        assert_eq!(
            field(&said(&catalogue(r#","status":"postponed""#, &[])), "时间"),
            "2023年9月17日至23日（已延期）"
        );
    }

    proptest! {
        #[test]
        fn every_session_is_in_the_text(days in prop::collection::vec((17u32..24, 8u32..20), 1..20)) {
            let written: Vec<(String, String)> = days.iter().map(|(day, hour)| {
                (format!("2023-09-{day}"), format!("{hour:02}:00-{:02}:30", hour))
            }).collect();
            let sessions: Vec<_> = written.iter().map(|(day, clocks)| (day.as_str(), clocks.as_str(), "")).collect();
            let text = field(&said(&catalogue("", &sessions)), "时间");
            for (_, clocks) in &written {
                prop_assert!(text.contains(&clocks.replace('-', "–")), "{}", text);
            }
        }
    }
}
