//! What the call costs, and what other pallets ask, at their worst: an account that goes from one
//! page of the histogram to another, with a full record, while eight record dates are remembered.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{EnsureOrigin, fungible::Mutate},
};
use hotpot_primitives::{
	Moment,
	time::DAY,
	traits::{Award, AwardSource, MoveHoldings, OnStanding, SpotMutate, SpotSnapshots},
};

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper {
	/// Sets the chain's clock.
	fn set_time(now: Moment);
}

/// A moment of 2026.
const NOW: Moment = 1_790_000_000_000;
/// One SPOT less than what falls in the histogram's second page.
const EDGE: u32 = 1_023;

fn award_of(number: u32, amount: u32, at: Moment) -> Award {
	let mut evidence = [0; 32];
	evidence[..4].copy_from_slice(&number.to_le_bytes());
	Award { source: AwardSource::Visit, evidence, amount, at }
}

/// Gives SPOT past the caps, for benchmarks of other pallets too.
///
/// # Errors
/// The ledger refuses.
pub fn give<T: Config>(who: &T::AccountId, amount: u32) -> DispatchResult {
	T::Spot::mint_into(who, amount.into())?;
	let before = Holders::<T>::get(who);
	let after = Holder { balance: before.balance + amount, ..before.clone() };
	Pallet::<T>::put_holder(who, &before, after);
	Ok(())
}

/// Gives an account something earned on each day that is remembered, and another balance at each
/// record date, of which there are as many as there can be: for benchmarks of pallets that move
/// holdings.
///
/// # Errors
/// The ledger refuses.
pub fn endow<T: Config>(who: &T::AccountId, now: Moment) -> DispatchResult {
	earn_daily::<T>(who, now)?;
	while LiveSnapshots::<T>::get().len() < MAX_SNAPSHOTS as usize {
		Pallet::<T>::take()?;
		give::<T>(who, 1)?;
	}
	Ok(())
}

/// Gives one SPOT of each day that is remembered.
fn earn_daily<T: Config>(who: &T::AccountId, now: Moment) -> DispatchResult {
	for back in (0..days::DAYS).rev() {
		let number = Awards::<T>::iter_keys().count() as u32;
		Pallet::<T>::award(who, award_of(number, 1, now - Moment::from(back) * DAY))?;
	}
	Ok(())
}

/// A verified account that earned on each day that is remembered, and had another balance at each
/// record date, and now has `EDGE`. There are others in the histogram's first and second page.
fn holder<T: Config>(name: &'static str, dates: u32) -> Result<T::AccountId, BenchmarkError> {
	T::BenchmarkHelper::set_time(NOW);
	let who: T::AccountId = account(name, 0, 0);
	Pallet::<T>::verified(&who);
	earn_daily::<T>(&who, NOW)?;
	give::<T>(&who, EDGE - days::DAYS - dates)?;
	for _ in 0..dates {
		Pallet::<T>::take()?;
		give::<T>(&who, 1)?;
	}
	for (number, amount) in [(0, 1), (1, EDGE + 1)] {
		let neighbour: T::AccountId = account("neighbour", number, 0);
		if !Holders::<T>::contains_key(&neighbour) {
			Pallet::<T>::verified(&neighbour);
			give::<T>(&neighbour, amount)?;
		}
	}
	Ok(who)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		let origin = T::OwnerOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no owner origin"))?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Settings::default());
		Ok(())
	}

	/// At its worst a part of it is above the cap, so that two events tell of it.
	#[benchmark]
	fn award() -> Result<(), BenchmarkError> {
		let who = holder::<T>("holder", MAX_SNAPSHOTS)?;
		let earned = award_of(u32::MAX, u32::MAX, NOW);
		#[block]
		{
			Pallet::<T>::award(&who, earned)?;
		}
		assert!(Holders::<T>::get(&who).balance > EDGE);
		Ok(())
	}

	#[benchmark]
	fn burn() -> Result<(), BenchmarkError> {
		let who = holder::<T>("holder", MAX_SNAPSHOTS)?;
		give::<T>(&who, 1)?;
		#[block]
		{
			Pallet::<T>::burn(&who, 1)?;
		}
		assert_eq!(Holders::<T>::get(&who).balance, EDGE);
		Ok(())
	}

	#[benchmark]
	fn change_standing() -> Result<(), BenchmarkError> {
		let who = holder::<T>("holder", MAX_SNAPSHOTS)?;
		#[block]
		{
			Pallet::<T>::unverified(&who);
		}
		assert!(!Holders::<T>::get(&who).is_verified);
		Ok(())
	}

	/// At its worst a part of it is dropped.
	#[benchmark]
	fn move_holdings() -> Result<(), BenchmarkError> {
		let from = holder::<T>("left", MAX_SNAPSHOTS)?;
		let to = holder::<T>("kept", 0)?;
		CurrentSettings::<T>::mutate(|settings| settings.daily_cap = 1);
		#[block]
		{
			Pallet::<T>::move_holdings(&from, &to)?;
		}
		assert_eq!(Holders::<T>::get(&to).balance, 2 * EDGE - days::DAYS);
		Ok(())
	}

	#[benchmark]
	fn take_snapshot() -> Result<(), BenchmarkError> {
		holder::<T>("holder", MAX_SNAPSHOTS - 1)?;
		#[block]
		{
			Pallet::<T>::take()?;
		}
		assert_eq!(LiveSnapshots::<T>::get().len(), MAX_SNAPSHOTS as usize);
		Ok(())
	}

	#[benchmark]
	fn release_snapshot() -> Result<(), BenchmarkError> {
		holder::<T>("holder", MAX_SNAPSHOTS)?;
		let first = LiveSnapshots::<T>::get()[0].id;
		#[block]
		{
			Pallet::<T>::release(first);
		}
		assert_eq!(LiveSnapshots::<T>::get().len(), MAX_SNAPSHOTS as usize - 1);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
