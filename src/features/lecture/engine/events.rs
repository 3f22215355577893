//! What the element says, and what its silence says.

use super::{Engine, News, Phase};
use crate::device::player;
use crate::device::storage::{self, Key};
use crate::device::{page, timer};
use crate::domain::stage::ladder::Fault;
use crate::domain::stage::place::{self, Keep};

/// Seconds without progress after which it counts as stalled: while playing, and while it begins.
const STALLED_S: u32 = 4;
const SLOW_START_S: u32 = 12;
/// Seconds without progress after which something is done about it.
const HELP_S: u32 = 30;
/// Seconds of play after which a hole is no longer of the same row.
const CALM_S: u32 = 60;
/// Seconds between two records of the place.
const KEEP_S: u32 = 10;

impl Engine {
    /// Once a second: does it move?
    fn tick(&self) {
        self.skip();
        if self.playback.borrow().is_none() || self.media.paused() || !self.phase().is_running() {
            return;
        }
        let at = self.media.current_time();
        if (at - self.seen.replace(at)).abs() > f64::EPSILON {
            self.still.set(0);
            self.set_phase(Phase::Playing);
            self.seconds.set(self.seconds.get() + 1);
            self.grow_old();
            if self.seconds.get().is_multiple_of(KEEP_S) {
                self.keep();
            }
            if self.seconds.get().is_multiple_of(CALM_S) {
                self.gaps.set(0);
            }
            return;
        }
        let still = self.still.get() + 1;
        self.still.set(still);
        let patience = if self.phase() == Phase::Connecting {
            SLOW_START_S
        } else {
            STALLED_S
        };
        if still >= patience {
            self.set_phase(Phase::Stalled);
        }
        if still.is_multiple_of(HELP_S) {
            self.mend(Fault::Network(0));
        }
    }

    /// News that have been read go.
    fn grow_old(&self) {
        let left = self.news_left.get();
        self.news_left.set(left.saturating_sub(1));
        if left == 1 {
            self.desk.news.put(News::None);
        }
    }

    /// Jumps over a hole in the stream once everything before it has been played.
    fn skip(&self) {
        let Some((from, to)) = self.gap.get() else {
            return;
        };
        if self.media.current_time() + 0.6 < from {
            return;
        }
        self.gap.take();
        self.media.set_current_time(to + 0.05);
        self.tell(News::Skipped);
        self.reload();
    }

    /// Where it is, for the page and for the lock screen.
    fn place(&self) {
        let length = self.media.duration();
        let whole = if self.piece.live || !length.is_finite() {
            0.0
        } else {
            length
        };
        self.desk.length.put(whole as u32);
        self.desk.at.put(self.media.current_time() as u32);
    }

    fn place_session(&self) {
        if let Some(session) = &*self.session.borrow() {
            session.place(
                self.media.duration(),
                self.media.current_time(),
                self.media.playback_rate(),
            );
        }
    }

    pub(super) fn keep(&self) {
        if self.piece.live {
            return;
        }
        match place::keep(self.media.current_time(), self.media.duration()) {
            Keep::Write(record) => {
                storage::set(Key::Position, &self.piece.id, &record);
            }
            Keep::Forget => storage::remove(Key::Position, &self.piece.id),
            Keep::Leave => {}
        }
    }

    pub(super) fn listen(&self) {
        let with = |task: fn(&Self)| {
            let me = self.me.clone();
            move |_| {
                if let Some(engine) = me.upgrade() {
                    task(&engine);
                }
            }
        };
        let media = |name, task| timer::listen(&self.media, name, with(task));
        let mut listeners = vec![
            media("playing", |engine| {
                engine.still.set(0);
                engine.aim.take();
                engine.set_phase(Phase::Playing);
                engine.wake.hold();
                engine.name_session();
                engine.place_session();
            }),
            media("timeupdate", Self::place),
            media("durationchange", Self::place),
            media("seeked", Self::place_session),
            media("ratechange", Self::place_session),
            media("volumechange", |engine| {
                engine.desk.muted.put(engine.media.muted());
                if !engine.media.muted() {
                    engine.desk.hushed.put(false);
                }
            }),
            media("play", |engine| {
                if engine.phase() == Phase::Paused {
                    engine.still.set(0);
                    engine.set_phase(Phase::Connecting);
                }
            }),
            media("pause", |engine| {
                engine.wake.release();
                if matches!(engine.phase(), Phase::Playing | Phase::Stalled)
                    && !engine.media.ended()
                {
                    engine.keep();
                    engine.set_phase(Phase::Paused);
                }
            }),
            media("ended", |engine| {
                engine.wake.release();
                engine.keep();
                engine.playback.take();
                engine.set_phase(Phase::Ended);
            }),
            media("error", |engine| {
                let ours = engine
                    .playback
                    .borrow()
                    .as_ref()
                    .is_some_and(|playback| !playback.is_by_library());
                if ours {
                    engine.mend(player::fault(&engine.media));
                }
            }),
        ];
        if let Some(window) = web_sys::window() {
            listeners.push(timer::listen(&window, "pagehide", with(Self::keep)));
            listeners.push(timer::listen(&window, "online", with(Self::online)));
        }
        if let Some(document) = page::document() {
            listeners.push(timer::listen(
                &document,
                "visibilitychange",
                with(|engine| {
                    if page::is_visible() && engine.phase() == Phase::Playing {
                        engine.wake.hold();
                    }
                }),
            ));
        }
        let me = self.me.clone();
        let second = timer::every(1_000, move || {
            if let Some(engine) = me.upgrade() {
                engine.tick();
            }
        });
        self.kept.replace((vec![second], listeners));
    }
}
