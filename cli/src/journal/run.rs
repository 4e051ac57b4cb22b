//! The import itself.

use super::{
	Backoff, Conflict, Entry, ImportError, Job, Journal, MAX_BATCH, Past, Plan, Progress, Summary,
};
use crate::{
	chain::{
		Chain, ChainError, Sender, State, Until,
		types::{CheckEntry, CheckStatus},
	},
	export::Sale,
	keys, receipt,
};
use std::{collections::BTreeSet, ops::Range, time::Duration};
use tokio::time::sleep;

/// How long what an earlier run left at the node may take into a block.
const IDLE_PATIENCE: Duration = Duration::from_secs(60);
/// How long to wait for finality at the end.
const FINALITY_PATIENCE: Duration = Duration::from_secs(120);

/// Records an export. See the module's documentation.
///
/// # Errors
/// Any [`ImportError`]. A node that is not there at the start is [`ChainError::NoNode`] at once.
pub async fn run(job: &Job<'_>, progress: &dyn Progress) -> Result<Summary, ImportError> {
	let (journal, entries) = Journal::open(&job.journal)?;
	let mut chain = Chain::connect(job.url).await?;
	let mut import = Import {
		job,
		progress,
		journal,
		entries,
		past: None,
		seen: None,
		summary: Summary { sales: job.export.sales.len(), ..Summary::default() },
	};
	let mut pauses = Backoff::new(job.options.retry_for);
	loop {
		let before = import.summary.recorded;
		let mut error = match import.attempt(&chain).await {
			Ok(()) => return Ok(import.summary),
			Err(ImportError::Chain(error)) if error.is_passing() => error,
			Err(error) => return Err(error),
		};
		if import.summary.recorded > before {
			pauses.reset();
		}
		chain = loop {
			let Some(pause) = pauses.next() else {
				let (done, of) = (import.done(), import.summary.sales);
				return Err(ImportError::Interrupted { source: error, done, of });
			};
			progress.note(&format!("{error} Trying again in {} s.", pause.as_secs()));
			sleep(pause).await;
			match Chain::connect(job.url).await {
				Ok(chain) => break chain,
				Err(again) => error = again,
			}
		};
	}
}

/// An import under way.
pub(super) struct Import<'a> {
	pub(super) job: &'a Job<'a>,
	progress: &'a dyn Progress,
	pub(super) journal: Journal,
	entries: Vec<Entry>,
	past: Option<Past>,
	/// Places of the sales that were recorded before, or by this run. None before the chain told.
	seen: Option<BTreeSet<usize>>,
	pub(super) summary: Summary,
}

