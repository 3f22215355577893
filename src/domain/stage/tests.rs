use super::asking::{self, Heard};
use super::meeting::Meeting;
use super::place::{self, Keep, Paragraph};
use super::*;
use crate::domain::lecture::LectureState;
use crate::domain::read;
use crate::domain::registration::Randomness;
use crate::text;
use proptest::prelude::*;

pub(super) struct Lot(pub u64);

impl Randomness for Lot {
    fn next_u64(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 16
    }
}

fn plan(raw: &str, hosts: &[&str]) -> Plan {
    let list = text!("{\"all\":", raw, "}");
    let sources: Vec<Source> = read::all(read::document(&list).unwrap().root(), "all");
    let hosts: Vec<_> = hosts.iter().map(|host| (*host).to_owned()).collect();
    let role = sources[0].role;
    Plan::of(&sources, role, &hosts).unwrap()
}

const LADDER: &str = r#"[
  {"role":"replay","kind":"hls","url":"media/a.m3u8"},
  {"role":"replay","kind":"audio","url":"media/a-audio.m3u8?x=1"},
  {"role":"replay","kind":"mp4","url":"https://m.example/a.mp4"}]"#;

#[test]
fn the_wanted_kind_comes_first_and_nothing_is_tried_twice() {
    let plan = plan(LADDER, &[]);
    let urls: Vec<_> = plan
        .steps
        .iter()
        .map(|step| (step.url.as_str(), step.hls))
        .collect();
    assert_eq!(
        urls,
        [
            ("/media/a.m3u8", true),
            ("/media/a-audio.m3u8?x=1", true),
            ("https://m.example/a.mp4", false)
        ]
    );
    assert_eq!(plan.next(&[], false, true), Some(0));
    assert_eq!(plan.next(&[0], false, true), Some(2));
    assert_eq!(
        plan.next(&[0, 2], false, true),
        Some(1),
        "sound rather than nothing"
    );
    assert_eq!(plan.next(&[], true, true), Some(1));
    assert_eq!(plan.next(&[1], true, true), Some(0));
    assert_eq!(
        plan.next(&[], true, false),
        Some(2),
        "no playlists on this engine"
    );
    assert_eq!(plan.next(&[0, 1, 2], false, true), None);
    assert!(plan.can_sound(&[0], true) && !plan.can_sound(&[1], true));
    assert!(!plan.can_sound(&[], false), "its sound is a playlist");
}

