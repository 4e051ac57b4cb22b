//! What SPOT costs the state: the promise of the README.

use crate::{
	histogram::{Page, Top},
	mock::Test,
	*,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::StorageInfoTrait;
use hotpot_primitives::traits::AwardSource;
use sp_runtime::AccountId32;

/// Bytes of a map entry's key: two hashed names, a hash, and 32 bytes behind it.
const KEY: usize = 32 + 16 + 32;

#[test]
fn a_holder_should_take_one_item_of_at_most_187_bytes() {
	assert_eq!(KEY + Holder::max_encoded_len(), 187);
}

#[test]
fn a_person_that_earned_on_each_of_the_last_10_days_should_take_101_bytes() {
	let mut holder = Holder { balance: 100, is_verified: true, ..Holder::default() };
	(1..=10).for_each(|day| holder.days.earn(20_010, 20_000 + day, 1));
	assert_eq!(KEY + holder.encoded_size(), 101);
	let person = Holder { is_verified: true, ..Holder::default() };
	assert_eq!(KEY + person.encoded_size(), 91);
}

#[test]
fn an_award_should_take_one_item_of_125_bytes() {
	let line = AwardLine {
		who: AccountId32::new([1; 32]),
		source: AwardSource::Visit,
		amount: 1,
		at: u64::MAX,
	};
	assert_eq!(line.encoded_size(), AwardLine::<AccountId32>::max_encoded_len());
	assert_eq!(KEY + line.encoded_size(), 125);
}

#[test]
fn the_histogram_should_take_12_288_bytes_and_4_096_a_page() {
	assert_eq!(Top::default().encoded_size(), 12_288);
	assert_eq!(Top::max_encoded_len(), 12_288);
	assert_eq!(Page::default().encoded_size(), 4_096);
	assert_eq!(Page::max_encoded_len(), 4_096);
}

#[test]
fn everything_should_be_bounded() {
	let infos = [
		Holders::<Test>::storage_info(),
		Awards::<Test>::storage_info(),
		HistogramTop::<Test>::storage_info(),
		HistogramPages::<Test>::storage_info(),
		LiveSnapshots::<Test>::storage_info(),
	];
	assert!(infos.iter().flatten().all(|info| info.max_size.is_some()));
	assert_eq!(Snapshots::max_encoded_len(), 1 + 8 * 36);
}
