//! The runtime's types as far as they are measured, matched by name with the metadata.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

use subxt::{events::DecodeAsEvent, ext::scale_decode::DecodeAsType};

/// The event `Checks.ChecksRecorded`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Batch {
	/// The till.
	pub till: u32,
	/// The lowest number of the batch.
	pub first: u32,
	/// How many checks.
	pub count: u32,
}

impl DecodeAsEvent for Batch {
	fn is_event(pallet: &str, event: &str) -> bool {
		pallet == "Checks" && event == "ChecksRecorded"
	}
}

/// The time part of a weight.
#[derive(Clone, Copy, Debug, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Weight {
	/// Picoseconds.
	pub ref_time: u64,
}

/// The storage item `System.BlockWeight`: what a block declared.
#[derive(Clone, Copy, Debug, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct BlockWeight {
	/// By ordinary calls.
	pub normal: Weight,
	/// By operational calls.
	pub operational: Weight,
	/// By what a block can't do without.
	pub mandatory: Weight,
}

impl BlockWeight {
	/// Picoseconds altogether.
	pub const fn total(&self) -> u64 {
		self.normal
			.ref_time
			.saturating_add(self.operational.ref_time)
			.saturating_add(self.mandatory.ref_time)
	}
}

/// The constant `System.BlockWeights`: what a block may declare.
#[derive(Clone, Copy, Debug, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct BlockWeights {
	/// Altogether.
	pub max_block: Weight,
}
