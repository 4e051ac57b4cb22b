//! Follows our chain block by block, as far as it is final, and keeps in the journal what it tells.

use super::{ChainView, ViewError};
use crate::{
	backoff::Backoff,
	clock::now,
	context::Context,
	journal::{Followed, JournalError, Told},
};
use hotpot_primitives::Moment;
use std::{
	collections::BTreeSet,
	future::Future,
	time::{Duration, Instant},
};
use thiserror::Error;
use tokio::time::timeout;

/// How long each answer of the node may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many blocks a node has certainly not discarded, less some that pass meanwhile.
const KEPT: u64 = 200;
/// How often the watched accounts are read though nothing says that they changed.
const REREAD: Moment = 60 * 1000;

/// How to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowerOptions {
	/// How often to ask for the newest final block.
	pub poll: Duration,
	/// Our validator's key, if it is known.
	pub authority: Option<[u8; 32]>,
	/// How often a deposit is offered again whose vote expired.
	pub revotes: u32,
	/// How often to ask what became of facts that are open here. What was agreed on before this worker
	/// saw it is told by no block to come.
	pub ask_again: Duration,
}

#[derive(Debug, Error)]
enum FollowError {
	#[error(transparent)]
	View(#[from] ViewError),
	#[error(transparent)]
	Journal(#[from] JournalError),
	#[error("the node did not answer within {} s", PATIENCE.as_secs())]
	TimedOut,
	#[error(
		"the node's newest final block is {finalized}, and block {followed} was followed: it is behind"
	)]
	NodeIsBehind { finalized: u64, followed: u64 },
}

/// Follows our chain.
#[derive(Debug)]
pub struct Follower<V> {
	view: V,
	context: Context,
	options: FollowerOptions,
	/// The time of the block at which the watched accounts were read by this process.
	read_at: Option<Moment>,
	asked_at: Option<Instant>,
	is_bound: bool,
}

impl<V: ChainView> Follower<V> {
	/// A follower that looks through `view`.
	pub const fn new(view: V, context: Context, options: FollowerOptions) -> Self {
		Self { view, context, options, read_at: None, asked_at: None, is_bound: false }
	}

	/// Follows until the worker stops. A node that is down or stalls is asked again and again.
	///
	/// # Errors
	/// The journal is damaged, or belongs to another chain: somebody must act.
	pub async fn run(mut self) -> Result<(), JournalError> {
		let context = self.context.clone();
		let mut backoff = Backoff::default();
		loop {
			let Some(outcome) = context.unless_stopped(self.round()).await else {
				return Ok(());
			};
			let pause = match outcome {
				Ok(()) => {
					backoff.reset();
					self.options.poll
				}
				Err(FollowError::Journal(
					error @ (JournalError::OtherChain { .. } | JournalError::Damaged { .. }),
				)) => return Err(error),
				Err(error) => {
					// A node that comes back may have been replaced.
					self.is_bound = false;
					context.status.chain_failed(&error.to_string());
					context.alerts.raise("chain", &error.to_string());
					backoff.wait()
				}
			};
			if !context.wait(pause).await {
				return Ok(());
			}
		}
	}

	/// Follows to the newest final block, and reads which accounts are watched if that may have changed.
	async fn round(&mut self) -> Result<(), FollowError> {
		if !self.is_bound {
			let genesis = patiently(self.view.genesis()).await?;
			self.context.journal(move |journal| journal.bind(genesis)).await?;
			self.is_bound = true;
		}
		let finalized = patiently(self.view.finalized()).await?;
		let followed = self.context.journal(|journal| journal.followed()).await?;
		let mut next = match followed {
			Some((followed, _)) if followed > finalized => {
				return Err(FollowError::NodeIsBehind { finalized, followed });
			}
			Some((followed, at)) => {
				self.context.status.followed(followed, at);
				followed.saturating_add(1)
			}
			None => finalized,
		};
		while next <= finalized {
			match patiently(self.view.block(next)).await {
				Ok(block) => {
					self.take(block).await?;
					next = next.saturating_add(1);
				}
				Err(FollowError::View(ViewError::Discarded(_))) if next < finalized => {
					next = self.skip(next, finalized).await?;
				}
				Err(error) => return Err(error),
			}
		}
		self.ask_about_open(finalized).await?;
		self.watch(finalized).await
	}

