//! Transactions: signing, submitting, waiting.

use super::{AtBlock, Chain, ChainConfig, ChainError, Head, PoolRefusal};
use std::time::{Duration, Instant};
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::SubstrateExtrinsicParamsBuilder,
	events::DecodeAsEvent,
	extrinsics::ExtrinsicEvents,
	tx::{
		Payload, SubmittableTransaction, TransactionInBlock, TransactionProgress, TransactionStatus,
	},
	utils::{AccountId32, H256},
};
use subxt_signer::sr25519::Keypair;
use tokio::time::{sleep, timeout_at};

/// Blocks for which a transaction stays valid (rule 36): 12 min 48 s at 3 s a block.
pub const PERIOD: u64 = 256;

/// How far behind the best head transactions are anchored. Two authors of one slot make siblings of
/// the best head often, and a fork of three blocks was seen; a period of 256 can spare eight.
pub const ANCHOR_DEPTH: u64 = 8;

/// How often a block that was not on the best chain is looked for there again.
const SIBLING_CHECK: Duration = Duration::from_secs(1);

/// A [`Sender`] anchors anew when its anchor is older.
const ANCHOR_AGE: Duration = Duration::from_secs(6);

/// How often a single command signs its call at most.
const ATTEMPTS: u32 = 3;

/// How long a single command waits for its transaction.
const PATIENCE: Duration = Duration::from_secs(90);

/// What a finished pool subscription of `sc-transaction-pool` means when finality lags: it gives up
/// watching, the transaction stays in its block.
const FINALITY_TIMEOUT: &str = "Finality timeout";

/// How far to follow a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
	/// Until a block of the best chain has it.
	InBlock,
	/// Until that block is finalized.
	Finalized,
}

/// The block that transactions are anchored at.
#[derive(Clone)]
pub struct Anchor {
	at: AtBlock,
	url: String,
}

/// A signed transaction.
#[derive(Clone)]
pub struct SignedTx {
	inner: SubmittableTransaction<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>,
	nonce: u64,
}

/// A submitted transaction.
pub struct Watch {
	chain: Chain,
	progress: TransactionProgress<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>,
}

/// A transaction in a block, where it succeeded.
#[derive(Debug)]
pub struct Included {
	/// The transaction's hash.
	pub transaction: H256,
	/// The block.
	pub block: Head,
	/// Whether the block is final.
	pub is_finalized: bool,
	/// What happened.
	pub events: ExtrinsicEvents<ChainConfig>,
}

impl Included {
	/// The first event of this type, if there is one that can be read.
	pub fn event<E: DecodeAsEvent>(&self) -> Option<E> {
		self.events.find_first::<E>().and_then(Result::ok)
	}
}

impl Chain {
	/// Anchors [`ANCHOR_DEPTH`] blocks behind the best head, on its chain.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn anchor(&self) -> Result<Anchor, ChainError> {
		self.anchor_behind(ANCHOR_DEPTH).await
	}

	/// Anchors some blocks behind the best head, on its chain.
	///
	/// A transaction whose anchor leaves the best chain is lost. Whoever signs thousands ahead gives
	/// up a few more blocks of their period for an anchor that no fork takes away.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn anchor_behind(&self, blocks: u64) -> Result<Anchor, ChainError> {
		let mut head = self.best().await?;
		if blocks > 0 {
			head = self.block(head.number.saturating_sub(blocks)).await?;
		}
		Ok(Anchor { at: self.at(head).await?, url: self.url().to_owned() })
	}

	/// Gives the transaction to the node and asks no more.
	///
	/// # Errors
	/// [`ChainError::NotTaken`], [`ChainError::NoNode`].
	pub async fn submit(&self, tx: &SignedTx) -> Result<H256, ChainError> {
		self.rpc().author_submit_extrinsic(tx.bytes()).await.map_err(|error| self.error(error))
	}

	/// Gives the transaction to the node and watches it.
	///
	/// # Errors
	/// [`ChainError::NotTaken`], [`ChainError::NoNode`].
	pub async fn watch(&self, tx: &SignedTx) -> Result<Watch, ChainError> {
		let progress = tx.inner.submit_and_watch().await.map_err(|error| self.error(error))?;
		Ok(Watch { chain: self.clone(), progress })
	}

	/// Signs a call, submits it and waits for it. Signs again, with the same nonce, when a fork took
	/// its anchor or the block it was checked against.
	///
	/// # Errors
	/// Any [`ChainError`].
	pub async fn call<C: Payload>(
		&self,
		call: &C,
		signer: &Keypair,
		until: Until,
	) -> Result<Included, ChainError> {
		let nonce = self.next_nonce(&account_of(signer)).await?;
		for _ in 1..ATTEMPTS {
			match self.attempt(call, signer, nonce, until).await {
				Err(ChainError::NotTaken(refusal)) if refusal.leaves_the_nonce_free() => {}
				outcome => return outcome,
			}
		}
		self.attempt(call, signer, nonce, until).await
	}

	async fn attempt<C: Payload>(
		&self,
		call: &C,
		signer: &Keypair,
		nonce: u64,
		until: Until,
	) -> Result<Included, ChainError> {
		let tx = self.anchor().await?.sign(call, signer, nonce)?;
		self.watch(&tx).await?.until(until, PATIENCE).await
	}

	/// Whether the block is on the best chain. The node's pool reports blocks of any fork.
	async fn has_on_best_chain(
		&self,
		found: &TransactionInBlock<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>,
	) -> Result<bool, ChainError> {
		let at = found.at().await.map_err(|error| self.error(error))?;
		match self.block(at.block_number()).await {
			Ok(head) => Ok(head.hash == at.block_hash()),
			Err(ChainError::Missing(_)) => Ok(false),
			Err(error) => Err(error),
		}
	}
}

