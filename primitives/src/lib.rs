//! What the pallets share: identifiers, money arithmetic, time, and the traits by which one pallet
//! reaches another. Nothing here has storage.

#![cfg_attr(not(feature = "std"), no_std)]
// Code of the Wasm blob does not panic; tests may.
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::string_slice,
		clippy::unreachable
	)
)]

extern crate alloc;

pub mod ids;
pub mod money;
pub mod observations;
pub mod range;
pub mod time;
pub mod traits;

pub use ids::{CountryCode, NodeId, PersonId, TillId, VerifierId};
pub use money::{Balance, Tetri};
pub use range::SequenceRange;
pub use time::Moment;
