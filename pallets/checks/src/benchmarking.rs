//! What the calls and the steps of the hook cost at their worst.
//!
//! Calls that may be feeless are measured together with the check that decides it, because that
//! check runs before the call and nothing else pays for it.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	BoundedVec,
	dispatch::CheckIfFeeless,
	traits::{EnsureOrigin, Time, UnfilteredDispatchable},
	weights::WeightMeter,
};
use frame_system::RawOrigin;
use hotpot_primitives::{
	Moment, NodeId, SequenceRange, TillId,
	time::{DAY, MINUTE},
};
use types::{MAX_BATCH, MAX_GAPS, MAX_QUARANTINED_RANGES, MAX_SALE_AGE, MAX_SALE_DAYS};

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper<AccountId> {
	/// Registers a restaurant of `franchisee` and a till with this key, limits as wide as they go.
	fn register_till(franchisee: AccountId, key: AccountId) -> (NodeId, TillId);
	/// Sets the chain's clock.
	fn set_time(now: Moment);
	/// Has a person leave an account for another, which is not verified and may hold one base unit
	/// of THP.
	fn leave_account(left: AccountId, current: AccountId);
}

/// A moment of 2026.
const NOW: Moment = 1_790_000_000_000;

struct Scene<T: Config> {
	node: NodeId,
	till: TillId,
	key: T::AccountId,
	franchisee: T::AccountId,
}

/// A till with the most gaps and quarantined ranges, and checks of others in the state.
fn scene<T: Config>() -> Scene<T> {
	T::BenchmarkHelper::set_time(NOW);
	let franchisee: T::AccountId = account("franchisee", 0, 0);
	let key: T::AccountId = account("till", 0, 0);
	let (node, till) = T::BenchmarkHelper::register_till(franchisee.clone(), key.clone());
	Ledgers::<T>::mutate(till, |ledger| {
		for n in 0..MAX_GAPS {
			let range = SequenceRange { first: 2 * n + 1, last: 2 * n + 1 };
			let _ = ledger.gaps.try_push(Gap { range, opened_minute: 0 });
		}
		ledger.next = 2 * MAX_GAPS + 1;
	});
	Quarantines::<T>::mutate(till, |quarantine| {
		for n in 1..MAX_QUARANTINED_RANGES {
			let range = SequenceRange { first: 1_000_000 + n, last: 1_000_000 + n };
			let _ = quarantine.ranges.try_push(range);
		}
	});
	Scene { node, till, key, franchisee }
}

fn wallet<T: Config>(n: u32) -> T::AccountId {
	account("wallet", n, 0)
}

/// `n` checks, sold over `d` days.
fn entries<T: Config>(n: u32, d: u32) -> Batch<T::AccountId> {
	let first = 2 * MAX_GAPS + 1;
	let entries = (0..n).map(|i| CheckEntry {
		sequence: first + i,
		tetri: 4_321,
		sold_at: T::Time::now() - Moment::from(i % d) * DAY,
		wallet: wallet::<T>(i),
		commitment: [i as u8; 32],
	});
	BoundedVec::truncate_from(entries.collect::<Vec<_>>())
}

fn record<T: Config>(scene: &Scene<T>, n: u32) -> Result<u32, BenchmarkError> {
	let origin = RawOrigin::Signed(scene.key.clone());
	Pallet::<T>::record_checks(origin.into(), entries::<T>(n, 1))?;
	Ok(2 * MAX_GAPS + 1)
}

/// Runs a call as a transaction does: first whether it is free, then the call.
fn dispatch<T: Config>(call: Call<T>, signer: T::AccountId) -> Result<(), BenchmarkError> {
	let origin: T::RuntimeOrigin = RawOrigin::Signed(signer).into();
	assert!(call.is_feeless(&origin));
	call.dispatch_bypass_filter(origin)?;
	Ok(())
}

fn owner<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no owner origin"))
}

fn compliance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::QuarantineOrigin::try_successful_origin()
		.map_err(|()| BenchmarkError::Stop("no quarantine origin"))
}

/// An account that its person left for `account("current", 0, 0)`.
fn guest_who_left<T: Config>() -> T::AccountId {
	let (left, current): (T::AccountId, _) = (account("guest", 0, 0), account("current", 0, 0));
	T::BenchmarkHelper::leave_account(left.clone(), current);
	left
}

