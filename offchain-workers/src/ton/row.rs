//! A transaction, reduced to what endpoints have to agree on.

use super::{
	address::Address,
	boc,
	cell::Cell,
	center::{Content, Description, Hash, Message, Transaction},
};
use thiserror::Error;

/// Why an endpoint's transaction can't be one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RowError {
	/// Its message went to somebody else.
	#[error("transaction {0:?} of an account has a message to another account")]
	Misplaced(Hash),
	/// The body is not what its hash says.
	#[error("transaction {0:?} has a message's body of another hash")]
	Body(Hash),
	/// It is its own predecessor, or was before it.
	#[error("transaction {0:?} comes before the one before it")]
	Order(Hash),
}

/// A final transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
	/// Whose.
	pub account: Address,
	/// Its logical time.
	pub lt: u64,
	/// Names it.
	pub hash: [u8; 32],
	/// Logical time and hash of the account's transaction before it; zeros for the first.
	pub previous: (u64, [u8; 32]),
	/// The masterchain block that made it final.
	pub block: u32,
	/// UNIX seconds.
	pub now: u64,
	/// What it brought, if a message from another account caused it.
	pub money: Option<Money>,
}

/// A message from another account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
	/// From whom.
	pub from: Address,
	/// In nanotons.
	pub value: u64,
	/// Whether it is one of ours that came back.
	pub is_bounced: bool,
	/// What became of it.
	pub went: Went,
	/// Whether the account sent anything because of it.
	pub has_sent: bool,
	/// Whether some of that went back to the sender.
	pub has_answered: bool,
	/// What it says.
	pub body: Body,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
	/// The contract took it.
	Well,
	/// The contract never ran, for want of gas or of a contract, and the money stays because the sender
	/// forbade bouncing. Jettons' notifications end so, which bring a nanoton: too little for any gas.
	Unseen,
	/// The contract refused it. The money went back, or somebody should look.
	Badly,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
	/// Cells.
	Read(Cell),
	/// Something that can't be read, as far as the endpoint names it: exotic cells, for instance.
	Unreadable(Option<[u8; 32]>),
}

impl Body {
	/// Its first 32 bits.
	pub fn opcode(&self) -> Option<u32> {
		match self {
			Self::Read(cell) => cell.slice().u32().ok(),
			Self::Unreadable(_) => None,
		}
	}
}

/// Whether an endpoint says that a transaction is final, no later than in this masterchain block.
pub fn is_final(transaction: &Transaction, head: u32) -> bool {
	let is_finalized = transaction.finality.as_deref().is_none_or(|state| state == "finalized");
	let is_in_block = transaction.mc_block_seqno.is_some_and(|seqno| (1..=head).contains(&seqno));
	!transaction.emulated && is_finalized && is_in_block
}

impl Row {
	/// Reduces a transaction.
	///
	/// # Errors
	/// See [`RowError`].
	pub fn of(transaction: &Transaction) -> Result<Self, RowError> {
		let Transaction { account, hash, lt, now, .. } = *transaction;
		if transaction.prev_trans_lt >= lt {
			return Err(RowError::Order(hash));
		}
		let message = transaction.in_msg.as_ref();
		let from = message.and_then(|message| Some((message, message.source?)));
		let money =
			from.map(|(message, from)| Money::of(transaction, message, from)).transpose()?;
		Ok(Self {
			account,
			lt,
			hash: hash.0,
			previous: (transaction.prev_trans_lt, transaction.prev_trans_hash.0),
			block: transaction.mc_block_seqno.unwrap_or(0),
			now,
			money,
		})
	}
}

impl Money {
	fn of(transaction: &Transaction, message: &Message, from: Address) -> Result<Self, RowError> {
		if message.destination != Some(transaction.account) {
			return Err(RowError::Misplaced(transaction.hash));
		}
		let body = body(message.message_content.as_ref());
		let body = body.ok_or(RowError::Body(transaction.hash))?;
		let sent = &transaction.out_msgs;
		Ok(Self {
			from,
			value: message.value.unwrap_or(0),
			is_bounced: message.bounced.unwrap_or(false),
			went: went(&transaction.description, message),
			has_sent: !sent.is_empty(),
			has_answered: sent.iter().any(|sent| sent.destination == Some(from)),
			body,
		})
	}
}

/// Nothing if it is not what its hash says.
fn body(content: Option<&Content>) -> Option<Body> {
	let stated = content.and_then(|content| content.hash).map(|hash| hash.0);
	let text = content.and_then(|content| content.body.as_deref());
	match text.map(boc::read_base64) {
		Some(Ok(cell)) if stated.is_some_and(|hash| hash != cell.hash()) => None,
		Some(Ok(cell)) => Some(Body::Read(cell)),
		Some(Err(_)) | None => Some(Body::Unreadable(stated)),
	}
}

