//! Tokens that the network does not have, in states that THP and SPOT are never in.

use super::{cast::Cast, world::done};
use frame_support::{assert_ok, traits::fungibles::Mutate};
use frame_system::RawOrigin;
use hotpot_runtime::{
	AssetId, Assets, Balance, Runtime,
	constants::{SPOT_ASSET, THP_ASSET},
};

type Call = pallet_assets::Call<Runtime>;

/// About to be destroyed, with a holder and an approval.
pub const DOOMED: AssetId = 10;
/// About to be destroyed, with nothing left.
pub const EMPTY: AssetId = 11;
/// Not sufficient, held by holder and receiver.
pub const LOOSE: AssetId = 12;
/// Frozen, and so is the holder's account.
pub const ICY: AssetId = 13;

/// The least that an account may hold of these tokens.
pub const LEAST: Balance = 10;

/// Makes tokens for somebody.
pub fn mint(asset: AssetId, who: Cast, amount: Balance) {
	assert_ok!(<Assets as Mutate<_>>::mint_into(asset, &who.account(), amount));
}

/// Makes the spare tokens, and lets others spend the holder's THP and SPOT.
pub fn make_assets() {
	let assets_account = Cast::AssetsAccount;
	let holder = || Cast::Holder.account().into();
	for id in [DOOMED, EMPTY, LOOSE, ICY] {
		let owner = assets_account.account().into();
		let create = Call::force_create { id, owner, is_sufficient: false, min_balance: LEAST };
		done(create, RawOrigin::Root);
	}
	mint(DOOMED, Cast::Holder, LEAST);
	approve(DOOMED, Cast::Delegate);
	for id in [DOOMED, EMPTY] {
		done(Call::start_destroy { id }, assets_account.origin());
	}
	for id in [LOOSE, ICY] {
		done(Call::touch { id }, Cast::Holder.origin());
	}
	let who = Cast::Receiver.account().into();
	done(Call::touch_other { id: LOOSE, who }, assets_account.origin());
	done(Call::freeze { id: ICY, who: holder() }, assets_account.origin());
	done(Call::freeze_asset { id: ICY }, assets_account.origin());

	for delegate in [
		Cast::Delegate,
		Cast::Guest,
		Cast::MultisigOfOne,
		Cast::MultisigOfTwo,
		Cast::Derivative,
		Cast::Pure,
	] {
		approve(THP_ASSET, delegate);
	}
	approve(SPOT_ASSET, Cast::Delegate);
}

/// Lets somebody spend what the holder has.
fn approve(id: AssetId, delegate: Cast) {
	let delegate = delegate.account().into();
	done(Call::approve_transfer { id, delegate, amount: 5 }, Cast::Holder.origin());
}