impl Anchor {
	/// The block.
	pub fn head(&self) -> Head {
		Head { number: self.at.block_number(), hash: self.at.block_hash() }
	}

	/// Signs a call as a mortal transaction of [`PERIOD`] blocks from this anchor on. Asks the node
	/// nothing.
	///
	/// # Errors
	/// [`ChainError::Node`] if the runtime has no such call, or other arguments.
	pub fn sign<C: Payload>(
		&self,
		call: &C,
		signer: &Keypair,
		nonce: u64,
	) -> Result<SignedTx, ChainError> {
		let head = self.head();
		let params = SubstrateExtrinsicParamsBuilder::<ChainConfig>::new()
			.mortal_from_unchecked(PERIOD, head.number, head.hash)
			.nonce(nonce)
			.build();
		let inner = self
			.at
			.tx()
			.create_v4_signable_offline(call, params)
			.and_then(|mut signable| signable.sign(signer))
			.map_err(|error| ChainError::without_metadata(&self.url, error))?;
		Ok(SignedTx { inner, nonce })
	}
}

impl SignedTx {
	/// The bytes that go to the node.
	pub fn bytes(&self) -> &[u8] {
		self.inner.encoded()
	}

	/// The transaction's hash.
	pub fn hash(&self) -> H256 {
		self.inner.hash()
	}

	/// Its nonce.
	pub const fn nonce(&self) -> u64 {
		self.nonce
	}
}

impl Watch {
	/// The transaction's hash.
	pub fn hash(&self) -> H256 {
		self.progress.extrinsic_hash()
	}

