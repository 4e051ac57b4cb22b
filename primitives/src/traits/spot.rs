//! SPOT and what earns it, as other pallets see them (rules 15 to 20).

use super::kyc::word;
use crate::{Balance, Moment, NodeId, Tetri, TillId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{DispatchError, DispatchResult};

word! {
	/// What SPOT is earned by (rule 16).
	AwardSource {
		/// Visiting restaurants.
		Visit,
		/// Watching a stream.
		Watch,
		/// A repost or comment that people like.
		Post,
		/// Streaming from a table.
		Session,
	}
}

/// SPOT that somebody earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Award {
	/// By what.
	pub source: AwardSource,
	/// Hash that names the evidence; good once.
	pub evidence: [u8; 32],
	/// How much SPOT, at least 1.
	pub amount: u32,
	/// When it was earned, UNIX ms: the daily cap is that of this UTC day.
	pub at: Moment,
}

/// Gives and takes SPOT (rules 16 and 18).
pub trait SpotMutate<AccountId> {
	/// Gives an award, as far as the cap of its day goes. Gives how much SPOT it was: 0 if none.
	///
	/// # Errors
	/// The evidence was used, or the award is not of the last days. The caller's storage layer must
	/// undo everything then.
	fn award(who: &AccountId, award: Award) -> Result<u32, DispatchError>;

	/// Takes SPOT away for good.
	///
	/// # Errors
	/// `who` has less.
	fn burn(who: &AccountId, amount: u32) -> DispatchResult;
}

/// Reads SPOT.
pub trait SpotInspect<AccountId> {
	/// How much SPOT `who` has, verified or not.
	fn balance(who: &AccountId) -> u32;
}

/// Names a record date.
pub type SnapshotId = u32;

/// The verified persons with SPOT at one moment (rule 17).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct SpotFigures {
	/// How many there are.
	pub holders: u32,
	/// The upper median of what they have: `sorted[holders / 2]`; 0 if there are none.
	pub median: u32,
	/// The SPOT of those who have more than the median.
	pub above: u64,
}

/// Remembers who had how much SPOT at a record date (rules 17 and 19).
pub trait SpotSnapshots<AccountId> {
	/// Makes this moment a record date.
	///
	/// # Errors
	/// Too many are remembered already.
	fn take() -> Result<(SnapshotId, SpotFigures), DispatchError>;

	/// Forgets a record date.
	fn release(id: SnapshotId);

	/// What `who` had then: 0 if it was not verified then, or the record date is forgotten. The
	/// account that a person has now answers for those it left.
	fn balance_at(id: SnapshotId, who: &AccountId) -> u32;
}

/// A check that matured (rules 5 and 16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaturedCheck {
	/// Where the guest ate.
	pub node: NodeId,
	/// The till.
	pub till: TillId,
	/// The till's number of the check.
	pub sequence: u32,
	/// What the guest paid.
	pub tetri: Tetri,
	/// When the guest paid, UNIX ms.
	pub sold_at: Moment,
	/// The restaurant's local day of the sale, counted from 1970.
	pub day: u32,
}

/// Is told of checks that matured. It can't refuse.
pub trait OnCheck<AccountId> {
	/// The check's THP went to `who`, or waits for it.
	fn matured(who: &AccountId, check: MaturedCheck);
}

impl<AccountId> OnCheck<AccountId> for () {
	fn matured(_: &AccountId, _: MaturedCheck) {}
}

/// What a quorum of validators saw outside the chain (rule 16).
pub trait ObservationFeed<AccountId> {
	/// `who` watched a stream from one moment to another, UNIX ms.
	///
	/// # Errors
	/// In the future, too short, or over what was told before.
	fn watched(who: &AccountId, stream: [u8; 32], from: Moment, to: Moment) -> DispatchResult;

	/// A post of `who` has so many likes.
	///
	/// # Errors
	/// Too few, or the post was paid.
	fn liked(who: &AccountId, post: [u8; 32], likes: u32) -> DispatchResult;

	/// A stream of `who` from a table was seen from one moment to another, UNIX ms.
	///
	/// # Errors
	/// In the future, over what was told before, or another session of the person or the table is
	/// open.
	fn streamed(
		who: &AccountId,
		node: NodeId,
		table: u32,
		from: Moment,
		to: Moment,
	) -> DispatchResult;
}

/// Reads what a distribution has announced (rule 18).
pub trait RoundInspect {
	/// Whether a round is announced and not open yet: nothing is converted meanwhile.
	fn is_announced() -> bool;
}

impl RoundInspect for () {
	fn is_announced() -> bool {
		false
	}
}

/// THP that was minted by anything but checks, in base units ever (rule 3).
pub trait MintedThp {
	/// How much.
	fn minted() -> Balance;
}
