//! Persons, the door and what checks owe them, with the real configuration (rules 4, 8, 10 to 13
//! and 40).

use crate::{NOW, ext, open_till};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::DispatchResult,
	storage::{KeyPrefixIterator, unhashed},
	traits::{Hooks, fungible::Inspect},
	weights::Weight,
};
use hotpot_primitives::{
	CountryCode, NodeId, PersonId, Tetri, TillId,
	money::THP,
	time::{DAY, MINUTE},
	traits::{FreeCalls, KycInspect, Level, RiskBand, Role, Scope},
};
use hotpot_runtime::{
	AccountId, Balance, Balances, Checks, Compliance, Conversion, Deposits, Distribution, Kyc,
	Loyalty, Observations, Runtime, RuntimeCall, RuntimeOrigin, SignedPayload, Spot, System,
	UncheckedExtrinsic,
	configs::franchise::Thp,
	constants::ERA_PERIOD,
	extensions::{FEELESS_PRIORITY, tx_extension},
	genesis::{DEV_COMPLIANCE, DEV_OWNER, DEV_VERIFIERS, DEVELOPMENT},
	types::Executive,
};
use pallet_checks::CheckEntry;
use pallet_kyc::{Attestation, Outcome};
use sp_core::{Pair, sr25519};
use sp_keyring::Sr25519Keyring::{Bob, One};
use sp_runtime::{
	MultiSignature,
	generic::Era,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
};
use std::collections::BTreeSet;

pub const TILL: TillId = TillId(1);
/// A check of 50 GEL carries so much THP.
const SMALL: Balance = 10 * THP;

/// The key below the development phrase, and its account.
pub fn key(path: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(path, None).expect("a valid path")
}

pub fn account(path: &str) -> AccountId {
	key(path).public().into()
}

pub fn origin(path: &str) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(path))
}

fn nonce_of(person: PersonId) -> u32 {
	Kyc::person(person).map_or(0, |person| person.nonce)
}

/// Has `//verifier//number` attest the account at this path to the person of this name.
pub fn attest(path: &str, person: &str, verifier: usize) -> DispatchResult {
	let person = PersonId(sp_io::hashing::blake2_256(person.as_bytes()));
	let attestation = Attestation {
		account: account(path),
		person,
		outcome: Outcome::Passed,
		level: Level::Basic,
		risk: RiskBand::Low,
		jurisdiction: CountryCode(*b"GE"),
		commitment: [7; 32],
		expires_at: pallet_timestamp::Now::<Runtime>::get() + 60 * MINUTE,
		nonce: nonce_of(person),
	};
	let payload = Kyc::attestation_payload(attestation.clone());
	let signer = key(&format!("//verifier//{verifier}"));
	let signature = MultiSignature::Sr25519(signer.sign(&payload));
	let anybody = RuntimeOrigin::signed(Bob.to_account_id());
	Kyc::attest(anybody, attestation, signer.public().into(), signature)
}

/// A chain with a till of Bob's restaurant, whose every test ends with the invariants.
pub fn chain(test: impl FnOnce()) {
	ext(DEVELOPMENT).execute_with(|| {
		open_till(One.to_account_id());
		System::set_block_number(1);
		test();
		assert_ok!(Checks::do_try_state());
		assert_ok!(Kyc::do_try_state());
		Compliance::on_initialize(System::block_number());
		assert_ok!(Compliance::do_try_state());
		assert_ok!(Spot::do_try_state());
		assert_ok!(Loyalty::do_try_state());
		assert_ok!(Conversion::do_try_state());
		assert_ok!(Distribution::do_try_state());
		assert_ok!(Observations::do_try_state());
		assert_ok!(Deposits::do_try_state());
		assert_eq!(counted(), verified(), "SPOT counts for whoever is verified, and nobody else");
	});
}

/// The accounts that the registry says are verified.
fn verified() -> BTreeSet<AccountId> {
	let is_verified = |record: &pallet_kyc::Record| record.state == pallet_kyc::State::Verified;
	let records = pallet_kyc::Records::<Runtime>::iter();
	records.filter(|(_, record)| is_verified(record)).map(|(who, _)| who).collect()
}

/// The accounts whose SPOT counts.
fn counted() -> BTreeSet<AccountId> {
	let holders = pallet_spot::Holders::<Runtime>::iter();
	holders.filter(|(_, holder)| holder.is_verified).map(|(who, _)| who).collect()
}

/// Lets the clock and the hooks go on.
pub fn pass(time: u64) {
	pallet_timestamp::Now::<Runtime>::mutate(|now| *now += time);
	System::set_block_number(System::block_number() + 1);
	Compliance::on_initialize(System::block_number());
	Checks::on_idle(System::block_number(), Weight::MAX);
	Kyc::on_idle(System::block_number(), Weight::MAX);
	Loyalty::on_idle(System::block_number(), Weight::MAX);
}

