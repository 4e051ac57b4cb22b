//! One till under load: its batches, one after the other, some on their way at any time.

use crate::{
	calls::record_checks,
	follower::Listener,
	ledger::{Ledger, Refusals},
	numbers::Numbers,
	random::Random,
	reader::Block,
	tills::{self, Till},
};
use anyhow::{Context, Result};
use hotpot_cli::chain::{Anchor, Chain, ChainError, PoolRefusal, types::CheckEntry};
use std::{
	collections::{HashMap, VecDeque},
	ops::RangeInclusive,
	sync::Arc,
	time::Duration,
};
use subxt::utils::AccountId32;
use tokio::{
	select,
	sync::{Semaphore, watch},
	time::{Instant, sleep, sleep_until, timeout},
};

/// A till of which nothing arrives for so long sends what is on its way again.
const STALL: Duration = Duration::from_secs(45);
/// How often a batch is offered to a node that refuses it.
const ATTEMPTS: u32 = 20;
/// Pause between these.
const RETRY: Duration = Duration::from_millis(500);

/// What blocks show a batch by: its till and its first number.
pub type BatchId = (u32, u32);

/// How fast tills go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
	/// Not at all, for now.
	Hold,
	/// As fast as their batches are recorded.
	Full,
	/// A batch each so often.
	Every(Duration),
}

/// What all tills share.
#[derive(Clone)]
pub struct Common {
	/// How fast to go.
	pub pace: watch::Receiver<Pace>,
	/// Where transactions are anchored.
	pub anchor: watch::Receiver<Anchor>,
	/// What was sent.
	pub sent: Arc<Ledger<BatchId>>,
	/// What was refused.
	pub refusals: Arc<Refusals>,
	/// Batches of a till that may be on their way.
	pub depth: usize,
}

/// A till under load.
pub struct Lane {
	till: Till,
	chain: Chain,
	common: Common,
	/// Where in the period it sends, from 0 to 1, so that not all tills send at once.
	phase: f64,
	nonce: u64,
	numbers: Numbers,
	random: Random,
	room: Arc<Semaphore>,
	in_flight: VecDeque<Flight>,
}

struct Flight {
	nonce: u64,
	entries: Vec<CheckEntry>,
}

/// Gives tills room for another batch when one is in a block.
pub struct Rooms {
	sent: Arc<Ledger<BatchId>>,
	rooms: HashMap<u32, Arc<Semaphore>>,
}

impl Rooms {
	/// Those of these lanes.
	pub fn of(lanes: &[Lane], sent: Arc<Ledger<BatchId>>) -> Self {
		Self {
			sent,
			rooms: lanes.iter().map(|lane| (lane.till.number, lane.room.clone())).collect(),
		}
	}
}

impl Listener for Rooms {
	fn on_block(&self, block: &Block) {
		for batch in &block.batches {
			if let Some(room) = self.rooms.get(&batch.till)
				&& self.sent.see(&(batch.till, batch.first))
			{
				room.add_permits(1);
			}
		}
	}
}

impl Lane {
	/// A till that has recorded nothing yet, and sends by `chain`.
	pub fn new(till: Till, chain: Chain, common: Common, phase: f64) -> Self {
		let room = Arc::new(Semaphore::new(common.depth));
		Self {
			till,
			chain,
			common,
			phase,
			nonce: 0,
			numbers: Numbers::default(),
			random: Random::default(),
			room,
			in_flight: VecDeque::new(),
		}
	}

	/// Sends until the load is dropped.
	///
	/// # Errors
	/// A batch that the node keeps refusing.
	pub async fn run(mut self) -> Result<()> {
		let mut due = None;
		loop {
			let pace = *self.common.pace.borrow_and_update();
			match pace {
				Pace::Hold => {
					due = None;
					match timeout(STALL, self.common.pace.changed()).await {
						Ok(Ok(())) => {}
						Ok(Err(_)) => return Ok(()),
						Err(_) => self.send_again().await?,
					}
					continue;
				}
				Pace::Full => due = None,
				Pace::Every(period) => {
					let at = due.unwrap_or_else(|| Instant::now() + period.mul_f64(self.phase));
					due = Some(at);
					select! {
						changed = self.common.pace.changed() => match changed {
							Ok(()) => continue,
							Err(_) => return Ok(()),
						},
						() = sleep_until(at) => due = Some(at + period),
					}
				}
			}
			let room = self.room.clone();
			select! {
				changed = self.common.pace.changed() => match changed {
					Ok(()) => {}
					Err(_) => return Ok(()),
				},
				permit = timeout(STALL, room.acquire()) => match permit {
					Ok(Ok(permit)) => {
						permit.forget();
						self.send_next().await?;
					}
					Ok(Err(_)) => return Ok(()),
					Err(_) => self.send_again().await?,
				},
			}
		}
	}

	async fn send_next(&mut self) -> Result<()> {
		let numbers = self.numbers.next_batch();
		let entries = self.entries(numbers);
		let flight = Flight { nonce: self.nonce, entries };
		self.nonce = self.nonce.saturating_add(1);
		self.offer(&flight).await?;
		self.in_flight.push_back(flight);
		while self.in_flight.len() > self.common.depth {
			self.in_flight.pop_front();
		}
		Ok(())
	}

	fn entries(&mut self, numbers: RangeInclusive<u32>) -> Vec<CheckEntry> {
		let now = tills::now();
		numbers
			.map(|sequence| {
				// Recording takes any 32 bytes for a wallet; making a key costs a hundred times more.
				let wallet = AccountId32(self.random.bytes());
				tills::check(&mut self.random, sequence, wallet, now)
			})
			.collect()
	}

	/// Sends again what was on its way, if the chain does not have it.
	async fn send_again(&mut self) -> Result<()> {
		let account = self.till.key.account();
		let nonce = self.chain.state().await?.account(&account).await?.nonce;
		let mut flights = std::mem::take(&mut self.in_flight);
		flights.retain(|flight| flight.nonce >= nonce);
		for flight in &flights {
			self.common.refusals.note("not in a block in time, sent again".to_owned());
			self.offer(flight).await?;
		}
		if flights.is_empty() {
			let missing = self.common.depth.saturating_sub(self.room.available_permits());
			self.room.add_permits(missing);
		}
		self.in_flight = flights;
		Ok(())
	}

	async fn offer(&self, flight: &Flight) -> Result<()> {
		let first = flight.entries.first().map_or(0, |entry| entry.sequence);
		let payload = record_checks(&flight.entries)?;
		self.common.sent.send((self.till.number, first));
		let mut attempt = 1;
		loop {
			let anchor = self.common.anchor.borrow().clone();
			let tx = anchor.sign(&payload, self.till.key.signer(), flight.nonce)?;
			let error = match self.chain.submit(&tx).await {
				Ok(_)
				| Err(ChainError::NotTaken(PoolRefusal::AlreadyThere | PoolRefusal::Stale)) => {
					return Ok(());
				}
				Err(error) => error,
			};
			self.common.refusals.count(&error);
			if attempt >= ATTEMPTS {
				let till = self.till.number;
				return Err(error).with_context(|| format!("till {till}, batch from {first}"));
			}
			attempt += 1;
			sleep(RETRY).await;
		}
	}
}
