//! A day at a restaurant, through the command line, on three validators: what goes well, what is
//! refused, and what the refusals say.

mod refusals;
mod scene;

use anyhow::{Context, ensure};
use hotpot_cli::{chain::types::CheckStatus, money, qr::CheckQr};
use hotpot_tests::{
	command::Hotpot,
	csv::{Sheet, amount_of, sum_of},
	health::ensure_conserved,
	is_full,
	machine::Share,
	network::{Network, Options},
	restaurant::key,
	transactions::{Settings, set_settings},
	wait::{eventually, step},
};
use scene::{Day, FRANCHISEE, OTHER_TILL, PATIENCE, RATE, REFUSED, STRANGER, TILL, USAGE, import};
use std::{fs, path::Path, time::Duration};

const MINUTE: u64 = 60_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_sales_should_be_recorded_once_and_claimed_once() -> anyhow::Result<()> {
	let network = step(
		"three validators",
		Network::start(3, Options { share: Share::Part, ..Default::default() }),
	)
	.await?;
	let chain = network.connect(0).await?;
	let hotpot = Hotpot::at(network.node(0)?.url());
	let folder = tempfile::tempdir()?;

	let rpc = network.node(0)?.rpc();
	let day = step("opening", Day::open(chain, hotpot, rpc, folder.path())).await?;
	step("an offline gap", day.imports_with_a_gap(&network)).await?;
	step("an import that was killed", day.import_killed_midway()).await?;
	step("claims", day.claims()).await?;
	step("voids", day.voids()).await?;
	step("bad exports", day.bad_exports()).await?;
	step("wrong usage", day.wrong_usage()).await?;
	step("suspended and quarantined", day.stopped_tills()).await?;
	step("strangers", day.strangers()).await?;
	step("maturing", day.maturing()).await?;
	if is_full() {
		step("expiry", day.expiry()).await?;
	}

	network.acknowledge(day.chain.finalized().await?);
	step("invariants", network.finish()).await
}

impl Day {
	async fn imports_with_a_gap(&self, network: &Network) -> anyhow::Result<()> {
		let day = self.file("day.csv")?;
		Sheet::new().sales((1..=40).chain(61..=80)).write(Path::new(&day))?;
		let summary = self.act(&import(&["--finalized", &day])).await?;
		ensure!(
			summary["recorded"] == 60 && summary["finalized"] == true,
			"expected 60 sales to be recorded and final; the summary is {summary}"
		);
		let block = summary["block"].as_u64().context("the summary names the block")?;
		network.acknowledge(self.chain.block(block).await?);
		let report = self.report().await?;
		ensure!(
			report["missing"] == 20
				&& report["next_sequence"] == 81
				&& report["gaps"][0]["first"] == 41
				&& report["gaps"][0]["last"] == 60,
			"expected the receipts 41 to 60 to be missing; the report is {report}"
		);

		let late = self.file("late.csv")?;
		Sheet::new().sales(41..=60).write(Path::new(&late))?;
		self.act(&import(&[&late])).await?;
		self.ensure_recorded(&self.till, 80, sum_of(1..=80)).await?;

		let again = self.act(&import(&[&day])).await?;
		ensure!(
			again["recorded"] == 0 && again["already_recorded"] == 60,
			"expected a second import of the same day to record nothing; it says {again}"
		);
		self.ensure_recorded(&self.till, 80, sum_of(1..=80)).await
	}

	/// A `kill -9` between two batches, one of which is on its way.
	async fn import_killed_midway(&self) -> anyhow::Result<()> {
		let file = self.file("killed.csv")?;
		Sheet::new().sales(1..=120).write(Path::new(&file))?;
		let command = ["checks", "import", &file, "--till-key", OTHER_TILL];
		let slowly = [&command[..], &["--batch", "10", "--in-flight", "2"]].concat();
		let mut process = self.hotpot.spawn(&slowly)?;
		let journal = format!("{file}.journal");
		eventually(PATIENCE, "the import records two batches", || async {
			let text = fs::read_to_string(&journal).unwrap_or_default();
			Ok((text.matches("\"recorded\"").count() >= 2).then_some(()))
		})
		.await?;
		process.kill().await?;

		let summary = self.act(&command).await?;
		let count = |field: &str| summary[field].as_u64().unwrap_or_default();
		ensure!(
			count("recorded") + count("already_recorded") == 120
				&& count("already_recorded") >= 20
				&& count("recorded") > 0,
			"expected the second import to record what the first had not; it says {summary}"
		);
		self.ensure_recorded(&self.other_till, 120, sum_of(1..=120)).await
	}

