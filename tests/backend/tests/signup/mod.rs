//! What is the same with every database.

mod random;
mod refusals;
mod registrations;
