//! How the transaction pool's background tasks end.

use futures::{
	FutureExt,
	future::{BoxFuture, pending},
};
use sc_service::SpawnEssentialTaskHandle;
use sp_core::traits::SpawnEssentialNamed;

/// Spawns the pool's tasks so that a clean stop is none of their failures; a panic still is.
///
/// One of the blocking ones waits for its next request without ever yielding. It doesn't hear that
/// the node stops, ends only when the pool is dropped, which is later, and would then be reported:
/// "Essential task `txpool-background` failed", at every stop.
#[derive(Clone)]
pub(super) struct PoolSpawner(pub(super) SpawnEssentialTaskHandle);

impl SpawnEssentialNamed for PoolSpawner {
	fn spawn_essential_blocking(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		future: BoxFuture<'static, ()>,
	) {
		// It ends by itself when the pool is gone. What is left then is to hear of the stop.
		let future = future.then(|()| pending()).boxed();
		SpawnEssentialNamed::spawn_essential_blocking(&self.0, name, group, future);
	}

	fn spawn_essential(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		future: BoxFuture<'static, ()>,
	) {
		SpawnEssentialNamed::spawn_essential(&self.0, name, group, future);
	}
}
