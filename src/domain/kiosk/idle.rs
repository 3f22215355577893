//! When a screen in a hall forgets who stood before it.

/// Milliseconds of a clock that is never set: it only goes on.
pub type Millis = f64;

/// A wipe waits so long at most for the answer to a sign-up that is on its way.
pub const PATIENCE: Millis = 15_000.0;
/// Who watches something that plays touches nothing for so long at most.
const WATCHING: Millis = 30.0 * 60_000.0;
/// Touches nearer to each other than this are in one place, in pixels.
const NEAR: f64 = 40.0;
/// Bounds of the settings, in seconds.
const IDLE: (u32, u32) = (60, 90);
const WARN: (u32, u32) = (20, 60);

/// What somebody touched: a place on the screen, in pixels, or a key by its name.
#[derive(Debug, Clone, PartialEq)]
pub enum Touch {
    At(f64, f64),
    Key(String),
}

impl Touch {
    fn is_at(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::At(x, y), Self::At(u, v)) => (x - u).hypot(y - v) < NEAR,
            (one, other) => one == other,
        }
    }
}

/// What is to be shown, and done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// Somebody is there.
    #[default]
    Go,
    /// Is somebody there? So many seconds are left to say so, 1 at least.
    Ask(u32),
    /// No time is left, but a sign-up is on its way; one may still say so.
    Wait,
    /// Somebody has said that they are done, and their sign-up is on its way.
    Leave,
    /// All of this visit goes now; nothing takes that back.
    Wipe,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Active,
    Asked(Millis),
    Ended(Millis),
    Over,
}

/// One visit, from its first touch to the wipe.
#[derive(Debug, Clone)]
pub struct Idle {
    idle: Millis,
    warn: Millis,
    /// When somebody was there last.
    last: Millis,
    /// When they touched something last.
    touched: Millis,
    /// Where the touches are that came one after the other, and since when they are there.
    place: Option<(Touch, Millis)>,
    state: State,
}

impl Idle {
    /// A visit that begins now. Seconds beyond their bounds are drawn into them: nobody has less than 20 to answer.
    pub fn new(idle_seconds: u32, warn_seconds: u32, now: Millis) -> Self {
        let millis = |seconds: u32, (least, most)| f64::from(seconds.clamp(least, most)) * 1_000.0;
        Self {
            idle: millis(idle_seconds, IDLE),
            warn: millis(warn_seconds, WARN),
            last: now,
            touched: now,
            place: None,
            state: State::Active,
        }
    }

    /// Somebody touched the screen or a key; answers whether that counts. Touches in one and the same place count for no
    /// longer than the idle time: a screen with a fault goes on like that for ever, a person does not.
    pub fn touch(&mut self, touch: Touch, now: Millis) -> bool {
        if matches!(self.state, State::Ended(_) | State::Over) {
            return false;
        }
        match &self.place {
            Some((place, since)) if place.is_at(&touch) => {
                if now - since >= self.idle {
                    return false;
                }
            }
            _ => self.place = Some((touch, now)),
        }
        self.last = now;
        self.touched = now;
        self.state = State::Active;
        true
    }

    /// Something plays: who watches is there without a touch, for half an hour.
    pub fn watch(&mut self, now: Millis) {
        if self.state == State::Active && now - self.touched < WATCHING {
            self.last = now;
        }
    }

    /// Asks whether somebody is there before their time is over: something of theirs would be lost.
    pub fn ask(&mut self, now: Millis) {
        if self.state == State::Active {
            self.state = State::Asked(now);
        }
    }

    /// Somebody says that they are done.
    pub fn end(&mut self, now: Millis) {
        if matches!(self.state, State::Active | State::Asked(_)) {
            self.state = State::Ended(now);
        }
    }

    /// What is to be done now; `busy` while a sign-up is on its way. Ask a few times a second.
    pub fn look(&mut self, now: Millis, busy: bool) -> Step {
        if self.state == State::Active && now - self.last >= self.idle {
            // From when it is seen, however late that is: a page may have been held up.
            self.state = State::Asked(now);
        }
        match self.state {
            State::Active => Step::Go,
            State::Asked(since) => {
                let left = self.warn - (now - since);
                if left > 0.0 {
                    return Step::Ask((left / 1_000.0).ceil() as u32);
                }
                self.wipe_unless(busy && left > -PATIENCE, Step::Wait)
            }
            State::Ended(since) => self.wipe_unless(busy && now - since < PATIENCE, Step::Leave),
            State::Over => Step::Wipe,
        }
    }

    fn wipe_unless(&mut self, waits: bool, waiting: Step) -> Step {
        if waits {
            return waiting;
        }
        self.state = State::Over;
        Step::Wipe
    }
}

#[cfg(test)]
#[path = "idle_tests.rs"]
mod tests;
