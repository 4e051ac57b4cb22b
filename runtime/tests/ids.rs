//! Numbers and names that clients, stored state and signed transactions depend on.
//!
//! A change here breaks somebody. A moved call or extension needs a new `transaction_version`, a
//! moved storage item a migration. Review with `cargo insta review`.

use crate::variants;
use frame_support::traits::{PalletsInfoAccess, StorageInfoTrait};
use hotpot_runtime::{
	AllPalletsWithSystem, ProxyType, RuntimeCall, RuntimeError, RuntimeEvent, RuntimeHoldReason,
	TxExtension, VERSION,
	constants::{ASSETS_ACCOUNT, POOL_ACCOUNT, RESERVE_ACCOUNT},
	extensions::{FEELESS_PRIORITY, refusal},
};
use scale_info::{MetaType, meta_type};
use sp_runtime::traits::TransactionExtension;
use std::{collections::BTreeSet, fmt::Write};

/// The pallets of an outer enum, each with the variants of its own enum.
fn nested(outer: &MetaType) -> String {
	let mut text = String::new();
	for pallet in variants(outer) {
		writeln!(text, "{} {}", pallet.index, pallet.name).expect("a string takes it");
		for inner in pallet.fields.iter().flat_map(|field| variants(&field.ty)) {
			writeln!(text, "  {} {}", inner.index, inner.name).expect("a string takes it");
		}
	}
	text
}

#[test]
fn the_version_should_name_the_chain() {
	assert_eq!(VERSION.spec_name, "hotpot");
	assert_eq!(VERSION.impl_name, "hotpot-node");
}

#[test]
fn pallet_indices_should_not_move() {
	let pallets: Vec<_> = AllPalletsWithSystem::infos()
		.into_iter()
		.map(|info| format!("{} {} ({})", info.index, info.name, info.module_name))
		.collect();
	insta::assert_snapshot!(pallets.join("\n"));
}

#[test]
fn call_indices_should_not_move() {
	insta::assert_snapshot!(nested(&meta_type::<RuntimeCall>()));
}

#[test]
fn event_indices_should_not_move() {
	insta::assert_snapshot!(nested(&meta_type::<RuntimeEvent>()));
}

#[test]
fn error_indices_should_not_move() {
	insta::assert_snapshot!(nested(&meta_type::<RuntimeError>()));
}

#[test]
fn hold_reasons_should_not_move() {
	insta::assert_snapshot!(nested(&meta_type::<RuntimeHoldReason>()));
}

#[test]
fn proxy_types_should_not_move() {
	let types: Vec<_> = variants(&meta_type::<ProxyType>())
		.into_iter()
		.map(|variant| format!("{} {}", variant.index, variant.name))
		.collect();
	assert_eq!(types, ["0 Any", "1 NonTransfer", "2 Till", "3 Staking"]);
}

#[test]
fn storage_prefixes_should_not_move() {
	let name = |bytes: Vec<u8>| String::from_utf8(bytes).expect("names are ASCII");
	let items: Vec<_> = AllPalletsWithSystem::storage_info()
		.into_iter()
		.map(|item| {
			let prefix = sp_core::bytes::to_hex(&item.prefix, false);
			format!("{prefix} {}.{}", name(item.pallet_name), name(item.storage_name))
		})
		.collect();
	let unique: BTreeSet<_> = items.iter().map(|item| item.split(' ').next()).collect();
	assert_eq!(unique.len(), items.len(), "two items share a prefix");
	insta::assert_snapshot!(items.join("\n"));
}

#[test]
fn transaction_extensions_should_not_move() {
	let identifiers: Vec<_> = <TxExtension as TransactionExtension<RuntimeCall>>::metadata()
		.into_iter()
		.map(|extension| extension.identifier)
		.collect();
	assert_eq!(
		identifiers,
		[
			"AuthorizeCall",
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}

#[test]
fn accounts_without_keys_should_not_move() {
	assert_eq!(
		[ASSETS_ACCOUNT.0, POOL_ACCOUNT.0, RESERVE_ACCOUNT.0],
		[*b"hp/asset", *b"hp/pool_", *b"hp/resrv"]
	);
}

#[test]
fn refusal_codes_and_priority_should_not_move() {
	assert_eq!(
		[refusal::IMMORTAL, refusal::PERIOD_TOO_LONG, refusal::CALL_REFUSED],
		[200, 201, 202]
	);
	assert_eq!(FEELESS_PRIORITY, 9_223_372_036_854_775_808);
}
