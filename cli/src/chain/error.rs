//! What can go wrong between this program and the chain, in words that say what to do.

use super::refusal::Refusal;
use subxt::{
	Metadata,
	error::{
		BackendError, DispatchError, EventsError, ExtrinsicError, OnlineClientAtBlockError,
		OnlineClientError, RpcError, StorageError, TransactionEventsError,
		TransactionFinalizedSuccessError, TransactionProgressError, ViewFunctionError,
	},
	rpcs,
};
use thiserror::Error;

/// How a node words the runtime's own refusal 202, of a feeless call that the base filter refuses.
const CUSTOM_PAUSED: &str = "Custom error: 202";

/// How a node words that it pruned the state it was asked about.
const DISCARDED: &str = "already discarded";

/// `sc-rpc-api`'s codes of a transaction that the runtime could not be asked about, because the
/// state to ask at was discarded for instance: verification failed, validity is unknown.
const UNCHECKED: [i32; 2] = [1002, 1011];

/// Anything that went wrong.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ChainError {
	/// The node is down, or stopped answering.
	#[error("No node answers at {url}. Start it with ./scripts/start or pass --url.")]
	NoNode {
		/// Where.
		url: String,
		/// What the connection says.
		reason: String,
	},
	/// Not a WebSocket address.
	#[error("\"{url}\" is not a node's address; it looks like ws://127.0.0.1:9944.")]
	BadUrl {
		/// What was given.
		url: String,
	},
	/// The transaction was put into a block and failed there, or the chain says it would.
	#[error("The chain refused it: {0}.")]
	Refused(Box<Refusal>),
	/// The node did not take the transaction, or dropped it.
	#[error("The node did not take the transaction: {0}.")]
	NotTaken(PoolRefusal),
	/// The transaction was taken, but no block with it was seen in time.
	#[error(
		"After {seconds} s the transaction {transaction} was not {awaited}. It may still come; \
		 `hotpot network status` shows whether blocks are made and finalized."
	)]
	TimedOut {
		/// Its hash.
		transaction: String,
		/// What was waited for.
		awaited: &'static str,
		/// How long.
		seconds: u64,
	},
	/// The node knows no such block.
	#[error(
		"The node at {url} knows no block {block}. Give the height or the hash of a finalized block, \
		 or ask an archive node with --url."
	)]
	UnknownBlock {
		/// Which node.
		url: String,
		/// The block, as it was named.
		block: String,
	},
	/// The block may still be undone.
	#[error("Block {block} is not final; the newest block that is has the height {finalized}.")]
	NotFinal {
		/// The block, as it was named.
		block: String,
		/// The height of the newest final block.
		finalized: u64,
	},
	/// The node keeps the state of newer blocks only.
	#[error(
		"The node at {url} has discarded the state of that block. Ask an archive node with --url; the \
		 first node of ./scripts/start is one."
	)]
	Discarded {
		/// Which node.
		url: String,
	},
	/// The runtime lacks something this program needs.
	#[error(
		"This chain's runtime has no {0}. Is it a Hot Pot Spot chain, and is this program as new \
		 as its runtime?"
	)]
	Missing(String),
	/// The node answered with an error, or with something this program can't read.
	#[error("{0}")]
	Node(Box<subxt::Error>),
}

/// Why a node did not take a transaction.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PoolRefusal {
	/// A fee is due and the account can't pay it. Feeless calls end here too when the chain would
	/// refuse them.
	#[error(
		"the account can't pay a fee. Calls without a fee are free only while they would succeed"
	)]
	CannotPay,
	/// The nonce was used already.
	#[error("another transaction of this account came first; run the command again")]
	Stale,
	/// The block it was anchored at left the best chain, or the runtime was upgraded meanwhile.
	#[error("the chain moved on while it was signed; run the command again")]
	BadProof,
	/// It was valid when the node took it, and not when its turn came.
	#[error("it was not valid any more when its turn came; run the command again")]
	Invalidated,
	/// The period is over.
	#[error("it was signed too long ago; run the command again")]
	Expired,
	/// The pool holds another one with this nonce, or this very one.
	#[error("the node holds a transaction of this account with the same nonce; wait for it")]
	AlreadyThere,
	/// The call is paused, or safe mode is on.
	#[error("this call is paused for now; the network owner can lift that")]
	Paused,
	/// No room.
	#[error("the node's queue is full; wait a little and run the command again")]
	Full,
	/// The node could not check it, because the block it checked against was just replaced.
	#[error("the node's best block changed while it checked; run the command again")]
	Unchecked,
	/// Anything else, in the node's words.
	#[error("{0}")]
	Other(String),
}