	async fn ask_about_open(&mut self, finalized: u64) -> Result<(), FollowError> {
		if self.asked_at.is_some_and(|asked_at| asked_at.elapsed() < self.options.ask_again) {
			return Ok(());
		}
		self.catch_up(finalized, finalized).await?;
		self.asked_at = Some(Instant::now());
		Ok(())
	}

	/// Asks what became of facts that are open here, as of `finalized`, and notes it at `block`.
	async fn catch_up(&mut self, finalized: u64, block: u64) -> Result<(), FollowError> {
		let open = self.context.journal(|journal| journal.open_facts()).await?;
		if !open.is_empty() {
			let applied = patiently(self.view.applied(finalized, open)).await?;
			self.context.journal(move |journal| journal.catch_up(&applied, block, now())).await?;
		}
		Ok(())
	}

	async fn take(&mut self, block: crate::journal::Block) -> Result<(), FollowError> {
		let (number, at) = (block.number, block.at);
		if block.touches_watched {
			self.read_at = None;
		}
		let FollowerOptions { authority, revotes, .. } = self.options;
		let outvoted: BTreeSet<_> = block.told.iter().filter_map(outvoted).collect();
		let followed = self
			.context
			.journal(move |journal| journal.follow(&block, authority, revotes, now()))
			.await?;
		self.context.status.followed(number, at);
		self.tell(number, followed);
		for other in outvoted.into_iter().filter(|other| Some(*other) != authority) {
			let name = hex::encode(other);
			let text = format!(
				"block {number}: the validator 0x{name} voted for what the others did not see: its \
				 worker lies or is broken"
			);
			self.context.alerts.raise("chain", &text);
		}
		Ok(())
	}

	fn tell(&self, block: u64, followed: Followed) {
		let Followed { voted, applied, expired, again, disputed, outvoted } = followed;
		let Context { metrics, alerts, .. } = &self.context;
		metrics.votes.inc_by(voted);
		metrics.outvoted.inc_by(outvoted);
		if followed != Followed::default() {
			tracing::info!(block, voted, applied, expired, again, disputed, outvoted, "followed");
		}
		let alert = |count: u64, text: &str| {
			if count > 0 {
				alerts.raise("chain", &format!("block {block}: {count} {text}"));
			}
		};
		alert(outvoted, "of our votes contradict what was agreed on: is an endpoint lying?");
		alert(disputed, "of our facts can't be agreed on; the owner must look at them");
		alert(expired, "of our facts were not agreed on in time: are enough workers up?");
	}

	/// Goes on where the node still knows what happened, and asks it what was agreed on meanwhile.
	async fn skip(&mut self, from: u64, finalized: u64) -> Result<u64, FollowError> {
		let to = finalized.saturating_sub(KEPT).max(from.saturating_add(1)).min(finalized);
		let text = format!(
			"blocks {from} to {} can't be followed, because the node has discarded their state; \
			 what was agreed on in them is asked for",
			to.saturating_sub(1)
		);
		self.context.alerts.raise("chain", &text);
		self.catch_up(finalized, to.saturating_sub(1)).await?;
		Ok(to)
	}

	async fn watch(&mut self, number: u64) -> Result<(), FollowError> {
		let Some((_, at)) = self.context.journal(|journal| journal.followed()).await? else {
			return Ok(());
		};
		if self.read_at.is_some_and(|read_at| at.saturating_sub(read_at) < REREAD) {
			return Ok(());
		}
		let accounts = patiently(self.view.watched(number)).await?;
		let count = accounts.len();
		let new = self.context.journal(move |journal| journal.set_watched(&accounts, at)).await?;
		if new > 0 {
			tracing::info!(new, watched = count, "watched accounts");
		}
		self.read_at = Some(at);
		Ok(())
	}
}

/// Whose vote contradicts what was agreed on.
const fn outvoted(told: &Told) -> Option<[u8; 32]> {
	match told {
		Told::Outvoted { authority, .. } => Some(*authority),
		_ => None,
	}
}

async fn patiently<T>(work: impl Future<Output = Result<T, ViewError>>) -> Result<T, FollowError> {
	Ok(timeout(PATIENCE, work).await.map_err(|_| FollowError::TimedOut)??)
}
