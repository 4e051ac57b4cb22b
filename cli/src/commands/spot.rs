//! `hotpot spot` and `hotpot loyalty`.

use super::{Node, bytes_argument, hex_text, tell};
use crate::{
	args::{Loyalty, Spot},
	exit::No,
	output::{self, Output},
};
use hotpot_cli::{
	chain::types::{
		AwardLine, LoyaltyProgress, Snapshot, SpotExplanation, SpotFigures, StreamSession,
	},
	keys, times,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

/// Everything that is shown of an account.
struct Status {
	account: AccountId32,
	explained: SpotExplanation,
	figures: SpotFigures,
	is_verified: bool,
	earned_today: u8,
	daily_cap: u8,
}

pub(crate) async fn run(command: Spot, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Spot::Status { account } => status(&account, node, output).await,
		Spot::Figures => figures(node, output).await,
		Spot::Award { evidence } => award(&evidence, node, output).await,
	}
}

pub(crate) async fn run_loyalty(
	command: Loyalty,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let account = match command {
		Loyalty::Status { account } => account,
		Loyalty::Tell(command) => return tell::run(command, node, output).await,
	};
	let account = keys::parse_address(&account)?;
	let progress = node.connect().await?.state().await?.loyalty_progress(&account).await?;
	output.show(&progress_json(&account, &progress), || progress_text(&account, &progress));
	Ok(())
}

async fn status(account: &str, node: &Node, output: &Output) -> anyhow::Result<()> {
	let account = keys::parse_address(account)?;
	let state = node.connect().await?.state().await?;
	let holder = state.spot_holder(&account).await?;
	let today = state.now().await? / times::DAY;
	let status = Status {
		account,
		explained: state.explain_spot(&account).await?,
		figures: state.spot_figures().await?,
		is_verified: holder.as_ref().is_some_and(|holder| holder.is_verified),
		earned_today: holder.map_or(0, |holder| holder.days.on(today)),
		daily_cap: state.spot_settings().await?.daily_cap,
	};
	output.show(&status.json(), || status.text());
	Ok(())
}

impl Status {
	fn json(&self) -> Value {
		json!({
			"account": self.account.to_string(),
			"spot": self.explained.balance,
			"verified": self.is_verified,
			"counted": self.explained.is_counted,
			"above_median": self.explained.is_above,
			"figures": figures_json(&self.figures),
			"earned_today": self.earned_today,
			"daily_cap": self.daily_cap,
			"room_today": self.explained.room_today,
		})
	}

	fn text(&self) -> String {
		let counts = match (self.is_verified, self.explained.is_counted) {
			(true, true) => "yes, so its SPOT counts",
			(true, false) => "yes, but it has no SPOT that counts",
			(false, _) => "no, so its SPOT does not count",
		};
		let above = match (self.explained.is_counted, self.explained.is_above) {
			(_, true) => "yes",
			(true, false) => "no",
			(false, false) => "no, it does not count",
		};
		output::list(&[
			("account", self.account.to_string()),
			("SPOT", self.explained.balance.to_string()),
			("verified", counts.to_owned()),
			("above the median", above.to_owned()),
			("all who count", figures_text(&self.figures)),
			(
				"today",
				format!(
					"earned {} of {}, {} more can be",
					self.earned_today, self.daily_cap, self.explained.room_today
				),
			),
		])
	}
}

async fn figures(node: &Node, output: &Output) -> anyhow::Result<()> {
	let state = node.connect().await?.state().await?;
	let (figures, snapshots) = (state.spot_figures().await?, state.snapshots().await?);
	let mut value = figures_json(&figures);
	value["record_dates"] = snapshots.iter().map(snapshot_json).collect();
	output.show(&value, || {
		let mut pairs = vec![("now", figures_text(&figures))];
		pairs.extend(snapshots.iter().map(|snapshot| {
			let when = output::time(snapshot.at);
			("record date", format!("{when}: {}", figures_text(&snapshot.figures)))
		}));
		output::list(&pairs)
	});
	Ok(())
}

fn snapshot_json(snapshot: &Snapshot) -> Value {
	let mut value = figures_json(&snapshot.figures);
	value["record_date"] = json!(snapshot.id);
	value["at"] = json!(snapshot.at);
	value
}

/// Figures as JSON.
pub(super) fn figures_json(figures: &SpotFigures) -> Value {
	json!({ "holders": figures.holders, "median": figures.median, "above": figures.above })
}

/// Figures in words.
pub(super) fn figures_text(figures: &SpotFigures) -> String {
	match figures.holders {
		0 => "no verified account with SPOT".to_owned(),
		holders => format!(
			"verified accounts with SPOT: {holders}; median {}; SPOT of those above: {}",
			figures.median, figures.above
		),
	}
}

async fn award(evidence: &str, node: &Node, output: &Output) -> anyhow::Result<()> {
	let evidence = bytes_argument(evidence)?;
	let award = node.connect().await?.state().await?.award(&evidence).await?;
	output.show(&award_json(&evidence, award.as_ref()), || match &award {
		Some(award) => award_text(award),
		None => "This evidence was never used.".to_owned(),
	});
	if award.is_some() { Ok(()) } else { Err(No.into()) }
}

