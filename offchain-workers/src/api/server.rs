//! The socket: on this machine only, few connections, none for long.

use super::router;
use crate::{context::Context, secret::Secret};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
	rt::{TokioIo, TokioTimer},
	service::TowerToHyperService,
};
use std::{
	io,
	net::{Ipv4Addr, SocketAddr},
	pin::pin,
	sync::Arc,
	time::Duration,
};
use thiserror::Error;
use tokio::{
	net::{TcpListener, TcpStream},
	sync::Semaphore,
	task::JoinSet,
	time::{sleep, timeout},
};

/// Most connections at a time.
pub const MAX_CONNECTIONS: usize = 64;
/// How long a request's head may take.
const HEAD: Duration = Duration::from_secs(5);
/// How long a connection may live; the node opens one for each block.
const LIFETIME: Duration = Duration::from_secs(60);
/// How long requests may still take when the worker stops.
const FAREWELL: Duration = Duration::from_secs(2);
/// How long to wait when the system gives no more sockets.
const PAUSE: Duration = Duration::from_millis(100);
/// Bytes of a request's head, and of the buffer.
const MAX_HEAD: usize = 16 * 1024;

/// Why the API can't be served.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ApiError {
	/// Others could reach it.
	#[error("{0} can be reached from other machines; listen on 127.0.0.1")]
	NotLoopback(SocketAddr),
	/// Somebody else has the port.
	#[error(
		"the port {} is taken, perhaps by another hotpot-worker; `ss -ltnp 'sport = :{}'` shows by \
		 whom. Stop that, or set another port for `listen`.", .0.port(), .0.port()
	)]
	Taken(SocketAddr),
	/// Anything else.
	#[error("{address} can't be listened on: {problem}")]
	Unusable {
		/// Where.
		address: SocketAddr,
		/// What the system says.
		problem: String,
	},
}

/// The API, bound to its port.
#[derive(Debug)]
pub struct Api {
	listener: TcpListener,
}

impl Api {
	/// Binds a loopback address.
	///
	/// # Errors
	/// See [`ApiError`].
	pub async fn bind(address: SocketAddr) -> Result<Self, ApiError> {
		if !address.ip().is_loopback() {
			return Err(ApiError::NotLoopback(address));
		}
		match TcpListener::bind(address).await {
			Ok(listener) => Ok(Self { listener }),
			Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(ApiError::Taken(address)),
			Err(error) => Err(ApiError::Unusable { address, problem: error.to_string() }),
		}
	}

	/// Where it listens.
	pub fn address(&self) -> SocketAddr {
		self.listener.local_addr().unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
	}

	/// Serves until the worker stops.
	pub async fn run(self, context: Context, token: Option<Secret>) {
		let router = router(context.clone(), token);
		let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
		let mut connections = JoinSet::new();
		while let Some(accepted) = context.unless_stopped(self.listener.accept()).await {
			while connections.try_join_next().is_some() {}
			let Ok((stream, _)) = accepted else {
				sleep(PAUSE).await;
				continue;
			};
			let Ok(permit) = room.clone().try_acquire_owned() else {
				context.metrics.refused.inc();
				continue;
			};
			let (router, context) = (router.clone(), context.clone());
			connections.spawn(async move {
				serve(stream, router, &context).await;
				drop(permit);
			});
		}
		let _ = timeout(FAREWELL, async { while connections.join_next().await.is_some() {} }).await;
	}
}

async fn serve(stream: TcpStream, router: Router, context: &Context) {
	let service = TowerToHyperService::new(router);
	let connection = http1::Builder::new()
		.timer(TokioTimer::new())
		.header_read_timeout(HEAD)
		.max_buf_size(MAX_HEAD)
		.serve_connection(TokioIo::new(stream), service);
	let mut connection = pin!(connection);
	// What a client does to its own connection is no news.
	tokio::select! {
		_ = connection.as_mut() => return,
		() = context.stopped() => {}
		() = sleep(LIFETIME) => {}
	}
	connection.as_mut().graceful_shutdown();
	let _ = timeout(FAREWELL, connection).await;
}
