//! The address of the worker that runs beside the node (`--worker-url`).
//!
//! A runtime can't know which port its own node's worker listens on, so the node tells it through
//! the offchain storage. Only loopback is accepted: the runtime's offchain worker trusts what it
//! reads there, and nobody but this machine may answer.

use std::{
	fmt,
	net::{Ipv4Addr, Ipv6Addr, SocketAddr},
	str::FromStr,
};

/// Key of the persistent offchain storage that holds the URL as plain UTF-8, not SCALE.
pub(crate) const STORAGE_KEY: &[u8] = b"hotpot::worker-url";

/// An `http` or `https` URL on this machine, without a trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WorkerUrl(String);

impl WorkerUrl {
	/// The URL as it is written to the offchain storage.
	pub(crate) fn as_bytes(&self) -> &[u8] {
		self.0.as_bytes()
	}
}

impl fmt::Display for WorkerUrl {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str(&self.0)
	}
}

impl FromStr for WorkerUrl {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let Some((scheme, rest)) = text.split_once("://") else {
			return Err("expected a URL such as http://127.0.0.1:9960".into());
		};
		if !matches!(scheme, "http" | "https") {
			return Err(format!("the scheme must be http or https, not {scheme}"));
		}
		let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
		if !is_loopback(authority) {
			return Err(format!(
				"the worker must run on this machine: expected localhost, 127.0.0.0/8 or [::1], \
				 with a port if need be, not `{authority}`"
			));
		}
		let is_path_character = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#');
		if !path.bytes().all(is_path_character) {
			return Err("the path must be plain ASCII without a query or a fragment".into());
		}
		Ok(Self(text.trim_end_matches('/').to_owned()))
	}
}

/// Whether the host, with or without a port, can only be this machine.
fn is_loopback(authority: &str) -> bool {
	if let Ok(address) = authority.parse::<SocketAddr>() {
		return address.ip().is_loopback();
	}
	if let Ok(address) = authority.parse::<Ipv4Addr>() {
		return address.is_loopback();
	}
	if let Some(host) = authority.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
		return host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
	}
	match authority.split_once(':') {
		Some((host, port)) => host == "localhost" && is_port(port),
		None => authority == "localhost",
	}
}

/// Whether the text is a port number and nothing else (`u16` alone would accept `+80`).
fn is_port(text: &str) -> bool {
	text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parse_should_accept_when_the_host_is_loopback() {
		for url in [
			"http://127.0.0.1",
			"http://127.0.0.1:9960",
			"http://127.8.9.10:9955",
			"https://localhost",
			"https://localhost:9955/worker/v1",
			"http://[::1]",
			"http://[::1]:9955",
		] {
			let parsed = url.parse::<WorkerUrl>().expect("a loopback URL");
			assert_eq!(parsed.to_string(), url);
			assert_eq!(parsed.as_bytes(), url.as_bytes());
		}
	}

	#[test]
	fn parse_should_drop_trailing_slashes_when_there_are_some() {
		let parsed = "http://127.0.0.1:9960//".parse::<WorkerUrl>().expect("a loopback URL");
		assert_eq!(parsed.to_string(), "http://127.0.0.1:9960");
	}

	#[test]
	fn parse_should_fail_when_the_host_is_elsewhere() {
		for url in [
			"http://",
			"http:///path",
			"http://0.0.0.0:9955",
			"http://10.0.0.1:9955",
			"http://[::]:9955",
			"http://[2001:db8::1]:9955",
			"http://example.com",
			"http://localhost.example.com",
			"http://127.0.0.1.example.com",
			"http://127.0.0.1@example.com",
			"http://localhost:80@example.com",
			"http://127.0.0.1\\@example.com",
			"http://localhost:",
			"http://localhost:+80",
			"http://localhost:65536",
		] {
			let error = url.parse::<WorkerUrl>().expect_err(url);
			assert!(error.contains("must run on this machine"), "{url}: {error}");
		}
	}

	#[test]
	fn parse_should_fail_when_it_is_no_web_address() {
		for url in ["", "127.0.0.1:9960", "localhost", "ws://127.0.0.1:9960", "HTTP://127.0.0.1"] {
			assert!(url.parse::<WorkerUrl>().is_err(), "{url}");
		}
	}

	#[test]
	fn parse_should_fail_when_the_path_has_more_than_a_path() {
		for url in ["http://127.0.0.1/?a=b", "http://127.0.0.1/#a", "http://127.0.0.1/a b"] {
			let error = url.parse::<WorkerUrl>().expect_err(url);
			assert!(error.contains("path"), "{url}: {error}");
		}
	}
}
