//! Questions under a lecture: to read, to ask, to want answered too.

mod form;
mod list;
mod mine;

use super::status::{self, Talk};
use super::while_here;
use crate::api::client::{Ask, send};
use crate::api::questions as wire;
use crate::device::bell::Bell;
use crate::device::random::BrowserRandom;
use crate::device::{clock, page};
use crate::domain::by_id::{ById, Ids};
use crate::domain::lecture::LectureState;
use crate::domain::questions::{Listing, Own, Standing, look_after};
use crate::domain::retry;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, questions as state};
use crate::text;
use crate::ui::dom::{View, button, effect, el, keep, once_there, row, when};
use crate::ui::styles;
use crate::ui::text::{para, rule};
use crate::words::{common, questions as words};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Most of one's own questions that the server is asked about.
const MINE: usize = 20;
/// As long as nobody looks nobody asks: until the bell rings.
const UNSEEN_MS: i32 = i32::MAX;

/// What the parts of the box share.
struct Board {
    app: App,
    /// The lecture.
    id: String,
    /// As the server told it last.
    listing: RwSignal<Option<Listing>>,
    /// Looks in a row that came to nothing.
    misses: RwSignal<u32>,
    /// One's own that the server has.
    own: RwSignal<Vec<Own>>,
    /// What this device votes for.
    voted: RwSignal<Ids>,
    /// How many want it answered, by question.
    votes: RwSignal<ById<u32>>,
    /// Votes on their way: one more tap is none.
    casting: RefCell<Ids>,
    bell: Bell,
    /// The bell rang while a look was on its way.
    again: Cell<bool>,
}

/// The questions of this lecture, if it has a box and the backend can keep them.
pub fn questions(
    app: App,
    id: String,
    talk: Memo<Option<Talk>>,
    lecture: Memo<LectureState>,
) -> View {
    let printed = Memo::new(move || {
        let printed = talk.with(|talk| Some(talk.as_ref()?.lecture()?.questions.clone()));
        let printed = printed.filter(|printed| !printed.is_empty());
        let can = app.config.with(|config| config.has_backend()) && app.can("questions");
        printed.filter(|_| can)
    });
    let has = Memo::new(move || printed.with(Option::is_some));
    when(
        move || has.get(),
        move || section(app, id.clone(), printed, lecture),
    )
}

fn section(
    app: App,
    id: String,
    printed: Memo<Option<String>>,
    lecture: Memo<LectureState>,
) -> View {
    let votes = state::votes(&id);
    let board = Rc::new(Board {
        app,
        listing: RwSignal::new(None),
        misses: RwSignal::new(0),
        own: RwSignal::new(state::own(&id)),
        voted: RwSignal::new(votes.map(|votes| votes.ids).unwrap_or_default()),
        votes: RwSignal::default(),
        casting: RefCell::default(),
        bell: Bell::default(),
        again: Cell::new(false),
        id,
    });
    keep(status::listen(&board.bell));
    while_here(look(board.clone(), lecture));
    follow_own(board.clone());
    let (listing, misses) = (board.listing, board.misses);
    let open = Memo::new(move || {
        let told = listing.with(|listing| listing.as_ref().map(|listing| listing.open));
        told.unwrap_or_else(|| printed.with(|printed| printed.as_deref() == Some("open")))
    });
    let is_known = Memo::new(move || listing.with(Option::is_some));
    let asking = board.clone();
    let box_view = move || {
        if open.get() {
            form::form(&asking)
        } else {
            let none = listing.with(|listing| {
                listing
                    .as_ref()
                    .is_none_or(|listing| listing.questions.is_empty())
            });
            let says = if none {
                words::CLOSED_NONE
            } else {
                words::CLOSED
            };
            row().child(para("muted", says))
        }
    };
    let again = board.clone();
    let failed = Memo::new(move || misses.get() > 0);
    let absent = move || {
        let again = again.clone();
        (!is_known.get()).then(|| {
            if failed.get() {
                let retry = button("btn")
                    .click(move || again.ring())
                    .text(common::RETRY);
                row()
                    .child(el("p").attr("role", "status").text(words::FAILED))
                    .child(el("p").child(retry))
            } else {
                let wait = el("p.muted").attr("role", "status").text(words::LOADING);
                row().child(wait)
            }
        })
    };
    let body = el("section")
        .class(text!("asks ", styles::asks()))
        .attr("aria-labelledby", "asks-title")
        .child(rule(words::TITLE).id("asks-title"))
        .child(box_view)
        .child(mine::mine(&board))
        .child(absent)
        .child(list::list(&board));
    row().child(body)
}

impl Board {
    /// Has the server asked at once, or once more if it is being asked.
    fn ring(&self) {
        self.again.set(true);
        self.bell.ring();
    }

