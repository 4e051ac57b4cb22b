//! The runtime's offchain workers, and what they are told about the worker beside the node.

use std::sync::Arc;

use futures::FutureExt;
use sc_client_api::Backend;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{Configuration, Error as ServiceError, TaskManager};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_core::offchain::{OffchainStorage, STORAGE_PREFIX};

use super::{FullBackend, Services};
use crate::worker_url::{STORAGE_KEY, WorkerUrl};

/// Writes the worker's address where the runtime's offchain worker looks for it, or removes the
/// address of an earlier start.
///
/// # Errors
///
/// If an address is given and the database has no offchain storage.
pub(super) fn tell_worker_url(
	backend: &FullBackend,
	config: &Configuration,
	url: Option<&WorkerUrl>,
) -> Result<(), ServiceError> {
	if let Some(url) = url.filter(|_| !config.offchain_worker.enabled) {
		log::warn!(
			"--worker-url {url} has no effect: offchain workers don't run on this node, see \
			 --offchain-worker",
		);
	}
	match backend.offchain_storage() {
		Some(mut storage) => {
			store(&mut storage, url);
			Ok(())
		}
		None if url.is_some() => Err("--worker-url: the database has no offchain storage".into()),
		None => Ok(()),
	}
}

/// Writes or removes the address in persistent offchain storage.
fn store(storage: &mut impl OffchainStorage, url: Option<&WorkerUrl>) {
	match url {
		Some(url) => storage.set(STORAGE_PREFIX, STORAGE_KEY, url.as_bytes()),
		None => storage.remove(STORAGE_PREFIX, STORAGE_KEY),
	}
}

/// Starts the runtime's offchain workers, with HTTP, on every new best block.
///
/// # Errors
///
/// If the machine has no CA certificates, which HTTP needs even to reach a worker on loopback.
pub(super) fn start(
	services: &Services,
	backend: &FullBackend,
	task_manager: &TaskManager,
) -> Result<(), ServiceError> {
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: services.client.clone(),
		keystore: Some(services.keystore.clone()),
		offchain_db: backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(services.pool.clone())),
		network_provider: Arc::new(services.network.clone()),
		is_validator: services.role.is_authority(),
		enable_http_requests: true,
		custom_extensions: |_| Vec::new(),
	})?;
	task_manager.spawn_handle().spawn(
		"offchain-workers-runner",
		Some("offchain-worker"),
		workers.run(services.client.clone(), task_manager.spawn_handle()).boxed(),
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use std::time::{Duration, Instant};

	use codec::Encode;
	use sp_core::{
		crypto::KeyTypeId,
		offchain::{
			DbExternalities, OffchainDbExt, OffchainStorage, OffchainWorkerExt, StorageKind,
			TransactionPoolExt,
			storage::{InMemOffchainStorage, OffchainDb},
			testing::{PendingRequest, TestOffchainExt, TestTransactionPoolExt},
		},
		traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
	};
	use sp_keystore::{Keystore, KeystoreExt, testing::MemoryKeystore};
	use sp_runtime::traits::Header as _;

	use super::*;
	use crate::service::RuntimeExecutor;

	/// What the node spends on a block when its worker has nothing to vote for, in the blob that nodes
	/// run. What the worker itself takes to answer is not in it.
	#[test]
	fn an_idle_run_should_take_less_than_50_ms() {
		const RUNS: usize = 21;
		let url = "http://127.0.0.1:9960";
		let (offchain, state) = TestOffchainExt::new();
		state.write().persistent_storage.set(b"", STORAGE_KEY, url.as_bytes());
		let keystore = MemoryKeystore::new();
		keystore
			.sr25519_generate_new(KeyTypeId(*b"hpob"), Some("//Alice"))
			.expect("the keystore takes a key");
		let genesis = crate::chain_spec::load("dev").expect("there is such a chain");
		let genesis = genesis.build_storage().expect("the preset builds");
		let code = genesis.top.get(b":code".as_slice()).expect("genesis has the blob").clone();
		let mut ext = sp_io::TestExternalities::new(genesis);
		ext.register_extension(OffchainDbExt::new(offchain.clone()));
		ext.register_extension(OffchainWorkerExt::new(offchain));
		ext.register_extension(TransactionPoolExt::new(TestTransactionPoolExt::new().0));
		ext.register_extension(KeystoreExt::new(keystore));

		let executor = RuntimeExecutor::builder().build();
		let fetcher = WrappedRuntimeCode(code.into());
		let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: vec![1] };
		let none = Default::default;
		let header = hotpot_runtime::Header::new(1, none(), none(), none(), Default::default());
		let mut run = || {
			state.write().expect_request(PendingRequest {
				method: "GET".into(),
				uri: format!("{url}/v1/claims"),
				response: Some(vec![0]),
				sent: true,
				..Default::default()
			});
			let (method, input) = ("OffchainWorkerApi_offchain_worker", header.encode());
			let started = Instant::now();
			let (result, _) =
				executor.call(&mut ext.ext(), &code, method, &input, CallContext::Offchain);
			result.expect("an offchain worker does not trap");
			assert!(state.read().requests.is_empty(), "it asked its worker");
			started.elapsed()
		};
		let first = run();
		let mut times: Vec<_> = (0..RUNS).map(|_| run()).collect();
		times.sort_unstable();
		let median = times[RUNS / 2];
		println!(
			"the first run {first:?}, compiled; then {median:?}, at most {:?}",
			times[RUNS - 1]
		);
		assert!(median < Duration::from_millis(50), "{times:?}");
	}

	/// What the runtime reads with `sp_io::offchain::local_storage_get`.
	fn read(storage: &InMemOffchainStorage) -> Option<Vec<u8>> {
		OffchainDb::new(storage.clone()).local_storage_get(StorageKind::PERSISTENT, STORAGE_KEY)
	}

	#[test]
	fn store_should_show_the_url_to_the_runtime_when_it_is_given() {
		let mut storage = InMemOffchainStorage::default();
		let url = "http://127.0.0.1:9960".parse().expect("a loopback URL");

		store(&mut storage, Some(&url));

		assert_eq!(read(&storage).as_deref(), Some(b"http://127.0.0.1:9960".as_slice()));
	}

	#[test]
	fn store_should_forget_an_earlier_url_when_none_is_given() {
		let mut storage = InMemOffchainStorage::default();
		let url = "http://127.0.0.1:9960".parse().expect("a loopback URL");
		store(&mut storage, Some(&url));

		store(&mut storage, None);

		assert_eq!(read(&storage), None);
	}
}
