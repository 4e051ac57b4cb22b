//! What is refused, with which words, and without a trace on the chain.

use super::scene::{
	Day, NO_NODE, OWNER, REFUSED, STRANGER, USAGE, approve_arguments, import, register,
};
use anyhow::{Context, ensure};
use chrono::{TimeDelta, Utc};
use hotpot_cli::chain::Until;
use hotpot_tests::{
	command::Hotpot,
	csv::Sheet,
	machine,
	restaurant::key,
	transactions::{Settings, lift_quarantine, quarantine, set_settings},
};
use std::path::Path;

impl Day {
	/// Each names its line, and records nothing.
	pub(crate) async fn bad_exports(&self) -> anyhow::Result<()> {
		let before = self.ledger().await?;
		let soon = Utc::now() + TimeDelta::hours(3);
		let ago = Utc::now() - TimeDelta::days(8);
		let good = || Sheet::new().sales(84..=85);
		let cases = [
			("amount", good().sale(86, "12,35", ""), USAGE, "line 4: ", ""),
			("sign", good().sale(86, "-12.35", ""), USAGE, "line 4: amount_gel", ""),
			("zero", good().sale(86, "0.00", ""), USAGE, "line 4: amount_gel is zero", ""),
			("twice", good().sale(84, "1.00", ""), USAGE, "line 4: number 84", ""),
			("time", good().row("86,yesterday,1.00,x,FR-86,"), USAGE, "line 4: sold_at", ""),
			("cut", good().row("86,2026-11-20T"), USAGE, "line 4: it has 2 columns", ""),
			("reason", good().sale(86, "1.00", "regret"), USAGE, "line 4: voided_reason", ""),
			("nothing", Sheet::new(), USAGE, "it has no sales", ""),
			("future", good().sale_at(86, soon, "1.00", ""), REFUSED, "line 4", "SoldInFuture"),
			("past", good().sale_at(86, ago, "1.00", ""), REFUSED, "line 4", "SoldTooLongAgo"),
			("limit", good().sale(86, "500.01", ""), REFUSED, "line 4", "ExceedsCheckLimit"),
			(
				"jump",
				Sheet::new().sale_at(20_000, Utc::now(), "1.00", ""),
				REFUSED,
				"line 2",
				"SequenceJump",
			),
		];
		for (name, sheet, code, place, reason) in cases {
			let file = self.file(&format!("{name}.csv"))?;
			sheet.write(Path::new(&file))?;
			let words = [&format!("{name}.csv"), place, reason];
			self.hotpot.fail(&import(&[&file]), code, &words).await.context(name)?;
		}
		let after = self.ledger().await?;
		ensure!(
			after == before,
			"expected bad exports to record nothing: {before:?} became {after:?}"
		);
		Ok(())
	}

	pub(crate) async fn wrong_usage(&self) -> anyhow::Result<()> {
		let before = self.ledger().await?;
		let file = self.file("good.csv")?;
		Sheet::new().sales(84..=90).write(Path::new(&file))?;
		self.hotpot.fail(&import(&[&file, "--batch", "201"]), USAGE, &["201", "1..=200"]).await?;
		let nobody = ["checks", "import", &file, "--till-key", "//day//nobody"];
		self.hotpot.fail(&nobody, REFUSED, &["not a till's", "approve-till"]).await?;
		let other = (self.till.id + 1_000).to_string();
		self.hotpot.fail(&import(&[&file, "--till", &other]), USAGE, &[&other]).await?;
		self.hotpot.fail(&import(&["no-such.csv"]), USAGE, &["no-such.csv", "read"]).await?;

		let port = machine::free_ports(1)?.pop().context("a port is free")?;
		let dead = Hotpot::at(format!("ws://127.0.0.1:{port}"));
		let words = ["No node answers at", &port.to_string(), "scripts/start"];
		dead.fail(&import(&[&file]), NO_NODE, &words).await?;
		let after = self.ledger().await?;
		ensure!(after == before, "expected nothing to be recorded: {before:?} became {after:?}");
		Ok(())
	}

	pub(crate) async fn stopped_tills(&self) -> anyhow::Result<()> {
		let till = self.till.id.to_string();
		let file = self.file("good.csv")?;
		let before = self.ledger().await?;
		for (option, number, error) in [
			("--till", &till, "Checks.TillNotActive"),
			("--node", &self.node, "Checks.NodeNotActive"),
		] {
			let set = |status| ["franchise", status, "--owner-key", OWNER, option, number.as_str()];
			self.act(&set("suspend")).await?;
			let words = [error, "suspended", "Nothing of them was recorded"];
			self.hotpot.fail(&import(&[&file]), REFUSED, &words).await?;
			self.act(&set("reactivate")).await?;
		}

		self.enact(&quarantine(self.till.id)).await?;
		let words = ["Checks.TillQuarantined", "quarantine"];
		self.hotpot.fail(&import(&[&file]), REFUSED, &words).await?;
		let guest = key("//day//guest//2")?.account().to_string();
		let claim = self.claim(&self.till.qr(11)?.to_string(), &guest).await?;
		claim.failure(REFUSED, &["Checks.CheckQuarantined"])?;
		let report = self.report().await?;
		ensure!(
			report["quarantine"]["whole"] == true,
			"expected the report to tell of the quarantine; it says {report}"
		);
		let after = self.ledger().await?;
		ensure!(after == before, "expected nothing to be recorded: {before:?} became {after:?}");

		self.enact(&lift_quarantine(self.till.id)).await?;
		let summary = self.act(&import(&[&file])).await?;
		ensure!(
			summary["recorded"] == 7,
			"expected the till to record again when all is lifted; the summary is {summary}"
		);
		Ok(())
	}

	/// The owner's calls, by somebody who has the money for the fee.
	pub(crate) async fn strangers(&self) -> anyhow::Result<()> {
		let before = self.hotpot.succeed(&["franchise", "list"]).await?;
		let account = key(STRANGER)?.account().to_string();
		let till = self.till.id.to_string();
		let approve = approve_arguments(STRANGER, &self.node, &account);
		let close = ["franchise", "close", "--owner-key", STRANGER, "--till", &till];
		for arguments in [&register(STRANGER, &account)[..], &approve, &close] {
			self.hotpot.fail(arguments, REFUSED, &["BadOrigin"]).await?;
		}
		let settings = self.settings().await?;
		let call = set_settings(Settings { rate: 1_000_000, ..settings.clone() });
		let outcome = self.chain.call(&call, key(STRANGER)?.signer(), Until::InBlock).await;
		ensure!(outcome.is_err(), "expected the settings to be the owner's alone: {outcome:?}");
		let after = self.hotpot.succeed(&["franchise", "list"]).await?;
		ensure!(
			after == before && self.settings().await? == settings,
			"expected strangers to change nothing: {before:?} became {after:?}"
		);
		Ok(())
	}
}
