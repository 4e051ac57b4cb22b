//! What the calls and the steps of the hook cost at their worst.
//!
//! `link` is measured together with the check that decides whether it is free and with the counting
//! of free calls, because both run before the call and nothing else pays for them. Whoever hears of
//! a change of standing does most for an account that has something of everything.

use super::*;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::CheckIfFeeless,
	traits::{EnsureOrigin, Time, UnfilteredDispatchable},
	weights::WeightMeter,
};
use frame_system::RawOrigin;
use hotpot_primitives::{
	CountryCode, Moment, NodeId, PersonId,
	traits::{FreeCalls, Level, RiskBand, Role, Scope},
};
use payloads::wrapped;
use sp_runtime::traits::{BlakeTwo256, Hash};
use types::MAX_ROLES;

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper<AccountId, Signature> {
	/// An account whose signatures `sign` makes, another one for each number.
	fn signer(number: u32) -> AccountId;
	/// The signature of such an account.
	fn sign(signer: &AccountId, message: &[u8]) -> Signature;
	/// Sets the chain's clock.
	fn set_time(now: Moment);
	/// Opens a restaurant.
	fn register_node(franchisee: AccountId) -> NodeId;
	/// Gives an account something of everything that the runtime's `Holdings` move.
	fn endow(account: &AccountId);
}

/// A moment of 2026.
const NOW: Moment = 1_790_000_000_000;
const PERSON: PersonId = PersonId([9; 32]);
const REASON: [u8; 32] = [8; 32];
const LICENCE: Licence =
	Licence { max_level: Level::Premium, may_clear: true, max_persons: u32::MAX };

fn signer<T: Config>(number: u32) -> T::AccountId {
	T::BenchmarkHelper::signer(number)
}

fn owner<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no owner origin"))
}

fn compliance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::ComplianceOrigin::try_successful_origin()
		.map_err(|()| BenchmarkError::Stop("no compliance origin"))
}

/// A registered verifier.
fn verifier<T: Config>(number: u32) -> Result<T::AccountId, BenchmarkError> {
	let key = signer::<T>(number);
	Pallet::<T>::do_register_verifier(key.clone(), LICENCE)?;
	Ok(key)
}

/// What a verifier says of an account now.
fn attestation<T: Config>(account: T::AccountId, outcome: Outcome) -> Attestation<T::AccountId> {
	Attestation {
		account,
		person: PERSON,
		outcome,
		level: Level::Premium,
		risk: RiskBand::Low,
		jurisdiction: CountryCode(*b"GE"),
		commitment: [7; 32],
		expires_at: T::Time::now().saturating_add(CurrentSettings::<T>::get().max_validity),
		nonce: Persons::<T>::get(PERSON).map_or(0, |person| person.nonce),
	}
}

/// Signed as wallets do, so that both checks of a signature are made.
fn sign<T: Config>(signer: &T::AccountId, payload: &[u8]) -> T::OffchainSignature {
	T::BenchmarkHelper::sign(signer, &wrapped(payload))
}

/// An account that a verifier attested.
fn attested<T: Config>(
	account: T::AccountId,
	verifier: &T::AccountId,
	outcome: Outcome,
) -> Result<T::AccountId, BenchmarkError> {
	let attestation = attestation::<T>(account.clone(), outcome);
	let signature = sign::<T>(verifier, &Pallet::<T>::attestation_bytes(&attestation));
	let anybody = RawOrigin::Signed(verifier.clone()).into();
	Pallet::<T>::attest(anybody, attestation, verifier.clone(), signature)?;
	Ok(account)
}

/// Registers `key` as a verifier of every level, for benchmarks of other pallets.
///
/// # Panics
/// If it is one already.
pub fn register_verifier<T: Config>(key: &T::AccountId) {
	Pallet::<T>::do_register_verifier(key.clone(), LICENCE).expect("the key is new");
}

