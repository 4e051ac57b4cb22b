//! Which transfers of a block are deposits.

use super::{
	abi::{is_transfer_log, read_transfer_log},
	address::Address,
	node::{Block, BlockTransaction, Hash, Info, Infos, Intent},
};
use hotpot_primitives::{
	Moment,
	observations::{Comment, Deposit, ForeignAccount, MAX_COMMENT, Token},
};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// What counts as a deposit. All validators should have the same, or they won't agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
	/// Contracts whose transfers count. Their symbol means nothing: anybody can choose one.
	pub contracts: BTreeMap<Address, Token>,
	/// Whether TRX counts.
	pub takes_trx: bool,
	/// Less than this, in base units, is dust.
	pub minimum: BTreeMap<Token, u128>,
}

/// The contract of USDT.
pub const USDT: Address = Address([
	0xa6, 0x14, 0xf8, 0x03, 0xb6, 0xfd, 0x78, 0x09, 0x86, 0xa4, 0x2c, 0x78, 0xec, 0x9c, 0x7f, 0x77,
	0xe6, 0xde, 0xd1, 0x3c,
]);
/// The contract of USDC. Its issuer left TRON, so nothing takes it unless it is told to.
pub const USDC: Address = Address([
	0x34, 0x87, 0xb6, 0x3d, 0x30, 0xb5, 0xb2, 0xc8, 0x7f, 0xb7, 0xff, 0xa8, 0xbc, 0xfa, 0xde, 0x38,
	0xea, 0xac, 0x1a, 0xbe,
]);

impl Default for Policy {
	/// USDT from 0.01 and TRX from 0.1 on.
	fn default() -> Self {
		Self {
			contracts: BTreeMap::from([(USDT, Token::UsdtTron)]),
			takes_trx: true,
			minimum: BTreeMap::from([
				(Token::UsdtTron, 10_000),
				(Token::UsdcTron, 10_000),
				(Token::Trx, 100_000),
			]),
		}
	}
}

/// Transfers to watched accounts that are no deposits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ignored {
	/// Too little.
	pub dust: u64,
	/// Of contracts that are not on the list, and of TRX where that is not taken.
	pub other_tokens: u64,
	/// Failed.
	pub failed: u64,
}

/// What is in a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
	/// In the order of transactions and their logs.
	pub deposits: Vec<Deposit>,
	/// What somebody should look at.
	pub alerts: Vec<String>,
	/// What was left out.
	pub ignored: Ignored,
}

/// Why a block is not believed, whoever says it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Contradiction {
	/// The block has a transaction without an outcome, or the other way round.
	#[error("block {block} has {transactions} transactions and {infos} outcomes, not the same")]
	Transactions {
		/// Which block.
		block: u64,
		/// How many it has.
		transactions: usize,
		/// How many outcomes there are.
		infos: usize,
	},
	/// The time is another.
	#[error("transaction {0} is at another time than its block")]
	Time(String),
	/// A contract that is on the list logs what no token logs.
	#[error("transaction {transaction}, log {log} of a contract on the list: {reason}")]
	Log {
		/// Which transaction.
		transaction: String,
		/// Which of its logs.
		log: usize,
		/// What is wrong.
		reason: String,
	},
}

/// Finds the deposits of a block.
///
/// # Errors
/// See [`Contradiction`]; nothing of the block counts then.
pub fn of_block(
	policy: &Policy,
	watched: &BTreeSet<ForeignAccount>,
	block: &Block,
	infos: &Infos,
) -> Result<Outcome, Contradiction> {
	let ids: BTreeSet<&Hash> = block.transactions.iter().map(|one| &one.id).collect();
	if ids.len() != block.transactions.len() || !ids.into_iter().eq(infos.keys()) {
		return Err(Contradiction::Transactions {
			block: block.head.number,
			transactions: block.transactions.len(),
			infos: infos.len(),
		});
	}
	let mut outcome = Outcome::default();
	for transaction in &block.transactions {
		let Some(info) = infos.get(&transaction.id) else {
			continue;
		};
		if info.timestamp != block.head.timestamp {
			return Err(Contradiction::Time(hex::encode(info.id)));
		}
		of_intent(policy, watched, transaction, info, &mut outcome);
		let found = of_info(policy, watched, info)?;
		if transaction.succeeded {
			outcome.ignored.add(found.ignored);
			outcome.deposits.extend(found.deposits);
		} else if !found.deposits.is_empty() {
			let id = hex::encode(info.id);
			outcome.alerts.push(format!("transaction {id} failed and has a transfer all the same"));
		}
	}
	Ok(outcome)
}

