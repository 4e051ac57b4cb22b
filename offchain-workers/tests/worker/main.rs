//! The worker against real sockets and real processes.

mod api;
mod binary;
mod crashes;
mod endpoints;
mod fakes;
mod follower;
mod http;
mod scheduler;
mod server;
mod tls;
