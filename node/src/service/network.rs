//! What the network is built from: its configuration, warp sync and GRANDPA's protocol.

use std::sync::Arc;

use hotpot_runtime::{Hash, opaque::Block};
use sc_consensus_grandpa::warp_proof::NetworkProvider;
use sc_network::{
	NetworkBackend, NotificationMetrics, NotificationService, ProtocolName,
	config::FullNetworkConfiguration,
};
use sc_service::{Configuration, WarpSyncConfig};
use sp_blockchain::HeaderBackend;

use super::{FullBackend, FullClient, partial::GrandpaLink};

/// All that has to be known before the network is built.
pub(super) struct Plan<N: NetworkBackend<Block, Hash>> {
	/// The configuration, with GRANDPA's protocol in it.
	pub(super) config: FullNetworkConfiguration<Block, Hash, N>,
	/// Metrics of the notification protocols.
	pub(super) metrics: NotificationMetrics,
	/// How a new node proves finality from genesis to the head without the blocks in between.
	pub(super) warp_sync: WarpSyncConfig<Block>,
	/// The voter's end of GRANDPA's protocol.
	pub(super) grandpa: GrandpaProtocol,
}

/// GRANDPA's notification protocol.
pub(super) struct GrandpaProtocol {
	/// Its name, which contains the genesis hash.
	pub(super) name: ProtocolName,
	/// Its messages.
	pub(super) notifications: Box<dyn NotificationService>,
}

/// Plans the network.
pub(super) fn plan<N: NetworkBackend<Block, Hash>>(
	config: &Configuration,
	client: &FullClient,
	backend: &Arc<FullBackend>,
	grandpa_link: &GrandpaLink,
) -> Plan<N> {
	let metrics = N::register_notification_metrics(config.prometheus_registry());
	let mut network = FullNetworkConfiguration::<Block, Hash, N>::new(
		&config.network,
		config.prometheus_registry().cloned(),
	);
	let name = sc_consensus_grandpa::protocol_standard_name(
		&client.info().genesis_hash,
		&config.chain_spec,
	);
	let (protocol, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<Block, N>(
		name.clone(),
		metrics.clone(),
		network.peer_store_handle(),
	);
	network.add_notification_protocol(protocol);
	let warp_sync = WarpSyncConfig::WithProvider(Arc::new(NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	)));
	Plan { config: network, metrics, warp_sync, grandpa: GrandpaProtocol { name, notifications } }
}
