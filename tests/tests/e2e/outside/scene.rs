//! Three validators with their workers, TRON, TON, and companies that are paid there.

use super::ledger::{Entry, Key, Ledger, sums};
use anyhow::{Context, ensure};
use hotpot_cli::chain::Chain;
use hotpot_cli::foreign::tron::Address;
use hotpot_primitives::observations::ForeignAccount;
use hotpot_tests::{
	command::Hotpot,
	doubles::{ENDPOINTS, Ton, Tron},
	machine::{self, Share},
	network::{Network, Options},
	restaurant::{key, now_ms},
	wait::eventually,
	worker::Worker,
};
use serde_json::{Value, json};
use std::{
	collections::BTreeMap,
	fmt::Write,
	fs,
	path::PathBuf,
	time::{Duration, Instant},
};
use subxt::{ext::scale_decode::DecodeAsType, utils::AccountId32};
use tokio::time::sleep;

/// Validators, and workers.
const VALIDATORS: usize = 3;
/// Who is paid.
const COMPANIES: usize = 5;
/// How long a worker may take to see what is final here.
const PATIENCE: Duration = Duration::from_secs(60);
/// How fast deposits are sent.
const PAUSE: Duration = Duration::from_millis(250);
/// How often the ledger is looked at.
const INTERVAL: Duration = Duration::from_millis(500);
/// Lines that the chain shows at once.
const PAGE: u32 = 100;

/// A line of the chain's ledger, as far as it is compared.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Line {
	token: Token,
	amount: u128,
	transaction: [u8; 32],
	index: u32,
	recorded_at: u64,
}

#[derive(Debug, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
enum Token {
	Trx,
	UsdtTron,
	UsdcTron,
	Ton,
	UsdtTon,
}

impl Token {
	const fn name(&self) -> &'static str {
		match self {
			Self::Trx => "Trx",
			Self::UsdtTron => "UsdtTron",
			Self::UsdcTron => "UsdcTron",
			Self::Ton => "Ton",
			Self::UsdtTon => "UsdtTon",
		}
	}
}

/// Everything that takes part.
pub struct Scene {
	network: Network,
	chain: Chain,
	hotpot: Hotpot,
	pub workers: Vec<Worker>,
	pub tron: Tron,
	pub ton: Ton,
	pub companies: Vec<Company>,
}

/// Who is paid, and where.
pub struct Company {
	account: AccountId32,
	/// On TRON, `T…`.
	tron: String,
	/// On TON, a raw address.
	ton: String,
}

impl Company {
	async fn new(number: usize, tron: &Tron, ton: &Ton) -> anyhow::Result<Self> {
		let name = format!("company-{number}");
		let on_tron: Address = tron.account(&name).await?.parse()?;
		Ok(Self {
			account: key(&format!("//company//{number}"))?.account(),
			tron: on_tron.to_string(),
			ton: ton.wallet(&name).await?,
		})
	}
}

impl Scene {
	pub async fn start() -> anyhow::Result<Self> {
		let now = now_ms()?;
		let ports = machine::free_ports(VALIDATORS)?;
		let options = Options { workers: ports.clone(), share: Share::Part, ..Default::default() };
		let network = Network::start(VALIDATORS, options);
		let (tron, ton, network) = tokio::try_join!(Tron::start(now), Ton::start(now), network)?;
		let mut workers = Vec::new();
		for (node, port) in network.nodes().iter().zip(ports) {
			let authority = key(&format!("//{}", title(node.name())))?.account().0;
			let (folder, url) = (node.base_path(), node.url());
			let mut worker = Worker::prepare(folder, port, &url, authority, &tron, &ton)?;
			worker.spawn(None)?;
			workers.push(worker);
		}
		let mut companies = Vec::new();
		for number in 0..COMPANIES {
			companies.push(Company::new(number, &tron, &ton).await?);
		}
		let chain = network.connect(0).await?;
		let hotpot = Hotpot::at(network.node(0)?.url());
		Ok(Self { network, chain, hotpot, workers, tron, ton, companies })
	}

