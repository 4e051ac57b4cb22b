//! tests/doubles/mini-tron, started for a test, and a journal as simple as can be.

use hotpot_primitives::observations::{Deposit, ForeignAccount};
use hotpot_worker::{
	endpoints::{Endpoint, Endpoints},
	http::{Header, Http},
	rail::{Cursor, Found, Rail as _, RailError},
	tron::{
		address::Address,
		rail::{Settings, TronRail},
	},
};
use serde_json::{Value, json};
use std::{
	collections::{BTreeMap, BTreeSet},
	io::{BufRead, BufReader},
	path::Path,
	process::{Child, Command, Stdio},
	time::Duration,
};

/// How long the worker waits for an answer in these tests.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// A chain behind three endpoints. It ends with its standard input, hence with the test.
pub struct Tron {
	process: Child,
	pub urls: Vec<String>,
	pub faucet: Address,
	http: Http,
}

impl Tron {
	/// With 45 blocks, so that there is something solidified to begin from.
	pub async fn start() -> Self {
		Self::start_at(1_780_000_000_000).await
	}

	pub async fn start_at(time: u64) -> Self {
		let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/doubles/mini-tron");
		assert!(
			home.join("node_modules").is_dir(),
			"mini-tron's packages are missing: npm ci --prefix tests/doubles/mini-tron"
		);
		let mut process = Command::new("node")
			.arg(home.join("bin/mini-tron.js"))
			.args(["--endpoints", "3", "--until-stdin-ends", "--time", &time.to_string()])
			.stdin(Stdio::piped())
			.stdout(Stdio::piped())
			.spawn()
			.expect("node (20 or later) must be installed to run this test");
		let mut line = String::new();
		BufReader::new(process.stdout.take().expect("its output is ours"))
			.read_line(&mut line)
			.expect("its output is ours");
		let said: Value = serde_json::from_str(&line).expect("mini-tron did not start");
		let texts = |value: &Value| -> Vec<String> {
			value
				.as_array()
				.expect("mini-tron answers as documented")
				.iter()
				.map(|url| url.as_str().expect("mini-tron answers as documented").to_owned())
				.collect()
		};
		let tron = Self {
			process,
			urls: texts(&said["urls"]),
			faucet: said["faucet"]
				.as_str()
				.expect("mini-tron answers as documented")
				.parse()
				.expect("mini-tron answers as documented"),
			http: Http::new(Duration::from_secs(60))
				.expect("certificate authorities are installed"),
		};
		tron.mine(45).await;
		tron
	}

	async fn admin(&self, endpoint: usize, what: &str, body: Value) -> Value {
		let url = format!("{}/admin/{what}", self.urls[endpoint]);
		self.http.post_json(&url, &[], &body).await.expect("mini-tron answers as documented")
	}

	pub async fn mine(&self, blocks: u64) -> u64 {
		self.admin(0, "mine", json!({ "blocks": blocks })).await["head"]
			.as_u64()
			.expect("mini-tron answers as documented")
	}

	/// An account of its own.
	pub async fn account(&self, name: &str) -> Address {
		let said = self.admin(0, "account", json!({ "name": name })).await;
		said["address"]
			.as_str()
			.expect("mini-tron answers as documented")
			.parse()
			.expect("mini-tron answers as documented")
	}

	/// Sends from the faucet; in the next block.
	pub async fn send(&self, token: &str, to: Address, amount: u64) -> [u8; 32] {
		self.send_with(json!({ "token": token, "to": to.to_string(), "amount": amount })).await
	}

	pub async fn send_with(&self, body: Value) -> [u8; 32] {
		let said = self.admin(0, "send", body).await;
		hex::decode(said["txid"].as_str().expect("mini-tron answers as documented"))
			.expect("mini-tron answers as documented")
			.try_into()
			.expect("mini-tron answers as documented")
	}

	/// Lets an endpoint lie.
	pub async fn fault(&self, endpoint: usize, fault: Value) {
		self.admin(endpoint, "fault", fault).await;
	}

	/// Lets all of them lie.
	pub async fn fault_everywhere(&self, fault: Value) {
		for endpoint in 0..self.urls.len() {
			self.fault(endpoint, fault.clone()).await;
		}
	}

	/// Lets no endpoint lie any more.
	pub async fn honest(&self) {
		for endpoint in 0..self.urls.len() {
			self.admin(endpoint, "honest", json!({})).await;
		}
	}

	pub async fn reorg(&self, body: Value) {
		self.admin(0, "reorg", body).await;
	}

	/// How often each path of an endpoint was asked since this was asked last.
	pub async fn requests(&self, endpoint: usize) -> BTreeMap<String, u64> {
		let said = self.admin(endpoint, "stats", json!({})).await;
		serde_json::from_value(said["requests"].clone()).expect("mini-tron answers as documented")
	}

	pub fn endpoints(&self, deadline: Duration) -> Endpoints {
		let http = Http::new(deadline).expect("certificate authorities are installed");
		let of = |url: &String| {
			let headers: Vec<Header> = Vec::new();
			Endpoint::new(http.clone(), url, headers, Duration::ZERO).expect("sound addresses")
		};
		Endpoints::new(self.urls.iter().map(of).collect()).expect("sound addresses")
	}

	/// A rail that looks into no index.
	pub fn rail(&self) -> TronRail {
		TronRail::new(self.endpoints(DEADLINE), Vec::new(), settings())
	}

	/// A rail that looks all accounts up in the first endpoint's index.
	pub fn rail_with_index(&self) -> TronRail {
		let endpoints = self.endpoints(DEADLINE);
		let index = endpoints.all()[0].clone();
		TronRail::new(endpoints, vec![index], settings())
	}
}

impl Drop for Tron {
	fn drop(&mut self) {
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

pub fn settings() -> Settings {
	Settings { accounts_per_step: 100, blocks_per_step: 50, ..Settings::default() }
}

pub fn watch(accounts: &[Address]) -> BTreeSet<ForeignAccount> {
	accounts.iter().map(|account| ForeignAccount::Tron(account.0)).collect()
}

/// Keeps what steps find, each deposit once.
#[derive(Default)]
pub struct Journal {
	pub cursor: Option<Cursor>,
	pub deposits: Vec<Deposit>,
	pub alerts: Vec<String>,
}

impl Journal {
	/// One step.
	pub async fn step(
		&mut self,
		rail: &mut TronRail,
		watched: &BTreeSet<ForeignAccount>,
	) -> Result<bool, RailError> {
		let Found { deposits, cursor, alerts, is_behind } =
			rail.step(watched, self.cursor.as_ref()).await?;
		for deposit in deposits {
			let known = |one: &Deposit| {
				(one.transaction, one.index) == (deposit.transaction, deposit.index)
			};
			match self.deposits.iter().find(|one| known(one)) {
				Some(one) => assert_eq!(*one, deposit, "one deposit, two stories"),
				None => self.deposits.push(deposit),
			}
		}
		self.cursor = Some(cursor);
		self.alerts.extend(alerts);
		Ok(is_behind)
	}

	/// Steps until there is nothing more to read.
	pub async fn catch_up(
		&mut self,
		rail: &mut TronRail,
		watched: &BTreeSet<ForeignAccount>,
	) -> Result<(), RailError> {
		while self.step(rail, watched).await? {}
		Ok(())
	}

	pub fn amounts(&self) -> Vec<u128> {
		self.deposits.iter().map(|deposit| deposit.amount).collect()
	}

	pub fn has_alert(&self, part: &str) -> bool {
		self.alerts.iter().any(|alert| alert.contains(part))
	}
}
