//! Rule 12: no sequence of transfers gets past a limit.

use crate::{mock::*, *};
use alloc::vec::Vec;
use frame_support::assert_ok;
use hotpot_primitives::{
	Balance, Moment,
	time::{DAY, HOUR, MINUTE},
};
use proptest::prelude::*;
use sp_runtime::DispatchError;

const PEOPLE: [AccountId; 3] = [ALICE, BOB, CAROL];
/// Together more than the floor of the holder cap, each not far below the cap.
const RICH: Balance = 400_000 * THP;

#[derive(Clone, Debug)]
enum Step {
	Send { from: usize, to: usize, amount: Balance },
	Mint { to: usize, amount: Balance },
	Pass { minutes: u64 },
}

fn step() -> impl Strategy<Value = Step> {
	let amount = || prop_oneof![3 => 1..40_000 * THP, 1 => 1..200_000 * THP];
	prop_oneof![
		8 => (0..3usize, 1..3usize, amount())
			.prop_map(|(from, on, amount)| Step::Send { from, to: (from + on) % 3, amount }),
		1 => (0..3usize, amount()).prop_map(|(to, amount)| Step::Mint { to, amount }),
		3 => prop_oneof![3 => 0..120u64, 1 => 0..2_000u64]
			.prop_map(|minutes| Step::Pass { minutes }),
	]
}

/// What was sent, as a list that forgets nothing.
#[derive(Default)]
struct Ledger(Vec<(AccountId, Moment, Balance)>);

impl Ledger {
	fn sent_since(&self, from: AccountId, since: Moment) -> Balance {
		let sent = self.0.iter().filter(|(who, at, _)| *who == from && *at > since);
		sent.map(|(_, _, amount)| amount).sum()
	}

	fn send(&mut self, from: AccountId, to: AccountId, amount: Balance) {
		let (now, settings) = (Timestamp::get(), Compliance::settings());
		let result = send(from, to, amount);
		if result.is_ok() {
			self.0.push((from, now, amount));
			assert!(amount <= settings.max_transfer);
			assert!(self.sent_since(from, now - DAY) <= settings.max_daily);
			assert!(thp(to) <= settings.holder_cap.mul_floor(Assets::total_supply(THP_ASSET)));
		}
		if result == Err(DispatchError::from(Error::<Test>::ExceedsDailyLimit)) {
			let held_for = 25 * HOUR;
			assert!(
				self.sent_since(from, now - held_for) + amount > settings.max_daily,
				"the limit is not tighter than by one bucket"
			);
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn limits_should_hold_over_every_sequence(steps in prop::collection::vec(step(), 1..120)) {
		ExtBuilder::default()
			.settings(|settings| settings.max_transfer = 60_000 * THP)
			.execute(|| {
				PEOPLE.into_iter().for_each(|who| mint(who, RICH));
				let (mut ledger, mut minted) = (Ledger::default(), 3 * (HELD + RICH));
				for step in steps {
					match step {
						Step::Send { from, to, amount } => {
							ledger.send(PEOPLE[from], PEOPLE[to], amount);
						}
						Step::Mint { to, amount } => {
							mint(PEOPLE[to], amount);
							minted += amount;
						}
						Step::Pass { minutes } => pass(minutes * MINUTE),
					}
					assert_eq!(PEOPLE.into_iter().map(thp).sum::<Balance>(), minted);
				}
				assert_ok!(Compliance::do_try_state());
			});
	}
}
