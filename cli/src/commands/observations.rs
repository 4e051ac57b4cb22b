//! `hotpot observations`, without single facts.

use super::{Node, bytes_argument, carry_out, facts, hex_text};
use crate::{
	args::{KindArg, Observations},
	output::{self, Output},
};
use hotpot_cli::chain::{
	ChainError, State,
	calls::observations::{drop_fact, set_paused},
	types::{Kind, PauseCause, Tally, quorum},
};
use serde_json::{Map, Value, json};
use subxt::utils::AccountId32;

/// Everything that is shown.
struct Status {
	session: u32,
	kinds: Vec<KindStatus>,
	/// Each key, and of each kind what it used of its limits.
	authorities: Vec<(AccountId32, Vec<(Kind, Tally)>)>,
}

/// What is shown of a kind.
struct KindStatus {
	kind: Kind,
	pause: Option<PauseCause>,
	open: usize,
	disputed: usize,
}

pub(crate) async fn run(command: Observations, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Observations::Status => status(node, output).await,
		Observations::Open { limit } => facts::list(limit, node, output).await,
		Observations::Fact { fact } => facts::show(&fact, node, output).await,
		Observations::Pause(options) => pause(&options, true, node, output).await,
		Observations::Resume(options) => pause(&options, false, node, output).await,
		Observations::Drop { owner, fact } => {
			let (key, fact) = (owner.owner_key.read()?, bytes_argument(&fact)?);
			let value = json!({ "fact": hex_text(&fact), "state": "unknown" });
			let text = format!("{} is dropped and can be voted on anew", hex_text(&fact));
			carry_out(&drop_fact(fact), &key, node, output, value, &text).await
		}
	}
}

async fn pause(
	options: &KindArg,
	paused: bool,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let (key, kind) = (options.owner.owner_key.read()?, options.kind);
	let value = json!({ "kind": kind.as_str(), "paused": paused });
	let text = if paused { "is not voted on" } else { "is voted on again" };
	carry_out(&set_paused(kind, paused), &key, node, output, value, &format!("{kind} {text}")).await
}

async fn status(node: &Node, output: &Output) -> anyhow::Result<()> {
	let state = node.connect().await?.state().await?;
	let status = Status::read(&state).await?;
	output.show(&status.json(), || status.text());
	Ok(())
}

impl Status {
	async fn read(state: &State) -> anyhow::Result<Self> {
		let open = facts::read(u32::MAX, state).await?;
		let mut kinds = Vec::new();
		for kind in Kind::ALL {
			let of_kind = || open.iter().filter(|(_, fact)| fact.kind == *kind);
			kinds.push(KindStatus {
				kind: *kind,
				pause: state.pause_of(*kind).await?,
				open: of_kind().count(),
				disputed: of_kind().filter(|(_, fact)| fact.is_disputed).count(),
			});
		}
		let mut authorities = Vec::new();
		for key in state.voting_keys().await? {
			let tallies = Self::tallies(&key, state).await?;
			authorities.push((key, tallies));
		}
		Ok(Self { session: state.session().await?, kinds, authorities })
	}

	async fn tallies(key: &AccountId32, state: &State) -> Result<Vec<(Kind, Tally)>, ChainError> {
		let mut tallies = Vec::new();
		for kind in Kind::ALL {
			tallies.push((*kind, state.tally(key, *kind).await?));
		}
		Ok(tallies)
	}

	fn json(&self) -> Value {
		let authorities = self.authorities.iter().enumerate().map(|(number, (key, tallies))| {
			let tallies: Map<_, _> = tallies
				.iter()
				.map(|(kind, tally)| {
					let votes = tally.votes_in(self.session);
					(kind.as_str().to_owned(), json!({ "votes": votes, "open": tally.open }))
				})
				.collect();
			json!({ "number": number, "key": hex_text(&key.0), "tallies": tallies })
		});
		json!({
			"session": self.session,
			"quorum": quorum(self.authorities.len()),
			"open": self.kinds.iter().map(|kind| kind.open).sum::<usize>(),
			"kinds": self.kinds.iter().map(KindStatus::json).collect::<Vec<_>>(),
			"authorities": authorities.collect::<Vec<_>>(),
		})
	}

