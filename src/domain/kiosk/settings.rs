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

impl Default for Settings {
    fn default() -> Self {
        Self {
            venue: String::new(),
            district: String::new(),
            orientation: Orientation::Auto,
            sections: vec![
                Section::Message,
                Section::Now,
                Section::Near,
                Section::Lecture,
                Section::Theme,
                Section::Recap,
            ],
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
