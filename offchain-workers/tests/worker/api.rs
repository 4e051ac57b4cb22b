//! The API over a real socket.

use crate::fakes::{FakeChain, account, deposit, until, worker};
use codec::DecodeAll;
use hotpot_primitives::observations::{MAX_OFFER, Offer, Rail};
use hotpot_worker::{
	api::{Api, MAX_BODY, MAX_CONNECTIONS},
	chain::FollowerOptions,
	clock::now,
	context::Context,
	journal::WorkerClaim,
	rail::Found,
	secret::Secret,
	worker::{Worker, WorkerError},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, net::SocketAddr, time::Duration};
use tempfile::TempDir;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
	sync::oneshot,
	task::JoinHandle,
	time::{sleep, timeout},
};

const TOKEN: &str = "0123456789abcdef";
const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
	pub(crate) status: u16,
	pub(crate) head: String,
	pub(crate) body: Vec<u8>,
}

impl Answer {
	pub(crate) fn json(&self) -> Value {
		serde_json::from_slice(&self.body).expect("it is JSON")
	}

	pub(crate) fn offer(&self) -> Vec<WorkerClaim> {
		Offer::<[u8; 32]>::decode_all(&mut self.body.as_slice()).expect("it is SCALE").into_inner()
	}
}

/// Sends bytes and reads the answer; nothing if there is none.
pub(crate) async fn send(address: SocketAddr, bytes: &[u8]) -> Option<Answer> {
	let mut stream = TcpStream::connect(address).await.ok()?;
	// The server may answer before it has read everything.
	let _ = stream.write_all(bytes).await;
	let mut all = Vec::new();
	let _ = timeout(Duration::from_secs(10), stream.read_to_end(&mut all)).await;
	let end = all.windows(4).position(|part| part == b"\r\n\r\n")?;
	let head = String::from_utf8_lossy(&all[..end]).into_owned();
	let status = head.split(' ').nth(1)?.parse().ok()?;
	Some(Answer { status, head, body: all[end + 4..].to_vec() })
}

pub(crate) async fn get(address: SocketAddr, path: &str) -> Option<Answer> {
	let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
	send(address, request.as_bytes()).await
}

pub(crate) async fn post(address: SocketAddr, token: &str, body: &str) -> Option<Answer> {
	let length = body.len();
	let request = format!(
		"POST /v1/reports HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
		 content-length: {length}\r\nconnection: close\r\n\r\n{body}"
	);
	send(address, request.as_bytes()).await
}

pub(crate) fn report(post: u8, likes: u32) -> String {
	let post = format!("0x{}", hex::encode([post; 32]));
	json!({ "reports": [{ "kind": "liked", "who": ALICE, "post": post, "likes": likes }] })
		.to_string()
}

struct Running {
	address: SocketAddr,
	context: Context,
	over: oneshot::Sender<()>,
	task: JoinHandle<Result<(), WorkerError>>,
	_folder: TempDir,
}

impl Running {
	async fn start(token: Option<&str>, chain: Option<FakeChain>) -> Self {
		let folder = TempDir::new().expect("there is room");
		let mut worker: Worker = worker(folder.path());
		let api = Api::bind(([127, 0, 0, 1], 0).into()).await.expect("there are ports");
		let address = worker.serve(api, token.map(Secret::new));
		if let Some(chain) = chain {
			let poll = Duration::from_millis(20);
			worker.follow(
				chain,
				FollowerOptions {
					poll,
					authority: None,
					revotes: 3,
					ask_again: Duration::from_secs(600),
				},
			);
		}
		let context = worker.context().clone();
		let (over, is_over) = oneshot::channel();
		let task = tokio::spawn(worker.run(async {
			let _ = is_over.await;
		}));
		Self { address, context, over, task, _folder: folder }
	}

	async fn knows(&self, deposits: std::ops::Range<u32>) {
		let deposits = deposits.map(|number| deposit(number, 5)).collect();
		let found = Found { deposits, cursor: vec![1], ..Found::default() };
		let watched = BTreeSet::from([account(1)]);
		let keep = move |journal: &mut hotpot_worker::journal::Journal| {
			journal.record_step(Rail::Tron, &watched, &found, 1)
		};
		self.context.journal(keep).await.expect("it writes");
	}

