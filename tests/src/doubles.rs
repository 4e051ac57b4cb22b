//! TRON and TON as far as this machine can have them: `tests/doubles`, three endpoints each.

use anyhow::{Context, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use hotpot_worker::http::Http;
use serde_json::{Value, json};
use std::{
	path::{Path, PathBuf},
	process::Stdio,
	time::Duration,
};
use tokio::{
	io::{AsyncBufReadExt, BufReader},
	process::{Child, Command},
	time::timeout,
};

/// Endpoints of each chain: one may lie or be down.
pub const ENDPOINTS: usize = 3;

/// How long a double may take to start, or to do what it is told.
const PATIENCE: Duration = Duration::from_secs(60);

/// A double: one chain behind [`ENDPOINTS`] addresses. It ends with this process.
#[derive(Debug)]
struct Double {
	_process: Child,
	urls: Vec<String>,
	http: Http,
}

impl Double {
	/// Starts `node` and reads the first lines that it prints.
	async fn start(
		script: PathBuf,
		arguments: &[&str],
		lines: usize,
	) -> anyhow::Result<(Self, String)> {
		let folder = script.parent().and_then(Path::parent).unwrap_or(&script);
		ensure!(script.is_file(), "there is no {}", script.display());
		let mut process = Command::new("node")
			.arg(&script)
			.args(arguments)
			.stdin(Stdio::piped())
			.stdout(Stdio::piped())
			.kill_on_drop(true)
			.spawn()
			.context("node does not start; scripts/setup installs it")?;
		let output = process.stdout.take().context("its output is piped")?;
		let mut output = BufReader::new(output);
		let mut said = String::new();
		for _ in 0..lines {
			let read = timeout(PATIENCE, output.read_line(&mut said)).await??;
			ensure!(
				read > 0,
				"{} does not start; scripts/setup installs what it needs in {}",
				script.display(),
				folder.display()
			);
		}
		let http = Http::new(PATIENCE).context("there is no HTTP client")?;
		Ok((Self { _process: process, urls: Vec::new(), http }, said))
	}

	/// Tells endpoint `index` something.
	async fn admin(&self, index: usize, what: &str, body: &Value) -> anyhow::Result<Value> {
		let url = self.urls.get(index).with_context(|| format!("there is no endpoint {index}"))?;
		let said = self.http.post_json(&format!("{url}/admin/{what}"), &[], body).await;
		said.with_context(|| format!("/admin/{what} with {body}"))
	}
}

fn double(path: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("doubles").join(path)
}

fn text(value: &Value) -> anyhow::Result<String> {
	Ok(value.as_str().with_context(|| format!("expected a text, not {value}"))?.to_owned())
}

/// `tests/doubles/mini-tron`.
#[derive(Debug)]
pub struct Tron {
	double: Double,
	/// The contract that is USDT.
	pub usdt: String,
}

impl Tron {
	/// Starts it, with blocks from an hour ago on that come ten times as fast as they should.
	///
	/// # Errors
	/// If it does not start.
	pub async fn start(now_ms: u64) -> anyhow::Result<Self> {
		let time = now_ms.saturating_sub(3_600_000).to_string();
		let endpoints = ENDPOINTS.to_string();
		let arguments = ["--endpoints", &endpoints, "--until-stdin-ends", "--time", &time];
		let (mut double, said) =
			Double::start(double("mini-tron/bin/mini-tron.js"), &arguments, 1).await?;
		let said: Value = serde_json::from_str(&said)?;
		let urls = said["urls"].as_array().context("mini-tron prints its addresses")?;
		double.urls = urls.iter().map(text).collect::<anyhow::Result<_>>()?;
		let tron = Self { double, usdt: text(&said["tokens"]["usdt"])? };
		tron.double.admin(0, "mine", &json!({ "blocks": 45 })).await?;
		tron.double.admin(0, "auto", &json!({ "interval": 300 })).await?;
		Ok(tron)
	}

	/// The addresses of its endpoints.
	pub fn urls(&self) -> &[String] {
		&self.double.urls
	}

	/// The address of a key, `T…` or `41…`.
	///
	/// # Errors
	/// If the double does not answer.
	pub async fn account(&self, name: &str) -> anyhow::Result<String> {
		text(&self.double.admin(0, "account", &json!({ "name": name })).await?["address"])
	}

	/// Has the faucet send something; see `/admin/send`. Gives the txID.
	///
	/// # Errors
	/// If the double refuses it.
	pub async fn send(&self, body: Value) -> anyhow::Result<String> {
		text(&self.double.admin(0, "send", &body).await?["txid"])
	}

	/// Has an endpoint lie or fail.
	///
	/// # Errors
	/// If the double does not know the fault.
	pub async fn fault(&self, endpoint: usize, fault: &Value) -> anyhow::Result<()> {
		self.double.admin(endpoint, "fault", fault).await.map(|_| ())
	}

	/// Ends an endpoint's faults.
	///
	/// # Errors
	/// If the double does not answer.
	pub async fn honest(&self, endpoint: usize) -> anyhow::Result<()> {
		self.double.admin(endpoint, "honest", &json!({})).await.map(|_| ())
	}

	/// Drops the newest blocks, none of them solidified. Their transactions wait for others.
	///
	/// # Errors
	/// If the double does not answer.
	pub async fn reorganise(&self, depth: u64) -> anyhow::Result<()> {
		self.double.admin(0, "reorg", &json!({ "depth": depth })).await.map(|_| ())
	}

	/// The number of the last solidified block.
	///
	/// # Errors
	/// If the double does not answer.
	pub async fn solidified(&self) -> anyhow::Result<u64> {
		let url = self.double.urls.first().context("it has endpoints")?;
		let url = format!("{url}/walletsolidity/getnowblock");
		let block: Value = self.double.http.post_json(&url, &[], &json!({})).await?;
		block["block_header"]["raw_data"]["number"].as_u64().context("a block has a number")
	}

	/// The block of a transaction, once it is in one.
	///
	/// # Errors
	/// If the double does not answer.
	pub async fn block_of(&self, txid: &str) -> anyhow::Result<Option<u64>> {
		let url = self.double.urls.first().context("it has endpoints")?;
		let url = format!("{url}/wallet/gettransactioninfobyid");
		let info: Value = self.double.http.post_json(&url, &[], &json!({ "value": txid })).await?;
		Ok(info["blockNumber"].as_u64())
	}
}

/// `tests/doubles/mini-toncenter`.
#[derive(Debug)]
pub struct Ton {
	double: Double,
	/// The master of the jetton that is USDT.
	pub usdt: String,
}

impl Ton {
	/// Who has coins and jettons to send.
	pub const GUEST: &str = "guest";

	/// Starts it, with a jetton named `usdt` and another one that calls itself the same, `fake`.
	///
	/// # Errors
	/// If it does not start.
	pub async fn start(now_ms: u64) -> anyhow::Result<Self> {
		let now = (now_ms / 1000).saturating_sub(3_600).to_string();
		let endpoints = ENDPOINTS.to_string();
		let arguments = ["--endpoints", &endpoints, "--now", &now];
		let script = double("mini-toncenter/server.mjs");
		let (mut double, said) = Double::start(script, &arguments, ENDPOINTS).await?;
		double.urls = said.lines().map(str::to_owned).collect();
		let guest = json!({ "name": Self::GUEST, "value": "9000000000000" });
		double.admin(0, "wallet", &guest).await?;
		let mut masters = Vec::new();
		for id in ["usdt", "fake"] {
			let made =
				double.admin(0, "jetton", &json!({ "id": id, "admin": Self::GUEST })).await?;
			masters.push(text(&made["master"])?);
			let amount = "1000000000000";
			let mint = json!({ "jetton": id, "to": Self::GUEST, "amount": amount });
			double.admin(0, "mint", &mint).await?;
		}
		Ok(Self { double, usdt: masters.swap_remove(0) })
	}

	/// The addresses of its endpoints, as workers want them.
	pub fn urls(&self) -> Vec<String> {
		self.double.urls.iter().map(|url| format!("{url}/api/v3")).collect()
	}

	/// A wallet, deployed: its raw address.
	///
	/// # Errors
	/// If the double does not answer.
	pub async fn wallet(&self, name: &str) -> anyhow::Result<String> {
		text(&self.double.admin(0, "wallet", &json!({ "name": name })).await?["address"])
	}

	/// Sends something; see `/admin/send`. Gives the hash of the transaction at `to`, a raw address, in
	/// hex.
	///
	/// # Errors
	/// If the double refuses it, or it does not get there.
	pub async fn send(&self, to: &str, mut body: Value) -> anyhow::Result<String> {
		body["from"] = json!(Self::GUEST);
		body["to"] = json!(to);
		let said = self.double.admin(0, "send", &body).await?;
		let made = said["transactions"].as_array().context("it tells what it made")?;
		let arrived = made.iter().rev().find(|made| made["account"] == to);
		let hash =
			text(&arrived.with_context(|| format!("nothing reached {to}: {said}"))?["hash"])?;
		Ok(hex::encode(BASE64_STANDARD.decode(hash)?))
	}

	/// Has an endpoint lie or fail.
	///
	/// # Errors
	/// If the double does not know the fault.
	pub async fn fault(&self, endpoint: usize, fault: &Value) -> anyhow::Result<()> {
		self.double.admin(endpoint, "fault", fault).await.map(|_| ())
	}

	/// Ends an endpoint's faults.
	///
	/// # Errors
	/// If the double does not answer.
	pub async fn honest(&self, endpoint: usize) -> anyhow::Result<()> {
		self.fault(endpoint, &json!({ "kind": "none" })).await
	}
}
