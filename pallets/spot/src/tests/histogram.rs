//! The histogram against sorted balances.

use crate::{
	MAX_BALANCE,
	histogram::{FANOUT, Index, Page, Top, page_of},
};
use alloc::collections::BTreeMap;
use hotpot_primitives::traits::SpotFigures;
use proptest::prelude::*;

/// A histogram and the balances that are in it.
#[derive(Default)]
struct Both {
	top: Top,
	pages: BTreeMap<Index, Page>,
	balances: Vec<u32>,
}

impl Both {
	fn add(&mut self, balance: u32) {
		self.top.add(balance);
		self.pages.entry(page_of(balance)).or_default().add(balance);
		self.balances.push(balance);
	}

	fn remove(&mut self, at: prop::sample::Index) {
		if self.balances.is_empty() {
			return;
		}
		let balance = self.balances.swap_remove(at.index(self.balances.len()));
		self.top.remove(balance);
		self.pages.entry(page_of(balance)).or_default().remove(balance);
	}

	fn figures(&self) -> SpotFigures {
		let Some(page) = self.top.locate() else { return SpotFigures::default() };
		let slot = self.pages[&page.index].locate(page.index, page.rank);
		self.top.figures(page, slot.expect("the top says that it is in this page"))
	}

	fn sorted_figures(&self) -> SpotFigures {
		let mut sorted = self.balances.clone();
		sorted.sort_unstable();
		let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
		let above = sorted.iter().filter(|balance| **balance > median);
		let above = above.map(|balance| u64::from(*balance)).sum();
		SpotFigures { holders: sorted.len() as u32, median, above }
	}
}

#[test]
fn every_balance_should_have_a_page() {
	assert_eq!(page_of(0), 0);
	assert_eq!(page_of(1_023), 0);
	assert_eq!(page_of(1_024), 1);
	assert_eq!(page_of(MAX_BALANCE), 976);
	assert!(usize::from(page_of(MAX_BALANCE)) < FANOUT);
	assert_eq!(page_of(u32::MAX), Index::MAX);
}

#[test]
fn a_balance_without_a_page_should_change_nothing() {
	let mut top = Top::default();
	top.add(u32::MAX);
	top.add(1 << 20);
	assert_eq!((top.clone(), top.holders(), top.count(Index::MAX)), (Top::default(), 0, 0));
}

proptest! {
	#[test]
	fn figures_should_be_those_of_sorted_balances(
		steps in prop::collection::vec(
			prop_oneof![
				3 => prop_oneof![1..20u32, 1_000..1_050u32, 1..=MAX_BALANCE].prop_map(Ok),
				1 => any::<prop::sample::Index>().prop_map(Err),
			],
			1..150,
		),
	) {
		let mut both = Both::default();
		for step in steps {
			match step {
				Ok(balance) => both.add(balance),
				Err(at) => both.remove(at),
			}
			prop_assert_eq!(both.figures(), both.sorted_figures());
			prop_assert_eq!(both.top.holders(), both.balances.len() as u64);
			let sum = both.balances.iter().map(|balance| u64::from(*balance)).sum::<u64>();
			prop_assert_eq!(both.top.sum(), sum);
		}
		for (index, page) in &both.pages {
			let counted = |balance: &u32| page_of(*balance) == *index;
			let count = both.balances.iter().filter(|balance| counted(balance)).count();
			prop_assert_eq!(both.top.count(*index) as usize, count);
			for balance in both.balances.iter().filter(|balance| counted(balance)) {
				let same = both.balances.iter().filter(|other| *other == balance).count();
				prop_assert_eq!(page.count(*balance) as usize, same);
			}
		}
	}
}
