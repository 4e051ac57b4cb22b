//! `why_not` and `transfer` agree on everything, whatever the state.

use crate::{mock::*, outflow::BUCKETS, *};
use alloc::vec::Vec;
use frame_support::{dispatch::CheckIfFeeless, traits::fungible::Mutate};
use hotpot_primitives::{
	Balance, CountryCode, Moment,
	traits::{FreeCalls, Standing},
};
use proptest::prelude::*;
use sp_runtime::{DispatchError, Permill};

/// One end of a transfer, likely or absurd.
#[derive(Clone, Debug)]
struct Person {
	standing: Option<Standing>,
	country: CountryCode,
	expires_at: Moment,
	minted: Balance,
	freeze: Freeze,
	outflow: Option<Outflow>,
}

/// A state and a transfer in it.
#[derive(Clone, Debug)]
struct World {
	settings: Settings,
	is_paused: bool,
	now: Moment,
	persons: [Person; 2],
	from: AccountId,
	to: AccountId,
	amount: Balance,
}

const STANDINGS: [Standing; 6] = [
	Standing::Unknown,
	Standing::Pending,
	Standing::Verified,
	Standing::Rejected,
	Standing::Expired,
	Standing::Suspended,
];

/// Amounts of any size, most of them such as people send.
fn amount() -> impl Strategy<Value = Balance> {
	prop_oneof![
		8 => 1..3_000 * THP,
		2 => 0..200_000 * THP,
		1 => 0..3u128,
		1 => any::<Balance>(),
	]
}

fn moment() -> impl Strategy<Value = Moment> {
	prop_oneof![4 => NOON..2 * NOON, 1 => any::<Moment>()]
}

fn outflow() -> impl Strategy<Value = Outflow> {
	let buckets =
		prop::collection::vec(prop_oneof![4 => 0..1_000_000_000u64, 1 => any::<u64>()], BUCKETS);
	let hour = u32::try_from(NOON / 3_600_000).expect("hours fit");
	let newest = prop_oneof![4 => hour - 30..hour + 1, 1 => any::<u32>()];
	let duration = prop_oneof![4 => Just(3_600_000u32), 1 => any::<u32>()];
	(buckets, newest, duration).prop_map(|(buckets, newest, bucket_duration)| Outflow {
		bucket_duration,
		newest,
		buckets: buckets.try_into().expect("as many as asked for"),
	})
}

fn freeze() -> impl Strategy<Value = Freeze> {
	let flag = || prop::bool::weighted(0.05);
	(flag(), flag(), prop_oneof![5 => Just(0u128), 1 => amount()])
		.prop_map(|(whole, recovery, amount)| Freeze { whole, recovery, amount })
}

fn person() -> impl Strategy<Value = Person> {
	let standing = prop_oneof![
		24 => Just(Some(Standing::Verified)),
		1 => Just(None::<Standing>),
		1 => prop::sample::select(STANDINGS.to_vec()).prop_map(Some),
	];
	let country = prop_oneof![
		24 => prop::sample::select(alloc::vec![*b"GE", *b"US", *b"DE"]),
		1 => prop::sample::select(alloc::vec![*b"KP", *b"ZZ"]),
		1 => any::<[u8; 2]>(),
	];
	let expires_at = prop_oneof![24 => Just(Moment::MAX), 1 => moment()];
	(standing, country, expires_at, amount(), freeze(), prop::option::of(outflow())).prop_map(
		|(standing, country, expires_at, minted, freeze, outflow)| Person {
			standing,
			country: CountryCode(country),
			expires_at,
			minted,
			freeze,
			outflow,
		},
	)
}

/// Settings of any size: `set_settings` refuses many of them, and still nothing may panic.
fn settings() -> impl Strategy<Value = Settings> {
	let absurd = (amount(), amount(), moment(), 0..=1_000_000u32, amount(), amount(), moment());
	let absurd = absurd.prop_map(
		|(max_transfer, max_daily, daily_window, parts, cap_floor, unverified_cap, delay)| {
			Settings {
				max_transfer,
				max_daily,
				daily_window,
				holder_cap: Permill::from_parts(parts),
				cap_floor,
				unverified_cap,
				recovery_delay: delay,
			}
		},
	);
	prop_oneof![3 => Just(Settings::default()), 1 => absurd]
}

