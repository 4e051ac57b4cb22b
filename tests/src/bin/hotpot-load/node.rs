//! Nodes of its own: started in a temporary folder, on loopback, and ended with it.

use crate::progress::Console;
use anyhow::{Context, Result, bail, ensure};
use hotpot_cli::chain::Chain;
use std::{
	fs::{self, File},
	net::{Ipv4Addr, TcpListener},
	os::unix::process::CommandExt,
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::time::sleep;

/// Who validates, in the order in which nodes are started.
const AUTHORITIES: [&str; 3] = ["alice", "bob", "charlie"];
/// How far above the RPC ports the ports for peers are.
const PEER_PORTS: u16 = 100;
/// How long a node may take to answer.
const START_PATIENCE: Duration = Duration::from_secs(90);
/// How long the first final block may take.
const FINALITY_PATIENCE: Duration = Duration::from_secs(180);
/// How long a node may take to end by itself.
const STOP_PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked whether it did.
const INTERVAL: Duration = Duration::from_millis(100);

/// Nodes of a new chain. They end when this is dropped.
pub struct Nodes {
	binary: PathBuf,
	chain: &'static str,
	running: Vec<Running>,
	folder: TempDir,
}

struct Running {
	child: Child,
	rpc_port: u16,
	base_path: PathBuf,
}

impl Nodes {
	/// Starts as many validators as the chain has, and waits for their first final block.
	///
	/// # Errors
	/// A number of validators there is no chain for, a port that is taken, a node that ends.
	pub async fn start(
		binary: &Path,
		validators: u16,
		base_port: u16,
		console: Console,
	) -> Result<Self> {
		let chain = match validators {
			1 => "dev",
			3 => "local",
			other => bail!("there are chains of 1 and of 3 validators, not of {other}"),
		};
		let ports: Vec<u16> = (base_port..).take(usize::from(validators)).collect();
		for port in &ports {
			ensure_free(*port)?;
			ensure_free(peer_port(*port)?)?;
		}
		let folder = tempfile::Builder::new().prefix("hotpot-load-").tempdir()?;
		let binary = binary.to_path_buf();
		let mut nodes = Self { binary, chain, running: Vec::new(), folder };
		let addresses = nodes.make_keys(&ports)?;
		for (port, authority) in ports.iter().zip(AUTHORITIES) {
			nodes.launch(authority, *port, &addresses)?;
		}
		console.note(&format!("{validators} validator(s) in {}", nodes.folder.path().display()));
		nodes.ready().await?;
		Ok(nodes)
	}

	/// Addresses of their RPC servers.
	pub fn urls(&self) -> Vec<String> {
		self.running.iter().map(|node| url(node.rpc_port)).collect()
	}

	/// Their processes.
	pub fn pids(&self) -> Vec<u32> {
		self.running.iter().map(|node| node.child.id()).collect()
	}

	/// Leaves the folder behind, to look into.
	pub fn keep_folder(&mut self) -> &Path {
		self.folder.disable_cleanup(true);
		self.folder.path()
	}

	/// The program.
	pub fn binary(&self) -> &Path {
		&self.binary
	}

	/// How the program names the chain.
	pub const fn chain(&self) -> &'static str {
		self.chain
	}

	/// Where the first node has its data.
	pub fn first_base_path(&self) -> PathBuf {
		self.base_path(0)
	}

	/// Ends them, in peace if they do it in time.
	pub fn stop(&mut self) {
		for node in &mut self.running {
			terminate(&mut node.child);
		}
		let started = Instant::now();
		for mut node in self.running.drain(..) {
			while matches!(node.child.try_wait(), Ok(None)) && started.elapsed() < STOP_PATIENCE {
				thread::sleep(INTERVAL);
			}
			// Does nothing to one that has ended.
			drop(node.child.kill());
			drop(node.child.wait());
		}
	}

	fn base_path(&self, place: usize) -> PathBuf {
		self.folder.path().join(format!("node{place}"))
	}

	/// Makes each node's key; gives back the addresses by which they find one another.
	fn make_keys(&self, ports: &[u16]) -> Result<Vec<String>> {
		let mut addresses = Vec::new();
		for (place, port) in ports.iter().enumerate() {
			let folder = self.base_path(place);
			fs::create_dir_all(&folder)?;
			let file = folder.join("node.key");
			self.key_command("generate-node-key", &file)?;
			let peer = self.key_command("inspect-node-key", &file)?;
			addresses.push(format!("{}/p2p/{}", listen_address(*port)?, peer.trim()));
		}
		Ok(addresses)
	}

	fn key_command(&self, command: &str, file: &Path) -> Result<String> {
		let output = Command::new(&self.binary)
			.args(["key", command, "--file"])
			.arg(file)
			.stdin(Stdio::null())
			.output()
			.with_context(|| format!("can't run {}", self.binary.display()))?;
		ensure!(output.status.success(), "{} key {command} failed", self.binary.display());
		Ok(String::from_utf8(output.stdout)?)
	}

	fn launch(&mut self, authority: &str, port: u16, addresses: &[String]) -> Result<()> {
		let place = self.running.len();
		let base_path = self.base_path(place);
		let log = File::create(base_path.join("node.log"))?;
		let listen_address = listen_address(port)?;
		let others = addresses.iter().enumerate().filter(|(other, _)| *other != place);
		let mut command = Command::new(&self.binary);
		command
			.arg("--base-path")
			.arg(&base_path)
			.args(["--chain", self.chain, "--validator", "--no-mdns", "--no-telemetry"])
			.args(["--no-prometheus", "--rpc-methods", "safe"])
			.arg(format!("--{authority}"))
			.arg("--node-key-file")
			.arg(base_path.join("node.key"))
			.args(["--listen-addr", &listen_address, "--rpc-port", &port.to_string()])
			.args(others.flat_map(|(_, address)| ["--bootnodes", address]))
			.stdin(Stdio::null())
			.stdout(log.try_clone()?)
			.stderr(log)
			// Ctrl-C reaches this program alone, which then ends its nodes.
			.process_group(0);
		let child = command.spawn().context("can't start a node")?;
		self.running.push(Running { child, rpc_port: port, base_path });
		Ok(())
	}

	async fn ready(&mut self) -> Result<()> {
		let started = Instant::now();
		for place in 0..self.running.len() {
			let chain = loop {
				self.ensure_alive()?;
				let port = self.running[place].rpc_port;
				match Chain::connect(&url(port)).await {
					Ok(chain) => break chain,
					Err(error) if started.elapsed() >= START_PATIENCE => {
						bail!("{error} {}", last_lines(&self.running[place].base_path));
					}
					Err(_) => sleep(INTERVAL).await,
				}
			};
			while chain.finalized().await?.number == 0 {
				self.ensure_alive()?;
				ensure!(started.elapsed() < FINALITY_PATIENCE, "no block became final");
				sleep(INTERVAL).await;
			}
		}
		Ok(())
	}

	fn ensure_alive(&mut self) -> Result<()> {
		for node in &mut self.running {
			if let Some(status) = node.child.try_wait()? {
				bail!("a node ended ({status}). {}", last_lines(&node.base_path));
			}
		}
		Ok(())
	}
}

