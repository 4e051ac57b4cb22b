//! Sending: batches, then voids.

use super::{Entry, ImportError, NotVoided, Plan, run::Import};
use crate::chain::{
	Chain, ChainError, PoolRefusal, Refusal, Sender, Until, Watch, calls, types::CheckStatus,
};
use std::{collections::VecDeque, ops::Range, time::Duration};

/// How long a transaction may take into a block.
const BATCH_PATIENCE: Duration = Duration::from_secs(120);

/// A batch on its way.
struct InFlight {
	sales: Range<usize>,
	watch: Watch,
}

impl Import<'_> {
	/// Records what the plan leaves to do.
	pub(super) async fn send(
		&mut self,
		sender: &mut Sender,
		chain: &Chain,
		plan: &Plan,
	) -> Result<(), ImportError> {
		let mut on_their_way = VecDeque::new();
		for sales in &plan.batches {
			if on_their_way.len() >= self.job.options.in_flight.max(1) {
				self.settle_first(&mut on_their_way, chain).await?;
			}
			let in_flight = match self.submit(sales, sender, chain).await {
				// The node judged it as if those before it were not there: once they are in a
				// block, its numbers may no longer be too far ahead, nor its gap one too many.
				Err(error) if error.is_refusal() && !on_their_way.is_empty() => {
					while !on_their_way.is_empty() {
						self.settle_first(&mut on_their_way, chain).await?;
					}
					sender.resync().await?;
					self.submit(sales, sender, chain).await?
				}
				other => other?,
			};
			on_their_way.push_back(in_flight);
		}
		while !on_their_way.is_empty() {
			self.settle_first(&mut on_their_way, chain).await?;
		}
		Ok(())
	}

	/// Waits for the oldest batch on its way. After a refusal waits for the others too, so that they
	/// are accounted for; after anything else they may wait forever for a nonce that never comes,
	/// and the next attempt asks the chain about them.
	async fn settle_first(
		&mut self,
		on_their_way: &mut VecDeque<InFlight>,
		chain: &Chain,
	) -> Result<(), ImportError> {
		let Some(first) = on_their_way.pop_front() else {
			return Ok(());
		};
		let outcome = self.settle(first, chain).await;
		if outcome.as_ref().is_err_and(ImportError::is_refusal) {
			for in_flight in on_their_way.drain(..) {
				if self.settle(in_flight, chain).await.is_err() {
					break;
				}
			}
		}
		outcome
	}

	async fn submit(
		&mut self,
		sales: &Range<usize>,
		sender: &mut Sender,
		chain: &Chain,
	) -> Result<InFlight, ImportError> {
		let tx = sender.sign(&calls::record_checks(self.entries(sales)?)).await?;
		let (first, last) = self.ends(sales);
		self.journal.append(&Entry::Sent {
			first,
			last,
			nonce: tx.nonce(),
			transaction: format!("{:?}", tx.hash()),
		})?;
		match chain.watch(&tx).await {
			Ok(watch) => Ok(InFlight { sales: sales.clone(), watch }),
			Err(error) => Err(self.explain(error, sales, chain).await),
		}
	}

	async fn settle(&mut self, batch: InFlight, chain: &Chain) -> Result<(), ImportError> {
		let InFlight { sales, watch } = batch;
		let included = match watch.until(Until::InBlock, BATCH_PATIENCE).await {
			Ok(included) => included,
			Err(error) => return Err(self.explain(error, &sales, chain).await),
		};
		let (first, last) = self.ends(&sales);
		let block = included.block.number;
		self.journal.append(&Entry::Recorded { first, last, block })?;
		self.summary.block = Some(included.block);
		self.count(&sales.collect::<Vec<_>>());
		self.report();
		Ok(())
	}

	/// Finds the line behind a refusal. A batch that would fail is not feeless, so the node calls
	/// it unpayable; the chain's own view says why.
	async fn explain(
		&mut self,
		error: ChainError,
		sales: &Range<usize>,
		chain: &Chain,
	) -> ImportError {
		let refusal = match error {
			ChainError::Refused(refusal) => refusal,
			ChainError::NotTaken(PoolRefusal::CannotPay) => {
				match self.ask_why(sales, chain).await {
					Ok(Some(refusal)) => Box::new(refusal),
					_ => return error.into(),
				}
			}
			other => return other.into(),
		};
		let (first, last) = self.ends(sales);
		let reason = refusal.to_string();
		if let Err(error) = self.journal.append(&Entry::Refused { first, last, reason }) {
			return error.into();
		}
		let sale = refusal.index.and_then(|index| self.batch(sales).get(index));
		match sale {
			Some(sale) => ImportError::RefusedSale {
				file: self.job.export.file.display().to_string(),
				line: sale.line,
				sequence: sale.sequence,
				refusal,
			},
			None => ImportError::RefusedBatch { first, last, refusal },
		}
	}

	async fn ask_why(
		&self,
		sales: &Range<usize>,
		chain: &Chain,
	) -> Result<Option<Refusal>, ImportError> {
		let key = self.job.key.key().account();
		let entries = self.entries(sales)?;
		Ok(chain.state().await?.why_not_record(&key, entries).await?)
	}

	/// Voids the recorded sales that the export marks.
	pub(super) async fn void_what_is_marked(
		&mut self,
		sender: &mut Sender,
		chain: &Chain,
	) -> Result<(), ImportError> {
		let mut other_sender = match &self.job.options.void_key {
			Some(key) => Some(Sender::new(chain, key.signer()).await?),
			None => None,
		};
		let sender = other_sender.as_mut().unwrap_or(sender);
		let export = self.job.export;
		for sale in &export.sales {
			let Some(reason) = sale.voided else { continue };
			let (till, sequence, line) = (self.summary.till, sale.sequence, sale.line);
			let status = chain.state().await?.check(till, sequence).await?;
			if !matches!(status, CheckStatus::Recorded(_)) {
				continue;
			}
			let tx = sender.sign(&calls::void(till, sequence, reason)).await?;
			let voided = match chain.watch(&tx).await {
				Ok(watch) => watch.until(Until::InBlock, BATCH_PATIENCE).await,
				Err(error) => Err(error),
			};
			match voided {
				Ok(included) => {
					self.journal.append(&Entry::Voided { sequence })?;
					self.summary.block = Some(included.block);
					self.summary.voided += 1;
				}
				Err(error) if error.is_passing() => return Err(error.into()),
				Err(error) => {
					sender.resync().await?;
					let who = sender.account();
					let why_not = chain.state().await?.why_not_void(&who, till, sequence).await;
					let refusal = why_not.ok().flatten();
					let reason = refusal.map_or_else(|| error.to_string(), |why| why.to_string());
					self.summary.not_voided.push(NotVoided { line, sequence, reason });
				}
			}
		}
		Ok(())
	}
}
