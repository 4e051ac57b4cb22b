//! How many of those who count have how much, so that their median is found without asking them.
//!
//! A balance falls in a page of 1 024 balances, and there in a slot. The top keeps of every page how
//! many are in it and what they have together; a page keeps how many have each of its balances. So
//! a change touches the top and at most two pages, and the median is read from the top and one page.
//! All arrays are of fixed length, and are always walked to the end: what it costs depends neither
//! on how many there are nor on what they have.
//!
//! Nobody is kept with nothing. Sums are of `u64`: at most 2³² accounts of less than 2²⁰ each.

use alloc::boxed::Box;
use codec::{Decode, Encode, MaxEncodedLen};
use hotpot_primitives::traits::SpotFigures;
use scale_info::TypeInfo;

/// Pages, and balances of a page.
pub const FANOUT: usize = 1024;
/// The same as a balance.
const PAGE: u32 = 1024;

/// A page's number and a slot's number, from 0.
pub type Index = u16;

/// The page that a balance falls in. Balances that there is no page for fall in none: `Index::MAX`.
pub fn page_of(balance: u32) -> Index {
	Index::try_from(balance / PAGE).unwrap_or(Index::MAX)
}

/// The smallest balance of a page.
fn base_of(page: Index) -> u32 {
	u32::from(page).saturating_mul(PAGE)
}

/// What is known of every page.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Top {
	counts: Box<[u32; FANOUT]>,
	sums: Box<[u64; FANOUT]>,
}

/// How many have each balance of a page.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Page {
	counts: Box<[u32; FANOUT]>,
}

/// Where the median lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
	/// In which page or slot.
	pub index: Index,
	/// How many of that page or slot come before it.
	pub rank: u64,
	/// What those of all later pages or slots have together.
	pub above: u64,
}

impl Default for Top {
	fn default() -> Self {
		Self { counts: Box::new([0; FANOUT]), sums: Box::new([0; FANOUT]) }
	}
}

impl Default for Page {
	fn default() -> Self {
		Self { counts: Box::new([0; FANOUT]) }
	}
}

impl Top {
	/// Counts somebody with this balance.
	pub fn add(&mut self, balance: u32) {
		self.change(balance, |count, sum| {
			(count.saturating_add(1), sum.saturating_add(balance.into()))
		});
	}

	/// Counts somebody with this balance no longer.
	pub fn remove(&mut self, balance: u32) {
		self.change(balance, |count, sum| {
			(count.saturating_sub(1), sum.saturating_sub(balance.into()))
		});
	}

	/// How many are in a page.
	pub fn count(&self, page: Index) -> u32 {
		self.counts.get(usize::from(page)).copied().unwrap_or_default()
	}

	/// How many there are.
	pub fn holders(&self) -> u64 {
		self.counts.iter().fold(0, |all, count| all.saturating_add((*count).into()))
	}

	/// What all have together.
	pub fn sum(&self) -> u64 {
		self.sums.iter().fold(0, |all, sum| all.saturating_add(*sum))
	}

	/// The page in which the upper median lies: that of the one who comes after half of them.
	pub fn locate(&self) -> Option<Located> {
		let pages = self.counts.iter().zip(self.sums.iter());
		locate(pages.map(|(count, sum)| ((*count).into(), *sum)), self.holders() / 2)
	}

	/// The figures, once it is known where in which page the median lies.
	pub fn figures(&self, page: Located, slot: Located) -> SpotFigures {
		SpotFigures {
			holders: u32::try_from(self.holders()).unwrap_or(u32::MAX),
			median: base_of(page.index).saturating_add(slot.index.into()),
			above: page.above.saturating_add(slot.above),
		}
	}

	fn change(&mut self, balance: u32, change: impl FnOnce(u32, u64) -> (u32, u64)) {
		let page = usize::from(page_of(balance));
		if let (Some(count), Some(sum)) = (self.counts.get_mut(page), self.sums.get_mut(page)) {
			(*count, *sum) = change(*count, *sum);
		}
	}
}

impl Page {
	/// Counts somebody with this balance, which falls in this page.
	pub fn add(&mut self, balance: u32) {
		self.change(balance, |count| count.saturating_add(1));
	}

	/// Counts somebody with this balance no longer.
	pub fn remove(&mut self, balance: u32) {
		self.change(balance, |count| count.saturating_sub(1));
	}

	/// How many have this balance, which falls in this page.
	pub fn count(&self, balance: u32) -> u32 {
		self.counts.get(slot_of(balance)).copied().unwrap_or_default()
	}

	/// The slot of the one whom `rank` others of this page come before.
	pub fn locate(&self, page: Index, rank: u64) -> Option<Located> {
		let balances = base_of(page)..;
		let slots = self.counts.iter().zip(balances).map(|(count, balance)| {
			let count = u64::from(*count);
			(count, count.saturating_mul(balance.into()))
		});
		locate(slots, rank)
	}

	fn change(&mut self, balance: u32, change: impl FnOnce(u32) -> u32) {
		if let Some(count) = self.counts.get_mut(slot_of(balance)) {
			*count = change(*count);
		}
	}
}

fn slot_of(balance: u32) -> usize {
	usize::try_from(balance % PAGE).unwrap_or(usize::MAX)
}

/// The part in which the one lies whom `rank` others come before; each part is how many are in it
/// and what they have together.
fn locate(parts: impl Iterator<Item = (u64, u64)>, rank: u64) -> Option<Located> {
	let (mut before, mut located) = (0u64, None::<Located>);
	for ((count, sum), index) in parts.zip(0..) {
		let end = before.saturating_add(count);
		if before <= rank && rank < end {
			located = Some(Located { index, rank: rank.saturating_sub(before), above: 0 });
		} else if let Some(located) = located.as_mut() {
			located.above = located.above.saturating_add(sum);
		}
		before = end;
	}
	located
}
