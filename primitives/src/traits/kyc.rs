//! Persons and powers, as other pallets see them (rules 7 to 10, 13 and 40).

use crate::{CountryCode, Moment, NodeId, PersonId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchResult;

macro_rules! word {
	($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $(($of:ty))?),+ $(,)? }) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		pub enum $name {
			$($(#[$variant_doc])* $variant $(($of))?),+
		}
	};
}

pub(super) use word;

word! {
	/// How thoroughly a person was examined; ordered, the least first (rule 8).
	Level {
		/// Document and liveness.
		Basic,
		/// Also the address.
		Enhanced,
		/// Also the source of funds.
		Premium,
	}
}

word! {
	/// What is left on chain of the risk score; ordered, the least first (rule 9).
	RiskBand {
		/// A score of at most 30.
		Low,
		/// A score above 30.
		Medium,
		/// A score above 70: two verifiers must clear the person first.
		High,
	}
}

word! {
	/// What an account is to the law, right now: the clock is already applied (rule 8).
	Standing {
		/// Nobody ever attested it, or it was closed.
		Unknown,
		/// Attested, with a hit or a high risk that is not cleared.
		Pending,
		/// Attested and in force.
		Verified,
		/// A verifier refused it, or what it had was revoked.
		Rejected,
		/// Its time is over.
		Expired,
		/// Held by Compliance or its verifier.
		Suspended,
	}
}

word! {
	/// A power that an account may be given (rule 10). The network owner is an origin of its own.
	Role {
		/// Freezes, forces, suspends, reinstates.
		Compliance,
		/// Acts for a restaurant's franchisee.
		FranchiseOwner,
		/// Looks after a restaurant's tills.
		PosOperator,
		/// Works at a till.
		Cashier,
		/// Works in the kitchen.
		Cook,
		/// Sees what investors may see.
		Investor,
		/// Reads, for a limited time.
		Auditor,
		/// Runs a validator.
		Validator,
		/// Looks after the cameras.
		VideoManager,
		/// Looks at the security cameras.
		SecurityOfficer,
		/// Looks at what is not public, and changes nothing.
		Observer,
		/// Moves the network's own money.
		Treasury,
	}
}

word! {
	/// Where a role holds.
	Scope {
		/// Everywhere.
		Network,
		/// In one restaurant.
		Node(NodeId),
	}
}

impl Role {
	/// Whether the role means something in a scope of this kind: what happens in a restaurant is
	/// given for one, what concerns the network for all of it, and whoever only looks for either.
	pub const fn fits(self, scope: &Scope) -> bool {
		match self {
			Self::FranchiseOwner | Self::PosOperator | Self::Cashier | Self::Cook => {
				matches!(scope, Scope::Node(_))
			}
			Self::Compliance | Self::Investor | Self::Validator | Self::Treasury => {
				matches!(scope, Scope::Network)
			}
			Self::Auditor | Self::VideoManager | Self::SecurityOfficer | Self::Observer => true,
		}
	}

	/// Whether a franchisee may give it in its own restaurants.
	pub const fn is_franchisees(self) -> bool {
		matches!(self, Self::PosOperator | Self::Cashier | Self::Cook)
	}

	/// Whether whoever has it in a restaurant works there, and so may not claim its checks (rule 4).
	pub const fn is_staff(self) -> bool {
		!matches!(self, Self::Investor | Self::Auditor | Self::Validator | Self::Observer)
	}
}

/// What is known of an account's person.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Identity {
	/// Who it is.
	pub person: PersonId,
	/// How thoroughly the person was examined.
	pub level: Level,
	/// How risky the person is.
	pub risk: RiskBand,
	/// The country whose law applies.
	pub jurisdiction: CountryCode,
	/// What the account is right now.
	pub standing: Standing,
	/// When that ends unless it is renewed, UNIX ms.
	pub expires_at: Moment,
}

/// Reads who is behind an account.
pub trait KycInspect<AccountId> {
	/// Who is behind `who`: one storage read, and the clock. `None` if nobody ever attested it, and
	/// for a closed account.
	fn identity(who: &AccountId) -> Option<Identity>;

