//! What the calls cost at their worst.
//!
//! `set_consent` is measured together with the check that decides whether it is free and with the
//! counting of free calls, because both run before it and nothing else pays for them.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	BoundedVec,
	dispatch::CheckIfFeeless,
	traits::{EnsureOrigin, Get, UnfilteredDispatchable, fungible::Mutate},
};
use frame_system::RawOrigin;
use hotpot_primitives::{Moment, money::THP, traits::FreeCalls};

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper<AccountId> {
	/// Makes `who` the verified account of a person of an allowed country, with so much SPOT.
	fn register_holder(who: &AccountId, spot: u32);
	/// Sets the chain's clock.
	fn set_time(now: Moment);
}

/// A moment of 2026.
const NOW: Moment = 1_790_000_000_000;

fn owner<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no owner origin"))
}

/// A holder whose SPOT nobody else's is near, so that none shares an item of the median's with
/// another, and so that burning ten brings it to the next such item.
fn holder<T: Config>(n: u32) -> T::AccountId {
	let who = account("holder", n, 0);
	T::BenchmarkHelper::register_holder(&who, 1_024 * (n + 1) + 5);
	who
}

#[benchmarks]
mod benches {
	use super::*;

	/// At its worst the holders must consent, and the reserve has a part of the THP.
	#[benchmark]
	fn convert(n: Linear<1, MAX_PAIRS>) -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let origin = owner::<T>()?;
		let rate = Settings::default().rate;
		CurrentSettings::<T>::put(Settings { consent_required: true, ..Default::default() });
		T::Thp::set_balance(&T::ReserveAccount::get(), THP / 2);
		let pairs: Vec<_> = (0..n).map(|i| (holder::<T>(i), rate)).collect();
		for (who, _) in &pairs {
			Consents::<T>::insert(who, ());
		}
		let pairs = BoundedVec::truncate_from(pairs);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, pairs, rate);
		assert_eq!(Minted::<T>::get() + THP / 2, THP * u128::from(n));
		Ok(())
	}

	#[benchmark]
	fn set_consent() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let who = holder::<T>(0);
		let origin: T::RuntimeOrigin = RawOrigin::Signed(who.clone()).into();
		let call = Call::<T>::set_consent { consents: true };
		#[block]
		{
			assert!(call.is_feeless(&origin));
			T::Free::consume(&who);
			call.dispatch_bypass_filter(origin)?;
		}
		assert!(Consents::<T>::contains_key(&who));
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
