//! What several endpoints say of the same transactions, counted one by one.

use super::{
	address::Address,
	center::Transaction,
	row::{Row, RowError, is_final},
};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// A transaction's place: an account has at most one at a logical time.
pub type Key = (u64, Address);

/// What was asked of every endpoint.
#[derive(Clone, Debug)]
pub struct Question {
	/// Of these accounts.
	pub accounts: BTreeSet<Address>,
	/// From this logical time on.
	pub from: u64,
	/// At most so many.
	pub limit: usize,
	/// Final no later than in this masterchain block.
	pub head: u32,
}

/// One endpoint's answer.
#[derive(Clone, Debug)]
pub struct Page {
	/// The endpoint's name.
	pub name: String,
	/// Whether it knows the block up to which it was asked; what it lacks counts only then.
	pub is_current: bool,
	/// Final transactions, and nothing for those that it doesn't call final.
	rows: BTreeMap<Key, Option<Row>>,
	/// All before this logical time is in it; all at all if there is none.
	end: Option<u64>,
	/// Whether only one account was asked for.
	is_single: bool,
	/// What is odd about it, and does no harm.
	pub oddities: Vec<String>,
}

/// What comes out of counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// It is so. Holds the names of those who say otherwise.
	Agreed(Box<Row>, Vec<String>),
	/// It is not so. Holds the names of those who say it is.
	Denied(Vec<String>),
	/// Too few say anything, or they contradict one another: then true.
	Open(bool),
}

impl Page {
	/// Reads an answer. What wasn't asked for is left out.
	///
	/// # Errors
	/// [`RowError`]; what is wrong with one row makes the answer worthless.
	pub fn of(
		name: &str,
		is_current: bool,
		question: &Question,
		transactions: &[Transaction],
	) -> Result<Self, RowError> {
		let (mut rows, mut odd, mut last) = (BTreeMap::new(), BTreeSet::new(), 0);
		for transaction in transactions {
			let Transaction { account, lt, .. } = *transaction;
			if lt < last {
				odd.insert("is out of order");
			}
			last = lt.max(last);
			if !question.accounts.contains(&account) || lt < question.from {
				odd.insert("gives transactions that nobody asked for");
				continue;
			}
			let row = Row::of(transaction)?;
			let row = is_final(transaction, question.head).then_some(row);
			match rows.entry((lt, account)) {
				Entry::Vacant(vacant) => {
					vacant.insert(row);
				}
				Entry::Occupied(mut occupied) => {
					odd.insert("repeats transactions");
					if *occupied.get() != row {
						occupied.insert(None);
					}
				}
			}
		}
		let is_full = transactions.len() >= question.limit;
		Ok(Self {
			name: name.to_owned(),
			is_current,
			end: is_full.then(|| rows.last_key_value().map_or(last, |((lt, _), _)| *lt)),
			rows,
			is_single: question.accounts.len() == 1,
			oddities: odd.into_iter().map(|what| format!("{name} {what}")).collect(),
		})
	}

	/// Whether it would hold a transaction there, if there were one.
	fn covers(&self, (lt, _): &Key) -> bool {
		self.end.is_none_or(|end| *lt < end || self.is_single && *lt == end)
	}
}

/// All places that any page speaks of.
pub fn places(pages: &[Page]) -> BTreeSet<Key> {
	pages.iter().flat_map(|page| page.rows.keys().copied()).collect()
}

/// Until which logical time enough pages are complete; nothing if they are complete at all.
pub fn end(pages: &[Page], needed: usize) -> Option<u64> {
	let current = pages.iter().filter(|page| page.is_current);
	let mut ends: Vec<u64> = current.map(|page| page.end.unwrap_or(u64::MAX)).collect();
	ends.sort_unstable_by(|one, other| other.cmp(one));
	let end = ends.get(needed.saturating_sub(1)).copied().unwrap_or(0);
	(end < u64::MAX).then_some(end)
}

