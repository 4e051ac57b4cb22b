//! The registers that a regulator reads (rule 14) and the public log of conversions (rule 18):
//! their entries as cells, and as files.

mod writer;

pub use writer::{Format, Origin, RegisterWriter};

use crate::{
	chain::types::{Action, Conversion, Emission, Holder},
	money, times,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
	/// Who holds THP.
	Holders,
	/// How much THP came into being, by day.
	Emissions,
	/// What Compliance and verifiers did.
	Actions,
	/// SPOT that became THP.
	Conversions,
}

impl Register {
	/// What it is called.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Holders => "holders",
			Self::Emissions => "emissions",
			Self::Actions => "actions",
			Self::Conversions => "conversions",
		}
	}

	/// What one of its entries is called.
	pub const fn entry(self) -> &'static str {
		match self {
			Self::Holders => "holder",
			Self::Emissions => "emission",
			Self::Actions => "action",
			Self::Conversions => "conversion",
		}
	}

	/// What its cells are called.
	pub const fn columns(self) -> &'static [&'static str] {
		match self {
			Self::Holders => {
				&["account", "thp", "standing", "person", "frozen", "recovery_open", "frozen_thp"]
			}
			Self::Emissions => &["number", "day", "minted_thp", "burned_thp", "issuance_thp"],
			Self::Actions => {
				&["number", "kind", "account", "counterparty", "thp", "reason", "time"]
			}
			Self::Conversions => &[
				"number",
				"time",
				"rate",
				"pairs",
				"spot",
				"thp",
				"from_reserve_thp",
				"minted_thp",
			],
		}
	}
}

/// The cells of a holder.
pub fn holder(holder: &Holder) -> Vec<Value> {
	let Holder { account, balance, standing, person, freeze } = holder;
	vec![
		json!(account.to_string()),
		json!(money::thp(*balance)),
		json!(standing.as_str()),
		json!(person.as_ref().map(hex_of)),
		json!(freeze.whole),
		json!(freeze.recovery),
		json!(money::thp(freeze.amount)),
	]
}

/// The cells of an emission.
pub fn emission(number: u32, emission: &Emission) -> Vec<Value> {
	let Emission { day, minted, burned, issuance } = *emission;
	vec![
		json!(number),
		json!(times::date(day)),
		json!(money::thp(minted)),
		json!(money::thp(burned)),
		json!(money::thp(issuance)),
	]
}

/// The cells of an action.
pub fn action(number: u64, action: &Action) -> Vec<Value> {
	let Action { kind, account, counterparty, amount, reason, at } = action;
	vec![
		json!(number),
		json!(kind.as_str()),
		json!(account.as_ref().map(AccountId32::to_string)),
		json!(counterparty.as_ref().map(AccountId32::to_string)),
		json!(money::thp(*amount)),
		json!(reason.as_ref().map(hex_of)),
		json!(times::utc(*at)),
	]
}

/// The cells of a conversion.
pub fn conversion(number: u32, conversion: &Conversion) -> Vec<Value> {
	let Conversion { at, rate, pairs, spot, amount, from_reserve, minted } = *conversion;
	vec![
		json!(number),
		json!(times::utc(at)),
		json!(rate),
		json!(pairs),
		json!(spot),
		json!(money::thp(amount)),
		json!(money::thp(from_reserve)),
		json!(money::thp(minted)),
	]
}

fn hex_of(bytes: &[u8; 32]) -> String {
	format!("0x{}", hex::encode(bytes))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::types::{ActionKind, Freeze, Standing};

	#[test]
	fn every_register_should_have_a_cell_for_each_column() {
		let somebody = Holder {
			account: AccountId32([1; 32]),
			balance: 2_500_000,
			standing: Standing::Verified,
			person: Some([2; 32]),
			freeze: Freeze { whole: false, recovery: true, amount: 7 },
		};
		let made = Emission { day: 20_777, minted: 5, burned: 2, issuance: 3 };
		let done = Action {
			kind: ActionKind::ForcedTransfer,
			account: Some(AccountId32([1; 32])),
			counterparty: None,
			amount: 1_000_000,
			reason: Some([3; 32]),
			at: 1_795_165_511_007,
		};
		let converted = Conversion {
			at: 1_795_165_511_007,
			rate: 10,
			pairs: 2,
			spot: 30,
			amount: 3_000_000,
			from_reserve: 1_250_000,
			minted: 1_750_000,
		};
		let rows = [
			(Register::Holders, holder(&somebody)),
			(Register::Emissions, emission(1, &made)),
			(Register::Actions, action(7, &done)),
			(Register::Conversions, conversion(0, &converted)),
		];
		for (register, cells) in &rows {
			assert_eq!(register.columns().len(), cells.len(), "{}", register.name());
		}
		assert_eq!(rows[1].1[1], "2026-11-20");
		assert_eq!(rows[2].1[1], "forced-transfer");
		assert_eq!(rows[2].1[3], Value::Null);
		assert_eq!(rows[2].1[6], "2026-11-20T09:05:11.007Z");
		assert_eq!(rows[3].1[5], "3.000000");
		assert_eq!(rows[3].1[7], "1.750000");
	}
}
