//! Sends what this device still has to tell the server. The rules are those of
//! [`crate::domain::outbox`]; here are the shelf, the network and the timers.

use super::App;
use super::programme::Loaded;
use super::{manage, questions, registrations};
use crate::api::answer::{Answer, Failure};
use crate::api::client::{Ask, send};
use crate::api::config::Config;
use crate::api::registrations as wire;
use crate::device::random::BrowserRandom;
use crate::device::storage::{self, Key};
use crate::device::timer::{self, Listener, Timer};
use crate::device::{clock, lock, page};
use crate::domain::activity::RegistrationKind;
use crate::domain::by_id::ById;
use crate::domain::outbox::{self, Action, Claim, Millis, NEVER, Operation, State, Step};
use crate::domain::receipt::Restored;
use crate::domain::registration::Document;
use crate::words::{change as words, mine, signup};
use gloo_net::http::Method;
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};

/// The longest sleep of the driver, in milliseconds: phones stop timers as they like.
const NAP: Millis = 60_000;
/// What waited longer than this is held against a young programme before it is sent, in milliseconds.
const WAITED: Millis = 1_000;
/// How young that programme must be, and how often to ask for one at most, in milliseconds.
const YOUNG: Millis = 5 * 60_000;
const ASK_EVERY: Millis = 10_000;
/// After so many askings in vain it is sent all the same: the server decides.
const ASK_MOST: u32 = 2;

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
    /// Something changed while the driver was busy.
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    /// When a younger programme was asked for.
    static ASKED: Cell<Millis> = const { Cell::new(0) };
    /// How often since there was a young one.
    static ASKS: Cell<u32> = const { Cell::new(0) };
    /// The network came back, or the app has just started.
    static ROUND: Cell<bool> = const { Cell::new(true) };
    static WAKE: RefCell<Option<Timer>> = const { RefCell::new(None) };
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
}

/// The server's time in milliseconds, as far as it is known.
pub fn now() -> Millis {
    clock::now_millis() as Millis
}

/// Reads the shelf and listens for what makes it send; call once, then [`catch_up`].
pub fn start(app: App) {
    registrations::read(app);
    read(app);
    let Some(window) = web_sys::window() else {
        return;
    };
    let mut listeners = vec![
        timer::listen(&window, "online", move |_| {
            ROUND.set(true);
            pump(app);
        }),
        timer::listen(&window, "pageshow", move |_| pump(app)),
    ];
    if let Some(document) = page::document() {
        listeners.push(timer::listen(&document, "visibilitychange", move |_| {
            if page::is_visible() {
                pump(app);
            }
        }));
    }
    listeners.extend(storage::watch(move |key| match key {
        Key::Operation => {
            read(app);
            schedule(app);
        }
        Key::Receipt | Key::Plan => registrations::read(app),
        _ => {}
    }));
    LISTENERS.set(listeners);
}

/// Sends what waited for the backend's address, the programme or the server's time. It follows them: run it
/// again when they change.
pub fn catch_up(app: App) {
    app.stamp.track();
    if is_ready(app) {
        untrack(|| {
            registrations::expire(app);
            questions::expire();
            pump(app);
        });
    }
}

/// Whether it is known whom to ask, and what for. It follows both.
pub fn is_ready(app: App) -> bool {
    app.config.with(Config::has_backend)
        && app.loaded.with(|loaded| matches!(loaded, Loaded::Ready(_)))
}

/// Every operation on the shelf; what cannot be read is put aside.
fn shelf() -> ById<Operation> {
    let mut operations = ById::default();
    registrations::records(Key::Operation, &mut |id, stored| {
        match Operation::restore(stored) {
            Restored::Whole(mut op) if op.id == id => {
                // A clock that may be wrong must not delete what was typed.
                if clock::is_learnt() && op.tend(now()) {
                    keep(&op);
                }
                operations.insert(op.id.clone(), op);
                true
            }
            Restored::Newer => true,
            _ => false,
        }
    });
    operations
}

/// Writes an operation down.
pub fn keep(op: &Operation) {
    storage::set(Key::Operation, &op.id, &op.store());
}

