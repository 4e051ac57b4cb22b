//! The rail: which accounts are asked for when, and how the cursor goes along their chains.

use super::{
	address::{Address, of_ton},
	center::{self, Block},
	cursor::{Head, Place, State},
	deposit::{self, Finding, Least},
	row::Row,
	vote::{self, Key, Page, Question, Verdict},
};
use crate::{
	endpoints::{Endpoint, Endpoints, Tally},
	http::HttpError,
	rail::{Cursor, Found, Rail, RailError},
};
use hotpot_primitives::observations::{Deposit, ForeignAccount, Rail as RailName, Token};
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	future::Future,
	sync::atomic::Ordering,
	time::Duration,
};
use tokio::{
	task::JoinSet,
	time::{Instant, timeout_at},
};

/// The master of USDT.
pub const USDT_MASTER: &str = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs";
/// Most accounts that are asked for at once.
pub const GROUP: usize = 32;
/// Most transactions that are asked for at once; more than accounts, so that a full page goes on.
pub const PAGE: usize = 128;
/// Most alerts of a step. Anybody can send odd things to a watched account.
pub const MAX_ALERTS: usize = 16;
/// How much earlier than its masterchain block a transaction's logical time may be: some thousand
/// blocks. Too little is noticed, and costs a second look.
const MARGIN: u64 = 1_000_000_000;
/// How long slow endpoints are waited for after enough have answered.
const GRACE: Duration = Duration::from_secs(2);
/// From how many blocks on an endpoint counts as lagging.
const LAG: u32 = 100;
/// From how many blocks on endpoints don't lag any more: it is another network.
const OTHER: u32 = 10_000;
/// From how many seconds between two endpoints' blocks on a clock counts as wrong.
const CLOCKS: u64 = 120;
/// Accounts and transactions of a question, ever fewer: an account's messages may be so large that
/// fewer of them fit into an answer.
const SIZES: [(usize, usize); 3] = [(GROUP, PAGE), (1, 8), (1, 1)];

/// What can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
	/// Which jettons count, by their masters.
	pub masters: Vec<(Token, Address)>,
	/// What is too little to be reported. All validators should have the same.
	pub least: Least,
	/// Most questions for transactions in a step, to each endpoint.
	pub pages: usize,
}

impl Default for Settings {
	/// USDT; from 0.01 TON and 0.01 USDT on; eight pages.
	fn default() -> Self {
		let usdt = Address::read(USDT_MASTER, super::address::Network::Main).ok();
		Self {
			masters: usdt.into_iter().map(|master| (Token::UsdtTon, master)).collect(),
			least: Least { ton: 10_000_000, jetton: 10_000 },
			pages: 8,
		}
	}
}

/// TON, as several endpoints of toncenter v3 show it.
#[derive(Debug)]
pub struct TonRail {
	endpoints: Endpoints,
	settings: Settings,
	/// Jetton wallets of accounts that received something. They never change.
	wallets: HashMap<Address, Vec<(Token, Address)>>,
	/// When each account had its last turn.
	turns: HashMap<Address, u64>,
	turn: u64,
	/// The turn in which the round began.
	round: u64,
	/// Which of [`SIZES`] is asked for.
	size: usize,
}

/// What a step has come to.
#[derive(Default)]
struct Harvest {
	deposits: Vec<(u64, Deposit)>,
	alerts: BTreeSet<String>,
	is_behind: bool,
	/// What kept an account waiting.
	error: Option<RailError>,
}

impl Harvest {
	fn alert(&mut self, text: String) {
		if self.alerts.len() < MAX_ALERTS {
			self.alerts.insert(text);
		}
	}
}

impl TonRail {
	/// A rail over endpoints that [`center::endpoint`] made.
	pub fn new(endpoints: Endpoints, settings: Settings) -> Self {
		Self {
			endpoints,
			settings,
			wallets: HashMap::new(),
			turns: HashMap::new(),
			turn: 0,
			round: 1,
			size: 0,
		}
	}

