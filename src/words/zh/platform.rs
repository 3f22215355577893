//! An activity in the fields of the national platform, where staff enter it by hand.

use super::{activity as words, common, when};
use crate::domain::activity::{Activity, Opening, Session, Status};
use crate::domain::catalogue::Catalogue;
use crate::domain::order::order;
use crate::domain::safe_url::SafeUrl;
use crate::domain::taxonomy::Term;
use crate::domain::time;
use crate::domain::{stage, taxonomy};
use crate::text;
use chrono::NaiveDate;

pub const TITLE: &str = "供组织者：复制到全国平台";
pub const WHY: &str = "按全国平台的栏目写好，复制后逐栏粘贴；空着的栏目请补上。";
pub const COPY: &str = "复制这些文字";
const SAMPLE: &str = "（示例活动，请勿上报）\n";
pub const TEXT: &str = "按全国平台栏目写好的文字";

/// The activity as a text, a field a line. `site` is where this deployment is, `page` the activity's page.
pub fn record(catalogue: &Catalogue, activity: &Activity, site: &str, page: &str) -> String {
    let mut themes = catalogue.edition.themes.clone();
    themes.extend(name(&catalogue.taxonomy.directions, &activity.direction));
    let (mut photos, mut links) = (Vec::new(), Vec::new());
    let mut summary = String::new();
    if let Some(recap) = &activity.recap {
        for photo in recap.photos.iter() {
            photos.push(named(&photo.alt, photo.src.as_ref(), site));
        }
        for link in recap.links.iter() {
            links.push(named(&link.name, link.url.as_ref(), site));
        }
        let visitors = recap.visitors.map(words::visitors).unwrap_or_default();
        summary = pair(&recap.summary, "\n", &visitors);
    }
    if let Some(link) = &activity.source {
        links.push(named(&link.name, link.url.as_ref(), site));
    }
    let mut out = String::from(if activity.sample { SAMPLE } else { "" });
    let mut field = |name: &str, value: &str| {
        for part in [name, "：", value, "\n"] {
            out.push_str(part);
        }
    };
    field("活动名称", &activity.title);
    field("主题", &themes.join("；"));
    field("时间", &times(catalogue, activity));
    field("地点", &places(catalogue, activity, page));
    field("主办单位", &activity.hosts.join("、"));
    field("承办单位", &activity.organisers.join("、"));
    field(
        "简介",
        &pair(&activity.summary, "\n", &activity.description),
    );
    field("线上/线下", &form(catalogue, activity));
    field("图片视频", &lines(&photos));
    field("报道链接", &lines(&links));
    field("总结", &summary);
    out
}

/// Two texts, with something between them where neither is empty.
fn pair(first: &str, between: &str, second: &str) -> String {
    let both = !first.is_empty() && !second.is_empty();
    text!(first, if both { between } else { "" }, second)
}

/// Several things stand under their field's name, a line each.
fn lines(things: &[String]) -> String {
    let head = if things.len() > 1 { "\n" } else { "" };
    text!(head, &things.join("\n"))
}

/// The name of a term.
fn name(terms: &[Term], id: &str) -> Option<String> {
    taxonomy::find(terms, id).map(|term| term.name.clone())
}

/// A thing and its address.
fn named(name: &str, url: Option<&SafeUrl>, site: &str) -> String {
    let Some(url) = url else {
        return name.to_owned();
    };
    let site = if url.is_external() { "" } else { site };
    pair(name, " ", &text!(site, &stage::address(url)))
}

/// Online, on the spot or both, and in which form.
fn form(catalogue: &Catalogue, activity: &Activity) -> String {
    let here = !catalogue.venues_of(activity).is_empty();
    let place = match (activity.online, here) {
        (true, true) => "线上线下结合",
        (true, false) => common::ONLINE,
        (false, _) => common::ONSITE,
    };
    let mut formats = Vec::new();
    for id in &activity.formats {
        formats.extend(name(&catalogue.taxonomy.formats, id));
    }
    pair(place, "，", &formats.join("、"))
}

fn places(catalogue: &Catalogue, activity: &Activity, page: &str) -> String {
    let mut all = Vec::new();
    for venue in catalogue.venues_of(activity) {
        all.push(text!(&venue.name, "（", &catalogue.address(venue), "）"));
    }
    if activity.online {
        all.push(text!(common::ONLINE, " ", page));
    }
    all.join("；")
}

/// When it is: days with the same times are said once, cancelled sessions only if all are.
fn times(catalogue: &Catalogue, activity: &Activity) -> String {
    let all = &activity.sessions;
    let on = |session: &Session| session.status != Status::Cancelled;
    let none = !all.iter().any(on);
    let status = match activity.status {
        Status::Scheduled if none && !all.is_empty() => Status::Cancelled,
        status => status,
    };
    let mut count = 0_usize;
    let mut days: Vec<(NaiveDate, String)> = Vec::new();
    let key = |at: usize| (all[at].start.timestamp(), all[at].end.timestamp());
    for at in order(all.len(), &key) {
        let session = &all[at];
        if !none && !on(session) {
            continue;
        }
        count += 1;
        let day = time::day_of(&session.start);
        let clocks = when::clocks(&session.start, &session.end);
        match days.last_mut().filter(|last| last.0 == day) {
            Some(last) if last.1.ends_with(&clocks) => {}
            Some(last) => last.1 = text!(&last.1, "、", &clocks),
            None => days.push((day, clocks)),
        }
    }
    let mut parts = Vec::new();
    for opening in activity.opening.iter() {
        parts.push(hours(opening));
    }
    let mut rest = days.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|day| day.1 == first.1).count();
        parts.push(alike(&rest[..same]));
        rest = &rest[same..];
    }
    if parts.is_empty() {
        let edition = &catalogue.edition;
        parts.push(when::days(edition.start, edition.end));
    }
    let mut out = parts.join("；");
    if count > 1 {
        out = text!(&out, "（共 ", &count.to_string(), " 场）");
    }
    if status != Status::Scheduled {
        out = text!(&out, "（", common::status(status), "）");
    }
    out
}

/// Days with the same times: as a span where none is left out.
fn alike(days: &[(NaiveDate, String)]) -> String {
    let (first, last) = (days[0].0, days[days.len() - 1].0);
    let clocks = &days[0].1;
    if days.len() == 1 {
        return text!(&when::days(first, first), " ", clocks);
    }
    let mut which = when::days(first, last);
    if (last - first).num_days() + 1 != days.len() as i64 {
        which = when::days(first, first);
        for (day, _) in &days[1..] {
            which = text!(&which, "、", &when::month_day(*day));
        }
    }
    text!(&which, "，每天 ", clocks)
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
        Catalogue::decode(format!(
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
