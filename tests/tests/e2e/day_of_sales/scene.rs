//! The restaurant, its tills, and what the steps of the day have in common.

use anyhow::{Context, ensure};
use hotpot_cli::chain::{
	Chain, Until,
	types::{CheckStatus, TillLedger, Totals},
};
use hotpot_tests::{
	command::{Hotpot, Outcome},
	restaurant::{TestTill, key, owner},
	rpc::Rpc,
	transactions::Settings,
	wait::eventually,
};
use serde_json::Value;
use std::{
	path::{Path, PathBuf},
	time::Duration,
};
use subxt::tx::Payload;

pub(crate) const OWNER: &str = "//owner";
/// A well-known account with POT, who owns nothing here.
pub(crate) const STRANGER: &str = "//Eve";
/// Has POT too.
pub(crate) const FRANCHISEE: &str = "//Charlie";
pub(crate) const TILL: &str = "//day//node//1//till//1";
pub(crate) const OTHER_TILL: &str = "//day//node//1//till//2";

/// THP base units that a tetri carries (rule 3).
pub(crate) const RATE: u128 = 2_000;

/// How long things on the chain may take that no command waits for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Exit code: the chain refused it.
pub(crate) const REFUSED: i32 = 1;
/// Exit code: wrong usage or input.
pub(crate) const USAGE: i32 = 2;
/// Exit code: no node answers.
pub(crate) const NO_NODE: i32 = 3;

/// A restaurant with two tills, and a folder for exports.
pub(crate) struct Day {
	pub(crate) chain: Chain,
	pub(crate) hotpot: Hotpot,
	pub(crate) rpc: Rpc,
	pub(crate) node: String,
	pub(crate) till: TestTill,
	pub(crate) other_till: TestTill,
	folder: PathBuf,
}

impl Day {
	/// Registers the restaurant and approves its tills.
	pub(crate) async fn open(
		chain: Chain,
		hotpot: Hotpot,
		rpc: Rpc,
		folder: &Path,
	) -> anyhow::Result<Self> {
		let franchisee = key(FRANCHISEE)?.account().to_string();
		let registered = hotpot.succeed(&register(OWNER, &franchisee)).await?;
		let node = registered["node"].as_u64().context("a restaurant has a number")?.to_string();
		let till = approve(&hotpot, &node, TILL).await?;
		let other_till = approve(&hotpot, &node, OTHER_TILL).await?;
		rpc.settle().await?;
		let list = hotpot.succeed(&["franchise", "list"]).await?;
		ensure!(
			list["nodes"][0]["city"] == "თბილისი"
				&& list["tills"].as_array().map(Vec::len) == Some(2),
			"expected the restaurant and its tills to be listed; the list is {list}"
		);
		let status = hotpot.succeed(&["network", "status"]).await?;
		ensure!(
			status["validators"].as_array().map(Vec::len) == Some(3)
				&& status["owner"] == owner()?.account().to_string(),
			"expected three validators and the owner; the status is {status}"
		);
		Ok(Self { chain, hotpot, rpc, node, till, other_till, folder: folder.to_owned() })
	}

	/// The path of a file of this day.
	pub(crate) fn file(&self, name: &str) -> anyhow::Result<String> {
		self.folder.join(name).into_os_string().into_string().ok().context("it is not UTF-8")
	}

	/// Runs a command. If it changes the chain, waits until that can't be undone by chance.
	async fn run(&self, arguments: &[&str]) -> anyhow::Result<Outcome> {
		let outcome = self.hotpot.run(arguments).await?;
		if outcome.code == Some(0) {
			self.rpc.settle().await?;
		}
		Ok(outcome)
	}

	/// Runs a command that must succeed and changes the chain.
	pub(crate) async fn act(&self, arguments: &[&str]) -> anyhow::Result<Value> {
		self.run(arguments).await?.success()
	}

	/// Submits a call of the owner's.
	pub(crate) async fn enact<C: Payload>(&self, call: &C) -> anyhow::Result<()> {
		self.chain.call(call, owner()?.signer(), Until::InBlock).await?;
		self.rpc.settle().await
	}

	/// Runs `hotpot checks claim`.
	pub(crate) async fn claim(&self, qr: &str, to: &str) -> anyhow::Result<Outcome> {
		self.run(&["checks", "claim", qr, "--to", to]).await
	}

