//! What toncenter v3 is asked, and the part of its answers that matters. Unknown fields are ignored:
//! the service adds some with every release. Amounts and logical times come as text.

use super::{
	address::Address,
	jetton::{GET_WALLET_ADDRESS, owner_argument, read_wallet},
};
use crate::{
	endpoints::Endpoint,
	http::{Header, Http, HttpError},
	secret::Secret,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use std::{fmt::Write, str::FromStr, time::Duration};

/// The least time between two requests without a key: one a second, and some room for clocks.
pub const KEYLESS_PAUSE: Duration = Duration::from_millis(1100);
/// The least time between two requests with a key of the free plan: ten a second.
pub const KEYED_PAUSE: Duration = Duration::from_millis(105);

/// An endpoint of toncenter v3, of which the address ends with `/api/v3`. The pause is that of the free
/// plans, unless another is given.
///
/// # Errors
/// [`HttpError::BadUrl`], [`HttpError::NotEncrypted`], [`HttpError::BadHeader`].
pub fn endpoint(
	http: Http,
	url: &str,
	key: Option<&Secret>,
	pause: Option<Duration>,
) -> Result<Endpoint, HttpError> {
	let headers = key.map(|key| Header::secret("x-api-key", key)).transpose()?;
	let usual = if key.is_some() { KEYED_PAUSE } else { KEYLESS_PAUSE };
	Endpoint::new(http, url, headers.into_iter().collect(), pause.unwrap_or(usual))
}

/// 32 bytes, which the service writes in base64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl<'de> Deserialize<'de> for Hash {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		let bytes = STANDARD.decode(text).map_err(D::Error::custom)?;
		let bytes = bytes.try_into().map_err(|_| D::Error::custom("a hash has 32 bytes"))?;
		Ok(Self(bytes))
	}
}

fn number<'de, D: Deserializer<'de>, T: FromStr>(deserializer: D) -> Result<T, D::Error> {
	String::deserialize(deserializer)?
		.parse()
		.map_err(|_| D::Error::custom("not a number of the expected size"))
}

fn maybe_number<'de, D: Deserializer<'de>, T: FromStr>(
	deserializer: D,
) -> Result<Option<T>, D::Error> {
	let text = Option::<String>::deserialize(deserializer)?;
	let number = text.map(|text| text.parse()).transpose();
	number.map_err(|_| D::Error::custom("not a number of the expected size"))
}

/// An account; none also for an address outside the chain, which says nothing of money.
fn maybe_account<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Address>, D::Error> {
	let text = Option::<String>::deserialize(deserializer)?;
	Ok(text.and_then(|text| Address::read_raw(&text).ok()))
}

/// A block of the masterchain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Block {
	/// Its number.
	pub seqno: u32,
	/// When it was made, UNIX seconds.
	#[serde(deserialize_with = "number")]
	pub gen_utime: u64,
	/// Logical times in it are this or later.
	#[serde(deserialize_with = "number")]
	pub start_lt: u64,
}

#[derive(Deserialize)]
struct MasterchainInfo {
	last: Block,
}

/// A transaction.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Transaction {
	/// Whose.
	pub account: Address,
	/// Names it.
	pub hash: Hash,
	/// Its logical time.
	#[serde(deserialize_with = "number")]
	pub lt: u64,
	/// UNIX seconds.
	pub now: u64,
	/// The masterchain block that made it final; none or 0 for one that isn't.
	#[serde(default)]
	pub mc_block_seqno: Option<u32>,
	/// The account's transaction before it; zeros for the first.
	pub prev_trans_hash: Hash,
	/// The logical time of that one.
	#[serde(deserialize_with = "number")]
	pub prev_trans_lt: u64,
	/// Whether it is only expected to happen.
	#[serde(default)]
	pub emulated: bool,
	/// `finalized`, in releases that say it.
	#[serde(default)]
	pub finality: Option<String>,
	/// How it went.
	pub description: Description,
	/// What caused it.
	pub in_msg: Option<Message>,
	/// What it caused.
	#[serde(default)]
	pub out_msgs: Vec<Sent>,
}

/// How a transaction went.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Description {
	/// Whether the contract's work was undone, or never began.
	#[serde(default)]
	pub aborted: bool,
	/// The contract's work.
	#[serde(default)]
	pub compute_ph: Option<Compute>,
	/// What the contract had done.
	#[serde(default)]
	pub action: Option<Action>,
	/// Whether the money went back.
	#[serde(default)]
	pub bounce: Option<Bounce>,
}

