//! The tasks of a validator: authoring blocks (BABE) and voting on finality (GRANDPA).

use std::time::Duration;

use hotpot_runtime::opaque::Block;
use sc_consensus_babe::{BabeLink, BabeParams, SlotProportion};
use sc_consensus_grandpa::{GrandpaParams, SharedVoterState, VotingRulesBuilder};
use sc_service::{Error as ServiceError, TaskManager};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::inherents::BabeCreateInherentDataProviders;

use super::{
	JUSTIFICATION_PERIOD, Services,
	network::GrandpaProtocol,
	partial::{FullBlockImport, GrandpaLink},
};

/// Share of a slot in which a block is made; the rest is for the others to receive and execute it.
const PROPOSAL_SHARE: f32 = 0.5;

/// Time a GRANDPA message is given to reach the other voters.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// What authoring needs besides the shared services.
pub(super) struct Authoring {
	/// Imports the blocks made here.
	pub(super) block_import: FullBlockImport,
	/// BABE's side of the block import.
	pub(super) babe_link: BabeLink<Block>,
	/// Makes the slot and the timestamp of a block.
	pub(super) inherents: BabeCreateInherentDataProviders<Block>,
	/// Whether to author without peers.
	pub(super) force: bool,
}

/// What voting needs besides the shared services.
pub(super) struct Voting {
	/// GRANDPA's side of the block import.
	pub(super) link: GrandpaLink,
	/// GRANDPA's protocol on the network.
	pub(super) protocol: GrandpaProtocol,
	/// Where the current rounds are shown to the RPC.
	pub(super) voter_state: SharedVoterState,
	/// The node's name, for the log.
	pub(super) name: String,
}

/// Starts authoring blocks in the slots of the session keys that this node holds.
///
/// Authoring never backs off while finality lags: with three validators one that is down stops
/// finality, and sales go on (rule 36).
pub(super) fn start_authoring(
	services: &Services,
	authoring: Authoring,
	task_manager: &TaskManager,
) -> Result<(), ServiceError> {
	let proposer = sc_basic_authorship::ProposerFactory::new(
		task_manager.spawn_handle(),
		services.client.clone(),
		services.pool.clone(),
		services.registry.as_ref(),
		services.telemetry.clone(),
	);
	let babe = sc_consensus_babe::start_babe(BabeParams {
		keystore: services.keystore.clone(),
		client: services.client.clone(),
		select_chain: services.select_chain.clone(),
		env: proposer,
		block_import: authoring.block_import,
		sync_oracle: services.sync.clone(),
		justification_sync_link: services.sync.clone(),
		create_inherent_data_providers: authoring.inherents,
		force_authoring: authoring.force,
		backoff_authoring_blocks: None::<()>,
		babe_link: authoring.babe_link,
		block_proposal_slot_portion: SlotProportion::new(PROPOSAL_SHARE),
		max_block_proposal_slot_portion: None,
		telemetry: services.telemetry.clone(),
	})?;
	task_manager.spawn_essential_handle().spawn_blocking(
		"babe-proposer",
		Some("block-authoring"),
		babe,
	);
	Ok(())
}

/// Starts GRANDPA: a validator votes, a full node follows the votes and relays them.
///
/// The voting rules are the SDK's: stay two blocks behind the best one, and vote for at most three
/// quarters of the unfinalized chain.
pub(super) fn start_voting(
	services: &Services,
	voting: Voting,
	task_manager: &TaskManager,
) -> Result<(), ServiceError> {
	let config = sc_consensus_grandpa::Config {
		gossip_duration: GOSSIP_DURATION,
		justification_generation_period: JUSTIFICATION_PERIOD,
		observer_enabled: false,
		local_role: services.role,
		name: Some(voting.name),
		keystore: services.role.is_authority().then(|| services.keystore.clone()),
		telemetry: services.telemetry.clone(),
		protocol_name: voting.protocol.name,
	};
	let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
		config,
		link: voting.link,
		network: services.network.clone(),
		sync: services.sync.clone(),
		notification_service: voting.protocol.notifications,
		voting_rule: VotingRulesBuilder::default().build(),
		prometheus_registry: services.registry.clone(),
		shared_voter_state: voting.voter_state,
		telemetry: services.telemetry.clone(),
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(services.pool.clone()),
	})?;
	task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	Ok(())
}
