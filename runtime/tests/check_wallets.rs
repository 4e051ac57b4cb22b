//! A check wallet has no account and signs its claim all the same (rule 4).

use crate::{NOW, ext, open_till, record_checks, signed, transfer};
use frame_support::{assert_ok, dispatch::DispatchResult};
use hotpot_primitives::TillId;
use hotpot_runtime::{
	Balances, Checks, Nonce, Runtime, RuntimeCall, RuntimeOrigin, System, UncheckedExtrinsic,
	constants::{ERA_PERIOD, POT},
	extensions::FEELESS_PRIORITY,
	genesis::DEVELOPMENT,
	types::Executive,
};
use pallet_checks::{CheckEntry, CheckState, OpenChecks};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, One, Two};
use sp_runtime::{
	generic::Era,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
};

const WALLET: Sr25519Keyring = Two;
const SEQUENCE: u32 = 1;

fn claim_of(sequence: u32, destination: Sr25519Keyring) -> RuntimeCall {
	pallet_checks::Call::claim {
		till: TillId(1),
		sequence,
		destination: destination.to_account_id(),
	}
	.into()
}

fn claim(nonce: Nonce) -> UncheckedExtrinsic {
	by_wallet(claim_of(SEQUENCE, Charlie), nonce)
}

fn by_wallet(call: RuntimeCall, nonce: Nonce) -> UncheckedExtrinsic {
	signed(call, WALLET, nonce, Era::mortal(ERA_PERIOD, 0), 0)
}

fn validate(extrinsic: UncheckedExtrinsic) -> TransactionValidity {
	let genesis = System::block_hash(0);
	Executive::validate_transaction(TransactionSource::External, extrinsic, genesis)
}

/// Applies a transaction as a block does: the dispatch's result, or why it may not be in a block.
fn apply(extrinsic: UncheckedExtrinsic) -> Result<DispatchResult, TransactionValidityError> {
	Executive::apply_extrinsic(extrinsic)
}

fn refused<T>(reason: InvalidTransaction) -> Result<T, TransactionValidityError> {
	Err(reason.into())
}

/// A recorded check of [`WALLET`], which owns nothing.
fn with_check(test: impl FnOnce()) {
	ext(DEVELOPMENT).execute_with(|| {
		open_till(One.to_account_id());
		System::set_block_number(1);
		let entry = CheckEntry {
			sequence: SEQUENCE,
			tetri: 5_000,
			sold_at: NOW,
			wallet: WALLET.to_account_id(),
			commitment: [3; 32],
		};
		let entries = vec![entry].try_into().expect("a batch of one");
		assert_ok!(Checks::record_checks(RuntimeOrigin::signed(One.to_account_id()), entries));
		assert!(!System::account_exists(&WALLET.to_account_id()));
		test();
		assert_ok!(Checks::do_try_state());
	});
}

fn is_claimed() -> bool {
	OpenChecks::<Runtime>::get((TillId(1), SEQUENCE))
		.is_some_and(|check| check.state != CheckState::Unclaimed)
}

#[test]
fn claim_should_be_free_and_first_when_its_wallet_has_no_account() {
	with_check(|| {
		let validity = validate(claim(0)).expect("the wallet may claim");
		assert_eq!(validity.priority, FEELESS_PRIORITY);
		assert_eq!((validity.requires.len(), validity.provides.len()), (0, 1));
		assert_eq!(apply(claim(0)), Ok(Ok(())));
		assert!(is_claimed());
		assert!(!System::account_exists(&WALLET.to_account_id()), "it left an account behind");
	});
}

#[test]
fn claim_should_be_refused_when_it_is_replayed() {
	with_check(|| {
		assert_eq!(apply(claim(0)), Ok(Ok(())));
		assert_eq!(validate(claim(0)), refused(InvalidTransaction::Payment));
		assert_eq!(apply(claim(0)), refused(InvalidTransaction::Payment));
	});
}

#[test]
fn two_claims_of_a_wallet_should_provide_the_same_when_they_differ() {
	with_check(|| {
		let other = by_wallet(claim_of(SEQUENCE, Dave), 0);
		let tags = [claim(0), other].map(|claim| validate(claim).expect("valid").provides);
		assert_eq!(tags[0], tags[1], "the pool would hold both");
	});
}

#[test]
fn claim_should_be_refused_when_its_nonce_is_not_zero() {
	with_check(|| assert_eq!(validate(claim(1)), refused(InvalidTransaction::Future)));
}

#[test]
fn claim_should_be_refused_when_it_would_fail() {
	with_check(|| {
		let unknown = by_wallet(claim_of(2, Charlie), 0);
		assert_eq!(validate(unknown), refused(InvalidTransaction::Payment));
		let stranger = signed(
			claim_of(SEQUENCE, Charlie),
			Sr25519Keyring::Ferdie,
			0,
			Era::mortal(ERA_PERIOD, 0),
			0,
		);
		// Ferdie has coins and may pay for an error.
		assert!(validate(stranger).is_ok_and(|validity| validity.priority < FEELESS_PRIORITY));
		assert!(!is_claimed());
	});
}

#[test]
fn other_calls_should_be_refused_when_their_signer_has_no_account() {
	with_check(|| {
		let calls = vec![claim_of(SEQUENCE, Charlie)];
		let batch = pallet_utility::Call::batch { calls }.into();
		for call in [transfer(Bob), record_checks(1, 1), batch] {
			assert_eq!(validate(by_wallet(call, 0)), refused(InvalidTransaction::Payment));
		}
	});
}

#[test]
fn claim_should_count_a_nonce_when_somebody_sent_the_wallet_a_coin() {
	with_check(|| {
		let (alice, wallet) = (Alice.to_account_id(), WALLET.to_account_id());
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(alice),
			wallet.clone().into(),
			POT
		));
		// One coin must not buy a thousand places in the pool.
		assert_eq!(validate(claim(1)), refused(InvalidTransaction::Future));
		assert_eq!(apply(claim(0)), Ok(Ok(())));
		assert_eq!(System::account_nonce(&wallet), 1);
		assert_eq!(Balances::free_balance(&wallet), POT, "a claim costs nothing");
		assert_eq!(apply(claim(0)), refused(InvalidTransaction::Stale));
	});
}
