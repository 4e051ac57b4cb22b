//! Votes of validators as their nodes would send them, and forged ones.

use crate::{
	restaurant::{key, now_ms},
	rpc::Rpc,
};
use anyhow::{Context, ensure};
use codec::{Compact, Decode, Encode};
use hotpot_cli::{
	chain::{Chain, State},
	keys::SecretKey,
};
use hotpot_primitives::{
	observations::{Claim, Comment, Deposit, FactId, ForeignAccount, Token},
	time::{DAY, MINUTE},
};
use serde_json::json;
use subxt::{
	dynamic,
	ext::{
		scale_decode::DecodeAsType,
		scale_value::{Composite, Value},
	},
	tx::DynamicPayload,
	utils::AccountId32,
};

/// A claim, with accounts as bytes.
pub type AnyClaim = Claim<[u8; 32]>;

/// The derivation paths of those that vote on the local chain, in the order of their nodes.
pub const VOTERS: [&str; 3] = ["//Alice", "//Bob", "//Charlie"];

/// How many votes of one authority a pool holds, one in each slot.
pub const SLOTS: u8 = 64;

/// What a signed vote begins with.
const CONTEXT: [u8; 13] = *b"hotpot/vote/1";
/// `Observations.vote`.
const VOTE: [u8; 2] = [39, 0];
/// Version 5 of the transaction format, without a sender.
const GENERAL: u8 = 0x45;
/// The version of the transaction's extensions.
const EXTENSIONS: u8 = 0;
/// How many blocks a vote may wait for a block.
const PERIOD: u16 = 256;
/// How far behind the best block votes are anchored: every node has that block.
const DEPTH: u64 = 2;
/// More than what guests did may be ago.
const LONG_AGO: u64 = 32 * DAY;

/// Makes votes for a chain in one of its sessions.
#[derive(Clone, Debug)]
pub struct Ballots {
	genesis: [u8; 32],
	session: u32,
	era: u16,
	authorities: Vec<[u8; 32]>,
	keys: Vec<SecretKey>,
	stranger: SecretKey,
}

impl Ballots {
	/// Ballots for the session of the best block. They are good for some 200 blocks, and as long as
	/// the session goes on.
	///
	/// # Errors
	/// If the node does not answer.
	pub async fn at(chain: &Chain) -> anyhow::Result<Self> {
		let state = chain.state().await?;
		let authorities: Option<Vec<[u8; 32]>> =
			state.storage("Observations", "Authorities", ()).await?;
		let anchor = state.head().number.saturating_sub(DEPTH);
		let phase = u16::try_from(anchor % u64::from(PERIOD))?;
		Ok(Self {
			genesis: chain.genesis_hash().0,
			session: session(&state).await?,
			era: PERIOD.trailing_zeros().saturating_sub(1) as u16 | (phase << 4),
			authorities: authorities.context("nobody votes")?,
			keys: VOTERS.into_iter().map(key).collect::<anyhow::Result<_>>()?,
			stranger: key("//Mallory")?,
		})
	}

	/// Which session they are for.
	pub const fn session(&self) -> u32 {
		self.session
	}

	/// The vote of a voter.
	///
	/// # Errors
	/// If it has none in this session.
	pub fn vote(&self, voter: usize, claim: &AnyClaim) -> anyhow::Result<Vec<u8>> {
		let index = self.index_of(voter)?;
		Ok(self.signed(self.session, index, claim, self.genesis, self.key(voter)?))
	}

	/// A vote of the first voter that nobody may take, about a deposit that nobody has voted on
	/// where that is not what is wrong. No two are the same bytes if `number` is another.
	///
	/// # Errors
	/// If the first voter has no vote in this session, or no session was before this one.
	pub fn forged(
		&self,
		forgery: Forgery,
		number: u64,
		targets: &Targets,
	) -> anyhow::Result<Vec<u8>> {
		let (genesis, session, index) = (self.genesis, self.session, self.index_of(0)?);
		let (own, stranger) = (self.key(0)?, &self.stranger);
		let to = targets.watched;
		let fresh = Deposit { amount: u128::from(number) + 1, ..deposit(to, unique(number))? };
		let of = |deposit: Deposit| Claim::Deposit(deposit);
		let again = |fact: &Deposit| of(Deposit { amount: u128::from(number) + 2, ..fact.clone() });
		let guest =
			|from: u64, to: u64| Claim::Watched { who: [7; 32], stream: unique(number), from, to };
		Ok(match forgery {
			Forgery::Signer => self.signed(session, index, &of(fresh), genesis, stranger),
			Forgery::Chain => self.signed(session, index, &of(fresh), [0xff; 32], own),
			Forgery::Claim => {
				let other = of(Deposit { amount: u128::MAX, ..fresh.clone() });
				let signature = self.signature(session, index, &other, genesis, own);
				self.transaction(session, index, &of(fresh), signature)
			}
			Forgery::Number => {
				let nobody = u32::try_from(self.authorities.len())?;
				self.signed(session, nobody, &of(fresh), genesis, stranger)
			}
			Forgery::PastSession => {
				let past = session.checked_sub(1).context("this session is the first")?;
				self.signed(past, index, &of(fresh), genesis, own)
			}
			Forgery::FutureSession => self.signed(session + 1, index, &of(fresh), genesis, own),
			Forgery::Applied => {
				self.signed(session, index, &again(&targets.applied), genesis, stranger)
			}
			Forgery::Voted => {
				self.signed(session, index, &again(&targets.voted), genesis, stranger)
			}
			Forgery::Unwatched => {
				let claim = of(Deposit { to: ForeignAccount::Tron([0xee; 20]), ..fresh });
				self.signed(session, index, &claim, genesis, stranger)
			}
			Forgery::Unsound => {
				let claim = of(Deposit { token: Token::Ton, ..fresh });
				self.signed(session, index, &claim, genesis, stranger)
			}
			Forgery::InFuture => {
				let claim = of(Deposit { at: fresh.at + 10 * MINUTE, ..fresh });
				self.signed(session, index, &claim, genesis, stranger)
			}
			Forgery::TooOld => {
				let from = fresh.at.saturating_sub(LONG_AGO);
				self.signed(session, index, &guest(from, from + MINUTE), genesis, stranger)
			}
		})
	}

