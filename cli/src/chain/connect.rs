//! Connecting to a node, and what it knows about itself.

use super::{AtBlock, ChainConfig, ChainError};
use std::{
	fmt,
	str::FromStr,
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::{
	OnlineClient,
	backend::{LegacyBackend, utils::retry},
	config::RpcConfigFor,
	rpcs::{
		LegacyRpcMethods, RpcClient,
		client::reconnecting_rpc_client::{FixedInterval, RpcClient as ReconnectingClient},
	},
	utils::{AccountId32, H256},
};
use tokio::time::{sleep, timeout};

/// How often a lost connection is tried again.
const RECONNECT_INTERVAL: Duration = Duration::from_millis(500);

/// How long to be patient with a node.
#[derive(Clone, Copy, Debug)]
pub struct ConnectOptions {
	/// For the first answer.
	pub connect_timeout: Duration,
	/// For a lost connection to come back, before calls fail.
	pub reconnect_for: Duration,
	/// For each answer.
	pub request_timeout: Duration,
}

impl Default for ConnectOptions {
	fn default() -> Self {
		Self {
			connect_timeout: Duration::from_secs(5),
			reconnect_for: Duration::from_secs(20),
			request_timeout: Duration::from_secs(30),
		}
	}
}

/// A block's number and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
	/// Its number.
	pub number: u64,
	/// Its hash.
	pub hash: H256,
}

/// A block as people name it: by its height, or by its 0x… hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockName {
	/// Its height.
	Number(u64),
	/// Its hash.
	Hash(H256),
}

impl FromStr for BlockName {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let wrong = || format!("\"{text}\" is neither a block's height nor its 0x… hash");
		match text.strip_prefix("0x") {
			None => text.parse().map(Self::Number).map_err(|_| wrong()),
			Some(digits) => hex::decode(digits)
				.ok()
				.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
				.map(|bytes| Self::Hash(bytes.into()))
				.ok_or_else(wrong),
		}
	}
}

impl fmt::Display for BlockName {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Number(number) => write!(f, "{number}"),
			Self::Hash(hash) => write!(f, "{hash:?}"),
		}
	}
}

/// What a node says about itself.
#[derive(Clone, Debug)]
pub struct NodeInfo {
	/// The chain's name.
	pub chain: String,
	/// The node's program and version.
	pub software: String,
	/// Connected peers.
	pub peers: usize,
	/// Whether it is catching up.
	pub is_syncing: bool,
}

/// A connection to a node of the chain. It comes back by itself for a while; cloning is cheap.
#[derive(Clone)]
pub struct Chain {
	url: Arc<str>,
	rpc: LegacyRpcMethods<RpcConfigFor<ChainConfig>>,
	client: OnlineClient<ChainConfig>,
}

impl fmt::Debug for Chain {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Chain({})", self.url)
	}
}

impl Chain {
	/// Connects to the node at `url`.
	///
	/// # Errors
	/// [`ChainError::BadUrl`], [`ChainError::NoNode`].
	pub async fn connect(url: &str) -> Result<Self, ChainError> {
		Self::connect_with(url, ConnectOptions::default()).await
	}

	/// Connects to the node at `url`, as patiently as told.
	///
	/// # Errors
	/// [`ChainError::BadUrl`], [`ChainError::NoNode`].
	pub async fn connect_with(url: &str, options: ConnectOptions) -> Result<Self, ChainError> {
		if !url.starts_with("ws://") && !url.starts_with("wss://") {
			return Err(ChainError::BadUrl { url: url.to_owned() });
		}
		let seconds = options.connect_timeout.as_secs();
		timeout(options.connect_timeout, Self::dial(url, options)).await.unwrap_or_else(|_| {
			Err(ChainError::NoNode {
				url: url.to_owned(),
				reason: format!("no answer within {seconds} s"),
			})
		})
	}

	async fn dial(url: &str, options: ConnectOptions) -> Result<Self, ChainError> {
		let attempts = options.reconnect_for.as_millis() / RECONNECT_INTERVAL.as_millis();
		let attempts = usize::try_from(attempts).unwrap_or(usize::MAX);
		let socket = ReconnectingClient::builder()
			.retry_policy(FixedInterval::new(RECONNECT_INTERVAL).take(attempts))
			.connection_timeout(options.connect_timeout)
			.request_timeout(options.request_timeout)
			.build(url)
			.await
			.map_err(|error| ChainError::NoNode {
				url: url.to_owned(),
				reason: error.to_string(),
			})?;
		let rpc = RpcClient::new(socket);
		// Not the default backend: its `chainHead` subscription is cut off by the node when
		// finality stalls, and its transaction statuses hang on it.
		let backend = LegacyBackend::builder().storage_page_size(512).build(rpc.clone());
		let client = OnlineClient::from_backend_with_config(ChainConfig::new(), Arc::new(backend))
			.await
			.map_err(|error| ChainError::without_metadata(url, error))?;
		Ok(Self { url: url.into(), rpc: LegacyRpcMethods::new(rpc), client })
	}

	/// The node's address.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// The chain's genesis hash.
	pub fn genesis_hash(&self) -> H256 {
		self.client.genesis_hash()
	}

	/// The client underneath, for what this type does not offer.
	pub const fn client(&self) -> &OnlineClient<ChainConfig> {
		&self.client
	}

