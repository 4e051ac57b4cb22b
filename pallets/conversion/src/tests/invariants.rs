//! Random lives: a conversion does what an independent model says, and the preview says the same.

use crate::{mock::*, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{assert_ok, storage::with_storage_layer};
use hotpot_primitives::{Balance, time::HOUR, traits::Standing};
use proptest::prelude::*;
use sp_runtime::DispatchError;

const ACCOUNTS: [AccountId; 4] = [ALICE, BOB, CAROL, GUEST];

/// One thing that somebody does. Many are refused; none may break an invariant.
#[derive(Clone, Debug)]
enum Step {
	Convert { pairs: Vec<(usize, u32)>, rate: u32 },
	SetRate { rate: u32 },
	Consent { who: usize, consents: bool },
	Verify { who: usize, verified: bool },
	Earn { who: usize, spot: u32 },
	Fund { amount: Balance },
	Freeze { who: usize },
	Unfreeze { who: usize },
	Announce { announced: bool },
	Pass { hours: u64 },
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 0..ACCOUNTS.len();
	let spot = prop_oneof![12 => (0..8u32).prop_map(|n| 10 * n), 1 => 0..120u32, 1 => any::<u32>()];
	let rate = || prop_oneof![20 => Just(10u32), 2 => 4..22u32];
	let pairs = prop::collection::vec((who(), spot), 0..4);
	prop_oneof![
		8 => (pairs, rate()).prop_map(|(pairs, rate)| Step::Convert { pairs, rate }),
		1 => rate().prop_map(|rate| Step::SetRate { rate }),
		1 => (who(), prop::bool::weighted(0.8))
			.prop_map(|(who, consents)| Step::Consent { who, consents }),
		1 => (who(), prop::bool::weighted(0.8))
			.prop_map(|(who, verified)| Step::Verify { who, verified }),
		3 => (who(), 1..200u32).prop_map(|(who, spot)| Step::Earn { who, spot }),
		1 => (0..20 * THP).prop_map(|amount| Step::Fund { amount }),
		1 => who().prop_map(|who| Step::Freeze { who }),
		2 => who().prop_map(|who| Step::Unfreeze { who }),
		1 => prop::bool::weighted(0.2).prop_map(|announced| Step::Announce { announced }),
		2 => (0..400u64).prop_map(|hours| Step::Pass { hours }),
	]
}

fn settings(settings: &mut Settings) {
	settings.max_per_call = 20 * THP;
	settings.max_per_day = 30 * THP;
	settings.max_per_quarter = 100 * THP;
	settings.max_minted_per_year = 60 * THP;
}

/// Everybody's SPOT and THP, the reserve's last, and all THP there is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Books {
	spot: BTreeMap<AccountId, u32>,
	thp: BTreeMap<AccountId, Balance>,
	issuance: Balance,
	minted: Balance,
}

fn books() -> Books {
	Books {
		spot: ACCOUNTS.into_iter().map(|who| (who, spot(who))).collect(),
		thp: ACCOUNTS.into_iter().chain([RESERVE]).map(|who| (who, thp(who))).collect(),
		issuance: Assets::total_supply(THP_ASSET),
		minted: Minted::<Test>::get(),
	}
}

