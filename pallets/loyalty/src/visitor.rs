//! Visits of an account: one a restaurant and local day, in bounded room (rule 16).

use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, traits::ConstU32};
use hotpot_primitives::NodeId;
use scale_info::TypeInfo;

/// Most visits that are remembered of an account.
pub const MAX_VISITS: u32 = 64;

/// A restaurant and one of its local days; ordered by day.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
pub struct Visit {
	/// Days since 1970-01-01, local time.
	pub day: u32,
	/// The restaurant.
	pub node: NodeId,
}

/// What is known of an account that visits restaurants.
///
/// A visit must not count twice, and not every visit can be remembered for ever. So there is a first
/// day: visits from then on are remembered, visits before no longer count. Time moves it on, and so
/// does the 65th visit within the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Visitor {
	/// Visits that no SPOT was paid for.
	pub unpaid: u32,
	/// The first day, counted from 1970, whose visits still count.
	pub first_day: u32,
	/// Every visit since that counted, in order.
	pub recent: BoundedVec<Visit, ConstU32<MAX_VISITS>>,
}

impl Visitor {
	/// The same after one more visit, or `None` if that counted before or is too old to count.
	pub fn visiting(mut self, visit: Visit, oldest_day: u32) -> Option<Self> {
		self.forget_before(oldest_day);
		if self.recent.contains(&visit) {
			return None;
		}
		if self.recent.is_full() {
			let earliest = self.recent.first().map_or(visit.day, |first| first.day.min(visit.day));
			self.forget_before(earliest.saturating_add(1));
		}
		if visit.day < self.first_day {
			return None;
		}
		let at = self.recent.partition_point(|earlier| *earlier < visit);
		self.recent.try_insert(at, visit).ok()?;
		self.unpaid = self.unpaid.saturating_add(1);
		Some(self)
	}

	/// How much SPOT the unpaid visits are worth, and what is left of them.
	pub fn due(&self, visits_per_spot: u32) -> (u32, u32) {
		let spot = self.unpaid.checked_div(visits_per_spot).unwrap_or(0);
		(spot, self.unpaid.saturating_sub(spot.saturating_mul(visits_per_spot)))
	}

	/// Both accounts' visits as one person's. A visit that both made counts once.
	pub fn merged(self, other: Self) -> Self {
		let ours: BTreeSet<_> = self.recent.into_iter().collect();
		let theirs: BTreeSet<_> = other.recent.into_iter().collect();
		let twice = u32::try_from(ours.intersection(&theirs).count()).unwrap_or(u32::MAX);
		let mut all: Vec<_> = ours.union(&theirs).copied().collect();
		let mut first_day = self.first_day.max(other.first_day);
		// The day of the latest visit that there is no room for is forgotten as a whole.
		let most = usize::try_from(MAX_VISITS).unwrap_or(usize::MAX);
		if let Some(dropped) = all.iter().rev().nth(most) {
			first_day = first_day.max(dropped.day.saturating_add(1));
		}
		all.retain(|visit| visit.day >= first_day);
		Self {
			unpaid: self.unpaid.saturating_add(other.unpaid).saturating_sub(twice),
			first_day,
			recent: BoundedVec::truncate_from(all),
		}
	}

	fn forget_before(&mut self, day: u32) {
		if day > self.first_day {
			self.first_day = day;
			self.recent.retain(|visit| visit.day >= day);
		}
	}
}
