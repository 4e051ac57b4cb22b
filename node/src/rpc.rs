//! The JSON-RPC methods this node adds to those of every Substrate node.
//!
//! The SDK serves the legacy `system`, `chain`, `state`, `author` and `offchain` methods and the
//! newer `chainHead`, `chainSpec`, `transaction` and `archive` ones by itself. Added here are
//! account nonces and dry runs (`system_…`), fees (`payment_…`), consensus (`babe_…`, `grandpa_…`)
//! and checkpoints for light clients (`sync_state_…`).

use std::{error::Error, sync::Arc};

use hotpot_runtime::{AccountId, Balance, Hash, Nonce, opaque::Block};
use jsonrpsee::RpcModule;
use pallet_transaction_payment::RuntimeDispatchInfo;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::ChainSpec;
use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
use sp_keystore::KeystorePtr;
use sp_runtime::traits::NumberFor;
use substrate_frame_rpc_system::{System, SystemApiServer};

use crate::service::{FullBackend, FullClient, FullPool, FullSelectChain};

/// What the methods need of the node.
pub(crate) struct RpcDeps {
	/// The chain.
	pub(crate) client: Arc<FullClient>,
	/// Transactions that wait for a block.
	pub(crate) pool: Arc<FullPool>,
	/// The rule that picks the best chain.
	pub(crate) select_chain: FullSelectChain,
	/// The chain specification the node runs.
	pub(crate) chain_spec: Box<dyn ChainSpec>,
	/// The node's session keys.
	pub(crate) keystore: KeystorePtr,
	/// Answers questions about BABE epochs.
	pub(crate) babe_worker: BabeWorkerHandle<Block>,
	/// GRANDPA's voters.
	pub(crate) authority_set: SharedAuthoritySet<Hash, NumberFor<Block>>,
	/// GRANDPA's current rounds.
	pub(crate) voter_state: SharedVoterState,
	/// New justifications.
	pub(crate) justifications: GrandpaJustificationStream<Block>,
	/// The database that proofs of finality are read from.
	pub(crate) backend: Arc<FullBackend>,
}

/// Builds the module of the added methods; `executor` runs their subscriptions.
pub(crate) fn module(
	deps: &RpcDeps,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn Error + Send + Sync>> {
	let system = System::<FullPool, FullClient, Block>::new(deps.client.clone(), deps.pool.clone());
	let payment = TransactionPayment::<FullClient, Block>::new(deps.client.clone());
	let babe = Babe::new(
		deps.client.clone(),
		deps.babe_worker.clone(),
		deps.keystore.clone(),
		deps.select_chain.clone(),
	);
	let grandpa = Grandpa::new(
		executor,
		deps.authority_set.clone(),
		deps.voter_state.clone(),
		deps.justifications.clone(),
		FinalityProofProvider::new_for_service(
			deps.backend.clone(),
			Some(deps.authority_set.clone()),
		),
	);
	let sync_state = SyncState::new(
		deps.chain_spec.cloned_box(),
		deps.client.clone(),
		deps.authority_set.clone(),
		deps.babe_worker.clone(),
	)?;

	let mut module = RpcModule::new(());
	module.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(system))?;
	module.merge(TransactionPaymentApiServer::<Hash, RuntimeDispatchInfo<Balance>>::into_rpc(
		payment,
	))?;
	module.merge(babe.into_rpc())?;
	module.merge(grandpa.into_rpc())?;
	module.merge(sync_state.into_rpc())?;
	Ok(module)
}
