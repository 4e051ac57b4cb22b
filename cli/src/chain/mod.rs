//! The chain: connecting, the state at a block, transactions.
//!
//! Everything goes by the names in the runtime's metadata, fetched from the node. Two habits of
//! this network's clients are built in (rule 36): a transaction is mortal, anchored near the
//! *best* head with a period of 256 blocks, and nonces are counted here. With the defaults of most
//! libraries, the finalized head and 32 to 64 blocks, every client dies minutes into a stall of
//! finality, while blocks still go on.

pub mod calls;
mod connect;
mod error;
mod history;
mod refusal;
pub mod settings;
mod state;
mod submit;
pub mod types;

pub use connect::{BlockName, Chain, ConnectOptions, Head, NodeInfo};
pub use error::{ChainError, PoolRefusal};
pub use history::PastBlock;
pub use refusal::{Detail, Refusal};
pub use state::State;
pub use submit::{ANCHOR_DEPTH, Anchor, Included, PERIOD, Sender, SignedTx, Until, Watch};

use subxt::{OnlineClientAtBlock, SubstrateConfig};

/// The client's view of this kind of chain: 32-byte accounts, BLAKE2 hashes.
pub type ChainConfig = SubstrateConfig;

/// The client at one block.
pub type AtBlock = OnlineClientAtBlock<ChainConfig>;
