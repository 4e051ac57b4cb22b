//! `hotpot deposits show`: the ledger of one beneficiary.

use super::{Node, hex_text};
use crate::output::{self, Output};
use anyhow::ensure;
use hotpot_cli::{
	chain::{
		State,
		types::{DepositLine, DepositSums, Token},
	},
	keys, money,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

/// Everything that is shown.
struct Ledger {
	beneficiary: AccountId32,
	sums: Vec<(Token, DepositSums)>,
	count: u32,
	/// The last lines, the latest first.
	lines: Vec<(u32, DepositLine)>,
}

pub(super) async fn show(
	beneficiary: &str,
	last: u32,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let beneficiary = keys::parse_address(beneficiary)?;
	let state = node.connect().await?.state().await?;
	let ledger = Ledger::read(beneficiary, last, &state).await?;
	output.show(&ledger.json(), || ledger.text());
	Ok(())
}

impl Ledger {
	async fn read(beneficiary: AccountId32, last: u32, state: &State) -> anyhow::Result<Self> {
		let mut sums = Vec::new();
		for token in Token::ALL {
			sums.push((*token, state.deposited(&beneficiary, *token).await?));
		}
		let count = state.deposit_count(&beneficiary).await?;
		let (mut lines, mut from) = (Vec::new(), count.saturating_sub(last));
		while from < count {
			let page = state.deposit_lines(&beneficiary, from).await?;
			let next = page.last().map_or(from, |(number, _)| number.saturating_add(1));
			ensure!(next > from, "the node does not give the lines from number {from} on");
			lines.extend(page);
			from = next;
		}
		lines.reverse();
		Ok(Self { beneficiary, sums, count, lines })
	}

	fn json(&self) -> Value {
		let sums = self.sums.iter().map(|(token, sums)| {
			json!({
				"token": token.as_str(),
				"credited": amount(*token, sums.credited),
				"not_counted": amount(*token, sums.uncounted),
			})
		});
		json!({
			"beneficiary": self.beneficiary.to_string(),
			"sums": sums.collect::<Vec<_>>(),
			"line_count": self.count,
			"lines": self.lines.iter().map(|(number, line)| line_json(*number, line))
				.collect::<Vec<_>>(),
		})
	}

	fn text(&self) -> String {
		if self.count == 0 {
			return format!("Nothing was deposited for {}.", self.beneficiary);
		}
		let any = |sums: &DepositSums| sums.credited > 0 || sums.uncounted > 0;
		let rows = self.sums.iter().filter(|(_, sums)| any(sums)).map(|(token, sums)| {
			vec![
				token.title().to_owned(),
				amount(*token, sums.credited),
				amount(*token, sums.uncounted),
			]
		});
		let table = output::table(&["token", "credited", "not counted"], 1, rows.collect());
		let shown = match self.lines.len() {
			shown if u32::try_from(shown) == Ok(self.count) => format!("{shown}"),
			shown => format!("the last {shown} of {}", self.count),
		};
		let mut parts = vec![format!("{}\n{table}\nLines: {shown}.", self.beneficiary)];
		parts.extend(self.lines.iter().map(|(number, line)| line_text(*number, line)));
		parts.join("\n\n")
	}
}

/// An amount in token units, with all digits.
pub(super) fn amount(token: Token, units: u128) -> String {
	money::format(units, token.decimals())
}

/// A line of the ledger as JSON.
pub(super) fn line_json(number: u32, line: &DepositLine) -> Value {
	json!({
		"number": number,
		"token": line.token.as_str(),
		"amount": amount(line.token, line.amount),
		"counted": line.is_counted,
		"purpose": line.purpose,
		"from": line.from.to_string(),
		"to": line.to.to_string(),
		"transaction": hex::encode(line.transaction),
		"index": line.index,
		"at": line.at,
		"recorded_at": line.recorded_at,
		"fact": hex_text(&line.fact),
	})
}

fn line_text(number: u32, line: &DepositLine) -> String {
	let counted = if line.is_counted { "counted" } else { "not counted" };
	let amount = amount(line.token, line.amount);
	output::list(&[
		("line", format!("{number}, {counted}")),
		("amount", format!("{amount} {}", line.token.title())),
		("from", line.from.to_string()),
		("to", format!("{}, purpose {}", line.to, line.purpose)),
		("transaction", format!("{}, index {}", hex::encode(line.transaction), line.index)),
		("at", output::time(line.at)),
		("agreed on", output::time(line.recorded_at)),
		("fact", hex_text(&line.fact)),
	])
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::ForeignAccount;

	const AT: u64 = 1_795_165_511_000;

	fn ledger() -> Ledger {
		let from = ForeignAccount::Ton { workchain: 0, id: [1; 32] };
		let to = ForeignAccount::Ton { workchain: -1, id: [2; 32] };
		let line = DepositLine {
			fact: [3; 32],
			token: Token::Ton,
			amount: 1_500_000_000,
			is_counted: false,
			purpose: 4,
			from,
			to,
			transaction: [0xab; 32],
			index: 0,
			at: AT,
			recorded_at: AT + 9_000,
		};
		let usdt = DepositLine { token: Token::UsdtTon, is_counted: true, ..line.clone() };
		let sums = Token::ALL.iter().map(|token| {
			let sums = match token {
				Token::Ton => DepositSums { credited: 0, uncounted: 1_500_000_000 },
				Token::UsdtTon => DepositSums { credited: 1_500_000_000, uncounted: 0 },
				_ => DepositSums { credited: 0, uncounted: 0 },
			};
			(*token, sums)
		});
		Ledger {
			beneficiary: AccountId32([1; 32]),
			sums: sums.collect(),
			count: 3,
			lines: vec![(2, usdt), (1, line)],
		}
	}

	#[test]
	fn a_ledger_should_tell_everything_in_the_units_of_its_tokens() {
		let text = ledger().text();
		for part in [
			"1.500000000 TON",
			"1500.000000 USDT on TON",
			"the last 2 of 3",
			"1, not counted",
			"2, counted",
			"purpose 4",
			"2026-11-20 09:05:11 UTC",
			"2026-11-20 09:05:20 UTC",
			&"ab".repeat(32),
			&ForeignAccount::Ton { workchain: -1, id: [2; 32] }.to_string(),
		] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		assert!(!text.contains("TRX") && !text.contains("0xab"), "{text}");
		let nothing = Ledger { count: 0, lines: Vec::new(), ..ledger() };
		assert!(nothing.text().starts_with("Nothing was deposited for 5"));
	}

	#[test]
	fn a_ledger_as_json_should_have_every_token() {
		let value = ledger().json();
		assert_eq!(value["sums"].as_array().map(Vec::len), Some(Token::ALL.len()));
		assert_eq!(value["sums"][3]["token"], "ton");
		assert_eq!(value["sums"][3]["not_counted"], "1.500000000");
		assert_eq!(value["line_count"], 3);
		assert_eq!(value["lines"][0]["amount"], "1500.000000");
		assert_eq!(value["lines"][1]["counted"], false);
		assert_eq!(value["lines"][1]["transaction"], "ab".repeat(32));
	}
}