impl PoolRefusal {
	/// Whether signing it again, at a newer block and with a newer nonce, can help.
	pub const fn is_passing(&self) -> bool {
		matches!(
			self,
			Self::Stale
				| Self::BadProof
				| Self::Invalidated
				| Self::Expired
				| Self::AlreadyThere
				| Self::Full | Self::Unchecked
		)
	}

	/// Whether this very nonce is still free, so that the call can be signed again with it and be
	/// carried out once at most.
	pub const fn leaves_the_nonce_free(&self) -> bool {
		matches!(self, Self::BadProof | Self::Invalidated | Self::Expired | Self::Unchecked)
	}

	/// Reads what the node says: the text of `sp-runtime`'s `InvalidTransaction` and the codes of
	/// `sc-rpc-api`'s `author` errors.
	pub(super) fn from_node(code: i32, message: &str, data: &str) -> Self {
		let says = |part: &str| message.contains(part) || data.contains(part);
		match code {
			_ if UNCHECKED.contains(&code) => Self::Unchecked,
			1012..=1014 => Self::AlreadyThere,
			1016 => Self::Full,
			_ if says("Inability to pay some fees") => Self::CannotPay,
			_ if says("outdated") => Self::Stale,
			_ if says("bad signature") => Self::BadProof,
			_ if says("ancient birth block") => Self::Expired,
			_ if data == CUSTOM_PAUSED => Self::Paused,
			_ if data.is_empty() => Self::Other(message.to_owned()),
			_ => Self::Other(format!("{message}: {data}")),
		}
	}

	/// Reads a status of the node's queue, which gives no reason.
	pub(super) fn from_status(message: &str) -> Self {
		if message.contains("usurped") {
			Self::Stale
		} else if message.contains("invalid") {
			Self::Invalidated
		} else if message.contains("dropped") {
			Self::Full
		} else {
			Self::Other(message.to_owned())
		}
	}
}

impl ChainError {
	/// Whether trying again with the same node, or when it is back, can help.
	pub const fn is_passing(&self) -> bool {
		match self {
			Self::NoNode { .. } => true,
			Self::NotTaken(refusal) => refusal.is_passing(),
			_ => false,
		}
	}

	/// Sorts an error of the client for the node at `url`.
	pub(super) fn sort(url: &str, error: impl Into<subxt::Error>, metadata: &Metadata) -> Self {
		let error = error.into();
		if let Some(dispatch) = dispatch_error(&error) {
			return Self::refused(dispatch, metadata);
		}
		Self::without_metadata(url, error)
	}

	/// As [`Self::sort`], where no call was dispatched.
	pub(super) fn without_metadata(url: &str, error: impl Into<subxt::Error>) -> Self {
		let error = error.into();
		let rpc = match &error {
			subxt::Error::OtherRpcClientError(error) => Some(error),
			subxt::Error::OnlineClientError(OnlineClientError::RpcError(error)) => Some(error),
			other => match backend_error(other) {
				Some(BackendError::Rpc(RpcError::ClientError(error))) => Some(error),
				Some(BackendError::Rpc(RpcError::SubscriptionDropped)) => {
					return Self::NoNode { url: url.to_owned(), reason: error.to_string() };
				}
				_ => None,
			},
		};
		match rpc {
			Some(rpcs::Error::Client(_) | rpcs::Error::DisconnectedWillReconnect(_)) => {
				Self::NoNode { url: url.to_owned(), reason: error.to_string() }
			}
			Some(rpcs::Error::User(answer)) if (1000..1100).contains(&answer.code) => {
				let data = answer.data.as_ref().map_or("", |data| data.get());
				Self::NotTaken(PoolRefusal::from_node(
					answer.code,
					&answer.message,
					data.trim_matches('"'),
				))
			}
			Some(rpcs::Error::User(answer)) if answer.message.contains(DISCARDED) => {
				Self::Discarded { url: url.to_owned() }
			}
			_ => Self::Node(Box::new(error)),
		}
	}

	pub(super) fn refused(error: &DispatchError, metadata: &Metadata) -> Self {
		Self::Refused(Box::new(Refusal::read(error, metadata)))
	}
}

