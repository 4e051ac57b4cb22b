//! What validators see outside the chain and vote on, claim by claim (rules 16, 27 and 28).
//!
//! Validators must agree on every bit of a claim, so it has one encoding: SCALE. Workers build claims
//! with these types, and so does the runtime.

use crate::{Moment, NodeId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{ConstU32, bounded::BoundedVec};
use sp_runtime::traits::{BlakeTwo256, Hash};

/// Most bytes of a deposit's comment that are kept.
pub const MAX_COMMENT: u32 = 64;
/// Most claims that a worker offers its node at once.
pub const MAX_OFFER: u32 = 64;
/// Where a worker offers its node claims: `GET`, answered by an [`Offer`] in SCALE.
pub const OFFER_PATH: &str = "/v1/claims";

/// What a deposit's sender wrote, as bytes of UTF-8; cut to what is kept.
pub type Comment = BoundedVec<u8, ConstU32<MAX_COMMENT>>;
/// What a worker would have its validator vote for.
pub type Offer<AccountId> = BoundedVec<Claim<AccountId>, ConstU32<MAX_OFFER>>;

macro_rules! shape {
	($($(#[$doc:meta])* $kind:ident $name:ident { $($body:tt)* })+) => {$(
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		pub $kind $name { $($body)* }
	)+};
}

shape! {
	/// Another chain.
	enum Rail {
		/// TRON.
		Tron,
		/// The Open Network.
		Ton,
	}

	/// What is deposited. A token of one rail is another than its namesake on the other.
	enum Token {
		/// TRON's coin; 6 decimals.
		Trx,
		/// USDT by TRC-20; 6 decimals.
		UsdtTron,
		/// USDC by TRC-20; 6 decimals.
		UsdcTron,
		/// TON's coin; 9 decimals.
		Ton,
		/// USDT as a jetton; 6 decimals.
		UsdtTon,
	}

	/// An account of another chain. One of TRON can't stand for one of TON.
	enum ForeignAccount {
		/// Without TRON's leading 0x41.
		Tron([u8; 20]),
		/// An account of TON.
		Ton {
			/// -1 or 0.
			workchain: i8,
			/// The account's id.
			id: [u8; 32],
		},
	}

	/// What kind of thing was seen. Each has its own time to live, limits and pause.
	enum Kind {
		/// A deposit on TRON.
		TronDeposit,
		/// A deposit on TON.
		TonDeposit,
		/// Somebody watched.
		Watched,
		/// People liked a post.
		Liked,
		/// Somebody streamed from a table.
		Streamed,
	}
}

/// Money that reached an account of another chain, for good.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit {
	/// What.
	pub token: Token,
	/// Who sent it; for a jetton its owner, not its wallet.
	pub from: ForeignAccount,
	/// Who received it; for a jetton its owner, not its wallet.
	pub to: ForeignAccount,
	/// How much, in the token's base units; above 0.
	pub amount: u128,
	/// The transaction: TRON's txID, TON's hash of the transaction at the receiver's account.
	pub transaction: [u8; 32],
	/// Which transfer of the transaction: TRON's index of the log, 0 for TRX and on TON.
	pub index: u32,
	/// When, by the other chain's block, UNIX ms.
	pub at: Moment,
	/// What the sender wrote.
	pub comment: Comment,
}

/// What a validator says that it saw. Times are UNIX ms.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Claim<AccountId> {
	/// Money arrived.
	Deposit(Deposit),
	/// Somebody watched a stream.
	Watched {
		/// Who.
		who: AccountId,
		/// Which stream.
		stream: [u8; 32],
		/// From when.
		from: Moment,
		/// Until when.
		to: Moment,
	},
	/// People liked a repost or comment.
	Liked {
		/// Whose it is.
		who: AccountId,
		/// Which it is.
		post: [u8; 32],
		/// How many likes it has.
		likes: u32,
	},
	/// Somebody streamed from a table.
	Streamed {
		/// Who.
		who: AccountId,
		/// In which restaurant.
		node: NodeId,
		/// From which of its tables.
		table: u32,
		/// From when.
		from: Moment,
		/// Until when.
		to: Moment,
	},
}

/// Names the thing that claims are about: claims about one thing exclude one another.
pub type FactId = [u8; 32];

