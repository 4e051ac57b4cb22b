//! What the operator sets: one file of TOML, and secrets from elsewhere.
//!
//! No secret stands in the file: it names an environment variable, or another file. Every key that
//! is not known is an error, so that a typing mistake never passes for a default.

mod example;
mod secrets;

pub use example::EXAMPLE;

use crate::{http, secret::Secret, tron::node::MAX_BLOCK};
use serde::Deserialize;
use std::{
	env, fs,
	net::{IpAddr, SocketAddr},
	path::{Path, PathBuf},
};
use thiserror::Error;

/// Why the worker can't start with this configuration.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigError {
	/// The file can't be read.
	#[error("the configuration {}: {problem}. `hotpot-worker config example` prints one to start from.", path.display())]
	Unreadable {
		/// Which file.
		path: PathBuf,
		/// What the system says.
		problem: String,
	},
	/// It is not what it should be.
	#[error("the configuration {}{}: {problem}. `hotpot-worker config example` shows every key.", path.display(), line.map(|line| format!(", line {line}")).unwrap_or_default())]
	Unclear {
		/// Which file.
		path: PathBuf,
		/// Where in it.
		line: Option<usize>,
		/// What is wrong.
		problem: String,
	},
	/// A secret is not where the file says.
	#[error("{key}: {problem}")]
	NoSecret {
		/// Which key of the file.
		key: String,
		/// What is missing, and what to do.
		problem: String,
	},
	/// A value is of the right type and makes no sense.
	#[error("{key}: {problem}")]
	Wrong {
		/// Which key of the file.
		key: String,
		/// What is wrong, and what would be right.
		problem: String,
	},
}

impl ConfigError {
	pub(crate) fn wrong(key: &str, problem: impl Into<String>) -> Self {
		Self::Wrong { key: key.to_owned(), problem: problem.into() }
	}
}

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
	/// Where the node and Prometheus find the worker; on this machine only.
	#[serde(default = "default_listen")]
	pub listen: SocketAddr,
	/// The journal's file.
	pub journal: PathBuf,
	/// What is logged: error, warn, info, debug, trace, or a filter of `tracing`.
	#[serde(default = "default_log")]
	pub log: String,
	/// The validator's node.
	#[serde(default)]
	pub node: NodeConfig,
	/// What modules on this machine may report. Without it they may not.
	pub reports: Option<ReportsConfig>,
	/// TRON. Without it TRON is not looked at.
	pub tron: Option<TronConfig>,
	/// TON. Without it TON is not looked at.
	pub ton: Option<TonConfig>,
}

/// The validator's node.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NodeConfig {
	/// Its WebSocket address.
	pub url: String,
	/// The validator's session key for observations, 0x and 64 digits. With it the worker knows its own
	/// votes.
	pub authority: Option<String>,
	/// How old the last final block may be.
	pub max_head_age_seconds: u64,
	/// How often a deposit is offered again whose vote expired.
	pub revotes: u32,
}

impl Default for NodeConfig {
	fn default() -> Self {
		Self {
			url: "ws://127.0.0.1:9944".to_owned(),
			authority: None,
			max_head_age_seconds: 60,
			revotes: 3,
		}
	}
}

/// What modules on this machine may report.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportsConfig {
	/// The environment variable with the token that they present.
	pub token_env: Option<String>,
	/// Or the file with it.
	pub token_file: Option<PathBuf>,
}

/// One endpoint of another chain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndpointConfig {
	/// Its base address.
	pub url: String,
	/// The environment variable with its API key.
	pub api_key_env: Option<String>,
	/// Or the file with it.
	pub api_key_file: Option<PathBuf>,
	/// How many requests a second it allows.
	pub requests_per_second: Option<u32>,
}

/// TRON.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TronConfig {
	/// Nodes of TRON. A majority of them decides.
	pub endpoints: Vec<EndpointConfig>,
	/// Servers of TronGrid's v1 index, which help to notice what was missed. They decide nothing.
	#[serde(default)]
	pub indices: Vec<EndpointConfig>,
	/// How fast it is read.
	#[serde(default = "PaceConfig::of_tron")]
	pub pace: PaceConfig,
	/// Most MiB of a block, and of its outcomes, that are read.
	#[serde(default = "default_max_block")]
	pub max_block_mib: usize,
	/// Whether USDC counts. Its issuer left TRON.
	#[serde(default)]
	pub takes_usdc: bool,
	/// The contract of USDT, if it is not the main network's.
	pub usdt_contract: Option<String>,
	/// The contract of USDC, if it is not the main network's.
	pub usdc_contract: Option<String>,
}