	async fn get(&self, path: &str) -> Answer {
		get(self.address, path).await.expect("it answers")
	}

	async fn post(&self, token: &str, body: &str) -> Answer {
		post(self.address, token, body).await.expect("it answers")
	}

	async fn stop(self) {
		let _ = self.over.send(());
		self.task.await.expect("it does not panic").expect("it ends well");
	}
}

#[tokio::test]
async fn claims_should_be_offered_oldest_first_and_64_at_most() {
	let running = Running::start(None, None).await;
	assert_eq!(running.get("/v1/claims").await.offer(), []);
	running.knows(0..100).await;
	let answer = running.get("/v1/claims").await;
	assert_eq!(answer.status, 200);
	assert!(answer.head.contains("content-type: application/octet-stream"), "{}", answer.head);
	assert!(answer.body.len() <= 64 * 1024);
	let expected: Vec<_> =
		(0..MAX_OFFER).map(|number| WorkerClaim::Deposit(deposit(number, 5))).collect();
	assert_eq!(answer.offer(), expected);
	assert_eq!(running.get("/v1/claims").await.offer(), expected);
	running.stop().await;
}

#[tokio::test]
async fn reports_should_be_taken_with_the_token_only() {
	let running = Running::start(Some(TOKEN), None).await;
	for token in ["", "0123456789abcdeg", "0123456789abcdef0"] {
		assert_eq!(running.post(token, &report(1, 50)).await.status, 401);
	}
	assert_eq!(running.get("/v1/claims").await.offer(), []);
	let answer = running.post(TOKEN, &report(1, 50)).await;
	assert_eq!((answer.status, answer.json()), (200, json!({ "outcomes": ["new"] })));
	assert_eq!(running.post(TOKEN, &report(1, 50)).await.json()["outcomes"][0], "known");
	assert_eq!(running.post(TOKEN, &report(1, 51)).await.json()["outcomes"][0], "conflict");
	assert!(matches!(
		running.get("/v1/claims").await.offer()[..],
		[WorkerClaim::Liked { likes: 50, post: [1, ..], .. }]
	));
	assert_eq!(running.context.metrics.alerts.with_label_values(&["reports"]).get(), 1);
	running.stop().await;
	let closed = Running::start(None, None).await;
	assert_eq!(closed.post(TOKEN, &report(1, 50)).await.status, 403);
	closed.stop().await;
}

