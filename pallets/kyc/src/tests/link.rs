//! Rule 8: a person closes another account of its own.

use crate::{mock::*, *};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{CheckIfFeeless, DispatchResult},
};
use hotpot_primitives::{
	time::DAY,
	traits::{FreeCalls, KycInspect, KycMutate, Role, Scope, Standing},
};
use sp_core::H256;
use sp_runtime::{DispatchError, MultiSignature};

/// What the key of `old` signs to be linked to `account`.
fn consent(account_number: u8, old: u8) -> MultiSignature {
	sign(old, &Kyc::link_payload(account(account_number), account(old)))
}

fn link(n: u8, old: u8) -> DispatchResult {
	Kyc::link(signed(n), account(old), consent(n, old))
}

fn is_feeless(n: u8, old: u8) -> bool {
	let call = Call::<Test>::link { old: account(old), signature: consent(n, old) };
	call.is_feeless(&signed(n))
}

fn assert_refused(n: u8, old: u8, error: impl Into<DispatchError>) {
	let error = error.into();
	assert!(!is_feeless(n, old), "a failing link is not free");
	assert_eq!(Kyc::can_link(account(n), account(old), consent(n, old)), Err(error));
	assert_noop!(link(n, old), error);
}

fn hold(n: u8, amount: u64) {
	Held::mutate(|held| held.insert(account(n), amount));
}

fn held(n: u8) -> u64 {
	Held::get().get(&account(n)).copied().unwrap_or(0)
}

#[test]
fn link_should_move_everything_and_close_the_old_account() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		hold(GUEST, 5);
		hold(OTHER, 7);
		assert!(is_feeless(GUEST, OTHER));
		assert_ok!(Kyc::can_link(account(GUEST), account(OTHER), consent(GUEST, OTHER)));
		assert_ok!(link(GUEST, OTHER));
		assert_eq!(last_event(), Event::Linked { account: account(GUEST), old: account(OTHER) });
		assert_eq!((held(GUEST), held(OTHER)), (12, 0));
		assert_eq!(Kyc::closed_account(account(OTHER)), Some(person(GUEST)));
		assert_eq!(<Kyc as KycInspect<_>>::identity(&account(OTHER)), None);
		assert_noop!(submit(VERIFIER, passed(OTHER)), Error::<Test>::AccountClosed);
	});
}

#[test]
fn link_should_accept_what_wallets_wrap() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		let payload = Kyc::link_payload(account(GUEST), account(OTHER));
		let signature = sign(OTHER, &payloads::wrapped(&payload));
		assert_ok!(Kyc::link(signed(GUEST), account(OTHER), signature));
	});
}

#[test]
fn link_should_close_what_the_person_left() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		pass(YEAR);
		assert_ok!(submit(SECOND, Attestation { account: account(FRESH), ..passed(GUEST) }));
		hold(GUEST, 3);
		assert_eq!(Kyc::verifier(account(VERIFIER)).map(|v| v.persons), Some(1));
		assert_ok!(link(FRESH, GUEST));
		assert_eq!(held(FRESH), 3);
		assert_eq!(Kyc::record(account(GUEST)), None);
		assert_eq!(Kyc::verifier(account(VERIFIER)).map(|v| v.persons), Some(0));
	});
}

#[test]
fn link_should_fetch_again_what_reached_a_closed_account_since() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(link(GUEST, OTHER));
		hold(OTHER, 9);
		pass(DAY);
		assert_ok!(link(GUEST, OTHER));
		assert_eq!((held(GUEST), held(OTHER)), (9, 0));
		verify(FRESH);
		assert_refused(FRESH, OTHER, Error::<Test>::AccountClosed);
	});
}

#[test]
fn link_should_go_through_once_a_utc_day() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(link(GUEST, OTHER));
		assert_refused(GUEST, FRESH, Error::<Test>::LinkedToday);
		pass(DAY / 2 - 1);
		assert_refused(GUEST, FRESH, Error::<Test>::LinkedToday);
		pass(1);
		assert_ok!(link(GUEST, FRESH));
	});
}

#[test]
fn link_should_cost_a_fee_when_no_free_call_is_left() {
	ExtBuilder::default().settings(|s| s.free_calls_per_day = 1).execute(|| {
		verify(GUEST);
		assert!(is_feeless(GUEST, OTHER));
		<Kyc as FreeCalls<_>>::consume(&account(GUEST));
		assert!(!is_feeless(GUEST, OTHER));
		assert_ok!(link(GUEST, OTHER));
	});
}