	/// The owner has two accounts of each company watched; every worker hears of it.
	pub async fn watch(&self) -> anyhow::Result<()> {
		let mut sheet = String::from("account,beneficiary,purpose\n");
		for Company { account, tron, ton } in &self.companies {
			writeln!(sheet, "{tron},{account},1\n{ton},{account},2")?;
		}
		let file = self.folder()?.join("accounts.csv");
		fs::write(&file, sheet)?;
		let file = file.to_str().context("the path is UTF-8")?;
		let watch = ["deposits", "watch", "--file", file, "--owner-key", "//owner"];
		self.hotpot.succeed(&watch).await?;
		let all = u64::try_from(2 * COMPANIES)?;
		for worker in &self.workers {
			eventually(PATIENCE, "a worker watches the accounts", || async {
				Ok((worker.watched().await? == all).then_some(()))
			})
			.await?;
		}
		Ok(())
	}

	/// Sends so many deposits, and things that are none.
	pub async fn send(
		&self,
		count: usize,
		sent: &mut Ledger,
	) -> anyhow::Result<BTreeMap<Key, u64>> {
		send(&self.tron, &self.ton, &self.companies, count, sent).await
	}

	/// Ends all faults, and has all workers run.
	pub async fn calm(&mut self) -> anyhow::Result<()> {
		for endpoint in 0..ENDPOINTS {
			self.tron.honest(endpoint).await?;
			self.ton.honest(endpoint).await?;
		}
		for worker in &mut self.workers {
			worker.kill9();
			worker.spawn(None)?;
		}
		Ok(())
	}

	/// What the chain has in its ledger, by company, and when it wrote it down.
	async fn credited(&self) -> anyhow::Result<(Ledger, BTreeMap<Key, u64>)> {
		let (mut credited, mut times) = (Ledger::new(), BTreeMap::new());
		let state = self.chain.state().await?;
		for (beneficiary, company) in self.companies.iter().enumerate() {
			for from in (0_u32..).step_by(usize::try_from(PAGE)?) {
				let asked = (company.account, from, PAGE);
				let lines: Vec<(u32, Line)> = state.view("Deposits", "lines", asked).await?;
				let is_last = lines.len() < usize::try_from(PAGE)?;
				for (_, line) in lines {
					let key = (hex::encode(line.transaction), line.index);
					let entry =
						Entry { beneficiary, token: line.token.name(), amount: line.amount };
					times.insert(key.clone(), line.recorded_at);
					let before = credited.insert(key, entry);
					ensure!(before.is_none(), "credited twice: {before:?}");
				}
				if is_last {
					break;
				}
			}
		}
		Ok((credited, times))
	}

	/// When the chain wrote each deposit down, UNIX ms.
	pub async fn credited_at(&self) -> anyhow::Result<BTreeMap<Key, u64>> {
		Ok(self.credited().await?.1)
	}

	/// How much of what was sent is not credited yet.
	///
	/// # Errors
	/// If anything is credited that was not sent.
	async fn missing(&self, sent: &Ledger) -> anyhow::Result<usize> {
		let (credited, _) = self.credited().await?;
		for (key, entry) in &credited {
			ensure!(sent.get(key) == Some(entry), "nobody sent {key:?}: {entry:?}");
		}
		Ok(sent.len() - credited.len())
	}

	/// Fails if the chain's ledger is not exactly what was sent.
	pub async fn ensure_credited(&self, sent: &Ledger) -> anyhow::Result<()> {
		let missing = self.missing(sent).await?;
		ensure!(missing == 0, "{missing} deposits are not credited any more");
		Ok(())
	}