fn dispatch_error(error: &subxt::Error) -> Option<&DispatchError> {
	match error {
		subxt::Error::TransactionEventsError(TransactionEventsError::ExtrinsicFailed(error))
		| subxt::Error::TransactionFinalizedSuccessError(
			TransactionFinalizedSuccessError::SuccessError(
				TransactionEventsError::ExtrinsicFailed(error),
			),
		) => Some(error),
		_ => None,
	}
}

/// The failed request behind an error, if that is what it is.
fn backend_error(error: &subxt::Error) -> Option<&BackendError> {
	match error {
		subxt::Error::BackendError(error)
		| subxt::Error::OnlineClientError(OnlineClientError::CannotGetGenesisHash(error))
		| subxt::Error::ViewFunctionError(ViewFunctionError::CannotCallApi(error))
		| subxt::Error::EventsError(EventsError::CannotFetchEventBytes(error))
		| subxt::Error::StorageError(
			StorageError::CannotFetchValue(error)
			| StorageError::CannotIterateValues(error)
			| StorageError::StreamFailure(error),
		)
		| subxt::Error::ExtrinsicError(
			ExtrinsicError::ErrorSubmittingTransaction(error)
			| ExtrinsicError::TransactionStatusStreamError(error)
			| ExtrinsicError::CannotGetBlockBody(error),
		)
		| subxt::Error::TransactionProgressError(
			TransactionProgressError::CannotGetNextProgressUpdate(error),
		)
		| subxt::Error::TransactionEventsError(
			TransactionEventsError::CannotFetchBlockBody { error, .. }
			| TransactionEventsError::CannotFetchEventsForTransaction {
				error: EventsError::CannotFetchEventBytes(error),
				..
			},
		) => Some(error),
		subxt::Error::OnlineClientAtBlockError(error)
		| subxt::Error::TransactionEventsError(
			TransactionEventsError::CannotInstantiateClientAtBlock(error),
		) => at_block_error(error),
		_ => None,
	}
}

const fn at_block_error(error: &OnlineClientAtBlockError) -> Option<&BackendError> {
	match error {
		OnlineClientAtBlockError::CannotGetCurrentBlock { reason }
		| OnlineClientAtBlockError::CannotGetBlockHash { reason, .. }
		| OnlineClientAtBlockError::CannotGetBlockHeader { reason, .. }
		| OnlineClientAtBlockError::CannotGetSpecVersion { reason, .. } => Some(reason),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_words_of_the_node_should_be_understood() {
		let fees = "Inability to pay some fees (e.g. account balance too low)";
		let invalid = "Invalid Transaction";
		assert_eq!(PoolRefusal::from_node(1010, invalid, fees), PoolRefusal::CannotPay);
		assert_eq!(
			PoolRefusal::from_node(1010, invalid, "Transaction is outdated"),
			PoolRefusal::Stale
		);
		assert_eq!(PoolRefusal::from_node(1016, "Immediately Dropped", ""), PoolRefusal::Full);
		assert_eq!(
			PoolRefusal::from_node(1010, invalid, "Custom error: 7"),
			PoolRefusal::Other("Invalid Transaction: Custom error: 7".to_owned())
		);
		assert!(PoolRefusal::Stale.is_passing() && !PoolRefusal::CannotPay.is_passing());
	}

	#[test]
	fn a_lost_connection_should_be_told_from_an_answer() {
		let lost = rpcs::Error::Client("connection refused".into());
		let error = ChainError::without_metadata("ws://here", lost);
		assert!(matches!(error, ChainError::NoNode { .. }) && error.is_passing());
		let answer = rpcs::Error::User(rpcs::UserError::method_not_found());
		assert!(matches!(ChainError::without_metadata("ws://here", answer), ChainError::Node(_)));
	}

	#[test]
	fn pruned_state_should_be_told_from_other_answers() {
		let pruned = rpcs::Error::User(rpcs::UserError {
			code: 4000,
			message: "Client error: UnknownBlock: State already discarded for 0x12".to_owned(),
			data: None,
		});
		let error = ChainError::without_metadata("ws://here", pruned);
		assert!(matches!(&error, ChainError::Discarded { url } if url == "ws://here"));
		assert!(error.to_string().contains("archive node") && !error.is_passing());
	}
}
