//! What an award, the opening of a round and a claim cost, however many hold SPOT (rules 17 and 20).
//! `scripts/bench economy` runs this under callgrind with a thousand to a million holders, and counts
//! the instructions inside the three functions by their names.
//!
//! Attesting a million persons by signatures, and awarding each its SPOT ten a day, would take days.
//! So each holder's items are written as those calls leave them: the record, the person and its
//! place in the registry's queue; the account and its SPOT in the tokens' ledger; the holder's record
//! and, instead of hundreds of lines of awards, one. What they add up to is written at the end: the
//! verifier's count, the supply, and the histogram, by the pallet's own arithmetic. Up to 10 000
//! holders, `try_state` of the registry, of SPOT and of the distribution prove before and after the
//! measurement that nothing is missing and that it adds up.

use crate::{NOW, ext};
use frame_support::{
	assert_ok,
	dispatch::CheckIfFeeless,
	traits::{UnfilteredDispatchable, fungible::Mutate},
};
use hotpot_counting::counted;
use hotpot_primitives::{
	CountryCode, Moment, PersonId, VerifierId,
	money::THP,
	time::{MINUTE, local_day},
	traits::{Award, AwardSource, Level, RiskBand, SpotMutate},
};
use hotpot_runtime::{
	AccountId, Balance, Distribution, Kyc, Runtime, RuntimeCall, RuntimeOrigin, Spot, System,
	configs::franchise::{PoolAccount, Thp},
	constants::SPOT_ASSET,
	genesis::{DEV_OWNER, DEVELOPMENT},
};
use pallet_assets::{AccountStatus, AssetAccount, ExistenceReason};
use pallet_kyc::{Person, Record, State, Usage};
use pallet_spot::{
	AwardLine, Holder, RecentDays,
	histogram::{Index, Page, Top, page_of},
};
use sp_io::{TestExternalities, hashing::blake2_256};
use std::{collections::BTreeMap, hint::black_box};

/// Numbers of holders, unless `HOTPOT_HOLDERS` names one.
const SIZES: [u32; 2] = [1_000, 10_000];
/// With more holders the invariants are not checked.
const MAX_CHECKED: u32 = 10_000;
/// What is shared, in THP base units.
const POOL: Balance = 1_000_000 * THP;
/// Attested everybody.
const VERIFIER: VerifierId = VerifierId(1);
/// SPOT of one award.
const AWARDED: u32 = 3;

/// Items that were read, how often, items that were written, and how often.
type Cost = [u32; 4];

#[inline(never)]
fn award(who: &AccountId, award: Award) {
	// Functions of one body would become one.
	black_box("award");
	assert_eq!(<Spot as SpotMutate<_>>::award(who, award), Ok(AWARDED));
}

#[inline(never)]
fn open_round(by: RuntimeOrigin) {
	black_box("open");
	assert_ok!(Distribution::open(by));
}

/// With the check that makes it feeless, because that runs before every claim.
#[inline(never)]
fn claim_share(call: RuntimeCall, by: RuntimeOrigin) {
	black_box("claim");
	assert!(call.is_feeless(&by));
	assert_ok!(call.dispatch_bypass_filter(by));
}

/// A holder's account.
fn account(number: u32) -> AccountId {
	AccountId::new(blake2_256(&number.to_le_bytes()))
}

/// How much SPOT a holder has: 1 to 5 000, evenly spread.
const fn spot_of(number: u32) -> u32 {
	1 + number % 5_000 * 919 % 5_000
}

/// The first holder with at least so much SPOT: the same in every crowd.
fn holder_with(spot: u32) -> AccountId {
	let number = (0..SIZES[0]).find(|number| (spot..spot + 10).contains(&spot_of(*number)));
	account(number.expect("there is one in a thousand"))
}

/// A chain with so many verified holders of SPOT, at block 0, in which no events are kept.
fn crowded(holders: u32) -> TestExternalities {
	let mut ext = ext(DEVELOPMENT);
	ext.execute_with(|| {
		pallet_timestamp::Now::<Runtime>::put(NOW);
		let notice = Kyc::settings().notice;
		let (mut top, mut pages) = (Top::default(), BTreeMap::<Index, Page>::new());
		for number in 0..holders {
			let (who, spot) = (account(number), spot_of(number));
			let expires_at = NOW + 60 * MINUTE + Moment::from(number);
			register(&who, expires_at, expires_at - notice);
			give(number, &who, spot);
			top.add(spot);
			pages.entry(page_of(spot)).or_default().add(spot);
		}
		pallet_kyc::Verifiers::<Runtime>::mutate_extant(VERIFIER, |verifier| {
			verifier.persons += holders;
		});
		pallet_assets::Asset::<Runtime>::mutate_extant(SPOT_ASSET, |asset| {
			asset.supply += Balance::from(top.sum());
			asset.accounts += holders;
			asset.sufficients += holders;
		});
		pallet_spot::HistogramTop::<Runtime>::put(top);
		for (index, page) in pages {
			pallet_spot::HistogramPages::<Runtime>::insert(index, page);
		}
		assert_ok!(Thp::mint_into(&PoolAccount::get(), POOL));
	});
	ext
}

