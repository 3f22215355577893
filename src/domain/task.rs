//! Closures behind a pointer.
//!
//! The standard's `dyn Fn` carries three ways to call a closure, and each is
//! compiled anew for every closure that is boxed, though one is ever used:
//! 5 kB of this app on the wire. These two carry one.

/// Something that makes a value, as often as it is asked.
pub trait Make<T> {
    fn make(&self) -> T;
}

impl<T, F: Fn() -> T> Make<T> for F {
    fn make(&self) -> T {
        self()
    }
}

/// Something that is done with what is given.
pub trait Task<T> {
    fn run(&mut self, given: T);
}

impl<T, F: FnMut(T)> Task<T> for F {
    fn run(&mut self, given: T) {
        self(given);
    }
}
