//! What the calls and the steps of the hook cost at their worst.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{BoundedVec, traits::EnsureOrigin, weights::WeightMeter};
use hotpot_primitives::{
	Moment, NodeId,
	time::{DAY, HOUR, MINUTE, local_day},
};

/// What the runtime lends the benchmarks.
pub trait BenchmarkHelper<AccountId> {
	/// Sets the chain's clock.
	fn set_time(now: Moment);
	/// Has a person leave an account for another, which is verified and has SPOT of its own.
	fn leave_account(left: &AccountId, current: &AccountId);
}

/// A moment of 2026.
const NOW: Moment = 1_790_000_000_000;
const STREAM: [u8; 32] = [1; 32];

fn feeder<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::FeedOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no feed origin"))
}

/// An account that its person left, and the one it has now.
fn guest<T: Config>() -> (T::AccountId, T::AccountId) {
	T::BenchmarkHelper::set_time(NOW);
	CurrentSettings::<T>::put(Settings::default());
	let (left, current) = (account("guest", 0, 0), account("current", 0, 0));
	T::BenchmarkHelper::leave_account(&left, &current);
	(left, current)
}

/// Gives an account an open session that will pay.
fn stream<T: Config>(who: &T::AccountId, table: u32, closes_at: Moment) {
	let node = NodeId(1);
	let started_at = closes_at.saturating_sub(45 * MINUTE);
	let observed = 45 * MINUTE;
	let session = Session { node, table, started_at, closes_at, seen_until: closes_at, observed };
	let streamer = Streamer { session: Some(session), free_from: closes_at, ..Default::default() };
	Streamers::<T>::insert(who, streamer);
	Tables::<T>::insert(node, table, closes_at);
	Closing::<T>::insert((closes_at.to_be_bytes(), who), ());
}

/// Gives an account everything that it can have at `now`, one visit short of a SPOT: for the
/// benchmarks of pallets that mature checks or move holdings. `table` must be nobody else's.
pub fn fill<T: Config>(who: &T::AccountId, now: Moment, table: u32) {
	let yesterday = local_day(now, 0) - 1;
	let visits = (0..MAX_VISITS).rev();
	let visits = visits.map(|n| Visit { day: yesterday - n / 4, node: NodeId(1_000_000 - n) });
	let visitor = Visitor {
		unpaid: CurrentSettings::<T>::get().visits_per_spot - 1,
		first_day: 0,
		recent: BoundedVec::truncate_from(visits.collect::<Vec<_>>()),
	};
	Visitors::<T>::insert(who, visitor);
	let view = View { stream: STREAM, since: now - 2 * HOUR, until: now - HOUR };
	Watchers::<T>::insert(who, Watcher { view, unpaid: 2 * HOUR - 1 });
	stream::<T>(who, table, now + MINUTE);
}

/// An observation of watching at its worst: of an account that was left, and it pays. With the
/// account that its person has now.
pub fn watched<T: Config>() -> (Observation<T::AccountId>, T::AccountId) {
	let (who, current) = guest::<T>();
	fill::<T>(&current, NOW, 1);
	(Observation::Watched { who, stream: STREAM, from: NOW - HOUR, to: NOW }, current)
}

/// An observation of likes at its worst.
pub fn liked<T: Config>() -> Observation<T::AccountId> {
	let (who, _) = guest::<T>();
	Observation::Liked { who, post: [2; 32], likes: 1_000_000 }
}

/// An observation of streaming at its worst: the last session is over, pays, and was not closed yet.
pub fn streamed<T: Config>() -> (Observation<T::AccountId>, T::AccountId) {
	let (who, current) = guest::<T>();
	stream::<T>(&current, 1, NOW - HOUR);
	let (node, table, from, to) = (NodeId(1), 2, NOW - MINUTE, NOW);
	(Observation::Streamed { who, node, table, from, to }, current)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn feed_watched() -> Result<(), BenchmarkError> {
		let (observation, current) = watched::<T>();
		let origin = feeder::<T>()?;
		#[extrinsic_call]
		feed(origin as T::RuntimeOrigin, observation);
		assert_eq!(Watchers::<T>::get(current).map(|w| w.unpaid), Some(HOUR - 1));
		Ok(())
	}

	#[benchmark]
	fn feed_liked() -> Result<(), BenchmarkError> {
		let observation = liked::<T>();
		let origin = feeder::<T>()?;
		#[extrinsic_call]
		feed(origin as T::RuntimeOrigin, observation);
		Ok(())
	}

	#[benchmark]
	fn feed_streamed() -> Result<(), BenchmarkError> {
		let (observation, current) = streamed::<T>();
		let origin = feeder::<T>()?;
		#[extrinsic_call]
		feed(origin as T::RuntimeOrigin, observation);
		assert_eq!(Streamers::<T>::get(current).map(|s| s.paid), Some(1));
		Ok(())
	}

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		let origin = T::OwnerOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no owner origin"))?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Settings::default());
		Ok(())
	}

	/// At its worst there is one that is not due.
	#[benchmark]
	fn close_empty() {
		let (_, current) = guest::<T>();
		stream::<T>(&current, 1, NOW + DAY);
		#[block]
		{
			Pallet::<T>::close_due(&mut WeightMeter::new());
		}
		assert_eq!(Closing::<T>::iter_keys().count(), 1);
	}

	#[benchmark]
	fn close_session() {
		let (_, current) = guest::<T>();
		stream::<T>(&current, 1, NOW);
		#[block]
		{
			Pallet::<T>::close_due(&mut WeightMeter::new());
		}
		assert_eq!(Streamers::<T>::get(current).map(|s| s.paid), Some(1));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
