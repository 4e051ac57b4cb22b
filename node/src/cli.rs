//! The command line: one set of arguments to run the node, and the sub-commands.

use sc_cli::SubstrateCli;

use crate::{chain_spec, worker_url::WorkerUrl};

/// RPC methods served unless `--rpc-methods` says otherwise: none that can touch keys or peers.
const RPC_METHODS: &str = "safe";
/// RPC connections accepted at once: every till and guest page keeps one open.
const RPC_MAX_CONNECTIONS: &str = "2000";
/// Ready transactions the pool keeps.
const POOL_LIMIT: &str = "65536";
/// Kilobytes of ready transactions the pool keeps: 128 MiB.
const POOL_KBYTES: &str = "131072";
/// The network backend that survives bursts of transactions without losing its peers.
const NETWORK_BACKEND: &str = "libp2p";

/// A node of The Hot Pot Spot chain.
#[derive(Debug, clap::Parser)]
pub(crate) struct Cli {
	/// What to do instead of running the node.
	#[command(subcommand)]
	pub(crate) subcommand: Option<Subcommand>,

	/// How to run the node.
	#[command(flatten)]
	pub(crate) node: NodeArgs,
}

/// The arguments of a running node.
///
/// These are the SDK's, with other defaults. `mut_arg` replaces a default where the argument is
/// declared: a flag still wins, `--help` shows the value in force, and no configuration has to
/// guess afterwards whether a value was given or assumed.
///
/// The type isn't called `RunCmd`: `clap` names an argument group after it, and the SDK's
/// `RunCmd` has that name already.
#[derive(Debug, clap::Args)]
#[command(
	mut_arg("rpc_methods", |arg| arg.default_value(RPC_METHODS)),
	mut_arg("rpc_max_connections", |arg| arg.default_value(RPC_MAX_CONNECTIONS)),
	mut_arg("pool_limit", |arg| arg.default_value(POOL_LIMIT)),
	mut_arg("pool_kbytes", |arg| arg.default_value(POOL_KBYTES)),
	mut_arg("network_backend", |arg| arg.default_value(NETWORK_BACKEND)),
)]
pub(crate) struct NodeArgs {
	/// The SDK's own arguments.
	#[command(flatten)]
	pub(crate) run: sc_cli::RunCmd,

	/// Address of the worker that runs beside this node, on this machine.
	///
	/// The runtime's offchain worker asks it about the world outside the chain. Without the flag
	/// the offchain worker stays idle, whatever an earlier start was told.
	///
	/// Example: `--worker-url http://127.0.0.1:9960`
	#[arg(long, value_name = "URL")]
	pub(crate) worker_url: Option<WorkerUrl>,
}

/// Everything the binary does besides running the node.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant, reason = "one value a process")]
pub(crate) enum Subcommand {
	/// Generate, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Print a chain specification (see also export-chain-spec).
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Write a chain specification to a file.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Check a block by executing it again.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Export blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Import blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Export the state of a block as a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Remove the chain's database.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Take back blocks that aren't final, and what BABE and GRANDPA stored about them.
	Revert(sc_cli::RevertCmd),

	/// Print what the database knows about the chain's head.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Measure weights, blocks and this machine.
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"The Hot Pot Spot Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the issue tracker of the repository this node was built from".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		chain_spec::load(id)
	}
}

#[cfg(test)]
mod tests {
	use clap::{CommandFactory, Parser};
	use sc_cli::{NetworkBackendType, RpcMethods, TransactionPoolType};

	use super::*;

	fn parse(arguments: &[&str]) -> NodeArgs {
		let line = std::iter::once(&"hotpot-node").chain(arguments);
		Cli::try_parse_from(line).expect("the arguments are valid").node
	}

	#[test]
	fn parse_should_take_our_defaults_when_no_flag_is_given() {
		let NodeArgs { run, worker_url } = parse(&[]);

		assert_eq!(run.rpc_params.rpc_methods, RpcMethods::Safe);
		assert_eq!(run.rpc_params.rpc_max_connections, 2_000);
		assert_eq!(run.pool_config.pool_limit, 65_536);
		assert_eq!(run.pool_config.pool_kbytes * 1_024, 128 * 1_024 * 1_024);
		assert!(matches!(run.pool_config.pool_type, TransactionPoolType::ForkAware));
		assert_eq!(run.network_params.network_backend, NetworkBackendType::Libp2p);
		assert!(run.telemetry_params.telemetry_endpoints.is_empty());
		assert!(worker_url.is_none());
	}

	#[test]
	fn parse_should_keep_our_defaults_when_running_a_development_chain() {
		let run = parse(&["--dev"]).run;

		assert_eq!(run.rpc_params.rpc_methods, RpcMethods::Safe);
		assert_eq!(run.network_params.network_backend, NetworkBackendType::Libp2p);
	}

	#[test]
	fn parse_should_take_the_flags_when_they_are_given() {
		let NodeArgs { run, worker_url } = parse(&[
			"--rpc-methods=unsafe",
			"--rpc-max-connections=7",
			"--pool-limit=8",
			"--pool-kbytes=9",
			"--network-backend=litep2p",
			"--worker-url=http://127.0.0.1:9960/",
		]);

		assert_eq!(run.rpc_params.rpc_methods, RpcMethods::Unsafe);
		assert_eq!(run.rpc_params.rpc_max_connections, 7);
		assert_eq!(run.pool_config.pool_limit, 8);
		assert_eq!(run.pool_config.pool_kbytes, 9);
		assert_eq!(run.network_params.network_backend, NetworkBackendType::Litep2p);
		assert_eq!(worker_url.map(|url| url.to_string()).as_deref(), Some("http://127.0.0.1:9960"));
	}

	#[test]
	fn parse_should_fail_when_the_worker_is_elsewhere() {
		let error = Cli::try_parse_from(["hotpot-node", "--worker-url=http://example.com"])
			.expect_err("the worker must be on this machine");

		assert!(error.to_string().contains("must run on this machine"), "{error}");
	}

	#[test]
	fn parse_should_know_every_subcommand_when_asked() {
		let command = Cli::command();
		let names: Vec<_> = command.get_subcommands().map(clap::Command::get_name).collect();

		assert_eq!(
			names,
			[
				"key",
				"build-spec",
				"export-chain-spec",
				"check-block",
				"export-blocks",
				"import-blocks",
				"export-state",
				"purge-chain",
				"revert",
				"chain-info",
				"benchmark",
			]
		);
	}
}