	/// Asks all endpoints at once. Gives what each answered, with its number; who is slower than enough
	/// others counts as silent.
	async fn ask<T, F, A>(&self, question: F) -> Vec<(usize, Result<T, HttpError>)>
	where
		T: Send + 'static,
		F: Fn(Endpoint) -> A,
		A: Future<Output = Result<T, HttpError>> + Send + 'static,
	{
		let mut asked = JoinSet::new();
		for (index, endpoint) in self.endpoints.all().iter().enumerate() {
			let answer = question(endpoint.clone());
			asked.spawn(async move { (index, answer.await) });
		}
		let (mut answers, mut deadline) = (Vec::new(), None);
		loop {
			let next = match deadline {
				None => asked.join_next().await,
				Some(deadline) => timeout_at(deadline, asked.join_next()).await.unwrap_or(None),
			};
			let Some(next) = next else {
				break;
			};
			answers.extend(next.ok());
			let good = answers.iter().filter(|(_, answer)| answer.is_ok()).count();
			if deadline.is_none() && good >= self.endpoints.needed() {
				deadline = Some(Instant::now() + GRACE);
			}
		}
		let answered: BTreeSet<_> = answers.iter().map(|(index, _)| *index).collect();
		let late = (0..self.endpoints.all().len()).filter(|index| !answered.contains(index));
		answers.extend(late.map(|index| (index, Err(HttpError::TimedOut(GRACE)))));
		answers
	}

	fn name(&self, index: usize) -> String {
		self.endpoints.all().get(index).map_or_else(|| "?".to_owned(), |one| one.name().to_owned())
	}

	/// Parts answers from failures; too few answers are an error.
	fn sort<T>(
		&self,
		answers: Vec<(usize, Result<T, HttpError>)>,
		harvest: &mut Harvest,
	) -> Result<Vec<(usize, T)>, RailError> {
		let (mut good, mut reasons, mut rests) = (Vec::new(), Vec::new(), Vec::new());
		for (index, answer) in answers {
			match answer {
				Ok(answer) => good.push((index, answer)),
				Err(error) => {
					if let HttpError::TooManyRequests(rest) = error {
						rests.push(rest);
					}
					reasons.push(format!("{} {error}", self.name(index)));
				}
			}
		}
		if good.len() >= self.endpoints.needed() {
			reasons.into_iter().for_each(|reason| harvest.alert(reason));
			return Ok(good);
		}
		match rests.into_iter().min() {
			Some(rest) => Err(RailError::TooManyRequests(rest)),
			None => Err(RailError::Unreachable { rail: RailName::Ton, reason: reasons.join("; ") }),
		}
	}

	/// The last masterchain block that a majority has, and who has it.
	async fn head(
		&self,
		harvest: &mut Harvest,
	) -> Result<(Head, BTreeMap<usize, Block>), RailError> {
		let answers = self.ask(|endpoint| async move { center::last_block(&endpoint).await }).await;
		let blocks: BTreeMap<_, _> = self.sort(answers, harvest)?.into_iter().collect();
		let seqno = self.majority_has(blocks.values().map(|block| block.seqno));
		let lt = self.majority_has(blocks.values().map(|block| block.start_lt));
		let time = self.majority_has(blocks.values().map(|block| block.gen_utime));
		for (index, block) in &blocks {
			let name = self.name(*index);
			if block.seqno.abs_diff(seqno) > LAG {
				harvest.alert(format!("{name} is at block {}, most are at {seqno}", block.seqno));
			}
			if block.gen_utime.abs_diff(time) > CLOCKS {
				let seconds = block.gen_utime.abs_diff(time);
				harvest.alert(format!("{name} has a clock that is {seconds} s off"));
			}
		}
		Ok((Head { seqno, lt }, blocks))
	}

	/// The highest value that enough endpoints have reached.
	fn majority_has<T: Ord + Copy + Default>(&self, values: impl Iterator<Item = T>) -> T {
		let mut values: Vec<T> = values.collect();
		values.sort_unstable_by(|one, other| other.cmp(one));
		values.get(self.endpoints.needed() - 1).copied().unwrap_or_default()
	}

