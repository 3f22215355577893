//! What is the same with every database.

mod grades;
mod offers;
mod random;
mod refusals;
mod registrations;
mod upgrade;