/// Finds the deposits among a transaction's logs.
///
/// # Errors
/// [`Contradiction::Log`].
pub fn of_info(
	policy: &Policy,
	watched: &BTreeSet<ForeignAccount>,
	info: &Info,
) -> Result<Outcome, Contradiction> {
	let mut outcome = Outcome::default();
	if !info.succeeded {
		return Ok(outcome);
	}
	for (position, log) in info.logs.iter().enumerate() {
		if !is_transfer_log(&log.topics) {
			continue;
		}
		let token = policy.contracts.get(&log.contract).copied();
		let transfer = match (read_transfer_log(&log.topics, &log.data), token) {
			(Ok(transfer), _) => transfer,
			(Err(_), None) => continue,
			(Err(error), Some(_)) => {
				return Err(Contradiction::Log {
					transaction: hex::encode(info.id),
					log: position,
					reason: error.to_string(),
				});
			}
		};
		let to = ForeignAccount::Tron(transfer.to.0);
		if !watched.contains(&to) {
			continue;
		}
		let Some(token) = token else {
			outcome.ignored.other_tokens += 1;
			continue;
		};
		outcome.add(
			policy,
			Deposit {
				token,
				from: ForeignAccount::Tron(transfer.from.0),
				to,
				amount: transfer.amount,
				transaction: info.id,
				index: u32::try_from(position).unwrap_or(u32::MAX),
				at: info.timestamp,
				comment: Comment::default(),
			},
		);
	}
	Ok(outcome)
}

/// TRX, which logs nothing, and calls that should have logged something.
fn of_intent(
	policy: &Policy,
	watched: &BTreeSet<ForeignAccount>,
	transaction: &BlockTransaction,
	info: &Info,
	outcome: &mut Outcome,
) {
	let is_watched = |account: &Address| watched.contains(&ForeignAccount::Tron(account.0));
	let id = || hex::encode(info.id);
	match &transaction.intent {
		Intent::Trx { to, .. } if is_watched(to) && (!transaction.succeeded || info.failed) => {
			outcome.ignored.failed += 1;
		}
		Intent::Trx { to, .. } if is_watched(to) && !policy.takes_trx => {
			outcome.ignored.other_tokens += 1;
		}
		Intent::Trx { from, to, amount, memo } if is_watched(to) => {
			outcome.add(policy, trx(*from, *to, *amount, memo, info.id, info.timestamp));
		}
		Intent::Token { contract, to, .. }
			if policy.contracts.contains_key(contract) && is_watched(to) =>
		{
			if !transaction.succeeded || !info.succeeded {
				outcome.ignored.failed += 1;
			} else if !info.logs.iter().any(|log| is_transfer_log(&log.topics)) {
				outcome.alerts.push(format!("transaction {} to {to} has no log", id()));
			}
		}
		Intent::Unreadable(reason) => {
			outcome.alerts.push(format!("transaction {} is not understood: {reason}", id()));
		}
		_ => {}
	}
}

fn trx(
	from: Address,
	to: Address,
	amount: u128,
	memo: &[u8],
	transaction: Hash,
	at: Moment,
) -> Deposit {
	Deposit {
		token: Token::Trx,
		from: ForeignAccount::Tron(from.0),
		to: ForeignAccount::Tron(to.0),
		amount,
		transaction,
		index: 0,
		at,
		comment: comment(memo),
	}
}

/// The memo, if it is text, cut where a character ends.
fn comment(memo: &[u8]) -> Comment {
	let text = std::str::from_utf8(memo).unwrap_or_default();
	let end = text.floor_char_boundary(MAX_COMMENT as usize);
	Comment::truncate_from(text.as_bytes().get(..end).unwrap_or_default().to_vec())
}

