//! What the calls and the hook cost at their worst.
//!
//! Calls that may be feeless are measured together with the check that decides it and with the
//! counting of free calls, because both run before the call and nothing else pays for them.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::CheckIfFeeless,
	traits::{EnsureOrigin, Time, UnfilteredDispatchable, fungible::Mutate},
};
use frame_system::RawOrigin;
use hotpot_primitives::{Balance, CountryCode, Moment, money::THP, time::DAY, traits::FreeCalls};
use sp_runtime::Permill;

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper<AccountId> {
	/// Makes `who` the verified account of a person of this country, of the highest level, attested
	/// by `verifier`.
	fn verify(who: &AccountId, country: CountryCode, verifier: &AccountId);
	/// Registers `who` as a verifier of every level.
	fn register_verifier(who: &AccountId);
	/// Sets the chain's clock.
	fn set_time(now: Moment);
	/// Gives an account something of everything that the runtime's `Holdings` move.
	fn endow(who: &AccountId);
}

/// A moment of 2026.
const NOW: Moment = 1_790_000_000_000;
const REASON: ReasonHash = [1; 32];
const HELD: Balance = 2_000_000 * THP;

struct Scene<T: Config> {
	verifier: T::AccountId,
	sender: T::AccountId,
	receiver: T::AccountId,
	stranger: T::AccountId,
}

/// Two persons of two countries, both with THP, more of it than the cap's floor; the sender has
/// sent some already.
fn scene<T: Config>() -> Result<Scene<T>, BenchmarkError> {
	T::BenchmarkHelper::set_time(NOW);
	CurrentSettings::<T>::mutate(|settings| {
		settings.max_transfer = HELD;
		settings.max_daily = HELD;
		settings.holder_cap = Permill::one();
	});
	let scene = Scene::<T> {
		verifier: account("verifier", 0, 0),
		sender: account("sender", 0, 0),
		receiver: account("receiver", 0, 0),
		stranger: account("stranger", 0, 0),
	};
	T::BenchmarkHelper::register_verifier(&scene.verifier);
	for (who, letters) in [(&scene.sender, b"GE"), (&scene.receiver, b"US")] {
		Jurisdictions::<T>::insert(CountryCode(*letters), Rule::Allowed);
		T::BenchmarkHelper::verify(who, CountryCode(*letters), &scene.verifier);
		T::Thp::mint_into(who, HELD)?;
	}
	let origin: T::RuntimeOrigin = RawOrigin::Signed(scene.sender.clone()).into();
	Pallet::<T>::transfer(origin, scene.receiver.clone(), THP)?;
	Ok(scene)
}

/// Leaves something to change in the freeze of an account.
fn freeze_partly<T: Config>(who: &T::AccountId) {
	Pallet::<T>::change_freeze(who, |held| held.amount = THP);
}

fn request<T: Config>(scene: &Scene<T>) -> Result<(), BenchmarkError> {
	let origin: T::RuntimeOrigin = RawOrigin::Signed(scene.verifier.clone()).into();
	let (old, new) = (scene.sender.clone(), scene.stranger.clone());
	Pallet::<T>::request_recovery(origin, old, new, REASON)?;
	Ok(())
}

/// Runs a call as a transaction does: first whether it is free, then that is counted, then the call.
fn dispatch<T: Config>(call: Call<T>, signer: T::AccountId) -> Result<(), BenchmarkError> {
	let origin: T::RuntimeOrigin = RawOrigin::Signed(signer.clone()).into();
	assert!(call.is_feeless(&origin));
	T::Free::consume(&signer);
	call.dispatch_bypass_filter(origin)?;
	Ok(())
}

fn owner<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no owner origin"))
}

fn compliance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::ComplianceOrigin::try_successful_origin()
		.map_err(|()| BenchmarkError::Stop("no compliance origin"))
}

#[benchmarks]
mod benches {
	use super::*;