#[test]
fn a_player_is_let_in_by_provider_and_id_alone() {
    let raw = r#"[{"role":"live","kind":"embed","provider":"bilibili","ref":"BV1xx411c7mD"}]"#;
    let frame = &plan(raw, &["https://player.bilibili.com/"]).elsewhere[0];
    assert_eq!(
        frame.player.as_deref(),
        Some("https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=0&danmaku=0")
    );
    assert!(frame.url.as_str().ends_with("/BV1xx411c7mD"));
    for hosts in [
        &[][..],
        &["evil.example"],
        &["player.bilibili.com.evil.example"],
    ] {
        assert_eq!(plan(raw, hosts).elsewhere[0].player, None, "{hosts:?}");
    }
    for (provider, id, player) in [
        (
            "youku",
            "XMzgxNzMwMDcyOA==",
            "https://player.youku.com/embed/XMzgxNzMwMDcyOA==",
        ),
        (
            "tencent_video",
            "h0028rgy2x5",
            "https://v.qq.com/txp/iframe/player.html?vid=h0028rgy2x5&autoplay=false",
        ),
    ] {
        let raw =
            format!(r#"[{{"role":"replay","kind":"embed","provider":"{provider}","ref":"{id}"}}]"#);
        let frame = &plan(&raw, &["player.youku.com", "v.qq.com"]).elsewhere[0];
        assert_eq!(frame.player.as_deref(), Some(player));
        assert!(frame.url.as_str().contains(id));
    }
    for bad in [
        r#"[{"role":"live","kind":"embed","provider":"youku","ref":"XMzgx=NzMw"}]"#,
        r#"[{"role":"live","kind":"embed","provider":"youku","ref":"XMzgxNzMwMDcyOA==/../x"}]"#,
        r#"[{"role":"live","kind":"embed","provider":"tencent_video","ref":"h0028rgy2x5&url=x"}]"#,
        r#"[{"role":"live","kind":"embed","provider":"tencent_video","ref":"H0028RGY2X"}]"#,
        r#"[{"role":"live","kind":"embed","provider":"wechat_channels","ref":"x"}]"#,
        r#"[{"role":"live","kind":"embed","provider":"bilibili","ref":"BV1xx411c7m&x"}]"#,
        r#"[{"role":"live","kind":"embed","provider":"bilibili","ref":"../evil"}]"#,
        r#"[{"role":"live","kind":"embed","provider":"other","ref":"1"}]"#,
        r#"[{"role":"live","kind":"link","url":"javascript:alert(1)"}]"#,
        r#"[{"role":"live","kind":"hls"}]"#,
    ] {
        assert_eq!(
            plan(
                bad,
                &["player.bilibili.com", "player.youku.com", "v.qq.com"]
            ),
            Plan {
                lost: 1,
                ..Plan::default()
            },
            "{bad}"
        );
    }
    let other =
        r#"[{"role":"live","kind":"embed","provider":"other","url":"https://live.example/1"}]"#;
    assert_eq!(
        plan(other, &[]).elsewhere[0].player,
        None,
        "never a frame from an address"
    );
}

#[test]
fn a_place_is_kept_where_going_back_makes_sense() {
    assert_eq!(place::keep(29.9, 3_600.0), Keep::Leave);
    assert_eq!(place::keep(f64::NAN, 3_600.0), Keep::Leave);
    assert_eq!(place::keep(600.0, f64::INFINITY), Keep::Leave, "live");
    assert_eq!(place::keep(3_500.0, 3_600.0), Keep::Forget);
    let Keep::Write(raw) = place::keep(754.6, 3_600.0) else {
        panic!("not kept")
    };
    assert_eq!(place::read(&raw), Some(754.0));
    for bad in [
        "",
        "1",
        "1 x 3600",
        "2 754 3600",
        "1 10 3600",
        "1 3599 3600",
        "1 754",
    ] {
        assert_eq!(place::read(bad), None, "{bad:?}");
    }
    assert_eq!(
        (place::clock(135), place::clock(3_735)),
        ("2:15".into(), "1:02:15".into())
    );
}

#[test]
fn a_transcript_has_times_or_none() {
    let line = |at, text: &str| Paragraph {
        at,
        text: text.into(),
    };
    assert_eq!(
        place::transcript("标题\r\n\n[02:15] 甲 乙\n1:00:05 丙\n12:99 丁\n09:30"),
        [
            line(None, "标题"),
            line(Some(135), "甲 乙"),
            line(Some(3_605), "丙"),
            line(None, "12:99 丁"),
            line(None, "09:30")
        ]
    );
    assert_eq!(countdown(90_061), [1, 1, 1, 1]);
    assert_eq!(countdown(-5), [0, 0, 0, 0]);
}

#[test]
fn words_are_found_in_what_was_said() {
    let text = place::transcript("[00:00] 月亮 Moon\n月亮背面的月亮");
    assert_eq!(
        place::find(&text, " moon "),
        [place::Hit {
            paragraph: 0,
            from: 7,
            to: 11
        }]
    );
    let hits = place::find(&text, "月亮");
    assert_eq!(
        hits.iter().map(|hit| hit.paragraph).collect::<Vec<_>>(),
        [0, 1, 1]
    );
    assert_eq!(&text[1].text[hits[2].from..hits[2].to], "月亮");
    assert!(place::find(&text, "  ").is_empty() && place::find(&text, "火星").is_empty());
}

proptest! {
    #[test]
    fn hostile_text_and_any_time_do_no_harm(raw in ".{0,60}", seen in any::<bool>(), start in any::<i32>(), misses in any::<u32>(), seed in any::<u64>()) {
        let _ = place::transcript(&raw);
        let _ = place::read(&raw);
        for hit in place::find(&place::transcript(&raw), &raw) {
            prop_assert!(hit.from < hit.to);
        }
        let _ = Meeting::of(&raw);
        for heard in [Heard::Nothing, Heard::Held, Heard::AtOnce, Heard::News] {
            let next = asking::turn(LectureState::Scheduled, start.into(), heard, misses, seen, &mut Lot(seed));
            let in_time = (0..=300_000).contains(&next.rest);
            prop_assert!(in_time == seen && next.hold <= 20, "{next:?}");
        }
    }
}
