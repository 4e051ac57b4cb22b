//! What the pallets share: identifiers, money arithmetic, time, and the traits by which one pallet
//! reaches another. Nothing here has storage.

#![cfg_attr(not(feature = "std"), no_std)]

pub mod ids;
pub mod money;
pub mod range;
pub mod time;
pub mod traits;

pub use ids::{NodeId, TillId};
pub use money::{Balance, Tetri};
pub use range::SequenceRange;
pub use time::Moment;
