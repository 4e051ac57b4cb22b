//! What the ledger of tokens says, and what became of it.

use codec::DecodeAll;
use hotpot_runtime::{
	AccountId, AssetId, Assets, Balance, Runtime,
	constants::{SPOT_ASSET, THP_ASSET},
};
use pallet_assets::{AccountStatus, AssetAccount, AssetDetails, ExistenceReason};
use sp_core::bytes::to_hex;
use std::collections::{BTreeMap, BTreeSet};

type Item = Option<Vec<u8>>;

/// Everything that the tokens' pallet stores.
#[derive(PartialEq)]
pub struct Ledger(BTreeMap<Vec<u8>, Vec<u8>>);

/// What became of one token.
#[derive(Debug, PartialEq)]
pub enum Change {
	/// So much of it went from one account to another, and nothing else happened to it.
	Moved { asset: AssetId, from: AccountId, to: AccountId, amount: Balance },
	/// So much of it was made, and nothing else happened to it.
	Minted { asset: AssetId, to: AccountId, amount: Balance },
	/// So much of it was destroyed, and nothing else happened to it.
	Burned { asset: AssetId, from: AccountId, amount: Balance },
	/// Anything else.
	Other(String),
}

impl Ledger {
	/// The ledger as it is.
	pub fn now() -> Self {
		use frame_support::traits::PalletInfoAccess;
		let prefix = sp_io::hashing::twox_128(Assets::name().as_bytes());
		let mut items = BTreeMap::new();
		let mut key = prefix.to_vec();
		while let Some(next) = sp_io::storage::next_key(&key) {
			if !next.starts_with(&prefix) {
				break;
			}
			let value = sp_io::storage::get(&next).expect("the key was found a moment ago");
			items.insert(next.clone(), value.to_vec());
			key = next;
		}
		Self(items)
	}

	/// What became of it since: of THP first, then of SPOT. Nothing if it is the same.
	pub fn changes(&self) -> Vec<Change> {
		let now = Self::now();
		let mut unknown: BTreeSet<_> = self
			.0
			.keys()
			.chain(now.0.keys())
			.filter(|key| self.0.get(*key) != now.0.get(*key))
			.collect();
		let mut changes = Vec::new();
		for asset in [THP_ASSET, SPOT_ASSET] {
			let difference = Difference::of(asset, self, &now, &mut unknown);
			changes.extend(difference.judged(asset));
		}
		if !unknown.is_empty() {
			let keys: Vec<_> = unknown.into_iter().map(|key| to_hex(key, true)).collect();
			changes.push(Change::Other(format!("{keys:?}")));
		}
		changes
	}
}

/// What is different between two ledgers, of one token.
#[derive(Debug, Default)]
struct Difference {
	gained: Vec<(AccountId, Balance)>,
	lost: Vec<(AccountId, Balance)>,
	minted: Balance,
	burned: Balance,
}

impl Difference {
	/// Leaves in `unknown` what is neither a balance of the token nor its supply.
	fn of(
		asset: AssetId,
		before: &Ledger,
		after: &Ledger,
		unknown: &mut BTreeSet<&Vec<u8>>,
	) -> Self {
		type Accounts = pallet_assets::Account<Runtime>;
		let supply = pallet_assets::Asset::<Runtime>::hashed_key_for(asset);
		let mut balances = Accounts::hashed_key_for(asset, AccountId::new([0; 32]));
		balances.truncate(balances.len() - 48);

		let mut difference = Self::default();
		unknown.retain(|key| {
			let (old, new) = (before.0.get(*key).cloned(), after.0.get(*key).cloned());
			let is_plain = if **key == supply {
				difference.add_supply(old, new)
			} else if key.starts_with(&balances) {
				difference.add_balance(key, old, new)
			} else {
				false
			};
			!is_plain
		});
		difference
	}

	/// Takes a balance in. Says whether nothing but the balance changed.
	fn add_balance(&mut self, key: &[u8], old: Item, new: Item) -> bool {
		type Account = AssetAccount<Balance, Balance, (), AccountId>;
		let read = |item: Item| match item {
			Some(bytes) => Account::decode_all(&mut &bytes[..]).ok(),
			None => Some(Account {
				balance: 0,
				status: AccountStatus::Liquid,
				reason: ExistenceReason::Sufficient,
				extra: (),
			}),
		};
		let (Some(old), Some(new)) = (read(old), read(new)) else { return false };
		let who: [u8; 32] = key[key.len() - 32..].try_into().expect("32 bytes");
		let who = AccountId::new(who);
		if new.balance > old.balance {
			self.gained.push((who, new.balance - old.balance));
		} else if new.balance < old.balance {
			self.lost.push((who, old.balance - new.balance));
		}
		Account { balance: 0, ..old } == Account { balance: 0, ..new }
	}

	/// Takes the supply in. Says whether nothing changed but what follows from balances.
	fn add_supply(&mut self, old: Item, new: Item) -> bool {
		type Details = AssetDetails<Balance, AccountId, Balance>;
		let read = |item: Item| Details::decode_all(&mut &item?[..]).ok();
		let (Some(old), Some(new)) = (read(old), read(new)) else { return false };
		self.minted = new.supply.saturating_sub(old.supply);
		self.burned = old.supply.saturating_sub(new.supply);
		let rest = |details| Details { supply: 0, accounts: 0, sufficients: 0, ..details };
		rest(old) == rest(new)
	}

	fn judged(self, asset: AssetId) -> Option<Change> {
		let Self { lost, gained, minted, burned } = &self;
		match (&lost[..], &gained[..], *minted, *burned) {
			([], [], 0, 0) => None,
			([(from, lost)], [(to, amount)], 0, 0) if lost == amount => {
				let (from, to) = (from.clone(), to.clone());
				Some(Change::Moved { asset, from, to, amount: *amount })
			}
			([], [(to, amount)], minted, 0) if minted == *amount => {
				Some(Change::Minted { asset, to: to.clone(), amount: *amount })
			}
			([(from, amount)], [], 0, burned) if burned == *amount => {
				Some(Change::Burned { asset, from: from.clone(), amount: *amount })
			}
			_ => Some(Change::Other(format!("{asset}: {self:?}"))),
		}
	}
}
