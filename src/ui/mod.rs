//! Components that know no feature.

pub mod absent;
pub mod bell;
pub mod blank;
pub mod card;
pub mod changes;
pub mod check;
pub mod choices;
pub mod dialog;
pub mod dom;
pub mod field;
pub mod icon;
pub mod marked;
pub mod notice;
pub mod page_head;
pub mod planned;
pub mod qr;
pub mod ready;
pub mod rest;
pub mod rows;
pub mod settings;
pub mod stepper;
pub mod styles;
pub mod take_along;
pub mod text;
pub mod ticket;
