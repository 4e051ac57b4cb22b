//! Where the JSON-RPC server listens, and with which methods.
//!
//! Left alone, the SDK answers a busy port by silently taking a random one, and serves unsafe
//! methods on an endpoint that names none. Operators and scripts rely on the port they asked for,
//! so the node refuses to start instead; and what isn't asked for is not served.

use std::{
	io::ErrorKind,
	net::{SocketAddr, TcpListener},
};

use sc_cli::RpcParams;
use sc_service::{RpcMethods, config::RpcEndpoint};

/// Applies this node's rules to the endpoints that the command line asked for.
///
/// - An `--experimental-rpc-endpoint` without a method set takes that of `--rpc-methods`.
/// - A port given with `--rpc-port` is that port or an error, on IPv4 and IPv6.
/// - A busy default port is worth a warning, because the server then takes a random one.
pub(crate) fn settle(endpoints: &mut [RpcEndpoint], params: &RpcParams) -> sc_cli::Result<()> {
	if !params.experimental_rpc_endpoint.is_empty() {
		for endpoint in endpoints {
			if matches!(endpoint.rpc_methods, RpcMethods::Auto) {
				endpoint.rpc_methods = params.rpc_methods.into();
			}
		}
		return Ok(());
	}
	for endpoint in endpoints {
		let address = endpoint.listen_addr;
		if params.rpc_port.is_some() {
			endpoint.retry_random_port = false;
			if is_busy(address) {
				return Err(sc_cli::Error::Input(format!(
					"RPC port {} is busy on {}: stop what listens there or choose another \
					 --rpc-port",
					address.port(),
					address.ip(),
				)));
			}
		} else if !endpoint.is_optional && is_busy(address) {
			log::warn!(
				"RPC port {} is busy, the node takes a random one; name a free one with --rpc-port",
				address.port(),
			);
		}
	}
	Ok(())
}

/// Whether somebody listens there already. Port 0 (any free port) is never busy.
fn is_busy(address: SocketAddr) -> bool {
	TcpListener::bind(address).is_err_and(|error| error.kind() == ErrorKind::AddrInUse)
}

#[cfg(test)]
mod tests {
	use std::net::Ipv4Addr;

	use clap::Parser;
	use sc_cli::RPC_DEFAULT_PORT;

	use super::*;
	use crate::cli::Cli;

	fn endpoints(arguments: &[&str]) -> (RpcParams, Vec<RpcEndpoint>) {
		let line = std::iter::once(&"hotpot-node").chain(arguments);
		let params =
			Cli::try_parse_from(line).expect("the arguments are valid").node.run.rpc_params;
		let endpoints = params
			.rpc_addr(false, false, RPC_DEFAULT_PORT)
			.expect("the arguments are consistent")
			.expect("a node always listens")
			.into_iter()
			.map(Into::into)
			.collect();
		(params, endpoints)
	}

	#[test]
	fn settle_should_fail_when_the_named_port_is_busy() {
		let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
		let port = listener.local_addr().expect("a bound listener").port().to_string();
		let (params, mut endpoints) = endpoints(&["--rpc-port", &port]);

		let error = settle(&mut endpoints, &params).expect_err("the port is busy").to_string();

		assert!(error.contains(&port) && error.contains("busy"), "{error}");
	}

	#[test]
	fn settle_should_forbid_a_random_port_when_the_port_is_named() {
		let (params, mut endpoints) = endpoints(&["--rpc-port", "0"]);

		settle(&mut endpoints, &params).expect("port 0 is always free");

		assert!(endpoints.iter().all(|endpoint| !endpoint.retry_random_port));
	}

	#[test]
	fn settle_should_serve_safe_methods_when_an_endpoint_names_none() {
		let (params, mut endpoints) = endpoints(&[
			"--experimental-rpc-endpoint",
			"listen-addr=127.0.0.1:0",
			"--experimental-rpc-endpoint",
			"listen-addr=127.0.0.1:0,methods=unsafe",
		]);

		settle(&mut endpoints, &params).expect("nothing to refuse");

		assert!(matches!(endpoints[0].rpc_methods, RpcMethods::Safe));
		assert!(matches!(endpoints[1].rpc_methods, RpcMethods::Unsafe));
	}
}