impl Import<'_> {
	async fn attempt(&mut self, chain: &Chain) -> Result<(), ImportError> {
		let signer = self.job.key.key().signer();
		self.summary.till = self.find_till(&chain.state().await?).await?;
		self.open()?;
		let mut sender = Sender::new(chain, signer).await?;
		if !sender.is_idle_within(IDLE_PATIENCE).await? {
			return Err(ImportError::Busy(IDLE_PATIENCE.as_secs()));
		}
		let state = chain.state().await?;
		let plan = self.plan(&state).await?;
		self.report();
		self.send(&mut sender, chain, &plan).await?;
		self.void_what_is_marked(&mut sender, chain).await?;
		if self.job.options.until == Until::Finalized {
			self.summary.is_finalized = self.is_all_finalized(chain).await?;
		}
		let block = self.summary.block.map(|block| block.number);
		self.journal.append(&Entry::Finished { block })?;
		Ok(())
	}

	/// Waits until the finalized state has all sales. A block that was seen with some of them may
	/// have been replaced by another one, so it is the ledger that counts.
	async fn is_all_finalized(&self, chain: &Chain) -> Result<bool, ImportError> {
		let started = std::time::Instant::now();
		let numbers: Vec<u32> = self.job.export.sales.iter().map(|sale| sale.sequence).collect();
		while started.elapsed() < FINALITY_PATIENCE {
			let state = chain.state_at(chain.finalized().await?).await?;
			if let Some(report) = state.till_report(self.summary.till).await?
				&& Plan::new(&numbers, &report.ledger, MAX_BATCH).left() == 0
			{
				return Ok(true);
			}
			sleep(Duration::from_secs(1)).await;
		}
		Ok(false)
	}

	async fn find_till(&self, state: &State) -> Result<u32, ImportError> {
		let account = self.job.key.key().account();
		let Some(actual) = state.till_of(&account).await? else {
			return Err(ImportError::NoTill { account: account.to_string() });
		};
		match self.job.till {
			Some(given) if given != actual => Err(ImportError::OtherTill { given, actual }),
			_ => Ok(actual),
		}
	}

	/// Reads the journal for this till and notes that a run began. Once.
	fn open(&mut self) -> Result<(), ImportError> {
		if self.past.is_some() {
			return Ok(());
		}
		let (till, export) = (self.summary.till, hex::encode(self.job.export.digest));
		let past = Past::replay(&self.entries, till, &export);
		if let [(first, _), .., (_, last)] | [(first, last)] = past.in_flight() {
			self.progress.note(&format!(
				"An earlier run was stopped while checks {first} to {last} were on their way."
			));
		}
		self.past = Some(past);
		self.journal.append(&Entry::Opened { till, export, sales: self.summary.sales })?;
		Ok(())
	}

	/// Asks the chain what it has. The first time, compares what it had before with the export.
	async fn plan(&mut self, state: &State) -> Result<Plan, ImportError> {
		let till = self.summary.till;
		let report = state
			.till_report(till)
			.await?
			.ok_or_else(|| ChainError::Missing(format!("till {till}")))?;
		let numbers: Vec<u32> = self.job.export.sales.iter().map(|sale| sale.sequence).collect();
		let plan = Plan::new(&numbers, &report.ledger, self.job.options.batch.clamp(1, MAX_BATCH));
		if self.seen.is_none() {
			self.summary.conflicts = self.conflicts(state, &plan.recorded).await?;
			self.summary.already = plan.recorded.len();
			self.seen = Some(plan.recorded.iter().copied().collect());
		}
		// What was on its way when the connection broke has arrived by now, or never will.
		self.count(&plan.recorded);
		self.summary.lost = self.sales(&plan.lost).map(|sale| sale.sequence).collect();
		Ok(plan)
	}

	fn sales<'s>(&'s self, places: &'s [usize]) -> impl Iterator<Item = &'s Sale> {
		places.iter().filter_map(|place| self.job.export.sales.get(*place))
	}

	/// Counts sales as recorded by this run, each once.
	pub(super) fn count(&mut self, places: &[usize]) {
		let seen = self.seen.get_or_insert_default();
		for place in places {
			if seen.insert(*place) {
				let tetri = self.job.export.sales.get(*place).map_or(0, |sale| sale.tetri);
				self.summary.recorded += 1;
				self.summary.tetri = self.summary.tetri.saturating_add(tetri);
			}
		}
	}

	fn done(&self) -> usize {
		self.summary.recorded.saturating_add(self.summary.already)
	}

	pub(super) fn report(&self) {
		self.progress.at(self.done(), self.summary.sales);
	}

	async fn conflicts(
		&self,
		state: &State,
		recorded: &[usize],
	) -> Result<Vec<Conflict>, ImportError> {
		let is_known =
			|sale: &&Sale| self.past.as_ref().is_some_and(|past| past.has_recorded(sale.sequence));
		let mut left = self.sales(recorded).filter(|sale| !is_known(sale)).peekable();
		let mut conflicts = Vec::new();
		while let Some(first) = left.peek().map(|sale| sale.sequence) {
			let page = state.checks_from(self.summary.till, first).await?;
			let Some(last) = page.last().map(|(number, _)| (*number).max(first)) else {
				break;
			};
			while let Some(sale) = left.next_if(|sale| sale.sequence <= last) {
				let found = page.iter().find(|(number, _)| *number == sale.sequence);
				if let Some((_, CheckStatus::Recorded(check))) = found {
					let ours = self.entry(sale)?;
					let what = if check.tetri != ours.tetri {
						"the amount"
					} else if check.wallet != ours.wallet {
						"the check wallet"
					} else if check.commitment != ours.commitment {
						"the receipt or its items"
					} else {
						continue;
					};
					conflicts.push(Conflict { line: sale.line, sequence: sale.sequence, what });
				}
			}
		}
		Ok(conflicts)
	}

	fn entry(&self, sale: &Sale) -> Result<CheckEntry, ImportError> {
		let seed = self.job.key.check_seed(sale.sequence)?;
		let salt = receipt::salt(&seed);
		Ok(CheckEntry {
			sequence: sale.sequence,
			tetri: sale.tetri,
			sold_at: sale.sold_at_ms(),
			wallet: keys::wallet_of(&seed),
			commitment: receipt::commitment(&sale.fiscal_receipt, &sale.items, &salt),
		})
	}

	pub(super) fn batch(&self, sales: &Range<usize>) -> &[Sale] {
		self.job.export.sales.get(sales.clone()).unwrap_or_default()
	}

	pub(super) fn entries(&self, sales: &Range<usize>) -> Result<Vec<CheckEntry>, ImportError> {
		self.batch(sales).iter().map(|sale| self.entry(sale)).collect()
	}

	pub(super) fn ends(&self, sales: &Range<usize>) -> (u32, u32) {
		let batch = self.batch(sales);
		let number = |sale: Option<&Sale>| sale.map_or(0, |sale| sale.sequence);
		(number(batch.first()), number(batch.last()))
	}
}