/// The contract's work.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Compute {
	/// Whether it never began.
	#[serde(default)]
	pub skipped: bool,
	/// Why not.
	#[serde(default)]
	pub reason: Option<String>,
	/// Whether it ended well.
	#[serde(default)]
	pub success: bool,
}

/// What the contract had done.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Action {
	/// Whether it could be done.
	#[serde(default)]
	pub success: bool,
}

/// How money went back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Bounce {
	/// Whether it did.
	#[serde(default, rename = "type")]
	pub kind: Option<String>,
}

/// A message that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Message {
	/// From whom; none for one from outside the chain.
	#[serde(default, deserialize_with = "maybe_account")]
	pub source: Option<Address>,
	/// To whom.
	#[serde(default, deserialize_with = "maybe_account")]
	pub destination: Option<Address>,
	/// What it brought, in nanotons.
	#[serde(default, deserialize_with = "maybe_number")]
	pub value: Option<u64>,
	/// Whether it is to go back if it can't be taken.
	#[serde(default)]
	pub bounce: Option<bool>,
	/// Whether it is one that came back.
	#[serde(default)]
	pub bounced: Option<bool>,
	/// What it says.
	pub message_content: Option<Content>,
}

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Sent {
	/// To whom; none for one that leaves the chain.
	#[serde(default, deserialize_with = "maybe_account")]
	pub destination: Option<Address>,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Content {
	/// The body's hash, as the service has it.
	#[serde(default)]
	pub hash: Option<Hash>,
	/// The body, a bag of cells in base64.
	#[serde(default)]
	pub body: Option<String>,
}

#[derive(Deserialize)]
struct Transactions {
	transactions: Vec<Transaction>,
}

#[derive(Serialize)]
struct GetMethod<'a> {
	address: String,
	method: &'a str,
	stack: [Argument; 1],
}

#[derive(Serialize)]
struct Argument {
	#[serde(rename = "type")]
	kind: &'static str,
	value: String,
}

#[derive(Deserialize)]
struct Returned {
	exit_code: i64,
	stack: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
	#[serde(rename = "type")]
	kind: String,
	value: serde_json::Value,
}

fn bad(reason: impl Into<String>) -> HttpError {
	HttpError::BadJson(reason.into())
}

/// The last masterchain block that an endpoint knows.
///
/// # Errors
/// Any [`HttpError`].
pub async fn last_block(endpoint: &Endpoint) -> Result<Block, HttpError> {
	let info: MasterchainInfo = endpoint.get("/masterchainInfo").await?;
	Ok(info.last)
}

/// Transactions of accounts from a logical time on, the earliest first, at most so many.
///
/// # Errors
/// Any [`HttpError`]; [`HttpError::BadJson`] also for more than were asked for.
pub async fn transactions(
	endpoint: &Endpoint,
	accounts: &[Address],
	from: u64,
	limit: usize,
) -> Result<Vec<Transaction>, HttpError> {
	let mut path = format!("/transactions?start_lt={from}&limit={limit}&sort=asc");
	for account in accounts {
		write!(path, "&account={account}").map_err(|_| bad("no memory"))?;
	}
	let Transactions { transactions } = endpoint.get(&path).await?;
	// Twice as many: a repeated row is no reason to distrust the others.
	if transactions.len() > 2 * limit {
		return Err(bad(format!("{} transactions instead of {limit}", transactions.len())));
	}
	Ok(transactions)
}

/// The wallet of a jetton's owner, as the jetton's master names it.
///
/// # Errors
/// Any [`HttpError`]; [`HttpError::BadJson`] also for anything but an address.
pub async fn jetton_wallet(
	endpoint: &Endpoint,
	master: &Address,
	owner: &Address,
) -> Result<Address, HttpError> {
	let value = owner_argument(owner).map_err(|error| bad(error.to_string()))?;
	let question = GetMethod {
		address: master.to_string(),
		method: GET_WALLET_ADDRESS,
		stack: [Argument { kind: "slice", value }],
	};
	let Returned { exit_code, stack } = endpoint.post("/runGetMethod", &question).await?;
	if exit_code != 0 {
		return Err(bad(format!("{GET_WALLET_ADDRESS} ends with exit code {exit_code}")));
	}
	let [item] = &stack[..] else {
		return Err(bad(format!("{GET_WALLET_ADDRESS} gives {} values", stack.len())));
	};
	let value = item.value.as_str().filter(|_| matches!(&*item.kind, "cell" | "slice"));
	let value = value.ok_or_else(|| bad(format!("{GET_WALLET_ADDRESS} gives no slice")))?;
	read_wallet(value).map_err(|error| bad(error.to_string()))
}