/// Records a check, sold now, and gives the origin of its wallet.
pub fn record(sequence: u32, tetri: Tetri) -> RuntimeOrigin {
	let wallet = account(&format!("//wallet//{sequence}"));
	let entry = CheckEntry {
		sequence,
		tetri,
		sold_at: pallet_timestamp::Now::<Runtime>::get(),
		wallet: wallet.clone(),
		commitment: [3; 32],
	};
	let entries = vec![entry].try_into().expect("a batch of one");
	assert_ok!(Checks::record_checks(RuntimeOrigin::signed(One.to_account_id()), entries));
	RuntimeOrigin::signed(wallet)
}

/// Records a check and claims it for an account.
pub fn sell(sequence: u32, tetri: Tetri, to: &str) {
	let wallet = record(sequence, tetri);
	assert_ok!(Checks::claim(wallet, TILL, sequence, account(to)));
}

/// Gives an account 10 THP by a check that matures.
fn give(sequence: u32, to: &str) {
	sell(sequence, 5_000, to);
	pass(3 * MINUTE);
}

pub fn thp(path: &str) -> Balance {
	Thp::balance(&account(path))
}

pub fn transaction(call: RuntimeCall, path: &str, nonce: u32) -> UncheckedExtrinsic {
	let extension = tx_extension(nonce, Era::mortal(ERA_PERIOD, 0), 0);
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("the era is known");
	let signature = payload.using_encoded(|bytes| key(path).sign(bytes));
	let signature = MultiSignature::Sr25519(signature);
	UncheckedExtrinsic::new_signed(call, account(path).into(), signature, extension)
}

pub fn validate(transaction: UncheckedExtrinsic) -> TransactionValidity {
	let genesis = System::block_hash(0);
	Executive::validate_transaction(TransactionSource::External, transaction, genesis)
}

fn send(to: &str, amount: Balance) -> RuntimeCall {
	pallet_compliance::Call::transfer { to: account(to), amount }.into()
}

/// It is not free, and nobody pays for it.
pub const PAYMENT: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);

#[test]
fn a_verified_person_should_send_thp_twenty_times_a_day_without_a_coin() {
	chain(|| {
		give(1, "//nino");
		for (path, person) in [("//nino", "nino"), ("//luka", "luka")] {
			assert_ok!(attest(path, person, 1));
		}
		assert_eq!(Balances::free_balance(account("//nino")), 0);
		for nonce in 0..20 {
			let transfer = transaction(send("//luka", 1), "//nino", nonce);
			let validity = validate(transfer.clone()).expect("it is free");
			assert_eq!(validity.priority, FEELESS_PRIORITY);
			assert_eq!(Executive::apply_extrinsic(transfer), Ok(Ok(())));
			assert_eq!(Kyc::left(&account("//nino")), 19 - nonce);
		}
		let one_more = transaction(send("//luka", 1), "//nino", 20);
		assert_eq!(validate(one_more.clone()), Err(PAYMENT));
		assert_eq!(Executive::apply_extrinsic(one_more), Err(PAYMENT));
		assert_eq!((thp("//luka"), thp("//nino")), (20, SMALL - 20));
		pass(DAY);
		assert_eq!(Kyc::left(&account("//nino")), 0, "the attestation of an hour is over");
	});
}

#[test]
fn a_refused_transfer_should_not_get_into_a_block_without_a_fee() {
	chain(|| {
		give(1, "//nino");
		let transfer = transaction(send("//luka", 1), "//nino", 0);
		assert_eq!(validate(transfer), Err(PAYMENT));
		assert_noop!(
			Compliance::transfer(origin("//nino"), account("//luka"), 1),
			pallet_compliance::Error::<Runtime>::SenderNotVerified
		);
	});
}

#[test]
fn an_unverified_guest_should_hold_a_thousand_thp_and_collect_the_rest_after_kyc() {
	chain(|| {
		for sequence in 1..=3 {
			sell(sequence, 250_000, "//nino");
		}
		pass(3 * MINUTE);
		assert_eq!(thp("//nino"), 1_000 * THP);
		assert_eq!(Checks::deferred(account("//nino")), 500 * THP);
		let collect = || transaction(pallet_checks::Call::collect {}.into(), "//nino", 0);
		assert_eq!(validate(collect()), Err(PAYMENT));

		assert_ok!(attest("//nino", "nino", 1));
		assert_eq!(Executive::apply_extrinsic(collect()), Ok(Ok(())));
		assert_eq!((thp("//nino"), Checks::deferred(account("//nino"))), (1_500 * THP, 0));
		assert_eq!(Kyc::left(&account("//nino")), 20, "collecting is not counted");
	});
}