	fn text(&self) -> String {
		let count = self.authorities.len();
		let open: usize = self.kinds.iter().map(|kind| kind.open).sum();
		let list = output::list(&[
			("session", self.session.to_string()),
			("quorum", format!("{} identical votes of {count} authorities", quorum(count))),
			("open", format!("{open} facts")),
		]);
		let kinds = self.kinds.iter().map(|status| {
			let (open, disputed) = (status.open.to_string(), status.disputed.to_string());
			vec![status.kind.to_string(), status.state(), open, disputed]
		});
		let kinds = output::table(&["kind", "now", "open", "disputed"], 2, kinds.collect());
		let rows = self.authorities.iter().enumerate().map(|(number, (key, tallies))| {
			let used = tallies
				.iter()
				.map(|(_, tally)| format!("{} / {}", tally.votes_in(self.session), tally.open));
			[number.to_string(), hex_text(&key.0)].into_iter().chain(used).collect()
		});
		let mut header = vec!["number", "key"];
		header.extend(Kind::ALL.iter().map(|kind| kind.as_str()));
		let authorities = output::table(&header, 2, rows.collect());
		format!(
			"{list}\n{kinds}\n{authorities}\nOf each kind: votes in this session / open facts that it \
			 opened."
		)
	}
}

impl KindStatus {
	fn json(&self) -> Value {
		let (paused, dispute) = match &self.pause {
			None => (None, None),
			Some(PauseCause::Owner) => (Some("owner"), None),
			Some(PauseCause::Dispute(fact)) => (Some("dispute"), Some(hex_text(fact))),
		};
		json!({
			"kind": self.kind.as_str(),
			"paused": paused,
			"dispute": dispute,
			"open": self.open,
			"disputed": self.disputed,
		})
	}

	fn state(&self) -> String {
		match &self.pause {
			None => "voted on".to_owned(),
			Some(PauseCause::Owner) => "paused by the owner".to_owned(),
			Some(PauseCause::Dispute(fact)) => format!("paused, disputed: {}", hex_text(fact)),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn status() -> Status {
		let tallies = |votes| {
			let tally = |kind: &Kind| (*kind, Tally { session: 7, votes, open: 2 });
			Kind::ALL.iter().map(tally).collect()
		};
		let kind = |kind, pause| KindStatus { kind, pause, open: 2, disputed: 1 };
		Status {
			session: 7,
			kinds: vec![
				kind(Kind::TronDeposit, Some(PauseCause::Dispute([9; 32]))),
				kind(Kind::Liked, Some(PauseCause::Owner)),
				kind(Kind::Watched, None),
			],
			authorities: vec![
				(AccountId32([1; 32]), tallies(5)),
				(AccountId32([2; 32]), tallies(0)),
				(AccountId32([3; 32]), tallies(0)),
			],
		}
	}

	#[test]
	fn a_status_should_tell_who_votes_and_what_is_paused() {
		let text = status().text();
		for part in [
			"2 identical votes of 3",
			"6 facts",
			"paused by the owner",
			&format!("disputed: 0x{}", "09".repeat(32)),
			&format!("0x{}", "01".repeat(32)),
			"5 / 2",
		] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let value = status().json();
		assert_eq!((&value["quorum"], &value["open"]), (&json!(2), &json!(6)));
		assert_eq!(value["kinds"][0]["paused"], "dispute");
		assert_eq!(value["kinds"][2]["paused"], Value::Null);
		assert_eq!(value["authorities"][0]["tallies"]["liked"]["votes"], 5);
	}

	#[test]
	fn votes_of_a_session_that_is_over_should_not_be_shown() {
		let later = Status { session: 8, ..status() };
		assert!(later.text().contains("0 / 2") && !later.text().contains("5 / 2"));
		assert_eq!(later.json()["authorities"][0]["tallies"]["liked"]["votes"], 0);
	}
}
