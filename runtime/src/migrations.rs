//! Storage migrations.
//!
//! A migration enters `Unreleased` with the change that needs it and moves to the version's own
//! alias when that version ships. An alias is dropped once no network runs anything older.

#![deny(missing_docs)]

/// What the next runtime upgrade migrates.
pub type Unreleased = ();

/// What the first block of a new runtime runs, oldest first.
pub type SingleBlock = (Unreleased,);
