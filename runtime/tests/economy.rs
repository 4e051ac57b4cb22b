//! SPOT from a guest's visits to THP, with the real configuration (rules 3, 6, 13, 15 to 20 and 40).

use crate::{
	award,
	people::{
		PAYMENT, TILL, account, attest, chain, key, origin, pass, record, sell, thp, transaction,
		validate,
	},
};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use hotpot_primitives::{
	Balance,
	money::THP,
	time::{DAY, MINUTE},
	traits::{FreeCalls, SpotInspect, SpotSnapshots},
};
use hotpot_runtime::{
	Balances, Checks, Compliance, Conversion, Distribution, Kyc, Loyalty, Runtime, RuntimeCall,
	RuntimeOrigin, Spot, System,
	configs::franchise::{PoolAccount, ReserveAccount, Thp},
	extensions::FEELESS_PRIORITY,
	genesis::{DEV_COMPLIANCE, DEV_OWNER, DEV_VERIFIERS},
	types::Executive,
};
use pallet_checks::VoidReason;
use pallet_loyalty::Observation;
use sp_keyring::Sr25519Keyring::One;
use sp_runtime::MultiSignature;

fn now() -> u64 {
	pallet_timestamp::Now::<Runtime>::get()
}

fn owner() -> RuntimeOrigin {
	RuntimeOrigin::signed(DEV_OWNER)
}

fn spot(path: &str) -> u32 {
	<Spot as SpotInspect<_>>::balance(&account(path))
}

/// Gives SPOT of today and of days before, as far as the caps of the days go.
fn earn(path: &str, amount: u32) {
	award(&account(path), amount, 0);
}

/// Lets a check of 500 GEL expire: 50 THP to each pot.
fn fill_pots() {
	record(1, 50_000);
	pass(366 * MINUTE);
	pass(MINUTE);
	assert_eq!(pots(), (50 * THP, 50 * THP));
}

/// What pool and reserve hold.
fn pots() -> (Balance, Balance) {
	(Thp::balance(&PoolAccount::get()), Thp::balance(&ReserveAccount::get()))
}

/// Announces a round, lets the time pass, and opens it.
fn open_round() -> u32 {
	let opens_at = Distribution::earliest_opening();
	assert_ok!(Distribution::announce(owner(), opens_at));
	pass(opens_at - now());
	assert_ok!(Distribution::open(owner()));
	Distribution::last_round().expect("it was opened")
}

fn claim(round: u32, path: &str) -> hotpot_runtime::UncheckedExtrinsic {
	transaction(pallet_distribution::Call::claim { round }.into(), path, 0)
}

fn convert(pairs: &[(&str, u32)]) -> frame_support::dispatch::DispatchResult {
	let pairs: Vec<_> = pairs.iter().map(|(path, spot)| (account(path), *spot)).collect();
	Conversion::convert(owner(), pairs.try_into().expect("few pairs"), 10)
}

#[test]
fn every_fifth_visit_should_earn_a_spot_once_its_check_matures() {
	chain(|| {
		for visit in 1..=5 {
			assert_eq!(spot("//nino"), 0);
			sell(visit, 5_000, "//nino");
			assert_eq!(Loyalty::progress(account("//nino")).visits, visit - 1, "not matured");
			pass(3 * MINUTE);
			pass(DAY);
		}
		assert_eq!((spot("//nino"), Loyalty::progress(account("//nino")).visits), (1, 0));
		assert_eq!(Thp::balance(&account("//nino")), 50 * THP);
	});
}

#[test]
fn a_voided_check_and_a_second_one_of_a_day_should_be_no_visit() {
	chain(|| {
		sell(1, 5_000, "//nino");
		let till = RuntimeOrigin::signed(One.to_account_id());
		assert_ok!(Checks::void(till, TILL, 1, VoidReason::CustomerReturn));
		pass(3 * MINUTE);
		assert_eq!(Loyalty::progress(account("//nino")).visits, 0);
		sell(2, 5_000, "//nino");
		sell(3, 5_000, "//nino");
		sell(4, 999, "//luka");
		pass(3 * MINUTE);
		assert_eq!(Loyalty::progress(account("//nino")).visits, 1);
		assert_eq!(Loyalty::progress(account("//luka")).visits, 0, "it paid less than 10 GEL");
	});
}

#[test]
fn root_alone_should_tell_observations() {
	chain(|| {
		let (from, to) = (now() - 20 * MINUTE, now());
		let who = account("//nino");
		let watched = Observation::Watched { who, stream: [1; 32], from, to };
		for stranger in [owner(), origin("//nino"), RuntimeOrigin::signed(DEV_COMPLIANCE)] {
			let refused = sp_runtime::DispatchError::BadOrigin;
			assert_noop!(Loyalty::feed(stranger, watched.clone()), refused);
		}
		assert_ok!(Loyalty::feed(RuntimeOrigin::root(), watched));
		assert_eq!(spot("//nino"), 10);
	});
}