#[test]
fn link_should_fail_when_the_account_is_not_verified() {
	ExtBuilder::default().execute(|| {
		assert_refused(GUEST, OTHER, Error::<Test>::NotVerified);
		hit(GUEST);
		assert_refused(GUEST, OTHER, Error::<Test>::NotVerified);
		verify(FRESH);
		Timestamp::set_timestamp(NOON + YEAR);
		assert_refused(FRESH, OTHER, Error::<Test>::NotVerified);
		assert_noop!(
			Kyc::link(RuntimeOrigin::root(), account(OTHER), consent(FRESH, OTHER)),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn link_should_fail_when_the_old_account_is_somebodys() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		verify(OTHER);
		assert_refused(GUEST, GUEST, Error::<Test>::SameAccount);
		assert_refused(GUEST, OTHER, Error::<Test>::AccountTaken);
		assert_ok!(Kyc::revoke(signed(OFFICER), account(OTHER), REASON));
		assert_refused(GUEST, OTHER, Error::<Test>::AccountTaken);
	});
}

#[test]
fn link_should_fail_when_the_old_account_is_held_or_has_power() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		pass(YEAR);
		assert_ok!(submit(VERIFIER, Attestation { account: account(FRESH), ..passed(GUEST) }));
		assert_ok!(Kyc::suspend(signed(OFFICER), account(GUEST), REASON));
		assert_refused(FRESH, GUEST, Error::<Test>::AccountSuspended);
		assert_refused(FRESH, OFFICER, Error::<Test>::HasRoles);
	});
}

#[test]
fn link_should_fail_when_the_old_key_did_not_agree() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		verify(FRESH);
		let attempt = |signature| Kyc::link(signed(GUEST), account(OTHER), signature);
		let wrong = DispatchError::from(Error::<Test>::BadSignature);
		let payload = Kyc::link_payload(account(GUEST), account(OTHER));
		assert_noop!(attempt(sign(GUEST, &payload)), wrong);
		assert_noop!(attempt(consent(FRESH, OTHER)), wrong);
		let elsewhere = |genesis: H256| {
			let nonce = Kyc::nonce(account(GUEST));
			let words =
				(payloads::LINK_CONTEXT, genesis, account(OTHER), account(GUEST), nonce).encode();
			sign(OTHER, &words)
		};
		assert_noop!(attempt(elsewhere(H256::repeat_byte(1))), wrong);
		let kept = consent(GUEST, OTHER);
		verify(GUEST);
		assert_noop!(attempt(kept), wrong);
		assert_ok!(attempt(elsewhere(System::block_hash(0u64))));
	});
}

#[test]
fn link_should_change_nothing_when_something_may_not_move() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		hold(OTHER, 4);
		Stuck::set(Some(true));
		assert_refused(GUEST, OTHER, DispatchError::Unavailable);
		Stuck::set(Some(false));
		assert!(is_feeless(GUEST, OTHER), "nobody can see it beforehand");
		assert_noop!(link(GUEST, OTHER), DispatchError::Unavailable);
		assert_eq!(held(OTHER), 4);
		Stuck::set(None);
		assert_ok!(link(GUEST, OTHER));
	});
}

#[test]
fn a_recovered_person_should_reach_what_it_closed_before() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(link(GUEST, OTHER));
		assert_ok!(Kyc::rebind(&account(GUEST), &account(FRESH)));
		hold(OTHER, 2);
		hold(GUEST, 1);
		pass(DAY);
		assert_ok!(link(FRESH, OTHER));
		pass(DAY);
		assert_ok!(link(FRESH, GUEST));
		assert_eq!(held(FRESH), 3);
	});
}

#[test]
fn a_closed_account_should_get_no_role() {
	ExtBuilder::default().execute(|| {
		verify(GUEST);
		assert_ok!(link(GUEST, OTHER));
		let root = RuntimeOrigin::root();
		assert_noop!(
			Kyc::grant_role(root, account(OTHER), Role::Treasury, Scope::Network, None),
			Error::<Test>::AccountClosed
		);
		assert_eq!(<Kyc as KycInspect<_>>::standing(&account(OTHER)), Standing::Unknown);
	});
}
