//! The program as an operator runs it.

use crate::api::{get, post, report};
use hotpot_primitives::observations::Rail;
use hotpot_worker::{
	config::EXAMPLE,
	failpoint::Failpoint,
	journal::{Journal, WorkerClaim},
	rail::Found,
	tron::cursor::Swept,
};
use std::{
	collections::BTreeSet,
	fs,
	net::{SocketAddr, TcpListener},
	os::unix::process::ExitStatusExt,
	path::{Path, PathBuf},
	process::{Child, Command, Output, Stdio},
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::time::sleep;

const TOKEN: &str = "hush-hush-0123456789";
const ABORTED: i32 = 6;

struct Setup {
	folder: TempDir,
	address: SocketAddr,
}

impl Setup {
	/// Reports may come; the node is down and no rail is read.
	fn new() -> Self {
		let free = TcpListener::bind("127.0.0.1:0").expect("there are ports");
		let setup = Self {
			folder: TempDir::new().expect("there is room"),
			address: free.local_addr().expect("it is bound"),
		};
		setup.write("");
		setup
	}

	fn write(&self, more: &str) {
		let (address, journal) = (self.address, self.journal());
		let text = format!(
			"listen = \"{address}\"\njournal = {journal:?}\nlog = \"trace\"\n\
			 [node]\nurl = \"ws://127.0.0.1:1\"\n\
			 [reports]\ntoken_env = \"HOTPOT_WORKER_TEST_TOKEN\"\n{more}"
		);
		fs::write(self.config(), text).expect("there is room");
	}

	fn config(&self) -> PathBuf {
		self.folder.path().join("worker.toml")
	}

	fn journal(&self) -> PathBuf {
		self.folder.path().join("journal")
	}

	fn command(&self, name: &str, more: &[&str]) -> Command {
		let mut command = Command::new(env!("CARGO_BIN_EXE_hotpot-worker"));
		command.arg(name).arg("--config").arg(self.config()).args(more);
		command
			.env("HOTPOT_WORKER_TEST_TOKEN", TOKEN)
			.stdout(Stdio::piped())
			.stderr(Stdio::piped());
		command
	}

	/// Runs to the end, which must come by itself.
	fn output(&self, name: &str) -> (Output, String) {
		let output = self.command(name, &[]).output().expect("it starts");
		let text = [&output.stdout[..], &output.stderr[..]].concat();
		(output, String::from_utf8_lossy(&text).into_owned())
	}

	async fn start(&self, more: &[&str]) -> Running {
		let child = self.command("run", more).spawn().expect("it starts");
		let began = Instant::now();
		while get(self.address, "/v1/health").await.is_none() {
			assert!(began.elapsed() < Duration::from_secs(20), "it does not answer");
			sleep(Duration::from_millis(20)).await;
		}
		Running { child: Some(child) }
	}
}

/// A process that is killed if the test fails.
struct Running {
	child: Option<Child>,
}

impl Running {
	/// Asks it to end, and gives what it said.
	fn stop(mut self) -> (Output, String) {
		let child = self.child.take().expect("it runs");
		let pid = child.id().to_string();
		assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("it starts").success());
		finish(child)
	}

	fn died(mut self) -> Option<i32> {
		let (output, _) = finish(self.child.take().expect("it runs"));
		output.status.signal()
	}
}

impl Drop for Running {
	fn drop(&mut self) {
		if let Some(mut child) = self.child.take() {
			let _ = child.kill();
			let _ = child.wait();
		}
	}
}

fn finish(child: Child) -> (Output, String) {
	let output = child.wait_with_output().expect("it is ours");
	let text = [&output.stdout[..], &output.stderr[..]].concat();
	(output, String::from_utf8_lossy(&text).into_owned())
}

#[tokio::test]
async fn it_should_run_until_it_is_told_to_end_and_tell_no_secret() {
	let setup = Setup::new();
	let running = setup.start(&[]).await;
	let answer = post(setup.address, TOKEN, &report(1, 50)).await.expect("it answers");
	assert_eq!(answer.status, 200);
	let health = get(setup.address, "/v1/health").await.expect("it answers");
	assert_eq!(health.status, 503, "its node is down");
	let began = Instant::now();
	let (output, text) = running.stop();
	assert_eq!(output.status.code(), Some(0), "{text}");
	assert!(began.elapsed() < Duration::from_secs(5));
	assert!(text.contains("started") && text.contains("stopped") && text.contains("address="));
	assert!(!text.contains("hush"), "{text}");
}

