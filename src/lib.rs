//! The floors of the house, from the ground up. A floor imports only from
//! floors above it in this list; `make check` refuses an import that climbs.
//!
//! - [`domain`]: the field's words as types and pure functions. No browser, no Leptos.
//! - [`words`]: every sentence the user reads, one module per language.
//! - [`api`]: contract kp/1: decoding, problems, the client.
//! - `device`: every browser call.
//! - `state`: what the app knows, as signals.
//! - `ui`: components that know no feature.
//! - `features`: one folder a page; features never import each other.
//! - `routes`, `app`: every URL, the shell, the providers.
//!
//! [`prerender`] stands beside them: it writes the static pages from the same
//! domain types, natively, at build time.

pub mod api;
pub mod domain;
pub mod routes;
pub mod words;

#[cfg(feature = "tools")]
pub mod prerender;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod device;
#[cfg(feature = "app")]
pub mod features;
#[cfg(feature = "app")]
pub mod state;
#[cfg(feature = "app")]
pub mod ui;