	fn signed(
		&self,
		session: u32,
		index: u32,
		claim: &AnyClaim,
		genesis: [u8; 32],
		signer: &SecretKey,
	) -> Vec<u8> {
		let signature = self.signature(session, index, claim, genesis, signer);
		self.transaction(session, index, claim, signature)
	}

	fn signature(
		&self,
		session: u32,
		index: u32,
		claim: &AnyClaim,
		genesis: [u8; 32],
		signer: &SecretKey,
	) -> [u8; 64] {
		let payload = (CONTEXT, genesis, session, index, claim).encode();
		signer.signer().sign(&payload).0
	}

	/// Of the extensions only era, nonce, tip and mode of the metadata hash have bytes.
	fn transaction(
		&self,
		session: u32,
		index: u32,
		claim: &AnyClaim,
		signature: [u8; 64],
	) -> Vec<u8> {
		let extensions = (self.era, Compact(0_u32), Compact(0_u128), 0_u8);
		let call = (VOTE, session, index, claim, signature);
		(GENERAL, EXTENSIONS, extensions, call).encode().encode()
	}

	fn index_of(&self, voter: usize) -> anyhow::Result<u32> {
		let key = self.key(voter)?.account().0;
		let index = self.authorities.iter().position(|authority| *authority == key);
		Ok(u32::try_from(index.context("the voter has no vote")?)?)
	}

	fn key(&self, voter: usize) -> anyhow::Result<&SecretKey> {
		self.keys.get(voter).context("there is no such voter")
	}
}

/// What a forged vote is about, where that matters.
#[derive(Clone, Debug)]
pub struct Targets {
	/// A watched account.
	pub watched: ForeignAccount,
	/// A deposit that was agreed on.
	pub applied: Deposit,
	/// A deposit that the first voter, and nobody else, voted on.
	pub voted: Deposit,
}

/// What is wrong with a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forgery {
	/// Somebody else signed it; all else is right. The dearest, since signatures are checked last.
	Signer,
	/// It was signed for another chain.
	Chain,
	/// Another claim was signed.
	Claim,
	/// No authority has its number.
	Number,
	/// It is for the session before.
	PastSession,
	/// It is for the session to come.
	FutureSession,
	/// Its fact was applied.
	Applied,
	/// The authority voted on its fact.
	Voted,
	/// Nobody watches the account.
	Unwatched,
	/// A token of one chain reached an account of another.
	Unsound,
	/// It was seen ten minutes from now.
	InFuture,
	/// It was seen 32 days ago.
	TooOld,
}

impl Forgery {
	/// All of them.
	pub const ALL: [Self; 12] = [
		Self::Signer,
		Self::Chain,
		Self::Claim,
		Self::Number,
		Self::PastSession,
		Self::FutureSession,
		Self::Applied,
		Self::Voted,
		Self::Unwatched,
		Self::Unsound,
		Self::InFuture,
		Self::TooOld,
	];

	/// What a node's pool says, beside its code 1010.
	pub const fn refusal(self) -> &'static str {
		match self {
			Self::Signer | Self::Chain | Self::Claim => "Transaction has a bad signature",
			Self::Number => "Custom error: 210",
			Self::PastSession => "Transaction is outdated",
			Self::FutureSession => "Transaction will be valid in the future",
			Self::Applied => "Custom error: 216",
			Self::Voted => "Custom error: 219",
			Self::Unwatched => "Custom error: 215",
			Self::Unsound => "Custom error: 212",
			Self::InFuture => "Custom error: 213",
			Self::TooOld => "Custom error: 214",
		}
	}
}