#[tokio::test]
async fn it_should_stay_small() {
	let setup = Setup::new();
	let running = setup.start(&[]).await;
	for number in 0..200 {
		post(setup.address, TOKEN, &report(number, 50)).await.expect("it answers");
		get(setup.address, "/v1/claims").await.expect("it answers");
	}
	let answer = get(setup.address, "/metrics").await.expect("it answers");
	let text = String::from_utf8(answer.body).expect("it is text");
	let bytes = text
		.lines()
		.find_map(|line| line.strip_prefix("hotpot_worker_resident_memory_bytes "))
		.and_then(|bytes| bytes.parse::<u64>().ok())
		.expect("it is there");
	println!("resident: {} KiB", bytes / 1024);
	assert!(bytes < 64 * 1024 * 1024, "{bytes}");
	running.stop();
}

#[tokio::test]
async fn a_report_should_survive_a_death_at_every_edge() {
	for (edge, expected) in [("begun", "new"), ("written", "new"), ("committed", "known")] {
		let setup = Setup::new();
		let running = setup.start(&["--fail-at", &format!("report:{edge}")]).await;
		assert!(
			post(setup.address, TOKEN, &report(1, 50)).await.is_none(),
			"it died before it answered"
		);
		assert_eq!(running.died(), Some(ABORTED));
		let running = setup.start(&[]).await;
		let answer = post(setup.address, TOKEN, &report(1, 50)).await.expect("it answers");
		assert_eq!(answer.json()["outcomes"][0], expected, "{edge}");
		running.stop();
	}
}

#[tokio::test]
async fn an_offer_should_survive_a_death_at_every_edge() {
	for edge in ["begun", "written", "committed"] {
		let setup = Setup::new();
		let running = setup.start(&["--fail-at", &format!("offer:{edge}")]).await;
		post(setup.address, TOKEN, &report(1, 50)).await.expect("it answers");
		assert!(get(setup.address, "/v1/claims").await.is_none(), "it died before it answered");
		assert_eq!(running.died(), Some(ABORTED));
		let running = setup.start(&[]).await;
		let lie = post(setup.address, TOKEN, &report(1, 99)).await.expect("it answers");
		assert_eq!(lie.json()["outcomes"][0], "conflict", "{edge}");
		let offer = get(setup.address, "/v1/claims").await.expect("it answers").offer();
		assert!(matches!(offer[..], [WorkerClaim::Liked { likes: 50, .. }]), "{edge}");
		running.stop();
	}
}

#[tokio::test]
async fn a_second_one_should_say_who_is_in_its_way() {
	let setup = Setup::new();
	let running = setup.start(&[]).await;
	let (output, text) = setup.output("run");
	assert_eq!(output.status.code(), Some(1));
	assert!(text.contains("is taken") && text.contains("ss -ltnp"), "{text}");
	let other = Setup::new();
	let text_of_config = fs::read_to_string(setup.config()).expect("it is there");
	let moved = text_of_config.replace(&setup.address.to_string(), &other.address.to_string());
	fs::write(setup.config(), moved).expect("there is room");
	let (output, text) = setup.output("run");
	assert_eq!(output.status.code(), Some(1));
	assert!(text.contains("is in use"), "{text}");
	let (_, text) = setup.output("check");
	assert!(text.contains("is in use by a worker that runs"), "{text}");
	running.stop();
}

#[tokio::test]
async fn a_rail_should_be_set_back_only_while_the_worker_is_stopped() {
	let setup = Setup::new();
	let rewind = |rail: &str, to: &str| {
		finish(
			setup
				.command("rewind", &["--rail", rail, "--to-block", to])
				.spawn()
				.expect("it starts"),
		)
	};
	let (output, text) = rewind("tron", "5");
	assert_eq!(output.status.code(), Some(1));
	assert!(text.contains(&setup.journal().display().to_string()), "{text}");
	assert!(!setup.journal().exists(), "it makes no journal");
	let running = setup.start(&[]).await;
	let (output, text) = rewind("tron", "5");
	assert_eq!(output.status.code(), Some(1));
	assert!(text.contains("is in use; stop the other hotpot-worker"), "{text}");
	running.stop();
	let (output, text) = rewind("tron", "5");
	assert_eq!(output.status.code(), Some(1));
	assert!(text.contains("tron was never read with this journal"), "{text}");
	record(&setup.journal(), &[25, 46]);
	let (output, text) = rewind("tron", "45");
	assert_eq!(output.status.code(), Some(0), "{text}");
	assert!(text.contains("up to block 46") && text.contains("on after block 25"), "{text}");
}