fn world() -> impl Strategy<Value = World> {
	let account = || prop::sample::select(alloc::vec![ALICE, BOB, POOL, GUEST]);
	let pair = prop_oneof![5 => Just((ALICE, BOB)), 1 => (account(), account())];
	(settings(), prop::bool::weighted(0.05), moment(), [person(), person()], pair, amount())
		.prop_map(|(settings, is_paused, now, persons, (from, to), amount)| World {
			settings,
			is_paused,
			now,
			persons,
			from,
			to,
			amount,
		})
}

/// Puts the world into the storage, past every check.
fn make(world: &World) {
	for (who, person) in [ALICE, BOB].into_iter().zip(&world.persons) {
		Persons::remove(who);
		if let Some(standing) = person.standing {
			verify(who, |identity| {
				identity.standing = standing;
				identity.jurisdiction = person.country;
				identity.expires_at = person.expires_at;
			});
		}
		let _ = Thp::mint_into(&who, person.minted);
		Freezes::<Test>::insert(who, person.freeze);
		Outflows::<Test>::set(who, person.outflow);
	}
	let _ = Thp::mint_into(&POOL, THP);
	CurrentSettings::<Test>::put(world.settings);
	Paused::<Test>::put(world.is_paused);
	Timestamp::set_timestamp(world.now);
}

/// What transfers change: balances of both ends, issuance, and what counts as sent.
fn state_of(world: &World) -> (Balance, Balance, Balance, Option<Outflow>) {
	(
		thp(world.from),
		thp(world.to),
		Assets::total_supply(THP_ASSET),
		Outflows::<Test>::get(world.from),
	)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(512))]

	#[test]
	fn why_not_should_be_empty_exactly_when_transfer_succeeds(world in world()) {
		ExtBuilder::default().build().execute_with(|| {
			make(&world);
			let World { from, to, amount, .. } = world;
			let refusals = Compliance::why_not(from, to, amount);
			let is_free = Call::<Test>::transfer { to, amount }
				.is_feeless(&RuntimeOrigin::signed(from));
			assert_eq!(refusals.is_empty(), Compliance::can_transfer(from, to, amount));
			let before = state_of(&world);
			let result = send(from, to, amount);
			let after = state_of(&world);

			assert_eq!(refusals.is_empty(), result.is_ok(), "{refusals:?} but {result:?}");
			let has_free_call = <KycRegistry as FreeCalls<_>>::left(&from) > 0;
			assert_eq!(is_free, refusals.is_empty() && has_free_call);
			match refusals.first() {
				Some(first) => {
					let error = DispatchError::from(Error::<Test>::from(first.reason));
					assert_eq!(result, Err(error));
					assert_eq!(before, after, "a refused transfer changes nothing");
				}
				None => {
					assert_eq!(after.0, before.0 - amount);
					assert_eq!(after.1, before.1 + amount);
					assert_eq!(after.2, before.2);
				}
			}
		});
	}

	#[test]
	fn a_reason_should_stand_once_and_come_with_a_fix(world in world()) {
		ExtBuilder::default().build().execute_with(|| {
			make(&world);
			let refusals = Compliance::why_not(world.from, world.to, world.amount);
			let reasons: Vec<_> = refusals.iter().map(|refusal| refusal.reason).collect();
			for (at, reason) in reasons.iter().enumerate() {
				assert!(!reasons.iter().skip(at + 1).any(|other| other == reason));
			}
			for Refusal { reason, fix } in refusals {
				assert_eq!(reason.fix(), fix);
			}
		});
	}

	#[test]
	fn no_view_should_panic(world in world()) {
		ExtBuilder::default().build().execute_with(|| {
			make(&world);
			for who in [ALICE, BOB, POOL, GUEST] {
				let limits = Compliance::limits_of(who);
				assert!(limits.available <= limits.balance);
			}
			let _ = Compliance::holders(None, u32::MAX);
			let _ = Compliance::actions(u64::MAX, u32::MAX);
			let _ = Compliance::emissions(u32::MAX, u32::MAX);
			let _ = Compliance::register_emission();
		});
	}

	#[test]
	fn sending_what_the_fix_says_should_remove_the_reason(world in world()) {
		ExtBuilder::default().build().execute_with(|| {
			make(&world);
			let (from, to) = (world.from, world.to);
			for Refusal { reason, fix } in Compliance::why_not(from, to, world.amount) {
				let (Fix::SendAtMost { amount } | Fix::SendLater { now: amount, .. }) = fix else {
					continue;
				};
				let kind = core::mem::discriminant(&reason);
				let left = Compliance::why_not(from, to, amount);
				assert!(left.iter().all(|other| core::mem::discriminant(&other.reason) != kind));
			}
		});
	}
}

