//! Makes the rails that the configuration asks for.

use crate::{
	config::{Config, ConfigError, EndpointConfig, PaceConfig, TonConfig, TronConfig},
	endpoints::{Endpoint, Endpoints},
	http::{Http, HttpError},
	scheduler::Pace,
	ton::{self, rail::TonRail},
	tron::{self, rail::TronRail},
};
use hotpot_primitives::observations::Token;
use std::time::Duration;

/// TRON's endpoints, and how its rail works.
#[derive(Clone, Debug)]
pub struct Tron {
	/// Its nodes.
	pub endpoints: Endpoints,
	indices: Vec<Endpoint>,
	settings: tron::rail::Settings,
}

/// TON's endpoints, and how its rail works.
#[derive(Clone, Debug)]
pub struct Ton {
	/// Its servers.
	pub endpoints: Endpoints,
	settings: ton::rail::Settings,
}

impl Tron {
	/// As configured, with the keys.
	///
	/// # Errors
	/// See [`ConfigError`].
	pub fn new(config: &TronConfig) -> Result<Self, ConfigError> {
		let http = http("tron", config.pace)?;
		let make = |name: &str, configs: &[EndpointConfig]| {
			let make = |endpoint: &EndpointConfig| {
				let key = endpoint.api_key(name)?;
				let header = key.as_ref().map(tron::index::key_header).transpose();
				header
					.and_then(|header| {
						let headers = header.into_iter().collect();
						let pause = pause(endpoint).unwrap_or_default();
						Endpoint::new(http.clone(), &endpoint.url, headers, pause)
					})
					.map_err(|error| wrong(name, &error))
			};
			configs.iter().map(make).collect::<Result<Vec<_>, ConfigError>>()
		};
		let endpoints = all("tron.endpoints", make("tron.endpoints", &config.endpoints)?)?;
		let indices = make("tron.indices", &config.indices)?;
		Ok(Self { endpoints, indices, settings: tron_settings(config)? })
	}

	/// The rail.
	pub fn rail(&self) -> TronRail {
		TronRail::new(self.endpoints.clone(), self.indices.clone(), self.settings.clone())
	}
}

impl Ton {
	/// As configured, with the keys.
	///
	/// # Errors
	/// See [`ConfigError`].
	pub fn new(config: &TonConfig) -> Result<Self, ConfigError> {
		let name = "ton.endpoints";
		let http = http("ton", config.pace)?;
		let make = |endpoint: &EndpointConfig| {
			let key = endpoint.api_key(name)?;
			ton::center::endpoint(http.clone(), &endpoint.url, key.as_ref(), pause(endpoint))
				.map_err(|error| wrong(name, &error))
		};
		let endpoints = config.endpoints.iter().map(make).collect::<Result<_, _>>()?;
		Ok(Self { endpoints: all(name, endpoints)?, settings: ton_settings(config)? })
	}

	/// The rail.
	pub fn rail(&self) -> TonRail {
		TonRail::new(self.endpoints.clone(), self.settings.clone())
	}
}

/// The rails that are configured.
#[derive(Clone, Debug)]
pub struct Rails {
	/// TRON, and how fast.
	pub tron: Option<(Tron, PaceConfig)>,
	/// TON, and how fast.
	pub ton: Option<(Ton, PaceConfig)>,
}

impl Rails {
	/// As configured, with the keys.
	///
	/// # Errors
	/// See [`ConfigError`].
	pub fn new(config: &Config) -> Result<Self, ConfigError> {
		let tron = config.tron.as_ref().map(|tron| Ok((Tron::new(tron)?, tron.pace)));
		let ton = config.ton.as_ref().map(|ton| Ok((Ton::new(ton)?, ton.pace)));
		Ok(Self { tron: tron.transpose()?, ton: ton.transpose()? })
	}
}

/// How long steps that brought nothing are not kept.
const KEEP: Duration = Duration::from_secs(60);

impl From<PaceConfig> for Pace {
	fn from(config: PaceConfig) -> Self {
		Self {
			poll: Duration::from_secs(config.poll_seconds),
			step: Duration::from_secs(config.step_seconds),
			keep: KEEP,
		}
	}
}

fn tron_settings(config: &TronConfig) -> Result<tron::rail::Settings, ConfigError> {
	let mut settings = tron::rail::Settings {
		max_block: config.max_block_mib.saturating_mul(1024 * 1024),
		patience: Duration::from_secs(config.pace.step_seconds) / 2,
		..tron::rail::Settings::default()
	};
	let contracts = [
		("tron.usdt_contract", &config.usdt_contract, Token::UsdtTron, tron::deposits::USDT, true),
		(
			"tron.usdc_contract",
			&config.usdc_contract,
			Token::UsdcTron,
			tron::deposits::USDC,
			config.takes_usdc,
		),
	];
	settings.policy.contracts.clear();
	for (key, given, token, usual, is_taken) in contracts {
		let given = given.as_deref().map(tron::address::Address::from_base58).transpose();
		let given = given.map_err(|error| ConfigError::wrong(key, error.to_string()))?;
		if is_taken {
			settings.policy.contracts.insert(given.unwrap_or(usual), token);
		}
	}
	Ok(settings)
}

fn ton_settings(config: &TonConfig) -> Result<ton::rail::Settings, ConfigError> {
	use ton::address::{Address, Network};
	let mut settings = ton::rail::Settings::default();
	let network = if config.is_test_network { Network::Test } else { Network::Main };
	if let Some(master) = &config.usdt_master {
		let master = Address::read(master, network)
			.map_err(|error| ConfigError::wrong("ton.usdt_master", error.to_string()))?;
		settings.masters = vec![(Token::UsdtTon, master)];
	} else if config.is_test_network {
		settings.masters.clear();
	}
	Ok(settings)
}

fn http(key: &str, pace: PaceConfig) -> Result<Http, ConfigError> {
	Http::new(Duration::from_secs(pace.deadline_seconds)).map_err(|error| wrong(key, &error))
}

fn pause(endpoint: &EndpointConfig) -> Option<Duration> {
	endpoint.requests_per_second.map(|rate| Duration::from_secs(1) / rate.max(1))
}

fn all(key: &str, endpoints: Vec<Endpoint>) -> Result<Endpoints, ConfigError> {
	Endpoints::new(endpoints)
		.ok_or_else(|| ConfigError::wrong(key, "name at least one endpoint, and none twice"))
}

fn wrong(key: &str, error: &HttpError) -> ConfigError {
	ConfigError::wrong(key, error.to_string())
}
