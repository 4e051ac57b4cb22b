//! What the ledger of tokens says, and what became of it.

use codec::DecodeAll;
use hotpot_runtime::{AccountId, Assets, Balance, Runtime, constants::THP_ASSET};
use pallet_assets::{AccountStatus, AssetAccount, AssetDetails, ExistenceReason};
use sp_core::bytes::to_hex;
use std::collections::{BTreeMap, BTreeSet};

type Item = Option<Vec<u8>>;

/// Everything that the tokens' pallet stores.
#[derive(PartialEq)]
pub struct Ledger(BTreeMap<Vec<u8>, Vec<u8>>);

/// What became of a ledger.
#[derive(Debug, PartialEq)]
pub enum Change {
	/// So much THP went from one account to another, and nothing else happened.
	Moved { from: AccountId, to: AccountId, amount: Balance },
	/// So much THP was made, and nothing else happened.
	Minted { to: AccountId, amount: Balance },
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

	/// What became of it.
	pub fn change(&self) -> Option<Change> {
		let now = Self::now();
		(now != *self).then(|| Difference::between(self, &now).judged())
	}
}

/// What is different between two ledgers.
#[derive(Debug, Default)]
struct Difference {
	gained: Vec<(AccountId, Balance)>,
	lost: Vec<(AccountId, Balance)>,
	minted: Balance,
	burned: Balance,
	/// Keys of whatever is neither a balance of THP nor its supply.
	strange: Vec<String>,
}

impl Difference {
	fn between(before: &Ledger, after: &Ledger) -> Self {
		type Accounts = pallet_assets::Account<Runtime>;
		let supply = pallet_assets::Asset::<Runtime>::hashed_key_for(THP_ASSET);
		let mut balances = Accounts::hashed_key_for(THP_ASSET, AccountId::new([0; 32]));
		balances.truncate(balances.len() - 48);

		let mut difference = Self::default();
		for key in before.0.keys().chain(after.0.keys()).collect::<BTreeSet<_>>() {
			let (old, new) = (before.0.get(key).cloned(), after.0.get(key).cloned());
			if old == new {
				continue;
			}
			let is_plain = if *key == supply {
				difference.add_supply(old, new)
			} else if key.starts_with(&balances) {
				difference.add_balance(key, old, new)
			} else {
				false
			};
			if !is_plain {
				difference.strange.push(to_hex(key, true));
			}
		}
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

	fn judged(self) -> Change {
		if self.strange.is_empty() && self.burned == 0 {
			match (&self.lost[..], &self.gained[..]) {
				([(from, lost)], [(to, amount)]) if lost == amount && self.minted == 0 => {
					let (from, to) = (from.clone(), to.clone());
					return Change::Moved { from, to, amount: *amount };
				}
				([], [(to, amount)]) if self.minted == *amount => {
					return Change::Minted { to: to.clone(), amount: *amount };
				}
				_ => {}
			}
		}
		Change::Other(format!("{self:?}"))
	}
}
