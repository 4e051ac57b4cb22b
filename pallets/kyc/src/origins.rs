//! Roles as origins.

use crate::{Config, Pallet};
use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, Get};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use hotpot_primitives::traits::{Role, Scope};

/// The signature of an account that has the role `R` in the whole network now; gives the account.
pub struct EnsureRole<T, R>(PhantomData<(T, R)>);

impl<T: Config, R: Get<Role>> EnsureOrigin<OriginFor<T>> for EnsureRole<T, R> {
	type Success = T::AccountId;

	fn try_origin(origin: OriginFor<T>) -> Result<Self::Success, OriginFor<T>> {
		match ensure_signed(origin.clone()) {
			Ok(who) if Pallet::<T>::is_given(&who, R::get(), Scope::Network) => Ok(who),
			_ => Err(origin),
		}
	}

	/// An account with the role; it is given one if need be.
	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<OriginFor<T>, ()> {
		let who: T::AccountId = frame_benchmarking::account("role", 0, 0);
		if !Pallet::<T>::is_given(&who, R::get(), Scope::Network) {
			let end = (R::get() == Role::Auditor).then(|| {
				let term = crate::CurrentSettings::<T>::get().max_auditor_term;
				<T::Time as frame_support::traits::Time>::now().saturating_add(term)
			});
			Pallet::<T>::do_grant_role(None, who.clone(), R::get(), Scope::Network, end)
				.map_err(|_| ())?;
		}
		Ok(frame_system::RawOrigin::Signed(who).into())
	}
}