impl Kind {
	/// Every kind.
	pub const ALL: [Self; 5] =
		[Self::TronDeposit, Self::TonDeposit, Self::Watched, Self::Liked, Self::Streamed];
}

impl Token {
	/// Every token.
	pub const ALL: [Self; 5] =
		[Self::Trx, Self::UsdtTron, Self::UsdcTron, Self::Ton, Self::UsdtTon];

	/// The chain it is on.
	pub const fn rail(self) -> Rail {
		match self {
			Self::Trx | Self::UsdtTron | Self::UsdcTron => Rail::Tron,
			Self::Ton | Self::UsdtTon => Rail::Ton,
		}
	}
}

impl ForeignAccount {
	/// The chain it is on.
	pub const fn rail(&self) -> Rail {
		match self {
			Self::Tron(_) => Rail::Tron,
			Self::Ton { .. } => Rail::Ton,
		}
	}
}

impl Deposit {
	/// Whether token and accounts are of one chain, and there is an amount.
	pub fn is_sound(&self) -> bool {
		let rail = self.token.rail();
		self.from.rail() == rail && self.to.rail() == rail && self.amount > 0
	}
}

impl<AccountId: Encode> Claim<AccountId> {
	/// What kind of thing it is about.
	pub fn kind(&self) -> Kind {
		match self {
			Self::Deposit(deposit) => match deposit.token.rail() {
				Rail::Tron => Kind::TronDeposit,
				Rail::Ton => Kind::TonDeposit,
			},
			Self::Watched { .. } => Kind::Watched,
			Self::Liked { .. } => Kind::Liked,
			Self::Streamed { .. } => Kind::Streamed,
		}
	}

	/// What it is about, as BLAKE2-256 of the SCALE encoding of the kind and
	///
	/// | kind | what makes it one thing |
	/// | --- | --- |
	/// | deposit | transaction, index |
	/// | watched | who, stream, from |
	/// | liked | post |
	/// | streamed | node, table, from |
	///
	/// Two claims about one deposit that differ in the amount are thus about one thing, and only one
	/// of them can be agreed on.
	pub fn fact(&self) -> FactId {
		let kind = self.kind();
		let identity: Vec<u8> = match self {
			Self::Deposit(deposit) => (kind, deposit.transaction, deposit.index).encode(),
			Self::Watched { who, stream, from, .. } => (kind, who, stream, from).encode(),
			Self::Liked { post, .. } => (kind, post).encode(),
			Self::Streamed { node, table, from, .. } => (kind, node, table, from).encode(),
		};
		BlakeTwo256::hash(&identity).0
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn deposit(amount: u128, index: u32) -> Deposit {
		Deposit {
			token: Token::UsdtTron,
			from: ForeignAccount::Tron([1; 20]),
			to: ForeignAccount::Tron([2; 20]),
			amount,
			transaction: [3; 32],
			index,
			at: 4,
			comment: Comment::default(),
		}
	}

	#[test]
	fn claims_about_one_deposit_should_be_about_one_fact_whatever_they_say() {
		let fact = |deposit| Claim::<u64>::Deposit(deposit).fact();
		assert_eq!(fact(deposit(5, 0)), fact(deposit(6, 0)));
		assert_eq!(
			fact(deposit(5, 0)),
			fact(Deposit { to: ForeignAccount::Tron([9; 20]), ..deposit(5, 0) })
		);
		assert_ne!(fact(deposit(5, 0)), fact(deposit(5, 1)));
		let on_ton = Deposit { token: Token::UsdtTon, ..deposit(5, 0) };
		assert_ne!(fact(deposit(5, 0)), fact(on_ton));
	}

	#[test]
	fn a_deposit_of_two_chains_should_not_be_sound() {
		let ton = ForeignAccount::Ton { workchain: 0, id: [1; 32] };
		assert!(deposit(5, 0).is_sound());
		assert!(!deposit(0, 0).is_sound());
		assert!(!Deposit { to: ton, ..deposit(5, 0) }.is_sound());
		assert!(!Deposit { from: ton, ..deposit(5, 0) }.is_sound());
		assert!(!Deposit { token: Token::Ton, ..deposit(5, 0) }.is_sound());
	}

	#[test]
	fn a_full_offer_should_fit_into_what_the_node_reads() {
		assert!(Offer::<[u8; 32]>::max_encoded_len() <= 64 * 1024);
	}
}
