//! The distribution of unused checks: the types of `Distribution`. Amounts are THP base units,
//! times UNIX ms.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

use super::SpotFigures;
use subxt::{
	events::DecodeAsEvent,
	ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType, scale_value::Value},
	utils::AccountId32,
};

/// Why a share is not paid (rule 20).
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum ShareReason {
	/// The round is closed.
	RoundClosed,
	/// It was paid.
	AlreadyPaid,
	/// The account had no SPOT at the record date, or was not verified then.
	NothingThen,
	/// The account did not have more SPOT than the median.
	NotAboveMedian,
	/// It is less than a base unit.
	ShareIsZero,
	/// The account is not verified now.
	NotVerified,
	/// More would be paid than the round shares.
	ExceedsPool,
	/// THP can't be paid out to the account now.
	PayoutRefused {
		/// Why, as the runtime raised it.
		error: Value,
	},
}

impl ShareReason {
	/// Its name in the runtime, which is also that of the error.
	pub const fn name(&self) -> &'static str {
		match self {
			Self::RoundClosed => "RoundClosed",
			Self::AlreadyPaid => "AlreadyPaid",
			Self::NothingThen => "NothingThen",
			Self::NotAboveMedian => "NotAboveMedian",
			Self::ShareIsZero => "ShareIsZero",
			Self::NotVerified => "NotVerified",
			Self::ExceedsPool => "ExceedsPool",
			Self::PayoutRefused { .. } => "PayoutRefused",
		}
	}
}

shapes! {
	/// The governed settings of `Distribution`, in ms.
	DistributionSettings {
		/// How long before its opening a round must be announced.
		min_notice: u64,
		/// How long before its opening a round may be announced.
		max_notice: u64,
		/// The least time from one record date to the next.
		min_interval: u64,
		/// How long only the owner may open a round that is due.
		owner_window: u64,
		/// How long shares can be claimed for sure.
		reclaim_period: u64,
	}

	/// A round that is announced and not open yet.
	Announcement {
		/// From when on the owner may open it.
		opens_at: u64,
		/// From when on anybody may open it.
		anyone_from: u64,
	}

	/// A round that was opened.
	Round {
		/// Those who had SPOT at the record date.
		figures: SpotFigures,
		/// What is shared.
		pool: u128,
		/// What of it was paid.
		paid: u128,
		/// How many shares that was.
		shares_paid: u32,
		/// The record date.
		opened_at: u64,
		/// From when on anybody may close it.
		reclaims_at: u64,
		/// When it was closed.
		closed_at: Option<u64>,
	}

	/// An account's share of a round, explained.
	Share {
		/// The SPOT it had at the record date; 0 if it was not verified then, or the round is closed.
		spot: u32,
		/// Those who had SPOT then.
		figures: SpotFigures,
		/// Whether it had more than the median.
		is_above: bool,
		/// What is shared.
		pool: u128,
		/// What of that is its own.
		amount: u128,
		/// What it was paid; nothing if it was paid in a later round since.
		paid: Option<u128>,
		/// Why it can't be claimed now.
		why_not: Option<ShareReason>,
	}

	/// Event of `Distribution`.
	RoundAnnounced {
		/// The number it will have.
		round: u32,
		/// From when on the owner may open it.
		opens_at: u64,
		/// From when on anybody may.
		anyone_from: u64,
	}

	/// Event of `Distribution`.
	RoundOpened {
		/// Which one.
		round: u32,
		/// What is shared.
		pool: u128,
		/// How many verified persons had SPOT.
		holders: u32,
		/// The upper median of what they had.
		median: u32,
		/// The SPOT of those who had more.
		above: u64,
		/// From when on anybody may close it.
		reclaims_at: u64,
	}

	/// Event of `Distribution`.
	SharePaid {
		/// Of which round.
		round: u32,
		/// To whom.
		who: AccountId32,
		/// The SPOT that it had at the record date.
		spot: u32,
		/// How much.
		amount: u128,
	}

	/// Event of `Distribution`.
	ShareSkipped {
		/// Of which round.
		round: u32,
		/// To whom.
		who: AccountId32,
		/// Why.
		reason: ShareReason,
	}

	/// Event of `Distribution`.
	RoundClosed {
		/// Which one.
		round: u32,
		/// What it paid.
		paid: u128,
		/// What of it stays in the pool.
		left: u128,
	}
}

events! {
	"Distribution" RoundAnnounced;
	"Distribution" RoundOpened;
	"Distribution" SharePaid;
	"Distribution" ShareSkipped;
	"Distribution" RoundClosed;
}