	/// Waits until everything that was sent is credited. Nothing else may be, at any time.
	pub async fn wait_until_credited(
		&self,
		sent: &Ledger,
		patience: Duration,
	) -> anyhow::Result<()> {
		let started = Instant::now();
		loop {
			let missing = self.missing(sent).await?;
			if missing == 0 {
				return Ok(());
			}
			let is_late = started.elapsed() > patience;
			ensure!(!is_late, "{missing} of {} deposits are not credited", sent.len());
			sleep(INTERVAL).await;
		}
	}

	/// The copy of a journal that a careful operator has.
	pub fn backup(&mut self, index: usize) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
		let worker = self.workers.get_mut(index).context("there are three workers")?;
		worker.kill9();
		let mut files = Vec::new();
		for suffix in ["", "-wal"] {
			let path = PathBuf::from(format!("{}{suffix}", worker.journal().display()));
			if path.exists() {
				files.push((path.clone(), fs::read(path)?));
			}
		}
		worker.spawn(None)?;
		Ok(files)
	}

	/// A worker goes on with an old journal.
	pub fn restore(&mut self, index: usize, backup: &[(PathBuf, Vec<u8>)]) -> anyhow::Result<()> {
		let worker = self.workers.get_mut(index).context("there are three workers")?;
		worker.kill9();
		for suffix in ["", "-wal", "-shm"] {
			let path = PathBuf::from(format!("{}{suffix}", worker.journal().display()));
			if path.exists() {
				fs::remove_file(path)?;
			}
		}
		for (path, bytes) in backup {
			fs::write(path, bytes)?;
		}
		worker.spawn(None)
	}

	/// Waits until a worker has read both chains to their ends.
	pub async fn wait_until_read(&self, index: usize) -> anyhow::Result<()> {
		let worker = self.workers.get(index).context("there are three workers")?;
		eventually(PATIENCE, "the worker has read both chains to their ends", || async {
			let health = worker.health().await?;
			let rails = health["rails"].as_array().context("health tells of rails")?;
			let is_read = |rail: &Value| {
				rail["error"].is_null() && rail["lag_seconds"].as_u64().is_some_and(|lag| lag < 15)
			};
			let up = health["uptime_seconds"].as_u64().unwrap_or_default();
			Ok((up > 12 && rails.iter().all(is_read)).then_some(()))
		})
		.await
	}

	/// An account of TRON that is watched.
	pub fn watched_tron(&self) -> anyhow::Result<ForeignAccount> {
		let company = self.companies.first().context("there are companies")?;
		Ok(ForeignAccount::Tron(company.tron.parse::<Address>()?.0))
	}

	/// Fails unless the chain said that a validator was outvoted.
	pub fn ensure_outvoted(&self, index: usize) -> anyhow::Result<()> {
		let node = self.network.node(index)?;
		let authority = key(&format!("//{}", title(node.name())))?.account().0;
		let log = self.workers.first().context("there are workers")?.log()?;
		let name = hex::encode(authority);
		ensure!(log.contains(&name), "expected an alert that names 0x{name}");
		Ok(())
	}

	/// A guest, once attested, watches for four minutes. Rule 16.
	pub async fn watch_a_stream(&self) -> anyhow::Result<()> {
		let guest = key("//guest//viewer")?.account().to_string();
		let person = format!("0x{}", "22".repeat(32));
		let attest = [
			"kyc",
			"attest",
			"--verifier-key",
			"//verifier//1",
			"--account",
			&guest,
			"--person",
			&person,
			"--level",
			"basic",
			"--country",
			"GE",
			"--commitment",
			"the viewer's file",
		];
		self.hotpot.succeed(&attest).await?;
		let to = self.chain.state().await?.now().await?;
		let stream = format!("0x{}", "11".repeat(32));
		let report = json!({
			"kind": "watched", "who": guest, "stream": stream, "from": to - 240_000, "to": to,
		});
		for worker in self.workers.iter().take(2) {
			worker.report(&report).await?;
		}
		eventually(PATIENCE, "the guest has two SPOT", || async {
			let status = self.hotpot.succeed(&["spot", "status", &guest]).await?;
			Ok((status["spot"].as_u64() == Some(2)).then_some(()))
		})
		.await
	}

	/// Sent and credited, by company and token.
	pub async fn table(&self, sent: &Ledger) -> anyhow::Result<String> {
		let (credited, _) = self.credited().await?;
		let (sent, credited) = (sums(sent), sums(&credited));
		let mut table = format!(
			"{:8} {:9} {:>5} {:>15} {:>9} {:>15}\n",
			"company", "token", "sent", "base units", "credited", "base units"
		);
		for ((company, token), (count, sum)) in &sent {
			let (times, credit) = credited.get(&(*company, *token)).copied().unwrap_or_default();
			writeln!(table, "{company:8} {token:9} {count:5} {sum:15} {times:9} {credit:15}")?;
		}
		Ok(table)
	}

	/// Fails if a worker that watches a few accounts held more than a third of the 150 MiB that it may.
	pub fn ensure_small(&self) -> anyhow::Result<()> {
		for worker in self.workers.iter().take(2) {
			let peak = worker.peak_kib()?;
			println!("         a worker held {} MiB at most", peak / 1024);
			ensure!(peak <= 50 * 1024, "expected a worker to hold 50 MiB at most, not {peak} KiB");
		}
		Ok(())
	}

	pub async fn finish(mut self) -> anyhow::Result<()> {
		for worker in &mut self.workers {
			worker.kill9();
		}
		self.network.finish().await
	}

	fn folder(&self) -> anyhow::Result<PathBuf> {
		Ok(self.network.node(0)?.base_path().to_owned())
	}
}