/// `chain` compares at the end; here in between.
#[test]
fn spot_should_count_from_when_a_person_is_verified_until_it_is_not() {
	chain(|| {
		earn("//nino", 7);
		let figures = Spot::figures;
		assert_eq!((figures().holders, figures().median), (0, 0));
		assert_ok!(attest("//nino", "nino", 1));
		assert_eq!((figures().holders, figures().median), (1, 7));
		let officer = || RuntimeOrigin::signed(DEV_COMPLIANCE);
		assert_ok!(Kyc::suspend(officer(), account("//nino"), [1; 32]));
		assert_eq!(figures().holders, 0);
		assert_ok!(Kyc::reinstate(officer(), account("//nino")));
		assert_eq!(figures().holders, 1);
		pass(61 * MINUTE);
		assert_eq!(figures().holders, 0, "its time is over");
		assert_ok!(attest("//nino", "nino", 1));
		assert_eq!(figures().holders, 1);
		assert_ok!(Kyc::revoke(officer(), account("//nino"), [1; 32]));
		assert_eq!((figures().holders, spot("//nino")), (0, 7));
	});
}

#[test]
fn a_link_should_move_spot_and_what_becomes_spot() {
	chain(|| {
		earn("//page", 3);
		sell(1, 5_000, "//page");
		pass(3 * MINUTE);
		assert_ok!(attest("//nino", "nino", 1));
		earn("//nino", 4);
		let payload = Kyc::link_payload(account("//nino"), account("//page"));
		let signature = MultiSignature::Sr25519(sp_core::Pair::sign(&key("//page"), &payload));
		assert_ok!(Kyc::link(origin("//nino"), account("//page"), signature));
		assert_eq!((spot("//nino"), spot("//page")), (7, 0));
		assert_eq!(Loyalty::progress(account("//nino")).visits, 1);
	});
}

#[test]
fn a_recovery_should_move_spot_and_the_right_to_a_share() {
	chain(|| {
		fill_pots();
		assert_ok!(attest("//nino", "nino", 1));
		assert_ok!(attest("//luka", "luka", 1));
		assert_ok!(attest("//ana", "ana", 1));
		for (path, amount) in [("//nino", 9), ("//luka", 1), ("//ana", 1)] {
			earn(path, amount);
		}
		let round = open_round();
		let verifier = RuntimeOrigin::signed(DEV_VERIFIERS[0].clone());
		let (old, new) = (account("//nino"), account("//new"));
		assert_ok!(Compliance::request_recovery(verifier, old.clone(), new.clone(), [1; 32]));
		pass(MINUTE);
		assert_ok!(Compliance::complete_recovery(origin("//anybody"), old));
		assert_eq!((spot("//nino"), spot("//new")), (0, 9));
		assert_eq!(validate(claim(round, "//nino")), Err(PAYMENT));
		assert_eq!(Executive::apply_extrinsic(claim(round, "//new")), Ok(Ok(())));
		assert_eq!((thp("//new"), pots().0), (50 * THP, 0));
	});
}

#[test]
fn a_share_should_be_claimed_once_and_without_a_coin() {
	chain(|| {
		fill_pots();
		for (guest, amount) in [("nino", 20), ("luka", 4), ("ana", 30), ("gio", 4)] {
			assert_ok!(attest(&format!("//{guest}"), guest, 1));
			earn(&format!("//{guest}"), amount);
		}
		let round = open_round();
		let figures = Spot::figures();
		assert_eq!((figures.holders, figures.median, figures.above), (4, 20, 30));
		for guest in ["//nino", "//luka", "//nobody"] {
			assert_eq!(validate(claim(round, guest)), Err(PAYMENT), "{guest}");
			assert_eq!(Executive::apply_extrinsic(claim(round, guest)), Err(PAYMENT));
		}
		assert_eq!(Balances::free_balance(account("//ana")), 0);
		let validity = validate(claim(round, "//ana")).expect("it is free");
		assert_eq!(validity.priority, FEELESS_PRIORITY);
		assert_eq!(Executive::apply_extrinsic(claim(round, "//ana")), Ok(Ok(())));
		assert_eq!((thp("//ana"), pots().0), (50 * THP, 0));
		assert_eq!(Kyc::left(&account("//ana")), 20, "a claim is not counted");
		assert!(Executive::apply_extrinsic(claim(round, "//ana")).is_err(), "its nonce is used");
		let again = pallet_distribution::Call::claim { round };
		assert_eq!(validate(transaction(again.into(), "//ana", 1)), Err(PAYMENT));
		assert_eq!(thp("//ana"), 50 * THP);
	});
}

