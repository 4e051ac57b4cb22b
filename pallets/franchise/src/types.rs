//! What the registry keeps.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, traits::ConstU32};
use hotpot_primitives::{
	Balance, NodeId,
	traits::{Status, TillLimits},
};
use scale_info::TypeInfo;

/// Longest city name, in bytes of UTF-8.
pub const MAX_CITY_LENGTH: u32 = 64;
/// Longest time zone name, in bytes.
pub const MAX_TIME_ZONE_LENGTH: u32 = 32;
/// Clocks are at most this many minutes away from UTC, either way.
pub const MAX_UTC_OFFSET_MINUTES: u16 = 14 * 60;

/// Who and where a restaurant is (rule 1). Names no person: the legal entity is a commitment.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct NodeProfile {
	/// Salted 32-byte commitment to the legal entity's registration.
	pub entity: [u8; 32],
	/// City, UTF-8.
	pub city: BoundedVec<u8, ConstU32<MAX_CITY_LENGTH>>,
	/// ISO 3166-1 alpha-2 country code, upper case.
	pub country: [u8; 2],
	/// IANA time zone name, for people; the chain counts days by the offset.
	pub time_zone: BoundedVec<u8, ConstU32<MAX_TIME_ZONE_LENGTH>>,
	/// Local clocks show UTC plus so many minutes.
	pub utc_offset_minutes: i16,
	/// Hash of the franchise licence.
	pub licence: [u8; 32],
}

impl NodeProfile {
	/// Whether city and time zone are named, the country is two capital letters and the offset is
	/// one that clocks on Earth show.
	pub fn is_valid(&self) -> bool {
		!self.city.is_empty()
			&& core::str::from_utf8(&self.city).is_ok()
			&& !self.time_zone.is_empty()
			&& self.time_zone.is_ascii()
			&& self.country.iter().all(u8::is_ascii_uppercase)
			&& self.utc_offset_minutes.unsigned_abs() <= MAX_UTC_OFFSET_MINUTES
	}
}

/// A restaurant (rule 1).
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Node<AccountId> {
	/// Who runs it.
	pub franchisee: AccountId,
	/// Who and where it is.
	pub profile: NodeProfile,
	/// The most THP its checks may accrue in one local day, in base units.
	pub daily_accrual_cap: Balance,
	/// Whether its tills may record.
	pub status: Status,
}

/// A till (rule 1).
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Till<AccountId> {
	/// The restaurant it stands in.
	pub node: NodeId,
	/// The key that signs its batches.
	pub key: AccountId,
	/// What it may record.
	pub limits: TillLimits,
	/// Whether it may record at all.
	pub status: Status,
}
