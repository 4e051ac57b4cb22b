//! What the law lets an account hold, as other pallets see it (rules 12 and 13).

use crate::Balance;

/// How much THP may reach an account without a transfer: by claims, conversion or a distribution.
pub trait ThpRoom<AccountId> {
	/// The THP base units that `who` may still be given. Everything for a verified account, up to
	/// the cap of unverified accounts less what `who` holds for every other. A frozen account may
	/// still be given THP.
	fn room(who: &AccountId) -> Balance;
}

/// No law: everybody may hold everything.
impl<AccountId> ThpRoom<AccountId> for () {
	fn room(_: &AccountId) -> Balance {
		Balance::MAX
	}
}
