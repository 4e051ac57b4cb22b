//! How far finality falls behind, on each node.

use hotpot_cli::chain::{Chain, ChainError};
use std::{
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
	time::Duration,
};
use tokio::{task::JoinHandle, time::sleep};

/// How often nodes are asked.
const INTERVAL: Duration = Duration::from_millis(500);

/// Watches how far finality is behind until it is dropped.
pub struct LagWatch {
	most: Arc<AtomicU64>,
	tasks: Vec<JoinHandle<()>>,
}

impl LagWatch {
	/// Starts.
	pub fn start(chains: &[Chain]) -> Self {
		let most = Arc::new(AtomicU64::new(0));
		let tasks =
			chains.iter().map(|chain| tokio::spawn(watch(chain.clone(), most.clone()))).collect();
		Self { most, tasks }
	}

	/// The most blocks between the best and the final one that any node had.
	pub fn most(&self) -> u64 {
		self.most.load(Ordering::Relaxed)
	}
}

impl Drop for LagWatch {
	fn drop(&mut self) {
		self.tasks.iter().for_each(JoinHandle::abort);
	}
}

async fn watch(chain: Chain, most: Arc<AtomicU64>) {
	loop {
		// A node that does not answer has no lag to tell; the load itself notices.
		if let Ok(lag) = lag_of(&chain).await {
			most.fetch_max(lag, Ordering::Relaxed);
		}
		sleep(INTERVAL).await;
	}
}

async fn lag_of(chain: &Chain) -> Result<u64, ChainError> {
	let finalized = chain.finalized().await?;
	let best = chain.best().await?;
	Ok(best.number.saturating_sub(finalized.number))
}
