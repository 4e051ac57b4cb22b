//! What this node's offchain worker does: it asks the worker beside the node what it saw, and votes
//! for it.
//!
//! Offchain workers run on few threads, so this one waits for nobody longer than 2 s, and never
//! runs twice at a time. Nothing that the worker answers can do more than waste these: its claims
//! are votes of one.

use crate::{Authorities, Call, Config, LOG_TARGET, Pallet, Vote, VoteOf};
use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use codec::DecodeAll;
use frame_support::traits::ValidatorSet;
use frame_system::offchain::SubmitTransaction;
use hotpot_primitives::observations::{FactId, OFFER_PATH, Offer};
use sp_core::offchain::{Duration, StorageKind};
use sp_runtime::{
	RuntimeAppPublic,
	offchain::{
		http,
		storage_lock::{StorageLock, Time},
	},
};

/// Where the node writes the URL of its worker, as plain UTF-8, in the persistent offchain storage.
pub const URL_KEY: &[u8] = b"hotpot::worker-url";
/// Where the lock is, in the same storage.
pub const LOCK_KEY: &[u8] = b"hotpot::vote-lock";
/// How long the worker has to answer.
pub const DEADLINE: Duration = Duration::from_millis(2_000);
/// How long the lock holds if whoever took it never gives it back.
const LOCK_EXPIRY: Duration = Duration::from_millis(10_000);
/// Most bytes that the worker may answer.
pub const MAX_ANSWER: usize = 64 * 1024;
/// Most votes that are sent in one run, that is, for one block.
pub const MAX_VOTES_PER_RUN: usize = 16;

/// Why a run came to nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
	/// The node wrote something else than UTF-8.
	BadUrl,
	/// The worker was not reached, or the connection broke.
	Http(http::Error),
	/// The worker did not answer in time.
	TooSlow,
	/// The worker answered with another status than 200.
	Status(u16),
	/// The answer is longer than 64 KiB.
	TooLong,
	/// The answer is not an offer in SCALE, and nothing else.
	Garbage,
}

impl<T: Config> Pallet<T> {
	/// Votes for what the worker offers, and logs whatever is wrong.
	pub(crate) fn vote_for_offer() {
		match Self::try_vote_for_offer() {
			Ok(0) => {}
			Ok(votes) => log::debug!(target: LOG_TARGET, "{votes} votes sent"),
			// A worker that is down or slow is its operator's business, and its metrics tell.
			Err(failure @ (Failure::Http(_) | Failure::TooSlow)) => {
				log::debug!(target: LOG_TARGET, "the worker does not answer: {failure:?}");
			}
			Err(failure) => log::warn!(target: LOG_TARGET, "the worker's offer: {failure:?}"),
		}
	}

	/// Gives how many votes were sent.
	pub(crate) fn try_vote_for_offer() -> Result<usize, Failure> {
		let own = Self::own_keys();
		if own.is_empty() {
			return Ok(0);
		}
		let Some(url) = worker_url()? else { return Ok(0) };
		let mut lock = StorageLock::<Time>::with_deadline(LOCK_KEY, LOCK_EXPIRY);
		let Ok(_guard) = lock.try_lock() else { return Ok(0) };
		let answer = fetch(&url)?;
		let offer = Offer::<T::AccountId>::decode_all(&mut answer.as_slice())
			.map_err(|_| Failure::Garbage)?;
		Ok(Self::send_votes(&own, offer))
	}

	/// The keys of this node that vote in this session, with their numbers.
	fn own_keys() -> Vec<(u32, T::AuthorityId)> {
		let here = T::AuthorityId::all();
		let authorities = (0..).zip(Authorities::<T>::get());
		authorities.filter(|(_, key)| here.contains(key)).collect()
	}

	/// Votes on every fact that may be voted on, once each.
	fn send_votes(own: &[(u32, T::AuthorityId)], offer: Offer<T::AccountId>) -> usize {
		let session = T::Sessions::session_index();
		let mut sent: BTreeSet<(FactId, u32)> = BTreeSet::new();
		for claim in offer {
			for (authority_index, key) in own {
				if sent.len() >= MAX_VOTES_PER_RUN {
					return sent.len();
				}
				let authority_index = *authority_index;
				let vote = Vote { session, authority_index, claim: claim.clone() };
				match Self::check(&vote) {
					Ok(checked) if !sent.contains(&(checked.fact, authority_index)) => {
						if Self::send_vote(key, vote) {
							sent.insert((checked.fact, authority_index));
						}
					}
					Ok(_) => log::debug!(target: LOG_TARGET, "two claims about one fact"),
					Err(error) => log::trace!(target: LOG_TARGET, "no vote: {error:?}"),
				}
			}
		}
		sent.len()
	}

	fn send_vote(key: &T::AuthorityId, vote: VoteOf<T>) -> bool {
		let Some(signature) = key.sign(&Self::vote_bytes(&vote)) else {
			log::warn!(target: LOG_TARGET, "the keystore does not sign votes");
			return false;
		};
		let call = Call::<T>::vote { vote, signature };
		let transaction = T::create_authorized_transaction(call.into());
		// Refused too if the same vote of an earlier block still waits.
		let is_sent = SubmitTransaction::<T, Call<T>>::submit_transaction(transaction).is_ok();
		if !is_sent {
			log::debug!(target: LOG_TARGET, "the pool does not take a vote");
		}
		is_sent
	}
}

/// The worker's URL, if the node has one.
fn worker_url() -> Result<Option<String>, Failure> {
	let Some(bytes) = sp_io::offchain::local_storage_get(StorageKind::PERSISTENT, URL_KEY) else {
		return Ok(None);
	};
	let url = String::from_utf8(bytes).map_err(|_| Failure::BadUrl)?;
	Ok((!url.is_empty()).then_some(url))
}

/// Asks the worker for its offer.
fn fetch(url: &str) -> Result<Vec<u8>, Failure> {
	let deadline = sp_io::offchain::timestamp().add(DEADLINE);
	let url = format!("{url}{OFFER_PATH}");
	let request = http::Request::get(&url).deadline(deadline);
	let pending = request.send().map_err(|error| Failure::Http(sent_error(error)))?;
	let response =
		pending.try_wait(deadline).map_err(|_| Failure::TooSlow)?.map_err(Failure::Http)?;
	if response.code != 200 {
		return Err(Failure::Status(response.code));
	}
	let mut body = response.body();
	body.deadline(deadline);
	let answer: Vec<u8> = body.by_ref().take(MAX_ANSWER.saturating_add(1)).collect();
	match body.error() {
		Some(sp_core::offchain::HttpError::DeadlineReached) => Err(Failure::TooSlow),
		Some(error) => Err(Failure::Http(sent_error(*error))),
		None if answer.len() > MAX_ANSWER => Err(Failure::TooLong),
		None => Ok(answer),
	}
}

fn sent_error(error: sp_core::offchain::HttpError) -> http::Error {
	match error {
		sp_core::offchain::HttpError::DeadlineReached => http::Error::DeadlineReached,
		sp_core::offchain::HttpError::IoError => http::Error::IoError,
		sp_core::offchain::HttpError::Invalid => http::Error::Unknown,
	}
}
