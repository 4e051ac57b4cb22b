//! One validator: a process, its folder, its ports.

use crate::{machine, rpc::Rpc};
use anyhow::{Context, bail, ensure};
use std::{
	fs::{self, File},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	time::{Duration, Instant},
};
use tokio::time::sleep;

/// Names of the validators' well-known keys, in the order in which they join.
const AUTHORITIES: [&str; 4] = ["alice", "bob", "charlie", "dave"];

/// How long a node may take to end when it is asked to.
const STOP_PATIENCE: Duration = Duration::from_secs(60);

/// A validator. It is killed when this is dropped.
#[derive(Debug)]
pub struct Node {
	authority: &'static str,
	chain_spec: PathBuf,
	folder: PathBuf,
	rpc_port: u16,
	p2p_port: u16,
	peer_id: String,
	process: Option<Child>,
}

impl Node {
	/// Makes the folder and the network key of validator `index`, which is the same in each run.
	///
	/// # Errors
	/// If the folder can't be made, or the node's own key command fails.
	pub fn prepare(
		index: usize,
		chain_spec: &Path,
		network: &Path,
		[rpc_port, p2p_port]: [u16; 2],
	) -> anyhow::Result<Self> {
		let authority = AUTHORITIES.get(index).context("there are keys for four validators")?;
		let folder = network.join(authority);
		fs::create_dir_all(&folder)?;
		let key = folder.join("node.key");
		fs::write(&key, format!("{:064x}", index + 1))?;
		let key = key.to_str().context("the path is not UTF-8")?;
		let peer_id = run_to_end(&["key", "inspect-node-key", "--file", key])?.trim().to_owned();
		Ok(Self {
			authority,
			chain_spec: chain_spec.to_owned(),
			folder,
			rpc_port,
			p2p_port,
			peer_id,
			process: None,
		})
	}