/// Counts what the pages say of a place.
pub fn count(pages: &[Page], key: &Key, needed: usize) -> Verdict {
	let mut answers: Vec<(&Row, Vec<&Page>)> = Vec::new();
	let mut against = Vec::new();
	for page in pages {
		match page.rows.get(key) {
			Some(Some(row)) => match answers.iter_mut().find(|(other, _)| *other == row) {
				Some((_, those)) => those.push(page),
				None => answers.push((row, vec![page])),
			},
			Some(None) => {}
			None if page.is_current && page.covers(key) => against.push(page),
			None => {}
		}
	}
	let name = |page: &&Page| page.name.clone();
	if let Some((row, _)) = answers.iter().find(|(_, those)| those.len() >= needed) {
		let others = answers.iter().filter(|(other, _)| other != row);
		let others = others.flat_map(|(_, those)| those.iter());
		return Verdict::Agreed(
			Box::new((*row).clone()),
			others.chain(&against).map(name).collect(),
		);
	}
	if against.len() >= needed {
		return Verdict::Denied(
			answers.iter().flat_map(|(_, those)| those.iter()).map(name).collect(),
		);
	}
	Verdict::Open(answers.len() + usize::from(!against.is_empty()) > 1)
}

#[cfg(test)]
mod tests {
	use super::*;

	const ME: Address = Address { workchain: 0, id: [1; 32] };
	const HER: Address = Address { workchain: 0, id: [2; 32] };

	fn row(lt: u64, hash: u8) -> Row {
		Row {
			account: ME,
			lt,
			hash: [hash; 32],
			previous: (lt - 1, [0; 32]),
			block: 5,
			now: 7,
			money: None,
		}
	}

	fn page(name: &str, rows: &[Row], end: Option<u64>) -> Page {
		Page {
			name: name.into(),
			is_current: true,
			rows: rows.iter().map(|row| ((row.lt, row.account), Some(row.clone()))).collect(),
			end,
			is_single: false,
			oddities: Vec::new(),
		}
	}

	#[test]
	fn two_of_three_should_decide_either_way() {
		let (yes, no) = (page("a", &[row(3, 1)], None), page("b", &[], None));
		let other = page("c", &[row(3, 2)], None);
		let is_so = count(&[yes.clone(), yes.clone(), no.clone()], &(3, ME), 2);
		assert_eq!(is_so, Verdict::Agreed(Box::new(row(3, 1)), vec!["b".into()]));
		let is_not = count(&[yes.clone(), no.clone(), no.clone()], &(3, ME), 2);
		assert_eq!(is_not, Verdict::Denied(vec!["a".into()]));
		assert_eq!(
			count(&[yes.clone(), no.clone(), other.clone()], &(3, ME), 2),
			Verdict::Open(true)
		);
		assert_eq!(count(&[yes.clone(), other], &(3, ME), 2), Verdict::Open(true));
		assert_eq!(count(&[yes, no], &(3, HER), 2), Verdict::Denied(Vec::new()));
	}

	#[test]
	fn who_does_not_know_should_have_no_vote_against() {
		let yes = page("a", &[row(3, 1)], None);
		let late = Page { is_current: false, ..page("b", &[], None) };
		let short = page("c", &[], Some(2));
		let pages = [yes.clone(), late, short];
		assert_eq!(count(&pages, &(3, ME), 2), Verdict::Open(false));
		let mut pending = page("d", &[], None);
		pending.rows.insert((3, ME), None);
		assert_eq!(count(&[yes, pending.clone(), pending], &(3, ME), 2), Verdict::Open(false));
	}

	#[test]
	fn the_end_should_be_where_a_majority_still_is_complete() {
		let at = |end| page("a", &[], end);
		assert_eq!(end(&[at(None), at(None), at(Some(3))], 2), None);
		assert_eq!(end(&[at(None), at(Some(9)), at(Some(3))], 2), Some(9));
		assert_eq!(end(&[at(None)], 2), Some(0));
		let late = Page { is_current: false, ..at(None) };
		assert_eq!(end(&[at(None), late, at(Some(4))], 2), Some(4));
	}

	#[test]
	fn a_full_page_should_cover_its_last_moment_for_one_account_only() {
		let many = page("a", &[], Some(9));
		let one = Page { is_single: true, ..many.clone() };
		assert!(many.covers(&(8, ME)) && !many.covers(&(9, ME)));
		assert!(one.covers(&(9, ME)) && !one.covers(&(10, ME)));
	}
}
