//! Roles: who may do what, where, and until when (rule 10).

use crate::{
	ClosedAccounts, Config, CurrentSettings, Error, Event, Grant, Grants, Pallet, Roles, StaffCount,
};
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{EnsureOrigin, Time},
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use hotpot_primitives::{
	Moment,
	traits::{FranchiseInspect, Role, Scope},
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Whether the origin may give and take this role: `None` for the network owner, the franchisee
	/// for its own restaurant's staff.
	pub(crate) fn ensure_gives(
		origin: OriginFor<T>,
		role: Role,
		scope: Scope,
	) -> Result<Option<T::AccountId>, DispatchError> {
		if T::OwnerOrigin::ensure_origin(origin.clone()).is_ok() {
			return Ok(None);
		}
		let who = ensure_signed(origin)?;
		let Scope::Node(node) = scope else { return Err(Error::<T>::NotAuthorized.into()) };
		let runs_it = T::Franchise::node(node).is_some_and(|node| node.franchisee == who);
		ensure!(runs_it && role.is_franchisees(), Error::<T>::NotAuthorized);
		Ok(Some(who))
	}

	pub(crate) fn do_grant_role(
		granted_by: Option<T::AccountId>,
		who: T::AccountId,
		role: Role,
		scope: Scope,
		expires_at: Option<Moment>,
	) -> DispatchResult {
		let now = T::Time::now();
		Self::ensure_grantable(&who, role, scope, expires_at, now)?;
		let mut grants = Self::prune(Roles::<T>::get(&who), now);
		let is_new = !grants.iter().any(|grant| grant.is_of(role, scope));
		ensure!(is_new, Error::<T>::AlreadyGranted);
		Self::count_staff(scope)?;
		grants
			.try_push(Grant { role, scope, expires_at, granted_by })
			.map_err(|_| Error::<T>::TooManyRoles)?;
		Roles::<T>::insert(&who, grants);
		Self::deposit_event(Event::RoleGranted { who, role, scope, expires_at });
		Ok(())
	}

	pub(crate) fn do_revoke_role(who: T::AccountId, role: Role, scope: Scope) -> DispatchResult {
		let mut grants = Roles::<T>::get(&who);
		let is_given = grants.iter().any(|grant| grant.is_of(role, scope));
		ensure!(is_given, Error::<T>::NotGranted);
		grants.retain(|grant| !grant.is_of(role, scope));
		Self::discount_staff(scope);
		Self::put_roles(&who, grants);
		Self::deposit_event(Event::RoleRevoked { who, role, scope });
		Ok(())
	}

	/// Takes every role of an account that is closed.
	pub(crate) fn drop_roles(who: &T::AccountId) {
		for Grant { role, scope, .. } in Roles::<T>::take(who) {
			Self::discount_staff(scope);
			Self::deposit_event(Event::RoleRevoked { who: who.clone(), role, scope });
		}
	}

	/// Whether the account has the role now, in this scope or everywhere.
	pub(crate) fn is_given(who: &T::AccountId, role: Role, scope: Scope) -> bool {
		Self::any_role(who, |grant| {
			grant.role == role && (grant.scope == scope || grant.scope == Scope::Network)
		})
	}

	/// Whether the account has such a role now.
	pub(crate) fn any_role(
		who: &T::AccountId,
		is_such: impl Fn(&Grant<T::AccountId>) -> bool,
	) -> bool {
		let grants = Roles::<T>::get(who);
		!grants.is_empty() && {
			let now = T::Time::now();
			grants.iter().any(|grant| grant.holds(now) && is_such(grant))
		}
	}

	fn ensure_grantable(
		who: &T::AccountId,
		role: Role,
		scope: Scope,
		expires_at: Option<Moment>,
		now: Moment,
	) -> Result<(), Error<T>> {
		ensure!(role.fits(&scope), Error::<T>::WrongScope);
		if let Scope::Node(node) = scope {
			ensure!(T::Franchise::node(node).is_some(), Error::<T>::UnknownNode);
		}
		ensure!(expires_at.is_none_or(|end| end > now), Error::<T>::TermOver);
		if role == Role::Auditor {
			let latest = now.saturating_add(CurrentSettings::<T>::get().max_auditor_term);
			ensure!(expires_at.is_some_and(|end| end <= latest), Error::<T>::TermTooLong);
		}
		ensure!(!ClosedAccounts::<T>::contains_key(who), Error::<T>::AccountClosed);
		Ok(())
	}

	/// The roles without those whose time is over.
	fn prune(mut grants: Grants<T::AccountId>, now: Moment) -> Grants<T::AccountId> {
		grants.retain(|grant| {
			let holds = grant.holds(now);
			if !holds {
				Self::discount_staff(grant.scope);
			}
			holds
		});
		grants
	}

	fn put_roles(who: &T::AccountId, grants: Grants<T::AccountId>) {
		if grants.is_empty() {
			Roles::<T>::remove(who);
		} else {
			Roles::<T>::insert(who, grants);
		}
	}

	fn count_staff(scope: Scope) -> Result<(), Error<T>> {
		let Scope::Node(node) = scope else { return Ok(()) };
		let count = StaffCount::<T>::get(node);
		ensure!(count < CurrentSettings::<T>::get().max_staff, Error::<T>::TooManyStaff);
		StaffCount::<T>::insert(node, count.saturating_add(1));
		Ok(())
	}

	fn discount_staff(scope: Scope) {
		let Scope::Node(node) = scope else { return };
		StaffCount::<T>::mutate_exists(node, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
	}
}
