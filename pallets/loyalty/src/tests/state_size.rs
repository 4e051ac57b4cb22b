//! What a guest costs the state: the promise of the README.

use crate::*;
use codec::{Encode, MaxEncodedLen};
use hotpot_primitives::NodeId;

/// Bytes of a map entry's key: two hashed names, then the hash and the account.
const KEY: usize = 32 + 16 + 32;

#[test]
fn a_visitor_should_take_one_item_of_97_bytes_and_at_most_602() {
	let visit = |day| Visit { day, node: NodeId(1) };
	let one = Visitor::default().visiting(visit(20_000), 0).expect("it counts");
	let most = KEY + Visitor::max_encoded_len();
	std::println!("visitor: {} bytes, at most {most}", KEY + one.encoded_size());
	assert_eq!((KEY + one.encoded_size(), most), (97, 602));
	let many =
		(0..200).fold(one, |visitor, n| visitor.visiting(visit(20_001 + n), 0).expect("it counts"));
	assert_eq!(KEY + many.encoded_size(), most);
}

#[test]
fn a_watcher_should_take_one_item_of_136_bytes() {
	assert_eq!(KEY + Watcher::max_encoded_len(), 136);
}

#[test]
fn a_streamer_should_take_one_item_of_at_most_137_bytes() {
	let closed = KEY + Streamer::default().encoded_size();
	let most = KEY + Streamer::max_encoded_len();
	std::println!("streamer: {closed} bytes, {most} with a session");
	assert_eq!((closed, most), (97, 137));
}

#[test]
fn a_table_should_take_one_item_of_64_bytes() {
	assert_eq!(32 + (8 + 4) + (8 + 4) + u64::max_encoded_len(), 64);
}
