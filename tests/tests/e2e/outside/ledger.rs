//! What was sent, and what must follow from it.

use std::collections::BTreeMap;

/// What names a deposit: the other chain's transaction in hex, and which of its transfers.
pub type Key = (String, u32);

/// What a deposit is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
	/// Whose, by the number of the beneficiary.
	pub beneficiary: usize,
	/// `UsdtTron`, `Trx`, …, as the runtime calls it.
	pub token: &'static str,
	/// Base units.
	pub amount: u128,
}

/// Deposits, each once.
pub type Ledger = BTreeMap<Key, Entry>;

/// How many of each beneficiary and token, and their sum.
pub fn sums(ledger: &Ledger) -> BTreeMap<(usize, &'static str), (usize, u128)> {
	let mut sums = BTreeMap::new();
	for Entry { beneficiary, token, amount } in ledger.values() {
		let (count, sum) = sums.entry((*beneficiary, *token)).or_insert((0, 0));
		*count += 1;
		*sum += amount;
	}
	sums
}
