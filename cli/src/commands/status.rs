//! `hotpot kyc status`: what an account is to the law, and what it may do.

use super::{Node, country_text, hex_text, roles};
use crate::output::{self, Output};
use hotpot_cli::{
	chain::{
		ChainError, State,
		types::{Freeze, Grant, Identity, Record, RecordState, Standing, Verifier},
	},
	keys, money,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

/// Everything that is shown.
struct Status {
	account: AccountId32,
	identity: Option<Identity>,
	record: Option<Record>,
	verifier: Option<(u32, Verifier)>,
	clearances_needed: u8,
	closed_by: Option<[u8; 32]>,
	free_calls: u32,
	grants: Vec<Grant>,
	freeze: Freeze,
	thp: u128,
	deferred: u128,
	now: u64,
}

pub(crate) async fn show(account: &str, node: &Node, output: &Output) -> anyhow::Result<()> {
	let account = keys::parse_address(account)?;
	let state = node.connect().await?.state().await?;
	let status = Status::read(&state, account).await?;
	output.show(&status.json(), || status.text());
	Ok(())
}

impl Status {
	async fn read(state: &State, account: AccountId32) -> Result<Self, ChainError> {
		let record = state.record(&account).await?;
		let verifier = match &record {
			Some(record) => {
				let all = state.verifiers().await?;
				all.into_iter().find(|(number, _)| *number == record.verifier)
			}
			None => None,
		};
		Ok(Self {
			account,
			identity: state.identity(&account).await?,
			record,
			verifier,
			clearances_needed: state.kyc_settings().await?.clearances_needed,
			closed_by: state.closed_account(&account).await?,
			free_calls: state.free_calls_left(&account).await?,
			grants: state.roles_of(&account).await?,
			freeze: state.freeze_of(&account).await?,
			thp: state.thp(&account).await?,
			deferred: state.deferred(&account).await?,
			now: state.now().await?,
		})
	}

	fn standing(&self) -> Standing {
		self.identity.as_ref().map_or(Standing::Unknown, |identity| identity.standing)
	}

	/// How many verifiers cleared a pending account.
	fn clearances(&self) -> Option<usize> {
		match self.record.as_ref().map(|record| &record.state) {
			Some(RecordState::Pending { clearances }) => Some(clearances.len()),
			_ => None,
		}
	}

	fn json(&self) -> Value {
		let identity = self.identity.as_ref();
		json!({
			"account": self.account.to_string(),
			"standing": self.standing().as_str(),
			"person": identity.map(|identity| hex_text(&identity.person)),
			"level": identity.map(|identity| identity.level.as_str()),
			"risk": identity.map(|identity| identity.risk.as_str()),
			"country": identity.map(|identity| country_text(identity.jurisdiction)),
			"expires_at": identity.map(|identity| identity.expires_at),
			"verifier": self.verifier.as_ref().map(|(number, verifier)| json!({
				"number": number,
				"key": verifier.key.to_string(),
			})),
			"clearances": self.clearances(),
			"closed_by": self.closed_by.as_ref().map(hex_text),
			"free_calls_left": self.free_calls,
			"roles": self.grants.iter().map(|grant| roles::json(grant, self.now)).collect::<Vec<_>>(),
			"frozen": {
				"whole": self.freeze.whole,
				"recovery": self.freeze.recovery,
				"thp": money::thp(self.freeze.amount),
			},
			"thp": money::thp(self.thp),
			"deferred_thp": money::thp(self.deferred),
		})
	}

	fn text(&self) -> String {
		let mut pairs = vec![
			("account", self.account.to_string()),
			("standing", format!("{}: {}", self.standing(), meaning(self.standing()))),
		];
		if let Some(person) = &self.closed_by {
			pairs.push(("closed", format!("for good, by person {}", hex_text(person))));
		}
		if let Some(identity) = &self.identity {
			pairs.push(("person", hex_text(&identity.person)));
			pairs.push(("level", identity.level.to_string()));
			pairs.push(("risk", identity.risk.to_string()));
			pairs.push(("country", country_text(identity.jurisdiction)));
			pairs.push(("until", output::time(identity.expires_at)));
		}
		if let Some((number, verifier)) = &self.verifier {
			pairs.push(("verifier", format!("{number}, {}", verifier.key)));
		}
		if let Some(count) = self.clearances() {
			pairs.push(("cleared", format!("by {count} of {}", self.clearances_needed)));
		}
		pairs.push(("free calls", format!("{} left today", self.free_calls)));
		for grant in &self.grants {
			pairs.push(("role", roles::text(grant, self.now)));
		}
		pairs.push(("frozen", frozen(&self.freeze)));
		pairs.push(("THP", money::thp(self.thp)));
		pairs.push(("THP deferred", money::thp(self.deferred)));
		output::list(&pairs)
	}
}

const fn meaning(standing: Standing) -> &'static str {
	match standing {
		Standing::Unknown => "no verifier ever attested it, or it was closed",
		Standing::Pending => "a hit or a high risk waits to be cleared",
		Standing::Verified => "may send and receive THP",
		Standing::Rejected => "a verifier rejected the person, or the verification was revoked",
		Standing::Expired => "the verification is over and has to be renewed",
		Standing::Suspended => "held until Compliance reinstates it",
	}
}

