//! What each call costs at its worst.

use super::*;
use alloc::boxed::Box;
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
use frame_system::RawOrigin;

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper<RuntimeCall> {
	/// A call of the delayed list, as large as they get.
	fn delayed_call() -> RuntimeCall;
}

fn owner<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	EnsureOwner::<T>::try_successful_origin().map_err(|()| BenchmarkError::Stop("no owner"))
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn enact() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		let call = Box::new(T::BenchmarkHelper::delayed_call());
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, call);
		assert_eq!(NextEnactmentId::<T>::get(), 1);
		Ok(())
	}

	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		Pallet::<T>::enact(origin.clone(), Box::new(T::BenchmarkHelper::delayed_call()))?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 0);
		Ok(())
	}

	#[benchmark]
	fn transfer_ownership() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		let to: T::AccountId = account("next", 0, 0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, to.clone());
		assert_eq!(OfferedTo::<T>::get(), Some(to));
		Ok(())
	}

	#[benchmark]
	fn accept_ownership() -> Result<(), BenchmarkError> {
		let to: T::AccountId = account("next", 0, 0);
		OfferedTo::<T>::put(&to);
		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()));
		assert_eq!(CurrentOwner::<T>::get(), Some(to));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