	/// Where what is meant for `who` goes: if a person left that account by `link` or recovery, to
	/// the person's account of now, else to `who`. One storage read, for an account that was left
	/// two.
	fn current_account(who: AccountId) -> AccountId;

	/// What `who` is to the law: one storage read, and the clock.
	fn standing(who: &AccountId) -> Standing {
		Self::identity(who).map_or(Standing::Unknown, |identity| identity.standing)
	}

	/// Whether `who` is verified right now: one storage read, and the clock.
	fn is_verified(who: &AccountId) -> bool {
		Self::standing(who) == Standing::Verified
	}
}

/// What recovery asks of the registry of persons (rule 13).
pub trait KycMutate<AccountId> {
	/// Whether `rebind` would succeed. Reads only.
	///
	/// # Errors
	/// Those of `rebind`.
	fn can_rebind(from: &AccountId, to: &AccountId) -> DispatchResult;

	/// Binds the person of `from` to `to`, for good: `from` is closed and loses its roles, and what
	/// verifiers signed before for that person is void. Moves nothing that the account holds.
	///
	/// # Errors
	/// `from` is not the account of a person, or `to` is known or closed. The caller's storage
	/// layer must undo everything then.
	fn rebind(from: &AccountId, to: &AccountId) -> DispatchResult;

	/// The verifier that attested `who` last.
	fn verifier_of(who: &AccountId) -> Option<AccountId>;

	/// Whether `who` is an active verifier with a licence for `level`.
	fn is_verifier(who: &AccountId, level: Level) -> bool;
}

/// Is told when an account starts or stops counting as verified, by a call or by the clock. Storage
/// says so already. By the clock it is told in the first block with idle weight after the expiry.
pub trait OnStanding<AccountId> {
	/// `who` counts from now on.
	fn verified(who: &AccountId);
	/// `who` no longer counts.
	fn unverified(who: &AccountId);
}

/// Moves everything of one kind that a person holds, when it changes its account: by `link` (rule 8)
/// or by recovery (rule 13).
pub trait MoveHoldings<AccountId> {
	/// Whether `move_holdings` would succeed. Reads only, so that a call that moves may be without
	/// a fee.
	///
	/// # Errors
	/// Those of `move_holdings`.
	fn can_move(_from: &AccountId, _to: &AccountId) -> DispatchResult {
		Ok(())
	}

	/// Moves it. Nothing stays behind, nothing is lost or made.
	///
	/// # Errors
	/// It may not move now. The caller's storage layer must undo everything then; every call is one.
	fn move_holdings(from: &AccountId, to: &AccountId) -> DispatchResult;
}

/// Counts the calls without a fee that a verified person has left in a UTC day (rule 40).
pub trait FreeCalls<AccountId> {
	/// How many are left today; none unless `who` is verified.
	fn left(who: &AccountId) -> u32;
	/// Uses one up, if one is left.
	fn consume(who: &AccountId);
}

/// Whether the registry of persons has told everybody of everything that the clock ended.
pub trait KycClock {
	/// Whether nobody is due: `OnStanding` was told of every expiry up to now.
	fn is_settled() -> bool;
}

impl KycClock for () {
	fn is_settled() -> bool {
		true
	}
}

/// Reads who may do what (rule 10).
pub trait RoleInspect<AccountId> {
	/// Whether `who` has `role` in `scope` right now. A role given everywhere holds in every
	/// restaurant.
	fn has_role(who: &AccountId, role: Role, scope: Scope) -> bool;
	/// Whether `who` works in the restaurant: its franchisee, the keys of its tills, and whoever has
	/// a role there that makes one staff.
	fn is_staff(node: NodeId, who: &AccountId) -> bool;
}

impl<AccountId> OnStanding<AccountId> for () {
	fn verified(_: &AccountId) {}
	fn unverified(_: &AccountId) {}
}

impl<AccountId> MoveHoldings<AccountId> for () {
	fn move_holdings(_: &AccountId, _: &AccountId) -> DispatchResult {
		Ok(())
	}
}