impl Drop for Nodes {
	fn drop(&mut self) {
		self.stop();
	}
}

fn url(rpc_port: u16) -> String {
	format!("ws://127.0.0.1:{rpc_port}")
}

fn peer_port(rpc_port: u16) -> Result<u16> {
	rpc_port.checked_add(PEER_PORTS).context("the port is too high")
}

fn listen_address(rpc_port: u16) -> Result<String> {
	Ok(format!("/ip4/127.0.0.1/tcp/{}", peer_port(rpc_port)?))
}

fn ensure_free(port: u16) -> Result<()> {
	let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
	drop(listener.with_context(|| format!("port {port} is taken; choose another --base-port"))?);
	Ok(())
}

/// Asks a process of ours to end, if it runs: then its number is still its own.
fn terminate(child: &mut Child) {
	if !matches!(child.try_wait(), Ok(None)) {
		return;
	}
	let pid = child.id().to_string();
	let asked = Command::new("sh").args(["-c", "kill -TERM \"$0\"", &pid]).status();
	if !asked.is_ok_and(|status| status.success()) {
		drop(child.kill());
	}
}

fn last_lines(base_path: &Path) -> String {
	const LINES: usize = 8;
	let log = fs::read_to_string(base_path.join("node.log")).unwrap_or_default();
	let lines: Vec<&str> = log.lines().collect();
	let last = lines.len().saturating_sub(LINES);
	format!("The last lines of its log:\n{}", lines[last..].join("\n"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_taken_port_should_be_noticed() {
		let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
		let port = listener.local_addr().expect("it is bound").port();
		let error = ensure_free(port).expect_err("it is taken").to_string();
		assert!(error.contains(&port.to_string()), "{error}");
		drop(listener);
		assert!(ensure_free(port).is_ok());
		assert!(peer_port(u16::MAX).is_err());
	}

	#[test]
	fn the_end_of_a_log_should_be_told() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		assert!(last_lines(folder.path()).ends_with(":\n"));
		let log: Vec<String> = (1..=20).map(|n| format!("line {n}")).collect();
		fs::write(folder.path().join("node.log"), log.join("\n")).expect("it can be written");
		let lines = last_lines(folder.path());
		assert!(lines.contains("line 13") && lines.ends_with("line 20"), "{lines}");
		assert!(!lines.contains("line 12"));
	}
}
