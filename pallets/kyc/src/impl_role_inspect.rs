//! Roles as other pallets read them.

use crate::{Config, Pallet};
use hotpot_primitives::{
	NodeId,
	traits::{FranchiseInspect, Role, RoleInspect, Scope},
};

impl<T: Config> RoleInspect<T::AccountId> for Pallet<T> {
	fn has_role(who: &T::AccountId, role: Role, scope: Scope) -> bool {
		Self::is_given(who, role, scope)
	}

	fn is_staff(node: NodeId, who: &T::AccountId) -> bool {
		T::Franchise::is_staff(node, who)
			|| Self::any_role(who, |grant| {
				grant.role.is_staff() && grant.scope == Scope::Node(node)
			})
	}
}
