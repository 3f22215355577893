//! Drives one media element through a plan: sources in turn, faults mended, the place kept.

mod commands;
mod events;
mod mending;

use crate::device::player::session::Session;
use crate::device::player::{self, Playback, Started};
use crate::device::storage::{self, Key};
use crate::device::timer::{Listener, Timer};
use crate::device::wake::Wake;
use crate::domain::stage::ladder::Growth;
use crate::domain::stage::{Plan, Step, place};
use crate::state::signal::RwSignal;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use web_sys::HtmlMediaElement;

/// Seconds of play for which a sentence stands.
const NEWS_S: u32 = 8;
/// Holes in a row after which the source itself counts as missing.
const GAPS_MOST: u32 = 6;
/// A fault this long after the last one, in milliseconds, is the first of its row.
const CALM_MS: f64 = 60_000.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Idle,
    /// The browser wants another tap.
    Denied,
    Connecting,
    Playing,
    Paused,
    Stalled,
    Failed,
    Unsupported,
    Ended,
}

impl Phase {
    /// Whether there is something to say or to press instead of a picture.
    pub fn is_covered(self) -> bool {
        !self.is_running() && self != Self::Paused
    }

    /// Whether something is on its way to eye or ear.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Connecting | Self::Playing | Self::Stalled)
    }
}

/// What has been done about a stream that failed; said in one sentence each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    None,
    Lowered,
    SoundAlone,
    OtherSource,
    Frozen,
    Skipped,
}

/// What the page sees of the engine.
#[derive(Clone, Copy)]
pub struct Desk {
    pub phase: RwSignal<Phase>,
    /// Sound alone is wanted.
    pub sound: RwSignal<bool>,
    /// Heights of the pictures on offer.
    pub levels: RwSignal<Vec<u32>>,
    pub level: RwSignal<Option<usize>>,
    /// The second at which a replay was taken up again.
    pub resumed: RwSignal<Option<u32>>,
    /// Where it is and how long it is, in whole seconds; what is live has no length.
    pub at: RwSignal<u32>,
    pub length: RwSignal<u32>,
    pub muted: RwSignal<bool>,
    /// It began by itself without a sound, and nobody has asked for the sound so far.
    pub hushed: RwSignal<bool>,
    /// Speed in hundredths.
    pub rate: RwSignal<u32>,
    pub news: RwSignal<News>,
}

impl Desk {
    pub fn new(sound: bool, rate: u32) -> Self {
        Self {
            phase: RwSignal::new(Phase::Idle),
            sound: RwSignal::new(sound),
            levels: RwSignal::new(Vec::new()),
            level: RwSignal::new(None),
            resumed: RwSignal::new(None),
            at: RwSignal::new(0),
            length: RwSignal::new(0),
            muted: RwSignal::new(false),
            hushed: RwSignal::new(false),
            rate: RwSignal::new(rate),
            news: RwSignal::new(News::None),
        }
    }
}

/// What is played, and how it is named on a lock screen.
pub struct Piece {
    pub id: String,
    pub title: String,
    pub speaker: String,
    pub plan: Arc<Plan>,
    pub live: bool,
    /// Whoever sees it waited for it: it begins by itself, without a sound.
    pub carried: bool,
    /// Where captions of what is live are asked for.
    pub feed: Option<String>,
    /// A picture of sign language that goes with it.
    pub sign: Option<Step>,
}

pub struct Engine {
    me: Weak<Self>,
    media: HtmlMediaElement,
    piece: Piece,
    desk: Desk,
    playback: RefCell<Option<Playback>>,
    step: Cell<Option<usize>>,
    /// Sound alone is what somebody wants, and what is tried for now.
    wish: Cell<bool>,
    sound_first: Cell<bool>,
    tried: RefCell<Vec<usize>>,
    /// False once it is known that this engine plays no playlists.
    playlists: Cell<bool>,
    /// Every fault so far was one of this engine, not of the line.
    unplayable: Cell<bool>,
    tries: Cell<u32>,
    fault_at: Cell<f64>,
    /// Numbers beginnings, so that a late answer starts nothing.
    turn: Cell<u32>,
    /// The second where it is meant to begin, until it plays.
    aim: Cell<Option<f64>>,
    still: Cell<u32>,
    seen: Cell<f64>,
    seconds: Cell<u32>,
    growth: Cell<Growth>,
    /// A hole in the stream, from second to second, and how many there were in a row.
    gap: Cell<Option<(f64, f64)>>,
    gaps: Cell<u32>,
    /// Seconds of play after which the last news are old.
    news_left: Cell<u32>,
    session: RefCell<Option<Session>>,
    again: RefCell<Option<Timer>>,
    kept: RefCell<(Vec<Timer>, Vec<Listener>)>,
    wake: Wake,
}

