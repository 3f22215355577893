//! Signals of any type, compiled once.
//!
//! Leptos compiles the whole of its signals and memos anew for every type they
//! hold, about two kilobytes each in a page that weighs its bytes. These hold
//! their value behind one type, so that what runs is compiled once and each
//! type adds only a cast. They are used like Leptos's own, whose names they bear.

use leptos::prelude as leptos_signal;
use leptos::prelude::{GetUntracked, Read, ReadUntracked, Track, Write};
use std::any::Any;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// What a signal can hold.
pub trait Content: Send + Sync + 'static {}
impl<T: Send + Sync + 'static> Content for T {}

type Held = Box<dyn Any + Send + Sync>;
type Inner = leptos_signal::RwSignal<Held>;

/// The one cast of each type; it stays a call, for it weighs more than what surrounds it.
#[inline(never)]
fn open<T: 'static>(held: &dyn Any) -> &T {
    held.downcast_ref().expect("a signal holds its own type")
}

#[inline(never)]
fn open_mut<T: 'static>(held: &mut dyn Any) -> &mut T {
    held.downcast_mut().expect("a signal holds its own type")
}

// What follows is compiled once: it knows no type but `Held`.

#[inline(never)]
fn make(held: Held) -> Inner {
    leptos_signal::RwSignal::new(held)
}

/// The value, if its owner has not ended.
#[inline(never)]
fn read(signal: Inner, tracked: bool) -> Option<impl Deref<Target = Held>> {
    if tracked {
        signal.try_read()
    } else {
        signal.try_read_untracked()
    }
}

/// The value to be changed, if its owner has not ended; whoever follows it hears of it when the guard goes.
#[inline(never)]
fn write(signal: &Inner) -> Option<impl DerefMut<Target = Held>> {
    signal.try_write()
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
            inner: make(Box::new(value)),
            kind: PhantomData,
        }
    }

    /// Reads it and follows it. Must not be called after its owner ended.
    pub fn with<R>(&self, task: impl FnOnce(&T) -> R) -> R {
        let held = read(self.inner, true).expect("a signal that still is");
        task(open(&**held))
    }

    pub fn with_untracked<R>(&self, task: impl FnOnce(&T) -> R) -> R {
        let held = read(self.inner, false).expect("a signal that still is");
        task(open(&**held))
    }

    pub fn track(&self) {
        self.inner.track();
    }

    pub fn set(&self, value: T) {
        self.try_set(value);
    }

    /// Sets it, and gives the value back if its owner has ended.
    pub fn try_set(&self, value: T) -> Option<T> {
        match write(&self.inner) {
            Some(mut held) => {
                *open_mut(&mut **held) = value;
                None
            }
            None => Some(value),
        }
    }

    pub fn update(&self, task: impl FnOnce(&mut T)) {
        self.try_update(task);
    }

    /// Changes it and answers what `task` did, unless its owner has ended.
    pub fn try_update<R>(&self, task: impl FnOnce(&mut T) -> R) -> Option<R> {
        write(&self.inner).map(|mut held| task(open_mut(&mut **held)))
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
        read(self.inner, false).map(|held| open::<T>(&**held).clone())
    }
}

/// A value that follows from others, worked out again only when they change, and told on only when it changes.
pub struct Memo<T> {
    inner: leptos_signal::Memo<Made>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

trait Comparable: Any + Send + Sync {
    fn any(&self) -> &dyn Any;
    fn same(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + Content> Comparable for T {
    fn any(&self) -> &dyn Any {
        self
    }

    fn same(&self, other: &dyn Any) -> bool {
        open::<T>(other) == self
    }
}

#[derive(Clone)]
struct Made(Arc<dyn Comparable>);

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(other.0.any())
    }
}

#[inline(never)]
fn derive(task: Box<dyn Fn() -> Made + Send + Sync>) -> leptos_signal::Memo<Made> {
    leptos_signal::Memo::new(move |_| task())
}

/// The value now, if it has not ended.
#[inline(never)]
fn made(memo: leptos_signal::Memo<Made>, tracked: bool) -> Option<Made> {
    if tracked {
        memo.try_read().map(|made| made.clone())
    } else {
        memo.try_get_untracked()
    }
}

impl<T: PartialEq + Content> Memo<T> {
    pub fn new(task: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self {
            inner: derive(Box::new(move || Made(Arc::new(task())))),
            kind: PhantomData,
        }
    }

    /// Reads it and follows it. Must not be called after its owner ended.
    pub fn with<R>(&self, task: impl FnOnce(&T) -> R) -> R {
        let made = made(self.inner, true).expect("a memo that still is");
        task(open(made.0.any()))
    }

    pub fn with_untracked<R>(&self, task: impl FnOnce(&T) -> R) -> R {
        let made = made(self.inner, false).expect("a memo that still is");
        task(open(made.0.any()))
    }

    /// Follows it. A memo that nobody has read follows nothing itself, so it is read.
    pub fn track(&self) {
        made(self.inner, true);
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
        made(self.inner, false).map(|made| open::<T>(made.0.any()).clone())
    }
}