/// One operation as it stands on the shelf, whichever tab wrote it last.
pub fn stored(id: &str) -> Option<Operation> {
    Operation::restore(&storage::get(Key::Operation, id)?).whole()
}

/// Brings the signal up to what the shelf holds.
pub fn read(app: App) {
    show(app, shelf());
}

fn show(app: App, operations: ById<Operation>) {
    let stored = |all: &ById<Operation>| all.values().map(Operation::store).collect::<String>();
    if app.operations.with_untracked(stored) != stored(&operations) {
        app.operations.set(operations);
    }
}

/// The return of the network, or a new start: what had given up tries again.
fn another_round() {
    for mut op in shelf().into_values() {
        let waits = matches!(op.state, State::Queued | State::Unsure);
        if waits && op.due_at().is_none_or(|at| at > now()) {
            op.retry(now());
            keep(&op);
        }
    }
}

/// Sends what is due, one after the other, then sleeps until the next is.
pub fn pump(app: App) {
    if BUSY.get() {
        AGAIN.set(true);
        return;
    }
    if !untrack(|| is_ready(app)) {
        return;
    }
    BUSY.set(true);
    spawn_local(async move {
        // Held while anything is sent. A tab that cannot have it, because another one sends
        // or froze in the middle, takes up only what nobody has touched for a whole lease.
        let held = lock::take("kepu.outbox").await;
        let patience = if held.is_some() { 0 } else { outbox::LEASE };
        if held.is_some() && ROUND.replace(false) {
            another_round();
        }
        loop {
            AGAIN.set(false);
            while let Some(taken) = take_up(app, patience) {
                deliver(app, taken).await;
            }
            if !AGAIN.get() {
                break;
            }
        }
        drop(held);
        BUSY.set(false);
        schedule(app);
    });
}

fn schedule(app: App) {
    let wake_at = app
        .operations
        .with_untracked(|all| outbox::wake_at(all.values()));
    let timer = wake_at.map(|at| {
        // What is due already waits for a programme, or for another tab.
        let wait = if at <= now() {
            ASK_EVERY
        } else {
            (at - now()).min(NAP)
        };
        timer::after(wait as i32, move || pump(app))
    });
    WAKE.set(timer);
}

/// Whether the programme is young enough to see what changed while something waited.
fn is_young(app: App) -> bool {
    registrations::is_fresh(app)
        && app.stamp.with_untracked(|stamp| {
            stamp
                .as_ref()
                .is_some_and(|stamp| now() - stamp.at.timestamp_millis() < YOUNG)
        })
}

/// An operation that was taken up, and the request to make for it.
struct Taken {
    id: String,
    claim: Claim,
    request: wire::Wire,
    /// Whether it is a question.
    asks: bool,
}

/// Takes up the next operation that has been due for at least `patience`.
fn take_up(app: App, patience: Millis) -> Option<Taken> {
    let mut all = shelf();
    let (fresh, young) = (registrations::is_fresh(app), is_young(app));
    let online = page::is_online();
    let waits = |op: &Operation| {
        let unsent = matches!(op.state, State::Queued)
            && !op.maybe_sent
            && !matches!(op.action, Action::Cancel { .. } | Action::Ask(_));
        let behind = !fresh || now() - op.created_at > WAITED;
        online && unsent && behind && !young && ASKS.get() < ASK_MOST
    };
    if young {
        ASKS.set(0);
    }
    if fresh && let Some(programme) = app.programme_untracked() {
        let known = |session: &str| registrations::snapshot(&programme.catalogue, session, false);
        for op in all.values_mut() {
            if op.compare(&known) {
                keep(op);
            }
        }
    }
    let next = outbox::next(all.values().filter(|op| !waits(op)), now() - patience);
    let next = next.map(|op| op.id.clone());
    if all.values().any(waits) && now() - ASKED.get() > ASK_EVERY {
        ASKED.set(now());
        ASKS.set(ASKS.get() + 1);
        super::loader::refresh(app);
    }
    let taken = next.and_then(|id| {
        let op = all.get_mut(&id)?;
        let claim = op.claim(now())?;
        keep(op);
        let request = wire::wire(op, claim.call);
        let asks = matches!(op.action, Action::Ask(_));
        Some(Taken {
            id,
            claim,
            request,
            asks,
        })
    });
    show(app, all);
    taken
}

