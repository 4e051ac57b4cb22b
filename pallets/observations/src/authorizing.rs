//! Whether a vote may go into a block. Whatever dispatch would refuse is refused here: a vote that
//! fails in a block would be free.

use crate::{Call, Config, Error, Pallet, SignatureOf, VoteOf};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::TransactionValidityWithRefund,
	traits::{Contains, Get},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	RuntimeAppPublic,
	traits::Zero,
	transaction_validity::{
		InvalidTransaction, TransactionLongevity, TransactionSource, ValidTransaction,
	},
};

/// What the payload of a vote begins with.
pub const VOTE_CONTEXT: [u8; 13] = *b"hotpot/vote/1";
/// What the tags of votes in the pool begin with.
const TAG: &str = "hotpot/vote";
/// How many votes of one authority a pool holds at most: without that, an authority that lies could
/// fill it for nothing. What finds its slot taken is sent again with the next block.
pub(crate) const SLOTS: u8 = 64;
/// How many blocks a vote waits in a pool. Its node votes anew after that.
pub(crate) const LONGEVITY: TransactionLongevity = 64;

/// Codes of `InvalidTransaction::Custom` that a vote is refused with. `PastSession` is `Stale`,
/// `FutureSession` is `Future`, a wrong signature is `BadProof`.
#[allow(missing_docs, reason = "each is the error of its name")]
pub mod refusal {
	pub const UNKNOWN_AUTHORITY: u8 = 210;
	pub const PAUSED: u8 = 211;
	pub const UNSOUND: u8 = 212;
	pub const IN_FUTURE: u8 = 213;
	pub const TOO_OLD: u8 = 214;
	pub const NOT_WATCHED: u8 = 215;
	pub const ALREADY_APPLIED: u8 = 216;
	pub const DISPUTED: u8 = 217;
	pub const EXPIRED: u8 = 218;
	pub const ALREADY_VOTED: u8 = 219;
	pub const TOO_MANY_OPEN: u8 = 220;
	pub const TOO_MANY_VOTES: u8 = 221;
	/// The runtime's filter would refuse the call: safe mode is on, or votes are paused.
	pub const FILTERED: u8 = 222;
	/// Something else; none is known.
	pub const OTHER: u8 = 223;
}

impl<T: Config> Pallet<T> {
	/// What an authority signs.
	pub fn vote_bytes(vote: &VoteOf<T>) -> Vec<u8> {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		(VOTE_CONTEXT, genesis, vote).encode()
	}

	/// Decides on a vote before it is in a block, and again when it is to be. The signature is last,
	/// because it costs most.
	pub(crate) fn authorize_vote(
		_: TransactionSource,
		vote: &VoteOf<T>,
		signature: &SignatureOf<T>,
	) -> TransactionValidityWithRefund {
		let checked = Self::check(vote).map_err(invalid)?;
		// The block would refuse it too, without a trace: it could be sent again and again.
		let (vote_again, signature_again) = (vote.clone(), signature.clone());
		let call = Call::<T>::vote { vote: vote_again, signature: signature_again };
		ensure!(
			T::BaseCallFilter::contains(&call.into()),
			InvalidTransaction::Custom(refusal::FILTERED)
		);
		let is_signed = checked.authority.verify(&Self::vote_bytes(vote), signature);
		ensure!(is_signed, InvalidTransaction::BadProof);
		let slot = checked.fact.first().map_or(0, |byte| byte.checked_rem(SLOTS).unwrap_or(0));
		ValidTransaction::with_tag_prefix(TAG)
			.priority(T::VotePriority::get())
			.and_provides((checked.fact, &checked.authority))
			.and_provides((&checked.authority, slot))
			.longevity(LONGEVITY)
			.propagate(true)
			.build()
			.map(|valid| (valid, frame_support::weights::Weight::zero()))
	}
}

fn invalid<T: Config>(error: Error<T>) -> InvalidTransaction {
	let code = match error {
		Error::PastSession => return InvalidTransaction::Stale,
		Error::FutureSession => return InvalidTransaction::Future,
		Error::UnknownAuthority => refusal::UNKNOWN_AUTHORITY,
		Error::Paused => refusal::PAUSED,
		Error::Unsound => refusal::UNSOUND,
		Error::InFuture => refusal::IN_FUTURE,
		Error::TooOld => refusal::TOO_OLD,
		Error::NotWatched => refusal::NOT_WATCHED,
		Error::AlreadyApplied => refusal::ALREADY_APPLIED,
		Error::Disputed => refusal::DISPUTED,
		Error::Expired => refusal::EXPIRED,
		Error::AlreadyVoted => refusal::ALREADY_VOTED,
		Error::TooManyOpen => refusal::TOO_MANY_OPEN,
		Error::TooManyVotes => refusal::TOO_MANY_VOTES,
		_ => refusal::OTHER,
	};
	InvalidTransaction::Custom(code)
}