	/// Whose turn it is: who waited longest; together with those who were read as far.
	fn groups(&mut self, accounts: &[Address], state: &State) -> Vec<Vec<Address>> {
		let watched: BTreeSet<_> = accounts.iter().collect();
		self.turns.retain(|account, _| watched.contains(account));
		let (most, _) = SIZES.get(self.size).copied().unwrap_or((1, 1));
		let from = |account: &Address| state.accounts.get(account).map_or(0, |place| place.from);
		let mut due: Vec<_> = accounts.to_vec();
		due.sort_by_cached_key(|account| {
			(self.turns.get(account).copied().unwrap_or(0), from(account), *account)
		});
		due.truncate(self.settings.pages.max(1) * most);
		due.sort_by_cached_key(|account| (from(account), *account));
		let mut groups: Vec<Vec<Address>> = Vec::new();
		for account in due {
			let fits = groups.last().and_then(|group| Some((group.len(), group.first()?)));
			let fits = fits.is_some_and(|(length, first)| {
				length < most && from(&account) - from(first) <= MARGIN
			});
			match groups.last_mut().filter(|_| fits) {
				Some(group) => group.push(account),
				None => groups.push(vec![account]),
			}
		}
		groups
	}

	/// Asks for a page of some accounts' transactions.
	async fn pages(
		&mut self,
		accounts: &[Address],
		from: u64,
		head: u32,
		blocks: &BTreeMap<usize, Block>,
		harvest: &mut Harvest,
	) -> Result<Vec<Page>, RailError> {
		let (_, limit) = SIZES.get(self.size).copied().unwrap_or((1, 1));
		let answers = self
			.ask(|endpoint| {
				let accounts = accounts.to_vec();
				async move { center::transactions(&endpoint, &accounts, from, limit).await }
			})
			.await;
		let is_too_large =
			answers.iter().any(|(_, answer)| matches!(answer, Err(HttpError::TooLarge(_))));
		let answers = self.sort(answers, harvest).inspect_err(|_| {
			if is_too_large {
				self.size = (self.size + 1).min(SIZES.len() - 1);
			}
		})?;
		let accounts = accounts.iter().copied().collect();
		let question = Question { accounts, from, limit, head };
		let mut pages = Vec::new();
		for (index, transactions) in answers {
			let name = self.name(index);
			let is_current = blocks.get(&index).is_some_and(|block| block.seqno >= head);
			match Page::of(&name, is_current, &question, &transactions) {
				Ok(page) => {
					page.oddities.iter().for_each(|oddity| harvest.alert(oddity.clone()));
					pages.push(page);
				}
				Err(error) => harvest.alert(format!("{name} contradicts itself: {error}")),
			}
		}
		if pages.len() < self.endpoints.needed() {
			return Err(RailError::BadAnswer {
				endpoint: "a majority".to_owned(),
				reason: "transactions that contradict themselves".to_owned(),
			});
		}
		Ok(pages)
	}

	/// Reads a group as far as `budget` questions go. Gives how many were asked.
	async fn read_group(
		&mut self,
		mut group: Vec<Address>,
		budget: usize,
		blocks: &BTreeMap<usize, Block>,
		state: &mut State,
		harvest: &mut Harvest,
	) -> Result<usize, RailError> {
		let mut asked = 0;
		while asked < budget && !group.is_empty() {
			let places = group.iter().filter_map(|account| state.accounts.get(account));
			let from = places.map(|place| place.from).min().unwrap_or(0);
			let head = state.head.seqno;
			let pages = self.pages(&group, from, head, blocks, harvest).await?;
			asked += 1;
			let end = vote::end(&pages, self.endpoints.needed());
			let (mut is_moving, mut has_moved) = (Vec::new(), false);
			for account in group {
				let Some(mut place) = state.accounts.get(&account).cloned() else {
					continue;
				};
				let followed = self.follow(&account, &mut place, &pages, end, harvest).await;
				let is_open = followed.unwrap_or_else(|error| {
					harvest.alert(error.to_string());
					harvest.error = Some(error);
					true
				});
				if !is_open {
					let idle = state.head.lt.saturating_sub(MARGIN);
					place.from = place.from.max(end.unwrap_or(idle)).max(place.seen + 1);
					is_moving.push(account);
				}
				let old = state.accounts.insert(account, place.clone());
				has_moved |= old != Some(place);
			}
			if end.is_none() || !has_moved {
				self.size = self.size.saturating_sub(1);
				return Ok(asked);
			}
			group = is_moving;
		}
		harvest.is_behind |= !group.is_empty();
		Ok(asked)
	}