/// Makes the call and takes its answer in.
async fn deliver(app: App, taken: Taken) {
    let Taken {
        id,
        claim,
        request,
        asks,
    } = taken;
    let answer = if page::is_online() {
        let atomic = is_atomic(app);
        match ask(app, request).await {
            Ok(answer) if asks => wire::asked(&answer, now()),
            Ok(answer) => wire::read(&answer, now(), atomic),
            // What left may have arrived, whatever became of the network since.
            Err(Failure::Offline) => wire::failed(Failure::Unreachable),
            Err(failure) => wire::failed(failure),
        }
    } else {
        wire::failed(Failure::Offline)
    };
    // Another tab has finished it, or all of this device was cleared meanwhile.
    let Some(mut op) = stored(&id) else {
        read(app);
        return;
    };
    let step = outbox::on_answer(&mut op, claim, answer, now(), &mut BrowserRandom);
    match step {
        Step::Finished(document) => finish(app, &op, &document),
        Step::Missed(document) => {
            clear(app, &op, &document);
            app.say(words::missed(op.action.offer(), document.status));
        }
        Step::Asked => questions::taken(app, &op),
        Step::Ignored => {}
        Step::Ask(document) => {
            if let Some(document) = document {
                app.documents.update(|documents| {
                    documents.insert(document.id.clone(), *document);
                });
            }
            keep(&op);
        }
        Step::Wait(_) | Step::Manual | Step::Refused => keep(&op),
    }
    read(app);
}

/// It stands on the server: the receipt first, then the operation may go.
fn finish(app: App, op: &Operation, document: &Document) {
    clear(app, op, document);
    manage::release_change(&op.id);
    match &op.action {
        Action::Create(request) => {
            for seen in &op.seen {
                storage::release(Key::Draft, &seen.session);
            }
            if request.kind == RegistrationKind::Grade {
                storage::release(Key::Draft, registrations::GRADE);
                storage::release(Key::Draft, registrations::CLASSES);
            }
            app.say(signup::arrived(document.status, document.position));
        }
        Action::Change { change, .. } => app.say(words::done(change.offer)),
        Action::Cancel { .. } => app.say(mine::CANCELLED),
        // Its answer is no document.
        Action::Ask(_) => {}
    }
}

/// The operation is over: what stands takes its place.
fn clear(app: App, op: &Operation, document: &Document) {
    registrations::take_in(app, document);
    storage::remove(Key::Operation, &op.id);
    app.documents.update(|documents| {
        documents.remove(&op.id);
    });
    super::loader::refresh_places(app);
}

/// Whether what the backend confirms is so: it counts places itself, or its staff say it of each registration later.
/// Else nothing is confirmed yet.
pub fn is_atomic(app: App) -> bool {
    app.programme_untracked().is_some_and(|programme| {
        let can = |name| programme.catalogue.can(name);
        can("atomic_capacity") || can("confirms")
    })
}

/// Sends one request about registrations, and learns the time from its answer.
pub async fn ask(app: App, wire: wire::Wire) -> Result<Answer, Failure> {
    let url = app
        .config
        .with_untracked(|config| config.resource(&wire.path));
    let method = match wire.method {
        "PUT" => Method::PUT,
        "PATCH" => Method::PATCH,
        "DELETE" => Method::DELETE,
        "POST" => Method::POST,
        _ => Method::GET,
    };
    let answer = send(Ask {
        method,
        url,
        headers: wire.headers,
        body: wire.body,
        ..Ask::default()
    })
    .await?;
    if let Some(date) = answer.date {
        clock::learn(date);
    }
    Ok(answer)
}

/// Whether the form may wait for this operation: it is on its first way to the server.
pub fn is_first_try(op: &Operation) -> bool {
    match op.state {
        State::Sending(_) => !op.maybe_sent && op.check.is_none(),
        State::Queued => op.tries == 0 && op.next_at != NEVER && op.next_at <= now() + 1_000,
        _ => false,
    }
}
