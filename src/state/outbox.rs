//! Sends what this device still has to tell the server. The rules are those of
//! [`crate::domain::outbox`]; here are the shelf, the network and the timers.

use super::App;
use super::programme::Loaded;
use super::registrations;
use crate::api::answer::{Answer, Failure};
use crate::api::client::{Ask, send};
use crate::api::config::Config;
use crate::api::registrations as wire;
use crate::device::random::BrowserRandom;
use crate::device::storage::{self, Key};
use crate::device::timer::{self, Listener, Timer};
use crate::device::{clock, lock, page};
use crate::domain::outbox::{self, Action, Call, Millis, NEVER, Operation, State, Step};
use crate::domain::receipt::Restored;
use crate::domain::registration::Document;
use crate::words::{mine, signup};
use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The longest sleep of the driver, in milliseconds: phones stop timers as they like.
const NAP: Millis = 60_000;

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
    /// Something changed while the driver was busy.
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    static WAKE: RefCell<Option<Timer>> = const { RefCell::new(None) };
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
}

/// The server's time in milliseconds, as far as it is known.
pub fn now() -> Millis {
    clock::now_millis() as Millis
}

/// Reads the shelf and starts to send; call once, inside the app's owner.
pub fn start(app: App) {
    registrations::read(app);
    read(app);
    another_round(app);
    // Whatever was missing so far: the backend's address, the programme, the server's time.
    Effect::new(move |_| {
        app.stamp.track();
        if is_ready(app) {
            untrack(|| {
                registrations::expire(app);
                pump(app);
            });
        }
    });
    let Some(window) = web_sys::window() else { return };
    let mut listeners = vec![
        timer::listen(&window, "online", move |_| {
            another_round(app);
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

fn is_ready(app: App) -> bool {
    app.config.with(Config::has_backend) && app.loaded.with(|loaded| matches!(loaded, Loaded::Ready(_)))
}

/// Every operation on the shelf; what cannot be read is put aside.
fn shelf() -> BTreeMap<String, Operation> {
    let mut operations = BTreeMap::new();
    for (id, stored) in storage::all(Key::Operation) {
        match Operation::restore(&stored) {
            Restored::Whole(mut op) if op.id == id => {
                // A clock that may be wrong must not delete what was typed.
                if clock::is_learnt() {
                    let before = op.clone();
                    op.tend(now());
                    if op != before {
                        keep(&op);
                    }
                }
                operations.insert(id, op);
            }
            Restored::Newer => {}
            _ => storage::quarantine(Key::Operation, &id),
        }
    }
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

fn show(app: App, operations: BTreeMap<String, Operation>) {
    if app.operations.with_untracked(|shown| *shown != operations) {
        app.operations.set(operations);
    }
}

/// The return of the network, or a new start: what had given up tries again.
fn another_round(app: App) {
    for mut op in shelf().into_values() {
        if op.is_live() && op.due_at().is_none_or(|at| at > now()) && !matches!(op.state, State::Sending(_)) {
            op.retry(now());
            keep(&op);
        }
    }
    read(app);
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
        loop {
            AGAIN.set(false);
            while let Some((op, call)) = claim(app).await {
                deliver(app, &op, call).await;
            }
            if !AGAIN.get() {
                break;
            }
        }
        BUSY.set(false);
        schedule(app);
    });
}

fn schedule(app: App) {
    let operations: Vec<Operation> = app.operations.with_untracked(|all| all.values().cloned().collect());
    let timer = outbox::wake_at(&operations).map(|at| {
        let wait = (at - now()).clamp(50, NAP);
        timer::after(wait as i32, move || pump(app))
    });
    WAKE.set(timer);
}

/// Takes up the next operation, so that no other tab does.
async fn claim(app: App) -> Option<(Operation, Call)> {
    let slot = Rc::new(Cell::new(None));
    let inside = slot.clone();
    lock::alone("kepu.outbox", move || inside.set(take_up(app))).await;
    slot.take()
}

fn take_up(app: App) -> Option<(Operation, Call)> {
    let mut all = shelf();
    if registrations::is_fresh(app)
        && let Some(programme) = app.programme_untracked()
    {
        for op in all.values_mut() {
            let before = op.state.clone();
            op.compare(&|session| registrations::snapshot(&programme.catalogue, session, false));
            if op.state != before {
                keep(op);
            }
        }
    }
    let mut list: Vec<Operation> = all.values().cloned().collect();
    let claimed = outbox::next(&list, now()).and_then(|at| {
        let op = &mut list[at];
        let call = op.claim(now())?;
        keep(op);
        all.insert(op.id.clone(), op.clone());
        Some((op.clone(), call))
    });
    show(app, all);
    claimed
}

/// Makes the call and takes its answer in.
async fn deliver(app: App, claimed: &Operation, call: Call) {
    let answer = if page::is_online() {
        let atomic = is_atomic(app);
        match ask(app, wire::wire(claimed, call)).await {
            Ok(answer) => wire::read(&answer, now(), atomic),
            // What left may have arrived, whatever became of the network since.
            Err(Failure::Offline) => wire::failed(Failure::Unreachable),
            Err(failure) => wire::failed(failure),
        }
    } else {
        wire::failed(Failure::Offline)
    };
    // Another tab has finished it, or all of this device was cleared meanwhile.
    let Some(mut op) = stored(&claimed.id) else {
        read(app);
        return;
    };
    let step = outbox::on_answer(&mut op, call, answer, now(), &mut BrowserRandom);
    match step {
        Step::Finished(document) => finish(app, &op, &document),
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
    registrations::take_in(app, document);
    storage::remove(Key::Operation, &op.id);
    for seen in &op.seen {
        storage::release(Key::Draft, &seen.session);
    }
    app.documents.update(|documents| {
        documents.remove(&op.id);
    });
    match op.action {
        Action::Create(_) => app.say(signup::arrived(document.status, document.position)),
        Action::Change { .. } => app.say(signup::CHANGED),
        Action::Cancel { .. } => app.say(mine::CANCELLED),
    }
    super::loader::refresh_places(app);
}

/// Whether the backend counts places itself; else nothing is confirmed yet.
pub fn is_atomic(app: App) -> bool {
    app.programme_untracked().is_some_and(|programme| programme.catalogue.can("atomic_capacity"))
}

/// Sends one request about registrations, and learns the time from its answer.
pub async fn ask(app: App, wire: wire::Wire) -> Result<Answer, Failure> {
    let url = app.config.with_untracked(|config| config.resource(&wire.path));
    let method = match wire.method {
        "PUT" => Method::PUT,
        "PATCH" => Method::PATCH,
        "DELETE" => Method::DELETE,
        "POST" => Method::POST,
        _ => Method::GET,
    };
    let answer = send(Ask { method, url, headers: wire.headers, body: wire.body }).await?;
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
