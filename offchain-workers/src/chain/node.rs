//! The validator's node, by its metadata: whatever a runtime lacks is not there yet.

use super::{ChainView, ViewError};
use crate::journal::{Block, Outcome, Told};
use hotpot_cli::chain::{Chain, ChainError, ConnectOptions, State};
use hotpot_primitives::observations::{FactId, ForeignAccount};
use std::{collections::BTreeSet, time::Duration};
use subxt::ext::{
	scale_decode::DecodeAsType,
	scale_encode::EncodeAsType,
	scale_value::{Composite, Primitive, Value, ValueDef},
};

/// The pallet that votes.
const OBSERVATIONS: &str = "Observations";
/// Its map of facts that were agreed on.
const AGREED: &str = "Applied";
/// The pallet whose accounts are watched.
const DEPOSITS: &str = "Deposits";
/// Its map of them.
const WATCHED: &str = "WatchedAccounts";
/// How long to be patient with a node on this machine.
const PATIENCE: ConnectOptions = ConnectOptions {
	connect_timeout: Duration::from_secs(5),
	reconnect_for: Duration::from_secs(2),
	request_timeout: Duration::from_secs(20),
};

/// [`ForeignAccount`] by the names in the metadata.
#[derive(DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
enum Account {
	Tron([u8; 20]),
	Ton { workchain: i8, id: [u8; 32] },
}

impl From<Account> for ForeignAccount {
	fn from(account: Account) -> Self {
		match account {
			Account::Tron(id) => Self::Tron(id),
			Account::Ton { workchain, id } => Self::Ton { workchain, id },
		}
	}
}

/// A node, connected to when it is needed, and again after it was lost.
#[derive(Debug)]
pub struct Node {
	url: String,
	chain: Option<Chain>,
}

impl Node {
	/// The node at a WebSocket address.
	pub const fn new(url: String) -> Self {
		Self { url, chain: None }
	}

	async fn chain(&mut self) -> Result<Chain, ViewError> {
		if let Some(chain) = &self.chain {
			return Ok(chain.clone());
		}
		let chain = Chain::connect_with(&self.url, PATIENCE).await;
		let chain = chain.map_err(|error| self.sort(0, error))?;
		self.chain = Some(chain.clone());
		Ok(chain)
	}

	async fn state(&mut self, number: u64) -> Result<State, ViewError> {
		let chain = self.chain().await?;
		let head = chain.block(number).await.map_err(|error| self.sort(number, error))?;
		chain.state_at(head).await.map_err(|error| self.sort(number, error))
	}

	/// After a lost connection the next question dials anew.
	fn sort(&mut self, number: u64, error: ChainError) -> ViewError {
		match error {
			ChainError::NoNode { reason, .. } => {
				self.chain = None;
				ViewError::Unreachable(format!(
					"no node answers at {}: is it running? ({reason})",
					self.url
				))
			}
			ChainError::Discarded { .. } => ViewError::Discarded(number),
			other => {
				self.chain = None;
				ViewError::Unexpected(other.to_string())
			}
		}
	}
}

impl ChainView for Node {
	async fn genesis(&mut self) -> Result<[u8; 32], ViewError> {
		Ok(self.chain().await?.genesis_hash().0)
	}

	async fn finalized(&mut self) -> Result<u64, ViewError> {
		let chain = self.chain().await?;
		Ok(chain.finalized().await.map_err(|error| self.sort(0, error))?.number)
	}

	async fn block(&mut self, number: u64) -> Result<Block, ViewError> {
		let state = self.state(number).await?;
		let at = state.now().await.map_err(|error| self.sort(number, error))?;
		let events = state.at().events().fetch().await;
		let events = events.map_err(|error| self.sort_client(number, error))?;
		let (mut told, mut touches_watched) = (Vec::new(), false);
		for event in events.iter() {
			let event = event.map_err(|error| ViewError::Unexpected(error.to_string()))?;
			touches_watched |= event.pallet_name() == DEPOSITS;
			if event.pallet_name() == OBSERVATIONS {
				let fields = event
					.decode_fields_unchecked_as::<Composite<()>>()
					.map_err(|error| ViewError::Unexpected(error.to_string()))?;
				told.extend(read_event(event.event_name(), &fields));
			}
		}
		Ok(Block { number, at, told, touches_watched })
	}

