//! A base path, and the node's commands on it.

use anyhow::{Context, ensure};
use hotpot_tests::{command::Outcome, machine, rpc::Block};
use std::{
	io::{Seek, Write},
	path::{Path, PathBuf},
	time::Duration,
};
use tokio::{process::Command, time::timeout};

/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Exit code: it was done.
const DONE: i32 = 0;
/// Exit code: it could not be done.
pub(crate) const FAILED: i32 = 1;
/// Exit code: wrong usage.
pub(crate) const USAGE: i32 = 2;

/// Runs `hotpot-node` to its end, with this on its standard input.
pub(crate) async fn hotpot_node(arguments: &[&str], input: &str) -> anyhow::Result<Outcome> {
	let command = format!("hotpot-node {}", arguments.join(" "));
	let mut stdin = tempfile::tempfile()?;
	stdin.write_all(input.as_bytes())?;
	stdin.rewind()?;
	let mut process = Command::new(machine::binary("hotpot-node")?);
	process.args(arguments).stdin(stdin).kill_on_drop(true);
	let output = timeout(PATIENCE, process.output())
		.await
		.with_context(|| format!("expected `{command}` to end within {PATIENCE:?}"))??;
	Ok(Outcome {
		command,
		code: output.status.code(),
		stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
		stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
	})
}

/// A command's outcome, if it succeeded and said all of this, wherever.
///
/// # Errors
/// If it did not.
pub(crate) fn said(outcome: Outcome, words: &[&str]) -> anyhow::Result<Outcome> {
	let Outcome { command, code, stdout, stderr } = &outcome;
	ensure!(
		*code == Some(DONE),
		"expected `{command}` to succeed; it ended with {code:?}: {stdout}{stderr}"
	);
	for word in words {
		ensure!(
			stdout.contains(word) || stderr.contains(word),
			"expected `{command}` to say \"{word}\"; it says: {stdout}{stderr}"
		);
	}
	Ok(outcome)
}

/// Where a node keeps its chain, or could.
pub(crate) struct Place {
	spec: String,
	base_path: String,
}

/// What `chain-info` knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Info {
	/// The newest block of the best chain.
	pub(crate) best: Block,
	/// The newest final block.
	pub(crate) finalized: Block,
}

impl Place {
	/// A base path, and the specification of the chain that is there, or may come there.
	pub(crate) fn new(spec: &Path, base_path: &Path) -> anyhow::Result<Self> {
		Ok(Self { spec: utf8(spec)?, base_path: utf8(base_path)? })
	}

	/// Where the development chain's folder is.
	pub(crate) fn chain_folder(&self) -> PathBuf {
		Path::new(&self.base_path).join("chains").join("hotpot_dev")
	}

	/// Runs a command here, with this on its standard input.
	pub(crate) async fn answer(&self, arguments: &[&str], input: &str) -> anyhow::Result<Outcome> {
		let here = ["--chain", &self.spec, "--base-path", &self.base_path];
		hotpot_node(&[arguments, &here].concat(), input).await
	}

	/// Runs a command here.
	pub(crate) async fn run(&self, arguments: &[&str]) -> anyhow::Result<Outcome> {
		self.answer(arguments, "").await
	}

	/// Runs a command here that must succeed and say all of this.
	pub(crate) async fn says(&self, arguments: &[&str], words: &[&str]) -> anyhow::Result<Outcome> {
		said(self.run(arguments).await?, words)
	}

	/// Runs a command here that must fail and say all of this.
	pub(crate) async fn refuses(
		&self,
		arguments: &[&str],
		code: i32,
		words: &[&str],
	) -> anyhow::Result<String> {
		self.run(arguments).await?.failure(code, words)
	}

	/// What `chain-info` says.
	pub(crate) async fn info(&self) -> anyhow::Result<Info> {
		let info = self.run(&["chain-info"]).await?.success()?;
		let block = |name: &str| {
			let number = info[format!("{name}_number")].as_u64();
			let hash = info[format!("{name}_hash")].as_str().map(str::to_owned);
			let (number, hash) =
				number.zip(hash).with_context(|| format!("expected a {name} block in {info}"))?;
			anyhow::Ok(Block { number, hash })
		};
		Ok(Info { best: block("best")?, finalized: block("finalized")? })
	}
}

/// A path as an argument.
pub(crate) fn utf8(path: &Path) -> anyhow::Result<String> {
	path.to_str().map(str::to_owned).with_context(|| format!("{} is not UTF-8", path.display()))
}
