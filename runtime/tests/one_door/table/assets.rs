//! Calls of the tokens' ledger.

use super::{Entry, entries};
use crate::one_door::{
	cast::Cast,
	spare::{DOOMED, EMPTY, ICY, LOOSE},
};
use hotpot_runtime::{
	AccountId, AssetId, Runtime,
	constants::{SPOT_ASSET, THP_ASSET},
};
use sp_runtime::MultiAddress;

type Call = pallet_assets::Call<Runtime>;
type Address = MultiAddress<AccountId, ()>;

/// Calls of the ledger.
pub fn calls() -> Vec<Entry> {
	let both = [THP_ASSET, SPOT_ASSET];
	let theft = both.into_iter().flat_map(theft);
	let power = both.into_iter().flat_map(power);
	let rest = others();
	entries(theft.chain(power).chain(rest))
}

fn guest() -> Address {
	Cast::Guest.account().into()
}

fn holder() -> Address {
	Cast::Holder.account().into()
}

fn delegate() -> Address {
	Cast::Delegate.account().into()
}

/// What takes or makes tokens.
fn theft(id: AssetId) -> Vec<Call> {
	let amount = 1;
	vec![
		Call::mint { id, beneficiary: guest(), amount },
		Call::burn { id, who: holder(), amount },
		Call::transfer { id, target: guest(), amount },
		Call::transfer_keep_alive { id, target: guest(), amount },
		Call::transfer_all { id, dest: guest(), keep_alive: false },
		Call::force_transfer { id, source: holder(), dest: guest(), amount },
		Call::approve_transfer { id, delegate: guest(), amount },
		Call::cancel_approval { id, delegate: delegate() },
		Call::force_cancel_approval { id, owner: holder(), delegate: delegate() },
		Call::transfer_approved { id, owner: holder(), destination: guest(), amount },
	]
}

/// What takes power over tokens, or harms all of them.
fn power(id: AssetId) -> Vec<Call> {
	let (name, symbol, decimals) = (b"Fake".to_vec(), b"FAKE".to_vec(), 0);
	vec![
		Call::start_destroy { id },
		Call::freeze { id, who: holder() },
		Call::block { id, who: holder() },
		Call::freeze_asset { id },
		Call::transfer_ownership { id, owner: guest() },
		Call::set_team { id, issuer: guest(), admin: guest(), freezer: guest() },
		Call::set_metadata { id, name: name.clone(), symbol: symbol.clone(), decimals },
		Call::clear_metadata { id },
		Call::force_set_metadata { id, name, symbol, decimals, is_frozen: false },
		Call::force_clear_metadata { id },
		Call::force_asset_status {
			id,
			owner: guest(),
			issuer: guest(),
			admin: guest(),
			freezer: guest(),
			min_balance: 1,
			is_sufficient: true,
			is_frozen: false,
		},
		Call::set_reserves { id, reserves: vec![()].try_into().expect("room for one") },
	]
}

/// What only tokens in other states allow.
fn others() -> Vec<Call> {
	let new = 14;
	vec![
		Call::force_create { id: new, owner: guest(), is_sufficient: true, min_balance: 1 },
		Call::destroy_accounts { id: DOOMED },
		Call::destroy_approvals { id: DOOMED },
		Call::finish_destroy { id: EMPTY },
		Call::thaw { id: ICY, who: holder() },
		Call::thaw_asset { id: ICY },
		Call::touch { id: LOOSE },
		Call::touch_other { id: LOOSE, who: guest() },
		Call::refund { id: LOOSE, allow_burn: true },
		Call::refund_other { id: LOOSE, who: Cast::Receiver.account().into() },
		Call::set_min_balance { id: LOOSE, min_balance: 1 },
	]
}