macro_rules! for_tuples {
	($(($($part:ident),+);)+) => {$(
		/// Tells each, in this order.
		impl<AccountId, $($part: OnStanding<AccountId>),+> OnStanding<AccountId> for ($($part,)+) {
			fn verified(who: &AccountId) {
				$($part::verified(who);)+
			}
			fn unverified(who: &AccountId) {
				$($part::unverified(who);)+
			}
		}

		/// Moves each, in this order, until one refuses.
		impl<AccountId, $($part: MoveHoldings<AccountId>),+> MoveHoldings<AccountId>
			for ($($part,)+)
		{
			fn can_move(from: &AccountId, to: &AccountId) -> DispatchResult {
				$($part::can_move(from, to)?;)+
				Ok(())
			}
			fn move_holdings(from: &AccountId, to: &AccountId) -> DispatchResult {
				$($part::move_holdings(from, to)?;)+
				Ok(())
			}
		}
	)+};
}

for_tuples! {
	(A);
	(A, B);
	(A, B, C);
	(A, B, C, D);
	(A, B, C, D, E);
	(A, B, C, D, E, F);
}

#[cfg(test)]
mod tests {
	use super::*;
	use core::cell::RefCell;
	use sp_runtime::DispatchError;

	struct Heard<const N: u32>;

	std::thread_local! {
		static HEARD: RefCell<Vec<(u32, bool)>> = const { RefCell::new(Vec::new()) };
	}

	fn hear(n: u32, good: bool) {
		HEARD.with_borrow_mut(|heard| heard.push((n, good)));
	}

	impl<const N: u32> OnStanding<u64> for Heard<N> {
		fn verified(_: &u64) {
			hear(N, true);
		}
		fn unverified(_: &u64) {
			hear(N, false);
		}
	}

	impl<const N: u32> MoveHoldings<u64> for Heard<N> {
		fn move_holdings(from: &u64, _: &u64) -> DispatchResult {
			hear(N, true);
			if *from == u64::from(N) { Err(DispatchError::Unavailable) } else { Ok(()) }
		}
	}

	type Three = (Heard<1>, Heard<2>, Heard<3>);

	#[test]
	fn a_tuple_asks_each_in_order() {
		<Three as OnStanding<u64>>::verified(&0);
		<Three as OnStanding<u64>>::unverified(&0);
		assert_eq!(
			HEARD.take(),
			[(1, true), (2, true), (3, true), (1, false), (2, false), (3, false)]
		);
	}

	#[test]
	fn a_tuple_stops_moving_at_the_first_refusal() {
		assert_eq!(<Three as MoveHoldings<u64>>::move_holdings(&0, &9), Ok(()));
		assert_eq!(HEARD.take().len(), 3);
		assert_eq!(
			<Three as MoveHoldings<u64>>::move_holdings(&2, &9),
			Err(DispatchError::Unavailable)
		);
		assert_eq!(HEARD.take(), [(1, true), (2, true)]);
		assert_eq!(<Three as MoveHoldings<u64>>::can_move(&2, &9), Ok(()));
	}

	#[test]
	fn levels_and_risks_are_ordered() {
		assert!(Level::Basic < Level::Enhanced && Level::Enhanced < Level::Premium);
		assert!(RiskBand::Low < RiskBand::Medium && RiskBand::Medium < RiskBand::High);
	}

	#[test]
	fn franchisees_give_only_roles_that_fit_a_restaurant_and_are_staff() {
		let node = Scope::Node(NodeId(1));
		for role in [Role::PosOperator, Role::Cashier, Role::Cook] {
			assert!(role.is_franchisees() && role.is_staff());
			assert!(role.fits(&node) && !role.fits(&Scope::Network));
		}
		assert!(!Role::FranchiseOwner.is_franchisees() && Role::FranchiseOwner.is_staff());
		assert!(Role::Compliance.fits(&Scope::Network) && !Role::Compliance.fits(&node));
		assert!(Role::Auditor.fits(&Scope::Network) && Role::Auditor.fits(&node));
		assert!(!Role::Auditor.is_staff() && !Role::Observer.is_staff());
	}
}
