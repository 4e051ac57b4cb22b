//! SPOT that becomes THP: the types of `Conversion`. Amounts are THP base units, times UNIX ms.

#![allow(unused_imports, reason = "the derives import what only some of their outputs need")]

use subxt::{
	events::DecodeAsEvent,
	ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::AccountId32,
};

shapes! {
	/// The governed settings of `Conversion`.
	ConversionSettings {
		/// SPOT for one THP.
		rate: u32,
		/// The lowest rate of the governed band.
		min_rate: u32,
		/// The highest rate of the governed band.
		max_rate: u32,
		/// The most that one call may give.
		max_per_call: u128,
		/// The most that a UTC day's calls may give.
		max_per_day: u128,
		/// The most that the calls of a quarter of the calendar may give.
		max_per_quarter: u128,
		/// The most that may be minted in a year of the calendar.
		max_minted_per_year: u128,
		/// Whether a holder's SPOT is converted only with its consent.
		consent_required: bool,
	}

	/// What one pair comes to.
	PairQuote {
		/// Whose SPOT is burned, and who gets the THP.
		who: AccountId32,
		/// How much SPOT is burned.
		spot: u32,
		/// How much THP that is.
		amount: u128,
		/// What of it the network reserve has.
		from_reserve: u128,
		/// What of it is minted.
		minted: u128,
	}

	/// What a conversion comes to.
	Quote {
		/// Each pair, in the order of the call.
		payments: Vec<PairQuote>,
		/// How much SPOT is burned.
		spot: u64,
		/// How much THP that is.
		amount: u128,
		/// What of it the network reserve has.
		from_reserve: u128,
		/// What of it is minted.
		minted: u128,
	}

	/// One entry of the public log.
	Conversion {
		/// When.
		at: u64,
		/// SPOT for one THP.
		rate: u32,
		/// How many holders.
		pairs: u16,
		/// How much SPOT was burned.
		spot: u64,
		/// How much THP that was.
		amount: u128,
		/// What of it the network reserve had.
		from_reserve: u128,
		/// What of it was minted.
		minted: u128,
	}

	/// What may still be converted now.
	Ceilings {
		/// By one call.
		per_call: u128,
		/// Today, UTC.
		today: u128,
		/// In this quarter of the calendar.
		this_quarter: u128,
		/// What the network reserve has.
		in_reserve: u128,
		/// What may be minted in this year of the calendar.
		mintable: u128,
	}

	/// Event of `Conversion`.
	Converted {
		/// The conversion's number.
		id: u32,
		/// How many holders.
		pairs: u16,
		/// SPOT for one THP.
		rate: u32,
		/// How much SPOT was burned.
		spot: u64,
		/// How much THP that was.
		amount: u128,
		/// What of it the network reserve had.
		from_reserve: u128,
		/// What of it was minted.
		minted: u128,
	}
}

events! {
	"Conversion" Converted;
}
