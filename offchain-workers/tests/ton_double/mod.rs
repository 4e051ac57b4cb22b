//! `tests/doubles/mini-toncenter` as a process: one chain for all tests of a file, and endpoints with
//! faults of their own for each.

use hotpot_primitives::observations::ForeignAccount;
use hotpot_worker::{
	endpoints::Endpoints,
	http::Http,
	rail::{Found, Rail, RailError},
	ton::{
		address::Address,
		center,
		deposit::Least,
		rail::{Settings, TonRail},
	},
};
use serde_json::{Value, json};
use std::{
	collections::BTreeSet,
	io::{BufRead, BufReader},
	path::Path,
	process::{Child, Command, Stdio},
	sync::{LazyLock, Mutex},
	time::Duration,
};
use tokio::sync::MutexGuard;

/// How long the rail's endpoints may take: the chain and its endpoints are one busy process.
const DEADLINE: Duration = Duration::from_secs(10);

static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// One test at a time: what is slow counts as silent, and the double does one thing at a time.
pub async fn turn() -> MutexGuard<'static, ()> {
	TURN.lock().await
}

/// One TON.
pub const TON: u64 = 1_000_000_000;

/// The double ends when its standard input does, so with this process.
struct Running {
	_child: Child,
	url: String,
}

static DOUBLE: LazyLock<Mutex<Running>> = LazyLock::new(|| {
	let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/doubles/mini-toncenter");
	assert!(
		folder.join("node_modules/@ton/sandbox").exists(),
		"mini-toncenter is not installed: run `npm ci --prefix tests/doubles/mini-toncenter`"
	);
	let mut child = Command::new("node")
		.arg(folder.join("server.mjs"))
		.stdin(Stdio::piped())
		.stdout(Stdio::piped())
		.spawn()
		.expect("node starts; install nodejs");
	let mut url = String::new();
	let output = child.stdout.take().expect("its output is piped");
	BufReader::new(output).read_line(&mut url).expect("it prints its address");
	assert!(url.starts_with("http://"), "mini-toncenter says {url:?} instead of its address");
	Mutex::new(Running { _child: child, url: url.trim().to_owned() })
});

fn http(deadline: Duration) -> Http {
	Http::new(deadline).expect("a client")
}

async fn post(url: &str, path: &str, body: Value) -> Value {
	let url = format!("{url}{path}");
	http(Duration::from_secs(120))
		.post_json(&url, &[], &body)
		.await
		.unwrap_or_else(|error| panic!("{path} with {body}: {error}"))
}

/// Has something done on the chain.
pub async fn admin(action: &str, body: Value) -> Value {
	let url = DOUBLE.lock().expect("no test panics with it").url.clone();
	post(&url, &format!("/admin/{action}"), body).await
}

/// What an answer of the double says of an address.
pub fn address(text: &Value) -> Address {
	Address::read_raw(text.as_str().expect("an address")).expect("a raw address")
}

/// A wallet, deployed.
pub async fn wallet(name: &str) -> Address {
	address(
		&admin("wallet", json!({ "name": name, "value": (200 * TON).to_string() })).await["address"],
	)
}

/// Sends coins; the body is merged into what the double is asked.
pub async fn send(from: &str, to: &Address, more: Value) -> Value {
	let mut body = json!({ "from": from, "to": to.to_string() });
	let all = body.as_object_mut().expect("an object");
	all.extend(more.as_object().expect("an object").clone());
	admin("send", body).await
}

/// A jetton with all of it in the hands of its issuer.
pub async fn jetton(id: &str, issuer: &str) -> Address {
	wallet(issuer).await;
	let master = address(&admin("jetton", json!({ "id": id, "admin": issuer })).await["master"]);
	admin("mint", json!({ "jetton": id, "to": issuer, "amount": "1000000000" })).await;
	master
}

/// A rail with endpoints of its own.
pub struct Bench {
	/// The endpoints' addresses.
	pub urls: Vec<String>,
	/// The rail.
	pub rail: TonRail,
	/// Whom it watches.
	pub watched: BTreeSet<ForeignAccount>,
	/// The journal's cursor.
	pub cursor: Option<Vec<u8>>,
}

impl Bench {
	/// So many endpoints, one account; it was watched from before anything that follows.
	pub async fn new(endpoints: usize, account: Address, masters: &[Address]) -> Self {
		let mut urls = Vec::new();
		for _ in 0..endpoints {
			let made = admin("endpoint", json!({})).await;
			urls.push(made["url"].as_str().expect("an address").to_owned());
		}
		let all = urls.iter().map(|url| {
			let url = format!("{url}/api/v3");
			center::endpoint(http(DEADLINE), &url, None, Some(Duration::ZERO)).expect("an address")
		});
		let settings = Settings {
			masters: masters
				.iter()
				.map(|master| (hotpot_primitives::observations::Token::UsdtTon, *master))
				.collect(),
			least: Least { ton: 10_000_000, jetton: 10_000 },
			pages: 8,
		};
		let rail = TonRail::new(Endpoints::new(all.collect()).expect("endpoints"), settings);
		let mut bench = Self { urls, rail, watched: [account.into()].into(), cursor: None };
		let first = bench.step().await.expect("the first step");
		assert_eq!((first.deposits.len(), first.alerts.len()), (0, 0), "{first:?}");
		bench
	}

	/// A step, of which the cursor is kept.
	pub async fn step(&mut self) -> Result<Found, RailError> {
		let found = self.rail.step(&self.watched, self.cursor.as_ref()).await?;
		self.cursor = Some(found.cursor.clone());
		Ok(found)
	}

	/// Orders a fault of an endpoint.
	pub async fn fault(&self, endpoint: usize, fault: Value) {
		post(&self.urls[endpoint], "/admin/fault", fault).await;
	}

	/// Orders the same fault of several endpoints.
	pub async fn faults(&self, endpoints: std::ops::Range<usize>, fault: &Value) {
		for endpoint in endpoints {
			self.fault(endpoint, fault.clone()).await;
		}
	}

	/// Ends all faults.
	pub async fn heal(&self) {
		self.faults(0..self.urls.len(), &json!({ "kind": "none" })).await;
	}

	/// All that is found until nothing more is behind, and the alerts.
	pub async fn drain(&mut self) -> Found {
		let mut all = Found::default();
		for _ in 0..50 {
			let found = self.step().await.expect("a step");
			all.deposits.extend(found.deposits);
			all.alerts.extend(found.alerts);
			if !found.is_behind {
				break;
			}
		}
		all
	}
}
