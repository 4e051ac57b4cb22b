//! The part of a node that needs no network: database, client, pool and import queue.

use std::sync::Arc;

use hotpot_runtime::{Hash, RuntimeApi, opaque::Block};
use sc_consensus::DefaultImportQueue;
use sc_consensus_babe::{BabeBlockImport, BabeLink, BabeWorkerHandle};
use sc_consensus_grandpa::{GrandpaBlockImport, GrandpaPruningFilter, LinkHalf};
use sc_service::{Configuration, Error as ServiceError, PartialComponents, TaskManager};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::{SlotDuration, inherents::BabeCreateInherentDataProviders};

use super::{
	FullBackend, FullClient, FullPool, FullSelectChain, JUSTIFICATION_PERIOD, pool::PoolSpawner,
};

/// Imports a block into GRANDPA's voter sets and the client.
type FullGrandpaBlockImport = GrandpaBlockImport<FullBackend, Block, FullClient, FullSelectChain>;

/// Imports a block: BABE's checks and epochs first, then GRANDPA's voter sets, then the client.
pub(super) type FullBlockImport = BabeBlockImport<
	Block,
	FullClient,
	FullGrandpaBlockImport,
	BabeCreateInherentDataProviders<Block>,
	FullSelectChain,
>;

/// GRANDPA's side of the block import.
pub(super) type GrandpaLink = LinkHalf<Block, FullClient, FullSelectChain>;

/// A node without its network.
pub(crate) type Partial = PartialComponents<
	FullClient,
	FullBackend,
	FullSelectChain,
	DefaultImportQueue<Block>,
	FullPool,
	Consensus,
>;

/// What consensus left behind when the import queue was made, for the tasks that author and vote.
pub(crate) struct Consensus {
	/// Imports the blocks this node authors.
	pub(super) block_import: FullBlockImport,
	/// GRANDPA's side of the block import.
	pub(super) grandpa_link: GrandpaLink,
	/// BABE's side of the block import.
	pub(super) babe_link: BabeLink<Block>,
	/// Answers questions about BABE epochs.
	pub(super) babe_worker: BabeWorkerHandle<Block>,
	/// Makes the slot and the timestamp of a block.
	pub(super) inherents: BabeCreateInherentDataProviders<Block>,
	/// The connection to the telemetry server that the operator named.
	pub(super) telemetry: Option<Telemetry>,
}

/// Opens the database and builds all that works without a network.
pub(crate) fn new_partial(config: &Configuration) -> Result<Partial, ServiceError> {
	let telemetry = connect_telemetry(config)?;
	let executor = sc_service::new_wasm_executor::<sp_io::SubstrateHostFunctions>(&config.executor);
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor,
			vec![Arc::new(GrandpaPruningFilter)],
		)?;
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let select_chain = FullSelectChain::new(backend.clone());
	let transaction_pool = Arc::new(
		sc_transaction_pool::Builder::new(
			PoolSpawner(task_manager.spawn_essential_handle()),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);
	let (import_queue, consensus) = import_queue(
		config,
		&task_manager,
		client.clone(),
		transaction_pool.clone(),
		select_chain.clone(),
		telemetry,
	)?;
	Ok(Partial {
		client,
		backend,
		task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		other: consensus,
	})
}

/// Opens the database for a sub-command that reads blocks or takes them back.
///
/// What it doesn't need lives as long as the task manager: dropped before, tasks that wait for it
/// would report that they failed.
pub(crate) fn open(
	config: &Configuration,
) -> Result<(Arc<FullClient>, Arc<FullBackend>, TaskManager), ServiceError> {
	let Partial {
		client, backend, mut task_manager, import_queue, transaction_pool, other, ..
	} = new_partial(config)?;
	task_manager.keep_alive((import_queue, transaction_pool, other));
	Ok((client, backend, task_manager))
}

/// As [`open`], for a sub-command that imports blocks.
pub(crate) fn open_for_import(
	config: &Configuration,
) -> Result<(Arc<FullClient>, DefaultImportQueue<Block>, TaskManager), ServiceError> {
	let Partial { client, mut task_manager, import_queue, transaction_pool, other, .. } =
		new_partial(config)?;
	task_manager.keep_alive((transaction_pool, other));
	Ok((client, import_queue, task_manager))
}

/// Connects to the telemetry servers, if any; no chain specification of ours names one.
fn connect_telemetry(
	config: &Configuration,
) -> Result<Option<(TelemetryWorker, Telemetry)>, sc_telemetry::Error> {
	let Some(endpoints) =
		config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty())
	else {
		return Ok(None);
	};
	let worker = TelemetryWorker::new(16)?;
	let telemetry = worker.handle().new_telemetry(endpoints);
	Ok(Some((worker, telemetry)))
}

/// Builds the chain of block imports and the queue that feeds it.
fn import_queue(
	config: &Configuration,
	task_manager: &TaskManager,
	client: Arc<FullClient>,
	pool: Arc<FullPool>,
	select_chain: FullSelectChain,
	telemetry: Option<Telemetry>,
) -> Result<(DefaultImportQueue<Block>, Consensus), ServiceError> {
	let telemetry_handle = telemetry.as_ref().map(|telemetry| telemetry.handle());
	let (grandpa_import, grandpa_link): (FullGrandpaBlockImport, GrandpaLink) =
		sc_consensus_grandpa::block_import(
			client.clone(),
			JUSTIFICATION_PERIOD,
			&client,
			select_chain.clone(),
			telemetry_handle.clone(),
		)?;

	let babe_config = sc_consensus_babe::configuration::<Block, FullClient>(&client)?;
	let slot_duration = babe_config.slot_duration();
	let inherents = inherents(slot_duration);
	let (block_import, babe_link): (FullBlockImport, BabeLink<Block>) =
		sc_consensus_babe::block_import(
			babe_config,
			grandpa_import.clone(),
			client.clone(),
			inherents.clone(),
			select_chain,
			OffchainTransactionPoolFactory::new(pool),
		)?;

	let (import_queue, babe_worker) =
		sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
			link: babe_link.clone(),
			block_import: block_import.clone(),
			justification_import: Some(Box::new(grandpa_import)),
			client,
			slot_duration,
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			telemetry: telemetry_handle,
		})?;
	let consensus =
		Consensus { block_import, grandpa_link, babe_link, babe_worker, inherents, telemetry };
	Ok((import_queue, consensus))
}

/// Makes the inherents of a block, and those a block is checked against: the time of now and the
/// slot it falls into.
fn inherents(slot_duration: SlotDuration) -> BabeCreateInherentDataProviders<Block> {
	Arc::new(move |_parent: Hash, _: ()| async move {
		let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
		let slot =
			sp_consensus_babe::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
				*timestamp,
				slot_duration,
			);
		Ok((slot, timestamp))
	})
}
