//! `hotpot observations open` and `fact`.

use super::{Node, bytes_argument, hex_text, ledger};
use crate::{
	exit::No,
	output::{self, Output},
};
use anyhow::ensure;
use hotpot_cli::{
	chain::{
		State,
		types::{AppliedFact, Candidate, Claim, Deposit, DepositLine, OpenFact},
	},
	times,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

/// A fact that is voted on.
pub(super) type Open = ([u8; 32], OpenFact);

/// Where a deposit stands in the ledger.
type Entry = (AccountId32, u32, DepositLine);

/// Who votes, and what time it is.
struct Now {
	keys: Vec<AccountId32>,
	at: u64,
}

pub(super) async fn list(limit: u32, node: &Node, output: &Output) -> anyhow::Result<()> {
	let state = node.connect().await?.state().await?;
	let now = Now::read(&state).await?;
	let mut open = read(limit.saturating_add(1), &state).await?;
	let limit = usize::try_from(limit).unwrap_or(usize::MAX);
	let is_more = open.len() > limit;
	open.truncate(limit);
	open.sort_by_key(|(fact, open)| (open.expires_at, *fact));
	let value = json!({
		"facts": open.iter().map(|(fact, open)| now.json(fact, open)).collect::<Vec<_>>(),
		"more": is_more,
	});
	output.show(&value, || {
		let mut parts: Vec<String> = open.iter().map(|(fact, open)| now.text(fact, open)).collect();
		if is_more {
			parts.push("There are more: use --limit.".to_owned());
		} else if parts.is_empty() {
			parts.push("No fact is voted on.".to_owned());
		}
		parts.join("\n\n")
	});
	Ok(())
}

pub(super) async fn show(fact: &str, node: &Node, output: &Output) -> anyhow::Result<()> {
	let fact = bytes_argument(fact)?;
	let state = node.connect().await?.state().await?;
	if let Some(open) = state.open_fact(&fact).await? {
		let now = Now::read(&state).await?;
		output.show(&now.json(&fact, &open), || now.text(&fact, &open));
		return Ok(());
	}
	let Some(applied) = state.applied_fact(&fact).await? else {
		let value = json!({ "fact": hex_text(&fact), "state": "unknown" });
		output.show(&value, || {
			"The chain does not know this fact: nobody voted on it, it expired, it was dropped, or \
			 what was agreed on is forgotten."
				.to_owned()
		});
		return Err(No.into());
	};
	let entry = state.deposit_of(&fact).await?;
	output.show(&applied_json(&fact, &applied, entry.as_ref()), || {
		applied_text(&fact, &applied, entry.as_ref())
	});
	Ok(())
}

/// So many of the facts that are voted on.
pub(super) async fn read(limit: u32, state: &State) -> anyhow::Result<Vec<Open>> {
	let limit = usize::try_from(limit).unwrap_or(usize::MAX);
	let mut all: Vec<Open> = Vec::new();
	while all.len() < limit {
		let cursor = all.last().map(|(fact, _)| *fact);
		let page = state.open_facts(cursor).await?;
		let Some((last, _)) = page.last() else {
			break;
		};
		ensure!(Some(*last) != cursor, "the node gives the same page of facts again and again");
		all.extend(page);
	}
	all.truncate(limit);
	Ok(all)
}

impl Now {
	async fn read(state: &State) -> anyhow::Result<Self> {
		Ok(Self { keys: state.voting_keys().await?, at: state.now().await? })
	}

	/// The number of a key; none of one that is of no authority now.
	fn number(&self, key: &AccountId32) -> Option<usize> {
		self.keys.iter().position(|known| known == key)
	}

	fn name(&self, key: &AccountId32) -> String {
		self.number(key).map_or_else(
			|| format!("{}, which does not vote any more", hex_text(&key.0)),
			|number| number.to_string(),
		)
	}

	fn state(&self, open: &OpenFact) -> &'static str {
		match open {
			OpenFact { is_disputed: true, .. } => "disputed",
			OpenFact { expires_at, .. } if *expires_at <= self.at => "expired",
			_ => "open",
		}
	}

	fn json(&self, fact: &[u8; 32], open: &OpenFact) -> Value {
		let voter =
			|key: &AccountId32| json!({ "number": self.number(key), "key": hex_text(&key.0) });
		let candidate = |candidate: &Candidate| {
			json!({
				"claim": claim_json(&candidate.claim),
				"voters": candidate.voters.iter().map(voter).collect::<Vec<_>>(),
			})
		};
		json!({
			"fact": hex_text(fact),
			"state": self.state(open),
			"kind": open.kind.as_str(),
			"opened_by": voter(&open.opened_by),
			"opened_at": open.opened_at,
			"expires_at": open.expires_at,
			"candidates": open.candidates.iter().map(candidate).collect::<Vec<_>>(),
		})
	}

	fn text(&self, fact: &[u8; 32], open: &OpenFact) -> String {
		let expires_at = output::time(open.expires_at);
		let now = match self.state(open) {
			"disputed" => "disputed: no claim can be agreed on; the owner may drop it".to_owned(),
			"expired" => format!("expired on {expires_at}; it will be removed"),
			_ => format!(
				"voted on for {}, until {expires_at}",
				times::span(open.expires_at.saturating_sub(self.at))
			),
		};
		let opened = format!("{} by {}", output::time(open.opened_at), self.name(&open.opened_by));
		let mut pairs = vec![
			("fact", hex_text(fact)),
			("kind", open.kind.to_string()),
			("now", now),
			("opened", opened),
		];
		for Candidate { claim, voters } in &open.candidates {
			pairs.push(("claim", claim_text(claim)));
			let names: Vec<String> = voters.iter().map(|key| self.name(key)).collect();
			pairs.push(("by", names.join("; ")));
		}
		output::list(&pairs)
	}
}

