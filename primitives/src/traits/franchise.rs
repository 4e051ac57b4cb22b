//! Restaurants and tills, as other pallets see them (rule 1).

use crate::{Balance, NodeId, Tetri, TillId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Whether a restaurant or a till may record checks.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Status {
	/// It may.
	#[default]
	Active,
	/// It may not, until the owner makes it active again.
	Suspended,
	/// It may not, ever again.
	Closed,
}

/// What a till may record.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct TillLimits {
	/// The largest check, in tetri.
	pub per_check: Tetri,
	/// The most in one local day, in tetri, voided checks not counted.
	pub per_day: Tetri,
}

/// A till, as far as other pallets care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TillInfo<AccountId> {
	/// Where it stands.
	pub node: NodeId,
	/// The key that signs its batches.
	pub key: AccountId,
	/// What it may record.
	pub limits: TillLimits,
	/// Whether it may record at all.
	pub status: Status,
}

/// A restaurant, as far as other pallets care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeInfo<AccountId> {
	/// Who runs it.
	pub franchisee: AccountId,
	/// Its clocks show UTC plus so many minutes.
	pub utc_offset_minutes: i16,
	/// The most THP its checks may accrue in one local day, in base units.
	pub daily_accrual_cap: Balance,
	/// Whether its tills may record.
	pub status: Status,
}

/// Reads the registry of restaurants and tills.
pub trait FranchiseInspect<AccountId> {
	/// The till whose key this is.
	fn till_of(key: &AccountId) -> Option<TillId>;
	/// A till by its number.
	fn till(id: TillId) -> Option<TillInfo<AccountId>>;
	/// A restaurant by its number.
	fn node(id: NodeId) -> Option<NodeInfo<AccountId>>;
	/// Whether `who` works for the restaurant, and so may not claim its checks (rule 4).
	fn is_staff(node: NodeId, who: &AccountId) -> bool;
}
