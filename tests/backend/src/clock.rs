//! The server's clock, which a test may shift, and the city's time zone.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeDelta, Utc};

/// The zone of every time in the contract: +08:00, no daylight saving.
pub fn city_zone() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("+08:00 is a valid offset")
}

/// A moment in the city's zone, in whole seconds, as the contract writes it.
pub fn stamp(at: DateTime<Utc>) -> String {
    at.with_timezone(&city_zone())
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// A moment as HTTP's `Date` writes it.
pub fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// System time plus an offset.
#[derive(Default)]
pub struct Clock {
    offset_ms: AtomicI64,
}

impl Clock {
    pub fn now(&self) -> DateTime<Utc> {
        let offset = TimeDelta::milliseconds(self.offset_ms.load(Ordering::Relaxed));
        let now = Utc::now();
        now.checked_add_signed(offset).unwrap_or(now)
    }

    /// Now in the city's zone.
    pub fn city(&self) -> DateTime<FixedOffset> {
        self.now().with_timezone(&city_zone())
    }

    /// Whether it shows the system's time.
    pub fn is_true(&self) -> bool {
        self.offset_ms.load(Ordering::Relaxed) == 0
    }

    /// Sets the clock to a moment; it goes on from there.
    pub fn set(&self, at: DateTime<Utc>) {
        let offset = (at - Utc::now()).num_milliseconds();
        self.offset_ms.store(offset, Ordering::Relaxed);
    }

    /// Shifts the clock by so many seconds from the system's time.
    pub fn shift(&self, seconds: f64) {
        self.offset_ms
            .store((seconds * 1000.0) as i64, Ordering::Relaxed);
    }
}
