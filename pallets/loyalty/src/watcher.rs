//! What an account watched (rule 16).

use codec::{Decode, Encode, MaxEncodedLen};
use hotpot_primitives::Moment;
use scale_info::TypeInfo;

/// Time of one stream without a long pause. Times are UNIX ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct View {
	/// Which stream.
	pub stream: [u8; 32],
	/// When it began.
	pub since: Moment,
	/// Until when it was observed.
	pub until: Moment,
}

/// What is known of an account that watches.
///
/// Nobody watches twice at a time: whatever the stream, what an account watched is told in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Watcher {
	/// The last view.
	pub view: View,
	/// Time watched that no SPOT was paid for, in ms.
	pub unpaid: Moment,
}

impl Watcher {
	/// The same after it watched once more. The pause before it begins a new view if it is longer
	/// than the timeout.
	pub fn watching(self, stream: [u8; 32], from: Moment, to: Moment, timeout: Moment) -> Self {
		let goes_on = self.view.stream == stream && from.saturating_sub(self.view.until) <= timeout;
		let since = if goes_on { self.view.since } else { from };
		let unpaid = self.unpaid.saturating_add(to.saturating_sub(from));
		Self { view: View { stream, since, until: to }, unpaid }
	}

	/// How much SPOT the unpaid time is worth, and what is left of it.
	pub fn due(&self, watch_per_spot: Moment) -> (u32, Moment) {
		let spot = self.unpaid.checked_div(watch_per_spot).unwrap_or(0);
		let left = self.unpaid.saturating_sub(spot.saturating_mul(watch_per_spot));
		(u32::try_from(spot).unwrap_or(u32::MAX), left)
	}

	/// Both accounts' time as one person's.
	pub fn merged(self, other: Self) -> Self {
		let view = if other.view.until > self.view.until { other.view } else { self.view };
		Self { view, unpaid: self.unpaid.saturating_add(other.unpaid) }
	}
}
