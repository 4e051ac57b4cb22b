//! Rule 40: a verified person has 20 calls a day without a fee.

use crate::{mock::*, *};
use hotpot_primitives::{time::DAY, traits::FreeCalls};

fn left(n: u8) -> u32 {
	Kyc::free_calls_left(account(n))
}

fn consume(n: u8) {
	<Kyc as FreeCalls<_>>::consume(&account(n));
}

#[test]
fn free_calls_should_run_out_and_come_back_with_the_utc_day() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_eq!(left(GUEST), 20);
		for n in (0..20).rev() {
			consume(GUEST);
			assert_eq!(left(GUEST), n);
		}
		consume(GUEST);
		assert_eq!((left(GUEST), record(GUEST).usage.free_calls), (0, 20));
		pass(DAY / 2 - 1);
		assert_eq!(left(GUEST), 0);
		pass(1);
		assert_eq!(left(GUEST), 20);
		consume(GUEST);
		assert_eq!(left(GUEST), 19);
	});
}

#[test]
fn free_calls_should_be_for_verified_accounts_only() {
	ExtBuilder::default().execute(|| {
		consume(GUEST);
		assert_eq!((left(GUEST), Kyc::record(account(GUEST))), (0, None));
		hit(OTHER);
		consume(OTHER);
		assert_eq!((left(OTHER), record(OTHER).usage), (0, Usage::default()));
		verify(FRESH);
		Timestamp::set_timestamp(NOON + YEAR);
		assert_eq!(left(FRESH), 0);
	});
}

#[test]
fn a_renewal_should_not_fill_the_allowance() {
	ExtBuilder::default().settings(|s| s.free_calls_per_day = 2).execute(|| {
		verify(GUEST);
		consume(GUEST);
		verify(GUEST);
		assert_eq!(left(GUEST), 1);
	});
}