/// Makes `who` the verified account of a person of this country, of the highest level, as if
/// `verifier` had signed it, for benchmarks of other pallets.
///
/// # Panics
/// If `verifier` is none, or the account is closed or suspended.
pub fn verify<T: Config>(who: &T::AccountId, country: CountryCode, verifier: &T::AccountId) {
	let person = PersonId(who.using_encoded(BlakeTwo256::hash).0);
	let nonce = Persons::<T>::get(person).map_or(0, |person| person.nonce);
	let attestation = Attestation {
		person,
		nonce,
		jurisdiction: country,
		..attestation::<T>(who.clone(), Outcome::Passed)
	};
	let plan = Pallet::<T>::plan_unsigned(&attestation, verifier).expect("it may be attested");
	Pallet::<T>::apply(plan, attestation, verifier.clone());
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn register_verifier() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		let key = signer::<T>(1);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, key.clone(), LICENCE);
		assert!(VerifierIdOf::<T>::contains_key(key));
		Ok(())
	}

	#[benchmark]
	fn set_licence() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		let key = verifier::<T>(1)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, key, LICENCE);
		Ok(())
	}

	#[benchmark]
	fn set_verifier_status() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		let key = verifier::<T>(1)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, key, false);
		Ok(())
	}

	/// At its worst a person goes back to an account that another verifier attested, and the account
	/// it leaves has just expired.
	#[benchmark]
	fn attest() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (first, second) = (verifier::<T>(1)?, verifier::<T>(2)?);
		let account = attested::<T>(signer::<T>(3), &first, Outcome::Passed)?;
		let validity = CurrentSettings::<T>::get().max_validity;
		T::BenchmarkHelper::set_time(NOW.saturating_add(validity));
		let left = attested::<T>(signer::<T>(4), &first, Outcome::Passed)?;
		T::BenchmarkHelper::set_time(NOW.saturating_add(validity.saturating_mul(2)));
		[&account, &left].map(T::BenchmarkHelper::endow);
		let attestation = attestation::<T>(account.clone(), Outcome::Passed);
		let signature = sign::<T>(&second, &Pallet::<T>::attestation_bytes(&attestation));
		#[extrinsic_call]
		_(RawOrigin::Signed(first), attestation, second, signature);
		assert_eq!(Records::<T>::get(account).map(|record| record.state), Some(State::Verified));
		assert_eq!(Records::<T>::get(left).map(|record| record.state), Some(State::Expired));
		Ok(())
	}

	/// At its worst it is the last clearance needed.
	#[benchmark]
	fn clear_hit() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let first = verifier::<T>(1)?;
		let account = attested::<T>(signer::<T>(100), &first, Outcome::Hit)?;
		T::BenchmarkHelper::endow(&account);
		let needed = types::MAX_CLEARANCES;
		CurrentSettings::<T>::mutate(|settings| settings.clearances_needed = needed as u8);
		for number in 2..=needed {
			let other = RawOrigin::Signed(verifier::<T>(number)?);
			Pallet::<T>::clear_hit(other.into(), account.clone())?;
		}
		let last = verifier::<T>(needed.saturating_add(1))?;
		#[extrinsic_call]
		_(RawOrigin::Signed(last), account.clone());
		assert_eq!(Records::<T>::get(account).map(|record| record.state), Some(State::Verified));
		Ok(())
	}

	/// At its worst the verifier does it, after it was seen that it is not Compliance.
	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let key = verifier::<T>(1)?;
		let account = attested::<T>(signer::<T>(2), &key, Outcome::Passed)?;
		T::BenchmarkHelper::endow(&account);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), account.clone(), REASON);
		assert_eq!(Records::<T>::get(account).map(|record| record.state), Some(State::Suspended));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let key = verifier::<T>(1)?;
		let account = attested::<T>(signer::<T>(2), &key, Outcome::Passed)?;
		T::BenchmarkHelper::endow(&account);
		Pallet::<T>::suspend(RawOrigin::Signed(key).into(), account.clone(), REASON)?;
		let origin = compliance::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone());
		assert_eq!(Records::<T>::get(account).map(|record| record.state), Some(State::Verified));
		Ok(())
	}

	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let key = verifier::<T>(1)?;
		let account = attested::<T>(signer::<T>(2), &key, Outcome::Passed)?;
		T::BenchmarkHelper::endow(&account);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), account.clone(), REASON);
		assert_eq!(Records::<T>::get(account).map(|record| record.state), Some(State::Rejected));
		Ok(())
	}

	/// At its worst the old account was once attested, and both hold something of everything.
	#[benchmark]
	fn link() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let key = verifier::<T>(1)?;
		let old = attested::<T>(signer::<T>(2), &key, Outcome::Passed)?;
		Pallet::<T>::revoke(RawOrigin::Signed(key.clone()).into(), old.clone(), REASON)?;
		T::BenchmarkHelper::endow(&old);
		let account = attested::<T>(signer::<T>(3), &key, Outcome::Passed)?;
		T::BenchmarkHelper::endow(&account);
		let signature = sign::<T>(&old, &Pallet::<T>::link_bytes(&account, &old));
		let call = Call::<T>::link { old: old.clone(), signature };
		let origin: T::RuntimeOrigin = RawOrigin::Signed(account.clone()).into();
		#[block]
		{
			assert!(call.is_feeless(&origin));
			<Pallet<T> as FreeCalls<T::AccountId>>::consume(&account);
			call.dispatch_bypass_filter(origin)?;
		}
		assert!(ClosedAccounts::<T>::contains_key(old));
		Ok(())
	}

	/// At its worst the account has every role but one.
	#[benchmark]
	fn grant_role() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let origin = owner::<T>()?;
		let who = signer::<T>(1);
		for _ in 1..MAX_ROLES {
			let scope = Scope::Node(T::BenchmarkHelper::register_node(signer::<T>(2)));
			Pallet::<T>::do_grant_role(None, who.clone(), Role::Cook, scope, None)?;
		}
		let scope = Scope::Node(T::BenchmarkHelper::register_node(signer::<T>(2)));
		let end = Some(NOW.saturating_add(CurrentSettings::<T>::get().max_auditor_term));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Role::Auditor, scope, end);
		assert_eq!(Roles::<T>::get(who).len(), MAX_ROLES as usize);
		Ok(())
	}

	#[benchmark]
	fn revoke_role() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let (who, franchisee) = (signer::<T>(1), signer::<T>(2));
		let mut scope = Scope::Network;
		for _ in 0..MAX_ROLES {
			scope = Scope::Node(T::BenchmarkHelper::register_node(franchisee.clone()));
			Pallet::<T>::do_grant_role(None, who.clone(), Role::Cook, scope, None)?;
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(franchisee), who.clone(), Role::Cook, scope);
		assert_eq!(Roles::<T>::get(who).len(), MAX_ROLES as usize - 1);
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
	fn due_empty() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let key = verifier::<T>(1)?;
		attested::<T>(signer::<T>(2), &key, Outcome::Passed)?;
		#[block]
		{
			Pallet::<T>::settle_due(&mut WeightMeter::new());
		}
		Ok(())
	}

	/// At its worst the account was verified and expires.
	#[benchmark]
	fn due() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		let key = verifier::<T>(1)?;
		let account = attested::<T>(signer::<T>(2), &key, Outcome::Passed)?;
		T::BenchmarkHelper::endow(&account);
		let validity = CurrentSettings::<T>::get().max_validity;
		T::BenchmarkHelper::set_time(NOW.saturating_add(validity));
		#[block]
		{
			Pallet::<T>::settle_due(&mut WeightMeter::new());
		}
		assert_eq!(Records::<T>::get(account).map(|record| record.state), Some(State::Expired));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