	/// Goes along an account's chain as far as enough pages go and agree. Gives whether it has to wait
	/// there.
	async fn follow(
		&mut self,
		account: &Address,
		place: &mut Place,
		pages: &[Page],
		end: Option<u64>,
		harvest: &mut Harvest,
	) -> Result<bool, RailError> {
		let (keys, seen, end) = (vote::places(pages), place.seen, end.unwrap_or(u64::MAX));
		let is_here = |(lt, owner): &&Key| owner == account && *lt > seen && *lt <= end;
		for key in keys.iter().filter(is_here) {
			let about = format!("the transaction of {account} at {}", key.0);
			match vote::count(pages, key, self.endpoints.needed()) {
				Verdict::Agreed(row, others) => {
					for other in others {
						harvest.alert(format!("{other} contradicts the majority about {about}"));
					}
					if !place.is_followed_by(&row) {
						harvest.alert(format!("all endpoints lack what was before {about}"));
						harvest.is_behind |= place.from > place.seen + 1;
						place.from = place.seen + 1;
						return Ok(true);
					}
					if row.block > place.after {
						self.take(&row, harvest).await?;
					}
					(place.seen, place.hash) = (row.lt, Some(row.hash));
				}
				Verdict::Denied(liars) => {
					for liar in liars {
						harvest.alert(format!("{liar} made up {about}"));
					}
				}
				Verdict::Open(is_disputed) => {
					if is_disputed {
						harvest.alert(format!("endpoints disagree about {about}"));
					}
					place.from = place.from.max(place.seen + 1).min(key.0);
					return Ok(true);
				}
			}
		}
		Ok(false)
	}

	async fn take(&mut self, row: &Row, harvest: &mut Harvest) -> Result<(), RailError> {
		if !deposit::is_worth_a_look(row, self.settings.least) {
			return Ok(());
		}
		let wallets = self.wallets_of(row.account, harvest).await?;
		match deposit::judge(row, &wallets, self.settings.least) {
			Finding::Nothing => {}
			Finding::Deposit(deposit) => harvest.deposits.push((row.lt, *deposit)),
			Finding::Odd(what) => harvest.alert(what),
		}
		Ok(())
	}

	/// The account's jetton wallets, asked for once.
	async fn wallets_of(
		&mut self,
		owner: Address,
		harvest: &mut Harvest,
	) -> Result<Vec<(Token, Address)>, RailError> {
		if let Some(known) = self.wallets.get(&owner) {
			return Ok(known.clone());
		}
		let mut wallets = Vec::new();
		for (token, master) in self.settings.masters.clone() {
			let question = format!("the wallet of {owner} for the jetton {master}");
			let found = self
				.endpoints
				.majority(&question, move |endpoint| async move {
					center::jetton_wallet(&endpoint, &master, &owner).await
				})
				.await
				.map_err(|error| error.of(RailName::Ton))?;
			found.alerts.into_iter().for_each(|alert| harvest.alert(alert));
			wallets.push((token, found.answer));
		}
		self.wallets.insert(owner, wallets.clone());
		Ok(wallets)
	}

	async fn read_all(
		&mut self,
		accounts: &[Address],
		blocks: &BTreeMap<usize, Block>,
		state: &mut State,
		harvest: &mut Harvest,
	) -> Result<(), RailError> {
		let mut left = self.settings.pages.max(1);
		for group in self.groups(accounts, state) {
			if left == 0 {
				harvest.is_behind = true;
				break;
			}
			for account in &group {
				self.turns.insert(*account, self.turn);
			}
			let budget = left;
			left -= self.read_group(group, budget, blocks, state, harvest).await?;
		}
		let had_turn = |account| self.turns.get(account).is_some_and(|turn| *turn >= self.round);
		if accounts.iter().all(had_turn) {
			self.round = self.turn + 1;
		} else {
			harvest.is_behind = true;
		}
		Ok(())
	}
}

