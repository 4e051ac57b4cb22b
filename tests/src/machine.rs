//! What tests share: the binaries, the ports, the disk, and the processors.

use crate::is_full;
use anyhow::{Context, bail, ensure};
use std::{
	fs::{self, File, TryLockError},
	net::{Ipv4Addr, TcpListener},
	ops::Range,
	path::PathBuf,
	process::{self, Command, Stdio},
	sync::atomic::{AtomicUsize, Ordering},
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::time::sleep;

/// Ports for nodes: below those that systems give to outgoing connections, so that a node finds
/// its port free again after it was killed.
const PORTS: Range<u16> = 20_000..32_000;

/// How many ports were asked for in this process.
static PORTS_ASKED_FOR: AtomicUsize = AtomicUsize::new(0);

/// The folder with the binaries that the tests were built with.
///
/// # Errors
/// If the tests were started from elsewhere.
pub fn release_folder() -> anyhow::Result<PathBuf> {
	let this = std::env::current_exe().context("this program has no path")?;
	let mut folder = this.parent().context("this program is in no folder")?;
	if folder.ends_with("deps") {
		folder = folder.parent().context("the folder of dependencies is at the top")?;
	}
	Ok(folder.to_owned())
}

/// A binary of this workspace.
///
/// # Errors
/// If it was not built.
pub fn binary(name: &str) -> anyhow::Result<PathBuf> {
	let path = release_folder()?.join(name);
	ensure!(path.is_file(), "there is no {}; scripts/build makes it", path.display());
	Ok(path)
}

/// Ports on which nobody listens.
///
/// # Errors
/// If there are not that many.
pub fn free_ports(count: usize) -> anyhow::Result<Vec<u16>> {
	let all = usize::from(PORTS.end - PORTS.start);
	// Somewhere else in every process, for tests of another user or another checkout, and for every
	// test of a process: a port is free until its node listens.
	let process = usize::try_from(process::id())?.wrapping_mul(97);
	let first = process.wrapping_add(PORTS_ASKED_FOR.fetch_add(count, Ordering::Relaxed)) % all;
	let mut held = Vec::new();
	for port in PORTS.cycle().skip(first).take(all) {
		if held.len() == count {
			break;
		}
		if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
			held.push((port, listener));
		}
	}
	ensure!(held.len() == count, "only {} of {count} ports are free", held.len());
	Ok(held.into_iter().map(|(port, _)| port).collect())
}

/// Removes a folder without waiting for it: the databases of three nodes can keep a disk busy for
/// ten seconds, in which the next test may begin.
pub fn remove_later(folder: TempDir) {
	let folder = folder.keep();
	// Without the streams of the test, so that nobody waits for their end.
	let begun = Command::new("sh")
		.args(["-c", "rm -rf -- \"$0\" &"])
		.arg(&folder)
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.stderr(Stdio::null())
		.status();
	if !begun.is_ok_and(|status| status.success()) {
		// It is in the system's folder for what may be lost.
		let _ = fs::remove_dir_all(folder);
	}
}

/// How much of the machine a network needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Share {
	/// All of it: three busy validators fill two processors.
	#[default]
	Whole,
	/// A part, beside others that need no more: it waits for blocks most of the time.
	Part,
}

/// The right to run a network.
#[derive(Debug)]
pub struct Turn {
	_lock: File,
}

/// Waits until no other test, of any process, runs a network; or none that needs the whole machine.
///
/// # Errors
/// If that takes longer than all tests together may.
pub async fn wait_for_turn(share: Share) -> anyhow::Result<Turn> {
	let patience = Duration::from_secs(if is_full() { 4 * 3_600 } else { 1_800 });
	let path = release_folder()?.join("hotpot-tests.lock");
	let file = File::options()
		.create(true)
		.truncate(false)
		.write(true)
		.open(&path)
		.with_context(|| format!("{} can't be opened", path.display()))?;
	let started = Instant::now();
	loop {
		let tried = match share {
			Share::Whole => file.try_lock(),
			Share::Part => file.try_lock_shared(),
		};
		match tried {
			Ok(()) => return Ok(Turn { _lock: file }),
			Err(TryLockError::Error(error)) => return Err(error).context("locks don't work here"),
			Err(TryLockError::WouldBlock) if started.elapsed() > patience => {
				bail!("another test has held {} for too long", path.display())
			}
			Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(300)).await,
		}
	}
}
