//! Rule 9: which countries may trade.

use crate::{mock::*, types::default_jurisdictions, *};
use alloc::vec;
use frame_support::{assert_noop, assert_ok};
use hotpot_primitives::CountryCode;
use sp_runtime::{BuildStorage, DispatchError};

const GE: CountryCode = CountryCode(*b"GE");
const JP: CountryCode = CountryCode(*b"JP");

#[test]
fn genesis_should_allow_georgia_the_us_and_the_eu_and_block_three() {
	ExtBuilder::default().execute(|| {
		let rules = Compliance::jurisdictions();
		assert_eq!(rules.len(), 2 + 27 + 3);
		assert!(rules.windows(2).all(|pair| pair[0].0 < pair[1].0), "by their letters");
		for (country, rule) in default_jurisdictions() {
			let is_blocked = [*b"KP", *b"IR", *b"SY"].contains(&country.0);
			assert_eq!(rule == Rule::Blocked, is_blocked);
			assert_eq!(Compliance::jurisdiction(country), Some(rule));
		}
		assert_eq!(Compliance::jurisdiction(JP), None);
	});
}

#[test]
fn set_jurisdiction_should_open_and_close_a_country() {
	ExtBuilder::default().execute(|| {
		verify(ALICE, |identity| identity.jurisdiction = JP);
		assert_noop!(send(ALICE, BOB, THP), Error::<Test>::SenderCountryNotAllowed);
		assert_ok!(Compliance::set_jurisdiction(officer(), JP, Some(Rule::Allowed)));
		assert_eq!(
			last_event(),
			Event::JurisdictionChanged { country: JP, rule: Some(Rule::Allowed) }
		);
		assert_ok!(send(ALICE, BOB, THP));
		assert_ok!(Compliance::set_jurisdiction(RuntimeOrigin::root(), JP, Some(Rule::Blocked)));
		assert_noop!(send(ALICE, BOB, THP), Error::<Test>::SenderCountryNotAllowed);
		assert_noop!(send(BOB, ALICE, THP), Error::<Test>::ReceiverCountryNotAllowed);
		assert_ok!(Compliance::set_jurisdiction(officer(), JP, None));
		assert_eq!(last_event(), Event::JurisdictionChanged { country: JP, rule: None });
		assert_noop!(send(ALICE, BOB, THP), Error::<Test>::SenderCountryNotAllowed);
	});
}

#[test]
fn set_jurisdiction_should_fail_on_bad_input() {
	ExtBuilder::default().execute(|| {
		for letters in [*b"ge", *b"G1", [0, 0], [255, 255]] {
			assert_noop!(
				Compliance::set_jurisdiction(officer(), CountryCode(letters), Some(Rule::Allowed)),
				Error::<Test>::InvalidCountry
			);
		}
		assert_noop!(
			Compliance::set_jurisdiction(officer(), GE, Some(Rule::Allowed)),
			Error::<Test>::RuleUnchanged
		);
		assert_noop!(
			Compliance::set_jurisdiction(officer(), JP, None),
			Error::<Test>::RuleUnchanged
		);
		for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(Compliance::set_jurisdiction(origin, GE, None), DispatchError::BadOrigin);
		}
	});
}

#[test]
#[should_panic = "a country is two capital letters"]
fn genesis_should_refuse_a_country_that_is_none() {
	let jurisdictions = vec![(CountryCode([0, 0]), Rule::Allowed)];
	let _ = GenesisConfig::<Test> { jurisdictions, ..Default::default() }.build_storage();
}

#[test]
#[should_panic = "a country has one rule"]
fn genesis_should_refuse_two_rules_for_a_country() {
	let jurisdictions = vec![(GE, Rule::Allowed), (GE, Rule::Blocked)];
	let _ = GenesisConfig::<Test> { jurisdictions, ..Default::default() }.build_storage();
}
