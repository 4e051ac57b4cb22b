//! What the law lets an account hold, as other pallets see it (rules 12 and 13).

use crate::Balance;
use sp_runtime::DispatchResult;

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

/// Pays THP out of the network's own pots: a pot has no limits, its receivers are held to the law
/// (rules 12, 18 and 19).
pub trait ThpPayout<AccountId> {
	/// Whether `pay_out` would succeed. Reads only.
	///
	/// # Errors
	/// Those of `pay_out`.
	fn can_pay_out(pot: &AccountId, to: &AccountId, amount: Balance) -> DispatchResult;

	/// Moves THP base units from a pot to a verified account.
	///
	/// # Errors
	/// `pot` is none, or the door is closed to it: `why_not` says why. The caller's storage layer must
	/// undo everything then.
	fn pay_out(pot: &AccountId, to: &AccountId, amount: Balance) -> DispatchResult;
}
