//! Random deposits against a model that adds them up by itself.

use crate::{mock::*, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::assert_ok;
use hotpot_primitives::observations::{Deposit, ForeignAccount, Token};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Watch { account: u8, beneficiary: u64 },
	Retire { account: u8 },
	Tell { account: u8, token: Token, amount: u128, transaction: u8 },
	Usdc { counts: bool },
}

fn token() -> impl Strategy<Value = Token> {
	prop_oneof![Just(Token::Trx), Just(Token::UsdtTron), Just(Token::UsdcTron)]
}

fn step() -> impl Strategy<Value = Step> {
	let amount = prop_oneof![9 => 0..1_000u128, 1 => Just(u128::MAX / 2)];
	prop_oneof![
		3 => (1..7u8, 20..23u64)
			.prop_map(|(account, beneficiary)| Step::Watch { account, beneficiary }),
		1 => (1..7u8).prop_map(|account| Step::Retire { account }),
		9 => (1..7u8, token(), amount, 0..40u8).prop_map(|(account, token, amount, transaction)| {
			Step::Tell { account, token, amount, transaction }
		}),
		1 => any::<bool>().prop_map(|counts| Step::Usdc { counts }),
	]
}

#[derive(Default)]
struct Model {
	/// Whose an account is, for ever.
	owners: BTreeMap<u8, u64>,
	watched: BTreeSet<u8>,
	told: BTreeSet<u8>,
	usdc: bool,
	sums: BTreeMap<(u64, Token), (u128, u128)>,
}

fn take(step: Step, model: &mut Model) {
	let foreign = |account: u8| ForeignAccount::Tron([account; 20]);
	match step {
		Step::Watch { account, beneficiary } => {
			let may = !model.watched.contains(&account)
				&& model.watched.len() < MAX_WATCHED as usize
				&& model.owners.get(&account).is_none_or(|owner| *owner == beneficiary);
			let result = Deposits::watch(desk(), foreign(account), beneficiary, 1);
			assert_eq!(result.is_ok(), may);
			if may {
				model.owners.insert(account, beneficiary);
				model.watched.insert(account);
			}
		}
		Step::Retire { account } => {
			let result = Deposits::retire(desk(), foreign(account));
			assert_eq!(result.is_ok(), model.watched.remove(&account));
		}
		Step::Tell { account, token, amount, transaction } => {
			let to = foreign(account);
			let result = tell(&Deposit { to, ..deposit(token, amount, transaction) });
			let owner = model.owners.get(&account).filter(|_| model.watched.contains(&account));
			let is_counted = token == Token::UsdtTron || token == Token::UsdcTron && model.usdc;
			let total = |model: &Model| {
				let sums = model.sums.iter().filter(|((_, held), _)| *held == token);
				sums.map(|(_, sums)| if is_counted { sums.0 } else { sums.1 }).sum::<u128>()
			};
			let may = owner.is_some()
				&& amount > 0
				&& !model.told.contains(&transaction)
				&& total(model).checked_add(amount).is_some();
			assert_eq!(result.is_ok(), may, "{result:?}");
			if let Some(owner) = owner.copied().filter(|_| may) {
				model.told.insert(transaction);
				let sums = model.sums.entry((owner, token)).or_default();
				*(if is_counted { &mut sums.0 } else { &mut sums.1 }) += amount;
			}
		}
		Step::Usdc { counts } => {
			let settings = Settings { counts_usdc_tron: counts, ..Settings::default() };
			assert_ok!(Deposits::set_settings(owner(), settings));
			model.usdc = counts;
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn every_deposit_should_be_credited_once_to_whom_it_is(
		steps in prop::collection::vec(step(), 1..120),
	) {
		execute(|| {
			let mut model = Model::default();
			let mut before: Vec<(u64, u32, Line)> = Vec::new();
			for step in steps {
				take(step, &mut model);
				assert_ok!(Deposits::do_try_state());
				// Lines stay as they were.
				for (who, number, line) in &before {
					assert_eq!(Lines::<Test>::get(who, number).as_ref(), Some(line));
				}
				before = Lines::<Test>::iter().collect();
			}
			for ((who, token), (credited, uncounted)) in &model.sums {
				let sums = Sums { credited: *credited, uncounted: *uncounted };
				assert_eq!(Deposits::balance_of(*who, *token), sums);
			}
			assert_eq!(Balances::<Test>::iter().count(), model.sums.len());
		});
	}
}
