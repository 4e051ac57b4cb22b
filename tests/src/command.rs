//! The `hotpot` binary, as an operator or a script runs it.

use crate::machine;
use anyhow::{Context, ensure};
use serde_json::Value;
use std::{process::Stdio, time::Duration};
use tokio::{
	process::{Child, Command},
	time::timeout,
};

/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(240);

/// What the program takes from its environment.
const ENVIRONMENT: [&str; 5] =
	["HOTPOT_URL", "HOTPOT_OWNER_KEY", "HOTPOT_TILL_KEY", "HOTPOT_VOID_KEY", "HOTPOT_KEY"];

/// The command line, talking to one node.
#[derive(Clone, Debug)]
pub struct Hotpot {
	url: String,
}

/// How a command ended.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// The command.
	pub command: String,
	/// Its exit code, unless a signal ended it.
	pub code: Option<i32>,
	/// What it printed.
	pub stdout: String,
	/// What it complained about.
	pub stderr: String,
}

impl Outcome {
	/// What it complained about, taken out of its JSON.
	pub fn error(&self) -> String {
		let last = self.stderr.lines().last().unwrap_or_default();
		serde_json::from_str::<Value>(last)
			.ok()
			.and_then(|value| value["error"].as_str().map(str::to_owned))
			.unwrap_or_else(|| self.stderr.clone())
	}

	/// What it printed, if it succeeded.
	///
	/// # Errors
	/// If it did not, or did not print JSON.
	pub fn success(self) -> anyhow::Result<Value> {
		let Self { command, code, stdout, stderr } = self;
		ensure!(
			code == Some(0),
			"expected `{command}` to succeed; it ended with {code:?}: {stderr}"
		);
		serde_json::from_str(&stdout)
			.with_context(|| format!("expected `{command}` to print JSON; it printed {stdout}"))
	}

	/// Its complaint, if it failed with this exit code and every one of these words in it, and
	/// printed nothing.
	///
	/// # Errors
	/// If it succeeded, or failed in another way.
	pub fn failure(self, code: i32, words: &[&str]) -> anyhow::Result<String> {
		let error = self.error();
		let Self { command, code: found, stdout, .. } = self;
		ensure!(
			found == Some(code),
			"expected `{command}` to end with {code}; it ended with {found:?}: {stdout}{error}"
		);
		for word in words {
			ensure!(
				error.contains(word),
				"expected `{command}` to complain about \"{word}\"; it says: {error}"
			);
		}
		ensure!(stdout.is_empty(), "expected `{command}` to print nothing; it printed {stdout}");
		Ok(error)
	}
}

impl Hotpot {
	/// The command line for the node at `url`.
	pub fn at(url: impl Into<String>) -> Self {
		Self { url: url.into() }
	}

	/// Runs a command to its end.
	///
	/// # Errors
	/// If it does not start, or does not end in time.
	pub async fn run(&self, arguments: &[&str]) -> anyhow::Result<Outcome> {
		let command = format!("hotpot {}", arguments.join(" "));
		let output = timeout(PATIENCE, self.command(arguments)?.output())
			.await
			.with_context(|| format!("expected `{command}` to end within {PATIENCE:?}"))??;
		Ok(Outcome {
			command,
			code: output.status.code(),
			stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
			stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
		})
	}

	/// Runs a command that must succeed.
	///
	/// # Errors
	/// As [`Self::run`] and [`Outcome::success`].
	pub async fn succeed(&self, arguments: &[&str]) -> anyhow::Result<Value> {
		self.run(arguments).await?.success()
	}

	/// Runs a command that must fail.
	///
	/// # Errors
	/// As [`Self::run`] and [`Outcome::failure`].
	pub async fn fail(
		&self,
		arguments: &[&str],
		code: i32,
		words: &[&str],
	) -> anyhow::Result<String> {
		self.run(arguments).await?.failure(code, words)
	}

	/// Starts a command that the test is going to kill.
	///
	/// # Errors
	/// If it does not start.
	pub fn spawn(&self, arguments: &[&str]) -> anyhow::Result<Child> {
		Ok(self.command(arguments)?.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
	}

	fn command(&self, arguments: &[&str]) -> anyhow::Result<Command> {
		let mut command = Command::new(machine::binary("hotpot")?);
		for variable in ENVIRONMENT {
			command.env_remove(variable);
		}
		command.args(["--json", "--url", &self.url]).args(arguments);
		command.stdin(Stdio::null()).kill_on_drop(true);
		Ok(command)
	}
}