fn applied_json(fact: &[u8; 32], applied: &AppliedFact, entry: Option<&Entry>) -> Value {
	json!({
		"fact": hex_text(fact),
		"state": "applied",
		"applied_at": applied.applied_at,
		"remembered_until": applied.until,
		"beneficiary": entry.map(|(beneficiary, ..)| beneficiary.to_string()),
		"line": entry.map(|(_, number, line)| ledger::line_json(*number, line)),
	})
}

fn applied_text(fact: &[u8; 32], applied: &AppliedFact, entry: Option<&Entry>) -> String {
	let mut pairs = vec![
		("fact", hex_text(fact)),
		("agreed on", output::time(applied.applied_at)),
		("remembered", applied.until.map_or_else(|| "for ever".to_owned(), output::time)),
	];
	if let Some((beneficiary, number, line)) = entry {
		let amount = ledger::amount(line.token, line.amount);
		pairs.push(("deposit", format!("{amount} {}", line.token.title())));
		pairs.push(("ledger", format!("line {number} of {beneficiary}")));
	}
	output::list(&pairs)
}

fn claim_json(claim: &Claim) -> Value {
	match claim {
		Claim::Deposit(deposit) => json!({
			"token": deposit.token.as_str(),
			"amount": ledger::amount(deposit.token, deposit.amount),
			"from": deposit.from.to_string(),
			"to": deposit.to.to_string(),
			"transaction": hex::encode(deposit.transaction),
			"index": deposit.index,
			"at": deposit.at,
			"comment": safe(&deposit.comment),
		}),
		Claim::Watched { who, stream, from, to } => json!({
			"account": who.to_string(),
			"stream": hex_text(stream),
			"from": from,
			"to": to,
		}),
		Claim::Liked { who, post, likes } => {
			json!({ "account": who.to_string(), "post": hex_text(post), "likes": likes })
		}
		Claim::Streamed { who, node, table, from, to } => json!({
			"account": who.to_string(),
			"node": node,
			"table": table,
			"from": from,
			"to": to,
		}),
	}
}

fn claim_text(claim: &Claim) -> String {
	let lasted = |from: &u64, to: &u64| {
		format!("{} from {} on", times::span(to.saturating_sub(*from)), output::time(*from))
	};
	match claim {
		Claim::Deposit(deposit) => deposit_text(deposit),
		Claim::Watched { who, stream, from, to } => {
			format!("{who} watched {}, {}", hex_text(stream), lasted(from, to))
		}
		Claim::Liked { who, post, likes } => {
			format!("{likes} people liked {} of {who}", hex_text(post))
		}
		Claim::Streamed { who, node, table, from, to } => {
			format!("{who} streamed from table {table} of restaurant {node}, {}", lasted(from, to))
		}
	}
}

fn deposit_text(deposit: &Deposit) -> String {
	let comment = match safe(&deposit.comment) {
		comment if comment.is_empty() => String::new(),
		comment => format!(", comment \"{comment}\""),
	};
	format!(
		"{} {} from {} to {}, transaction {}, index {}, on {}{comment}",
		ledger::amount(deposit.token, deposit.amount),
		deposit.token.title(),
		deposit.from,
		deposit.to,
		hex::encode(deposit.transaction),
		deposit.index,
		output::time(deposit.at)
	)
}

