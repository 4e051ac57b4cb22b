//! The demonstration data in `tests/data` is what the start script and the end-to-end tests count on.

use hotpot_cli::{
	chain::types::{Gap, SequenceRange, TillLedger, VoidReason},
	export::Export,
	journal::Plan,
};
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(name)
}

fn export(name: &str) -> Export {
	Export::read(&file(name)).expect("the demonstration data is right")
}

fn numbers(export: &Export) -> Vec<u32> {
	export.sales.iter().map(|sale| sale.sequence).collect()
}

#[test]
fn the_exports_should_be_a_whole_realistic_day() {
	let days = ["tbilisi.csv", "batumi.csv", "kutaisi.csv", "kutaisi-offline.csv"].map(export);
	let sales = || days.iter().flat_map(|day| &day.sales);
	assert!(sales().count() >= 320);
	assert!(sales().filter(|sale| sale.tetri % 2 == 1).count() >= 100, "odd tetri");
	assert!(sales().all(|sale| (1_000..100_000).contains(&sale.tetri)), "10 to 1000 GEL");
	assert!(sales().all(|sale| sale.sold_at.to_rfc3339().starts_with("2026-11-20T")));
	let voided: Vec<_> = sales().filter_map(|sale| sale.voided).collect();
	assert_eq!(voided, [VoidReason::EntryError]);
	for day in &days {
		assert!(day.sales.is_sorted_by(|a, b| a.sold_at < b.sold_at), "{}", day.file.display());
	}
}

#[test]
fn the_offline_sales_should_be_what_kutaisi_lacks() {
	let (day, offline) = (export("kutaisi.csv"), export("kutaisi-offline.csv"));
	let mut all = [numbers(&day), numbers(&offline)].concat();
	all.sort_unstable();
	let last = all.last().copied().unwrap_or_default();
	assert_eq!(all, (1..=last).collect::<Vec<_>>());

	let fresh = TillLedger { next: 1, oldest: 1, gaps: Vec::new(), checks: 0, tetri: 0 };
	assert_eq!(Plan::new(&numbers(&day), &fresh, 200).batches.len(), 2, "a gap between two");
	let gap = Gap { range: SequenceRange { first: 31, last: 42 }, opened_minute: 0 };
	let open = TillLedger { next: last + 1, gaps: vec![gap], ..fresh };
	let plan = Plan::new(&numbers(&offline), &open, 200);
	assert_eq!((plan.batches.len(), plan.left(), plan.recorded.len()), (1, 12, 0));
	assert_eq!(Plan::new(&numbers(&day), &open, 200).left(), 0);
}

#[test]
fn the_menu_should_name_every_dish_in_three_languages() {
	let mut menu = csv::Reader::from_path(file("menu.csv")).expect("the menu is there");
	let mut dishes = 0;
	for record in menu.records() {
		let record = record.expect("the menu is CSV");
		assert_eq!(record.len(), 4);
		assert!(record.iter().all(|field| !field.trim().is_empty()), "{record:?}");
		assert!(record[3].parse::<u64>().is_ok_and(|tetri| tetri > 0), "{record:?}");
		dishes += 1;
	}
	assert!(dishes >= 30);
}
