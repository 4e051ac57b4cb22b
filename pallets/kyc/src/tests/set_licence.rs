//! Rule 8: what verifiers may do.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use hotpot_primitives::traits::Level;
use sp_runtime::DispatchError;

fn set(n: u8, licence: Licence) -> DispatchResult {
	Kyc::set_licence(RuntimeOrigin::root(), account(n), licence)
}

#[test]
fn set_licence_should_change_what_the_verifier_may_do_from_now_on() {
	ExtBuilder::default().execute(|| {
		let premium = || Attestation { level: Level::Premium, ..passed(GUEST) };
		assert_ok!(submit(VERIFIER, premium()));
		let licence = licence(Level::Basic, false);
		assert_ok!(set(VERIFIER, licence));
		let verifier = account(VERIFIER);
		assert_eq!(last_event(), Event::LicenceChanged { verifier, licence });
		assert_noop!(submit(VERIFIER, premium()), Error::<Test>::LevelAboveLicence);
		assert_eq!(record(GUEST).level, Level::Premium, "what it attested stays");
	});
}

#[test]
fn set_licence_should_fail_when_it_is_nobodys_or_empty() {
	ExtBuilder::default().execute(|| {
		let good = licence(Level::Basic, false);
		assert_noop!(set(GUEST, good), Error::<Test>::UnknownVerifier);
		let empty = Licence { max_persons: 0, ..good };
		assert_noop!(set(VERIFIER, empty), Error::<Test>::InvalidLicence);
		assert_noop!(
			Kyc::set_licence(signed(VERIFIER), account(VERIFIER), good),
			DispatchError::BadOrigin
		);
	});
}
