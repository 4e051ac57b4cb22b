//! Rule 12: the door.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use hotpot_primitives::{
	Balance, CountryCode,
	time::{DAY, HOUR},
	traits::Standing,
};
use sp_runtime::{DispatchError, Permill};

fn is_feeless(from: AccountId, to: AccountId, amount: Balance) -> bool {
	Call::<Test>::transfer { to, amount }.is_feeless(&RuntimeOrigin::signed(from))
}

/// Refused with this error by the call, with this reason by the view, and not for nothing.
fn assert_refused(from: AccountId, to: AccountId, amount: Balance, reason: Reason) {
	let error = Error::<Test>::from(reason);
	assert_eq!(Compliance::why_not(from, to, amount), [Refusal::from(reason)]);
	assert!(!Compliance::can_transfer(from, to, amount));
	assert!(!is_feeless(from, to, amount), "a failing transfer is not free");
	assert_noop!(send(from, to, amount), error);
}

#[test]
fn transfer_should_move_thp_exactly() {
	ExtBuilder::default().execute(|| {
		assert!(is_feeless(ALICE, BOB, THP));
		assert_ok!(send(ALICE, BOB, THP));
		System::assert_last_event(RuntimeEvent::Assets(pallet_assets::Event::Transferred {
			asset_id: THP_ASSET,
			from: ALICE,
			to: BOB,
			amount: THP,
		}));
		assert_eq!((thp(ALICE), thp(BOB)), (HELD - THP, HELD + THP));
		assert_eq!(Outflows::<Test>::get(ALICE).map(|outflow| outflow.used()), Some(THP));
		assert_eq!(Outflows::<Test>::get(BOB), None);
	});
}

#[test]
fn transfer_should_let_everything_go() {
	ExtBuilder::default().execute(|| {
		assert_ok!(send(ALICE, BOB, HELD));
		assert_eq!(Assets::maybe_balance(THP_ASSET, ALICE), None);
		assert_eq!(thp(BOB), 2 * HELD);
	});
}