fn went(description: &Description, message: &Message) -> Went {
	let Description { aborted, compute_ph, action, bounce } = description;
	let Some(compute) = compute_ph else {
		return Went::Badly;
	};
	if bounce.is_some() {
		return Went::Badly;
	}
	let is_done = !compute.skipped && compute.success;
	if !aborted && is_done && action.as_ref().is_none_or(|action| action.success) {
		return Went::Well;
	}
	let is_skipped =
		compute.skipped && matches!(compute.reason.as_deref(), Some("no_gas" | "no_state"));
	if *aborted && is_skipped && message.bounce == Some(false) { Went::Unseen } else { Went::Badly }
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{Value, json};

	const ACCOUNT: &str = "0:1111111111111111111111111111111111111111111111111111111111111111";
	const SENDER: &str = "0:2222222222222222222222222222222222222222222222222222222222222222";

	fn transaction(change: impl FnOnce(&mut Value)) -> Transaction {
		let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
		let body = boc::write_base64(&Cell::empty());
		let mut value = json!({
			"account": ACCOUNT, "hash": hash, "lt": "9", "now": 5, "mc_block_seqno": 7,
			"prev_trans_hash": hash, "prev_trans_lt": "3", "emulated": false, "finality": "finalized",
			"description": {
				"type": "ord", "aborted": false,
				"compute_ph": { "skipped": false, "success": true },
				"action": { "success": true },
			},
			"in_msg": {
				"source": SENDER, "destination": ACCOUNT, "value": "1000", "bounce": false,
				"bounced": false, "message_content": { "body": body, "hash": null },
			},
			"out_msgs": [], "unknown": {},
		});
		change(&mut value);
		serde_json::from_value(value).expect("a transaction")
	}

	fn went_of(change: impl FnOnce(&mut Value)) -> Went {
		Row::of(&transaction(change)).expect("a row").money.expect("money").went
	}

	#[test]
	fn a_message_should_have_gone_well_only_if_all_of_it_did() {
		assert_eq!(went_of(|_| ()), Went::Well);
		assert_eq!(went_of(|tx| tx["description"]["action"] = Value::Null), Went::Well);
		let bad: [(&str, Value); 5] = [
			("/description/aborted", json!(true)),
			("/description/compute_ph/success", json!(false)),
			("/description/compute_ph", Value::Null),
			("/description/action/success", json!(false)),
			("/description/compute_ph/skipped", json!(true)),
		];
		for (path, value) in bad {
			let change = |tx: &mut Value| *tx.pointer_mut(path).expect("there") = value;
			assert_eq!(went_of(change), Went::Badly, "{path}");
		}
		assert_eq!(
			went_of(|tx| tx["description"]["bounce"] = json!({ "type": "ok" })),
			Went::Badly
		);
	}

	#[test]
	fn a_message_that_no_contract_saw_should_leave_its_money_unless_it_may_bounce() {
		let skip = |reason: &str, bounce: bool| {
			let phase = json!({ "skipped": true, "reason": reason });
			went_of(|tx| {
				tx["description"] = json!({ "aborted": true, "compute_ph": phase });
				tx["in_msg"]["bounce"] = json!(bounce);
			})
		};
		assert_eq!(skip("no_gas", false), Went::Unseen);
		assert_eq!(skip("no_state", false), Went::Unseen);
		assert_eq!(skip("no_gas", true), Went::Badly);
		assert_eq!(skip("bad_state", false), Went::Badly);
	}

	#[test]
	fn only_what_is_in_a_known_block_should_be_final() {
		assert!(is_final(&transaction(|_| ()), 7));
		assert!(!is_final(&transaction(|_| ()), 6));
		let bad: [(&str, Value); 4] = [
			("emulated", json!(true)),
			("finality", json!("confirmed")),
			("mc_block_seqno", json!(0)),
			("mc_block_seqno", Value::Null),
		];
		for (field, value) in bad {
			assert!(!is_final(&transaction(|tx| tx[field] = value), 9), "{field}");
		}
	}

	#[test]
	fn contradictions_within_a_row_should_be_refused() {
		let misplaced = transaction(|tx| tx["in_msg"]["destination"] = json!(SENDER));
		assert_eq!(Row::of(&misplaced), Err(RowError::Misplaced(misplaced.hash)));
		let body = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
		let other = transaction(|tx| tx["in_msg"]["message_content"]["hash"] = json!(body));
		assert_eq!(Row::of(&other), Err(RowError::Body(other.hash)));
		let before = transaction(|tx| tx["prev_trans_lt"] = json!("9"));
		assert_eq!(Row::of(&before), Err(RowError::Order(before.hash)));
	}

	#[test]
	fn a_body_that_cannot_be_read_should_be_no_obstacle() {
		let odd = transaction(|tx| tx["in_msg"]["message_content"] = json!({ "body": "?" }));
		let money = Row::of(&odd).expect("a row").money.expect("money");
		assert_eq!((&money.body, money.body.opcode()), (&Body::Unreadable(None), None));
		let none = transaction(|tx| tx["in_msg"]["message_content"] = Value::Null);
		assert!(Row::of(&none).is_ok());
	}

	#[test]
	fn a_message_from_outside_should_bring_nothing() {
		let outside = transaction(|tx| tx["in_msg"]["source"] = Value::Null);
		assert_eq!(Row::of(&outside).expect("a row").money, None);
		let none = transaction(|tx| tx["in_msg"] = Value::Null);
		assert_eq!(Row::of(&none).expect("a row").money, None);
	}
}
