//! What transactions cost, and who gets it.

use crate::{ext, record_checks, signed, transfer};
use codec::Encode;
use frame_support::traits::{OnUnbalanced, fungible::Balanced};
use hotpot_runtime::{
	AccountId, Balance, Balances, RuntimeCall, Session, System, TransactionPayment,
	configs::money::FeesToAuthor,
	constants::{ERA_PERIOD, EXISTENTIAL_DEPOSIT, MILLIPOT, POT},
	genesis::{DEVELOPMENT, LOCAL_TESTNET},
};
use sp_consensus_babe::{
	BABE_ENGINE_ID,
	digests::{PreDigest, SecondaryPlainPreDigest},
};
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::{Digest, DigestItem, generic::Era};

fn fee(call: RuntimeCall) -> Balance {
	let extrinsic = signed(call, Alice, 0, Era::mortal(ERA_PERIOD, 0), 0);
	let length = u32::try_from(extrinsic.encoded_size()).expect("it fits a block");
	TransactionPayment::query_info(extrinsic, length).partial_fee
}

#[test]
fn a_transfer_should_cost_about_a_thousandth_pot() {
	ext(DEVELOPMENT).execute_with(|| {
		let fee = fee(transfer(Bob));
		assert!((MILLIPOT / 2..=2 * MILLIPOT).contains(&fee), "{fee}");
	});
}

#[test]
fn an_account_should_cost_at_least_half_a_transfer() {
	ext(DEVELOPMENT).execute_with(|| {
		assert!(EXISTENTIAL_DEPOSIT >= fee(transfer(Bob)) / 2);
	});
}

#[test]
fn a_full_batch_of_checks_should_cost_less_than_one_pot_when_not_free() {
	ext(DEVELOPMENT).execute_with(|| {
		let (one, full) = (fee(record_checks(1, 1)), fee(record_checks(1, 200)));
		assert!(one < full && full < POT, "{one} {full}");
	});
}

#[test]
fn the_fee_should_go_to_the_author_in_full() {
	ext(LOCAL_TESTNET).execute_with(|| {
		let authority_index = 1;
		let pre_digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index,
			slot: 1u64.into(),
		});
		let logs = vec![DigestItem::PreRuntime(BABE_ENGINE_ID, pre_digest.encode())];
		System::initialize(&1, &System::block_hash(0), &Digest { logs });
		let author = Session::validators()[authority_index as usize].clone();
		let before = Balances::free_balance(&author);
		let issuance = Balances::total_issuance();

		FeesToAuthor::on_unbalanced(<Balances as Balanced<AccountId>>::issue(POT));

		assert_eq!(Balances::free_balance(&author), before + POT);
		assert_eq!(Balances::total_issuance(), issuance + POT);
	});
}

#[test]
fn the_fee_should_be_burned_when_a_block_names_no_author() {
	ext(LOCAL_TESTNET).execute_with(|| {
		let issuance = Balances::total_issuance();
		FeesToAuthor::on_unbalanced(<Balances as Balanced<AccountId>>::issue(POT));
		assert_eq!(Balances::total_issuance(), issuance);
	});
}