	/// Waits for the transaction.
	///
	/// # Errors
	/// [`ChainError::Refused`] if it failed in its block, [`ChainError::NotTaken`] if the node
	/// dropped it, [`ChainError::TimedOut`], [`ChainError::NoNode`].
	pub async fn until(mut self, until: Until, patience: Duration) -> Result<Included, ChainError> {
		let started = Instant::now();
		let deadline = tokio::time::Instant::now() + patience;
		let mut in_block = None;
		loop {
			let soon = deadline.min(tokio::time::Instant::now() + SIBLING_CHECK);
			let Ok(status) = timeout_at(soon, self.progress.next()).await else {
				if until == Until::InBlock
					&& let Some(found) = &in_block
					&& self.chain.has_on_best_chain(found).await?
				{
					return Self::included(&self.chain, found, false).await;
				}
				if soon < deadline {
					continue;
				}
				return Err(self.timed_out(in_block.is_some(), patience));
			};
			let status = status.transpose().map_err(|error| self.chain.error(error))?;
			match status {
				Some(TransactionStatus::InFinalizedBlock(found)) => {
					return Self::included(&self.chain, &found, true).await;
				}
				Some(TransactionStatus::InBestBlock(found)) => {
					if until == Until::InBlock && self.chain.has_on_best_chain(&found).await? {
						return Self::included(&self.chain, &found, false).await;
					}
					in_block = Some(found);
				}
				Some(TransactionStatus::NoLongerInBestBlock) => in_block = None,
				Some(TransactionStatus::Dropped { message }) if message == FINALITY_TIMEOUT => {
					let Some(found) = &in_block else {
						return Err(ChainError::NotTaken(PoolRefusal::Other(message)));
					};
					let included = Self::included(&self.chain, found, true).await?;
					let left = patience.saturating_sub(started.elapsed());
					if self.chain.is_finalized_within(included.block, left).await? {
						return Ok(included);
					}
					return Err(self.timed_out(true, patience));
				}
				Some(
					TransactionStatus::Invalid { message }
					| TransactionStatus::Dropped { message }
					| TransactionStatus::Error { message },
				) => return Err(ChainError::NotTaken(PoolRefusal::from_status(&message))),
				Some(_) => {}
				None => {
					return Err(ChainError::NoNode {
						url: self.chain.url().to_owned(),
						reason: "it stopped reporting on the transaction".to_owned(),
					});
				}
			}
		}
	}

	async fn included(
		chain: &Chain,
		found: &TransactionInBlock<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>,
		is_finalized: bool,
	) -> Result<Included, ChainError> {
		let at = found.at().await.map_err(|error| chain.error(error))?;
		let events = found
			.wait_for_success()
			.await
			.map_err(|error| ChainError::sort(chain.url(), error, at.metadata_ref()))?;
		Ok(Included {
			transaction: found.extrinsic_hash(),
			block: Head { number: at.block_number(), hash: at.block_hash() },
			is_finalized,
			events,
		})
	}

	fn timed_out(&self, is_in_block: bool, patience: Duration) -> ChainError {
		ChainError::TimedOut {
			transaction: format!("{:?}", self.hash()),
			awaited: if is_in_block { "finalized" } else { "in a block" },
			seconds: patience.as_secs(),
		}
	}
}

/// Sends an account's transactions one after the other, counting its nonces.
pub struct Sender {
	chain: Chain,
	signer: Keypair,
	next: u64,
	anchor: Anchor,
	anchored_at: Instant,
}

impl Sender {
	/// Starts at the nonce the node names.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn new(chain: &Chain, signer: &Keypair) -> Result<Self, ChainError> {
		Ok(Self {
			chain: chain.clone(),
			signer: signer.clone(),
			next: chain.next_nonce(&account_of(signer)).await?,
			anchor: chain.anchor().await?,
			anchored_at: Instant::now(),
		})
	}

	/// Whose transactions these are.
	pub fn account(&self) -> AccountId32 {
		account_of(&self.signer)
	}

	/// Signs the account's next transaction.
	///
	/// # Errors
	/// [`ChainError::NoNode`], or what [`Anchor::sign`] says.
	pub async fn sign<C: Payload>(&mut self, call: &C) -> Result<SignedTx, ChainError> {
		if self.anchored_at.elapsed() > ANCHOR_AGE {
			self.anchor = self.chain.anchor().await?;
			self.anchored_at = Instant::now();
		}
		let tx = self.anchor.sign(call, &self.signer, self.next)?;
		self.next = self.next.saturating_add(1);
		Ok(tx)
	}

	/// Asks the node for the nonce again, after it did not take a transaction.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn resync(&mut self) -> Result<(), ChainError> {
		self.next = self.chain.next_nonce(&account_of(&self.signer)).await?;
		Ok(())
	}

	/// Waits until no transaction of the account waits at the node, for instance one that a program
	/// left behind when it was killed. `false` if `patience` ran out.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn is_idle_within(&mut self, patience: Duration) -> Result<bool, ChainError> {
		let account = account_of(&self.signer);
		let started = Instant::now();
		loop {
			let state = self.chain.state().await?;
			self.resync().await?;
			if state.account(&account).await?.nonce >= self.next {
				return Ok(true);
			}
			if started.elapsed() >= patience {
				return Ok(false);
			}
			sleep(Duration::from_secs(1)).await;
		}
	}
}

fn account_of(signer: &Keypair) -> AccountId32 {
	AccountId32(signer.public_key().0)
}