#[tokio::test]
async fn reports_that_make_no_sense_should_be_refused_in_words() {
	let running = Running::start(Some(TOKEN), None).await;
	for body in ["", "[]", "{\"reports\":[]}", &report(1, 0)] {
		let answer = running.post(TOKEN, body).await;
		assert_eq!(answer.status, 400, "{body}");
		assert!(answer.json()["error"].as_str().is_some_and(|text| text.len() > 10));
	}
	let future = now() + 60_000;
	let streamed = json!({ "reports": [{ "kind": "streamed", "who": ALICE, "node": 1, "table": 1,
		"from": future - 1, "to": future }] });
	let answer = running.post(TOKEN, &streamed.to_string()).await;
	assert!(answer.json()["error"].as_str().is_some_and(|text| text.contains("not come yet")));
	assert_eq!(running.get("/v1/claims").await.offer(), []);
	running.stop().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_or_never_comes_should_be_refused() {
	let running = Running::start(Some(TOKEN), None).await;
	assert_eq!(running.post(TOKEN, &" ".repeat(MAX_BODY + 1)).await.status, 413);
	let unfinished = format!(
		"POST /v1/reports HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {TOKEN}\r\n\
		 content-length: 100\r\nconnection: close\r\n\r\n{{"
	);
	let answer = send(running.address, unfinished.as_bytes()).await.expect("it answers");
	assert_eq!(answer.status, 408);
	running.stop().await;
}

#[tokio::test]
async fn what_is_no_request_should_do_no_harm() {
	let running = Running::start(None, None).await;
	assert_eq!(running.get("/").await.status, 404);
	assert_eq!(running.get("/v1/reports").await.status, 405);
	let long = format!("GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n", "a".repeat(20_000));
	for bytes in [b"\x00\x01\x02\r\n\r\n".as_slice(), b"GET\r\n\r\n", long.as_bytes()] {
		let answer = send(running.address, bytes).await;
		assert!(answer.is_none_or(|answer| (400..500).contains(&answer.status)));
	}
	assert_eq!(running.get("/v1/claims").await.status, 200);
	running.stop().await;
}

#[tokio::test]
async fn a_page_in_a_browser_should_not_reach_the_worker_by_a_name() {
	let running = Running::start(None, None).await;
	for host in ["evil.example:9960", "127.0.0.1.evil.example", "10.0.0.1", "a b"] {
		let request =
			format!("GET /v1/claims HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
		let answer = send(running.address, request.as_bytes()).await.expect("it answers");
		assert_eq!(answer.status, 421, "{host}");
	}
	for host in ["127.0.0.1:9960", "localhost", "[::1]:9960"] {
		let request =
			format!("GET /v1/claims HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
		let answer = send(running.address, request.as_bytes()).await.expect("it answers");
		assert_eq!(answer.status, 200, "{host}");
	}
	running.stop().await;
}

#[tokio::test]
async fn connections_should_be_few_and_be_freed() {
	let running = Running::start(None, None).await;
	let mut idle = Vec::new();
	for _ in 0..MAX_CONNECTIONS {
		idle.push(TcpStream::connect(running.address).await.expect("there is room"));
	}
	sleep(Duration::from_millis(100)).await;
	assert!(get(running.address, "/v1/claims").await.is_none(), "there is no room");
	assert!(running.context.metrics.refused.get() >= 1);
	drop(idle);
	let answers = async || get(running.address, "/v1/claims").await.is_some();
	until("there is room", answers).await;
	// A connection that says nothing is ended.
	let mut silent = TcpStream::connect(running.address).await.expect("there is room");
	let ended = timeout(Duration::from_secs(10), silent.read(&mut [0])).await;
	assert!(ended.is_ok(), "it is not ended");
	running.stop().await;
}

#[tokio::test]
async fn health_should_show_whether_the_chain_is_followed() {
	let chain = FakeChain::default();
	let running = Running::start(None, Some(chain.clone())).await;
	let answer = running.get("/v1/health").await;
	assert_eq!((answer.status, &answer.json()["chain"]["is_ok"]), (503, &json!(false)));
	chain.watch(&[account(1)]);
	until("well", async || running.get("/v1/health").await.status == 200).await;
	let report = running.get("/v1/health").await.json();
	assert_eq!(report["chain"]["finalized"], 1);
	assert_eq!(report["journal"]["is_ok"], true);
	chain.change(|state| {
		state.blocks.push(hotpot_worker::journal::Block {
			number: 2,
			at: now() - 61_000,
			told: vec![],
			touches_watched: false,
		});
	});
	until("old", async || running.get("/v1/health").await.status == 503).await;
	running.stop().await;
}

#[tokio::test]
async fn metrics_should_be_readable_by_prometheus() {
	let running = Running::start(Some(TOKEN), None).await;
	running.knows(0..3).await;
	running.post(TOKEN, &report(1, 50)).await;
	running.get("/v1/claims").await;
	let answer = running.get("/metrics").await;
	assert!(answer.head.contains("text/plain; version=0.0.4"), "{}", answer.head);
	let text = String::from_utf8(answer.body).expect("it is text");
	for line in [
		"hotpot_worker_facts{kind=\"tron_deposit\",state=\"offered\"} 3",
		"hotpot_worker_facts{kind=\"liked\",state=\"offered\"} 1",
		"hotpot_worker_requests_total{path=\"/v1/claims\",status=\"200\"} 1",
		"hotpot_worker_journal_ok 1",
		"hotpot_worker_votes_total 0",
	] {
		assert!(text.lines().any(|found| found == line), "{line}\n{text}");
	}
	let memory =
		text.lines().find_map(|line| line.strip_prefix("hotpot_worker_resident_memory_bytes "));
	assert!(memory.is_some_and(|bytes| bytes.parse::<u64>().is_ok_and(|bytes| bytes > 1_000_000)));
	running.stop().await;
}

#[tokio::test]
async fn other_machines_should_not_be_listened_to() {
	let error = Api::bind(([0, 0, 0, 0], 0).into()).await.expect_err("it is open to all");
	assert!(error.to_string().contains("127.0.0.1"), "{error}");
}
