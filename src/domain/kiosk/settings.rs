//! What a screen is told to be.

/// The settings of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Id of the venue at which the screen stands; empty where it stands at none.
    pub venue: String,
    /// Code of the district of which it tells; empty for the whole city.
    pub district: String,
    pub orientation: Orientation,
    /// What is shown in turn.
    pub sections: Vec<Section>,
    /// Nobody has touched the screen for so long: they are asked whether they are there. In seconds, 60 to 90.
    pub idle_seconds: u32,
    /// How long they may take to answer, in seconds, 20 to 60.
    pub warn_seconds: u32,
    /// How long each thing is shown, in seconds, 6 to 60.
    pub turn_seconds: u32,
    /// The screen is bright from one minute of the day to another; always where there is none.
    pub bright: Option<(u32, u32)>,
    /// The message of the day; empty where there is none.
    pub message: String,
    /// Opens the page for whoever looks after the screen, 4 to 8 digits; empty: it stays closed.
    pub code: String,
    /// Whether one may sign up here; by phone only where not.
    pub sign_up: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Orientation {
    /// As the screen is.
    #[default]
    Auto,
    Portrait,
    Landscape,
}

/// One thing the screen shows in its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What is on now and next at the venue, or in the district.
    Now,
    /// What is on today nearby.
    Near,
    /// The themes of the year.
    Theme,
    /// A lecture that is about to start.
    Lecture,
    /// Pictures of what was.
    Recap,
    /// The message of the day.
    Message,
}

impl Orientation {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Portrait, Self::Landscape];

    /// The word for it in a file of settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Portrait => "portrait",
            Self::Landscape => "landscape",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl Section {
    pub const ALL: [Self; 6] = [
        Self::Message,
        Self::Now,
        Self::Near,
        Self::Lecture,
        Self::Theme,
        Self::Recap,
    ];

    /// The word for it in a file of settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Near => "near",
            Self::Theme => "theme",
            Self::Lecture => "lecture",
            Self::Recap => "recap",
            Self::Message => "message",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl Settings {
    /// Least and most of [`Settings::idle_seconds`].
    pub const IDLE: (u32, u32) = (60, 90);
    /// Least and most of [`Settings::warn_seconds`].
    pub const WARN: (u32, u32) = (20, 60);
    /// Least and most of [`Settings::turn_seconds`].
    pub const TURN: (u32, u32) = (6, 60);
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            venue: String::new(),
            district: String::new(),
            orientation: Orientation::Auto,
            sections: Section::ALL.to_vec(),
            idle_seconds: 75,
            warn_seconds: 25,
            turn_seconds: 10,
            bright: None,
            message: String::new(),
            code: String::new(),
            sign_up: false,
        }
    }
}