    /// Takes the server's word in, and says where one's own have come to.
    fn take(&self, listing: Listing) {
        for own in state::learn(&self.id, &listing.mine) {
            match own.standing {
                Standing::Published => self.app.say(words::PUBLISHED),
                Standing::Hidden(_) => self.app.say(words::HIDDEN),
                Standing::Pending => {}
            }
        }
        self.read_own();
        let mut votes = ById::default();
        for one in &listing.questions {
            votes.insert(one.id.clone(), one.votes);
        }
        self.votes.set(votes);
        if self
            .listing
            .with_untracked(|known| known.as_ref() != Some(&listing))
        {
            self.listing.set(Some(listing));
        }
    }

    fn read_own(&self) {
        let own = state::own(&self.id);
        if self.own.with_untracked(|known| *known != own) {
            self.own.set(own);
        }
    }

    /// Gives this device's vote or takes it back, and undoes that if the server does not count it.
    fn cast(self: Rc<Self>, id: String) {
        if !self.casting.borrow_mut().add(&id) {
            return;
        }
        let wants = self.voted.with_untracked(|voted| !voted.contains_key(&id));
        let voter = self.mark(&id, wants);
        spawn_local(async move {
            let counted = state::vote(self.app, &self.id, &id, &voter, wants).await;
            self.casting.borrow_mut().remove(&id);
            match counted {
                Some(count) => self.votes.update(|votes| {
                    votes.insert(id, count);
                }),
                None => {
                    // Forgotten meanwhile, there is nothing to undo.
                    if state::votes(&self.id).is_some() {
                        self.mark(&id, !wants);
                    }
                    self.app.say(words::NOT_COUNTED);
                }
            }
        });
    }

    /// Shows and keeps a vote; answers as whom it is given.
    fn mark(&self, id: &str, wants: bool) -> String {
        let kept = state::mark(&self.id, id, wants);
        self.voted.set(kept.ids);
        self.votes.update(|votes| {
            let now = votes.get(id).copied().unwrap_or(0);
            let then = if wants {
                now + 1
            } else {
                now.saturating_sub(1)
            };
            votes.insert(id.to_owned(), then);
        });
        kept.voter
    }
}

/// What has been sent becomes one's own, and where it stands is asked.
fn follow_own(board: Rc<Board>) {
    effect(move || {
        board.app.operations.track();
        untrack(|| {
            let before = board.own.with_untracked(Vec::len);
            board.read_own();
            if board.own.with_untracked(Vec::len) > before {
                board.ring();
            }
        });
    });
}

/// Looks at the list in its turn, as long as somebody sees it.
async fn look(board: Rc<Board>, lecture: Memo<LectureState>) {
    let mut known: Option<(String, String)> = None;
    loop {
        if !page::is_visible() {
            board.bell.wait(UNSEEN_MS).await;
            continue;
        }
        board.again.set(false);
        let mine: Vec<String> = board.own.with_untracked(|own| {
            let ids = own.iter().map(|own| own.id.clone());
            ids.take(MINE).collect()
        });
        let path = wire::list(&board.id, &mine);
        let url = board
            .app
            .config
            .with_untracked(|config| config.resource(&path));
        let mut ask = Ask::get(url);
        if let Some((_, etag)) = known.as_ref().filter(|(of, _)| *of == path) {
            ask.headers.push(("If-None-Match", etag.clone()));
        }
        let mut heard = false;
        let mut later = None;
        if let Ok(answer) = send(ask).await {
            if let Some(date) = answer.date {
                clock::learn(date);
            }
            let listing = if answer.status == 200 {
                wire::listing(&answer)
            } else {
                None
            };
            heard = answer.status == 304 || listing.is_some();
            if let Some(listing) = listing {
                known = answer.etag.map(|etag| (path, etag));
                board.take(listing);
            } else if !heard {
                let now = clock::now_millis() as i64;
                let asked = answer.retry_after;
                later = asked.and_then(|header| retry::retry_after(&header, now));
            }
        }
        board
            .misses
            .update(|misses| *misses = if heard { 0 } else { misses.saturating_add(1) });
        if board.again.get() {
            continue;
        }
        let wait = match later {
            Some(asked) => retry::spread(asked, &mut BrowserRandom) as i32,
            None => {
                let live = lecture.get_untracked() == LectureState::Live;
                look_after(live, board.misses.get_untracked(), &mut BrowserRandom)
            }
        };
        board.bell.wait(wait).await;
    }
}

/// What has the focus in this part has it again when the part is made anew.
fn keep_focus() {
    let had = page::active().map(|active| active.id());
    if let Some(id) = had.filter(|id| id.starts_with("vote-") || id.starts_with("asks-")) {
        once_there(move || {
            if let Some(same) = page::by_id(&id) {
                page::focus(&same);
            }
        });
    }
}
