//! The node's own commands, as its operator uses them: on the chain of a node that has stopped, and
//! without any chain.

mod benchmarks;
mod keys;
mod place;
mod refusals;

use anyhow::ensure;
use hotpot_tests::{
	machine,
	node::{self, Node},
	rpc::Block,
	wait::{eventually, step},
};
use place::{FAILED, Info, Place, hotpot_node, said, utf8};
use serde_json::{Deserializer, Value, json};
use std::{
	fs,
	path::{Path, PathBuf},
	time::Duration,
};

/// How long blocks and their finality may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Words that the node's log must not contain.
const COMPLAINTS: [&str; 2] = ["panicked at", "Essential task"];

/// The storage key of `System.Number`.
const BLOCK_NUMBER: &str = "0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac";

#[tokio::test(flavor = "multi_thread")]
async fn the_nodes_commands_should_look_after_its_chain() -> anyhow::Result<()> {
	let _turn = machine::wait_for_turn(machine::Share::Part).await?;
	let folder = tempfile::Builder::new().prefix("hotpot-test-").tempdir()?;
	let outcome = all_commands(folder.path()).await;
	if outcome.is_ok() {
		machine::remove_later(folder);
	} else {
		eprintln!("the chains and the node's log stay in {}", folder.keep().display());
	}
	outcome
}

/// All of them on one chain: making it takes longer than the commands do.
async fn all_commands(folder: &Path) -> anyhow::Result<()> {
	// Raw: building genesis anew would take each command ten seconds.
	let spec = node::chain_spec("dev")?;
	let foreign_spec = node::chain_spec("local")?;
	let ports = <[u16; 2]>::try_from(machine::free_ports(2)?.as_slice())?;
	let mut node = Node::prepare(0, &spec, folder, ports)?;
	let place = |name: &str| Place::new(&spec, &folder.join(name));
	let (fresh, empty) = (place("fresh")?, place("empty")?);

	node.spawn(&[], &[])?;
	let blocks = step("blocks are made", blocks_beyond(&mut node, 0));
	tokio::try_join!(blocks, async {
		step("keys", keys::session_keys(&fresh)).await?;
		step("a node's key", keys::node_key(folder)).await?;
		step("specifications", keys::specifications(folder)).await?;
		step("wrong arguments", refusals::of_arguments(&empty)).await?;
		step("benchmarks of transactions", benchmarks::of_transactions(&fresh, folder)).await?;
		step("missing blocks", refusals::of_missing_blocks(&empty)).await?;
		step("benchmarks of the machine", benchmarks::of_the_machine(&fresh)).await
	})?;
	step("the node stops", is_stopped(&mut node)).await?;

	let chain = Stopped::look(Place::new(&spec, node.base_path())?, folder).await?;
	let files = step("exports", chain.exports()).await?;
	let (copy, foreign) = (place("copy")?, Place::new(&foreign_spec, &folder.join("foreign"))?);
	let imports = step("imports", chain.are_imported(&files, &copy, &foreign));
	tokio::try_join!(imports, async {
		step("the state", chain.state_is_exported()).await?;
		step("a block is checked", chain.best_is_checked()).await?;
		step("benchmarks of blocks", benchmarks::of_blocks(&chain.place, folder)).await?;
		step("blocks are taken back", chain.blocks_are_reverted()).await?;
		node.spawn(&[], &[])?;
		let finalized = chain.info.finalized.number;
		step("the node goes on", blocks_beyond(&mut node, finalized)).await?;
		step("the node stops again", is_stopped(&mut node)).await
	})?;
	step("the chain is removed", is_purged(&chain.place)).await
}

/// Waits until a block with a higher number is final. The newest two never are: GRANDPA's voters
/// stay two blocks behind.
async fn blocks_beyond(node: &mut Node, number: u64) -> anyhow::Result<()> {
	let what = format!("a block beyond {number} is final");
	let rpc = node.rpc();
	let made = eventually(PATIENCE, &what, || async {
		Ok((rpc.finalized().await?.number > number).then_some(()))
	})
	.await;
	node.ensure_running()?;
	made
}

/// Asks the node to end. It must do so without a complaint.
async fn is_stopped(node: &mut Node) -> anyhow::Result<()> {
	node.stop().await?;
	let log = node.log()?;
	for words in COMPLAINTS {
		ensure!(!log.contains(words), "expected no \"{words}\" in the log; it is\n{log}");
	}
	Ok(())
}

/// The chain of a node that has stopped.
struct Stopped {
	place: Place,
	info: Info,
	folder: PathBuf,
}

/// The chain's blocks in two files.
struct Files {
	/// The first two, as JSON.
	json: String,
	/// The others, encoded.
	binary: String,
}

