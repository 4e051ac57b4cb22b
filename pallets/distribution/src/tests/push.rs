//! Paying many shares at once.

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use hotpot_primitives::time::DAY;
use sp_runtime::DispatchError;

const SPOT: [(AccountId, u32); 7] = [(20, 1), (21, 1), (22, 1), (23, 1), (24, 2), (25, 3), (26, 5)];

#[test]
fn push_should_pay_everybody_who_can_be_paid_and_tell_why_not_of_the_others() {
	ExtBuilder::default().spot(&SPOT).execute(|| {
		open();
		assert_ok!(claim(1, 24));
		Frozen::insert(26, ());
		System::reset_events();
		assert_ok!(push(1, &[20, 24, 25, 26, 25, NEW]));
		let skipped = |who, reason| Event::ShareSkipped { round: 1, who, reason };
		assert_eq!(
			events(),
			vec![
				skipped(20, Reason::NotAboveMedian),
				skipped(24, Reason::AlreadyPaid),
				Event::SharePaid { round: 1, who: 25, spot: 3, amount: POOLED * 3 / 10 },
				skipped(26, Reason::PayoutRefused { error: FROZEN }),
				skipped(25, Reason::AlreadyPaid),
				skipped(NEW, Reason::NothingThen),
			]
		);
		assert_eq!((thp(24), thp(25), thp(26)), (POOLED / 5, POOLED * 3 / 10, 0));
		assert_eq!((round(1).paid, round(1).shares_paid), (POOLED / 2, 2));

		Frozen::remove(26);
		unverify(26);
		assert_ok!(push(1, &[26]));
		assert_eq!(last_event(), skipped(26, Reason::NotVerified));
		verify(26);
		assert_ok!(push(1, &[26]));
		assert_eq!(thp(26), POOLED / 2);
	});
}

#[test]
fn push_should_pay_a_hundred() {
	let spot: Vec<_> =
		(1_000..1_100).map(|who| (who, 3)).chain((2_000..2_101).map(|who| (who, 1))).collect();
	ExtBuilder::default().spot(&spot).execute(|| {
		open();
		let holders: Vec<_> = (1_000..1_100).collect();
		assert_ok!(push(1, &holders));
		assert_eq!((round(1).shares_paid, round(1).paid, thp(POOL)), (100, POOLED, 0));
	});
}

#[test]
fn push_should_cost_by_the_number_of_holders() {
	let weight = |count: usize| {
		let holders = Payees::truncate_from(vec![CAROL; count]);
		let call: Call<Test> = Call::push { round: 1, holders };
		call.get_dispatch_info().call_weight
	};
	let of = |count| Weight::from_parts(count, 0);
	assert_eq!((weight(0), weight(1), weight(100), weight(101)), (of(0), of(1), of(100), of(100)));
}

#[test]
fn push_should_fail_when_the_list_is_empty() {
	ExtBuilder::default().execute(|| {
		open();
		assert_noop!(push(1, &[]), Error::<Test>::NoHolders);
	});
}

#[test]
fn push_should_fail_when_the_round_is_unknown_or_closed() {
	ExtBuilder::default().execute(|| {
		assert_noop!(push(1, &[CAROL]), Error::<Test>::NotFound);
		open();
		pass(180 * DAY);
		assert_ok!(Distribution::reclaim(stranger(), 1));
		assert_noop!(push(1, &[CAROL]), Error::<Test>::RoundClosed);
	});
}

#[test]
fn push_should_fail_when_nobody_signed() {
	ExtBuilder::default().execute(|| {
		open();
		let holders = Payees::truncate_from(vec![CAROL]);
		assert_noop!(
			Distribution::push(RuntimeOrigin::none(), 1, holders),
			DispatchError::BadOrigin
		);
	});
}
