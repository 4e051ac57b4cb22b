//! Random lives against the model: without a unit of difference.

use super::model::Model;
use crate::{mock::*, *};
use frame_support::{assert_ok, storage::with_storage_layer};
use hotpot_primitives::{
	time::DAY,
	traits::{MoveHoldings, OnStanding, SpotMutate, SpotSnapshots},
};

/// Accounts of the random lives.
const ACCOUNTS: u64 = 40;

/// SplitMix64: a sequence that is the same in every run.
struct Random(u64);

impl Random {
	fn below(&mut self, end: u64) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		(mixed ^ (mixed >> 31)) % end
	}

	fn who(&mut self) -> AccountId {
		100 + self.below(ACCOUNTS)
	}

	fn amount(&mut self) -> u32 {
		let scale = [1, 15, 1_100, 40_000][self.below(4) as usize];
		self.below(scale + 1) as u32
	}
}

/// One operation, on both sides; both must agree on whether it succeeds, and on what it gives.
fn step(random: &mut Random, model: &mut Model) {
	let who = random.who();
	match random.below(100) {
		0..40 => {
			let number = if random.below(20) == 0 {
				random.below(model.used.len() as u64 + 1)
			} else {
				model.used.len() as u64
			};
			let back = [0, 1, 31, 33][random.below(4) as usize] * DAY;
			let at = (model.now + random.below(DAY / 50)).saturating_sub(back + random.below(DAY));
			let amount = random.amount();
			let given = Spot::award(&who, visit(number, amount, at));
			assert_eq!(given.ok().map(u128::from), model.award(who, number, amount.into(), at));
		}
		40..50 => {
			let amount = random.amount().max(1);
			if model.account(who).balance + u128::from(amount) <= MAX_BALANCE.into() {
				give(who, amount);
				model.give(who, amount.into());
			}
		}
		50..65 => {
			let amount = random.amount();
			assert_eq!(Spot::burn(&who, amount).is_ok(), model.burn(who, amount.into()));
		}
		65..80 => {
			let is_verified = random.below(3) > 0;
			if is_verified {
				Spot::verified(&who);
			} else {
				Spot::unverified(&who);
			}
			model.account(who).is_verified = is_verified;
		}
		80..86 => {
			let to = random.who();
			let can = Spot::can_move(&who, &to);
			let done = with_storage_layer(|| Spot::move_holdings(&who, &to));
			assert_eq!(can, done, "the check decides");
			assert_eq!(done.is_ok(), model.merge(who, to));
		}
		86..90 => {
			let taken = Spot::take().ok();
			assert_eq!(taken.map(|(id, _)| id), model.take());
			assert!(taken.is_none_or(|(_, figures)| figures == model.figures()));
		}
		90..94 => {
			let id = model.next_snapshot.saturating_sub(random.below(12) as u32);
			Spot::release(id);
			model.snapshots.remove(&id);
		}
		94..96 => {
			model.now += random.below(DAY);
			pass(model.now - now());
		}
		96..97 => {
			let settings = Settings {
				daily_cap: 1 + random.below(20) as u8,
				max_balance: 1_000 + random.below(999_001) as u32,
			};
			assert_ok!(Spot::set_settings(RuntimeOrigin::root(), settings));
			(model.cap, model.most) = (settings.daily_cap.into(), settings.max_balance.into());
		}
		_ => {
			let id = model.next_snapshot.saturating_sub(random.below(12) as u32);
			assert_eq!(u128::from(Spot::balance_at(id, who)), model.balance_at(id, who));
		}
	}
}

/// Everything that can be asked of either side.
fn assert_equal(model: &Model) {
	for who in 100..100 + ACCOUNTS {
		let balance = model.accounts.get(&who).map_or(0, |account| account.balance);
		assert_eq!(u128::from(spot(who)), balance);
		for id in model.snapshots.keys() {
			assert_eq!(u128::from(Spot::balance_at(*id, who)), model.balance_at(*id, who));
		}
	}
	assert_eq!(Assets::total_supply(SPOT_ASSET), model.issued - model.burned);
	assert_ok!(Spot::do_try_state());
}

/// Lives through so many operations, and gives the model's side.
pub fn live(operations: u64, seed: u64) -> Model {
	for who in [ALICE, BOB, CAROL] {
		Spot::unverified(&who);
	}
	let Settings { daily_cap, max_balance } = Spot::settings();
	let (cap, most) = (daily_cap.into(), max_balance.into());
	let mut model = Model { now: now(), cap, most, ..Model::default() };
	let mut random = Random(seed);
	for operation in 0..operations {
		step(&mut random, &mut model);
		assert_eq!(Spot::figures(), model.figures());
		if operation % (operations / 20) == 0 {
			assert_equal(&model);
		}
	}
	assert_equal(&model);
	model
}

/// A million operations with `HOTPOT_FULL=1`, else 20 000.
#[test]
fn spot_should_equal_the_model_to_the_unit() {
	let is_full = std::env::var("HOTPOT_FULL").is_ok_and(|full| full == "1");
	let operations = if is_full { 1_000_000 } else { 20_000 };
	ExtBuilder::default().execute(|| {
		// In block 0 no events are deposited.
		System::set_block_number(0);
		let Model { used, issued, burned, next_snapshot, .. } = live(operations, 4);
		std::println!(
			"{operations} operations: {} awards, {issued} SPOT made, {burned} of it gone, \
			{next_snapshot} record dates",
			used.len(),
		);
	});
}
