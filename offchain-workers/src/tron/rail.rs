//! TRON as a rail: every solidified block is read, by majority, in turn.

use super::{
	address::Address,
	cursor::Swept,
	deposits::{self, Ignored, Policy},
	node::{self, Block, Head, Infos, MAX_BLOCK},
	second_look::SecondLook,
};
use crate::{
	endpoints::{Endpoint, Endpoints, EndpointsError, Majority},
	http::HttpError,
	rail::{Cursor, Found, Rail, RailError},
};
use hotpot_primitives::observations::{ForeignAccount, Rail as RailName};
use std::{
	collections::BTreeSet,
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
	time::Duration,
};
use tokio::{task::JoinSet, time::Instant};

/// How far apart honest endpoints may be, in blocks, before somebody should look.
const APART: u64 = 20;
/// Most alerts of a step. Whoever makes odd transactions should not fill our memory.
const MAX_ALERTS: usize = 64;

/// How the rail works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
	/// What counts as a deposit.
	pub policy: Policy,
	/// How many blocks must follow, besides the block being solidified.
	pub confirmations: u64,
	/// Most blocks a step.
	pub blocks_per_step: u64,
	/// Accounts a step that are looked up in the index.
	pub accounts_per_step: usize,
	/// Most bytes of a block, and of its outcomes, that are read.
	pub max_block: usize,
	/// After how long a step begins nothing more: what it has read by then must not be lost to its
	/// own time limit.
	pub patience: Duration,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			policy: Policy::default(),
			confirmations: 20,
			blocks_per_step: 20,
			accounts_per_step: 1,
			max_block: MAX_BLOCK,
			patience: Duration::from_secs(60),
		}
	}
}

/// Transfers to watched accounts that were no deposits, since the start.
#[derive(Debug, Default)]
pub struct IgnoredCounts {
	/// Too little.
	pub dust: AtomicU64,
	/// Of contracts that are not on the list.
	pub other_tokens: AtomicU64,
	/// Failed.
	pub failed: AtomicU64,
}

/// TRON.
#[derive(Debug)]
pub struct TronRail {
	pub(super) endpoints: Endpoints,
	pub(super) second_look: SecondLook,
	pub(super) settings: Settings,
	ignored: Arc<IgnoredCounts>,
	/// Where the last step ended, if it ended.
	given: Option<Cursor>,
}

/// What somebody should look at, each thing once.
#[derive(Debug, Default)]
pub(super) struct Alerts(Vec<String>);

impl Alerts {
	pub(super) fn add(&mut self, alert: String) {
		if self.0.len() < MAX_ALERTS && !self.0.contains(&alert) {
			self.0.push(alert);
		}
	}

	/// The answer of a majority, and what speaks against others.
	pub(super) fn heed<T>(
		&mut self,
		result: Result<Majority<T>, EndpointsError>,
	) -> Result<T, RailError> {
		let majority = result.map_err(|error| error.of(RailName::Tron))?;
		majority.alerts.into_iter().for_each(|alert| self.add(alert));
		Ok(majority.answer)
	}
}

impl TronRail {
	/// TRON by these nodes. `indices` serve TronGrid's v1; there may be none.
	pub fn new(endpoints: Endpoints, indices: Vec<Endpoint>, settings: Settings) -> Self {
		let (second_look, ignored) = (SecondLook::new(indices), Arc::default());
		Self { endpoints, second_look, settings, ignored, given: None }
	}

	/// What was left out since the start.
	pub fn ignored(&self) -> Arc<IgnoredCounts> {
		self.ignored.clone()
	}

	/// The newest block that may be read: solidified and confirmed, as a majority has it. One
	/// endpoint that runs ahead, or behind, moves nothing.
	async fn limit(&self, alerts: &mut Alerts) -> Result<u64, RailError> {
		let mut asked = JoinSet::new();
		for endpoint in self.endpoints.all() {
			let endpoint = endpoint.clone();
			asked.spawn(async move {
				let (solidified, newest) =
					tokio::join!(node::solidified(&endpoint), node::newest(&endpoint));
				let heads = solidified.and_then(|solidified| Ok((solidified, newest?)));
				(endpoint.name().to_owned(), heads)
			});
		}
		let (mut heads, mut failures) = (Vec::new(), Vec::new());
		while let Some(answer) = asked.join_next().await {
			match answer {
				Ok((name, Ok(answer))) => heads.push((name, answer)),
				Ok((name, Err(error))) => failures.push((name, error)),
				Err(_) => {}
			}
		}
		for (name, error) in &failures {
			alerts.add(format!("{name} {error}, asked about its newest blocks"));
		}
		self.agreed_limit(&heads, &failures, alerts)
	}