fn award_json(evidence: &[u8; 32], award: Option<&AwardLine>) -> Value {
	json!({
		"evidence": hex_text(evidence),
		"account": award.map(|award| award.who.to_string()),
		"source": award.map(|award| award.source.as_str()),
		"spot": award.map(|award| award.amount),
		"earned_at": award.map(|award| award.at),
	})
}

fn award_text(award: &AwardLine) -> String {
	let spot = match award.amount {
		0 => "0, all of it was above a cap".to_owned(),
		amount => amount.to_string(),
	};
	output::list(&[
		("account", award.who.to_string()),
		("by", award.source.to_string()),
		("SPOT", spot),
		("earned", output::time(award.at)),
	])
}

fn progress_json(account: &AccountId32, progress: &LoyaltyProgress) -> Value {
	json!({
		"account": account.to_string(),
		"unpaid_visits": progress.visits,
		"visits_per_spot": progress.visits_per_spot,
		"unpaid_watched_ms": progress.watched,
		"watch_per_spot_ms": progress.watch_per_spot,
		"session": progress.session.as_ref().map(|session| json!({
			"node": session.node,
			"table": session.table,
			"started_at": session.started_at,
			"closes_at": session.closes_at,
			"observed_ms": session.observed,
		})),
		"session_paid_after_ms": progress.session_paid_after,
		"paid_sessions_today": progress.paid_sessions,
		"max_paid_sessions": progress.max_paid_sessions,
	})
}

fn progress_text(account: &AccountId32, progress: &LoyaltyProgress) -> String {
	let session = |session: &StreamSession| {
		format!(
			"from table {} of restaurant {}, {} of {} observed, ends {}",
			session.table,
			session.node,
			times::span(session.observed),
			times::span(progress.session_paid_after),
			output::time(session.closes_at)
		)
	};
	output::list(&[
		("account", account.to_string()),
		(
			"visits",
			format!("{} of {} for the next SPOT", progress.visits, progress.visits_per_spot),
		),
		(
			"watched",
			format!(
				"{} of {} for the next SPOT",
				times::span(progress.watched),
				times::span(progress.watch_per_spot)
			),
		),
		("session", progress.session.as_ref().map_or_else(|| "none is open".to_owned(), session)),
		(
			"paid sessions",
			format!("{} of {} today, UTC", progress.paid_sessions, progress.max_paid_sessions),
		),
	])
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::AwardSource;

	const FIGURES: SpotFigures = SpotFigures { holders: 3, median: 9, above: 17 };

	fn status() -> Status {
		Status {
			account: AccountId32([1; 32]),
			explained: SpotExplanation {
				balance: 17,
				is_counted: true,
				median: 9,
				is_above: true,
				room_today: 7,
			},
			figures: FIGURES,
			is_verified: true,
			earned_today: 3,
			daily_cap: 10,
		}
	}

	#[test]
	fn a_status_should_tell_everything() {
		let text = status().text();
		for part in ["17", "so its SPOT counts", "median 9", "earned 3 of 10, 7 more"] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let value = status().json();
		assert_eq!(value["above_median"], true);
		assert_eq!(value["figures"]["above"], 17);
		assert_eq!(value["room_today"], 7);
	}

	#[test]
	fn spot_should_not_count_when_nobody_is_verified() {
		let mut status = status();
		status.is_verified = false;
		status.explained.is_counted = false;
		status.explained.is_above = false;
		let text = status.text();
		assert!(text.contains("does not count") && text.contains("no, it does not"), "{text}");
		let nobody = SpotFigures { holders: 0, median: 0, above: 0 };
		assert_eq!(figures_text(&nobody), "no verified account with SPOT");
	}

	#[test]
	fn progress_should_have_its_units() {
		let mut progress = LoyaltyProgress {
			visits: 4,
			visits_per_spot: 5,
			watched: 5_400_000,
			watch_per_spot: 7_200_000,
			session: None,
			session_paid_after: 900_000,
			paid_sessions: 1,
			max_paid_sessions: 3,
		};
		let account = AccountId32([1; 32]);
		let text = progress_text(&account, &progress);
		for part in ["4 of 5", "1 h 30 min of 2 h", "none is open", "1 of 3 today"] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		progress.session = Some(StreamSession {
			node: 2,
			table: 7,
			started_at: 0,
			closes_at: 1_795_165_511_000,
			observed: 60_000,
		});
		let text = progress_text(&account, &progress);
		assert!(text.contains("table 7 of restaurant 2, 1 min of 15 min"), "{text}");
		assert_eq!(progress_json(&account, &progress)["session"]["table"], 7);
	}

	#[test]
	fn an_award_above_the_cap_should_say_so() {
		let mut award = AwardLine {
			who: AccountId32([1; 32]),
			source: AwardSource::Watch,
			amount: 0,
			at: 1_795_165_511_000,
		};
		assert!(award_text(&award).contains("above a cap"));
		award.amount = 2;
		assert!(award_text(&award).contains("watch"));
		assert_eq!(award_json(&[0; 32], Some(&award))["spot"], 2);
		assert_eq!(award_json(&[0; 32], None)["spot"], Value::Null);
	}
}
