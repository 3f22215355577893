//! The schema, step by step. A step that was released never changes.

/// Each brings the schema from its index to the next version, in SQLite and in PostgreSQL.
pub const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/0001_registrations.sql"),
    include_str!("../../migrations/0002_offers_and_grades.sql"),
    include_str!("../../migrations/0003_questions.sql"),
];

/// The steps that a database of this version has before it, each with the version it reaches.
pub fn ahead(version: i64) -> Result<impl Iterator<Item = (&'static str, i64)>, String> {
    let done = usize::try_from(version)
        .ok()
        .filter(|done| *done <= MIGRATIONS.len())
        .ok_or_else(|| format!("written by a newer version of this program (schema {version})"))?;
    Ok(MIGRATIONS.into_iter().zip(1..).skip(done))
}
