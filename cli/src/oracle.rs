//! What the oracle in `tests/oracle` reads: the chain's events and views as JSON lines, and what the
//! chain started with. The oracle's README says what they look like.

mod values;
mod views;

pub use values::fields;
pub use views::{settings, state_line};

use crate::chain::{Chain, ChainError, PastBlock};
use serde_json::{Value, json};

/// The pallets whose events the oracle must have. Of others it makes nothing.
pub const PALLETS: [&str; 6] = ["Assets", "Checks", "Conversion", "Distribution", "Kyc", "Spot"];

/// The events of a block that the oracle must have, a line each.
///
/// # Errors
/// [`ChainError::Node`] if one can't be read.
pub fn event_lines(chain: &Chain, block: &PastBlock) -> Result<Vec<Value>, ChainError> {
	let metadata = block.at.metadata_ref();
	let mut lines = Vec::new();
	for event in block.events.iter() {
		let event = event.map_err(|error| chain.error(error))?;
		if !PALLETS.contains(&event.pallet_name()) {
			continue;
		}
		let variant = metadata
			.pallet_by_event_index(event.pallet_index())
			.and_then(|pallet| pallet.event_variant_by_index(event.event_index()))
			.ok_or_else(|| {
				let (pallet, name) = (event.pallet_name(), event.event_name());
				ChainError::Missing(format!("event {pallet}.{name}"))
			})?;
		let fields = fields(event.field_bytes(), &variant.fields, metadata.types());
		lines.push(json!({
			"block": block.head.number,
			"at": block.now,
			"index": event.index(),
			"event": format!("{}.{}", event.pallet_name(), event.event_name()),
			"fields": fields.map_err(|error| chain.error(subxt::Error::other(error)))?,
		}));
	}
	Ok(lines)
}
