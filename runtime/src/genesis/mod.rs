//! Genesis presets, as patches to the default genesis.
//!
//! | preset | validators | Root key | owner |
//! | --- | --- | --- | --- |
//! | `development` | Alice | Alice | [`DEV_OWNER`] |
//! | `local_testnet` | Alice, Bob, Charlie | Alice | [`DEV_OWNER`] |
//! | `local_testnet_4` | Alice, Bob, Charlie, Dave | Alice | [`DEV_OWNER`] |
//! | `staging` | three placeholders | none | a placeholder |

#![deny(missing_docs)]

pub mod development;
pub mod local_testnet;
pub mod staging;

use crate::{
	AssetsConfig, BabeConfig, BalancesConfig, ChecksConfig, ComplianceConfig, ConversionConfig,
	DistributionConfig, KycConfig, LoyaltyConfig, OwnerConfig, RuntimeGenesisConfig, SessionConfig,
	StakingConfig, SudoConfig,
	constants::{
		BABE_EPOCH_CONFIG, MAX_NOMINATORS, MAX_VALIDATOR_CANDIDATES, MIN_NOMINATOR_BOND,
		MIN_VALIDATOR_BOND, POT, SPOT_ASSET, SPOT_DECIMALS, THP_ASSET, THP_DECIMALS,
		assets_account,
	},
	opaque::SessionKeys,
	types::{AccountId, Balance},
};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use hotpot_primitives::traits::{Level, Role};
use pallet_kyc::Licence;
use pallet_staking::StakerStatus;
use sp_core::hex2array;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::Perbill;

/// One validator, for a single developer.
pub const DEVELOPMENT: &str = sp_genesis_builder::DEV_RUNTIME_PRESET;
/// Three validators with well-known keys: the number that the network is ordered with.
pub const LOCAL_TESTNET: &str = sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET;
/// Four validators with well-known keys: the fewest of which one may fail (rule 36).
pub const LOCAL_TESTNET_4: &str = "local_testnet_4";
/// A form to fill in for a real network.
pub const STAGING: &str = "staging";

/// The network owner of development and local test networks: `//owner` below the development
/// phrase (rule 39).
pub const DEV_OWNER: AccountId =
	AccountId::new(hex2array!("d6e8e5a8eec2b89803be1768d89892698e68c0a2d9428c04f9cacba05333cc78"));

/// The officer of Compliance of development and local test networks: `//compliance` below the
/// development phrase.
pub const DEV_COMPLIANCE: AccountId =
	AccountId::new(hex2array!("4cc0d7ff714bbd9998748aa52529dbf5bb84924e7ca218199bee442f3e69e11d"));

/// The verifiers of development and local test networks: `//verifier//1` to `//verifier//3` below the
/// development phrase. Three, because two others must clear a hit (rule 8).
pub const DEV_VERIFIERS: [AccountId; 3] = [
	AccountId::new(hex2array!("080fd4146ac275a759ec4d404bc94bc7ddc5b0fe1e450832733d08f2f4b10372")),
	AccountId::new(hex2array!("e2823aa8f1f1ce35bcd8b64a85643bca1d6703c021d8b508f02ccb006627b16f")),
	AccountId::new(hex2array!("0e2a7f21d2f93cde7bd2911e26c854b4017069b88555b96e36949e767b1cbb0c")),
];

/// What the verifiers of development and local test networks may do.
pub const DEV_LICENCE: Licence =
	Licence { max_level: Level::Premium, may_clear: true, max_persons: 1_000_000 };

/// POT base units that a validator's stash holds at genesis.
pub const STASH_ENDOWMENT: Balance = 1_000_000 * POT;
/// POT base units of it that are bonded. The other half stays free for fees.
pub const GENESIS_STAKE: Balance = 500_000 * POT;
/// The largest share of a slash that reporters may get; staking gives half of it, 5 %, for the
/// first offence of a validator in an era. The rest is burned.
pub const SLASH_REWARD_FRACTION: Perbill = Perbill::from_percent(10);

/// Checks that a till of a development or local network may record of one day: enough for
/// `scripts/bench checks`.
pub const LOAD_TEST_CHECKS_PER_DAY: u32 = 10_000_000;

/// A validator at genesis.
pub struct Validator {
	/// Holds the stake and gets the rewards.
	pub stash: AccountId,
	/// Sign blocks and votes.
	pub keys: SessionKeys,
}

