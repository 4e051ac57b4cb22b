//! What each call costs at its worst.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get};
use hotpot_primitives::observations::ForeignAccount;

const ACCOUNT: ForeignAccount = ForeignAccount::Ton { workchain: -1, id: [9; 32] };
const PURPOSE: Purpose = 1;

fn registrar<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::WatchOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no watch origin"))
}

fn watch_one<T: Config>() -> Result<(), BenchmarkError> {
	let beneficiary = account("beneficiary", 0, 0);
	Ok(Pallet::<T>::watch(registrar::<T>()?, ACCOUNT, beneficiary, PURPOSE)?)
}

#[benchmarks]
mod benches {
	use super::*;

	/// An account that was retired comes back.
	#[benchmark]
	fn watch() -> Result<(), BenchmarkError> {
		watch_one::<T>()?;
		Pallet::<T>::retire(registrar::<T>()?, ACCOUNT)?;
		WatchedCount::<T>::insert(ACCOUNT.rail(), T::MaxWatched::get().saturating_sub(1));
		let origin = registrar::<T>()?;
		let beneficiary: T::AccountId = account("beneficiary", 0, 0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACCOUNT, beneficiary, PURPOSE);
		assert!(WatchedAccounts::<T>::contains_key(ACCOUNT));
		Ok(())
	}

	#[benchmark]
	fn retire() -> Result<(), BenchmarkError> {
		watch_one::<T>()?;
		let origin = registrar::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ACCOUNT);
		assert!(RetiredAccounts::<T>::contains_key(ACCOUNT));
		Ok(())
	}

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		let origin = T::OwnerOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no owner origin"))?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Settings::default());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