	/// At its worst all the sender's THP goes, so that its account in the ledger dies.
	#[benchmark]
	fn transfer() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let call = Call::<T>::transfer { to: scene.receiver, amount: HELD - THP };
		#[block]
		{
			dispatch::<T>(call, scene.sender)?;
		}
		Ok(())
	}

	#[benchmark]
	fn freeze() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let origin = compliance::<T>()?;
		freeze_partly::<T>(&scene.sender);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.sender.clone(), REASON);
		assert!(Freezes::<T>::get(&scene.sender).whole);
		Ok(())
	}

	#[benchmark]
	fn unfreeze() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let origin = compliance::<T>()?;
		freeze_partly::<T>(&scene.sender);
		Pallet::<T>::change_freeze(&scene.sender, |held| held.whole = true);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.sender.clone());
		assert!(!Freezes::<T>::get(&scene.sender).whole);
		Ok(())
	}

	#[benchmark]
	fn set_frozen_amount() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let origin = compliance::<T>()?;
		freeze_partly::<T>(&scene.sender);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.sender.clone(), 2 * THP);
		assert_eq!(Freezes::<T>::get(&scene.sender).amount, 2 * THP);
		Ok(())
	}

	#[benchmark]
	fn force_transfer() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let origin = compliance::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.sender, scene.receiver, HELD - THP, REASON);
		Ok(())
	}

	/// At its worst after a veto: the verifier must be another one, who attested last.
	#[benchmark]
	fn request_recovery() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		freeze_partly::<T>(&scene.sender);
		Vetoes::<T>::insert(&scene.sender, &scene.stranger);
		let new: T::AccountId = account("new", 0, 0);
		let origin = RawOrigin::Signed(scene.verifier.clone());
		#[extrinsic_call]
		_(origin, scene.sender.clone(), new, REASON);
		assert!(Recoveries::<T>::contains_key(&scene.sender));
		Ok(())
	}

	#[benchmark]
	fn veto_recovery() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		freeze_partly::<T>(&scene.sender);
		request(&scene)?;
		let call = Call::<T>::veto_recovery { requested_at: T::Time::now() };
		#[block]
		{
			dispatch::<T>(call, scene.sender.clone())?;
		}
		assert!(Vetoes::<T>::contains_key(&scene.sender));
		Ok(())
	}

	#[benchmark]
	fn complete_recovery() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		freeze_partly::<T>(&scene.sender);
		request(&scene)?;
		Vetoes::<T>::insert(&scene.sender, &scene.receiver);
		[&scene.sender, &scene.stranger].map(T::BenchmarkHelper::endow);
		T::BenchmarkHelper::set_time(T::Time::now() + CurrentSettings::<T>::get().recovery_delay);
		let origin = RawOrigin::Signed(scene.stranger.clone());
		#[extrinsic_call]
		_(origin, scene.sender.clone());
		assert!(!Recoveries::<T>::contains_key(&scene.sender));
		Ok(())
	}

	#[benchmark]
	fn cancel_recovery() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		freeze_partly::<T>(&scene.sender);
		request(&scene)?;
		Vetoes::<T>::insert(&scene.sender, &scene.receiver);
		let origin = compliance::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.sender.clone());
		assert!(!Recoveries::<T>::contains_key(&scene.sender));
		Ok(())
	}

	#[benchmark]
	fn set_paused() -> Result<(), BenchmarkError> {
		let origin = compliance::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, true);
		assert!(Paused::<T>::get());
		Ok(())
	}

	#[benchmark]
	fn set_jurisdiction() -> Result<(), BenchmarkError> {
		let origin = compliance::<T>()?;
		let country = CountryCode(*b"ZZ");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, country, Some(Rule::Blocked));
		assert_eq!(Jurisdictions::<T>::get(country), Some(Rule::Blocked));
		Ok(())
	}

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Settings::default());
		Ok(())
	}

	#[benchmark]
	fn emission_unchanged() -> Result<(), BenchmarkError> {
		scene::<T>()?;
		Pallet::<T>::register_emission();
		#[block]
		{
			Pallet::<T>::register_emission();
		}
		Ok(())
	}

	/// At its worst on a new day, which also takes a new number.
	#[benchmark]
	fn emission_changed() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		Pallet::<T>::register_emission();
		T::Thp::mint_into(&scene.sender, THP)?;
		T::BenchmarkHelper::set_time(NOW + DAY);
		let next = NextEmissionId::<T>::get();
		#[block]
		{
			Pallet::<T>::register_emission();
		}
		assert_eq!(NextEmissionId::<T>::get(), next + 1);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