fn later<T: Config>(duration: Moment) {
	T::BenchmarkHelper::set_time(T::Time::now() + duration);
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn record_checks(
		n: Linear<1, MAX_BATCH>,
		d: Linear<1, { MAX_SALE_DAYS - 1 }>,
	) -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		CurrentSettings::<T>::mutate(|settings| settings.max_sale_age = MAX_SALE_AGE);
		let call = Call::<T>::record_checks { entries: entries::<T>(n, d) };
		#[block]
		{
			dispatch::<T>(call, scene.key)?;
		}
		assert_eq!(Ledgers::<T>::get(scene.till).checks, u64::from(n));
		Ok(())
	}

	/// At its worst the void window is over, the destination's person has another account by now,
	/// and that may hold only a part of the THP.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		let sequence = record(&scene, 1)?;
		later::<T>(CurrentSettings::<T>::get().void_window);
		let destination = guest_who_left::<T>();
		let call = Call::<T>::claim { till: scene.till, sequence, destination };
		#[block]
		{
			dispatch::<T>(call, wallet::<T>(0))?;
		}
		assert!(OpenChecks::<T>::get((scene.till, sequence)).is_none());
		assert!(TotalThp::<T>::get().deferred > 0);
		Ok(())
	}

	#[benchmark]
	fn void() -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		let sequence = record(&scene, 1)?;
		let reason = VoidReason::Other;
		let call = Call::<T>::void { till: scene.till, sequence, reason };
		#[block]
		{
			dispatch::<T>(call, scene.franchisee)?;
		}
		assert!(OpenChecks::<T>::get((scene.till, sequence)).is_none());
		Ok(())
	}

	#[benchmark]
	fn quarantine() -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		let origin = compliance::<T>()?;
		let range = Some(SequenceRange { first: 1, last: 2 });
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.till, range);
		Ok(())
	}

	#[benchmark]
	fn lift_quarantine() -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		let origin = compliance::<T>()?;
		let range = Quarantines::<T>::get(scene.till).ranges.last().copied();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.till, range);
		Ok(())
	}

	#[benchmark]
	fn close_gap() -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.till, 1);
		Ok(())
	}

	#[benchmark]
	fn post_z_total() -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		let day = hotpot_primitives::time::local_day(T::Time::now(), 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.franchisee), scene.node, day - 1, 5);
		Ok(())
	}

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Settings::default());
		Ok(())
	}

	/// At its worst the account is not verified and may hold only a part.
	#[benchmark]
	fn collect() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		guest_who_left::<T>();
		let who: T::AccountId = account("current", 0, 0);
		Deferred::<T>::insert(&who, 10);
		TotalThp::<T>::mutate(|totals| totals.deferred = 10);
		let call = Call::<T>::collect {};
		#[block]
		{
			dispatch::<T>(call, who.clone())?;
		}
		assert_eq!(Deferred::<T>::get(who), 9);
		Ok(())
	}

	#[benchmark]
	fn mature_empty() {
		let Scene { till, .. } = scene::<T>();
		let minute = maturing::minute_of(T::Time::now());
		MaturityCursor::<T>::put(minute);
		Maturing::<T>::insert(minute + 60, (till, 1), ());
		#[block]
		{
			Pallet::<T>::mature_due(&mut WeightMeter::new());
		}
		assert_eq!(MaturityCursor::<T>::get(), Some(minute + 1));
	}

	#[benchmark]
	fn mature() -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		let sequence = record(&scene, 1)?;
		let signer = RawOrigin::Signed(wallet::<T>(0));
		Pallet::<T>::claim(signer.into(), scene.till, sequence, guest_who_left::<T>())?;
		let window = CurrentSettings::<T>::get().void_window;
		MaturityCursor::<T>::put(maturing::minute_of(T::Time::now() + window));
		later::<T>(window + MINUTE);
		#[block]
		{
			Pallet::<T>::mature_due(&mut WeightMeter::new());
		}
		assert!(OpenChecks::<T>::get((scene.till, sequence)).is_none());
		Ok(())
	}

	#[benchmark]
	fn expire_empty() {
		#[block]
		{
			Pallet::<T>::expire_due(&mut WeightMeter::new());
		}
	}

	#[benchmark]
	fn expire_till() {
		let Scene { till, .. } = scene::<T>();
		// One step to the end, so that the till's ledger is written.
		Ledgers::<T>::mutate(till, |ledger| ledger.oldest = ledger.next - 1);
		#[block]
		{
			Pallet::<T>::expire_due(&mut WeightMeter::new());
		}
		assert_eq!(Ledgers::<T>::get(till).oldest, Ledgers::<T>::get(till).next);
	}

	#[benchmark]
	fn expire_check() -> Result<(), BenchmarkError> {
		let scene = scene::<T>();
		let sequence = record(&scene, 1)?;
		Ledgers::<T>::mutate(scene.till, |ledger| ledger.oldest = sequence);
		later::<T>(CurrentSettings::<T>::get().expiry_duration);
		#[block]
		{
			Pallet::<T>::expire_due(&mut WeightMeter::new());
		}
		assert!(OpenChecks::<T>::get((scene.till, sequence)).is_none());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
