//! What keeps an account alive besides a check.

/// Counts the references that others hold on an account without a balance.
pub trait SufficientReferences<AccountId> {
	/// How many sufficient references on `who` do not come from a recorded check, such as those of
	/// a sufficient asset.
	fn count(who: &AccountId) -> u32;
}

impl<AccountId> SufficientReferences<AccountId> for () {
	fn count(_: &AccountId) -> u32 {
		0
	}
}