/// All its SPOT was converted and all its THP sent since the record date.
#[test]
fn a_share_should_be_claimed_by_an_account_that_holds_nothing_and_once() {
	chain(|| {
		fill_pots();
		for (guest, amount) in [("nino", 1), ("luka", 1), ("ana", 10)] {
			assert_ok!(attest(&format!("//{guest}"), guest, 1));
			earn(&format!("//{guest}"), amount);
		}
		let round = open_round();
		assert_ok!(convert(&[("//ana", 10)]));
		let all = thp("//ana");
		assert_ok!(Compliance::transfer(origin("//ana"), account("//nino"), all));
		assert!(!System::account_exists(&account("//ana")));
		let claimed = validate(claim(round, "//ana")).expect("it is free");
		assert_eq!(claimed.priority, FEELESS_PRIORITY);
		assert_eq!(Executive::apply_extrinsic(claim(round, "//ana")), Ok(Ok(())));
		assert_eq!((thp("//ana"), pots().0), (50 * THP, 0));
		// No nonce was used, so the very same transaction comes again.
		assert_eq!(Executive::apply_extrinsic(claim(round, "//ana")), Err(PAYMENT));
		assert_eq!(thp("//ana"), 50 * THP);
	});
}

#[test]
fn a_share_should_wait_while_its_holder_is_suspended_and_go_back_when_it_is_not_claimed() {
	chain(|| {
		fill_pots();
		for (guest, amount) in [("nino", 1), ("luka", 2), ("ana", 1)] {
			assert_ok!(attest(&format!("//{guest}"), guest, 1));
			earn(&format!("//{guest}"), amount);
		}
		let round = open_round();
		let officer = || RuntimeOrigin::signed(DEV_COMPLIANCE);
		assert_ok!(Kyc::suspend(officer(), account("//luka"), [1; 32]));
		assert_eq!(validate(claim(round, "//luka")), Err(PAYMENT));
		assert_ok!(Kyc::reinstate(officer(), account("//luka")));
		assert!(validate(claim(round, "//luka")).is_ok());
		pass(3 * MINUTE);
		assert_ok!(Distribution::reclaim(origin("//anybody"), round));
		assert_eq!(validate(claim(round, "//luka")), Err(PAYMENT));
		assert_eq!(pots().0, 50 * THP);
		assert!(Spot::snapshots().is_empty());
		assert_eq!(<Spot as SpotSnapshots<_>>::balance_at(1, &account("//luka")), 0);
	});
}

/// `chain` ends with the issuance equation of rule 3.
#[test]
fn a_conversion_should_take_from_the_reserve_and_mint_the_rest() {
	chain(|| {
		fill_pots();
		assert_ok!(attest("//nino", "nino", 1));
		assert_ok!(attest("//luka", "luka", 1));
		pallet_spot::CurrentSettings::<Runtime>::mutate(|settings| settings.daily_cap = 100);
		earn("//nino", 600);
		earn("//luka", 100);
		let issued = Thp::total_issuance();
		let pairs = [(account("//nino"), 450), (account("//luka"), 100)];
		let quote = Conversion::preview(pairs.to_vec().try_into().expect("two"), 10);
		let quote = quote.expect("it may be converted");
		assert_eq!((quote.amount, quote.from_reserve, quote.minted), (55 * THP, 50 * THP, 5 * THP));
		assert_eq!(Thp::total_issuance(), issued, "a preview changes nothing");
		assert_ok!(convert(&[("//nino", 450), ("//luka", 100)]));
		assert_eq!((thp("//nino"), thp("//luka")), (45 * THP, 10 * THP));
		assert_eq!((spot("//nino"), spot("//luka")), (150, 0));
		assert_eq!(Thp::total_issuance(), issued + 5 * THP);
		assert_eq!(pots(), (50 * THP, 0), "a conversion never takes from the pool");
		assert_ok!(Checks::do_try_state());

		assert_ok!(Distribution::announce(owner(), Distribution::earliest_opening()));
		assert_noop!(
			convert(&[("//nino", 10)]),
			pallet_conversion::Error::<Runtime>::RoundAnnounced
		);
	});
}

#[test]
fn a_consent_should_be_free_and_counted() {
	chain(|| {
		assert_ok!(attest("//nino", "nino", 1));
		let consent = |consents, nonce| {
			let call = pallet_conversion::Call::set_consent { consents };
			transaction(RuntimeCall::from(call), "//nino", nonce)
		};
		// A counted call needs an account for its nonce, and who has SPOT or THP has one.
		sell(1, 5_000, "//nino");
		pass(3 * MINUTE);
		assert_eq!(Executive::apply_extrinsic(consent(true, 0)), Ok(Ok(())));
		assert!(Conversion::consents(account("//nino")));
		assert_eq!(Kyc::left(&account("//nino")), 19);
		assert_eq!(validate(consent(true, 1)), Err(PAYMENT), "nothing would change");
		assert_eq!(Executive::apply_extrinsic(consent(false, 1)), Ok(Ok(())));
	});
}
