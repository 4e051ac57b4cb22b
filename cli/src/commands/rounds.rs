//! `hotpot distribution status`.

use super::{Node, spot};
use crate::output::{self, Output};
use hotpot_cli::{
	chain::{
		ChainError, State,
		types::{Announcement, DistributionSettings, Round},
	},
	money, times,
};
use serde_json::{Value, json};

/// Everything that is shown.
struct Status {
	pool: u128,
	announced: Option<Announcement>,
	earliest_opening: u64,
	/// The last rounds, the latest first.
	rounds: Vec<(u32, Round)>,
	settings: DistributionSettings,
	now: u64,
}

pub(super) async fn show(last: u32, node: &Node, output: &Output) -> anyhow::Result<()> {
	let state = node.connect().await?.state().await?;
	let status = Status::read(last, &state).await?;
	output.show(&status.json(), || status.text());
	Ok(())
}

impl Status {
	async fn read(last: u32, state: &State) -> Result<Self, ChainError> {
		let count = state.last_round().await?.unwrap_or_default();
		let mut rounds = Vec::new();
		for number in (1..=count).rev().take(usize::try_from(last).unwrap_or(usize::MAX)) {
			rounds.extend(state.round(number).await?.map(|round| (number, round)));
		}
		Ok(Self {
			pool: state.pots().await?.0,
			announced: state.announcement().await?,
			earliest_opening: state.earliest_opening().await?,
			rounds,
			settings: state.distribution_settings().await?,
			now: state.now().await?,
		})
	}

	fn json(&self) -> Value {
		json!({
			"pool_thp": money::thp(self.pool),
			"announced": self.announced.as_ref().map(|announced| json!({
				"opens_at": announced.opens_at,
				"anyone_from": announced.anyone_from,
			})),
			"earliest_opening": self.earliest_opening,
			"rounds": self.rounds.iter().map(|(number, round)| round_json(*number, round))
				.collect::<Vec<_>>(),
			"settings": {
				"min_notice_ms": self.settings.min_notice,
				"max_notice_ms": self.settings.max_notice,
				"min_interval_ms": self.settings.min_interval,
				"owner_window_ms": self.settings.owner_window,
				"reclaim_period_ms": self.settings.reclaim_period,
			},
		})
	}

	fn text(&self) -> String {
		let settings = &self.settings;
		let announced = match &self.announced {
			None => format!(
				"no round; one can be for {} at the earliest",
				output::time(self.earliest_opening)
			),
			Some(announced) => format!(
				"a round; the owner may open it from {} on, anybody from {} on",
				output::time(announced.opens_at),
				output::time(announced.anyone_from)
			),
		};
		let list = output::list(&[
			("pool", format!("{} THP", money::thp(self.pool))),
			("announced", announced),
			(
				"notice",
				format!(
					"{} to {}",
					times::span(settings.min_notice),
					times::span(settings.max_notice)
				),
			),
			("interval", format!("at least {}", times::span(settings.min_interval))),
			("owner first", format!("for {}", times::span(settings.owner_window))),
			("claims", format!("for {} for sure", times::span(settings.reclaim_period))),
		]);
		if self.rounds.is_empty() {
			return format!("{list}\nNo round was opened yet.");
		}
		let rows = self.rounds.iter().map(|(number, round)| {
			vec![
				number.to_string(),
				output::time(round.opened_at),
				round_state(round, self.now),
				money::thp(round.pool),
				money::thp(round.paid),
				round.shares_paid.to_string(),
				round.figures.holders.to_string(),
				round.figures.median.to_string(),
			]
		});
		let header = [
			"round",
			"record date",
			"state",
			"pool THP",
			"paid THP",
			"shares",
			"holders",
			"median",
		];
		format!("{list}\n{}", output::table(&header, 3, rows.collect()))
	}
}

fn round_state(round: &Round, now: u64) -> String {
	match round.closed_at {
		Some(at) => format!("closed {}", output::time(at)),
		None if now >= round.reclaims_at => "open, anybody may close it".to_owned(),
		None => format!("open until {}", output::time(round.reclaims_at)),
	}
}

fn round_json(number: u32, round: &Round) -> Value {
	json!({
		"round": number,
		"record_date": round.opened_at,
		"reclaims_at": round.reclaims_at,
		"closed_at": round.closed_at,
		"pool_thp": money::thp(round.pool),
		"paid_thp": money::thp(round.paid),
		"left_thp": money::thp(round.pool.saturating_sub(round.paid)),
		"shares_paid": round.shares_paid,
		"figures": spot::figures_json(&round.figures),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::SpotFigures;

	const AT: u64 = 1_795_165_511_000;

	fn round() -> Round {
		Round {
			figures: SpotFigures { holders: 3, median: 9, above: 17 },
			pool: 12_500_000,
			paid: 2_000_000,
			shares_paid: 1,
			opened_at: AT,
			reclaims_at: AT + times::DAY,
			closed_at: None,
		}
	}

	#[test]
	fn a_rounds_state_should_say_what_can_be_done() {
		assert_eq!(round_state(&round(), AT), "open until 2026-11-21 09:05:11 UTC");
		assert_eq!(round_state(&round(), AT + times::DAY), "open, anybody may close it");
		let closed = Round { closed_at: Some(AT), ..round() };
		assert_eq!(round_state(&closed, AT), "closed 2026-11-20 09:05:11 UTC");
	}

	#[test]
	fn a_status_should_tell_everything() {
		let mut status = Status {
			pool: 10_500_000,
			announced: None,
			earliest_opening: AT,
			rounds: vec![(1, round())],
			settings: DistributionSettings {
				min_notice: 7 * times::DAY,
				max_notice: 90 * times::DAY,
				min_interval: 365 * times::DAY,
				owner_window: 30 * times::DAY,
				reclaim_period: 180 * times::DAY,
			},
			now: AT,
		};
		let text = status.text();
		for part in ["10.500000 THP", "no round", "7 d to 90 d", "365 d", "2.000000", "open until"]
		{
			assert!(text.contains(part), "{part} in\n{text}");
		}
		assert_eq!(status.json()["rounds"][0]["left_thp"], "10.500000");
		status.rounds.clear();
		status.announced = Some(Announcement { opens_at: AT, anyone_from: AT + times::DAY });
		let text = status.text();
		assert!(text.contains("No round was opened") && text.contains("anybody from 2026-11-21"));
	}
}
