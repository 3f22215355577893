//! Captions of what is live: asked for every few seconds, and put where the picture says them.

use super::Hands;
use crate::api::client::{Ask, send};
use crate::device::page;
use crate::device::player::track::Written;
use crate::device::random::BrowserRandom;
use crate::device::timer;
use crate::domain::registration::Randomness;
use crate::domain::stage::cues::{self, Cue};
use crate::domain::stage::taste::CueSize;
use crate::features::lecture::while_here;
use crate::text;
use crate::ui::dom::keep;
use crate::words::lecture as words;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::HtmlMediaElement;

/// Shortest wait between two questions, in milliseconds, and the lot that is added.
const WAIT_MS: u64 = 2_500;
const LOT_MS: u64 = 1_000;
/// While nothing is played or nobody looks.
const IDLE_MS: u64 = 1_000;
/// Questions in vain after which it is said that there are no captions; then they are asked for less often.
const MISSES: u32 = 3;
const SELDOM_MS: u64 = 20_000;

/// Writes the sentences at `url` into a track of the element, as long as the page is there.
pub fn follow(url: String, media: HtmlMediaElement, hands: Hands) {
    let cues = hands.cues;
    let Some(track) = Written::on(&media, words::CAPTIONS).map(Rc::new) else {
        cues.there.set(false);
        cues.lost.set(true);
        return;
    };
    let after = Rc::new(Cell::new(None::<u64>));
    let (wiped, anew) = (track.clone(), after.clone());
    // Another source has a time line of its own.
    keep(timer::listen(&media, "emptied", move |_| {
        wiped.clear();
        anew.set(None);
    }));
    while_here(async move {
        let mut misses = 0;
        loop {
            let wait = if wanted(hands) {
                match ask(&url, after.get()).await {
                    Some(heard) => {
                        misses = 0;
                        write(&heard, &track, hands);
                        if let Some(last) = heard.last() {
                            after.set(Some(last.seq));
                        }
                    }
                    None => misses += 1,
                }
                let lost = misses >= MISSES;
                if cues.lost.try_get_untracked() != Some(lost) && !cues.lost.try_set(lost) {
                    return;
                }
                let least = if lost { SELDOM_MS } else { WAIT_MS };
                least + BrowserRandom.next_u64() % LOT_MS
            } else {
                IDLE_MS
            };
            timer::sleep(wait as i32).await;
        }
    });
}

/// Whether somebody may be reading.
fn wanted(hands: Hands) -> bool {
    let plays = hands.desk.phase.try_get_untracked();
    let size = hands.cues.size.try_get_untracked();
    plays.is_some_and(|phase| phase.is_running())
        && size.is_some_and(|size| size != CueSize::Off)
        && page::is_visible()
}

async fn ask(url: &str, after: Option<u64>) -> Option<Vec<Cue>> {
    let url = match after {
        Some(after) => text!(url, "?after=", &after.to_string()),
        None => url.to_owned(),
    };
    let answer = send(Ask::get(url)).await.ok()?;
    (answer.status == 200 && answer.is_json()).then_some(())?;
    cues::feed(&answer.body, after)
}

fn write(heard: &[Cue], track: &Written, hands: Hands) {
    hands.with(|engine| {
        let (began, now) = (engine.began(), engine.second());
        for cue in heard {
            let (from, to) = cues::place(&cue.at, began, now);
            track.add(from, to, &cues::plain(&cue.text));
        }
    });
}
