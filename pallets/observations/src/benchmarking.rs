//! What voting costs at its worst: 32 authorities, the largest claim, and as many lies about it as
//! leave a quorum.
//!
//! Deciding on a vote before it is in a block, the signature included, is measured for itself:
//! `AuthorizeCall` adds it to the weight of the transaction.

use super::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::RawOrigin,
	pallet_prelude::TransactionSource,
	traits::{Authorize, EnsureOrigin, UnfilteredDispatchable, ValidatorSet},
	weights::WeightMeter,
};
use hotpot_primitives::{
	Moment,
	observations::{Claim, Deposit, FactId, Kind},
};
use sp_runtime::DispatchError;

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper<AccountId> {
	/// Sets the chain's clock.
	fn set_time(now: Moment);
	/// A claim of this kind at its worst, that whoever hears of it takes at this moment: whom it is
	/// about, and what it needs, is there. A deposit's receiver is watched, and its comment full.
	fn claim(kind: Kind, now: Moment) -> Claim<AccountId>;
}

/// A moment of 2026.
const NOW: Moment = 1_790_000_000_000;

/// Makes 32 authorities. Only the last one needs its secret key.
fn authorities<T: Config>() -> Vec<T::AuthorityId> {
	T::BenchmarkHelper::set_time(NOW);
	let keys: Vec<_> = (0..MAX_AUTHORITIES).map(|_| T::AuthorityId::generate_pair(None)).collect();
	Pallet::<T>::set_authorities(keys.iter().cloned());
	keys
}

fn owner<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no owner origin"))
}

/// Another claim about the same fact, as large.
fn lie<AccountId: Clone>(claim: &Claim<AccountId>, n: u32) -> Claim<AccountId> {
	match claim.clone() {
		Claim::Deposit(deposit) => {
			Claim::Deposit(Deposit { amount: deposit.amount.saturating_add(n.into()), ..deposit })
		}
		Claim::Watched { who, stream, from, to } => {
			Claim::Watched { who, stream, from, to: to.saturating_sub(n.into()) }
		}
		Claim::Liked { who, post, likes } => {
			Claim::Liked { who, post, likes: likes.saturating_add(n) }
		}
		Claim::Streamed { who, node, table, from, to } => {
			Claim::Streamed { who, node, table, from, to: to.saturating_sub(n.into()) }
		}
	}
}

/// One authority's vote, as it is sent.
fn signed<T: Config>(
	keys: &[T::AuthorityId],
	index: u32,
	claim: Claim<T::AccountId>,
) -> Result<Call<T>, BenchmarkError> {
	let vote = Vote { session: T::Sessions::session_index(), authority_index: index, claim };
	let key = usize::try_from(index).ok().and_then(|index| keys.get(index));
	let signature = key.and_then(|key| key.sign(&Pallet::<T>::vote_bytes(&vote)));
	Ok(Call::vote { vote, signature: signature.ok_or(BenchmarkError::Stop("no signature"))? })
}

/// Votes of all but one: a different lie of each that a quorum can do without. The last vote, which
/// is given, applies the fact.
fn almost_agreed<T: Config>(kind: Kind) -> Result<(Call<T>, FactId), BenchmarkError> {
	let keys = authorities::<T>();
	let claim = T::BenchmarkHelper::claim(kind, NOW);
	let last = MAX_AUTHORITIES.saturating_sub(1);
	let liars = MAX_AUTHORITIES.saturating_sub(quorum(MAX_AUTHORITIES));
	let session = T::Sessions::session_index();
	for authority_index in 0..last {
		let is_lie = authority_index < liars;
		let n = authority_index.saturating_add(1);
		let claim = if is_lie { lie(&claim, n) } else { claim.clone() };
		Pallet::<T>::do_vote(Vote { session, authority_index, claim })?;
	}
	let fact = claim.fact();
	Ok((signed::<T>(&keys, last, claim)?, fact))
}