#[test]
fn transfer_should_fail_for_unsigned_and_root() {
	ExtBuilder::default().execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Compliance::transfer(origin, BOB, THP), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn transfer_should_cost_a_fee_when_no_free_call_is_left() {
	ExtBuilder::default().execute(|| {
		FreeLeft::set(0);
		assert!(!is_feeless(ALICE, BOB, THP));
		assert_ok!(send(ALICE, BOB, THP));
		assert_eq!(FreeLeft::get(), 0);
	});
}

#[test]
fn transfer_should_fail_when_nothing_is_sent() {
	ExtBuilder::default().execute(|| {
		assert_refused(ALICE, BOB, 0, Reason::AmountZero);
	});
}

#[test]
fn transfer_should_fail_when_sent_to_oneself() {
	ExtBuilder::default().execute(|| {
		assert_refused(ALICE, ALICE, THP, Reason::SameAccount);
	});
}

#[test]
fn transfer_should_fail_while_the_sender_is_not_verified() {
	ExtBuilder::default().execute(|| {
		for standing in
			[Standing::Pending, Standing::Rejected, Standing::Expired, Standing::Suspended]
		{
			set_standing(ALICE, standing);
			assert_refused(ALICE, BOB, THP, Reason::SenderUnverified { standing });
		}
		mint(GUEST, THP);
		let standing = Standing::Unknown;
		assert_refused(GUEST, BOB, THP, Reason::SenderUnverified { standing });
	});
}

#[test]
fn transfer_should_fail_while_the_receiver_is_not_verified() {
	ExtBuilder::default().execute(|| {
		for standing in
			[Standing::Pending, Standing::Rejected, Standing::Expired, Standing::Suspended]
		{
			verify(BOB, |identity| {
				identity.standing = standing;
				identity.jurisdiction = CountryCode(*b"US");
			});
			assert_refused(ALICE, BOB, THP, Reason::ReceiverUnverified { standing });
		}
		let standing = Standing::Unknown;
		assert_refused(ALICE, GUEST, THP, Reason::ReceiverUnverified { standing });
	});
}

#[test]
fn transfer_should_fail_from_the_moment_of_expiry() {
	ExtBuilder::default().execute(|| {
		verify(ALICE, |identity| identity.expires_at = NOON + HOUR);
		pass(HOUR - 1);
		assert_ok!(send(ALICE, BOB, THP));
		pass(1);
		let standing = Standing::Expired;
		assert_refused(ALICE, BOB, THP, Reason::SenderUnverified { standing });
		assert_refused(CAROL, ALICE, THP, Reason::ReceiverUnverified { standing });
	});
}

#[test]
fn transfer_should_fail_when_a_country_is_not_allowed() {
	ExtBuilder::default().execute(|| {
		for letters in [*b"KP", *b"BR", [0, 0]] {
			let country = CountryCode(letters);
			verify(ALICE, |identity| identity.jurisdiction = country);
			assert_refused(ALICE, BOB, THP, Reason::SenderJurisdiction { country });
			assert_refused(BOB, ALICE, THP, Reason::ReceiverJurisdiction { country });
		}
	});
}

#[test]
fn transfer_should_fail_beyond_the_balance() {
	ExtBuilder::default().execute(|| {
		let reason = Reason::ExceedsBalance { balance: HELD, available: HELD };
		assert_refused(ALICE, BOB, HELD + 1, reason);
		assert_ok!(send(ALICE, BOB, HELD));
		let reason = Reason::ExceedsBalance { balance: 0, available: 0 };
		assert_refused(ALICE, BOB, 1, reason);
	});
}

#[test]
fn transfer_should_fail_beyond_the_transfer_limit() {
	ExtBuilder::default().settings(|settings| settings.max_transfer = 10 * THP).execute(|| {
		assert_refused(ALICE, BOB, 10 * THP + 1, Reason::ExceedsTransferLimit { limit: 10 * THP });
		assert_ok!(send(ALICE, BOB, 10 * THP));
	});
}

#[test]
fn transfer_should_fail_beyond_the_daily_limit_until_a_day_passed() {
	let limit = 100 * THP;
	ExtBuilder::default().settings(|settings| settings.max_daily = limit).execute(|| {
		assert_ok!(send(ALICE, BOB, 60 * THP));
		pass(HOUR);
		assert_ok!(send(ALICE, BOB, 40 * THP));
		let used = limit;
		// The bucket of noon counts until 25 hours after its beginning.
		let fits_at = Some(NOON + 25 * HOUR);
		assert_refused(ALICE, BOB, 1, Reason::ExceedsDailyLimit { limit, used, fits_at });
		// What was received does not count.
		assert_ok!(send(BOB, ALICE, limit));
		pass(24 * HOUR - 1);
		assert_refused(ALICE, BOB, 60 * THP, Reason::ExceedsDailyLimit { limit, used, fits_at });
		pass(1);
		assert_ok!(send(ALICE, BOB, 60 * THP));
		let (used, fits_at) = (limit, Some(NOON + 26 * HOUR));
		assert_refused(ALICE, BOB, 1, Reason::ExceedsDailyLimit { limit, used, fits_at });
		pass(2 * DAY);
		assert_ok!(send(ALICE, BOB, limit));
	});
}

#[test]
fn transfer_should_fail_beyond_the_daily_limit_at_once_and_for_good() {
	let limit = 100 * THP;
	ExtBuilder::default().settings(|settings| settings.max_daily = limit).execute(|| {
		assert_refused(
			ALICE,
			BOB,
			limit + 1,
			Reason::ExceedsDailyLimit { limit, used: 0, fits_at: None },
		);
	});
}

#[test]
fn transfer_should_fail_beyond_the_holder_cap_above_its_floor() {
	ExtBuilder::default().settings(|settings| settings.cap_floor = 3 * HELD).execute(|| {
		// Three persons hold a third each; the issuance is at the floor, not above.
		assert_ok!(send(ALICE, BOB, HELD));
		assert_ok!(send(BOB, ALICE, HELD));
		mint(POOL, 1);
		let cap = (3 * HELD + 1) * 49 / 100;
		let room = cap - HELD;
		assert_refused(ALICE, BOB, room + 1, Reason::ExceedsHolderCap { cap, room });
		assert_ok!(send(ALICE, BOB, room));
		assert_refused(ALICE, BOB, 1, Reason::ExceedsHolderCap { cap, room: 0 });
		assert_eq!(Compliance::limits_of(BOB).holder_room, Some(0));
		// A holder above the cap keeps what it has, and may be given more by claims.
		mint(BOB, HELD);
		assert_ok!(send(BOB, ALICE, THP));
	});
}

#[test]
fn pots_should_be_exempt_from_the_law_of_persons() {
	ExtBuilder::default().settings(|settings| settings.cap_floor = 0).execute(|| {
		assert_ok!(send(ALICE, POOL, HELD));
		assert_eq!(thp(POOL), HELD);
		mint(POOL, 1_000_000 * THP);
		change_settings(|settings| settings.holder_cap = Permill::zero());
		assert_ok!(send(POOL, BOB, 200_000 * THP));
		change_settings(|settings| *settings = Settings::default());
		assert!(!is_feeless(POOL, BOB, THP), "nobody signs for a pot, and nothing is free for it");
		assert_eq!(Outflows::<Test>::get(POOL), None);
		assert_refused(
			POOL,
			GUEST,
			THP,
			Reason::ReceiverUnverified { standing: Standing::Unknown },
		);
	});
}

#[test]
fn transfer_should_fail_when_the_ledger_would_lose_what_it_debits() {
	ExtBuilder::default().execute(|| {
		// The SDK counts a credit as if it were minted: the sum with the issuance must be countable.
		mint(POOL, Balance::MAX - 3 * HELD);
		assert_refused(ALICE, BOB, 1, Reason::LedgerRefused);
		assert_refused(POOL, BOB, 1, Reason::LedgerRefused);
	});
}

#[test]
fn transfer_should_fail_when_the_ledger_blocked_the_receiver() {
	ExtBuilder::default().execute(|| {
		let admin = RuntimeOrigin::signed(1);
		assert_ok!(Assets::block(admin, THP_ASSET, BOB));
		assert_refused(ALICE, BOB, THP, Reason::LedgerRefused);
	});
}

#[test]
fn transfer_should_fail_when_the_ledger_froze_the_sender() {
	ExtBuilder::default().execute(|| {
		let admin = || RuntimeOrigin::signed(1);
		let reason = Reason::ExceedsBalance { balance: 0, available: 0 };
		assert_ok!(Assets::freeze(admin(), THP_ASSET, ALICE));
		assert_refused(ALICE, BOB, THP, reason);
		assert_ok!(Assets::freeze_asset(admin(), THP_ASSET));
		assert_refused(CAROL, BOB, THP, reason);
	});
}