/// What a conversion should make of the books, or `None` if it should be refused: written without a
/// look at the pallet's code.
fn model(mut books: Books, pairs: &[(AccountId, u32)], rate: u32) -> Option<Books> {
	let settings = Conversion::settings();
	let holders: BTreeSet<_> = pairs.iter().map(|(who, _)| *who).collect();
	let is_sound = rate == settings.rate
		&& !IsAnnounced::get()
		&& !pairs.is_empty()
		&& holders.len() == pairs.len();
	if !is_sound {
		return None;
	}
	for (who, spot) in pairs {
		let may = Standings::get(who) == Some(Standing::Verified)
			&& Conversion::consents(*who)
			&& !Compliance::freeze_of(*who).whole;
		if !may || *spot == 0 || spot % rate != 0 || books.spot[who] < *spot {
			return None;
		}
		*books.spot.get_mut(who)? -= spot;
		*books.thp.get_mut(who)? += THP * u128::from(spot / rate);
	}
	let amount: Balance = pairs.iter().map(|(_, spot)| THP * u128::from(spot / rate)).sum();
	let reserve = books.thp.get_mut(&RESERVE)?;
	let minted = amount.saturating_sub(*reserve);
	*reserve -= amount - minted;
	books.issuance += minted;
	books.minted += minted;
	let ceilings = Conversion::ceilings();
	let fits = amount <= ceilings.per_call
		&& amount <= ceilings.today
		&& amount <= ceilings.this_quarter
		&& minted <= ceilings.mintable;
	fits.then_some(books)
}

fn check_conversion(pairs: Vec<(usize, u32)>, rate: u32) {
	let pairs: Vec<_> = pairs.into_iter().map(|(who, spot)| (ACCOUNTS[who], spot)).collect();
	let before = books();
	let expected = model(before.clone(), &pairs, rate);
	let quote = Conversion::preview(list(pairs.clone()), rate);
	assert_eq!(books(), before, "a preview changes nothing");
	let result = with_storage_layer(|| {
		Conversion::convert(RuntimeOrigin::root(), list(pairs.clone()), rate)
	});
	assert_eq!(quote.clone().map(|_| ()), result, "the preview says what the call does");
	let after = books();
	assert_eq!(after, expected.clone().unwrap_or(before.clone()));
	assert_eq!(result.is_ok(), expected.is_some());
	let Ok(quote) = quote else { return };
	assert_eq!(quote.minted, after.minted - before.minted);
	assert_eq!(quote.amount, quote.from_reserve + quote.minted);
	for (payment, (who, spot)) in quote.payments.iter().zip(&pairs) {
		assert_eq!((payment.who, payment.spot), (*who, *spot));
		assert_eq!(payment.amount, after.thp[who] - before.thp[who]);
		assert_eq!(payment.amount, payment.from_reserve + payment.minted);
	}
}

fn take(step: Step) -> Result<(), DispatchError> {
	let officer = RuntimeOrigin::signed(COMPLIANCE);
	match step {
		Step::Convert { pairs, rate } => check_conversion(pairs, rate),
		Step::SetRate { rate } => {
			let settings = Settings { rate, ..Conversion::settings() };
			Conversion::set_settings(RuntimeOrigin::root(), settings)?;
		}
		Step::Consent { who, consents } => {
			Conversion::set_consent(RuntimeOrigin::signed(ACCOUNTS[who]), consents)?;
		}
		Step::Verify { who, verified } => {
			let standing = if verified { Standing::Verified } else { Standing::Expired };
			Standings::insert(ACCOUNTS[who], standing);
		}
		Step::Earn { who, spot } => {
			<Spot as frame_support::traits::fungible::Mutate<_>>::mint_into(
				&ACCOUNTS[who],
				spot.into(),
			)?;
		}
		Step::Fund { amount } => {
			<Thp as frame_support::traits::fungible::Mutate<_>>::mint_into(&RESERVE, amount)?;
		}
		Step::Freeze { who } => Compliance::freeze(officer, ACCOUNTS[who], [1; 32])?,
		Step::Unfreeze { who } => Compliance::unfreeze(officer, ACCOUNTS[who])?,
		Step::Announce { announced } => IsAnnounced::set(announced),
		Step::Pass { hours } => pass(hours * HOUR),
	}
	Ok(())
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(192))]

	#[test]
	fn convert_should_be_its_preview_and_an_independent_model(
		steps in prop::collection::vec(step(), 1..60),
	) {
		ExtBuilder::default().settings(settings).execute(|| {
			for step in steps {
				let _ = take(step);
				assert_ok!(Conversion::do_try_state());
			}
		});
	}
}