#[test]
fn thp_should_be_collected_by_an_account_that_holds_nothing() {
	chain(|| {
		pallet_compliance::CurrentSettings::<Runtime>::mutate(|s| s.unverified_cap = 0);
		give(1, "//nino");
		assert!(!System::account_exists(&account("//nino")));
		assert_ok!(attest("//nino", "nino", 1));
		let collect = transaction(pallet_checks::Call::collect {}.into(), "//nino", 0);
		assert_eq!(Executive::apply_extrinsic(collect), Ok(Ok(())));
		assert_eq!(thp("//nino"), SMALL);
	});
}

#[test]
fn a_link_should_bring_everything_to_an_account_that_holds_nothing() {
	chain(|| {
		give(1, "//page");
		sell(2, 5_000, "//page");
		assert_ok!(attest("//nino", "nino", 1));
		let payload = Kyc::link_payload(account("//nino"), account("//page"));
		let signature = MultiSignature::Sr25519(key("//page").sign(&payload));
		let link = RuntimeCall::Kyc(pallet_kyc::Call::link { old: account("//page"), signature });
		let link = transaction(link, "//nino", 0);
		assert_eq!(Executive::apply_extrinsic(link.clone()), Ok(Ok(())));
		assert_eq!((thp("//page"), thp("//nino")), (0, SMALL));
		assert_eq!(Kyc::left(&account("//nino")), 19);
		assert!(Executive::apply_extrinsic(link).is_err(), "once a day");

		pass(3 * MINUTE);
		assert_eq!((thp("//page"), thp("//nino")), (0, 2 * SMALL), "what was pending follows");
		give(3, "//page");
		assert_eq!((thp("//page"), thp("//nino")), (0, 3 * SMALL), "and what comes later");
	});
}

#[test]
fn a_recovery_should_move_everything_and_lose_nothing() {
	chain(|| {
		assert_ok!(attest("//nino", "nino", 1));
		sell(1, 250_000, "//nino");
		pass(3 * MINUTE);
		sell(2, 5_000, "//nino");
		let issued = Thp::total_issuance();
		let verifier = RuntimeOrigin::signed(DEV_VERIFIERS[0].clone());
		let (old, new) = (account("//nino"), account("//new"));
		assert_ok!(Compliance::request_recovery(verifier, old.clone(), new.clone(), [1; 32]));
		assert_noop!(
			Compliance::transfer(origin("//nino"), account("//luka"), 1),
			pallet_compliance::Error::<Runtime>::RecoveryOpen
		);
		pass(MINUTE);
		assert_ok!(Compliance::complete_recovery(origin("//anybody"), old.clone()));
		assert_eq!((thp("//nino"), thp("//new")), (0, 500 * THP));
		assert_eq!(Thp::total_issuance(), issued);
		assert!(Kyc::is_verified(&new) && Kyc::identity(old).is_none());
		pass(3 * MINUTE);
		assert_eq!((thp("//nino"), thp("//new")), (0, 500 * THP + SMALL));
	});
}

#[test]
fn a_veto_should_need_no_account_and_not_work_twice() {
	chain(|| {
		assert_ok!(attest("//nino", "nino", 1));
		let (old, new) = (account("//nino"), account("//new"));
		assert!(!System::account_exists(&old));
		let request = || {
			let verifier = RuntimeOrigin::signed(DEV_VERIFIERS[0].clone());
			Compliance::request_recovery(verifier, old.clone(), new.clone(), [1; 32])
		};
		let veto = || pallet_compliance::Call::veto_recovery { requested_at: NOW };
		let veto = || transaction(veto().into(), "//nino", 0);
		assert_ok!(request());
		assert_ok!(Compliance::cancel_recovery(RuntimeOrigin::signed(DEV_COMPLIANCE), old.clone()));
		assert_eq!(validate(veto()), Err(PAYMENT));
		assert_ok!(request());
		assert_eq!(Executive::apply_extrinsic(veto()), Ok(Ok(())));
		assert!(Compliance::recovery_of(old.clone()).is_none());

		pass(MINUTE);
		assert_eq!(validate(veto()), Err(PAYMENT), "nothing is open");
		assert_ok!(attest("//nino", "nino", 2));
		let second = RuntimeOrigin::signed(DEV_VERIFIERS[1].clone());
		assert_ok!(Compliance::request_recovery(second, old.clone(), new.clone(), [1; 32]));
		let officer = RuntimeOrigin::signed(DEV_COMPLIANCE);
		assert_ok!(Compliance::cancel_recovery(officer, old.clone()));
		assert_ok!(request());
		assert_eq!(validate(veto()), Err(PAYMENT), "it was signed against an earlier request");
	});
}