	/// Runs `hotpot checks void` for the first till.
	pub(crate) async fn void(
		&self,
		sequence: &str,
		key: &str,
		reason: &str,
	) -> anyhow::Result<Outcome> {
		let till = self.till.id.to_string();
		let check = ["checks", "void", "--till", &till, "--sequence", sequence];
		self.run(&[&check[..], &["--key", key, "--reason", reason]].concat()).await
	}

	/// The report of the first till, through the command line.
	pub(crate) async fn report(&self) -> anyhow::Result<Value> {
		let till = self.till.id.to_string();
		let reports = self.hotpot.succeed(&["checks", "report", "--till", &till]).await?;
		Ok(reports[0].clone())
	}

	/// The ledger of the first till.
	pub(crate) async fn ledger(&self) -> anyhow::Result<TillLedger> {
		ledger_of(&self.chain, &self.till).await
	}

	/// Where all THP stands.
	pub(crate) async fn totals(&self) -> anyhow::Result<Totals> {
		Ok(self.chain.state().await?.totals().await?)
	}

	/// The settings of checks.
	pub(crate) async fn settings(&self) -> anyhow::Result<Settings> {
		Ok(self.chain.state().await?.view("Checks", "settings", ()).await?)
	}

	/// Fails unless a till has recorded the numbers `1..=last`, each once.
	pub(crate) async fn ensure_recorded(
		&self,
		till: &TestTill,
		last: u32,
		tetri: u64,
	) -> anyhow::Result<()> {
		let ledger = ledger_of(&self.chain, till).await?;
		ensure!(
			ledger.next == last + 1
				&& ledger.gaps.is_empty()
				&& ledger.checks == u64::from(last)
				&& ledger.tetri == tetri,
			"expected checks 1 to {last} once each, {tetri} tetri in all; the ledger is {ledger:?}"
		);
		Ok(())
	}

	/// Waits until the chain's clock is `age` ms after the recording of a check of the first till.
	pub(crate) async fn wait_until_recorded(&self, sequence: u32, age: u64) -> anyhow::Result<()> {
		let what = format!("check {sequence} was recorded {age} ms ago");
		eventually(PATIENCE + Duration::from_millis(age), &what, || async {
			let state = self.chain.state().await?;
			let CheckStatus::Recorded(check) = state.check(self.till.id, sequence).await? else {
				anyhow::bail!("check {sequence} is not open");
			};
			Ok((state.now().await? >= check.recorded_at + age).then_some(()))
		})
		.await
	}
}

async fn ledger_of(chain: &Chain, till: &TestTill) -> anyhow::Result<TillLedger> {
	let report = chain.state().await?.till_report(till.id).await?;
	Ok(report.context("the till is known")?.ledger)
}

async fn approve(hotpot: &Hotpot, node: &str, path: &str) -> anyhow::Result<TestTill> {
	let key = hotpot_cli::keys::TillKey::new(key(path)?)?;
	let account = key.key().account().to_string();
	let approved = hotpot.succeed(&approve_arguments(OWNER, node, &account)).await?;
	let id = approved["till"].as_u64().context("a till has a number")?;
	Ok(TestTill { id: u32::try_from(id)?, key })
}

/// `hotpot franchise approve-till`: a check of 500 GEL, 200 000 GEL a day.
pub(crate) fn approve_arguments<'a>(owner: &'a str, node: &'a str, key: &'a str) -> [&'a str; 12] {
	[
		"franchise",
		"approve-till",
		"--owner-key",
		owner,
		"--node",
		node,
		"--key",
		key,
		"--per-check-gel",
		"500",
		"--per-day-gel",
		"200000",
	]
}

/// `hotpot franchise register` of a restaurant in Tbilisi.
pub(crate) fn register<'a>(owner: &'a str, franchisee: &'a str) -> [&'a str; 20] {
	[
		"franchise",
		"register",
		"--owner-key",
		owner,
		"--franchisee",
		franchisee,
		"--city",
		"თბილისი",
		"--country",
		"GE",
		"--time-zone",
		"Asia/Tbilisi",
		"--utc-offset",
		"+04:00",
		"--entity",
		"Rustaveli 1 LLC",
		"--licence",
		"licence 1",
		"--daily-cap-thp",
		"1000000",
	]
}

/// `hotpot checks import` with the first till's key.
pub(crate) fn import<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
	[&["checks", "import", "--till-key", TILL], arguments].concat()
}