	/// Whose keys it has.
	pub const fn name(&self) -> &'static str {
		self.authority
	}

	/// Where it listens for its peers, with its name.
	pub fn multiaddress(&self) -> String {
		format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", self.p2p_port, self.peer_id)
	}

	/// Its WebSocket address.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.rpc_port)
	}

	/// Its JSON-RPC.
	pub const fn rpc(&self) -> Rpc {
		Rpc::new(self.rpc_port)
	}

	/// Its base path.
	pub fn base_path(&self) -> &Path {
		&self.folder
	}

	/// Its log, of all its lives.
	pub fn log_path(&self) -> PathBuf {
		self.folder.join("node.log")
	}

	/// What it has logged.
	///
	/// # Errors
	/// If the log can't be read.
	pub fn log(&self) -> anyhow::Result<String> {
		Ok(String::from_utf8_lossy(&fs::read(self.log_path())?).into_owned())
	}

	/// The last lines that it logged.
	pub fn last_lines(&self, count: usize) -> String {
		let log = self.log().unwrap_or_default();
		let lines: Vec<&str> = log.lines().collect();
		let from = lines.len().saturating_sub(count);
		lines.get(from..).unwrap_or_default().join("\n")
	}

	/// Starts the process.
	///
	/// # Errors
	/// If it runs already, or the system gives no process.
	pub fn spawn(&mut self, bootnodes: &[String], arguments: &[String]) -> anyhow::Result<()> {
		ensure!(self.process.is_none(), "{} runs already", self.authority);
		let log = File::options().create(true).append(true).open(self.log_path())?;
		let mut command = Command::new(machine::binary("hotpot-node")?);
		command
			.args(["--validator", &format!("--{}", self.authority)])
			.arg("--chain")
			.arg(&self.chain_spec)
			.arg("--base-path")
			.arg(&self.folder)
			.arg("--node-key-file")
			.arg(self.folder.join("node.key"))
			.args(["--listen-addr", &format!("/ip4/127.0.0.1/tcp/{}", self.p2p_port)])
			.args(["--rpc-port", &self.rpc_port.to_string()])
			.args(["--rpc-methods", "safe", "--no-mdns", "--no-prometheus"])
			.arg("--no-telemetry");
		for bootnode in bootnodes {
			command.args(["--bootnodes", bootnode]);
		}
		let process = command
			.args(arguments)
			.stdin(Stdio::null())
			.stdout(log.try_clone()?)
			.stderr(log)
			.spawn()
			.context("hotpot-node does not start")?;
		self.process = Some(process);
		Ok(())
	}

	/// Whether this test wants it to run.
	pub const fn is_wanted(&self) -> bool {
		self.process.is_some()
	}

	/// Its process number, while it runs.
	pub fn pid(&self) -> Option<u32> {
		self.process.as_ref().map(Child::id)
	}

	/// Fails if it should run and has ended by itself.
	///
	/// # Errors
	/// How it ended.
	pub fn ensure_running(&mut self) -> anyhow::Result<()> {
		let ended = self.process.as_mut().and_then(|process| process.try_wait().transpose());
		let Some(status) = ended.transpose()? else {
			return Ok(());
		};
		let (name, lines) = (self.authority, self.last_lines(15));
		bail!("expected {name} to go on; it ended with {status}. Its last lines:\n{lines}")
	}

	/// Kills it with SIGKILL, which it can't catch: what it has not written is lost.
	pub fn kill9(&mut self) {
		if let Some(mut process) = self.process.take() {
			// It may have ended already; then there is nothing left to kill.
			let _ = process.kill();
			let _ = process.wait();
		}
	}

	/// Asks it to end, and waits for that.
	///
	/// # Errors
	/// If it has to be killed, or ends with an error.
	pub async fn stop(&mut self) -> anyhow::Result<()> {
		let Some(process) = &mut self.process else {
			return Ok(());
		};
		let pid = process.id();
		let asked = Command::new("sh").args(["-c", &format!("kill -TERM {pid}")]).status()?;
		ensure!(asked.success(), "SIGTERM can't be sent to {}", self.authority);
		let started = Instant::now();
		let status: ExitStatus = loop {
			if let Some(status) = process.try_wait()? {
				break status;
			}
			if started.elapsed() > STOP_PATIENCE {
				self.kill9();
				bail!("expected {} to end within {STOP_PATIENCE:?} of SIGTERM", self.authority);
			}
			sleep(Duration::from_millis(100)).await;
		};
		self.process = None;
		ensure!(
			status.success(),
			"expected {} to end well; it ended with {status}",
			self.authority
		);
		Ok(())
	}

	/// Whether it answers, and is no other node that has taken its port.
	///
	/// # Errors
	/// If it does not answer.
	pub async fn answers(&self) -> anyhow::Result<bool> {
		let peer_id = self.rpc().ask("system_localPeerId", serde_json::json!([])).await?;
		Ok(peer_id.as_str() == Some(&self.peer_id))
	}
}

/// The specification of a known chain, with its genesis built, which takes a node ten seconds: it
/// is made once for each build of the node. Only one test runs this at a time.
///
/// # Errors
/// If the node does not know the chain, or the file can't be written.
pub fn chain_spec(chain: &str) -> anyhow::Result<PathBuf> {
	let spec = machine::release_folder()?.join(format!("hotpot-tests-{chain}.json"));
	let built = fs::metadata(machine::binary("hotpot-node")?)?.modified()?;
	let is_fresh =
		fs::metadata(&spec).and_then(|spec| spec.modified()).is_ok_and(|written| written > built);
	if !is_fresh {
		let text = run_to_end(&["export-chain-spec", "--chain", chain, "--raw"])?;
		let new = spec.with_extension("new");
		fs::write(&new, text)?;
		fs::rename(&new, &spec)?;
	}
	Ok(spec)
}

fn run_to_end(arguments: &[&str]) -> anyhow::Result<String> {
	let output = Command::new(machine::binary("hotpot-node")?).args(arguments).output()?;
	ensure!(
		output.status.success(),
		"hotpot-node {}: {}",
		arguments.join(" "),
		String::from_utf8_lossy(&output.stderr)
	);
	Ok(String::from_utf8(output.stdout)?)
}

impl Drop for Node {
	fn drop(&mut self) {
		self.kill9();
	}
}
