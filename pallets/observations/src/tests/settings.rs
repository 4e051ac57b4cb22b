//! Settings and pauses.

use crate::{mock::*, *};
use alloc::vec;
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use hotpot_primitives::{
	observations::Kind,
	time::{DAY, MINUTE},
};
use sp_runtime::{BuildStorage, DispatchError};

type Change = fn(&mut Settings);

#[test]
fn set_settings_should_keep_every_setting_in_its_range() {
	let bad: [(Setting, Change); 6] = [
		(Setting::TimeToLive, |s| s.time_to_live = MINUTE - 1),
		(Setting::TimeToLive, |s| s.time_to_live = 90 * DAY + 1),
		(Setting::MaxOpen, |s| s.max_open = 0),
		(Setting::MaxOpen, |s| s.max_open = 1_001),
		(Setting::MaxVotes, |s| s.max_votes = 0),
		(Setting::MaxVotes, |s| s.max_votes = 100_001),
	];
	ExtBuilder::default().execute(|| {
		for (setting, change) in bad {
			let mut settings = Settings::of(Kind::Liked);
			change(&mut settings);
			assert_noop!(
				Observations::set_settings(owner(), Kind::Liked, settings),
				Error::<Test>::OutOfRange { setting }
			);
		}
	});
}

#[test]
fn set_settings_should_take_the_ends_of_every_range_of_one_kind_only() {
	let good: [Change; 6] = [
		|s| s.time_to_live = MINUTE,
		|s| s.time_to_live = 90 * DAY,
		|s| s.max_open = 1,
		|s| s.max_open = 1_000,
		|s| s.max_votes = 1,
		|s| s.max_votes = 100_000,
	];
	ExtBuilder::default().execute(|| {
		for change in good {
			let kind = Kind::Liked;
			let mut settings = Settings::of(kind);
			change(&mut settings);
			assert_ok!(Observations::set_settings(owner(), kind, settings));
			assert_eq!(news().pop(), Some(Event::SettingsChanged { kind, settings }));
			assert_eq!(Observations::settings(kind), settings);
			assert_eq!(Observations::settings(Kind::Watched), Settings::of(Kind::Watched));
		}
	});
}

#[test]
fn facts_that_are_open_should_keep_their_time_when_settings_change() {
	ExtBuilder::default().execute(|| {
		votes(&[0], &liked(50));
		let settings = Settings { time_to_live: MINUTE, ..Settings::of(Kind::Liked) };
		assert_ok!(Observations::set_settings(owner(), Kind::Liked, settings));
		pass(2 * MINUTE);
		votes(&[1, 2], &liked(50));
		assert_eq!(Told::get(), [liked(50)]);
	});
}

#[test]
fn set_paused_should_tell_and_fail_when_it_changes_nothing() {
	ExtBuilder::default().execute(|| {
		let kind = Kind::Streamed;
		assert_noop!(Observations::set_paused(owner(), kind, false), Error::<Test>::NotPaused);
		assert_ok!(Observations::set_paused(owner(), kind, true));
		assert_eq!(news(), [Event::Paused { kind, cause: PauseCause::Owner }]);
		assert_noop!(Observations::set_paused(owner(), kind, true), Error::<Test>::AlreadyPaused);
		assert_ok!(Observations::set_paused(owner(), kind, false));
		assert_eq!(news().pop(), Some(Event::Resumed { kind }));
	});
}

#[test]
fn owner_calls_should_fail_when_somebody_else_makes_them() {
	ExtBuilder::default().execute(|| {
		let kind = Kind::Liked;
		let settings = Settings::of(kind);
		assert_noop!(
			Observations::set_settings(stranger(), kind, settings),
			DispatchError::BadOrigin
		);
		assert_noop!(Observations::set_paused(stranger(), kind, true), DispatchError::BadOrigin);
	});
}

#[test]
#[should_panic(expected = "out of its range")]
fn genesis_should_fail_when_a_setting_is_out_of_its_range() {
	let settings = vec![(Kind::Liked, Settings { max_open: 0, ..Settings::of(Kind::Liked) })];
	let genesis = GenesisConfig::<Test> { settings, ..Default::default() };
	let _ = genesis.build_storage();
}

#[test]
fn default_settings_should_fit() {
	Observations::integrity_test();
}
