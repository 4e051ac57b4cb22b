//! Runs what the command line asked for: the node, or one of the sub-commands.

use std::sync::Arc;

use frame_benchmarking_cli::{BenchmarkCmd, ExtrinsicFactory, SUBSTRATE_REFERENCE_HARDWARE};
use hotpot_runtime::opaque::Block;
use sc_cli::SubstrateCli;
use sc_service::Configuration;
use sp_runtime::traits::{HashingFor, NumberFor};

use crate::{
	benchmarking::{BlockStart, RemarkBuilder, TransferKeepAliveBuilder},
	cli::{Cli, Subcommand},
	rpc_endpoints,
	service::{self, FullBackend, FullClient},
};

/// Reads the command line and does what it says.
pub(crate) fn run() -> sc_cli::Result<()> {
	let cli = Cli::from_args();
	match &cli.subcommand {
		Some(subcommand) => run_subcommand(&cli, subcommand),
		None => run_node(&cli),
	}
}

/// Runs the node until it is told to stop.
fn run_node(cli: &Cli) -> sc_cli::Result<()> {
	let mut runner = cli.create_runner(&cli.node.run)?;
	if let Some(endpoints) = runner.config_mut().rpc.addr.as_deref_mut() {
		rpc_endpoints::settle(endpoints, &cli.node.run.rpc_params)?;
	}
	let worker_url = cli.node.worker_url.as_ref();
	runner.run_node_until_exit(|config| async move {
		service::start(config, worker_url).map_err(sc_cli::Error::Service)
	})
}

/// Runs a sub-command to its end.
fn run_subcommand(cli: &Cli, subcommand: &Subcommand) -> sc_cli::Result<()> {
	match subcommand {
		Subcommand::Key(cmd) => cmd.run(cli),
		Subcommand::BuildSpec(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
		}
		Subcommand::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Subcommand::CheckBlock(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let (client, import_queue, task_manager) = service::open_for_import(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Subcommand::ExportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let (client, _, task_manager) = service::open(&config)?;
			Ok((cmd.run(client, config.database), task_manager))
		}),
		Subcommand::ImportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let (client, import_queue, task_manager) = service::open_for_import(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Subcommand::ExportState(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let (client, _, task_manager) = service::open(&config)?;
			Ok((cmd.run(client, config.chain_spec), task_manager))
		}),
		Subcommand::PurgeChain(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		}
		Subcommand::Revert(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let (client, backend, task_manager) = service::open(&config)?;
			let revert = cmd.run::<Block, FullBackend, FullClient>(
				client,
				backend,
				Some(Box::new(revert_consensus)),
			);
			Ok((revert, task_manager))
		}),
		Subcommand::ChainInfo(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		}
		Subcommand::Benchmark(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| run_benchmark(cmd, config))
		}
	}
}

/// Takes back what BABE (epochs, block weights) and GRANDPA (voter sets) stored about the blocks
/// that `revert` removes.
fn revert_consensus(
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	blocks: NumberFor<Block>,
) -> sc_cli::Result<()> {
	sc_consensus_babe::revert(client.clone(), backend, blocks)?;
	sc_consensus_grandpa::revert(client, blocks)?;
	Ok(())
}

/// Runs one of the benchmarks.
fn run_benchmark(cmd: &BenchmarkCmd, config: Configuration) -> sc_cli::Result<()> {
	match cmd {
		BenchmarkCmd::Pallet(cmd) => {
			// A runtime from a file brings its own genesis.
			let chain_spec = cmd.runtime.is_none().then_some(config.chain_spec);
			cmd.run_with_spec::<HashingFor<Block>, ()>(chain_spec)
		}
		BenchmarkCmd::Storage(cmd) if cmd.params.is_validate_block_mode() => {
			Err("only parachains validate blocks from proofs: leave --mode out".into())
		}
		BenchmarkCmd::Storage(cmd) => {
			let partial = service::new_partial(&config)?;
			let backend = &partial.backend;
			let (db, storage, cache) =
				(backend.expose_db(), backend.expose_storage(), backend.expose_shared_trie_cache());
			cmd.run::<Block, FullBackend, FullClient>(
				config,
				partial.client.clone(),
				db,
				storage,
				cache,
			)
		}
		BenchmarkCmd::Block(cmd) => {
			let partial = service::new_partial(&config)?;
			cmd.run::<Block, FullBackend, FullClient>(partial.client.clone())
		}
		BenchmarkCmd::Overhead(cmd) => {
			let partial = service::new_partial(&config)?;
			let BlockStart { inherents, digest } = BlockStart::now(&partial.client)?;
			cmd.run::<Block, FullClient>(
				config.chain_spec.name().into(),
				partial.client.clone(),
				inherents,
				digest,
				&RemarkBuilder(partial.client.clone()),
				false,
			)
		}
		BenchmarkCmd::Extrinsic(cmd) => {
			let partial = service::new_partial(&config)?;
			let BlockStart { inherents, digest } = BlockStart::now(&partial.client)?;
			let builders = ExtrinsicFactory(vec![
				Box::new(RemarkBuilder(partial.client.clone())),
				Box::new(TransferKeepAliveBuilder(partial.client.clone())),
			]);
			cmd.run::<Block, FullClient>(partial.client.clone(), inherents, digest, &builders)
		}
		BenchmarkCmd::Machine(cmd) => cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone()),
	}
}
