//! Follows a lecture's state: asks the server in its turn, and reads the clock.

use super::while_here;
use crate::api::client::{Ask, send};
use crate::api::live::{self, LectureStatus};
use crate::device::bell::Bell;
use crate::device::random::BrowserRandom;
use crate::device::timer::{self, Listener};
use crate::device::{clock, page};
use crate::domain::activity::{Activity, Status};
use crate::domain::lecture::{Caption, Lecture, LectureState, SourceRole};
use crate::domain::query::encode;
use crate::domain::read::Value;
use crate::domain::retry;
use crate::domain::safe_url::SafeUrl;
use crate::domain::stage::extras::Extras;
use crate::domain::stage::{self, Plan};
use crate::domain::time::Moment;
use crate::state::programme::Programme;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, loader};
use crate::text;
use chrono::Duration;
use leptos::prelude::*;
use std::sync::Arc;

/// While nobody looks the server is asked no more often than this, in milliseconds.
const UNSEEN_MS: i32 = 60_000;

/// A lecture's activity, in its programme. A fresher programme in which all is the same that a lecture's page shows is
/// no change: whoever watches is not interrupted.
#[derive(Clone)]
pub struct Talk {
    programme: Arc<Programme>,
    at: usize,
}

impl PartialEq for Talk {
    fn eq(&self, other: &Self) -> bool {
        self.shown() == other.shown() && self.lecture() == other.lecture()
    }
}

impl Talk {
    /// The activity whose lecture has this id.
    pub fn find(programme: Arc<Programme>, id: &str) -> Option<Self> {
        let at = programme.catalogue.lecture_place(id)?;
        Some(Self { programme, at })
    }

    pub fn activity(&self) -> &Activity {
        &self.programme.catalogue.activities[self.at]
    }

    /// What is not read for the whole programme: a second look at the record.
    fn extras(&self) -> Extras {
        let activities = &self.programme.catalogue.activities;
        let look = |record: Value| Extras::read(record.get("lecture"));
        activities.record(self.at, look).unwrap_or_default()
    }

    /// What the page shows besides the lecture itself.
    fn shown(&self) -> ([&str; 4], [Status; 2], Option<[Moment; 2]>) {
        let activity = self.activity();
        let session = activity.lecture_session();
        (
            [
                &activity.id,
                &activity.title,
                &activity.summary,
                &activity.description,
            ],
            [
                activity.status,
                session.map_or(activity.status, |session| session.status),
            ],
            session.map(|session| [session.start, session.end]),
        )
    }

    pub fn lecture(&self) -> Option<&Lecture> {
        self.activity().lecture.as_ref()
    }
}

/// What is known of a lecture at this moment.
#[derive(Clone, Copy)]
pub struct Follow {
    pub talk: Memo<Option<Talk>>,
    told: RwSignal<Option<LectureStatus>>,
    /// Questions in a row that the server did not answer.
    misses: RwSignal<u32>,
    /// The server's time, moving every second.
    pub now: RwSignal<Moment>,
    pub state: Memo<LectureState>,
}

impl Follow {
    /// When it is given: as the server says, else as printed.
    pub fn times(&self) -> Option<(Moment, Moment)> {
        let talk = self.talk.get()?;
        self.told.with(|told| times(talk.activity(), told.as_ref()))
    }

    /// When the room opens.
    pub fn room(&self) -> Option<Moment> {
        let minutes = self.talk.get()?.lecture()?.room_opens_min;
        Some(self.times()?.0 - Duration::minutes(minutes.clamp(0, 24 * 60)))
    }

    /// What can be watched in this state, by the server's word or as printed; `None` while nothing is offered.
    pub fn plan(&self, hosts: &[String]) -> Option<Plan> {
        let role = match self.state.get() {
            LectureState::Live => SourceRole::Live,
            LectureState::Replay => SourceRole::Replay,
            _ => return None,
        };
        let told = self
            .told
            .with(|told| Plan::of(&told.as_ref()?.sources, role, hosts));
        told.or_else(|| Plan::of(&self.talk.get()?.lecture()?.sources, role, hosts))
    }

    /// The first captions that there are.
    pub fn caption(&self) -> Option<Caption> {
        let first = |list: &[Caption]| list.iter().find(|one| one.url.is_some()).cloned();
        let told = self.told.with(|told| {
            let captions = &told.as_ref()?.captions;
            (!captions.is_empty()).then(|| first(captions))
        });
        told.unwrap_or_else(|| first(&self.talk.get()?.lecture()?.captions))
    }

    /// Chapters, slides and what else goes with it, by the server's word or as printed.
    pub fn extras(&self) -> Extras {
        let told = self.told.with(|told| Some(told.as_ref()?.extras.clone()));
        told.filter(|told| !told.is_empty())
            .or_else(|| Some(self.talk.get()?.extras()))
            .unwrap_or_default()
    }

    pub fn transcript(&self) -> Option<SafeUrl> {
        let told = self.told.with(|told| told.as_ref()?.transcript.clone());
        told.or_else(|| self.talk.get()?.lecture()?.transcript.clone())
    }