impl Engine {
    pub fn new(media: HtmlMediaElement, piece: Piece, desk: Desk) -> Rc<Self> {
        let sound = desk.sound.get_untracked();
        let engine = Rc::new_cyclic(|me: &Weak<Self>| Self {
            me: me.clone(),
            media,
            piece,
            desk,
            playback: RefCell::default(),
            step: Cell::default(),
            wish: Cell::new(sound),
            sound_first: Cell::new(sound),
            tried: RefCell::default(),
            playlists: Cell::new(true),
            unplayable: Cell::new(true),
            tries: Cell::default(),
            fault_at: Cell::default(),
            turn: Cell::default(),
            aim: Cell::default(),
            still: Cell::default(),
            seen: Cell::default(),
            seconds: Cell::default(),
            growth: Cell::default(),
            gap: Cell::default(),
            gaps: Cell::default(),
            news_left: Cell::default(),
            session: RefCell::default(),
            again: RefCell::default(),
            kept: RefCell::default(),
            wake: Wake::default(),
        });
        engine.listen();
        engine
    }

    /// Plays on, or begins; `from` is in seconds and outweighs the kept place. Call it in a tap.
    pub fn play(&self, from: Option<f64>) {
        if self.playback.borrow().is_some() && matches!(self.phase(), Phase::Paused | Phase::Denied)
        {
            self.start();
            return;
        }
        // Old iOS lets play later what was loaded in a tap.
        self.media.load();
        self.forgive();
        self.unplayable.set(true);
        let kept = || place::read(&storage::get(Key::Position, &self.piece.id)?);
        // What somebody chose is not where they left it.
        let left = if from.is_some() || self.piece.live {
            None
        } else {
            kept()
        };
        self.desk.resumed.set(left.map(|left| left as u32));
        self.begin(from.or(left));
    }

    fn phase(&self) -> Phase {
        self.desk.phase.get_untracked()
    }

    fn set_phase(&self, phase: Phase) {
        if self.phase() != phase {
            self.desk.phase.set(phase);
        }
    }

    /// What failed before may be tried again.
    fn forgive(&self) {
        self.tried.borrow_mut().clear();
        self.tries.set(0);
        self.gaps.set(0);
        self.sound_first.set(self.wish.get());
        self.tell(News::None);
    }

    fn tell(&self, news: News) {
        self.news_left.set(NEWS_S);
        self.desk.news.put(news);
    }

    /// The second of a replay at which to go on; live goes on where it is.
    fn at(&self) -> Option<f64> {
        let at = Some(self.media.current_time()).filter(|at| *at > 0.0);
        at.or(self.aim.get()).filter(|_| !self.piece.live)
    }

    /// Begins with the next source that has not failed.
    fn begin(&self, from: Option<f64>) {
        self.turn.set(self.turn.get() + 1);
        self.aim.set(from);
        self.again.take();
        self.playback.take();
        self.still.set(0);
        self.growth.take();
        self.gap.take();
        self.desk.levels.set(Vec::new());
        self.desk.level.set(None);
        let rate = if self.piece.live {
            1.0
        } else {
            f64::from(self.desk.rate.get_untracked()) / 100.0
        };
        self.media.set_default_playback_rate(rate);
        let next = self.piece.plan.next(
            &self.tried.borrow(),
            self.sound_first.get(),
            self.playlists.get(),
        );
        self.step.set(next);
        let Some(next) = next else {
            self.wake.release();
            let alien = self.unplayable.get();
            self.set_phase(if alien {
                Phase::Unsupported
            } else {
                Phase::Failed
            });
            return;
        };
        self.set_phase(Phase::Connecting);
        let step = &self.piece.plan.steps[next];
        self.desk.sound.put(step.sound_only);
        if !step.hls {
            self.playback
                .replace(Some(Playback::direct(&self.media, &step.url, from)));
            self.start();
            return;
        }
        let (me, turn) = (self.me.clone(), self.turn.get());
        spawn_local(async move {
            let by_library = player::prepare().await;
            if let Some(engine) = me.upgrade().filter(|engine| engine.turn.get() == turn) {
                engine.playlist(next, from, by_library);
            }
        });
    }

    fn playlist(&self, step: usize, from: Option<f64>, by_library: bool) {
        let url = &self.piece.plan.steps[step].url;
        let (me, turn) = (self.me.clone(), self.turn.get());
        let report = Rc::new(move |report| {
            if let Some(engine) = me.upgrade().filter(|engine| engine.turn.get() == turn) {
                engine.hear(report);
            }
        });
        if !by_library && !player::is_loaded() && player::has_media_source() {
            // The script did not come: that is the line's fault, and the next tap asks for it again.
            self.unplayable.set(false);
            self.tried.borrow_mut().push(step);
            self.begin(from);
            return;
        }
        let playback = if by_library {
            Playback::playlist(&self.media, url, from, report)
        } else {
            player::plays_playlists(&self.media).then(|| Playback::direct(&self.media, url, from))
        };
        if playback.is_none() {
            self.playlists.set(false);
            self.begin(from);
            return;
        }
        self.playback.replace(playback);
        // Somebody may have thought better of it while the script was on its way.
        self.go_on();
    }

    fn start(&self) {
        let (me, turn, media) = (self.me.clone(), self.turn.get(), self.media.clone());
        self.still.set(0);
        spawn_local(async move {
            let started = player::play(&media).await;
            if let Some(engine) = me.upgrade().filter(|engine| engine.turn.get() == turn)
                && started == Started::Denied
            {
                engine.denied();
            }
        });
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if self.playback.borrow().is_some() {
            self.keep();
        }
    }
}