/// A stranger's words without anything that a terminal or a reader could take for more than words.
fn safe(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).escape_debug().to_string()
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::{ForeignAccount, Kind, Token};

	const AT: u64 = 1_795_165_511_000;

	fn deposit(comment: &str) -> Claim {
		Claim::Deposit(Deposit {
			token: Token::UsdtTron,
			from: ForeignAccount::Tron([1; 20]),
			to: ForeignAccount::Tron([2; 20]),
			amount: 12_500_000,
			transaction: [0xab; 32],
			index: 3,
			at: AT,
			comment: comment.as_bytes().to_vec(),
		})
	}

	fn open() -> OpenFact {
		let key = |byte| AccountId32([byte; 32]);
		OpenFact {
			kind: Kind::TronDeposit,
			opened_by: key(2),
			opened_at: AT,
			expires_at: AT + times::DAY,
			is_disputed: false,
			candidates: vec![
				Candidate { claim: deposit("invoice 7"), voters: vec![key(2), key(9)] },
				Candidate { claim: deposit(""), voters: vec![key(1)] },
			],
		}
	}

	fn now() -> Now {
		Now { keys: vec![AccountId32([1; 32]), AccountId32([2; 32])], at: AT }
	}

	#[test]
	fn an_open_fact_should_tell_who_says_what() {
		let text = now().text(&[5; 32], &open());
		for part in [
			"voted on for 1 d",
			"by 1",
			"12.500000 USDT on TRON from T",
			"comment \"invoice 7\"",
			&format!("1; 0x{}, which does not vote any more", "09".repeat(32)),
			"2026-11-20 09:05:11 UTC",
		] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let value = now().json(&[5; 32], &open());
		assert_eq!(value["state"], "open");
		assert_eq!(value["candidates"][0]["voters"][0]["number"], 1);
		assert_eq!(value["candidates"][0]["voters"][1]["number"], Value::Null);
		assert_eq!(value["candidates"][1]["claim"]["amount"], "12.500000");
	}

	#[test]
	fn a_facts_state_should_say_what_can_be_done() {
		let disputed = OpenFact { is_disputed: true, ..open() };
		assert!(now().text(&[5; 32], &disputed).contains("the owner may drop it"));
		let over = Now { at: AT + times::DAY, ..now() };
		assert!(over.text(&[5; 32], &open()).contains("it will be removed"));
		assert_eq!(over.json(&[5; 32], &disputed)["state"], "disputed");
	}

	#[test]
	fn comments_of_strangers_should_be_shown_without_what_they_could_do() {
		assert_eq!(safe("счёт 7 ✓".as_bytes()), "счёт 7 ✓");
		let evil = "a\u{1b}[2J\r\n\"\u{202e}b\u{9b}\u{200b}\u{7}";
		let shown = safe(evil.as_bytes());
		assert!(shown.chars().all(|letter| !letter.is_control()), "{shown}");
		assert!(
			!shown.contains(['\u{202e}', '\u{200b}']) && shown.contains("\\u{202e}"),
			"{shown}"
		);
		assert_eq!(safe(&[0xff, b'x']), "\u{fffd}x");
	}

	#[test]
	fn every_claim_should_have_words() {
		let who = AccountId32([1; 32]);
		let (from, to) = (AT, AT + 90_000);
		let texts = [
			claim_text(&Claim::Watched { who, stream: [2; 32], from, to }),
			claim_text(&Claim::Streamed { who, node: 4, table: 8, from, to }),
			claim_text(&Claim::Liked { who, post: [3; 32], likes: 50 }),
		];
		assert!(texts[..2].iter().all(|text| text.contains("1 min 30 s from 2026-11-20")));
		assert!(texts[1].contains("table 8 of restaurant 4") && texts[2].contains("50 people"));
		assert_eq!(claim_json(&Claim::Liked { who, post: [3; 32], likes: 50 })["likes"], 50);
	}

	#[test]
	fn an_applied_fact_should_tell_when_and_where_it_stands() {
		let applied = AppliedFact { applied_at: AT, until: None };
		let text = applied_text(&[5; 32], &applied, None);
		assert!(text.contains("2026-11-20 09:05:11 UTC") && text.contains("for ever"), "{text}");
		assert_eq!(applied_json(&[5; 32], &applied, None)["line"], Value::Null);
		let Claim::Deposit(deposit) = deposit("") else {
			panic!("it is a deposit");
		};
		let line = DepositLine {
			fact: [5; 32],
			token: deposit.token,
			amount: deposit.amount,
			is_counted: true,
			purpose: 0,
			from: deposit.from,
			to: deposit.to,
			transaction: deposit.transaction,
			index: deposit.index,
			at: AT,
			recorded_at: AT,
		};
		let entry = (AccountId32([1; 32]), 6, line);
		let text = applied_text(&[5; 32], &applied, Some(&entry));
		assert!(text.contains("12.500000 USDT on TRON") && text.contains("line 6 of 5"), "{text}");
		assert_eq!(applied_json(&[5; 32], &applied, Some(&entry))["line"]["number"], 6);
	}
}
