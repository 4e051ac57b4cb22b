//! Calls of staking.

use super::{Entry, entries};
use crate::one_door::{cast::Cast, world::SLASH_ERA};
use frame_support::traits::{LockableCurrency, WithdrawReasons};
use hotpot_runtime::{Balance, Balances, Runtime, constants::POT};
use pallet_staking::{
	Bonded, ChillThreshold, ConfigOp, Ledger, MinValidatorBond, Payee, RewardDestination,
	ValidatorPrefs,
};
use sp_runtime::{Perbill, Percent};

type Call = pallet_staking::Call<Runtime>;

/// Calls of staking.
pub fn calls() -> Vec<Entry> {
	[by_stakers(), by_root(), of_strange_stakes()].concat()
}

fn by_stakers() -> Vec<Entry> {
	let validator = || Cast::Validator.account();
	let controller = validator();
	let validator_stash = validator();
	let payee = RewardDestination::Stash;
	entries([
		Call::bond { value: 20_000 * POT, payee: payee.clone() },
		Call::bond_extra { max_additional: POT },
		Call::unbond { value: POT },
		Call::withdraw_unbonded { num_slashing_spans: 0 },
		Call::validate { prefs: ValidatorPrefs::default() },
		Call::nominate { targets: vec![validator().into()] },
		Call::chill {},
		Call::set_payee { payee },
		Call::payout_stakers { validator_stash: validator_stash.clone(), era: 0 },
		Call::payout_stakers_by_page { validator_stash: validator_stash.clone(), era: 0, page: 0 },
		Call::rebond { value: POT },
		Call::kick { who: vec![Cast::Delegate.account().into()] },
		Call::force_apply_min_commission { validator_stash },
		Call::chill_other { stash: controller },
	])
}

fn by_root() -> Vec<Entry> {
	let stash = Cast::Validator.account();
	let controllers = vec![stash.clone()].try_into().expect("room for one");
	entries([
		Call::set_validator_count { new: 3 },
		Call::increase_validator_count { additional: 1 },
		Call::scale_validator_count { factor: Percent::from_percent(10) },
		Call::force_no_eras {},
		Call::force_new_era {},
		Call::force_new_era_always {},
		Call::set_invulnerables { invulnerables: vec![stash.clone()] },
		Call::force_unstake { stash: stash.clone(), num_slashing_spans: 0 },
		Call::cancel_deferred_slash { era: SLASH_ERA, slash_indices: vec![0] },
		Call::set_staking_configs {
			min_nominator_bond: ConfigOp::Noop,
			min_validator_bond: ConfigOp::Noop,
			max_nominator_count: ConfigOp::Noop,
			max_validator_count: ConfigOp::Set(50),
			chill_threshold: ConfigOp::Noop,
			min_commission: ConfigOp::Noop,
			max_staked_rewards: ConfigOp::Noop,
		},
		Call::set_min_commission { new: Perbill::from_percent(1) },
		Call::deprecate_controller_batch { controllers },
		Call::manual_slash {
			validator_stash: stash,
			era: 0,
			slash_fraction: Perbill::from_percent(10),
		},
	])
}

/// Calls for stakes that are not as they should be.
fn of_strange_stakes() -> Vec<Entry> {
	let stash = || Cast::Validator.account();
	vec![
		Entry::given(Call::chill_other { stash: stash() }, || {
			ChillThreshold::<Runtime>::put(Percent::zero());
			MinValidatorBond::<Runtime>::put(Balance::MAX);
		}),
		Entry::given(Call::set_controller {}, || {
			let (stash, controller) = (Cast::Validator.account(), Cast::Pending.account());
			let ledger = Ledger::<Runtime>::take(&stash).expect("the validator has a stake");
			Ledger::<Runtime>::insert(&controller, ledger);
			Bonded::<Runtime>::insert(stash, controller);
		}),
		Entry::given(Call::update_payee { controller: stash() }, || {
			#[allow(deprecated)]
			let payee = RewardDestination::Controller;
			Payee::<Runtime>::insert(Cast::Validator.account(), payee);
		}),
		Entry::given(Call::reap_stash { stash: stash(), num_slashing_spans: 0 }, || {
			Ledger::<Runtime>::mutate_extant(Cast::Validator.account(), |ledger| ledger.total = 0);
		}),
		Entry::given(
			Call::restore_ledger {
				stash: stash(),
				maybe_controller: None,
				maybe_total: None,
				maybe_unlocking: None,
			},
			|| Ledger::<Runtime>::remove(Cast::Validator.account()),
		),
		Entry::given(Call::migrate_currency { stash: stash() }, || {
			let stash = Cast::Validator.account();
			Balances::set_lock(*b"staking ", &stash, POT, WithdrawReasons::all());
		}),
	]
}
