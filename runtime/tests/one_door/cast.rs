//! Who tries to move tokens.

use crate::wallet;
use frame_system::RawOrigin;
use hotpot_runtime::{
	AccountId, BlockNumber, Multisig, Proxy, ProxyType, RuntimeOrigin,
	configs::franchise::{PoolAccount, ReserveAccount},
	constants::assets_account,
	genesis::{DEV_COMPLIANCE, DEV_OWNER, DEV_VERIFIERS},
};
use pallet_utility::derivative_account_id;
use sp_keyring::Sr25519Keyring::{
	Alice, AliceStash, Bob, BobStash, Charlie, CharlieStash, Dave, DaveStash, Eve, EveStash,
	Ferdie, FerdieStash, One, Two,
};

/// The block in which everything happens.
pub const HEIGHT: BlockNumber = 100;
/// The check that [`Cast::CheckWallet`] may claim.
pub const CLAIMABLE: u32 = 1;

macro_rules! cast {
	($($(#[$doc:meta])* $name:ident => $account:expr),+ $(,)?) => {
		/// An account that signs, or would if it had a key.
		#[derive(Clone, Copy, Debug, PartialEq, Eq)]
		pub enum Cast { $($(#[$doc])* $name),+ }

		impl Cast {
			/// Everybody.
			pub const ALL: &[Self] = &[$(Self::$name),+];

			/// The account.
			pub fn account(self) -> AccountId {
				match self { $(Self::$name => $account),+ }
			}
		}
	};
}

cast! {
	/// Acts as Root on development networks.
	SudoKey => Alice.to_account_id(),
	/// Runs the restaurant.
	Franchisee => Bob.to_account_id(),
	/// Verified; has approved others to spend its tokens.
	Holder => Charlie.to_account_id(),
	/// Verified.
	Receiver => Dave.to_account_id(),
	/// Nobody knows it; some of its THP is deferred.
	Guest => Eve.to_account_id(),
	/// Acts for everybody else.
	Delegate => Ferdie.to_account_id(),
	/// Has a stake.
	Validator => AliceStash.to_account_id(),
	/// Verified, but Compliance froze it.
	Frozen => BobStash.to_account_id(),
	/// Verified, but its person moves to [`Cast::Found`], and nothing stands against that any more.
	Lost => CharlieStash.to_account_id(),
	/// Attested, with a hit.
	Pending => DaveStash.to_account_id(),
	/// Nobody knows it yet.
	Found => EveStash.to_account_id(),
	/// Was verified.
	Suspended => FerdieStash.to_account_id(),
	/// The till's key.
	Till => One.to_account_id(),
	/// A browser's key, which signed that it is the holder's.
	Page => Two.to_account_id(),
	/// Signs one claim.
	CheckWallet => wallet(CLAIMABLE),
	/// Owns the network.
	Owner => DEV_OWNER,
	/// Has the role of Compliance.
	Officer => DEV_COMPLIANCE,
	/// Attested everybody.
	Verifier => DEV_VERIFIERS[0].clone(),
	/// Attested nobody.
	OtherVerifier => DEV_VERIFIERS[1].clone(),
	/// Verified: either of holder and delegate.
	MultisigOfOne => multisig(&Self::Holder.account(), 1),
	/// Verified: both of holder and delegate.
	MultisigOfTwo => multisig(&Self::Holder.account(), 2),
	/// Verified: the holder's.
	Derivative => derivative_account_id(Self::Holder.account(), 0),
	/// Verified: the holder made it.
	Pure => Proxy::pure_account(&Self::Holder.account(), &ProxyType::Any, 0, Some((HEIGHT, 0))),
	/// Owns the tokens; has no key.
	AssetsAccount => assets_account(),
	/// Has no key.
	Pool => PoolAccount::get(),
	/// Has no key.
	Reserve => ReserveAccount::get(),
}

impl Cast {
	/// Its signature.
	pub fn origin(self) -> RuntimeOrigin {
		RuntimeOrigin::signed(self.account())
	}
}

/// Who acts for `who`, and signs a multisig's calls with it.
pub fn partner(who: &AccountId) -> AccountId {
	let delegate = Cast::Delegate.account();
	if *who == delegate { Cast::Receiver.account() } else { delegate }
}

/// The account of `who` and its partner, of whom so many must agree.
pub fn multisig(who: &AccountId, threshold: u16) -> AccountId {
	let mut signatories = [who.clone(), partner(who)];
	signatories.sort();
	Multisig::multi_account_id(&signatories, threshold)
}

/// Every origin that is not Root, with a name.
pub fn origins() -> Vec<(String, RawOrigin<AccountId>)> {
	let nobody = [RawOrigin::None, RawOrigin::Authorized];
	let unsigned = nobody.map(|origin| (format!("{origin:?}"), origin));
	Cast::ALL
		.iter()
		.map(|who| (format!("{who:?}"), RawOrigin::Signed(who.account())))
		.chain(unsigned)
		.collect()
}
