//! What belongs to which part of the app.

/// A part that comes after the first page.
pub struct Part {
    /// How its file begins, and the boot script's name for it.
    pub name: &'static str,
    /// The functions by which earlier parts call it.
    pub gates: &'static [&'static str],
    /// The modules whose functions are needed behind these gates alone.
    pub homes: &'static [&'static str],
    /// The texts that nobody before it reads come with it if they are no shorter than this, in bytes; the others are in
    /// the first part. What comes with it weighs on it: a part near its bound takes long ones only.
    pub texts: usize,
}

/// The last of [`LATER`] needs none of the others but the first: what it shares with them it has itself once more.
pub const ALONE: usize = LATER.len();

/// The parts after the first, in the order in which they come. A name in which several of them stand belongs to the
/// last: only that one knows all that it is made of.
pub const LATER: [Part; 5] = [
    Part {
        name: "rest",
        gates: &[
            "kepu_day::app::rest::page",
            "kepu_day::features::discover::rest::view",
            "kepu_day::app::rest::begin",
            "kepu_day::app::rest::reminder",
        ],
        homes: &[
            "kepu_day::app::rest::",
            "kepu_day::features::about::",
            "kepu_day::features::mine::",
            "kepu_day::features::plan::",
            "kepu_day::features::receipt::",
            "kepu_day::features::remind::",
            "kepu_day::features::signup::",
            "kepu_day::features::discover::rest::",
            "kepu_day::features::discover::day::",
            "kepu_day::features::discover::map::",
            "kepu_day::features::discover::month::",
            "kepu_day::api::questions::",
            "kepu_day::api::registrations::",
            "kepu_day::device::lock::",
            "kepu_day::domain::form::",
            "kepu_day::domain::grade::",
            "kepu_day::domain::rotation::",
            "kepu_day::domain::stamps::",
            "kepu_day::state::changes::",
            "kepu_day::state::manage::",
            "kepu_day::state::map::ask",
            "kepu_day::state::outbox::",
            "kepu_day::state::questions::",
            "kepu_day::state::registrations::",
            "kepu_day::state::remind::",
            "kepu_day::state::stamps::",
            "kepu_day::state::watch::",
            "kepu_day::ui::bell::",
            "kepu_day::ui::check::",
            "kepu_day::ui::field::select_field",
            "kepu_day::ui::field::text_field",
            "kepu_day::ui::offer::",
            "kepu_day::ui::ready::",
            "kepu_day::ui::versions::",
        ],
        texts: 80,
    },
    Part {
        name: "air",
        gates: &["kepu_day::app::air::page"],
        homes: &[
            "kepu_day::app::air::",
            "kepu_day::features::lecture::",
            "kepu_day::features::live::",
            "kepu_day::features::restore::",
            "kepu_day::api::live::",
            "kepu_day::device::bell::",
            "kepu_day::device::player::",
            "kepu_day::device::script::",
            "kepu_day::device::wake::",
            "kepu_day::domain::cloud::",
            "kepu_day::domain::stage::asking::",
            "kepu_day::domain::stage::embed::",
            "kepu_day::domain::stage::word::",
            "kepu_day::ui::collect::",
        ],
        texts: 66,
    },
    Part {
        name: "rare",
        gates: &[
            "kepu_day::app::rare::page",
            "kepu_day::features::activity::platform::fields::fields",
        ],
        homes: &[
            "kepu_day::app::rare::",
            "kepu_day::features::activity::platform::fields::",
            "kepu_day::features::panorama::",
            "kepu_day::features::papers::",
            "kepu_day::features::quiz::",
            "kepu_day::features::route::",
            "kepu_day::features::signup::grade::",
            "kepu_day::features::stamps::",
            "kepu_day::device::share::words::",
            "kepu_day::device::sphere::",
            "kepu_day::domain::panorama::",
            "kepu_day::domain::quiz::",
            "kepu_day::words::zh::platform::",
        ],
        texts: 90,
    },
    Part {
        name: "hall",
        gates: &["kepu_day::app::hall::page", "kepu_day::app::hall::begin"],
        homes: &[
            "kepu_day::app::hall::",
            "kepu_day::device::boot::kiosk_home",
            "kepu_day::device::boot::anew",
            "kepu_day::device::boot::beat",
            "kepu_day::device::boot::leave",
            "kepu_day::device::kiosk::",
            "kepu_day::device::memory::",
            "kepu_day::device::page::resized",
            "kepu_day::features::kiosk::",
            "kepu_day::features::setup::",
            "kepu_day::device::entry::",
            "kepu_day::state::kiosk::",
            "kepu_day::domain::kiosk::",
            "kepu_day::domain::setup::",
            "kepu_day::words::zh::setup::",
        ],
        texts: 6,
    },
    Part {
        name: "mapped",
        gates: &["kepu_day::api::mapped::answer"],
        homes: &["kepu_day::api::mapped::", "kepu_day::api::mapping::"],
        texts: 6,
    },
];
