//! What the calls cost at their worst.
//!
//! A claim is measured together with the check that decides whether it is feeless, because that runs
//! before the call and nothing else pays for it.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::CheckIfFeeless,
	traits::{EnsureOrigin, Get, UnfilteredDispatchable},
};
use frame_system::RawOrigin;
use hotpot_primitives::{Balance, Moment, money::THP, time::MINUTE};

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper<AccountId> {
	/// Sets the chain's clock.
	fn set_time(now: Moment);
	/// Makes `who` the verified account of a person, if it is not yet, and gives it so much more
	/// SPOT, of the clock's day. Never more than 10 in all.
	fn earn(who: &AccountId, spot: u32);
	/// Gives a pot so much more THP, in base units.
	fn fund(pot: &AccountId, amount: Balance);
}

/// A moment of 2026.
const NOW: Moment = 1_790_000_000_000;
const POOL: Balance = 1_000_000 * THP;

/// Makes so many holders with 3 SPOT, above the median, and one more with 1 SPOT; fills the pool.
/// Rounds follow one another within minutes, so that nobody's time is over meanwhile.
fn holders<T: Config>(count: u32) -> Vec<T::AccountId> {
	CurrentSettings::<T>::put(Settings {
		min_notice: MINUTE,
		min_interval: 2 * MINUTE,
		reclaim_period: MINUTE,
		..Default::default()
	});
	T::BenchmarkHelper::set_time(NOW);
	T::BenchmarkHelper::fund(&T::PoolAccount::get(), POOL);
	for at in 0..=count {
		T::BenchmarkHelper::earn(&account("below", at, 0), 1);
	}
	let above: Vec<T::AccountId> = (0..count).map(|at| account("above", at, 0)).collect();
	above.iter().for_each(|who| T::BenchmarkHelper::earn(who, 3));
	above
}

fn owner<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no owner origin"))
}

/// Announces a round at the earliest, and lets the time pass.
fn announce_round<T: Config>() -> Result<(), BenchmarkError> {
	let opens_at = Pallet::<T>::earliest_opening();
	Pallet::<T>::announce(owner::<T>()?, opens_at)?;
	T::BenchmarkHelper::set_time(opens_at);
	Ok(())
}

/// Opens a round with so many holders above the median. All of them earned more since, so that what
/// they had at the record date has to be looked up.
fn open_round<T: Config>(count: u32) -> Result<Vec<T::AccountId>, BenchmarkError> {
	let above = holders::<T>(count);
	announce_round::<T>()?;
	Pallet::<T>::open(owner::<T>()?)?;
	above.iter().for_each(|who| T::BenchmarkHelper::earn(who, 1));
	Ok(above)
}

#[benchmarks]
mod benches {
	use super::*;

	/// At its worst after another round.
	#[benchmark]
	fn announce() -> Result<(), BenchmarkError> {
		open_round::<T>(1)?;
		let opens_at = Pallet::<T>::earliest_opening();
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, opens_at);
		assert!(Announced::<T>::exists());
		Ok(())
	}

	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		announce_round::<T>()?;
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin);
		assert!(!Announced::<T>::exists());
		Ok(())
	}

	/// At its worst the last round is open and has to be closed first.
	#[benchmark]
	fn open() -> Result<(), BenchmarkError> {
		open_round::<T>(1)?;
		announce_round::<T>()?;
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin);
		assert!(Pallet::<T>::open_round(2).is_ok());
		Ok(())
	}

	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let above = open_round::<T>(2)?;
		let who = above.into_iter().next().ok_or("there are two")?;
		let call = Call::<T>::claim { round: 1 };
		#[block]
		{
			let origin: T::RuntimeOrigin = RawOrigin::Signed(who.clone()).into();
			assert!(call.is_feeless(&origin));
			call.dispatch_bypass_filter(origin)?;
		}
		assert!(Payments::<T>::contains_key(&who));
		Ok(())
	}

	/// At its worst everybody is paid.
	#[benchmark]
	fn push(n: Linear<1, { MAX_PUSH }>) -> Result<(), BenchmarkError> {
		let above = open_round::<T>(n)?;
		let caller: T::AccountId = whitelisted_caller();
		let payees = Payees::<T::AccountId>::truncate_from(above);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), 1, payees);
		assert_eq!(Rounds::<T>::get(1).map(|round| round.shares_paid), Some(n));
		Ok(())
	}

	#[benchmark]
	fn reclaim() -> Result<(), BenchmarkError> {
		open_round::<T>(1)?;
		let reclaims_at = Rounds::<T>::get(1).map(|round| round.reclaims_at);
		T::BenchmarkHelper::set_time(reclaims_at.ok_or("it was opened")?);
		let caller: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), 1);
		assert!(Pallet::<T>::open_round(1).is_err());
		Ok(())
	}

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Settings::default());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
