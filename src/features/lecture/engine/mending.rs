//! What the engine does about a stream that fails: down its ladder, step by step.

use super::{CALM_MS, Engine, GAPS_MOST, News, Phase};
use crate::device::player::{Playback, Report};
use crate::device::random::BrowserRandom;
use crate::device::{clock, page, timer};
use crate::domain::stage::ladder::{self, Fault, Footing, Remedy};

impl Engine {
    pub(super) fn hear(&self, report: Report) {
        match report {
            Report::Levels(levels) => self.desk.levels.set(levels),
            Report::Playlist { last, target } => {
                let mut growth = self.growth.get();
                let still = growth.is_still(last, target, clock::now_millis());
                self.growth.set(growth);
                if still && self.phase().is_running() {
                    self.mend_later(Fault::Frozen);
                }
            }
            Report::Gap { from, to } => {
                self.gaps.set(self.gaps.get() + 1);
                if self.gaps.get() > GAPS_MOST {
                    self.mend_later(Fault::Network(404));
                } else {
                    // What is in the buffer before it is played first.
                    self.gap.set(Some((from, to)));
                }
            }
            Report::Fault(fault) => self.mend_later(fault),
        }
    }

    /// Out of the library's own call: it must not be taken down from inside.
    fn mend_later(&self, fault: Fault) {
        let (me, turn) = (self.me.clone(), self.turn.get());
        let later = timer::after(0, move || {
            if let Some(engine) = me.upgrade().filter(|engine| engine.turn.get() == turn) {
                engine.mend(fault);
            }
        });
        self.again.replace(Some(later));
    }

    /// Where the stream stands on its ladder after so many faults.
    fn footing(&self, tries: u32) -> Footing {
        let step = self.step.get().map(|at| &self.piece.plan.steps[at]);
        let picture = step.is_some_and(|step| !step.sound_only);
        let lowest = self.lowest();
        Footing {
            live: self.piece.live,
            tries,
            lower: lowest.is_some() && lowest != self.desk.level.get_untracked(),
            sound: picture
                && self
                    .piece
                    .plan
                    .can_sound(&self.tried.borrow(), self.playlists.get()),
        }
    }

    /// The smallest of several pictures.
    fn lowest(&self) -> Option<usize> {
        self.desk.levels.with_untracked(|levels| {
            let at = (0..levels.len()).min_by_key(|at| levels[*at]);
            at.filter(|_| levels.len() > 1)
        })
    }

    pub(super) fn mend(&self, fault: Fault) {
        if self.phase() == Phase::Denied {
            return;
        }
        // Without a network no source is better than another.
        if matches!(fault, Fault::Network(_)) && !page::is_online() {
            self.unplayable.set(false);
            return;
        }
        let now = clock::now_millis();
        if now - self.fault_at.replace(now) > CALM_MS {
            self.tries.set(0);
        }
        if fault != Fault::Unplayable {
            self.unplayable.set(false);
        }
        let tries = self.tries.replace(self.tries.get() + 1);
        match ladder::remedy(fault, self.footing(tries), &mut BrowserRandom) {
            // What is in the buffer plays on meanwhile; whether it stalls is seen by the clock.
            Remedy::Reload(wait) => {
                if fault == Fault::Frozen {
                    self.tell(News::Frozen);
                }
                let me = self.me.clone();
                self.again.replace(Some(timer::after(wait, move || {
                    if let Some(engine) = me.upgrade() {
                        engine.reload();
                    }
                })));
            }
            Remedy::Recover => {
                if let Some(playback) = &*self.playback.borrow() {
                    playback.recover();
                }
                self.go_on();
            }
            Remedy::Lower => {
                self.set_level(self.lowest());
                self.tell(News::Lowered);
                self.reload();
            }
            // Nothing begins by itself for who has paused: the next tap begins anew.
            Remedy::Sound | Remedy::Next if self.phase() == Phase::Paused => {
                self.keep();
                self.turn.set(self.turn.get() + 1);
                self.playback.take();
            }
            Remedy::Sound => {
                self.sound_first.set(true);
                self.leave();
            }
            Remedy::Next => self.leave(),
        }
    }

    /// Leaves a source that has failed for the next one, and says so.
    fn leave(&self) {
        let before = self.step.get();
        self.tried.borrow_mut().extend(before);
        self.tries.set(0);
        self.gaps.set(0);
        self.begin(self.at());
        let is_sound = |at: Option<usize>| at.map(|at| self.piece.plan.steps[at].sound_only);
        match is_sound(self.step.get()) {
            Some(true) if is_sound(before) == Some(false) => self.tell(News::SoundAlone),
            Some(_) => self.tell(News::OtherSource),
            None => self.tell(News::None),
        }
    }

    /// The browser wants a tap first; whoever was carried here has the button that everyone has.
    pub(super) fn denied(&self) {
        if self.desk.hushed.get_untracked() {
            self.unhush();
            self.turn.set(self.turn.get() + 1);
            self.playback.take();
            self.wake.release();
            self.set_phase(Phase::Idle);
        } else {
            self.set_phase(Phase::Denied);
        }
    }

    /// Plays on, unless somebody has paused it.
    pub(super) fn go_on(&self) {
        if self.phase() != Phase::Paused {
            self.start();
        }
    }

    pub(super) fn reload(&self) {
        if let Some(playback) = &*self.playback.borrow() {
            playback.reload();
        }
        self.go_on();
    }

    /// The network is back: what was waiting goes on, what had failed begins again.
    pub(super) fn online(&self) {
        let by_library = self
            .playback
            .borrow()
            .as_ref()
            .is_some_and(Playback::is_by_library);
        match self.phase() {
            Phase::Stalled => self.reload(),
            // Loading had stopped, though the buffer may not be empty yet.
            Phase::Connecting | Phase::Playing | Phase::Paused if by_library => self.reload(),
            Phase::Failed => self.play(self.at()),
            _ => {}
        }
    }
}
