//! Rule 18: a conversion does exactly what was listed, or says which pair is wrong.

use crate::{mock::*, *};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::assert_noop;
use hotpot_primitives::traits::Standing;
use sp_runtime::DispatchError;

/// Refused by the call and by its preview alike.
fn assert_refused(pairs: &[(AccountId, u32)], rate: u32, error: Error<Test>) {
	let pairs = list(pairs.iter().copied());
	let refused = DispatchError::from(error);
	assert_eq!(Conversion::preview(pairs.clone(), rate), Err(refused));
	assert_noop!(Conversion::convert(RuntimeOrigin::root(), pairs, rate), refused);
}

fn assert_bad(pairs: &[(AccountId, u32)], index: u16, reason: PairError) {
	assert_refused(pairs, 10, Error::BadPair { index, reason });
}

#[test]
fn convert_should_fail_when_the_list_is_empty() {
	ExtBuilder::default().execute(|| assert_refused(&[], 10, Error::EmptyList));
}

#[test]
fn convert_should_not_be_a_call_when_the_list_has_501_pairs() {
	ExtBuilder::default().execute(|| {
		let call = |pairs: u64| {
			let pairs: Vec<(AccountId, u32)> = (0..pairs).map(|who| (who, 10)).collect();
			let encoded = (0u8, pairs, codec::Compact(10u32)).encode();
			Call::<Test>::decode(&mut encoded.as_slice())
		};
		assert!(call(500).is_ok());
		assert!(call(501).is_err());
	});
}

#[test]
fn convert_should_fail_when_the_rate_is_outside_the_band() {
	ExtBuilder::default().execute(|| {
		for rate in [0, 1, 4, 21, u32::MAX] {
			assert_refused(&[(ALICE, 100)], rate, Error::RateOutOfBand);
		}
	});
}

#[test]
fn convert_should_fail_when_the_rate_is_not_the_current_one() {
	ExtBuilder::default().execute(|| {
		for rate in [5, 9, 11, 20] {
			assert_refused(&[(ALICE, 100)], rate, Error::RateChanged);
		}
	});
}

#[test]
fn convert_should_fail_when_a_round_is_announced() {
	ExtBuilder::default().execute(|| {
		IsAnnounced::set(true);
		assert_refused(&[(ALICE, 100)], 10, Error::RoundAnnounced);
	});
}

#[test]
fn convert_should_fail_when_a_pair_is_of_nothing() {
	ExtBuilder::default().execute(|| {
		assert_bad(&[(ALICE, 0)], 0, PairError::AmountZero);
		assert_bad(&[(ALICE, 10), (BOB, 0)], 1, PairError::AmountZero);
	});
}

#[test]
fn convert_should_fail_when_a_pair_is_not_a_multiple_of_the_rate() {
	ExtBuilder::default().execute(|| {
		for spot in [1, 9, 11, 99, u32::MAX] {
			assert_bad(&[(BOB, 10), (ALICE, spot)], 1, PairError::NotMultiple);
		}
	});
}

#[test]
fn convert_should_fail_when_a_holder_appears_twice() {
	ExtBuilder::default().execute(|| {
		assert_bad(&[(ALICE, 10), (BOB, 10), (ALICE, 10)], 2, PairError::AppearsTwice);
	});
}

#[test]
fn convert_should_fail_when_a_holder_has_less() {
	ExtBuilder::default().execute(|| {
		assert_bad(&[(ALICE, 110)], 0, PairError::ExceedsBalance);
		assert_bad(&[(BOB, 100), (ALICE, 4_294_967_290)], 1, PairError::ExceedsBalance);
	});
}

#[test]
fn convert_should_fail_when_a_holder_is_not_verified() {
	ExtBuilder::default().execute(|| {
		assert_bad(&[(ALICE, 10), (GUEST, 10)], 1, PairError::NotVerified);
		for standing in
			[Standing::Pending, Standing::Rejected, Standing::Expired, Standing::Suspended]
		{
			Standings::insert(ALICE, standing);
			assert_bad(&[(BOB, 10), (CAROL, 10), (ALICE, 10)], 2, PairError::NotVerified);
		}
	});
}

#[test]
fn convert_should_fail_when_a_holder_did_not_consent() {
	ExtBuilder::default().execute(|| {
		Consents::<Test>::remove(BOB);
		assert_bad(&[(ALICE, 10), (BOB, 10)], 1, PairError::NotConsented);
	});
}

#[test]
fn convert_should_fail_when_the_law_is_against_the_payment() {
	ExtBuilder::default().execute(|| {
		let officer = RuntimeOrigin::signed(COMPLIANCE);
		assert_eq!(Compliance::freeze(officer.clone(), BOB, [1; 32]), Ok(()));
		assert_bad(&[(ALICE, 10), (BOB, 10)], 1, PairError::PayoutRefused);
		assert_eq!(Compliance::set_paused(officer, true), Ok(()));
		assert_bad(&[(ALICE, 10), (BOB, 10)], 0, PairError::PayoutRefused);
	});
}

#[test]
fn an_error_should_fit_into_a_module_error() {
	let largest = Error::<Test>::BadPair { index: 499, reason: PairError::PayoutRefused };
	assert_eq!(largest.encode().len(), frame_support::MAX_MODULE_ERROR_ENCODED_SIZE);
}