/// What of an account is frozen, in words.
pub(super) fn frozen(freeze: &Freeze) -> String {
	let parts = [
		freeze.whole.then(|| "all of it, by Compliance".to_owned()),
		freeze.recovery.then(|| "all of it, for a recovery".to_owned()),
		(freeze.amount > 0).then(|| format!("{} THP, by Compliance", money::thp(freeze.amount))),
	];
	let parts: Vec<String> = parts.into_iter().flatten().collect();
	if parts.is_empty() { "nothing".to_owned() } else { parts.join("; ") }
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::{Level, Licence, RiskBand, Role, Scope};

	fn status() -> Status {
		Status {
			account: AccountId32([1; 32]),
			identity: Some(Identity {
				person: [2; 32],
				level: Level::Enhanced,
				risk: RiskBand::High,
				jurisdiction: *b"GE",
				standing: Standing::Pending,
				expires_at: 1_795_165_511_000,
			}),
			record: Some(Record {
				verifier: 3,
				state: RecordState::Pending { clearances: vec![1] },
			}),
			verifier: Some((
				3,
				Verifier {
					key: AccountId32([3; 32]),
					licence: Licence { max_level: Level::Premium, may_clear: true, max_persons: 9 },
					is_active: true,
					persons: 1,
				},
			)),
			clearances_needed: 2,
			closed_by: None,
			free_calls: 0,
			grants: vec![Grant {
				role: Role::Cashier,
				scope: Scope::Node(1),
				expires_at: None,
				granted_by: None,
			}],
			freeze: Freeze { whole: false, recovery: false, amount: 5_000_000 },
			thp: 7_000_000,
			deferred: 1,
			now: 0,
		}
	}

	#[test]
	fn a_status_should_tell_everything() {
		let text = status().text();
		for part in [
			"pending: a hit",
			"enhanced",
			"high",
			"GE",
			"2026-11-20 09:05:11 UTC",
			"by 1 of 2",
			"0 left today",
			"cashier in restaurant 1",
			"5.000000 THP, by Compliance",
			"7.000000",
			"0.000001",
		] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let value = status().json();
		assert_eq!(value["standing"], "pending");
		assert_eq!(value["clearances"], 1);
		assert_eq!(value["verifier"]["number"], 3);
		assert_eq!(value["roles"][0]["role"], "cashier");
		assert_eq!(value["deferred_thp"], "0.000001");
	}

	#[test]
	fn an_account_that_nobody_attested_should_be_unknown() {
		let nobody =
			Status { identity: None, record: None, verifier: None, grants: Vec::new(), ..status() };
		assert!(nobody.text().contains("unknown: no verifier ever attested it"));
		assert_eq!(nobody.json()["level"], Value::Null);
	}

	#[test]
	fn freezes_should_be_words() {
		let none = Freeze { whole: false, recovery: false, amount: 0 };
		assert_eq!(frozen(&none), "nothing");
		let both = Freeze { whole: true, recovery: true, amount: 0 };
		assert_eq!(frozen(&both), "all of it, by Compliance; all of it, for a recovery");
	}
}
