//! The numbers the runtime is made of, each with its unit and its reason.

#![deny(missing_docs)]

use crate::types::{AccountId, AssetId, Balance, BlockNumber, Moment};
use frame_support::{PalletId, weights::constants::WEIGHT_REF_TIME_PER_MILLIS};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::{Perbill, traits::AccountIdConversion};

/// Base units of one POT, the coin for fees and stake: 12 decimals (domain.md "Units").
pub const POT: Balance = 1_000_000_000_000;
/// Base units of a thousandth of a POT.
pub const MILLIPOT: Balance = POT / 1_000;
/// Base units of a millionth of a POT.
pub const MICROPOT: Balance = POT / 1_000_000;

/// The least an account may hold, in POT base units: the fee of one transfer.
///
/// An account that lives on its balance thus costs its maker at least what a transaction does, and
/// a million of them lock 1 000 POT, while nobody loses more than a fee to dust. Check wallets and
/// tills need no balance: they live by reference.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLIPOT;
/// POT base units held for one storage item: ten transfers, enough that filling the state costs
/// more than filling blocks.
pub const DEPOSIT_PER_ITEM: Balance = 10 * MILLIPOT;
/// POT base units held for one byte in storage: 105 POT a MiB.
pub const DEPOSIT_PER_BYTE: Balance = 100 * MICROPOT;

/// POT base units to hold for `items` storage items with `bytes` bytes together, keys included.
pub const fn deposit(items: Balance, bytes: Balance) -> Balance {
	items.saturating_mul(DEPOSIT_PER_ITEM).saturating_add(bytes.saturating_mul(DEPOSIT_PER_BYTE))
}

/// POT base units of fee for one picosecond of declared compute.
///
/// A transfer declares about 350 µs with its extensions, so pays 0.0007 POT for them (rule 37);
/// a day of full blocks costs 65 000 POT.
pub const FEE_PER_REF_TIME: Balance = 2;
/// POT base units of fee for one byte of an extrinsic: about 0.00015 POT for a transfer.
pub const FEE_PER_BYTE: Balance = MICROPOT;
/// What an operational call's fee counts for in the pool's order, against a tip.
pub const OPERATIONAL_FEE_MULTIPLIER: u8 = 5;
/// The author's share of fees and tips; the rest is burned (rule 40). Authors live on fees and era
/// payout while the network is small, so all of it is theirs.
pub const AUTHOR_FEE_SHARE: Perbill = Perbill::from_percent(100);

/// Milliseconds between two slots.
pub const SLOT_DURATION: Moment = 3_000;
/// Blocks of a minute, if no slot stays empty.
pub const MINUTES: BlockNumber = 20;
/// Blocks of an hour, if no slot stays empty.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks of a day, if no slot stays empty.
pub const DAYS: BlockNumber = 24 * HOURS;
/// Slots of an epoch, which is a session: 10 minutes. Can't change on a running chain.
pub const EPOCH_DURATION: u64 = 200;
/// How BABE hands out slots at genesis: one in four is won by lot, the others go round by secret
/// draw, so that no slot stays without an author and none is known long before.
pub const BABE_EPOCH_CONFIG: BabeEpochConfiguration =
	BabeEpochConfiguration { c: (1, 4), allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots };

/// Blocks whose hashes the chain remembers, hence the longest life of a transaction: 3.4 hours.
pub const BLOCK_HASH_COUNT: BlockNumber = 4_096;
/// Blocks that transactions of our own clients live (rule 36).
pub const ERA_PERIOD: u64 = 256;

/// Picoseconds of compute in a block: half a slot, the rest is for the network and importing.
pub const MAX_BLOCK_REF_TIME: u64 = 1_500 * WEIGHT_REF_TIME_PER_MILLIS;
/// The share of a block that ordinary calls may fill; operational ones always find room.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// Bytes of a block's extrinsics.
pub const MAX_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

/// Fewest validators of a production network (rule 36).
pub const MIN_VALIDATORS: u32 = 3;
/// Most validators (rule 36).
pub const MAX_VALIDATORS: u32 = 21;
/// Room for consensus keys: the validators, and some that a change of the set leaves behind.
pub const MAX_AUTHORITIES: u32 = 32;
/// Most accounts of another chain that are watched at a time: what a worker can read within the free
/// limits of public endpoints.
pub const MAX_WATCHED_ACCOUNTS: u32 = 10_000;
/// Most accounts that may offer to validate. An election fails when there are more.
pub const MAX_VALIDATOR_CANDIDATES: u32 = 100;
/// Most nominators; the election in one block must see all of them.
pub const MAX_NOMINATORS: u32 = 1_000;
/// Most nominators paid by one `payout_stakers` call.
pub const MAX_EXPOSURE_PAGE_SIZE: u32 = 64;
/// Most validators one nominator may name.
pub const MAX_NOMINATIONS: u32 = 16;
/// Sessions of an era: an hour.
pub const SESSIONS_PER_ERA: u32 = 6;
/// Eras until unbonded stake is free: 7 days, as long as an equivocation may be reported.
pub const BONDING_DURATION: u32 = 168;
/// Eras until a slash is taken: 2 days in which the owner can cancel a wrong one.
pub const SLASH_DEFER_DURATION: u32 = 48;
/// Eras whose rewards can still be paid out: 14 days.
pub const HISTORY_DEPTH: u32 = 336;
/// POT created for validators in a year, as a share of all POT (rule 40).
pub const ANNUAL_INFLATION: Perbill = Perbill::from_percent(5);
/// Milliseconds of an era that are paid at most: an outage does not earn a reward.
pub const MAX_PAID_ERA_DURATION: Moment = 4 * 60 * 60 * 1_000;
/// POT base units a validator must bond.
pub const MIN_VALIDATOR_BOND: Balance = 10_000 * POT;
/// POT base units a nominator must bond.
pub const MIN_NOMINATOR_BOND: Balance = 100 * POT;

/// Blocks that one call enters or extends safe mode for.
pub const SAFE_MODE_DURATION: BlockNumber = DAYS;

/// Tills that one restaurant may ever have, closed ones included.
pub const MAX_TILLS_PER_NODE: u32 = 1_000;

/// THP, the security token.
pub const THP_ASSET: AssetId = 1;
/// Decimals of THP (domain.md "Units").
pub const THP_DECIMALS: u8 = 6;
/// SPOT, the soulbound token.
pub const SPOT_ASSET: AssetId = 2;
/// Decimals of SPOT (domain.md "Units").
pub const SPOT_DECIMALS: u8 = 0;

/// Names the keyless account that owns both assets.
pub const ASSETS_ACCOUNT: PalletId = PalletId(*b"hp/asset");
/// Names the keyless account of the pool: unused THP waiting for distribution.
pub const POOL_ACCOUNT: PalletId = PalletId(*b"hp/pool_");
/// Names the keyless account of the network reserve: unused THP of the network.
pub const RESERVE_ACCOUNT: PalletId = PalletId(*b"hp/resrv");

/// The keyless account that owns both assets.
pub fn assets_account() -> AccountId {
	ASSETS_ACCOUNT.into_account_truncating()
}

const _: () = assert!(MAX_VALIDATORS <= MAX_AUTHORITIES);
const _: () = assert!(MAX_VALIDATORS <= MAX_VALIDATOR_CANDIDATES);
const _: () = assert!(SLASH_DEFER_DURATION < BONDING_DURATION);
const _: () = assert!(BONDING_DURATION < HISTORY_DEPTH);
