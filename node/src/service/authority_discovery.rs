//! Lets validators find each other's addresses in the DHT, and full nodes find the validators.

use std::{future::ready, path::PathBuf, sync::Arc};

use futures::StreamExt;
use hotpot_runtime::opaque::Block;
use sc_authority_discovery::{Role, WorkerConfig};
use sc_network::{Event, Multiaddr, NetworkEventStream};
use sc_service::{Configuration, TaskManager};

use super::{FullClient, Services};

/// What authority discovery takes from the configuration.
pub(super) struct DiscoverySettings {
	/// Whether private addresses may be published: on local chains only.
	publish_private_addresses: bool,
	/// Addresses the operator named, published first.
	public_addresses: Vec<Multiaddr>,
	/// Folder of the address book that outlives a restart.
	cache_directory: Option<PathBuf>,
}

impl From<&Configuration> for DiscoverySettings {
	fn from(config: &Configuration) -> Self {
		Self {
			publish_private_addresses: config.network.allow_non_globals_in_dht,
			public_addresses: config.network.public_addresses.clone(),
			cache_directory: config.network.net_config_path.clone(),
		}
	}
}

/// Starts authority discovery: a validator publishes its addresses under its session key and looks
/// the others up, a full node only looks them up.
///
/// Records have to be signed by the peer they name; this network never had older ones.
pub(super) fn start(services: &Services, settings: DiscoverySettings, task_manager: &TaskManager) {
	let role = if services.role.is_authority() {
		Role::PublishAndDiscover(services.keystore.clone())
	} else {
		Role::Discover
	};
	let dht_events = services.network.event_stream("authority-discovery").filter_map(|event| {
		ready(match event {
			Event::Dht(event) => Some(event),
			_ => None,
		})
	});
	let (worker, _service) =
		sc_authority_discovery::new_worker_and_service_with_config::<FullClient, Block, _>(
			WorkerConfig {
				publish_non_global_ips: settings.publish_private_addresses,
				public_addresses: settings.public_addresses,
				strict_record_validation: true,
				persisted_cache_directory: settings.cache_directory,
				..WorkerConfig::default()
			},
			services.client.clone(),
			Arc::new(services.network.clone()),
			Box::pin(dht_events),
			role,
			services.registry.clone(),
			task_manager.spawn_handle(),
		);
	task_manager.spawn_handle().spawn(
		"authority-discovery-worker",
		Some("networking"),
		worker.run(),
	);
}