    /// Whether the state is the server's word, not the clock's.
    pub fn is_told(&self) -> bool {
        self.told.with(|told| {
            told.as_ref()
                .is_some_and(|told| told.state == self.state.get())
        })
    }
}

fn times(activity: &Activity, told: Option<&LectureStatus>) -> Option<(Moment, Moment)> {
    let session = activity.lecture_session()?;
    let start = told.and_then(|told| told.start).unwrap_or(session.start);
    let end = told.and_then(|told| told.end).unwrap_or(session.end);
    Some((start, end.max(start)))
}

fn by_clock(activity: &Activity, told: Option<&LectureStatus>, now: &Moment) -> LectureState {
    let off = |status| matches!(status, Status::Cancelled | Status::Postponed);
    if off(activity.status)
        || activity
            .lecture_session()
            .is_none_or(|session| off(session.status))
    {
        return LectureState::Cancelled;
    }
    match (&activity.lecture, times(activity, told)) {
        (Some(lecture), Some((start, end))) => lecture.state_at(&start, &end, now),
        _ => LectureState::Cancelled,
    }
}

/// Begins to follow; it ends with the page, a question in flight with it.
/// Whoever rings the bell has the server asked at once.
pub fn follow(app: App, id: String, talk: Memo<Option<Talk>>) -> (Follow, Bell) {
    let told = RwSignal::new(None::<LectureStatus>);
    let misses = RwSignal::new(0);
    let now = RwSignal::new(clock::now());
    let state = Memo::new(move || {
        let now = now.get();
        told.with(|told| {
            let by_clock = talk.get().map_or(LectureState::Other, |talk| {
                by_clock(talk.activity(), told.as_ref(), &now)
            });
            stage::state(told.as_ref().map(|told| told.state), misses.get(), by_clock)
        })
    });
    let follow = Follow {
        talk,
        told,
        misses,
        now,
        state,
    };
    // Both end with the page.
    StoredValue::new_local(Some(timer::every(1_000, move || now.set(clock::now()))));
    let bell = Bell::default();
    StoredValue::new_local(listen(&bell));
    if app.config.with_untracked(|config| config.has_backend()) {
        while_here(ask(app, id, follow, bell.clone()));
    }
    (follow, bell)
}

/// Seen again, back online, back from the cache of pages: ask at once.
pub(super) fn listen(bell: &Bell) -> Vec<Listener> {
    let ring = |bell: &Bell| {
        let bell = bell.clone();
        move |_| {
            if page::is_visible() {
                bell.ring();
            }
        }
    };
    let mut listeners = Vec::new();
    if let Some(window) = web_sys::window() {
        listeners.push(timer::listen(&window, "online", ring(bell)));
        listeners.push(timer::listen(&window, "pageshow", ring(bell)));
    }
    if let Some(document) = page::document() {
        listeners.push(timer::listen(&document, "visibilitychange", ring(bell)));
    }
    listeners
}

async fn ask(app: App, id: String, follow: Follow, bell: Bell) {
    let url = app
        .config
        .with_untracked(|config| config.resource(&text!("lectures/", &encode(&id))));
    let mut etag: Option<String> = None;
    let mut missing = false;
    loop {
        let mut ask = Ask::get(url.clone());
        if let Some(etag) = &etag {
            ask.headers.push(("If-None-Match", etag.clone()));
        }
        let mut later = None;
        let mut heard = false;
        if let Ok(answer) = send(ask).await {
            if let Some(date) = answer.date {
                clock::learn(date);
            }
            match answer.status {
                304 => heard = true,
                200 if answer.is_json() => {
                    if let Some(status) = live::decode(&answer.body) {
                        heard = true;
                        etag = answer.etag;
                        follow.now.set(clock::now());
                        if follow
                            .told
                            .with_untracked(|told| told.as_ref() != Some(&status))
                        {
                            follow.told.set(Some(status));
                        }
                    }
                }
                // Withdrawn since the programme came: a fresh programme says so.
                404 | 410 if !missing => {
                    missing = true;
                    loader::refresh(app);
                }
                _ => {
                    let now = clock::now_millis() as i64;
                    later = answer
                        .retry_after
                        .and_then(|header| retry::retry_after(&header, now));
                }
            }
        }
        follow
            .misses
            .update(|misses| *misses = if heard { 0 } else { misses.saturating_add(1) });
        bell.wait(pause(&follow, later)).await;
    }
}

/// Milliseconds until the next question.
fn pause(follow: &Follow, asked: Option<i64>) -> i32 {
    let now = clock::now();
    let until = |moment: Option<Moment>| moment.map_or(0, |moment| (moment - now).num_seconds());
    let mut random = BrowserRandom;
    let wait = match asked {
        Some(asked) => retry::spread(asked, &mut random) as i32,
        None => untrack(|| {
            let (state, misses) = (follow.state.get(), follow.misses.get());
            let start = follow.times().map(|times| times.0);
            stage::ask_after(
                state,
                until(follow.room()),
                until(start),
                misses,
                &mut random,
            )
        }),
    };
    if page::is_visible() {
        wait
    } else {
        wait.max(UNSEEN_MS)
    }
}
