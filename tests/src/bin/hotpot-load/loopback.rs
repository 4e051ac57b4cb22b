//! Only this machine is put under load.

use anyhow::{Result, ensure};
use std::net::IpAddr;

/// Refuses the address of a node on another machine.
///
/// # Errors
/// Anything but `ws://` or `wss://`, a loopback address or `localhost`, and a port.
pub fn ensure_loopback(url: &str) -> Result<()> {
	ensure!(
		is_loopback(url),
		"\"{url}\" is refused: load goes to nodes on this machine only, at an address like \
		 ws://127.0.0.1:9944"
	);
	Ok(())
}

fn is_loopback(url: &str) -> bool {
	let Some(rest) = url.strip_prefix("ws://").or_else(|| url.strip_prefix("wss://")) else {
		return false;
	};
	let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
	let Some((host, port)) = authority.rsplit_once(':') else {
		return false;
	};
	let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
	let is_here = |address: IpAddr| address.is_loopback();
	port.parse::<u16>().is_ok() && (host == "localhost" || host.parse().is_ok_and(is_here))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn nodes_on_this_machine_should_be_taken() {
		for url in [
			"ws://127.0.0.1:9944",
			"ws://127.0.0.1:9944/",
			"ws://127.8.8.8:1",
			"ws://localhost:9944",
			"ws://[::1]:9944",
			"wss://127.0.0.1:443/rpc",
		] {
			assert!(ensure_loopback(url).is_ok(), "{url}");
		}
	}

	#[test]
	fn nodes_elsewhere_should_be_refused() {
		for url in [
			"",
			"127.0.0.1:9944",
			"http://127.0.0.1:9944",
			"ws://127.0.0.1",
			"ws://0.0.0.0:9944",
			"ws://192.168.1.2:9944",
			"ws://[2001:db8::1]:9944",
			"ws://example.org:9944",
			"ws://127.0.0.1.example.org:9944",
			"ws://localhost.example.org:9944",
			"ws://127.0.0.1:9944@example.org",
			"ws://127.0.0.1:9944@example.org:80",
			"ws://example.org:80/127.0.0.1:9944",
			"ws://[::1]example.org:80",
		] {
			let error = ensure_loopback(url).expect_err(url).to_string();
			assert!(error.contains("this machine only"), "{error}");
		}
	}
}
