//! Text size and colour scheme. The boot script sets both before the first
//! paint: names of keys and values are the same in `public/boot.js`.

use super::App;
use crate::device::{page, storage};
use storage::Key;

/// The four text sizes of the app: 18, 22, 26 and 30 px (inclusion.md).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    #[default]
    Standard,
    Large,
    ExtraLarge,
    Largest,
}

impl Size {
    pub const ALL: [Self; 4] = [Self::Standard, Self::Large, Self::ExtraLarge, Self::Largest];

    pub fn id(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Large => "large",
            Self::ExtraLarge => "xlarge",
            Self::Largest => "xxlarge",
        }
    }

    pub fn read() -> Self {
        let kept = storage::get(Key::Size, "");
        Self::ALL
            .into_iter()
            .find(|size| Some(size.id()) == kept.as_deref())
            .unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scheme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

impl Scheme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub fn id(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn read() -> Self {
        let kept = storage::get(Key::Theme, "");
        Self::ALL
            .into_iter()
            .find(|scheme| Some(scheme.id()) == kept.as_deref())
            .unwrap_or_default()
    }
}

impl App {
    pub fn set_size(&self, size: Size) {
        self.size.set(size);
        page::set_root("data-size", Some(size.id()));
        storage::set(Key::Size, "", size.id());
    }

    pub fn set_scheme(&self, scheme: Scheme) {
        self.scheme.set(scheme);
        page::set_root(
            "data-theme",
            (scheme != Scheme::System).then_some(scheme.id()),
        );
        storage::set(Key::Theme, "", scheme.id());
    }
}