/// Sends so many deposits, half of them on either chain, and now and then something that is none: dust,
/// and tokens that only call themselves USDT. Gives when each was sent, UNIX ms.
pub async fn send(
	tron: &Tron,
	ton: &Ton,
	companies: &[Company],
	count: usize,
	sent: &mut Ledger,
) -> anyhow::Result<BTreeMap<Key, u64>> {
	let (first, mut times) = (sent.len(), BTreeMap::new());
	while sent.len() < first + count {
		let number = sent.len();
		let beneficiary = number / 2 % companies.len();
		let Company { tron: shop, ton: wallet, .. } = &companies[beneficiary];
		let amount = 1_000_000 + u64::try_from(number)?;
		let now = now_ms()?;
		let mut note = |transaction: String, index, token, amount: u64| {
			let entry = Entry { beneficiary, token, amount: amount.into() };
			times.insert((transaction.clone(), index), now);
			sent.insert((transaction, index), entry);
		};
		if number.is_multiple_of(2) {
			if number.is_multiple_of(7) {
				tron.send(json!({ "token": "fake", "to": shop, "amount": amount })).await?;
				tron.send(json!({ "token": "usdt", "to": shop, "amount": 1 })).await?;
			}
			if number.is_multiple_of(5) {
				let trx = json!({ "token": "trx", "to": shop, "amount": 10 * amount });
				note(tron.send(trx).await?, 0, "Trx", 10 * amount);
			} else {
				let usdt = json!({ "token": "usdt", "to": shop, "amount": amount });
				note(tron.send(usdt).await?, 0, "UsdtTron", amount);
			}
		} else {
			if number.is_multiple_of(7) {
				ton.send(wallet, json!({ "jetton": "fake", "amount": amount.to_string() })).await?;
				ton.send(wallet, json!({ "value": "1000" })).await?;
			}
			if number.is_multiple_of(5) {
				let coins = 100 * amount;
				let hash = ton.send(wallet, json!({ "value": coins.to_string() })).await?;
				note(hash, 0, "Ton", coins);
			} else {
				let usdt =
					json!({ "jetton": "usdt", "amount": amount.to_string(), "comment": "table 7" });
				note(ton.send(wallet, usdt).await?, 0, "UsdtTon", amount);
			}
		}
		sleep(PAUSE).await;
	}
	Ok(times)
}

/// The name of a well-known key.
fn title(name: &str) -> String {
	let mut letters = name.chars();
	letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
