//! The Hot Pot Spot chain's state transition function.
//!
//! | part | where |
//! | --- | --- |
//! | which pallets there are, at which index | here |
//! | how each is set up, with which numbers | [`configs`], [`constants`] |
//! | which calls pass | [`filters`] |
//! | what a transaction carries | [`types::TxExtension`], [`extensions`] |
//! | how a chain starts | [`genesis`] |
//! | what nodes may ask | [`apis`] |
//!
//! Built for the host, the crate holds the Wasm blob of itself: [`WASM_BINARY`].

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]
// Code of the Wasm blob does not panic; tests, benchmarks and dry runs may.
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks", feature = "try-runtime")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::string_slice,
		clippy::unreachable
	)
)]
// The macros that assemble a runtime write public items without documentation into this file and
// into `apis`. Every other module denies them again.
#![allow(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
#[macro_use]
pub mod benchmarks;

pub mod apis;
pub mod configs;
pub mod constants;
pub mod extensions;
pub mod filters;
pub mod genesis;
pub mod migrations;
pub mod types;
pub mod weights;

use alloc::{borrow::Cow, vec::Vec};
use sp_version::RuntimeVersion;

pub use apis::RuntimeApi;
pub use types::{
	AccountId, AssetId, Balance, Block, BlockNumber, Hash, Header, Moment, Nonce, ProxyType,
	Signature, SignedPayload, TxExtension, UncheckedExtrinsic,
};

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

/// The Wasm blob of this runtime.
///
/// # Panics
///
/// If the crate was built with `SKIP_WASM_BUILD`, which is for checks only.
#[cfg(feature = "std")]
#[allow(clippy::expect_used, reason = "nodes and tests call it, never the blob")]
pub fn wasm_binary() -> &'static [u8] {
	WASM_BINARY.expect("the runtime has no Wasm blob; build again without SKIP_WASM_BUILD")
}

/// The runtime's version.
///
/// A release raises `spec_version`, and `transaction_version` too if an index or the encoding of
/// a call or an extension changed: `tests/ids.rs` shows when.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("hotpot"),
	impl_name: Cow::Borrowed("hotpot-node"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// Types for a node that does not look inside extrinsics, so that it runs any later runtime.
pub mod opaque {
	#![deny(missing_docs)]

	use super::Vec;
	use super::{AuthorityDiscovery, Babe, Grandpa, Observations};
	use crate::types::{BlockNumber, Hashing};
	use sp_runtime::{generic, impl_opaque_keys};

	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A block's header.
	pub type Header = generic::Header<BlockNumber, Hashing>;
	/// A block with extrinsics as bytes.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;

	impl_opaque_keys! {
		/// The keys of a validator's node.
		pub struct SessionKeys {
			/// Signs blocks.
			pub babe: Babe,
			/// Signs votes on finality.
			pub grandpa: Grandpa,
			/// Signs the node's addresses.
			pub authority_discovery: AuthorityDiscovery,
			/// Signs votes on what was seen outside the chain.
			pub observations: Observations,
		}
	}
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Babe = pallet_babe;
	#[runtime::pallet_index(3)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(4)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(5)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(6)]
	pub type SkipFeelessPayment = pallet_skip_feeless_payment;
	#[runtime::pallet_index(7)]
	pub type Staking = pallet_staking;
	#[runtime::pallet_index(8)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(9)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(10)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(11)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(12)]
	pub type AuthorityDiscovery = pallet_authority_discovery;

	#[runtime::pallet_index(15)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(16)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(17)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(18)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(19)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(20)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(21)]
	pub type TxPause = pallet_tx_pause;
	#[runtime::pallet_index(22)]
	pub type Sudo = pallet_sudo;
	#[runtime::pallet_index(23)]
	pub type Assets = pallet_assets;

	#[runtime::pallet_index(30)]
	pub type Owner = pallet_owner;
	#[runtime::pallet_index(31)]
	pub type Franchise = pallet_franchise;
	#[runtime::pallet_index(32)]
	pub type Checks = pallet_checks;
	#[runtime::pallet_index(33)]
	pub type Kyc = pallet_kyc;
	#[runtime::pallet_index(34)]
	pub type Compliance = pallet_compliance;
	#[runtime::pallet_index(35)]
	pub type Spot = pallet_spot;
	#[runtime::pallet_index(36)]
	pub type Loyalty = pallet_loyalty;
	#[runtime::pallet_index(37)]
	pub type Conversion = pallet_conversion;
	#[runtime::pallet_index(38)]
	pub type Distribution = pallet_distribution;
	#[runtime::pallet_index(39)]
	pub type Observations = pallet_observations;
	#[runtime::pallet_index(40)]
	pub type Deposits = pallet_deposits;
}
