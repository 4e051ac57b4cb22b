//! What an account earned on each of the last days: the daily cap holds for days that are over too,
//! and for two accounts that turn out to be one person's (rules 8 and 16).

use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, traits::ConstU32};
use scale_info::TypeInfo;

/// Days that are remembered, today included.
pub const DAYS: u32 = 32;
/// The same as a length.
const LENGTH: usize = 32;

/// What each of the last days earned, today first.
type Window = [u8; LENGTH];

/// SPOT that an account earned, by UTC day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct RecentDays {
	/// The latest day that is remembered, counted from 1970.
	newest: u32,
	/// What it and the days before it earned, the latest first; the last is not 0.
	earned: BoundedVec<u8, ConstU32<DAYS>>,
}

impl RecentDays {
	/// What a day earned; 0 if it is not remembered.
	pub fn on(&self, day: u32) -> u8 {
		let back = self.newest.checked_sub(day).and_then(|back| usize::try_from(back).ok());
		back.and_then(|back| self.earned.get(back)).copied().unwrap_or_default()
	}

	/// Whether nothing is remembered.
	pub fn is_empty(&self) -> bool {
		self.earned.is_empty()
	}

	/// Enters what `day` earned, at the latest `today`, and forgets days that are too long ago.
	pub fn earn(&mut self, today: u32, day: u32, amount: u8) {
		let mut window = self.window(today);
		let back = today.checked_sub(day).and_then(|back| usize::try_from(back).ok());
		if let Some(earned) = back.and_then(|back| window.get_mut(back)) {
			*earned = earned.saturating_add(amount);
		}
		*self = Self::from_window(today, window);
	}

	/// The days of two accounts that are one person's, and how much SPOT both earned together above
	/// `cap`. No day is cut below what one of the accounts earned alone: the cap may have been
	/// higher then.
	pub fn merged(&self, other: &Self, today: u32, cap: u8) -> (Self, u32) {
		let mut excess = 0u32;
		let mut window = self.window(today);
		for (ours, theirs) in window.iter_mut().zip(other.window(today)) {
			let both = u16::from(*ours).saturating_add(theirs.into());
			let kept = both.min(cap.max(*ours).max(theirs).into());
			excess = excess.saturating_add(both.saturating_sub(kept).into());
			*ours = u8::try_from(kept).unwrap_or(u8::MAX);
		}
		(Self::from_window(today, window), excess)
	}

	/// Whether only days up to `today` are remembered, and the last of them not for nothing.
	pub fn is_sound(&self, today: u32) -> bool {
		self.newest <= today && self.earned.last().copied() != Some(0)
	}

	fn window(&self, today: u32) -> Window {
		let mut window = [0; LENGTH];
		for (earned, back) in window.iter_mut().zip(0..) {
			*earned = today.checked_sub(back).map_or(0, |day| self.on(day));
		}
		window
	}

	fn from_window(today: u32, window: Window) -> Self {
		let last = window.iter().rposition(|earned| *earned > 0);
		let Some(length) = last.map(|last| last.saturating_add(1)) else {
			return Self::default();
		};
		let earned = BoundedVec::truncate_from(window.into_iter().take(length).collect());
		Self { newest: today, earned }
	}
}
