//! Signals of any type, compiled once.
//!
//! Leptos compiles the whole of its signals and memos anew for every type they
//! hold, about two kilobytes each in a page that weighs its bytes. These hold
//! their value behind one type, so that what runs is compiled once and each
//! type adds only a cast. They are used like Leptos's own, whose names they bear.

use crate::domain::task::Make;
use leptos::prelude as leptos_signal;
use leptos::prelude::{Get, GetUntracked, Set, Track, Write};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// What a signal can hold.
pub trait Content: Send + Sync + 'static {}
impl<T: Send + Sync + 'static> Content for T {}

/// A value of any type behind one thin pointer; who reads it holds it for as long.
type Held = Arc<Boxed>;
type Boxed = Box<dyn Any + Send + Sync>;
type Inner = leptos_signal::RwSignal<Held>;

fn hold<T: Content>(value: T) -> Boxed {
    Box::new(value)
}

/// The one cast of each type; it stays a call, for it weighs more than what surrounds it.
#[inline(never)]
fn open<T: 'static>(held: &Boxed) -> &T {
    held.downcast_ref().expect("a signal holds its own type")
}

#[inline(never)]
fn open_mut<T: 'static>(held: &mut Held) -> &mut T {
    Arc::get_mut(held)
        .and_then(|held| held.downcast_mut())
        .expect("a signal of its own type that nobody is reading")
}

// What follows is compiled once: it knows no type but `Held`.

#[inline(never)]
fn start(value: Boxed) -> Inner {
    leptos_signal::RwSignal::new(Arc::new(value))
}

/// The value, if its owner has not ended.
#[inline(never)]
fn look(signal: Inner, tracked: bool) -> Option<Held> {
    if tracked {
        signal.try_get()
    } else {
        signal.try_get_untracked()
    }
}

/// The value; its owner must not have ended.
#[inline(never)]
fn take(signal: Inner, tracked: bool) -> Held {
    look(signal, tracked).expect("a signal that still is")
}

/// Sets the value, and says whether its owner has not ended.
#[inline(never)]
fn put(signal: Inner, value: Boxed) -> bool {
    signal.try_set(Arc::new(value)).is_none()
}

/// Changes the value, unless its owner has ended; whoever follows it hears of it then.
#[inline(never)]
fn change(signal: Inner, task: &mut dyn FnMut(&mut Held)) {
    if let Some(mut held) = signal.try_write() {
        task(&mut held);
    }
}

/// Lets go of a value that was read; a call, so that not every reader carries what ends it.
#[inline(never)]
fn release(held: Held) {
    drop(held);
}

/// A value that can be set. Copying it copies a handle; the value ends with the owner that made it.
pub struct RwSignal<T> {
    inner: Inner,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Content + Default> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Content> RwSignal<T> {
    pub fn new(value: T) -> Self {
        Self {
            inner: start(hold(value)),
            kind: PhantomData,
        }
    }

    /// Reads it and follows it. Must not be called after its owner ended.
    pub fn with<R>(&self, task: impl FnOnce(&T) -> R) -> R {
        let held = take(self.inner, true);
        let answer = task(open(&held));
        release(held);
        answer
    }

    pub fn with_untracked<R>(&self, task: impl FnOnce(&T) -> R) -> R {
        let held = take(self.inner, false);
        let answer = task(open(&held));
        release(held);
        answer
    }

    pub fn track(&self) {
        self.inner.track();
    }

    pub fn set(&self, value: T) {
        put(self.inner, hold(value));
    }

    /// Sets it, and says whether its owner has not ended: for what runs after an `await` or in a timer.
    pub fn try_set(&self, value: T) -> bool {
        put(self.inner, hold(value))
    }

    /// Changes it, unless its owner has ended. Must not be called while it is read.
    pub fn update(&self, task: impl FnOnce(&mut T)) {
        let mut task = Some(task);
        change(self.inner, &mut |held| {
            if let Some(task) = task.take() {
                task(open_mut(held));
            }
        });
    }
}

impl<T: Content + PartialEq> RwSignal<T> {
    /// Sets it only if it changes: whoever follows it hears of nothing else.
    pub fn put(&self, value: T) {
        if self.with_untracked(|old| *old != value) {
            self.set(value);
        }
    }
}

impl<T: Content + Clone> RwSignal<T> {
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value, unless its owner has ended: for what runs after an `await` or in a timer.
    pub fn try_get_untracked(&self) -> Option<T> {
        look(self.inner, false).map(|held| open::<T>(&held).clone())
    }
}

/// A value that follows from others, worked out again only when they change, and told on only when it changes.
pub struct Memo<T> {
    inner: Derived,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

type Derived = leptos_signal::Memo<Held>;
type Changed = fn(Option<&Held>, Option<&Held>) -> bool;

fn changed<T: PartialEq + 'static>(old: Option<&Held>, new: Option<&Held>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => open::<T>(old) != open::<T>(new),
        _ => true,
    }
}

#[inline(never)]
fn derive(task: Box<dyn Make<Boxed> + Send + Sync>, changed: Changed) -> Derived {
    leptos_signal::Memo::new_with_compare(move |_| Arc::new(task.make()), changed)
}

/// The value now, if its owner has not ended.
#[inline(never)]
fn look_at(memo: Derived, tracked: bool) -> Option<Held> {
    if tracked {
        memo.try_get()
    } else {
        memo.try_get_untracked()
    }
}

/// The value now; its owner must not have ended.
#[inline(never)]
fn work_out(memo: Derived, tracked: bool) -> Held {
    look_at(memo, tracked).expect("a memo that still is")
}

impl<T: PartialEq + Content> Memo<T> {
    pub fn new(task: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self {
            inner: derive(Box::new(move || hold(task())), changed::<T>),
            kind: PhantomData,
        }
    }

    /// Reads it and follows it. Must not be called after its owner ended.
    pub fn with<R>(&self, task: impl FnOnce(&T) -> R) -> R {
        let held = work_out(self.inner, true);
        let answer = task(open(&held));
        release(held);
        answer
    }

    pub fn with_untracked<R>(&self, task: impl FnOnce(&T) -> R) -> R {
        let held = work_out(self.inner, false);
        let answer = task(open(&held));
        release(held);
        answer
    }

    /// Follows it. A memo that nobody has read follows nothing itself, so it is read.
    pub fn track(&self) {
        look_at(self.inner, true);
    }
}

impl<T: PartialEq + Content + Clone> Memo<T> {
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value, unless its owner has ended.
    pub fn try_get_untracked(&self) -> Option<T> {
        look_at(self.inner, false).map(|held| open::<T>(&held).clone())
    }
}
