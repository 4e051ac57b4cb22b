//! What names the evidence of an award: BLAKE2-256 of the SCALE encoding of a word and of what makes
//! the evidence the only one of its kind. Anybody can compute it from the events.

use codec::Encode;
use hotpot_primitives::{Moment, NodeId, TillId};
use sp_runtime::traits::{BlakeTwo256, Hash};

fn hash(what: impl Encode) -> [u8; 32] {
	BlakeTwo256::hash_of(&what).0
}

/// The check that made the visits full.
pub fn visit(till: TillId, sequence: u32) -> [u8; 32] {
	hash(("visit", till, sequence))
}

/// The interval that made the time watched full.
pub fn watch<AccountId: Encode>(
	who: &AccountId,
	stream: [u8; 32],
	from: Moment,
	to: Moment,
) -> [u8; 32] {
	hash(("watch", who, stream, from, to))
}

/// A repost or comment.
pub fn post(post: [u8; 32]) -> [u8; 32] {
	hash(("post", post))
}

/// A session: no table begins two at a time.
pub fn session(node: NodeId, table: u32, started_at: Moment) -> [u8; 32] {
	hash(("session", node, table, started_at))
}