/// TON.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TonConfig {
	/// Servers of toncenter v3; addresses end with `/api/v3`. A majority of them decides.
	pub endpoints: Vec<EndpointConfig>,
	/// How fast it is read.
	#[serde(default = "PaceConfig::of_ton")]
	pub pace: PaceConfig,
	/// Whether it is TON's test network.
	#[serde(default)]
	pub is_test_network: bool,
	/// The master of USDT, if it is not the main network's.
	pub usdt_master: Option<String>,
}

/// How fast another chain is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaceConfig {
	/// Between two steps when there is nothing more to be read.
	pub poll_seconds: u64,
	/// How long each request may take.
	#[serde(default = "default_deadline")]
	pub deadline_seconds: u64,
	/// How long a step may take.
	#[serde(default = "default_step")]
	pub step_seconds: u64,
	/// How long it may take until the end of the chain is read, before somebody should look.
	#[serde(default = "default_lag")]
	pub max_lag_seconds: u64,
}

impl PaceConfig {
	fn of_tron() -> Self {
		Self::polling(9)
	}

	fn of_ton() -> Self {
		Self::polling(5)
	}

	fn polling(poll_seconds: u64) -> Self {
		Self {
			poll_seconds,
			deadline_seconds: default_deadline(),
			step_seconds: default_step(),
			max_lag_seconds: default_lag(),
		}
	}
}

fn default_listen() -> SocketAddr {
	SocketAddr::from(([127, 0, 0, 1], 9960))
}

fn default_log() -> String {
	"info".to_owned()
}

const fn default_max_block() -> usize {
	MAX_BLOCK / (1024 * 1024)
}

const fn default_deadline() -> u64 {
	10
}

const fn default_step() -> u64 {
	120
}

const fn default_lag() -> u64 {
	300
}

impl Config {
	/// Reads the file, lets the environment override what it may, and checks all but the secrets.
	///
	/// `HOTPOT_WORKER_LISTEN`, `HOTPOT_WORKER_JOURNAL`, `HOTPOT_WORKER_LOG` and
	/// `HOTPOT_WORKER_NODE_URL` override the file.
	///
	/// # Errors
	/// See [`ConfigError`].
	pub fn load(path: &Path) -> Result<Self, ConfigError> {
		let text = fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
			path: path.to_owned(),
			problem: error.to_string(),
		})?;
		Self::read(path, &text, |name| env::var(name).ok())
	}

	fn read(
		path: &Path,
		text: &str,
		variable: impl Fn(&str) -> Option<String>,
	) -> Result<Self, ConfigError> {
		// Not the error's own text: it quotes the line, and somebody may have put a key there.
		let mut config: Self = toml::from_str(text).map_err(|error| ConfigError::Unclear {
			path: path.to_owned(),
			line: error.span().map(|span| {
				text.bytes()
					.take(span.start)
					.filter(|byte| *byte == b'\n')
					.count()
					.saturating_add(1)
			}),
			problem: error.message().replace('\n', " "),
		})?;
		if let Some(listen) = variable("HOTPOT_WORKER_LISTEN") {
			config.listen = listen.parse().map_err(|_| {
				ConfigError::wrong("HOTPOT_WORKER_LISTEN", "it looks like 127.0.0.1:9960")
			})?;
		}
		if let Some(journal) = variable("HOTPOT_WORKER_JOURNAL") {
			config.journal = journal.into();
		}
		config.log = variable("HOTPOT_WORKER_LOG").unwrap_or(config.log);
		config.node.url = variable("HOTPOT_WORKER_NODE_URL").unwrap_or(config.node.url);
		config.check()?;
		Ok(config)
	}

	fn check(&self) -> Result<(), ConfigError> {
		if !self.listen.ip().is_loopback() {
			let problem = format!(
				"{} can be reached from other machines; whoever reaches the worker could vote for the \
				 validator. Use 127.0.0.1",
				self.listen.ip()
			);
			return Err(ConfigError::wrong("listen", problem));
		}
		check_node(&self.node.url)?;
		self.authority()?;
		if let Some(tron) = &self.tron {
			check_endpoints("tron.endpoints", &tron.endpoints, true)?;
			check_endpoints("tron.indices", &tron.indices, false)?;
			check_pace("tron.pace", tron.pace)?;
			if !(1..=1024).contains(&tron.max_block_mib) {
				let problem = format!("{} is not from 1 to 1024", tron.max_block_mib);
				return Err(ConfigError::wrong("tron.max_block_mib", problem));
			}
		}
		if let Some(ton) = &self.ton {
			check_endpoints("ton.endpoints", &ton.endpoints, true)?;
			check_pace("ton.pace", ton.pace)?;
		}
		Ok(())
	}

	/// The validator's session key for observations, if it is set.
	///
	/// # Errors
	/// [`ConfigError::Wrong`].
	pub fn authority(&self) -> Result<Option<[u8; 32]>, ConfigError> {
		let read = |text: &String| {
			let bytes = hex::decode(text.strip_prefix("0x")?).ok()?;
			<[u8; 32]>::try_from(bytes).ok()
		};
		self.node
			.authority
			.as_ref()
			.map(|text| {
				read(text).ok_or_else(|| {
					ConfigError::wrong(
						"node.authority",
						"a public key is 0x and 64 hexadecimal digits",
					)
				})
			})
			.transpose()
	}

	/// The token that modules present, if they may report.
	///
	/// # Errors
	/// [`ConfigError::NoSecret`].
	pub fn token(&self) -> Result<Option<Secret>, ConfigError> {
		let Some(ReportsConfig { token_env, token_file }) = &self.reports else {
			return Ok(None);
		};
		let token = secrets::find("reports.token", token_env.as_deref(), token_file.as_deref())?;
		let token = token.ok_or_else(|| ConfigError::NoSecret {
			key: "reports".to_owned(),
			problem: "set token_env or token_file, or leave the table [reports] out".to_owned(),
		})?;
		if token.reveal().len() < 16 {
			return Err(ConfigError::wrong(
				"reports.token",
				"the token has less than 16 characters; `openssl rand -hex 32` makes a good one",
			));
		}
		Ok(Some(token))
	}
}