#[test]
fn staff_by_role_should_not_claim_their_restaurants_checks() {
	chain(|| {
		let bob = RuntimeOrigin::signed(Bob.to_account_id());
		let scope = Scope::Node(NodeId(1));
		assert_ok!(Kyc::grant_role(bob, account("//cook"), Role::Cook, scope, None));
		sell(1, 5_000, "//nino");
		let wallet = record(2, 5_000);
		assert_noop!(
			Checks::claim(wallet, TILL, 2, account("//cook")),
			pallet_checks::Error::<Runtime>::StaffDestination
		);
	});
}

#[test]
fn compliance_should_quarantine_freeze_and_force_and_nobody_else() {
	chain(|| {
		give(1, "//nino");
		assert_ok!(attest("//luka", "luka", 1));
		let officer = || RuntimeOrigin::signed(DEV_COMPLIANCE);
		for stranger in [origin("//nino"), RuntimeOrigin::signed(DEV_VERIFIERS[0].clone())] {
			let bad_origin = sp_runtime::DispatchError::BadOrigin;
			let (nino, luka) = (account("//nino"), account("//luka"));
			assert_noop!(Checks::quarantine(stranger.clone(), TILL, None), bad_origin);
			assert_noop!(Compliance::freeze(stranger.clone(), nino.clone(), [1; 32]), bad_origin);
			assert_noop!(Compliance::force_transfer(stranger, nino, luka, 1, [1; 32]), bad_origin);
		}
		// The owner licenses and sets, but does not take anybody's THP.
		assert_noop!(
			Compliance::force_transfer(
				RuntimeOrigin::signed(DEV_OWNER),
				account("//nino"),
				account("//luka"),
				1,
				[1; 32]
			),
			sp_runtime::DispatchError::BadOrigin
		);
		assert_ok!(Checks::quarantine(officer(), TILL, None));
		assert_ok!(Compliance::freeze(officer(), account("//nino"), [1; 32]));
		assert_ok!(Compliance::force_transfer(
			officer(),
			account("//nino"),
			account("//luka"),
			THP,
			[1; 32]
		));
		assert_eq!((thp("//nino"), thp("//luka")), (SMALL - THP, THP));
	});
}

/// Bytes of a pallet's items, keys included.
fn stored(pallet: &str) -> usize {
	let prefix = sp_io::hashing::twox_128(pallet.as_bytes()).to_vec();
	KeyPrefixIterator::new(prefix.clone(), prefix, |suffix| Ok(suffix.to_vec()))
		.map(|suffix| {
			let key = [&sp_io::hashing::twox_128(pallet.as_bytes())[..], &suffix].concat();
			key.len() + unhashed::get_raw(&key).map_or(0, |value| value.len())
		})
		.sum()
}

#[test]
fn a_verified_person_that_sends_should_take_at_most_600_bytes() {
	chain(|| {
		for person in ["nino", "luka", "ana"] {
			assert_ok!(attest(&format!("//{person}"), person, 1));
		}
		give(1, "//nino");
		let send = |from: &str| Compliance::transfer(origin(from), account("//ana"), 1);
		assert_ok!(send("//nino"));
		assert_ok!(attest("//ana", "ana", 1));
		let before = stored("Kyc") + stored("Compliance");
		assert_ok!(attest("//giorgi", "giorgi", 1));
		let attested = stored("Kyc") + stored("Compliance") - before;
		assert_ok!(Compliance::force_transfer(
			RuntimeOrigin::signed(DEV_COMPLIANCE),
			account("//nino"),
			account("//giorgi"),
			THP,
			[1; 32]
		));
		let before = stored("Kyc") + stored("Compliance");
		assert_ok!(send("//giorgi"));
		let sent = stored("Kyc") + stored("Compliance") - before;
		println!("a verified person: {attested} bytes, {sent} more once it sends");
		assert!(attested > 0 && sent > 0 && attested + sent <= 600);
	});
}

#[test]
fn the_register_of_holders_should_page_through_everybody_once() {
	chain(|| {
		for guest in 1..=7 {
			sell(guest, 5_000, &format!("//guest//{guest}"));
		}
		pass(3 * MINUTE);
		let (mut seen, mut cursor) = (Vec::new(), None);
		loop {
			let page = Compliance::holders(cursor.clone(), 3);
			assert!(page.len() <= 3);
			let Some(last) = page.last() else { break };
			cursor = Some(last.account.clone());
			seen.extend(page.into_iter().map(|holder| (holder.account, holder.balance)));
		}
		let mut expected: Vec<_> =
			(1..=7).map(|guest| (account(&format!("//guest//{guest}")), SMALL)).collect();
		seen.sort();
		expected.sort();
		assert_eq!(seen, expected);
	});
}