	/// The node's older RPC methods, for what this type does not offer.
	pub const fn rpc(&self) -> &LegacyRpcMethods<RpcConfigFor<ChainConfig>> {
		&self.rpc
	}

	/// The newest block of the best chain.
	///
	/// # Errors
	/// [`ChainError::NoNode`], or what the node answers.
	pub async fn best(&self) -> Result<Head, ChainError> {
		let hash = retry(|| async { Ok(self.rpc.chain_get_block_hash(None).await?) })
			.await
			.map_err(|error| self.error(error))?
			.ok_or_else(|| ChainError::Missing("best block".to_owned()))?;
		self.head(hash).await
	}

	/// The newest finalized block.
	///
	/// # Errors
	/// [`ChainError::NoNode`], or what the node answers.
	pub async fn finalized(&self) -> Result<Head, ChainError> {
		let hash = retry(|| async { Ok(self.rpc.chain_get_finalized_head().await?) })
			.await
			.map_err(|error| self.error(error))?;
		self.head(hash).await
	}

	/// The block of the best chain with this number.
	///
	/// # Errors
	/// [`ChainError::Missing`] if there is none yet, [`ChainError::NoNode`].
	pub async fn block(&self, number: u64) -> Result<Head, ChainError> {
		let hash =
			retry(|| async { Ok(self.rpc.chain_get_block_hash(Some(number.into())).await?) })
				.await
				.map_err(|error| self.error(error))?
				.ok_or_else(|| ChainError::Missing(format!("block {number}")))?;
		Ok(Head { number, hash })
	}

	async fn head(&self, hash: H256) -> Result<Head, ChainError> {
		let header = retry(|| async { Ok(self.rpc.chain_get_header(Some(hash)).await?) })
			.await
			.map_err(|error| self.error(error))?
			.ok_or_else(|| ChainError::Missing(format!("block {hash:?}")))?;
		Ok(Head { number: header.number, hash })
	}

	/// The finalized block of this name.
	///
	/// # Errors
	/// [`ChainError::UnknownBlock`], [`ChainError::NotFinal`], [`ChainError::NoNode`].
	pub async fn finalized_block(&self, name: BlockName) -> Result<Head, ChainError> {
		let unknown =
			|| ChainError::UnknownBlock { url: self.url().to_owned(), block: name.to_string() };
		let finalized = self.finalized().await?.number;
		let number = match name {
			BlockName::Number(number) => number,
			BlockName::Hash(hash) => match self.head(hash).await {
				Ok(head) => head.number,
				Err(ChainError::Missing(_)) => return Err(unknown()),
				Err(error) => return Err(error),
			},
		};
		if number > finalized {
			return Err(ChainError::NotFinal { block: name.to_string(), finalized });
		}
		match self.block(number).await {
			Ok(head) if name == BlockName::Number(number) || name == BlockName::Hash(head.hash) => {
				Ok(head)
			}
			Ok(_) | Err(ChainError::Missing(_)) => Err(unknown()),
			Err(error) => Err(error),
		}
	}

	/// The client at a block.
	///
	/// # Errors
	/// [`ChainError::NoNode`], or an unknown block.
	pub async fn at(&self, head: Head) -> Result<AtBlock, ChainError> {
		self.client
			.at_block_hash_and_number(head.hash, head.number)
			.await
			.map_err(|error| self.error(error))
	}

	/// The nonce of the account's next transaction, those that wait at the node counted.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn next_nonce(&self, account: &AccountId32) -> Result<u64, ChainError> {
		retry(|| async { Ok(self.rpc.system_account_next_index(account).await?) })
			.await
			.map_err(|error| self.error(error))
	}

	/// What the node says about itself.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn node_info(&self) -> Result<NodeInfo, ChainError> {
		let ask = async {
			let health = self.rpc.system_health().await?;
			let (name, version) = (self.rpc.system_name().await?, self.rpc.system_version().await?);
			Ok(NodeInfo {
				chain: self.rpc.system_chain().await?,
				software: format!("{name} {version}"),
				peers: health.peers,
				is_syncing: health.is_syncing,
			})
		};
		ask.await.map_err(|error: subxt::rpcs::Error| self.error(error))
	}

	/// Waits until the block is finalized. `false` if another one was finalized in its place, or if
	/// `patience` ran out.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn is_finalized_within(
		&self,
		block: Head,
		patience: Duration,
	) -> Result<bool, ChainError> {
		let started = Instant::now();
		loop {
			if self.finalized().await?.number >= block.number {
				return Ok(self.block(block.number).await?.hash == block.hash);
			}
			if started.elapsed() >= patience {
				return Ok(false);
			}
			sleep(Duration::from_secs(1)).await;
		}
	}

	/// Sorts an error that has nothing to do with a dispatched call.
	pub(crate) fn error(&self, error: impl Into<subxt::Error>) -> ChainError {
		ChainError::without_metadata(&self.url, error)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn blocks_should_be_named_by_height_or_hash() {
		assert_eq!("42".parse(), Ok(BlockName::Number(42)));
		let hash = format!("0x{}", "ab".repeat(32));
		assert_eq!(hash.parse(), Ok(BlockName::Hash([0xab; 32].into())));
		assert_eq!(BlockName::Hash([0xab; 32].into()).to_string(), hash);
		for text in ["", "-1", "0xab", "best", "0x"] {
			assert!(text.parse::<BlockName>().is_err(), "{text}");
		}
	}
}
