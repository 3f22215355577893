//! What lies over the picture until it plays and when it cannot, and the sentence below it.

use super::Hands;
use crate::domain::lecture::LectureState;
use crate::domain::safe_url::SafeUrl;
use crate::domain::stage::place;
use crate::features::lecture::engine::{Desk, News, Phase};
use crate::text;
use crate::ui::dom::{El, View, button, el, row};
use crate::ui::icon::icon;
use crate::words::{common, lecture as words};

fn live_dot() -> El {
    el("span.live-dot")
}

/// What stands in the corner of the picture.
pub fn badge(live: bool, sound: bool) -> Option<View> {
    let on_air = words::state(LectureState::Live);
    let text = match (live, sound) {
        (true, true) => text!(on_air, " · ", words::AUDIO_ONLY),
        (true, false) => on_air.into(),
        (false, true) => words::AUDIO_ONLY.into(),
        (false, false) => return None,
    };
    Some(row().child(live.then(live_dot)).child(text))
}

/// The sentence of the moment; empty where there is nothing to say.
pub fn say(hands: Hands) -> String {
    let desk = hands.desk;
    let phase = desk.phase.get();
    if phase.is_covered() {
        return String::new();
    }
    let news = match desk.news.get() {
        News::None => "",
        News::Lowered => words::LOWERED,
        News::SoundAlone => words::SOUND_ALONE,
        News::OtherSource => words::OTHER_SOURCE,
        News::Frozen => words::FROZEN,
        News::Skipped => words::SKIPPED,
    };
    if !news.is_empty() {
        return news.into();
    }
    match phase {
        Phase::Connecting => return words::LOADING.into(),
        Phase::Stalled => return words::STALLED.into(),
        _ => {}
    }
    if desk.hushed.get() {
        return words::HUSHED.into();
    }
    if let Some(at) = desk.resumed.get() {
        return words::resumed(&place::clock(at));
    }
    match (hands.cues.lost.get(), hands.live) {
        (true, true) => words::CUES_LOST.into(),
        (true, false) => words::CAPTIONS_LOST.into(),
        (false, _) => String::new(),
    }
}

/// Lies over the picture until it plays, and when it cannot. With `choice`, sound alone is an alternative; `phone` is
/// the host's.
pub fn cover(
    desk: Desk,
    live: bool,
    title: &str,
    choice: bool,
    phone: &str,
    play: impl Fn() + Clone + 'static,
) -> Option<El> {
    let phase = desk.phase.get();
    let (head, text, can_play) = match phase {
        Phase::Connecting | Phase::Playing | Phase::Paused | Phase::Stalled => return None,
        Phase::Idle if desk.sound.get() => (title, words::AUDIO_WHY, true),
        Phase::Idle => (title, words::TAP, true),
        Phase::Denied => (title, words::TAP_AGAIN, true),
        Phase::Ended if live => (words::ENDED, words::ENDED_WHY, false),
        Phase::Ended => (title, "", true),
        Phase::Failed if choice => (words::FAILED, words::FAILED_OR_SOUND, false),
        Phase::Failed => (words::FAILED, words::FAILED_WHY, false),
        Phase::Unsupported => (words::UNSUPPORTED, words::UNSUPPORTED_WHY, false),
    };
    let failed = matches!(phase, Phase::Failed | Phase::Unsupported);
    let name = if live { words::PLAY_LIVE } else { words::PLAY };
    let on_air = (live && can_play).then(|| {
        el("p")
            .child(live_dot())
            .text(words::state(LectureState::Live))
    });
    let start = can_play.then(|| {
        button("stage-play")
            .attr("aria-label", name)
            .click(play.clone())
            .child(icon("play"))
    });
    let again = failed.then(|| button("btn btn-primary").click(play).text(common::RETRY));
    let call = SafeUrl::tel(phone).filter(|_| failed).map(|tel| {
        let link = el("a.tel").to(tel).child(icon("phone")).text(phone);
        el("p.stage-say").text(words::CALL).child(link)
    });
    let cover = el("div.stage-cover")
        .child(on_air)
        .child(el("p.stage-title").text(head))
        .child(start)
        .child(el("p.stage-say").text(text))
        .child(again)
        .child(call);
    Some(cover)
}
