//! `hotpot-worker` beside a validator, as its operator runs it.

use crate::{
	doubles::{Ton, Tron},
	machine,
};
use anyhow::{Context, bail, ensure};
use hotpot_worker::{
	http::{Header, Http},
	secret::Secret,
};
use serde_json::{Value, json};
use std::{
	fs::{self, File},
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	time::Duration,
};

/// What modules present when they report.
const TOKEN: &str = "only-for-tests-0123456789";

/// How long a worker may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A worker. It is killed when this is dropped.
#[derive(Debug)]
pub struct Worker {
	folder: PathBuf,
	port: u16,
	process: Option<Child>,
	http: Http,
}

impl Worker {
	/// Writes the configuration of the worker beside a node.
	///
	/// # Errors
	/// If the folder can't be written.
	pub fn prepare(
		folder: &Path,
		port: u16,
		node: &str,
		authority: [u8; 32],
		tron: &Tron,
		ton: &Ton,
	) -> anyhow::Result<Self> {
		fs::create_dir_all(folder)?;
		let worker = Self {
			folder: folder.to_owned(),
			port,
			process: None,
			http: Http::new(PATIENCE).context("there is no HTTP client")?,
		};
		let endpoints = |table: &str, urls: &[String]| -> String {
			let one = |url: &String| {
				format!("[[{table}]]\nurl = \"{url}\"\nrequests_per_second = 1000\n")
			};
			urls.iter().map(one).collect()
		};
		let (journal, key) = (worker.journal(), hex::encode(authority));
		let text = format!(
			"listen = \"127.0.0.1:{port}\"\njournal = {journal:?}\nlog = \"info\"\n\
			 [node]\nurl = \"{node}\"\nauthority = \"0x{key}\"\n\
			 [reports]\ntoken_env = \"HOTPOT_WORKER_TOKEN\"\n\
			 [tron]\nusdt_contract = \"{}\"\n{}{}\
			 [ton]\nusdt_master = \"{}\"\n{}",
			tron.usdt,
			endpoints("tron.endpoints", tron.urls()),
			endpoints("tron.indices", tron.urls().get(..1).unwrap_or_default()),
			ton.usdt,
			endpoints("ton.endpoints", &ton.urls()),
		);
		fs::write(worker.config(), text)?;
		Ok(worker)
	}

	fn config(&self) -> PathBuf {
		self.folder.join("worker.toml")
	}

	/// Its journal's file.
	pub fn journal(&self) -> PathBuf {
		self.folder.join("worker.journal")
	}

	/// Where it listens.
	pub const fn port(&self) -> u16 {
		self.port
	}

	/// Its log, of all its lives.
	pub fn log_path(&self) -> PathBuf {
		self.folder.join("worker.log")
	}

	/// What it has logged.
	///
	/// # Errors
	/// If the log can't be read.
	pub fn log(&self) -> anyhow::Result<String> {
		Ok(String::from_utf8_lossy(&fs::read(self.log_path())?).into_owned())
	}

	/// Starts it. With `fail_at` it kills itself at that place of its journal.
	///
	/// # Errors
	/// If it runs already, or the system gives no process.
	pub fn spawn(&mut self, fail_at: Option<&str>) -> anyhow::Result<()> {
		ensure!(self.process.is_none(), "the worker on port {} runs already", self.port);
		let log = File::options().create(true).append(true).open(self.log_path())?;
		let mut command = Command::new(machine::binary("hotpot-worker")?);
		command.arg("run").arg("--config").arg(self.config());
		if let Some(place) = fail_at {
			command.args(["--fail-at", place]);
		}
		let process = command
			.env("HOTPOT_WORKER_TOKEN", TOKEN)
			.stdin(Stdio::null())
			.stdout(log.try_clone()?)
			.stderr(log)
			.spawn()
			.context("hotpot-worker does not start")?;
		self.process = Some(process);
		Ok(())
	}

	/// The most memory that it ever held, in KiB.
	///
	/// # Errors
	/// If it does not run.
	pub fn peak_kib(&self) -> anyhow::Result<u64> {
		let pid = self.process.as_ref().context("it does not run")?.id();
		let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
		let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
		let peak = peak.and_then(|peak| peak.trim().strip_suffix("kB"));
		Ok(peak.context("the system tells no peak")?.trim().parse()?)
	}

	/// Whether it ended by itself, which it does where it was told to fail. It can be started again
	/// then.
	///
	/// # Errors
	/// If the system does not know.
	pub fn has_ended(&mut self) -> anyhow::Result<bool> {
		let Some(process) = &mut self.process else { return Ok(true) };
		if process.try_wait()?.is_none() {
			return Ok(false);
		}
		self.process = None;
		Ok(true)
	}

	/// Kills it with SIGKILL.
	pub fn kill9(&mut self) {
		if let Some(mut process) = self.process.take() {
			// It may have ended already; then there is nothing left to kill.
			let _ = process.kill();
			let _ = process.wait();
		}
	}

	/// Whether it is alive, and what it says of itself.
	///
	/// # Errors
	/// If it does not answer.
	pub async fn health(&self) -> anyhow::Result<Value> {
		let url = format!("http://127.0.0.1:{}/v1/health", self.port);
		Ok(self.http.get_json(&url, &[]).await?)
	}

	/// How many accounts it watches on both chains together.
	///
	/// # Errors
	/// If it does not answer.
	pub async fn watched(&self) -> anyhow::Result<u64> {
		let health = self.health().await?;
		let rails = health["rails"].as_array().context("health tells of rails")?;
		Ok(rails.iter().filter_map(|rail| rail["watched"].as_u64()).sum())
	}

	/// Reports what guests did, as a module on this machine does.
	///
	/// # Errors
	/// If the worker does not take it.
	pub async fn report(&self, report: &Value) -> anyhow::Result<()> {
		let url = format!("http://127.0.0.1:{}/v1/reports", self.port);
		let token = Header::secret("authorization", &Secret::new(&format!("Bearer {TOKEN}")))?;
		let body = json!({ "reports": [report] });
		let said: Value = self.http.post_json(&url, &[token], &body).await?;
		match said["outcomes"][0].as_str() {
			Some("new" | "known") => Ok(()),
			_ => bail!("the worker says {said}"),
		}
	}
}

impl Drop for Worker {
	fn drop(&mut self) {
		self.kill9();
	}
}