/// Sees that the fact was applied with whatever follows from it: an `ApplyFailed` would measure less
/// than the worst.
fn assert_applied<T: Config>(fact: FactId) {
	assert!(Applied::<T>::contains_key(fact));
	// Of one byte, so that what is before it begins every such event.
	let error = DispatchError::Unavailable;
	let mut failed = T::RuntimeEvent::from(Event::ApplyFailed { fact, error }).encode();
	failed.pop();
	let mut events = frame_system::Pallet::<T>::read_events_no_consensus();
	assert!(
		!events.any(|record| record.event.encode().starts_with(&failed)),
		"whoever hears of it did not take it"
	);
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn authorize_vote() -> Result<(), BenchmarkError> {
		let (call, _) = almost_agreed::<T>(Kind::TonDeposit)?;
		let valid;
		#[block]
		{
			valid = call.authorize(TransactionSource::External);
		}
		assert!(matches!(valid, Some(Ok(_))));
		Ok(())
	}

	#[benchmark]
	fn vote_deposit() -> Result<(), BenchmarkError> {
		let (call, fact) = almost_agreed::<T>(Kind::TonDeposit)?;
		#[block]
		{
			call.dispatch_bypass_filter(RawOrigin::Authorized.into())?;
		}
		assert_applied::<T>(fact);
		Ok(())
	}

	#[benchmark]
	fn vote_watched() -> Result<(), BenchmarkError> {
		let (call, fact) = almost_agreed::<T>(Kind::Watched)?;
		#[block]
		{
			call.dispatch_bypass_filter(RawOrigin::Authorized.into())?;
		}
		assert_applied::<T>(fact);
		Ok(())
	}

	#[benchmark]
	fn vote_liked() -> Result<(), BenchmarkError> {
		let (call, fact) = almost_agreed::<T>(Kind::Liked)?;
		#[block]
		{
			call.dispatch_bypass_filter(RawOrigin::Authorized.into())?;
		}
		assert_applied::<T>(fact);
		Ok(())
	}

	#[benchmark]
	fn vote_streamed() -> Result<(), BenchmarkError> {
		let (call, fact) = almost_agreed::<T>(Kind::Streamed)?;
		#[block]
		{
			call.dispatch_bypass_filter(RawOrigin::Authorized.into())?;
		}
		assert_applied::<T>(fact);
		Ok(())
	}

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Kind::Liked, Settings::of(Kind::Liked));
		Ok(())
	}

	#[benchmark]
	fn set_paused() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Kind::Liked, true);
		assert!(Pauses::<T>::contains_key(Kind::Liked));
		Ok(())
	}

	#[benchmark]
	fn drop_fact() -> Result<(), BenchmarkError> {
		let (_, fact) = almost_agreed::<T>(Kind::TonDeposit)?;
		OpenFacts::<T>::mutate(fact, |open| {
			open.iter_mut().for_each(|open| open.is_disputed = true);
		});
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, fact);
		assert!(!OpenFacts::<T>::contains_key(fact));
		Ok(())
	}

	#[benchmark]
	fn sweep_base() -> Result<(), BenchmarkError> {
		SweptTo::<T>::put([1; 32]);
		#[block]
		{
			Pallet::<T>::sweep(&mut WeightMeter::new());
		}
		assert!(!SweptTo::<T>::exists());
		Ok(())
	}

	/// A fact with as many votes as can be, that expired.
	#[benchmark]
	fn sweep_fact() -> Result<(), BenchmarkError> {
		let (_, fact) = almost_agreed::<T>(Kind::TonDeposit)?;
		let expires_at = OpenFacts::<T>::get(fact).map(|open| open.expires_at);
		T::BenchmarkHelper::set_time(expires_at.ok_or("it is open")?);
		#[block]
		{
			Pallet::<T>::sweep(&mut WeightMeter::new());
		}
		assert!(!OpenFacts::<T>::contains_key(fact));
		Ok(())
	}

	#[benchmark]
	fn forget_base() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		#[block]
		{
			Pallet::<T>::forget(&mut WeightMeter::new());
		}
		Ok(())
	}

	#[benchmark]
	fn forget_fact() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let fact = [7; 32];
		Applied::<T>::insert(fact, Memory { applied_at: 0, until: Some(NOW) });
		Forgetting::<T>::insert((NOW.to_be_bytes(), fact), ());
		#[block]
		{
			Pallet::<T>::forget(&mut WeightMeter::new());
		}
		assert!(!Applied::<T>::contains_key(fact));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
