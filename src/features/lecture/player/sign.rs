//! Sign language: a second, silent picture in step with the first, to hide or to make larger.

use super::Hands;
use crate::device::line;
use crate::device::player::{self, Playback};
use crate::device::timer;
use crate::domain::stage::Step as Source;
use crate::domain::stage::ladder::{self, Step};
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, View, el, keep, when};
use crate::words::lecture as words;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::HtmlMediaElement;

/// How often the two pictures are compared, in milliseconds.
const LOOK_MS: i32 = 250;
/// Looks after which a picture that broke off is loaded again.
const AGAIN: u32 = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Off,
    Small,
    Large,
}

impl Size {
    pub const ALL: [Self; 3] = [Self::Off, Self::Small, Self::Large];

    pub fn id(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Small => "small",
            Self::Large => "large",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Off => words::OFF,
            Self::Small => words::SMALL,
            Self::Large => words::LARGE,
        }
    }
}

#[derive(Clone)]
pub struct Sign {
    source: Rc<Source>,
    main: HtmlMediaElement,
    hands: Hands,
    pub size: RwSignal<Size>,
    /// It did not come.
    lost: RwSignal<bool>,
}

impl Sign {
    pub fn new(source: Source, main: HtmlMediaElement, hands: Hands) -> Self {
        Self {
            source: Rc::new(source),
            main,
            hands,
            // A second film is asked of a thin line by its owner alone.
            size: RwSignal::new(if line::is_thin() {
                Size::Off
            } else {
                Size::Small
            }),
            lost: RwSignal::new(false),
        }
    }

    /// The window; its film is fetched once the lecture plays and somebody wants to see it.
    pub fn window(&self) -> View {
        let sign = self.clone();
        let (size, lost, desk) = (self.size, self.lost, self.hands.desk);
        when(
            move || size.get() != Size::Off && !desk.phase.get().is_covered(),
            move || {
                let note = el("p.stage-sign-lost").text(words::SIGN_LOST);
                let lost = when(move || lost.get(), move || note.clone());
                el("div")
                    .class(move || text!("stage-sign sign-", size.get().id()))
                    .child(sign.video())
                    .child(lost)
            },
        )
    }

    fn video(&self) -> El {
        let video = el("video")
            .attr("playsinline", "true")
            .attr("webkit-playsinline", "true")
            .attr("aria-label", words::SIGN);
        let media: HtmlMediaElement = video.as_a();
        player::hush(&media, true);
        let lost = self.lost;
        lost.set(false);
        let lose = move || {
            let _ = lost.try_set(true);
        };
        let playback = Rc::new(RefCell::new(None::<Playback>));
        // How many looks until what broke is loaded again.
        let broken = Rc::new(Cell::new(0u32));
        let ill = broken.clone();
        if self.source.hls {
            let (held, url, shown) = (playback.clone(), self.source.url.clone(), media.clone());
            spawn_local(async move {
                let report = Rc::new(move |report| {
                    if matches!(
                        report,
                        player::Report::Fault(_) | player::Report::Gap { .. }
                    ) {
                        lose();
                        ill.set(AGAIN);
                    }
                });
                let made = if player::prepare().await {
                    Playback::playlist(&shown, &url, None, report)
                } else {
                    Some(Playback::direct(&shown, &url, None))
                };
                // Nobody else holds it where the window has gone meanwhile.
                held.replace(made);
            });
        } else {
            playback.replace(Some(Playback::direct(&media, &self.source.url, None)));
        }
        let (main, hands) = (self.main.clone(), self.hands);
        let jumped = Cell::new(0);
        let follow = timer::every(LOOK_MS, move || {
            if let Some(playback) = &*playback.borrow() {
                match broken.get() {
                    0 => {}
                    left => {
                        broken.set(left - 1);
                        if left == 1 {
                            playback.reload();
                        }
                    }
                }
                follow(&main, &media, playback, hands, &jumped);
            }
        });
        keep(follow);
        video.on("error", move |_| lose()).on("playing", move |_| {
            let _ = lost.try_set(false);
        })
    }
}

/// Has the second picture do what the first does.
fn follow(
    main: &HtmlMediaElement,
    sign: &HtmlMediaElement,
    playback: &Playback,
    hands: Hands,
    jumped: &Cell<u32>,
) {
    if main.paused() {
        if !sign.paused() {
            let _ = sign.pause();
        }
    } else if sign.paused() {
        let sign = sign.clone();
        spawn_local(async move {
            player::play(&sign).await;
        });
    }
    // A jump takes its time.
    if sign.seeking() || sign.ready_state() < 1 || jumped.get() > 0 {
        jumped.set(jumped.get().saturating_sub(1));
        return;
    }
    let mut ahead = 0.0;
    if hands.live {
        // By the time of the programme; where a stream does not say it, nothing can be compared.
        let Some(began) = playback.began() else {
            return;
        };
        hands.with(|engine| ahead = (engine.began() - began) / 1_000.0);
    }
    let wanted = main.current_time() + ahead;
    match ladder::in_step(wanted - sign.current_time()) {
        Step::Keep => sign.set_playback_rate(main.playback_rate()),
        Step::Rate(rate) => sign.set_playback_rate(main.playback_rate() * rate),
        Step::Jump => {
            sign.set_current_time(wanted.max(0.0));
            jumped.set(4);
        }
    }
}