	async fn watched(&mut self, number: u64) -> Result<BTreeSet<ForeignAccount>, ViewError> {
		let state = self.state(number).await?;
		if !has(&state, DEPOSITS, WATCHED) {
			return Ok(BTreeSet::new());
		}
		let found = state.entries::<Account, Value>(DEPOSITS, WATCHED).await;
		let found = found.map_err(|error| self.sort(number, error))?;
		Ok(found.into_iter().map(|(account, _)| account.into()).collect())
	}

	async fn applied(&mut self, number: u64, facts: Vec<FactId>) -> Result<Vec<FactId>, ViewError> {
		let state = self.state(number).await?;
		let mut applied = Vec::new();
		if has(&state, OBSERVATIONS, AGREED) {
			for fact in facts {
				let memory = state.storage::<_, Value>(OBSERVATIONS, AGREED, (fact,)).await;
				if memory.map_err(|error| self.sort(number, error))?.is_some() {
					applied.push(fact);
				}
			}
		}
		Ok(applied)
	}
}

impl Node {
	fn sort_client(&mut self, number: u64, error: impl Into<subxt::Error>) -> ViewError {
		let text = error.into().to_string();
		if text.contains("already discarded") {
			return ViewError::Discarded(number);
		}
		self.chain = None;
		ViewError::Unreachable(format!(
			"the node at {} does not tell what happened: {text}",
			self.url
		))
	}
}

fn has(state: &State, pallet: &str, item: &str) -> bool {
	let pallet = state.at().metadata_ref().pallet_by_name(pallet);
	let storage = pallet.and_then(|pallet| pallet.storage());
	storage.is_some_and(|storage| storage.entry_by_name(item).is_some())
}

/// What an event of the pallet means here, whatever other fields it has.
fn read_event(name: &str, fields: &Composite<()>) -> Option<Told> {
	let fact = field(fields, "fact")?;
	let settled = |outcome| Some(Told::Settled { fact, outcome });
	match name {
		"Voted" => Some(Told::Voted { fact, authority: field(fields, "authority")? }),
		"Outvoted" => Some(Told::Outvoted { fact, authority: field(fields, "authority")? }),
		"Applied" => settled(Outcome::Applied),
		"Expired" => settled(Outcome::Expired),
		"Disputed" => settled(Outcome::Disputed),
		"Dropped" => Some(Told::Dropped { fact }),
		_ => None,
	}
}

/// The 32 bytes of a field, however many newtypes are around them.
fn field(fields: &Composite<()>, name: &str) -> Option<[u8; 32]> {
	let Composite::Named(fields) = fields else {
		return None;
	};
	let (_, value) = fields.iter().find(|(field, _)| field == name)?;
	let mut bytes = Vec::with_capacity(32);
	gather(value, &mut bytes)?;
	bytes.try_into().ok()
}

fn gather(value: &Value<()>, bytes: &mut Vec<u8>) -> Option<()> {
	match &value.value {
		ValueDef::Composite(parts) => parts.values().try_for_each(|part| gather(part, bytes)),
		ValueDef::Primitive(Primitive::U128(byte)) => {
			bytes.push(u8::try_from(*byte).ok()?);
			Some(())
		}
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn bytes(byte: u8) -> Value<()> {
		Value::unnamed_composite([Value::from_bytes([byte; 32])])
	}

	#[test]
	fn events_should_be_read_by_the_names_of_their_fields() {
		let fields = Composite::named([
			("kind", Value::unnamed_variant("Liked", [])),
			("authority", bytes(2)),
			("fact", bytes(1)),
		]);
		let (fact, authority) = ([1; 32], [2; 32]);
		let read = |name: &str| read_event(name, &fields);
		assert_eq!(read("Voted"), Some(Told::Voted { fact, authority }));
		assert_eq!(read("Outvoted"), Some(Told::Outvoted { fact, authority }));
		assert_eq!(read("Dropped"), Some(Told::Dropped { fact }));
		for outcome in [Outcome::Applied, Outcome::Expired, Outcome::Disputed] {
			let name = format!("{outcome:?}");
			assert_eq!(read(&name), Some(Told::Settled { fact, outcome }));
		}
		assert_eq!(read("Paused"), None);
		assert_eq!(read_event("Applied", &Composite::named([("kind", bytes(1))])), None);
		let short = Composite::named([("fact", Value::from_bytes([1; 31]))]);
		assert_eq!(read_event("Applied", &short), None);
	}

	#[tokio::test]
	async fn a_node_that_is_down_should_be_said_to_be() {
		let mut node = Node::new("ws://127.0.0.1:1".to_owned());
		let error = node.finalized().await.expect_err("nothing listens there");
		assert!(error.to_string().contains("no node answers at ws://127.0.0.1:1"), "{error}");
	}
}
