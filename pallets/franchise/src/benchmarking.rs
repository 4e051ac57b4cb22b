//! What each call costs at its worst.

use super::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
	BoundedVec,
	traits::{EnsureOrigin, Get},
};
use hotpot_primitives::{NodeId, TillId};
use types::{MAX_CITY_LENGTH, MAX_TIME_ZONE_LENGTH};

const LIMITS: TillLimits = TillLimits { per_check: 1, per_day: 1 };

fn profile() -> NodeProfile {
	NodeProfile {
		entity: [1; 32],
		city: BoundedVec::truncate_from(vec![b'B'; MAX_CITY_LENGTH as usize]),
		country: *b"GE",
		time_zone: BoundedVec::truncate_from(vec![b'Z'; MAX_TIME_ZONE_LENGTH as usize]),
		utc_offset_minutes: 240,
		licence: [2; 32],
	}
}

fn owner<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Stop("no owner origin"))
}

fn node<T: Config>() -> Result<NodeId, BenchmarkError> {
	let id = NextNodeId::<T>::get();
	Pallet::<T>::register_node(owner::<T>()?, account("franchisee", 0, 0), profile(), 1)?;
	Ok(id)
}

fn till<T: Config>() -> Result<TillId, BenchmarkError> {
	let id = NextTillId::<T>::get();
	Pallet::<T>::approve_till(owner::<T>()?, node::<T>()?, account("till", 0, 0), LIMITS)?;
	Ok(id)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn register_node() -> Result<(), BenchmarkError> {
		let id = NextNodeId::<T>::get();
		let origin = owner::<T>()?;
		let franchisee: T::AccountId = account("franchisee", 0, 0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, franchisee, profile(), 1);
		assert!(Nodes::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn set_node_status() -> Result<(), BenchmarkError> {
		let id = node::<T>()?;
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Status::Suspended);
		Ok(())
	}

	#[benchmark]
	fn set_daily_accrual_cap() -> Result<(), BenchmarkError> {
		let id = node::<T>()?;
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 2);
		Ok(())
	}

	#[benchmark]
	fn approve_till() -> Result<(), BenchmarkError> {
		let node = node::<T>()?;
		TillCount::<T>::insert(node, T::MaxTillsPerNode::get().saturating_sub(1));
		let id = NextTillId::<T>::get();
		let origin = owner::<T>()?;
		let key: T::AccountId = account("till", 0, 0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, node, key, LIMITS);
		assert!(Tills::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn set_till_limits() -> Result<(), BenchmarkError> {
		let id = till::<T>()?;
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, LIMITS);
		Ok(())
	}

	#[benchmark]
	fn set_till_status() -> Result<(), BenchmarkError> {
		let id = till::<T>()?;
		let origin = owner::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Status::Closed);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
