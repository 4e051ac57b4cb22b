//! Calls that are encoded here, once.
//!
//! The client encodes arguments by the metadata, each number and each byte of a key on its own, and
//! twice: to sign and to send. For a batch of 200 checks that is milliseconds of the very CPU that
//! is to be measured. So a batch is encoded directly, and held once against what the metadata say.

use anyhow::{Result, ensure};
use hotpot_cli::chain::{self, AtBlock, types::CheckEntry};
use subxt::{
	dynamic,
	ext::{
		codec::{Compact, Encode},
		scale_encode::{EncodeAsFields, Error, FieldIter, TypeResolver},
	},
	tx::{DynamicPayload, Payload},
	utils::AccountId32,
};

/// The arguments of a call, encoded.
#[derive(Clone, Debug)]
pub struct Encoded(Vec<u8>);

impl EncodeAsFields for Encoded {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_fields: &mut dyn FieldIter<'_, R::TypeId>,
		_types: &R,
		out: &mut Vec<u8>,
	) -> Result<(), Error> {
		out.extend_from_slice(&self.0);
		Ok(())
	}
}

/// Whether the chain can do several calls in one transaction.
pub fn has_batches(at: &AtBlock) -> bool {
	let utility = at.metadata_ref().pallet_by_name("Utility");
	utility.is_some_and(|pallet| pallet.call_variant_by_name("batch_all").is_some())
}

/// All of the calls or none of them.
///
/// # Errors
/// A call that the runtime does not have.
pub fn batch_all<C: Payload>(at: &AtBlock, calls: &[C]) -> Result<DynamicPayload<Encoded>> {
	let mut arguments = compact_length(calls.len())?;
	for call in calls {
		arguments.extend(at.tx().call_data(call)?);
	}
	Ok(dynamic::tx("Utility", "batch_all", Encoded(arguments)))
}

/// Records a batch of checks.
///
/// # Errors
/// More checks than can be counted.
pub fn record_checks(entries: &[CheckEntry]) -> Result<DynamicPayload<Encoded>> {
	let mut arguments = compact_length(entries.len())?;
	for CheckEntry { sequence, tetri, sold_at, wallet, commitment } in entries {
		Compact(*sequence).encode_to(&mut arguments);
		Compact(*tetri).encode_to(&mut arguments);
		Compact(*sold_at).encode_to(&mut arguments);
		arguments.extend_from_slice(&wallet.0);
		arguments.extend_from_slice(commitment);
	}
	Ok(dynamic::tx("Checks", "record_checks", Encoded(arguments)))
}

/// Makes sure that the runtime takes batches as [`record_checks`] encodes them.
///
/// # Errors
/// If it does not.
pub fn ensure_layout(at: &AtBlock) -> Result<()> {
	let entries: Vec<CheckEntry> = [(1, 500), (70_000, 4_000_000_000)]
		.into_iter()
		.map(|(sequence, tetri)| CheckEntry {
			sequence,
			tetri,
			sold_at: 1_700_000_000_123,
			wallet: AccountId32([7; 32]),
			commitment: [9; 32],
		})
		.collect();
	let ours = at.tx().call_data(&record_checks(&entries)?)?;
	let theirs = at.tx().call_data(&chain::calls::record_checks(entries))?;
	ensure!(
		ours == theirs,
		"this runtime's Checks.record_checks is not the one this program knows"
	);
	Ok(())
}

fn compact_length(length: usize) -> Result<Vec<u8>> {
	Ok(Compact(u32::try_from(length)?).encode())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_batch_should_be_encoded_field_by_field() {
		let entry = CheckEntry {
			sequence: 1,
			tetri: 64,
			sold_at: 3,
			wallet: AccountId32([7; 32]),
			commitment: [9; 32],
		};
		let payload = record_checks(&[entry.clone(), entry]).expect("two can be counted");
		let one = [&[1 << 2, 1, 1, 3 << 2][..], &[7; 32], &[9; 32]].concat();
		let expected = [&[2 << 2][..], &one, &one].concat();
		assert_eq!(payload.call_data().0, expected);
		assert_eq!((payload.pallet_name(), payload.call_name()), ("Checks", "record_checks"));
	}
}