	async fn claims(&self) -> anyhow::Result<()> {
		let codes = self
			.hotpot
			.succeed(&["checks", "qr", "--till-key", TILL, "--sequence", "5,42"])
			.await?;
		let qr = codes[0].as_str().context("the QR code is a text")?.to_owned();
		ensure!(qr == self.till.qr(5)?.to_string(), "expected the documented QR code, not {qr}");
		let guest = key("//day//guest//1")?.account();
		let pot = self.chain.state().await?.account(&self.till.qr(5)?.wallet()).await?.data;
		ensure!(pot.free == 0, "expected the check wallet to have no POT; it has {pot:?}");

		let claimed = self.claim(&qr, &guest.to_string()).await?.success()?;
		let expected = u128::from(amount_of(5)) * RATE;
		ensure!(
			claimed[0]["thp"] == money::thp(expected),
			"expected the claim of check 5 to give {}; it says {claimed}",
			money::thp(expected)
		);
		let totals = self.totals().await?;
		ensure!(
			totals.pending == expected && totals.matured == 0,
			"expected the claimed THP to be pending; the totals are {totals:?}"
		);
		let again = self.claim(&qr, &guest.to_string()).await?;
		again.failure(REFUSED, &["Checks.AlreadyClaimed", "claimed already"])?;

		// Somebody else's key, staff, and text that is no QR code.
		let forged = CheckQr { sequence: 6, ..self.till.qr(7)? }.to_string();
		let forged = self.claim(&forged, &guest.to_string()).await?;
		forged.failure(REFUSED, &["Checks.WrongWallet"])?;
		let unknown = CheckQr { sequence: 4_000, ..self.till.qr(7)? }.to_string();
		self.claim(&unknown, &guest.to_string()).await?.failure(REFUSED, &["Checks.NotFound"])?;
		let staff = key(FRANCHISEE)?.account().to_string();
		let own = self.claim(&self.till.qr(8)?.to_string(), &staff).await?;
		own.failure(REFUSED, &["Checks.StaffDestination"])?;
		let torn = qr.get(..qr.len() - 2).context("the QR code is ASCII")?;
		self.claim(torn, &guest.to_string()).await?.failure(USAGE, &["scan the receipt again"])?;
		ensure!(
			self.totals().await? == totals,
			"expected the refused claims to change nothing; the totals were {totals:?}"
		);
		Ok(())
	}

	async fn voids(&self) -> anyhow::Result<()> {
		let before = self.totals().await?;
		let void = self.void("9", TILL, "customer-return").await?.success()?;
		ensure!(void["sequence"] == 9, "expected check 9 to be void; the command says {void}");
		// A claimed one, by the franchisee: nothing was minted, so nothing has to come back.
		self.void("5", FRANCHISEE, "fraud").await?.success()?;
		let after = self.totals().await?;
		let voided = u128::from(amount_of(9) + amount_of(5)) * RATE;
		ensure!(
			after.voided == before.voided + voided && after.pending == 0,
			"expected {voided} to move to the voided THP: {before:?} became {after:?}"
		);
		let guest = key("//day//guest//2")?.account().to_string();
		let claim = self.claim(&self.till.qr(9)?.to_string(), &guest).await?;
		claim.failure(REFUSED, &["Checks.AlreadySettled"])?;
		self.void("9", FRANCHISEE, "other").await?.failure(REFUSED, &["Checks.NotFound"])?;
		self.void("10", STRANGER, "other").await?.failure(REFUSED, &["Checks.NotAuthorized"])?;
		self.void("10", TILL, "bad-mood")
			.await?
			.failure(USAGE, &["bad-mood", "customer-return"])?;

		// A day in which a sale was taken back at the till.
		let file = self.file("with-void.csv")?;
		Sheet::new().sales(81..=82).sale(83, "12.35", "entry-error").write(Path::new(&file))?;
		let summary = self.act(&import(&[&file])).await?;
		ensure!(
			summary["recorded"] == 3 && summary["voided"] == 1,
			"expected 3 sales recorded, one of them voided; the summary is {summary}"
		);
		Ok(())
	}

	/// With a void window of a minute, checks of the morning can no longer be voided, and their
	/// claims mint at once.
	async fn maturing(&self) -> anyhow::Result<()> {
		let settings = Settings { void_window: MINUTE, ..self.settings().await? };
		self.enact(&set_settings(settings)).await?;
		self.wait_until_recorded(20, MINUTE).await?;
		let void = self.void("20", FRANCHISEE, "other").await?;
		void.failure(REFUSED, &["Checks.VoidWindowClosed"])?;
		let guest = key("//day//guest//3")?.account();
		self.claim(&self.till.qr(20)?.to_string(), &guest.to_string()).await?.success()?;
		let expected = u128::from(amount_of(20)) * RATE;
		eventually(PATIENCE, "the claimed THP is minted to the guest", || async {
			Ok((self.chain.state().await?.thp(&guest).await? == expected).then_some(()))
		})
		.await?;
		let totals = self.totals().await?;
		ensure!(
			totals.matured == expected,
			"expected {expected} to have matured; the totals are {totals:?}"
		);
		Ok(())
	}

	/// With an expiry of two minutes, unclaimed checks end by themselves, half to each pot: a long
	/// form, because no expiry may be shorter.
	async fn expiry(&self) -> anyhow::Result<()> {
		let CheckStatus::Recorded(check) =
			self.chain.state().await?.check(self.till.id, 30).await?
		else {
			anyhow::bail!("expected check 30 to be open");
		};
		let settings = Settings { expiry_duration: 2 * MINUTE, ..self.settings().await? };
		self.enact(&set_settings(settings)).await?;
		let patience = PATIENCE + Duration::from_millis(2 * MINUTE);
		let settled_at = eventually(patience, "unclaimed checks expire", || async {
			let state = self.chain.state().await?;
			let status = state.check(self.till.id, 30).await?;
			Ok(if status == CheckStatus::Settled { Some(state.now().await?) } else { None })
		})
		.await?;
		ensure!(
			settled_at >= check.recorded_at + 2 * MINUTE,
			"expected check 30 to be open for two minutes; {check:?} had ended by {settled_at}"
		);
		let guest = key("//day//guest//4")?.account().to_string();
		let claim = self.claim(&self.till.qr(30)?.to_string(), &guest).await?;
		claim.failure(REFUSED, &["Checks.AlreadySettled"])?;
		let state = self.chain.state().await?;
		let (pool, reserve) = state.pots().await?;
		ensure!(
			pool == reserve && pool > 0,
			"expected half of the unused THP in each pot; they hold {pool} and {reserve}"
		);
		ensure_conserved(&state).await
	}
}