impl EndpointConfig {
	/// Its API key, if it has one. `key` names the endpoint in errors.
	///
	/// # Errors
	/// [`ConfigError::NoSecret`].
	pub fn api_key(&self, key: &str) -> Result<Option<Secret>, ConfigError> {
		let key = format!("{key} ({}) api_key", self.url);
		secrets::find(&key, self.api_key_env.as_deref(), self.api_key_file.as_deref())
	}
}

/// The journal stands beside the validator, and believes the node: so that must be this machine's, or
/// be reached by TLS.
fn check_node(url: &str) -> Result<(), ConfigError> {
	let wrong = |problem: &str| Err(ConfigError::wrong("node.url", format!("\"{url}\" {problem}")));
	match url.split_once("://") {
		Some(("ws", rest)) => {
			let host = rest.split('/').next().unwrap_or_default();
			let host = match host.rsplit_once(':') {
				Some((host, port)) if port.parse::<u16>().is_ok() => host,
				_ => host,
			};
			if is_loopback(host) {
				Ok(())
			} else {
				wrong(
					"is not on this machine, and not encrypted; the worker stands beside its node: ws://127.0.0.1:9944",
				)
			}
		}
		Some(("wss", rest)) if !rest.is_empty() => Ok(()),
		_ => wrong("is no node's address; it looks like ws://127.0.0.1:9944"),
	}
}

fn is_loopback(host: &str) -> bool {
	http::is_loopback(host) || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn check_endpoints(
	key: &str,
	endpoints: &[EndpointConfig],
	is_needed: bool,
) -> Result<(), ConfigError> {
	if is_needed && endpoints.is_empty() {
		let problem =
			"name at least one endpoint; three of different operators are better: then one may lie";
		return Err(ConfigError::wrong(key, problem));
	}
	let mut known = Vec::new();
	for endpoint in endpoints {
		http::check_url(&endpoint.url)
			.map_err(|error| ConfigError::wrong(&format!("{key} url"), error.to_string()))?;
		let url = endpoint.url.trim_end_matches('/').to_lowercase();
		if known.contains(&url) {
			let problem = format!("{} is named twice; it would outvote the others", endpoint.url);
			return Err(ConfigError::wrong(key, problem));
		}
		known.push(url);
		if endpoint.requests_per_second == Some(0) {
			return Err(ConfigError::wrong(
				&format!("{key} requests_per_second"),
				"must be at least 1, or be left out",
			));
		}
		for name in endpoint.api_key_env.iter() {
			secrets::check_variable(&format!("{key} api_key_env"), name)?;
		}
	}
	Ok(())
}

fn check_pace(key: &str, pace: PaceConfig) -> Result<(), ConfigError> {
	let PaceConfig { poll_seconds, deadline_seconds, step_seconds, max_lag_seconds } = pace;
	let ranges = [
		("poll_seconds", poll_seconds, 1..=600),
		("deadline_seconds", deadline_seconds, 1..=60),
		("step_seconds", step_seconds, 10..=1800),
		("max_lag_seconds", max_lag_seconds, 10..=86_400),
	];
	for (name, value, range) in ranges {
		if !range.contains(&value) {
			let problem = format!("{value} is not from {} to {}", range.start(), range.end());
			return Err(ConfigError::wrong(&format!("{key}.{name}"), problem));
		}
	}
	if step_seconds < deadline_seconds.saturating_mul(5) {
		let problem = format!(
			"{step_seconds} is less than five times deadline_seconds, {deadline_seconds}: a step of slow \
			 endpoints would never end in time"
		);
		return Err(ConfigError::wrong(&format!("{key}.step_seconds"), problem));
	}
	Ok(())
}

#[cfg(test)]
mod tests;
