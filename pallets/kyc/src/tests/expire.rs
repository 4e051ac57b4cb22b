//! Rule 8: expiry acts by itself.

use crate::{expiring::MAX_DUE_PER_BLOCK, mock::*, *};
use frame_support::{
	assert_ok,
	traits::Hooks,
	weights::{Weight, WeightMeter},
};
use hotpot_primitives::{
	time::{DAY, MINUTE},
	traits::{KycInspect, Standing},
};

fn standing(n: u8) -> Standing {
	<Kyc as KycInspect<_>>::standing(&account(n))
}

fn attest_until(n: u8, expires_at: u64) {
	assert_ok!(submit(VERIFIER, Attestation { expires_at, ..passed(n) }));
}

#[test]
fn an_account_should_expire_by_the_clock_before_any_hook_ran() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		Timestamp::set_timestamp(NOON + YEAR - 1);
		assert_eq!(standing(GUEST), Standing::Verified);
		Timestamp::set_timestamp(NOON + YEAR);
		assert_eq!(standing(GUEST), Standing::Expired);
		assert_eq!(record(GUEST).state, State::Verified);
	});
}

#[test]
fn the_hook_should_give_notice_30_days_before_the_end_and_once() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let notice = Event::ExpiryNotice { account: account(GUEST), expires_at: NOON + YEAR };
		pass(335 * DAY - 1);
		assert!(!events().contains(&notice));
		pass(1);
		assert_eq!(last_event(), notice);
		pass(30 * DAY - 1);
		assert_eq!(events().iter().filter(|event| **event == notice).count(), 1);
		assert_eq!(standing(GUEST), Standing::Verified);
		pass(1);
		assert_eq!(last_event(), Event::Expired { account: account(GUEST) });
		assert_eq!(record(GUEST).state, State::Expired);
		assert_eq!(Due::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn a_renewal_should_put_notice_and_end_off() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		pass(340 * DAY);
		assert!(matches!(last_event(), Event::ExpiryNotice { .. }));
		verify(GUEST);
		pass(YEAR - 31 * DAY);
		assert!(matches!(last_event(), Event::Attested { .. }));
		assert_eq!(standing(GUEST), Standing::Verified);
	});
}

#[test]
fn an_attestation_shorter_than_the_notice_should_be_noticed_at_once() {
	ExtBuilder::default().execute(|| {
		attest_until(GUEST, NOON + 10 * DAY);
		pass(MINUTE);
		assert!(matches!(last_event(), Event::ExpiryNotice { .. }));
		pass(10 * DAY);
		assert_eq!(last_event(), Event::Expired { account: account(GUEST) });
	});
}

#[test]
fn a_pending_account_should_expire_too() {
	ExtBuilder::default().execute(|| {
		hit(GUEST);
		pass(YEAR);
		assert_eq!(standing(GUEST), Standing::Expired);
		assert_eq!(last_event(), Event::Expired { account: account(GUEST) });
	});
}

#[test]
fn the_earliest_should_come_first() {
	ExtBuilder::default().settings(|s| s.notice = 0).execute(|| {
		// Moments whose low bytes are out of order.
		for (n, expires_at) in [(40, NOON + 0x1_00), (41, NOON + 0xff), (42, NOON + 0x1_00_00)] {
			attest_until(n, expires_at);
		}
		pass(DAY);
		let expired: alloc::vec::Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::Expired { account } => Some(account),
				_ => None,
			})
			.collect();
		assert_eq!(expired, [account(41), account(40), account(42)]);
	});
}

#[test]
fn the_hook_should_look_at_no_more_than_the_weight_pays_for() {
	ExtBuilder::default().settings(|s| s.notice = 0).execute(|| {
		for n in 40..50 {
			attest_until(n, NOON + DAY);
		}
		Timestamp::set_timestamp(NOON + DAY);
		let step = <() as WeightInfo>::due();
		Kyc::settle_due(&mut WeightMeter::with_limit(Weight::zero()));
		assert_eq!(Due::<Test>::iter_keys().count(), 10);
		let mut meter = WeightMeter::with_limit(step.saturating_mul(4));
		Kyc::settle_due(&mut meter);
		assert_eq!(Due::<Test>::iter_keys().count(), 7, "one step looked, three acted");
		assert_eq!(meter.remaining(), Weight::zero());
		assert!((40..50).all(|n| standing(n) == Standing::Expired), "the clock did not wait");
		assert_eq!(Kyc::on_idle(2, Weight::MAX), step.saturating_mul(8));
		assert_eq!(Due::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn the_hook_should_look_at_no_more_than_100_accounts_a_block() {
	let many = licence(hotpot_primitives::traits::Level::Premium, true);
	ExtBuilder::default().settings(|s| s.notice = 0).execute(|| {
		let many = Licence { max_persons: 1_000, ..many };
		assert_ok!(Kyc::set_licence(RuntimeOrigin::root(), account(VERIFIER), many));
		for n in 100..=220 {
			attest_until(n, NOON + DAY);
		}
		pass(DAY);
		assert_eq!(Due::<Test>::iter_keys().count(), 121 - MAX_DUE_PER_BLOCK);
		pass(0);
		assert_eq!(Due::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn what_is_due_without_a_record_should_be_dropped() {
	ExtBuilder::default().execute(|| {
		Due::<Test>::insert(records::due_key(NOON, &account(GUEST)), ());
		pass(1);
		assert_eq!(Due::<Test>::iter_keys().count(), 0);
	});
}