/// A deposit of one USDT on TRON, now.
///
/// # Errors
/// If the clock is wrong.
pub fn deposit(to: ForeignAccount, transaction: [u8; 32]) -> anyhow::Result<Deposit> {
	Ok(Deposit {
		token: Token::UsdtTron,
		from: ForeignAccount::Tron([1; 20]),
		to,
		amount: 1_000_000,
		transaction,
		index: 0,
		at: now_ms()?,
		comment: Comment::default(),
	})
}

/// Deposits to one account, whose votes take the pools' slots in turn.
#[derive(Debug)]
pub struct Deposits {
	to: ForeignAccount,
	slot: u8,
	tried: u64,
}

impl Deposits {
	/// Deposits to an account.
	pub const fn to(to: ForeignAccount) -> Self {
		Self { to, slot: 0, tried: 0 }
	}

	/// Another deposit.
	///
	/// # Errors
	/// As [`deposit`].
	pub fn another(&mut self) -> anyhow::Result<Deposit> {
		let slot = self.slot;
		self.slot = (slot + 1) % SLOTS;
		loop {
			self.tried += 1;
			let mut transaction = [0xaa; 32];
			transaction[..8].copy_from_slice(&self.tried.to_be_bytes());
			let made = deposit(self.to, transaction)?;
			let [first, ..] = fact_of(&made);
			if first % SLOTS == slot {
				return Ok(made);
			}
		}
	}
}

/// What a deposit is about.
pub fn fact_of(deposit: &Deposit) -> FactId {
	AnyClaim::Deposit(deposit.clone()).fact()
}

/// A hash that no [`Deposits`] uses.
fn unique(number: u64) -> [u8; 32] {
	let mut hash = [0xbb; 32];
	hash[..8].copy_from_slice(&number.to_be_bytes());
	hash
}

/// `Deposits.watch` of an account of TRON. Signed by the owner.
pub fn watch(account: [u8; 20], beneficiary: &AccountId32) -> DynamicPayload<Composite<()>> {
	let fields = [
		("account", Value::unnamed_variant("Tron", [Value::from_bytes(account)])),
		("beneficiary", Value::from_bytes(beneficiary.0)),
		("purpose", Value::u128(1)),
	];
	dynamic::tx("Deposits", "watch", Composite::named(fields))
}

/// The number of the session.
///
/// # Errors
/// If the node does not answer.
pub async fn session(state: &State) -> anyhow::Result<u32> {
	Ok(state.storage("Session", "CurrentIndex", ()).await?.unwrap_or_default())
}

/// When a deposit was agreed on by the chain's clock, UNIX ms; nothing if it was not.
///
/// # Errors
/// If the node does not answer.
pub async fn applied_at(state: &State, fact: FactId) -> anyhow::Result<Option<u64>> {
	let memory: Option<Memory> = state.storage("Observations", "Applied", (fact,)).await?;
	Ok(memory.map(|memory| memory.applied_at))
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Memory {
	applied_at: u64,
}

/// The transactions without a sender of a block, 0x…
///
/// # Errors
/// If the node does not answer, or has no such block.
pub async fn general_transactions(rpc: Rpc, number: u64) -> anyhow::Result<Vec<String>> {
	let hash = rpc.hash_at(number).await?.with_context(|| format!("there is no block {number}"))?;
	let answer = rpc.ask("chain_getBlock", json!([hash])).await?;
	let all: Vec<String> = serde_json::from_value(answer["block"]["extrinsics"].clone())?;
	ensure!(!all.is_empty(), "expected block {number} to tell the time at least");
	generals(all)
}

/// Those without a sender of some transactions, 0x…
///
/// # Errors
/// If one is not hexadecimal.
pub fn generals(transactions: Vec<String>) -> anyhow::Result<Vec<String>> {
	let mut found = Vec::new();
	for transaction in transactions {
		let bytes = hex::decode(transaction.trim_start_matches("0x"))?;
		let mut rest = bytes.as_slice();
		Compact::<u32>::decode(&mut rest)?;
		if rest.first() == Some(&GENERAL) {
			found.push(transaction);
		}
	}
	Ok(found)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn deposits_should_take_the_slots_in_turn_and_never_be_the_same() {
		let mut deposits = Deposits::to(ForeignAccount::Tron([2; 20]));
		let mut facts: Vec<FactId> = Vec::new();
		for number in 0..=SLOTS {
			let fact = fact_of(&deposits.another().expect("the clock is right"));
			assert_eq!(fact[0] % SLOTS, number % SLOTS);
			assert!(!facts.contains(&fact));
			facts.push(fact);
		}
	}

	#[test]
	fn only_transactions_without_a_sender_should_be_found() {
		let encoded = |bytes: &[u8]| format!("0x{}", hex::encode(bytes.encode()));
		let general = encoded(&[GENERAL, 0, 1]);
		let all = vec![encoded(&[0x05, 1]), encoded(&[0x84, GENERAL]), general.clone()];
		assert_eq!(generals(all).expect("they are hexadecimal"), [general]);
		assert!(generals(vec!["0xzz".to_owned()]).is_err());
	}
}
