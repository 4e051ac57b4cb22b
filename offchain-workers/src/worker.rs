//! The whole worker: starts its parts, and stops them in order.

use crate::{
	api::{Api, ApiError},
	chain::{ChainView, Follower, FollowerOptions, Node},
	config::{Config, ConfigError},
	context::Context,
	failpoint::Failpoint,
	journal::{Journal, JournalError},
	metrics::{Metrics, resident_bytes},
	rail::Rail,
	rails::Rails,
	scheduler::{self, Pace},
	secret::Secret,
	status::Status,
};
use std::{net::SocketAddr, time::Duration};
use thiserror::Error;
use tokio::{
	signal::unix::{SignalKind, signal},
	sync::watch,
	task::JoinSet,
};

/// How often to ask the node for its newest final block.
const POLL: Duration = Duration::from_secs(1);
/// How often to ask what became of facts that are open in the journal.
const ASK_AGAIN: Duration = Duration::from_secs(600);

/// Why the worker does not run.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WorkerError {
	/// The configuration is wrong.
	#[error(transparent)]
	Config(#[from] ConfigError),
	/// The journal can't be used.
	#[error(transparent)]
	Journal(#[from] JournalError),
	/// The API can't be served.
	#[error(transparent)]
	Api(#[from] ApiError),
	/// The system refuses something.
	#[error("{0}")]
	System(String),
}

/// A worker that is being put together: its parts run from when they are added.
#[derive(Debug)]
pub struct Worker {
	context: Context,
	stop: watch::Sender<bool>,
	parts: JoinSet<Result<(), JournalError>>,
}

impl Worker {
	/// A worker around a journal. `max_head_age` is how old the last final block may get before the
	/// health says so.
	///
	/// # Errors
	/// [`WorkerError::System`].
	pub fn new(journal: Journal, max_head_age: Duration) -> Result<Self, WorkerError> {
		let metrics = Metrics::new().map_err(|error| WorkerError::System(error.to_string()))?;
		let (stop, stopped) = watch::channel(false);
		let age = u64::try_from(max_head_age.as_millis()).unwrap_or(u64::MAX);
		let context = Context::new(journal, Status::new(age), metrics, stopped);
		Ok(Self { context, stop, parts: JoinSet::new() })
	}

	/// What the parts share.
	pub const fn context(&self) -> &Context {
		&self.context
	}

	/// Serves the API. Gives where.
	pub fn serve(&mut self, api: Api, token: Option<Secret>) -> SocketAddr {
		let (address, context) = (api.address(), self.context.clone());
		self.parts.spawn(async move {
			api.run(context, token).await;
			Ok(())
		});
		address
	}

	/// Follows our chain.
	pub fn follow<V: ChainView + 'static>(&mut self, view: V, options: FollowerOptions) {
		self.parts.spawn(Follower::new(view, self.context.clone(), options).run());
	}

	/// Reads another chain, with a rail that `make` makes.
	pub fn read<R, F>(&mut self, make: F, pace: Pace, max_lag: Duration)
	where
		R: Rail + 'static,
		F: Fn() -> R + Send + 'static,
	{
		let lag = u64::try_from(max_lag.as_millis()).unwrap_or(u64::MAX);
		self.context.status.add_rail(make().name(), lag);
		let context = self.context.clone();
		self.parts.spawn(async move {
			scheduler::run(make, pace, context).await;
			Ok(())
		});
	}

	/// Runs until `over`, or until a part can't go on. Then all parts end what they are at.
	///
	/// # Errors
	/// Why a part can't go on.
	pub async fn run(mut self, over: impl Future<Output = ()>) -> Result<(), WorkerError> {
		let outcome = tokio::select! {
			() = over => Ok(()),
			failed = first_failure(&mut self.parts) => Err(failed),
		};
		self.stop.send_replace(true);
		while self.parts.join_next().await.is_some() {}
		outcome
	}
}

async fn first_failure(parts: &mut JoinSet<Result<(), JournalError>>) -> WorkerError {
	loop {
		match parts.join_next().await {
			Some(Ok(Ok(()))) => {}
			Some(Ok(Err(error))) => return error.into(),
			Some(Err(error)) => return WorkerError::System(format!("a part panicked: {error}")),
			None => std::future::pending().await,
		}
	}
}

/// Runs the worker that a configuration describes, until SIGTERM or SIGINT.
///
/// # Errors
/// See [`WorkerError`].
pub async fn run(config: &Config, failpoint: Failpoint) -> Result<(), WorkerError> {
	let over = ended()?;
	let (token, authority, rails) = (config.token()?, config.authority()?, Rails::new(config)?);
	let api = Api::bind(config.listen).await?;
	let journal = Journal::open(&config.journal, failpoint)?;
	let mut worker = Worker::new(journal, Duration::from_secs(config.node.max_head_age_seconds))?;
	let address = worker.serve(api, token);
	let revotes = config.node.revotes;
	let options = FollowerOptions { poll: POLL, authority, revotes, ask_again: ASK_AGAIN };
	worker.follow(Node::new(config.node.url.clone()), options);
	let metrics = worker.context().metrics.clone();
	if let Some((tron, pace)) = rails.tron {
		metrics.watch("tron", tron.endpoints.clone());
		worker.read(move || tron.rail(), pace.into(), Duration::from_secs(pace.max_lag_seconds));
	}
	if let Some((ton, pace)) = rails.ton {
		metrics.watch("ton", ton.endpoints.clone());
		worker.read(move || ton.rail(), pace.into(), Duration::from_secs(pace.max_lag_seconds));
	}
	let rails: Vec<_> =
		worker.context().status.report().rails.iter().map(|rail| rail.name).collect();
	tracing::info!(
		version = env!("CARGO_PKG_VERSION"),
		%address,
		journal = %config.journal.display(),
		node = config.node.url,
		rails = rails.join(","),
		has_authority = authority.is_some(),
		"started"
	);
	worker.run(over).await?;
	tracing::info!(resident_kib = resident_bytes() / 1024, "stopped");
	Ok(())
}

/// Resolves when the system wants the process to end.
fn ended() -> Result<impl Future<Output = ()>, WorkerError> {
	let hear = |kind| {
		signal(kind)
			.map_err(|error| WorkerError::System(format!("no signals can be heard: {error}")))
	};
	let (mut terminate, mut interrupt) =
		(hear(SignalKind::terminate())?, hear(SignalKind::interrupt())?);
	Ok(async move {
		tokio::select! {
			_ = terminate.recv() => {}
			_ = interrupt.recv() => {}
		}
	})
}