	fn agreed_limit(
		&self,
		heads: &[(String, (Head, Head))],
		failures: &[(String, HttpError)],
		alerts: &mut Alerts,
	) -> Result<u64, RailError> {
		let needed = self.endpoints.needed();
		let usable = |(solidified, newest): &(Head, Head)| {
			solidified.number.min(newest.number.saturating_sub(self.settings.confirmations))
		};
		let limit = nth_highest(heads.iter().map(|(_, head)| usable(head)), needed);
		let solid = nth_highest(heads.iter().map(|(_, head)| head.0.number), needed);
		let (Some(limit), Some(solid)) = (limit, solid) else {
			return Err(too_few(heads.len(), needed, failures).of(RailName::Tron));
		};
		for (name, (own, newest)) in heads {
			let number = own.number;
			if number > newest.number {
				alerts.add(format!("{name} has block {number} solidified and none so new"));
			} else if number > solid.saturating_add(APART / 2) {
				alerts
					.add(format!("{name} has block {number} solidified, a majority {solid} only"));
			} else if number.saturating_add(APART) < solid {
				alerts.add(format!("{name} is behind: block {number}, a majority has {solid}"));
			}
		}
		Ok(limit)
	}

	/// A block and what came of it, as a majority has both.
	async fn block(&self, number: u64, alerts: &mut Alerts) -> Result<(Block, Infos), RailError> {
		let (about_block, about_infos) =
			(format!("block {number}"), format!("the outcomes of block {number}"));
		let most = self.settings.max_block;
		let (block, infos) = tokio::join!(
			self.endpoints.majority(&about_block, move |endpoint| async move {
				node::block(&endpoint, number, most).await
			}),
			self.endpoints.majority(&about_infos, move |endpoint| async move {
				node::infos(&endpoint, number, most).await
			}),
		);
		Ok((alerts.heed(block)?, alerts.heed(infos)?))
	}

	/// Where a rail begins that has not begun yet.
	async fn begin(&self, limit: u64, alerts: &mut Alerts) -> Result<Swept, RailError> {
		let (Block { head, .. }, _) = self.block(limit, alerts).await?;
		let Head { number, id, timestamp, .. } = head;
		Ok(Swept { since: timestamp, number, id: Some(id), timestamp })
	}

	/// Reads the block after the last one.
	async fn sweep_one(
		&mut self,
		watched: &BTreeSet<ForeignAccount>,
		swept: &mut Swept,
		found: &mut Found,
		alerts: &mut Alerts,
	) -> Result<(), RailError> {
		let number = swept.number.saturating_add(1);
		let (block, infos) = self.block(number, alerts).await?;
		if let Some(id) = swept.id.filter(|id| block.head.parent != *id) {
			return Err(undone(format!(
				"block {} of TRON was read as {} and is now {}. Solidified blocks never change, unless a \
				 test network is begun anew",
				swept.number,
				hex::encode(id),
				hex::encode(block.head.parent),
			)));
		}
		let outcome = deposits::of_block(&self.settings.policy, watched, &block, &infos).map_err(
			|error| RailError::BadAnswer {
				endpoint: "a majority of endpoints".to_owned(),
				reason: error.to_string(),
			},
		)?;
		outcome.alerts.into_iter().for_each(|alert| alerts.add(alert));
		self.count(outcome.ignored);
		self.second_look.remember(number, &outcome.deposits);
		found.deposits.extend(outcome.deposits);
		let Head { number, id, timestamp, .. } = block.head;
		*swept = Swept { number, id: Some(id), timestamp, ..*swept };
		Ok(())
	}

	fn count(&self, ignored: Ignored) {
		let counts = &self.ignored;
		counts.dust.fetch_add(ignored.dust, Ordering::Relaxed);
		counts.other_tokens.fetch_add(ignored.other_tokens, Ordering::Relaxed);
		counts.failed.fetch_add(ignored.failed, Ordering::Relaxed);
	}
}