/// Makes an account a verified person's, as `attest` does.
fn register(account: &AccountId, expires_at: Moment, due_at: Moment) {
	let person = PersonId(blake2_256(account.as_ref()));
	let record = Record {
		person,
		level: Level::Basic,
		risk: RiskBand::Low,
		jurisdiction: CountryCode(*b"GE"),
		commitment: [7; 32],
		verifier: VERIFIER,
		expires_at,
		state: State::Verified,
		due_at: Some(due_at),
		usage: Usage::default(),
	};
	pallet_kyc::Records::<Runtime>::insert(account, record);
	let kept = Person { account: account.clone(), nonce: 1, has_hit: false };
	pallet_kyc::Persons::<Runtime>::insert(person, kept);
	pallet_kyc::Due::<Runtime>::insert((due_at.to_be_bytes(), account), ());
}

/// Gives a verified account its SPOT, as awards do.
fn give(number: u32, who: &AccountId, spot: u32) {
	let balance = Balance::from(spot);
	let (status, reason) = (AccountStatus::Liquid, ExistenceReason::Sufficient);
	let minted = AssetAccount { balance, status, reason, extra: () };
	pallet_assets::Account::<Runtime>::insert(SPOT_ASSET, who, minted);
	System::inc_sufficients(who);
	let today = local_day(NOW, 0);
	let mut days = RecentDays::default();
	days.earn(today, today - number % 32, 1 + (number % 9) as u8);
	let holder = Holder { balance: spot, is_verified: true, days, ..Default::default() };
	pallet_spot::Holders::<Runtime>::insert(who, holder);
	let (who, source) = (who.clone(), AwardSource::Visit);
	let line = AwardLine { who, source, amount: spot, at: NOW };
	pallet_spot::Awards::<Runtime>::insert(evidence(number), line);
}

fn evidence(number: u32) -> [u8; 32] {
	blake2_256(&[b"visit", &number.to_le_bytes()[..]].concat())
}

/// Announces the next round for the earliest moment, and goes there.
fn announce() {
	let opens_at = Distribution::earliest_opening();
	assert_ok!(Distribution::announce(RuntimeOrigin::signed(DEV_OWNER), opens_at));
	pallet_timestamp::Now::<Runtime>::put(opens_at);
}

fn assert_sound(ext: &mut TestExternalities) {
	ext.execute_with(|| {
		assert_ok!(Kyc::do_try_state());
		assert_ok!(Spot::do_try_state());
		assert_ok!(Distribution::do_try_state());
	});
}

/// What the three cost with so many holders. A round is open when somebody in the middle gets an
/// award, so that its record date has to be kept; the next one closes it.
fn costs(holders: u32) -> [(&'static str, Cost); 3] {
	let mut ext = crowded(holders);
	if holders <= MAX_CHECKED {
		assert_sound(&mut ext);
	}
	let owner = || RuntimeOrigin::signed(DEV_OWNER);
	let (middle, rich) = (holder_with(2_500), holder_with(4_000));
	ext.execute_with(|| {
		announce();
		assert_ok!(Distribution::open(owner()));
		announce();
		System::set_block_number(1);
	});
	let (source, evidence) = (AwardSource::Visit, evidence(u32::MAX));
	let visit = Award { source, evidence, amount: AWARDED, at: NOW };
	let claim = RuntimeCall::from(pallet_distribution::Call::claim { round: 2 });

	let measured = [
		("award", counted(&mut ext, || award(&middle, visit)).1),
		("open_round", counted(&mut ext, || open_round(owner())).1),
		("claim_share", counted(&mut ext, || claim_share(claim, RuntimeOrigin::signed(rich))).1),
	];
	if holders <= MAX_CHECKED {
		assert_sound(&mut ext);
	}
	measured.map(|(name, seen)| {
		// Opening looks at the registry's queue, whether somebody is due.
		assert_eq!(seen.steps(), u32::from(name == "open_round"), "{name} walks through a map");
		let cost = [seen.read.len() as u32, seen.reads(), seen.written.len() as u32, seen.writes()];
		// `scripts/bench economy` reads this line.
		println!("cost {name} {holders} {}", cost.map(|number| number.to_string()).join(" "));
		(name, cost)
	})
}

#[test]
fn award_open_and_claim_should_cost_the_same_however_many_holders_there_are() {
	let named = std::env::var("HOTPOT_HOLDERS").ok();
	let sizes = named.map_or(SIZES.to_vec(), |named| vec![named.parse().expect("a number")]);
	let all: Vec<_> = sizes.into_iter().map(costs).collect();
	assert!(all.iter().all(|costs| *costs == all[0]), "{all:#?}");
}