impl Outcome {
	fn add(&mut self, policy: &Policy, deposit: Deposit) {
		let minimum = policy.minimum.get(&deposit.token).copied().unwrap_or_default().max(1);
		if deposit.amount < minimum {
			self.ignored.dust += 1;
		} else {
			self.deposits.push(deposit);
		}
	}
}

impl Ignored {
	/// Adds what another block left out.
	pub fn add(&mut self, other: Self) {
		self.dust += other.dust;
		self.other_tokens += other.other_tokens;
		self.failed += other.failed;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::tron::{
		abi::TRANSFERRED,
		node::{Head, Log},
	};
	use proptest::prelude::*;

	const GUEST: Address = Address([1; 20]);
	const OURS: Address = Address([2; 20]);

	fn watched() -> BTreeSet<ForeignAccount> {
		BTreeSet::from([ForeignAccount::Tron(OURS.0)])
	}

	fn word(bytes: &[u8]) -> [u8; 32] {
		let mut word = [0; 32];
		word[32 - bytes.len()..].copy_from_slice(bytes);
		word
	}

	fn log(contract: Address, to: Address, amount: u128) -> Log {
		let topics = vec![TRANSFERRED, word(&GUEST.0), word(&to.0)];
		Log { contract, topics, data: word(&amount.to_be_bytes()).to_vec() }
	}

	fn info(id: u8, logs: Vec<Log>) -> Info {
		Info { id: [id; 32], block: 7, timestamp: 70, succeeded: true, failed: false, logs }
	}

	fn scene(parts: Vec<(Intent, Info)>) -> (Block, Infos) {
		let head = Head { number: 7, id: [7; 32], parent: [6; 32], timestamp: 70 };
		let transactions = parts
			.iter()
			.map(|(intent, info)| BlockTransaction {
				id: info.id,
				succeeded: true,
				intent: intent.clone(),
			})
			.collect();
		let infos = parts.into_iter().map(|(_, info)| (info.id, info)).collect();
		(Block { head, transactions }, infos)
	}

	fn outcome((block, infos): &(Block, Infos)) -> Result<Outcome, Contradiction> {
		of_block(&Policy::default(), &watched(), block, infos)
	}

	fn sent(amount: u128, memo: &str) -> Intent {
		Intent::Trx { from: GUEST, to: OURS, amount, memo: memo.as_bytes().to_vec() }
	}

	#[test]
	fn deposits_should_be_in_the_order_of_the_block_and_its_logs() {
		let logs = vec![log(USDT, OURS, 20_000), log(USDT, GUEST, 9), log(USDT, OURS, 30_000)];
		let scene = scene(vec![
			(Intent::Other, info(9, logs)),
			(sent(5_000_000, "deal 5"), info(3, Vec::new())),
		]);
		let Outcome { deposits, alerts, ignored } = outcome(&scene).expect("the block is sound");
		let got: Vec<_> = deposits
			.iter()
			.map(|one| (one.token, one.transaction[0], one.index, one.amount))
			.collect();
		assert_eq!(
			got,
			[
				(Token::UsdtTron, 9, 0, 20_000),
				(Token::UsdtTron, 9, 2, 30_000),
				(Token::Trx, 3, 0, 5_000_000),
			]
		);
		assert!(deposits.iter().all(|one| one.is_sound() && one.at == 70));
		assert_eq!(deposits[2].comment.as_slice(), b"deal 5");
		assert_eq!((alerts, ignored), (Vec::new(), Ignored::default()));
	}

	#[test]
	fn dust_other_tokens_and_failures_should_be_counted_and_nothing_else() {
		let stranger = Address([0x66; 20]);
		let mut failed = info(4, vec![log(USDT, OURS, 50_000)]);
		failed.succeeded = false;
		let call = Intent::Token { contract: USDT, to: OURS, amount: 50_000 };
		let scene = scene(vec![
			(Intent::Other, info(1, vec![log(USDT, OURS, 9_999), log(stranger, OURS, 1 << 40)])),
			(Intent::Other, info(2, vec![log(USDC, OURS, 50_000)])),
			(sent(99_999, ""), info(3, Vec::new())),
			(call, failed),
		]);
		let outcome = outcome(&scene).expect("the block is sound");
		assert_eq!(outcome.deposits, []);
		assert_eq!(outcome.ignored, Ignored { dust: 2, other_tokens: 2, failed: 1 });
	}

	#[test]
	fn usdc_should_count_when_it_is_on_the_list() {
		let scene = scene(vec![(Intent::Other, info(2, vec![log(USDC, OURS, 50_000)]))]);
		let mut policy = Policy::default();
		policy.contracts.insert(USDC, Token::UsdcTron);
		let outcome =
			of_block(&policy, &watched(), &scene.0, &scene.1).expect("the block is sound");
		assert_eq!(outcome.deposits[0].token, Token::UsdcTron);
	}

	#[test]
	fn a_transfer_should_not_count_when_block_and_outcome_contradict_one_another() {
		let call = Intent::Token { contract: USDT, to: OURS, amount: 50_000 };
		let transfer = || scene(vec![(call.clone(), info(1, vec![log(USDT, OURS, 50_000)]))]);
		let mut failed = transfer();
		failed.0.transactions[0].succeeded = false;
		let refused = outcome(&failed).expect("the block is sound");
		assert_eq!((refused.deposits.len(), refused.alerts.len()), (0, 1));
		let mut without_log = transfer();
		without_log.1.values_mut().for_each(|info| info.logs.clear());
		let refused = outcome(&without_log).expect("the block is sound");
		assert_eq!((refused.deposits.len(), refused.alerts.len()), (0, 1));
		let mut lost = transfer();
		lost.1.clear();
		assert!(matches!(outcome(&lost), Err(Contradiction::Transactions { .. })));
		let mut twice = transfer();
		twice.0.transactions.push(twice.0.transactions[0].clone());
		assert!(matches!(outcome(&twice), Err(Contradiction::Transactions { .. })));
		let mut late = transfer();
		late.1.values_mut().for_each(|info| info.timestamp += 1);
		assert!(matches!(outcome(&late), Err(Contradiction::Time(_))));
		let mut endless = transfer();
		endless.1.values_mut().for_each(|info| info.logs[0].data = vec![0xff; 32]);
		assert!(matches!(outcome(&endless), Err(Contradiction::Log { log: 0, .. })));
	}

	#[test]
	fn a_failed_transfer_of_trx_should_not_count() {
		let mut scene = scene(vec![(sent(5_000_000, ""), info(3, Vec::new()))]);
		scene.1.values_mut().for_each(|info| info.failed = true);
		assert_eq!(outcome(&scene).expect("the block is sound").ignored.failed, 1);
		scene.1.values_mut().for_each(|info| info.failed = false);
		scene.0.transactions[0].succeeded = false;
		assert_eq!(outcome(&scene).expect("the block is sound").deposits, []);
	}

	#[test]
	fn a_strange_log_of_another_contract_should_not_matter() {
		let mut strange = log(Address([0x66; 20]), OURS, 1);
		strange.topics.pop();
		let scene = scene(vec![(Intent::Other, info(1, vec![strange, log(USDT, OURS, 10_000)]))]);
		assert_eq!(outcome(&scene).expect("the block is sound").deposits.len(), 1);
	}

	#[test]
	fn the_contracts_should_be_the_published_ones() {
		assert_eq!(USDT.to_string(), "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
		assert_eq!(USDC.to_string(), "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8");
	}

	proptest! {
		#[test]
		fn a_memo_should_be_cut_to_text(memo: Vec<u8>, text: String) {
			prop_assert!(comment(&memo).len() <= MAX_COMMENT as usize);
			let kept = comment(text.as_bytes());
			let kept = std::str::from_utf8(&kept).expect("it ends where a character ends");
			prop_assert!(text.starts_with(kept));
			prop_assert!(kept.len() + 4 > text.len().min(MAX_COMMENT as usize));
		}
	}
}
