//! The chains this binary knows by name, and how chain specification files are read.
//!
//! What a chain starts with (accounts, validators, owner) is a genesis preset inside the runtime;
//! a chain specification only adds the name, the protocol and how wallets show the coin.

use std::path::Path;

use hotpot_runtime::{WASM_BINARY, opaque::Block};
use sc_chain_spec::ChainSpecExtension;
use sc_service::{ChainType, GenericChainSpec, Properties};
use serde::{Deserialize, Serialize};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};

/// A chain specification of this network.
pub(crate) type ChainSpec = GenericChainSpec<Extensions>;

/// Genesis preset of the network that rehearses production: no sudo key, real owner.
const STAGING_RUNTIME_PRESET: &str = "staging";

/// Genesis preset of the local test network with a fourth validator (rule 36).
const LOCAL_TESTNET_4_RUNTIME_PRESET: &str = "local_testnet_4";

/// Prefix of every network protocol: peers of other chains are told apart by it.
const PROTOCOL_ID: &str = "thps";

/// Optional data of a chain specification that full and light clients read.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Extensions {
	/// Blocks whose hash is known in advance; another block at that height is refused.
	pub(crate) fork_blocks: sc_client_api::ForkBlocks<Block>,
	/// Blocks that are refused.
	pub(crate) bad_blocks: sc_client_api::BadBlocks<Block>,
	/// Checkpoint a light client starts from; filled in by `sync_state_genSyncSpec`.
	pub(crate) light_sync_state: sc_sync_state_rpc::LightSyncStateExtension,
}

/// A chain that `--chain` knows by name.
struct Known {
	/// What follows `--chain`.
	argument: &'static str,
	/// Name shown to people.
	name: &'static str,
	/// Name of its folder in the database, and of the chain in the metrics.
	id: &'static str,
	/// The runtime's genesis preset it starts from.
	preset: &'static str,
	/// Whether the chain is local; peers with private addresses are refused on a live one.
	chain_type: ChainType,
}

/// The chains by name; the second is what a node without `--chain` runs.
const KNOWN: [Known; 4] = [
	Known {
		argument: "dev",
		name: "The Hot Pot Spot Development",
		id: "hotpot_dev",
		preset: DEV_RUNTIME_PRESET,
		chain_type: ChainType::Development,
	},
	Known {
		argument: "local",
		name: "The Hot Pot Spot Local Testnet",
		id: "hotpot_local",
		preset: LOCAL_TESTNET_RUNTIME_PRESET,
		chain_type: ChainType::Local,
	},
	Known {
		argument: "local4",
		name: "The Hot Pot Spot Local Testnet of Four",
		id: "hotpot_local4",
		preset: LOCAL_TESTNET_4_RUNTIME_PRESET,
		chain_type: ChainType::Local,
	},
	Known {
		argument: "staging",
		name: "The Hot Pot Spot Staging",
		id: "hotpot_staging",
		preset: STAGING_RUNTIME_PRESET,
		chain_type: ChainType::Live,
	},
];

/// Loads the chain specification that `--chain` names: `dev`, `local` (also when empty),
/// `local4`, `staging`, or the path of a file.
pub(crate) fn load(argument: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	let name = if argument.is_empty() { "local" } else { argument };
	let spec = match KNOWN.into_iter().find(|known| known.argument == name) {
		Some(known) => build(known)?,
		None => read(Path::new(name))?,
	};
	Ok(Box::new(spec))
}

/// Builds a chain specification around the runtime in this binary.
fn build(known: Known) -> Result<ChainSpec, String> {
	let code = WASM_BINARY.ok_or(
		"this binary was built without the runtime's wasm blob: build it again with \
		 SKIP_WASM_BUILD unset",
	)?;
	Ok(ChainSpec::builder(code, Extensions::default())
		.with_name(known.name)
		.with_id(known.id)
		.with_chain_type(known.chain_type)
		.with_protocol_id(PROTOCOL_ID)
		.with_properties(properties())
		.with_genesis_config_preset_name(known.preset)
		.build())
}

/// Reads a chain specification file.
fn read(path: &Path) -> Result<ChainSpec, String> {
	if !path.is_file() {
		return Err(format!(
			"unknown chain `{}`: expected dev, local, local4, staging or the path of a chain specification",
			path.display(),
		));
	}
	ChainSpec::from_json_file(path.to_path_buf())
}

/// How wallets show the native coin: POT with 12 decimals, addresses with the generic prefix.
fn properties() -> Properties {
	Properties::from_iter([
		("tokenSymbol".to_owned(), "POT".into()),
		("tokenDecimals".to_owned(), 12.into()),
		("ss58Format".to_owned(), 42.into()),
	])
}

#[cfg(test)]
mod tests {
	use sc_chain_spec::get_extension;
	use sc_sync_state_rpc::LightSyncStateExtension;

	use super::*;

	#[test]
	fn load_should_describe_the_chain_when_it_is_known_by_name() {
		for known in KNOWN {
			let spec = load(known.argument).expect("the blob is built with the tests");

			assert_eq!(spec.name(), known.name);
			assert_eq!(spec.id(), known.id);
			assert_eq!(spec.chain_type(), known.chain_type);
			assert_eq!(spec.protocol_id(), Some("thps"));
			assert_eq!(spec.properties()["tokenSymbol"], "POT");
			assert_eq!(spec.properties()["tokenDecimals"], 12);
			assert_eq!(spec.properties()["ss58Format"], 42);
			assert!(spec.telemetry_endpoints().is_none());
			assert!(get_extension::<LightSyncStateExtension>(spec.extensions()).is_some());
		}
	}

	#[test]
	fn load_should_take_the_local_testnet_when_no_chain_is_named() {
		assert_eq!(load("").expect("the blob is built with the tests").id(), "hotpot_local");
	}

	#[test]
	fn load_should_say_what_it_expects_when_the_chain_is_unknown() {
		let Err(error) = load("moonbase") else { panic!("there is no such chain") };

		assert!(error.contains("`moonbase`"), "{error}");
		assert!(error.contains("dev, local, local4, staging"), "{error}");
	}
}
