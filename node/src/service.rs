//! Puts a node together: database and client, network, RPC, and the tasks that run beside them.
//!
//! [`start`] is the whole of it; each capability has its module. [`new_partial`] stops before the
//! network, for the sub-commands that only need the database.

mod authority_discovery;
mod consensus;
mod network;
mod offchain;
mod partial;
mod pool;

use std::sync::Arc;

use hotpot_runtime::{Hash, RuntimeApi, opaque::Block};
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_grandpa::SharedVoterState;
use sc_network::{NetworkBackend, config::NetworkBackendType, service::traits::NetworkService};
use sc_network_sync::SyncingService;
use sc_service::{
	BuildNetworkParams, ChainSpec, Configuration, Error as ServiceError, Role, SpawnTasksParams,
	TaskManager,
};
use sc_telemetry::TelemetryHandle;
use sp_keystore::KeystorePtr;
use substrate_prometheus_endpoint::Registry;

pub(crate) use self::partial::{Partial, new_partial, open, open_for_import};
use self::{
	authority_discovery::DiscoverySettings,
	consensus::{Authoring, Voting},
	partial::{Consensus, GrandpaLink},
};
use crate::{
	rpc::{self, RpcDeps},
	worker_url::WorkerUrl,
};

/// Executes the runtime's wasm blob.
type RuntimeExecutor = sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>;
/// The chain: blocks, state and the runtime's APIs.
pub(crate) type FullClient = sc_service::TFullClient<Block, RuntimeApi, RuntimeExecutor>;
/// The database.
pub(crate) type FullBackend = sc_service::TFullBackend<Block>;
/// The rule that picks the best chain.
pub(crate) type FullSelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// Transactions that wait for a block.
pub(crate) type FullPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

/// Blocks after which GRANDPA keeps a justification even if no voter set changed.
const JUSTIFICATION_PERIOD: u32 = 512;

/// What the tasks of a running node share.
struct Services {
	/// The chain.
	client: Arc<FullClient>,
	/// Transactions that wait for a block.
	pool: Arc<FullPool>,
	/// The node's session keys.
	keystore: KeystorePtr,
	/// The rule that picks the best chain.
	select_chain: FullSelectChain,
	/// Peers and the DHT.
	network: Arc<dyn NetworkService>,
	/// Block synchronisation.
	sync: Arc<SyncingService<Block>>,
	/// Where metrics are registered, if they are served.
	registry: Option<Registry>,
	/// Where telemetry goes, if the operator named a server.
	telemetry: Option<TelemetryHandle>,
	/// Validator or full node.
	role: Role,
}

impl Services {
	/// What the RPC needs of them and of consensus.
	fn rpc_deps(
		&self,
		chain_spec: Box<dyn ChainSpec>,
		backend: Arc<FullBackend>,
		babe_worker: BabeWorkerHandle<Block>,
		grandpa_link: &GrandpaLink,
		voter_state: SharedVoterState,
	) -> RpcDeps {
		RpcDeps {
			client: self.client.clone(),
			pool: self.pool.clone(),
			select_chain: self.select_chain.clone(),
			chain_spec,
			keystore: self.keystore.clone(),
			babe_worker,
			authority_set: grandpa_link.shared_authority_set().clone(),
			voter_state,
			justifications: grandpa_link.justification_stream(),
			backend,
		}
	}
}

/// Starts a node on the network backend that the configuration names.
///
/// Must be called from within a multi-threaded `tokio` runtime. The returned task manager is the
/// running node: it stops when the task manager is dropped, and the task manager's future ends
/// when an essential task fails.
pub(crate) fn start(
	config: Configuration,
	worker_url: Option<&WorkerUrl>,
) -> Result<TaskManager, ServiceError> {
	match config.network.network_backend {
		NetworkBackendType::Libp2p => {
			start_with::<sc_network::NetworkWorker<Block, Hash>>(config, worker_url)
		}
		NetworkBackendType::Litep2p => {
			start_with::<sc_network::Litep2pNetworkBackend>(config, worker_url)
		}
	}
}

/// Starts a node on the network backend `N`.
fn start_with<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	worker_url: Option<&WorkerUrl>,
) -> Result<TaskManager, ServiceError> {
	let Partial {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool: pool,
		other:
			Consensus { block_import, grandpa_link, babe_link, babe_worker, inherents, mut telemetry },
	} = new_partial(&config)?;
	offchain::tell_worker_url(&backend, &config, worker_url)?;

	let plan = network::plan::<N>(&config, &client, &backend, &grandpa_link);
	let (network, system_rpc_tx, tx_handler_controller, sync, _bitswap) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config: plan.config,
			client: client.clone(),
			transaction_pool: pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(plan.warp_sync),
			block_relay: None,
			metrics: plan.metrics,
			gap_sync_body_policy: None,
		})?;
	let services = Services {
		client,
		pool,
		keystore: keystore_container.keystore(),
		select_chain,
		network,
		sync,
		registry: config.prometheus_registry().cloned(),
		telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
		role: config.role,
	};
	if config.offchain_worker.enabled {
		offchain::start(&services, &backend, &task_manager)?;
	}

	let voter_state = SharedVoterState::empty();
	let rpc_deps = services.rpc_deps(
		config.chain_spec.cloned_box(),
		backend.clone(),
		babe_worker,
		&grandpa_link,
		voter_state.clone(),
	);
	let tasks = Tasks {
		discovery: DiscoverySettings::from(&config),
		authoring: Authoring { block_import, babe_link, inherents, force: config.force_authoring },
		voting: (!config.disable_grandpa).then(|| Voting {
			link: grandpa_link,
			protocol: plan.grandpa,
			voter_state,
			name: config.network.node_name.clone(),
		}),
	};

	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: services.client.clone(),
		backend,
		task_manager: &mut task_manager,
		keystore: services.keystore.clone(),
		transaction_pool: services.pool.clone(),
		rpc_builder: Box::new(move |executor| rpc::module(&rpc_deps, executor).map_err(Into::into)),
		network: services.network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: services.sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	tasks.start(&services, &task_manager)?;
	Ok(task_manager)
}

/// The tasks this project adds to those of every Substrate node, ready to start.
struct Tasks {
	/// Finds the validators.
	discovery: DiscoverySettings,
	/// Makes blocks, on a validator.
	authoring: Authoring,
	/// Finalizes blocks, unless the operator turned it off.
	voting: Option<Voting>,
}

impl Tasks {
	/// Starts those that this node's role asks for.
	fn start(self, services: &Services, task_manager: &TaskManager) -> Result<(), ServiceError> {
		if services.role.is_authority() {
			consensus::start_authoring(services, self.authoring, task_manager)?;
		}
		if let Some(voting) = self.voting {
			consensus::start_voting(services, voting, task_manager)?;
		}
		authority_discovery::start(services, self.discovery, task_manager);
		Ok(())
	}
}
