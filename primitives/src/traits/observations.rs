//! What was agreed on about the world outside, as other pallets hear of it.

use super::ObservationFeed;
use crate::observations::{Claim, ForeignAccount};
use core::marker::PhantomData;
use sp_runtime::DispatchResult;

/// Is told once of everything that a quorum of validators agreed on.
pub trait OnObservation<AccountId> {
	/// A quorum made this claim.
	///
	/// # Errors
	/// Whatever is told does not fit what is known, for example because it was told out of order. The
	/// claim counts as applied all the same and is not told again.
	fn observed(claim: &Claim<AccountId>) -> DispatchResult;
}

impl<AccountId> OnObservation<AccountId> for () {
	fn observed(_: &Claim<AccountId>) -> DispatchResult {
		Ok(())
	}
}

macro_rules! tell_each {
	($($listener:ident)+) => {
		/// Each is told, in order, until one does not take it: the whole is an error then, and the
		/// caller's storage layer undoes what the others did.
		impl<AccountId, $($listener: OnObservation<AccountId>),+> OnObservation<AccountId>
			for ($($listener,)+)
		{
			fn observed(claim: &Claim<AccountId>) -> DispatchResult {
				$($listener::observed(claim)?;)+
				Ok(())
			}
		}
	};
}

tell_each!(A);
tell_each!(A B);
tell_each!(A B C);
tell_each!(A B C D);

/// Tells loyalty of what guests did, and of nothing else.
pub struct FeedLoyalty<L>(PhantomData<L>);

impl<AccountId, L: ObservationFeed<AccountId>> OnObservation<AccountId> for FeedLoyalty<L> {
	fn observed(claim: &Claim<AccountId>) -> DispatchResult {
		match claim {
			Claim::Deposit(_) => Ok(()),
			Claim::Watched { who, stream, from, to } => L::watched(who, *stream, *from, *to),
			Claim::Liked { who, post, likes } => L::liked(who, *post, *likes),
			Claim::Streamed { who, node, table, from, to } => {
				L::streamed(who, *node, *table, *from, *to)
			}
		}
	}
}

/// Which accounts of other chains are watched.
pub trait WatchInspect {
	/// Whether money that reaches this account is anybody's here.
	fn is_watched(account: &ForeignAccount) -> bool;
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		Moment, NodeId,
		observations::{Comment, Deposit, Token},
	};
	use alloc::{vec, vec::Vec};
	use core::cell::RefCell;
	use sp_runtime::DispatchError;

	std::thread_local! {
		static TOLD: RefCell<Vec<(&'static str, u64)>> = const { RefCell::new(Vec::new()) };
	}

	fn note(what: &'static str, who: u64) -> DispatchResult {
		TOLD.with_borrow_mut(|told| told.push((what, who)));
		Ok(())
	}

	struct Feed;

	impl ObservationFeed<u64> for Feed {
		fn watched(who: &u64, stream: [u8; 32], from: Moment, to: Moment) -> DispatchResult {
			assert_eq!((stream, from, to), ([1; 32], 2, 3));
			note("watched", *who)
		}

		fn liked(who: &u64, post: [u8; 32], likes: u32) -> DispatchResult {
			assert_eq!((post, likes), ([4; 32], 5));
			note("liked", *who)
		}

		fn streamed(
			who: &u64,
			node: NodeId,
			table: u32,
			from: Moment,
			to: Moment,
		) -> DispatchResult {
			assert_eq!((node, table, from, to), (NodeId(6), 7, 8, 9));
			note("streamed", *who)
		}
	}

	struct Ear;

	impl OnObservation<u64> for Ear {
		fn observed(_: &Claim<u64>) -> DispatchResult {
			note("ear", 0)
		}
	}

	struct Deaf;

	impl OnObservation<u64> for Deaf {
		fn observed(_: &Claim<u64>) -> DispatchResult {
			Err(DispatchError::Unavailable)
		}
	}

	fn told(tell: impl FnOnce()) -> Vec<(&'static str, u64)> {
		TOLD.take();
		tell();
		TOLD.take()
	}

	fn deposit() -> Claim<u64> {
		Claim::Deposit(Deposit {
			token: Token::Trx,
			from: ForeignAccount::Tron([1; 20]),
			to: ForeignAccount::Tron([2; 20]),
			amount: 1,
			transaction: [3; 32],
			index: 0,
			at: 4,
			comment: Comment::default(),
		})
	}

	#[test]
	fn feed_loyalty_should_tell_what_guests_did_and_nothing_of_deposits() {
		let claims = [
			deposit(),
			Claim::Watched { who: 10, stream: [1; 32], from: 2, to: 3 },
			Claim::Liked { who: 11, post: [4; 32], likes: 5 },
			Claim::Streamed { who: 12, node: NodeId(6), table: 7, from: 8, to: 9 },
		];
		let told = told(|| {
			assert!(claims.iter().all(|claim| FeedLoyalty::<Feed>::observed(claim).is_ok()));
		});
		assert_eq!(told, [("watched", 10), ("liked", 11), ("streamed", 12)]);
	}

	#[test]
	fn a_tuple_should_tell_each_in_order_until_one_does_not_take_it() {
		let claim = Claim::Liked { who: 11, post: [4; 32], likes: 5 };
		let all = told(|| {
			assert_eq!(<(Ear, FeedLoyalty<Feed>, Ear)>::observed(&claim), Ok(()));
		});
		assert_eq!(all, vec![("ear", 0), ("liked", 11), ("ear", 0)]);
		let some = told(|| {
			assert_eq!(<(Ear, Deaf, Ear)>::observed(&claim), Err(DispatchError::Unavailable));
		});
		assert_eq!(some, vec![("ear", 0)]);
	}
}
