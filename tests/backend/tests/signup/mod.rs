//! What is the same with every database.

mod grades;
mod offers;
mod questions;
mod random;
mod refusals;
mod registrations;
mod upgrade;
