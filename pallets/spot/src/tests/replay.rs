//! What the events alone tell.

use super::model_run::live;
use crate::{mock::*, *};
use alloc::{collections::BTreeMap, vec::Vec};

/// What whoever reads nothing but the events knows of an account.
#[derive(Default)]
struct Account {
	balance: u32,
	is_verified: bool,
}

#[derive(Default)]
struct Replay {
	accounts: BTreeMap<AccountId, Account>,
}

impl Replay {
	fn of(&mut self, who: AccountId) -> &mut Account {
		self.accounts.entry(who).or_default()
	}

	fn hear(&mut self, event: Event<Test>) {
		match event {
			Event::Awarded { who, amount, .. } => self.of(who).balance += amount,
			Event::Burned { who, amount } => self.of(who).balance -= amount,
			Event::HoldingsMoved { from, to, amount, dropped } => {
				self.of(from).balance -= amount;
				let kept = self.of(to).balance + amount - dropped;
				self.of(to).balance = kept;
			}
			Event::StandingChanged { who, is_verified } => self.of(who).is_verified = is_verified,
			Event::SnapshotTaken { holders, median, above, .. } => {
				assert_eq!(self.figures(), (holders, median, above));
			}
			_ => {}
		}
	}

	fn figures(&self) -> (u32, u32, u64) {
		let verified = self.accounts.values().filter(|account| account.is_verified);
		let positive = verified.map(|account| account.balance).filter(|balance| *balance > 0);
		let mut sorted: Vec<_> = positive.collect();
		sorted.sort_unstable();
		let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
		let above = sorted.iter().filter(|balance| **balance > median);
		let above = above.map(|balance| u64::from(*balance)).sum();
		(sorted.len() as u32, median, above)
	}
}

#[test]
fn events_should_tell_every_balance_and_every_median() {
	for seed in 1_000..1_040 {
		ExtBuilder::default().execute(|| {
			live(400, seed);
			let mut replay = Replay::default();
			events().into_iter().for_each(|event| replay.hear(event));
			for (who, account) in replay.accounts {
				assert_eq!(account.balance, spot(who));
				let is_verified = Spot::holder(who).is_some_and(|holder| holder.is_verified);
				assert_eq!(account.is_verified, is_verified);
			}
		});
	}
}