/// Has TRON read up to these blocks, each an hour after the one before.
fn record(journal: &Path, blocks: &[u64]) {
	let mut journal = Journal::open(journal, Failpoint::default()).expect("it opens");
	for (hour, number) in (1..).zip(blocks) {
		let swept = Swept { since: 1, number: *number, id: Some([1; 32]), timestamp: 1 };
		let found = Found { cursor: swept.to_cursor(), ..Found::default() };
		let at = hour * 3_600_000;
		journal.record_step(Rail::Tron, &BTreeSet::new(), &found, at).expect("it writes");
	}
}

#[tokio::test]
async fn a_damaged_journal_should_keep_it_from_starting() {
	let setup = Setup::new();
	setup.start(&[]).await.stop();
	let mut bytes = fs::read(setup.journal()).expect("it is there");
	bytes[4096..8192].fill(0xa5);
	fs::write(setup.journal(), &bytes).expect("there is room");
	for name in ["run", "check"] {
		let (output, text) = setup.output(name);
		assert_eq!(output.status.code(), Some(1));
		let file = setup.journal().display().to_string();
		assert!(text.contains(&file) && text.contains("put a backup"), "{text}");
	}
	assert_eq!(fs::read(setup.journal()).expect("it is there"), bytes, "it is left as it is");
}

#[test]
fn a_wrong_configuration_should_be_said_in_a_sentence() {
	let setup = Setup::new();
	for (more, says) in [
		("tokn = 1", "unknown field `tokn`"),
		("[tron]\nendpoints = []", "at least one endpoint"),
		("[[ton.endpoints]]\nurl = \"http://a.b\"", "not encrypted"),
		(
			"[[ton.endpoints]]\nurl = \"https://a.b\"\napi_key_env = \"HOTPOT_WORKER_NO\"",
			"is not set",
		),
	] {
		setup.write(more);
		for name in ["run", "check"] {
			let (output, text) = setup.output(name);
			assert_eq!(output.status.code(), Some(1), "{text}");
			assert!(text.contains(says), "{text}");
		}
	}
	let output = setup.command("run", &[]).env_remove("HOTPOT_WORKER_TEST_TOKEN").output();
	setup.write("");
	let missing = setup.command("run", &[]).env_remove("HOTPOT_WORKER_TEST_TOKEN").output();
	for output in [output, missing] {
		let output = output.expect("it starts");
		let text = String::from_utf8_lossy(&output.stderr).into_owned();
		assert!(text.contains("HOTPOT_WORKER_") && text.contains("is not set"), "{text}");
	}
}

#[test]
fn a_setup_should_be_checked_line_by_line() {
	let setup = Setup::new();
	let (output, text) = setup.output("check");
	assert_eq!(output.status.code(), Some(1));
	for line in [
		"ok      configuration",
		"ok      journal",
		"ok      port",
		"failed  node: no node answers",
		"failed  rails",
	] {
		assert!(text.contains(line), "{line}\n{text}");
	}
	assert!(!setup.journal().exists(), "it changes nothing");
}

#[test]
fn it_should_print_its_example_and_its_version() {
	let run = |arguments: &[&str]| {
		let output = Command::new(env!("CARGO_BIN_EXE_hotpot-worker"))
			.args(arguments)
			.output()
			.expect("it starts");
		String::from_utf8(output.stdout).expect("it is text")
	};
	assert_eq!(run(&["config", "example"]), EXAMPLE);
	assert_eq!(run(&["--version"]), format!("hotpot-worker {}\n", env!("CARGO_PKG_VERSION")));
	let help = run(&["run", "--help"]);
	assert!(help.contains("--config") && !help.contains("fail-at"), "{help}");
}