impl Stopped {
	async fn look(place: Place, folder: &Path) -> anyhow::Result<Self> {
		let info = place.info().await?;
		ensure!(
			info.finalized.number > 0 && info.best.number >= info.finalized.number + 2,
			"expected final blocks and others; chain-info says {info:?}"
		);
		Ok(Self { place, info, folder: folder.to_owned() })
	}

	async fn exports(&self) -> anyhow::Result<Files> {
		let json = utf8(&self.folder.join("blocks.json"))?;
		let binary = utf8(&self.folder.join("blocks.bin"))?;
		let export = ["export-blocks", &json, "--to", "2"];
		self.place.says(&export, &["Exporting blocks from #1 to #2"]).await?;
		let text = fs::read_to_string(&json)?;
		let numbers = Deserializer::from_str(&text)
			.into_iter::<Value>()
			.map(|block| Ok(block?["block"]["header"]["number"].clone()))
			.collect::<serde_json::Result<Vec<Value>>>()?;
		ensure!(numbers == [json!("0x1"), json!("0x2")], "expected two blocks in {text}");

		let export = ["export-blocks", &binary, "--from", "3", "--binary"];
		let words = format!("Exporting blocks from #3 to #{}", self.info.best.number);
		self.place.says(&export, &[&words]).await?;
		Ok(Files { json, binary })
	}

	/// They make the same chain elsewhere, but not on another genesis.
	async fn are_imported(
		&self,
		files: &Files,
		copy: &Place,
		foreign: &Place,
	) -> anyhow::Result<()> {
		let Files { json, binary } = files;
		copy.says(&["import-blocks", json], &["Imported 2 blocks. Best: #2"]).await?;
		let best = self.info.best.number;
		let words = format!("Imported {} blocks. Best: #{best}", best - 2);
		copy.says(&["import-blocks", binary, "--binary"], &[&words]).await?;
		let imported = copy.info().await?;
		ensure!(
			imported.best == self.info.best,
			"expected the same chain; {:?} became {imported:?}",
			self.info
		);
		let words = ["unknown parent", "because of an error"];
		foreign.refuses(&["import-blocks", json], FAILED, &words).await?;
		Ok(())
	}

	/// The state of the best block makes the genesis of another chain.
	async fn state_is_exported(&self) -> anyhow::Result<()> {
		let Block { number, hash } = &self.info.best;
		let exported = self.place.run(&["export-state", hash]).await?.success()?;
		let number = u32::try_from(*number)?.to_le_bytes();
		ensure!(
			exported["genesis"]["raw"]["top"][BLOCK_NUMBER]
				== format!("0x{}", number.map(|byte| format!("{byte:02x}")).concat()),
			"expected the state of block {hash}; it has another number"
		);
		let file = self.folder.join("state.json");
		fs::write(&file, exported.to_string())?;
		let export = ["export-chain-spec", "--raw", "--chain", &utf8(&file)?];
		let spec = hotpot_node(&export, "").await?.success()?;
		ensure!(
			spec["genesis"] == exported["genesis"] && spec["id"] == "hotpot_dev",
			"expected a chain that starts with that state"
		);
		Ok(())
	}

	async fn best_is_checked(&self) -> anyhow::Result<()> {
		self.place.says(&["check-block", &self.info.best.hash], &["Completed in"]).await?;
		let after = self.place.info().await?;
		ensure!(after == self.info, "expected no change; {:?} became {after:?}", self.info);
		Ok(())
	}

	/// One block, then all that are not final.
	async fn blocks_are_reverted(&self) -> anyhow::Result<()> {
		let Info { best, finalized } = &self.info;
		let words = format!("Reverted 1 blocks. Best: #{}", best.number - 1);
		self.place.says(&["revert", "1"], &[&words]).await?;
		let after = self.place.info().await?;
		ensure!(
			after.best.number == best.number - 1 && after.finalized == *finalized,
			"expected one block less; {:?} became {after:?}",
			self.info
		);
		let words = format!("Best: #{}", finalized.number);
		self.place.says(&["revert"], &["Reverted", &words]).await?;
		let after = self.place.info().await?;
		ensure!(
			after.best == *finalized && after.finalized == *finalized,
			"expected final blocks to stay, and no others; {:?} became {after:?}",
			self.info
		);
		Ok(())
	}
}

/// It goes when its operator says so, and not before.
async fn is_purged(place: &Place) -> anyhow::Result<()> {
	let database = place.chain_folder().join("paritydb");
	let asked = place.answer(&["purge-chain"], "n\n").await?;
	said(asked, &["Are you sure to remove", "Aborted"])?;
	ensure!(database.is_dir(), "expected {} to be left alone", database.display());
	place.says(&["purge-chain", "-y"], &["removed."]).await?;
	ensure!(!database.exists(), "expected {} to be gone", database.display());
	place.says(&["purge-chain", "-y"], &["did not exist."]).await?;
	Ok(())
}