impl Rail for TronRail {
	fn name(&self) -> RailName {
		RailName::Tron
	}

	async fn step(
		&mut self,
		watched: &BTreeSet<ForeignAccount>,
		cursor: Option<&Cursor>,
	) -> Result<Found, RailError> {
		let began = Instant::now();
		let mut alerts = Alerts::default();
		if self.given.take().as_ref() != cursor {
			self.second_look.forget();
		}
		let before = cursor.map(Swept::from_cursor).transpose()?;
		let limit = self.limit(&mut alerts).await?;
		if let Some(read) = before.filter(|read| read.number > limit.saturating_add(APART)) {
			return Err(undone(format!(
				"block {} of TRON was read, and the newest that may be read is {limit}: endpoints are \
				 behind, or a test network was begun anew",
				read.number
			)));
		}
		let mut found = Found::default();
		let mut swept = match before {
			Some(before) => before,
			None => self.begin(limit, &mut alerts).await?,
		};
		self.second_look.resume(swept.number);
		let first = swept.number;
		let last = limit.min(first.saturating_add(self.settings.blocks_per_step.max(1)));
		let until = began + self.settings.patience;
		while swept.number < last && (swept.number == first || Instant::now() < until) {
			if let Err(error) = self.sweep_one(watched, &mut swept, &mut found, &mut alerts).await {
				// What was read before it is good. The next step meets the error first.
				if swept.number == first {
					return Err(error);
				}
				alerts.add(error.to_string());
				break;
			}
		}
		found.is_behind = swept.number < limit;
		if !found.is_behind {
			let Self { second_look, endpoints, settings, .. } = self;
			let accounts = settings.accounts_per_step;
			let policy = &settings.policy;
			let missed = second_look
				.look(endpoints, policy, watched, accounts, &swept, until, &mut alerts)
				.await;
			found.deposits.extend(missed);
		}
		found.cursor = swept.to_cursor();
		self.given = Some(found.cursor.clone());
		found.alerts = alerts.0;
		Ok(found)
	}

	async fn diagnose(&mut self) -> Vec<Result<String, String>> {
		super::diagnosis::diagnose(self).await
	}
}

fn undone(reason: String) -> RailError {
	RailError::Undone { rail: RailName::Tron, reason }
}

/// The accounts of this chain.
pub(super) fn accounts(watched: &BTreeSet<ForeignAccount>) -> impl Iterator<Item = Address> {
	watched.iter().filter_map(|account| match account {
		ForeignAccount::Tron(account) => Some(Address(*account)),
		ForeignAccount::Ton { .. } => None,
	})
}

/// The highest number that so many of these reach.
fn nth_highest(numbers: impl Iterator<Item = u64>, n: usize) -> Option<u64> {
	let mut numbers: Vec<_> = numbers.collect();
	numbers.sort_unstable_by(|one, other| other.cmp(one));
	numbers.get(n.checked_sub(1)?).copied()
}

fn too_few(answered: usize, needed: usize, failures: &[(String, HttpError)]) -> EndpointsError {
	let rests = failures.iter().filter_map(|(_, error)| match error {
		HttpError::TooManyRequests(rest) => Some(*rest),
		_ => None,
	});
	match rests.min() {
		Some(rest) => EndpointsError::TooManyRequests(rest),
		None => EndpointsError::TooFew {
			answered,
			needed,
			reason: failures
				.iter()
				.map(|(name, error)| format!("{name} {error}"))
				.collect::<Vec<_>>()
				.join("; "),
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn the_limit_should_be_what_a_majority_reaches() {
		let nth = |numbers: &[u64], n| nth_highest(numbers.iter().copied(), n);
		assert_eq!(nth(&[10, 999, 11], 2), Some(11));
		assert_eq!(nth(&[10, 0, 11], 2), Some(10));
		assert_eq!(nth(&[10], 1), Some(10));
		assert_eq!(nth(&[10], 2), None);
		assert_eq!(nth(&[], 0), None);
	}

	proptest! {
		#[test]
		fn one_liar_of_three_should_not_move_the_limit_beyond_the_honest(
			one: u64,
			other: u64,
			liar: u64,
		) {
			let limit = nth_highest([one, other, liar].into_iter(), 2).expect("there are three");
			prop_assert!(limit <= one.max(other));
			prop_assert!(limit >= one.min(other));
		}
	}
}
