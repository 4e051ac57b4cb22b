//! The owner as an origin.

use crate::{Config, CurrentOwner};
use core::marker::PhantomData;
use frame_support::traits::EnsureOrigin;
use frame_system::{ensure_signed, pallet_prelude::OriginFor};

/// The network owner's signature; gives the owner's account.
pub struct EnsureOwner<T>(PhantomData<T>);

impl<T: Config> EnsureOrigin<OriginFor<T>> for EnsureOwner<T> {
	type Success = T::AccountId;

	fn try_origin(origin: OriginFor<T>) -> Result<Self::Success, OriginFor<T>> {
		match ensure_signed(origin.clone()) {
			Ok(who) if CurrentOwner::<T>::get().as_ref() == Some(&who) => Ok(who),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<OriginFor<T>, ()> {
		let owner = CurrentOwner::<T>::get().unwrap_or_else(|| {
			let owner: T::AccountId = frame_benchmarking::account("owner", 0, 0);
			CurrentOwner::<T>::put(&owner);
			owner
		});
		Ok(frame_system::RawOrigin::Signed(owner).into())
	}
}