#[test]
fn why_not_should_give_all_reasons_at_once() {
	ExtBuilder::default().build().execute_with(|| {
		set_standing(ALICE, Standing::Suspended);
		Jurisdictions::<Test>::remove(CountryCode(*b"GE"));
		Freezes::<Test>::insert(ALICE, Freeze { whole: true, recovery: true, amount: THP });
		Freezes::<Test>::insert(GUEST, Freeze { whole: true, recovery: true, amount: 0 });
		Paused::<Test>::put(true);
		mint(GUEST, 1_000_000 * THP);
		let refusals = Compliance::why_not(ALICE, GUEST, 2_000_000 * THP);
		let (sender, receiver) = (Side::Sender, Side::Receiver);
		let cap = 504_700 * THP;
		let limit = 100_000 * THP;
		let expected = [
			(Reason::Paused, Fix::WaitForResume),
			(Reason::RecoveryOpen { side: sender }, Fix::WaitForRecovery { side: sender }),
			(Reason::RecoveryOpen { side: receiver }, Fix::WaitForRecovery { side: receiver }),
			(Reason::SenderFrozen, Fix::AskCompliance { side: sender }),
			(Reason::ReceiverFrozen, Fix::AskCompliance { side: receiver }),
			(
				Reason::SenderUnverified { standing: Standing::Suspended },
				Fix::AskCompliance { side: sender },
			),
			(
				Reason::ReceiverUnverified { standing: Standing::Unknown },
				Fix::BeVerified { side: receiver },
			),
			(
				Reason::SenderJurisdiction { country: CountryCode(*b"GE") },
				Fix::AskCompliance { side: sender },
			),
			(
				Reason::ExceedsBalance { balance: HELD, available: HELD - THP },
				Fix::SendAtMost { amount: HELD - THP },
			),
			(Reason::ExceedsTransferLimit { limit }, Fix::SendAtMost { amount: limit }),
			(
				Reason::ExceedsDailyLimit { limit, used: 0, fits_at: None },
				Fix::SendAtMost { amount: limit },
			),
			(Reason::ExceedsHolderCap { cap, room: 0 }, Fix::SendAtMost { amount: 0 }),
		];
		let expected = expected.map(|(reason, fix)| Refusal { reason, fix });
		assert_eq!(refusals, expected);
	});
}

#[test]
fn every_standing_but_verified_should_have_a_fix_of_its_own_kind() {
	let fix = |standing| Reason::SenderUnverified { standing }.fix();
	let side = Side::Sender;
	assert_eq!(fix(Standing::Unknown), Fix::BeVerified { side });
	assert_eq!(fix(Standing::Rejected), Fix::BeVerified { side });
	assert_eq!(fix(Standing::Pending), Fix::WaitForClearance { side });
	assert_eq!(fix(Standing::Expired), Fix::RenewVerification { side });
	assert_eq!(fix(Standing::Suspended), Fix::AskCompliance { side });
	assert_eq!(Reason::LedgerRefused.fix(), Fix::TellOperators);
}
