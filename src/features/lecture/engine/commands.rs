//! What a person, a key or a lock screen asks of the engine.

use super::{Engine, Phase};
use crate::device::clock;
use crate::device::player;
use crate::device::player::session::{Order, Session};
use crate::device::player::view;
use std::rc::Rc;
use web_sys::Element;

impl Engine {
    /// Plays or pauses, whichever it does not do now.
    pub fn toggle(&self) {
        if self.phase().is_running() {
            let _ = self.media.pause();
            if self.phase() == Phase::Connecting {
                self.set_phase(Phase::Paused);
            }
        } else {
            self.play(None);
        }
    }

    /// Begins by itself: without a sound, for nobody has asked for one.
    pub fn play_hushed(&self) {
        player::hush(&self.media, true);
        self.desk.muted.set(true);
        self.desk.hushed.set(true);
        self.play(None);
    }

    /// Gives the sound back.
    pub fn unhush(&self) {
        player::hush(&self.media, false);
        self.desk.muted.set(false);
        self.desk.hushed.set(false);
    }

    pub fn toggle_mute(&self) {
        if self.media.muted() {
            self.unhush();
        } else {
            self.media.set_muted(true);
        }
    }

    /// Goes to a second of a replay and plays from there.
    pub fn seek(&self, to: f64) {
        if self.piece.live {
            return;
        }
        self.desk.resumed.set(None);
        if self.playback.borrow().is_some() && self.phase() != Phase::Failed {
            self.media.set_current_time(to);
            self.start();
        } else {
            self.play(Some(to));
        }
    }

    /// Goes some seconds on or back in a replay; a pause stays one.
    pub fn by(&self, seconds: f64) {
        let length = self.media.duration();
        if self.piece.live || self.playback.borrow().is_none() || !length.is_finite() {
            return;
        }
        // Not to the very end: what was meant was a step, not to be done with it.
        let last = (length - 0.5).max(0.0);
        let to = (self.media.current_time() + seconds).clamp(0.0, last);
        self.media.set_current_time(to);
        self.desk.at.put(to as u32);
    }

    /// Goes to a second of a replay; a pause stays one.
    pub fn go(&self, to: f64) {
        self.by(to - self.media.current_time());
    }

    /// Changes between picture and sound alone, at the same place.
    pub fn set_sound(&self, sound: bool) {
        self.desk.sound.put(sound);
        self.wish.set(sound);
        if self.playback.borrow().is_some() {
            self.forgive();
            self.begin(self.at());
        } else if self.phase() == Phase::Failed {
            self.play(self.at());
        }
    }

    pub fn set_level(&self, level: Option<usize>) {
        self.desk.level.set(level);
        if let Some(playback) = &*self.playback.borrow() {
            playback.set_level(level);
        }
    }

    /// The speed of a replay, in hundredths.
    pub fn set_rate(&self, rate: u32) {
        self.desk.rate.put(rate);
        if !self.piece.live {
            let rate = f64::from(rate) / 100.0;
            self.media.set_default_playback_rate(rate);
            self.media.set_playback_rate(rate);
        }
    }

    pub fn toggle_full(&self, frame: &Element) {
        view::toggle_full(frame, &self.media);
    }

    pub fn toggle_float(&self) {
        view::toggle_float(&self.media);
    }

    pub fn can_float(&self) -> bool {
        view::can_float(&self.media)
    }

    /// The time of the programme at the element's second 0, in milliseconds: as the stream says, else by the clock.
    pub fn began(&self) -> f64 {
        let said = self
            .playback
            .borrow()
            .as_ref()
            .and_then(player::Playback::began);
        said.unwrap_or_else(|| clock::now_millis() - self.media.current_time() * 1_000.0)
    }

    pub fn second(&self) -> f64 {
        self.media.current_time()
    }

    /// Says on lock screens what is played, and takes orders from there.
    pub(super) fn name_session(&self) {
        if self.session.borrow().is_some() {
            return;
        }
        let me = self.me.clone();
        let carry_out = Rc::new(move |order| {
            let Some(engine) = me.upgrade() else {
                return;
            };
            match order {
                Order::Play if engine.phase().is_running() => {}
                Order::Play => engine.play(None),
                Order::Pause => {
                    let _ = engine.media.pause();
                }
                Order::By(seconds) => engine.by(seconds),
                Order::To(second) => engine.go(second),
            }
        });
        let piece = &self.piece;
        self.session.replace(Session::open(
            &piece.title,
            &piece.speaker,
            piece.live,
            carry_out,
        ));
    }
}