impl Validator {
	/// A validator with well-known keys.
	pub fn well_known(
		authority: Sr25519Keyring,
		finality: Ed25519Keyring,
		stash: Sr25519Keyring,
	) -> Self {
		Self {
			stash: stash.to_account_id(),
			keys: SessionKeys {
				babe: authority.public().into(),
				grandpa: finality.public().into(),
				authority_discovery: authority.public().into(),
				observations: authority.public().into(),
			},
		}
	}
}

/// What makes one network different from another.
pub struct Network {
	/// The first validators, all elected until more apply.
	pub validators: Vec<Validator>,
	/// Fewer elected validators than this keep the old set in office.
	pub min_validators: u32,
	/// The network owner.
	pub owner: AccountId,
	/// How checks are recorded, claimed, voided and expired.
	pub checks: pallet_checks::Settings,
	/// How persons are attested, and how long that holds.
	pub kyc: pallet_kyc::Settings,
	/// What THP may move.
	pub compliance: pallet_compliance::Settings,
	/// What earns SPOT.
	pub loyalty: pallet_loyalty::Settings,
	/// What SPOT is converted at.
	pub conversion: pallet_conversion::Settings,
	/// How rounds of the distribution follow one another.
	pub distribution: pallet_distribution::Settings,
	/// The first verifiers. Where there are none, the owner registers them.
	pub verifiers: Vec<(AccountId, Licence)>,
	/// The first officer of Compliance. Where there is none, the owner gives the role.
	pub officer: Option<AccountId>,
	/// Who may act as Root.
	pub root: Option<AccountId>,
	/// Who holds how many POT base units. Their sum is the supply.
	pub endowments: Vec<(AccountId, Balance)>,
}

/// Names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	Vec::from([DEVELOPMENT, LOCAL_TESTNET, LOCAL_TESTNET_4, STAGING].map(PresetId::from))
}

/// The patch of a preset, as JSON.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	let network = match id.as_str() {
		DEVELOPMENT => development::network(),
		LOCAL_TESTNET => local_testnet::network(local_testnet::Size::Three),
		LOCAL_TESTNET_4 => local_testnet::network(local_testnet::Size::Four),
		STAGING => staging::network(),
		_ => return None,
	};
	Some(patch(network).to_string().into_bytes())
}

fn patch(network: Network) -> serde_json::Value {
	let validator_count = u32::try_from(network.validators.len()).unwrap_or(u32::MAX);
	let stakers = network
		.validators
		.iter()
		.map(|Validator { stash, .. }| {
			(stash.clone(), stash.clone(), GENESIS_STAKE, StakerStatus::Validator)
		})
		.collect();
	let keys = network
		.validators
		.into_iter()
		.map(|Validator { stash, keys }| (stash.clone(), stash, keys))
		.collect();

	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: network.endowments },
		assets: AssetsConfig { assets: assets(), metadata: metadata() },
		babe: BabeConfig { epoch_config: BABE_EPOCH_CONFIG },
		session: SessionConfig { keys },
		staking: StakingConfig {
			validator_count,
			minimum_validator_count: network.min_validators,
			slash_reward_fraction: SLASH_REWARD_FRACTION,
			stakers,
			min_nominator_bond: MIN_NOMINATOR_BOND,
			min_validator_bond: MIN_VALIDATOR_BOND,
			max_validator_count: Some(MAX_VALIDATOR_CANDIDATES),
			max_nominator_count: Some(MAX_NOMINATORS),
		},
		sudo: SudoConfig { key: network.root },
		owner: OwnerConfig { owner: Some(network.owner) },
		checks: ChecksConfig { settings: network.checks },
		kyc: KycConfig {
			settings: network.kyc,
			verifiers: network.verifiers,
			roles: network.officer.into_iter().map(|who| (who, Role::Compliance)).collect(),
		},
		compliance: ComplianceConfig { settings: network.compliance },
		loyalty: LoyaltyConfig { settings: network.loyalty },
		conversion: ConversionConfig { settings: network.conversion },
		distribution: DistributionConfig { settings: network.distribution },
	})
}

/// Both assets: number, owner, whether sufficient, least balance (domain.md "Units").
fn assets() -> Vec<(u32, AccountId, bool, Balance)> {
	vec![(THP_ASSET, assets_account(), true, 1), (SPOT_ASSET, assets_account(), true, 1)]
}

/// Both assets' metadata: number, name, symbol, decimals.
fn metadata() -> Vec<(u32, Vec<u8>, Vec<u8>, u8)> {
	vec![
		(THP_ASSET, b"The Hot Pot Spot".to_vec(), b"THP".to_vec(), THP_DECIMALS),
		(SPOT_ASSET, b"Hot Pot Spot point".to_vec(), b"SPOT".to_vec(), SPOT_DECIMALS),
	]
}
