//! Identifiers. Each is a newtype, so that a till can't be passed where a restaurant is meant.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

macro_rules! id {
	($(#[$doc:meta])* $name:ident) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		pub struct $name(pub u32);

		impl $name {
			/// The identifier after this one, or `None` when the numbers are used up.
			pub const fn next(self) -> Option<Self> {
				match self.0.checked_add(1) {
					Some(n) => Some(Self(n)),
					None => None,
				}
			}
		}
	};
}

id! {
	/// One restaurant of a franchisee (domain.md "Words": node). Numbered from 1.
	NodeId
}

id! {
	/// One POS terminal, across all restaurants (domain.md "Words": till). Numbered from 1.
	TillId
}