impl Place {
	/// Whether a transaction is the next of this chain.
	fn is_followed_by(&self, row: &Row) -> bool {
		match self.hash {
			Some(hash) => row.previous == (self.seen, hash),
			None => row.previous.0 <= self.seen,
		}
	}
}

impl Rail for TonRail {
	fn name(&self) -> RailName {
		RailName::Ton
	}

	async fn step(
		&mut self,
		watched: &BTreeSet<ForeignAccount>,
		cursor: Option<&Cursor>,
	) -> Result<Found, RailError> {
		let before = cursor.map(State::read).transpose()?;
		let accounts: Vec<_> = watched.iter().filter_map(of_ton).collect();
		let mut harvest = Harvest::default();
		let (head, blocks) = self.head(&mut harvest).await?;
		self.turn += 1;

		let Some(mut state) = before.clone() else {
			// Kept at once, so that whatever fails after it leaves nothing out.
			let mut state = State { head, ..State::default() };
			state.watch(&accounts, MARGIN);
			let alerts = harvest.alerts.into_iter().collect();
			let (cursor, is_behind) = (state.write(), !accounts.is_empty());
			return Ok(Found { cursor, alerts, is_behind, ..Found::default() });
		};
		state.watch(&accounts, MARGIN);
		if state.head.seqno.saturating_sub(head.seqno) > OTHER {
			let reason = format!(
				"block {} of TON was known, and the newest is {}: endpoints are behind, or a test network \
				 was begun anew",
				state.head.seqno, head.seqno
			);
			return Err(RailError::Undone { rail: RailName::Ton, reason });
		}
		if head.seqno > state.head.seqno {
			state.head = Head { seqno: head.seqno, lt: head.lt.max(state.head.lt) };
		}
		if let Err(error) = self.read_all(&accounts, &blocks, &mut state, &mut harvest).await {
			harvest.alert(error.to_string());
			harvest.error = Some(error);
		}
		if let Some(error) = harvest.error
			&& before.is_some_and(|before| before.accounts == state.accounts)
		{
			return Err(error);
		}
		harvest.deposits.sort_by_key(|(lt, _)| *lt);
		Ok(Found {
			deposits: harvest.deposits.into_iter().map(|(_, deposit)| deposit).collect(),
			cursor: state.write(),
			alerts: harvest.alerts.into_iter().collect(),
			is_behind: harvest.is_behind,
		})
	}

	async fn diagnose(&mut self) -> Vec<Result<String, String>> {
		let answers = self.ask(|endpoint| async move { center::last_block(&endpoint).await }).await;
		let mut answers: BTreeMap<usize, _> = answers.into_iter().collect();
		let seqnos = answers.values().filter_map(|answer| answer.as_ref().ok());
		let head = self.majority_has(seqnos.map(|block| block.seqno));
		let all = self.endpoints.all().iter().enumerate();
		all.map(|(index, endpoint)| {
			let name = endpoint.name();
			let Tally { asked, failed, contradicted } = endpoint.tally();
			let count = |number: &std::sync::atomic::AtomicU64| number.load(Ordering::Relaxed);
			let tally = format!(
				"{} requests, {} failed, {} contradicted",
				count(asked),
				count(failed),
				count(contradicted)
			);
			match answers.remove(&index) {
				Some(Ok(block)) if block.seqno.abs_diff(head) > LAG => {
					Err(format!("{name} is at block {}, most are at {head}", block.seqno))
				}
				Some(Ok(block)) => Ok(format!("{name} is at block {}; {tally}", block.seqno)),
				Some(Err(error)) => Err(format!("{name} {error}")),
				None => Err(format!("{name} doesn't answer in time")),
			}
		})
		.collect()
	}
}
