//! The worker's reader of TON compared with `@ton/core`, which wrote `vectors/ton.json`
//! (`npm --prefix tests/doubles/mini-toncenter run vectors`).

use hotpot_primitives::observations::{Comment, MAX_COMMENT};
use hotpot_worker::ton::{
	address::{Address, AddressError, Friendly, Network},
	boc,
	cell::Cell,
	comment,
	jetton::{Notification, address_of},
};
use serde::Deserialize;

/// The body, the query's number, the amount, who sent it, and the comment.
type NotificationCase = (String, String, String, Option<String>, Option<String>);

#[derive(Deserialize)]
struct Vectors {
	wallet_code: String,
	addresses: Vec<(String, String, Option<bool>, bool)>,
	bad_addresses: Vec<(String, String)>,
	cells: Vec<(String, String, usize, usize, u16)>,
	comments: Vec<(String, Option<String>)>,
	notifications: Vec<NotificationCase>,
	wallets: Vec<(String, String, String, String)>,
}

fn vectors() -> Vectors {
	serde_json::from_str(include_str!("vectors/ton.json")).expect("vectors/ton.json is as written")
}

fn raw(text: &str) -> Address {
	Address::read_raw(text).expect("a raw address")
}

fn cell(text: &str) -> Cell {
	boc::read_base64(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What is kept of a text: whole characters, as many as fit.
fn kept(text: &str) -> Vec<u8> {
	let mut kept = String::new();
	for character in text.chars() {
		if kept.len() + character.len_utf8() > MAX_COMMENT as usize {
			break;
		}
		kept.push(character);
	}
	kept.into_bytes()
}

fn said(comment: Option<Comment>) -> Option<Vec<u8>> {
	comment.map(|comment| comment.to_vec())
}

#[test]
fn there_should_be_enough_cases() {
	let all = vectors();
	let count = all.addresses.len()
		+ all.bad_addresses.len()
		+ all.cells.len()
		+ all.comments.len()
		+ all.notifications.len()
		+ all.wallets.len();
	assert!(count >= 200, "{count}");
}

#[test]
fn addresses_should_be_read_in_every_form() {
	for (text, account, is_bounceable, is_test_only) in vectors().addresses {
		assert_eq!(Address::read(&text, Network::Test), Ok(raw(&account)), "{text}");
		let on_main = Address::read(&text, Network::Main);
		let wanted = if is_test_only { Err(AddressError::TestOnly) } else { Ok(raw(&account)) };
		assert_eq!(on_main, wanted, "{text}");
		let Some(is_bounceable) = is_bounceable else {
			assert_eq!(raw(&account).to_string(), text);
			continue;
		};
		let friendly: Friendly = text.parse().expect("a friendly address");
		let wanted = Friendly { address: raw(&account), is_bounceable, is_test_only };
		assert_eq!(friendly, wanted, "{text}");
		assert_eq!(friendly.to_string(), text.replace('+', "-").replace('/', "_"));
	}
}

#[test]
fn bad_addresses_should_be_refused_for_what_is_wrong() {
	for (text, error) in vectors().bad_addresses {
		let refused = Address::read(&text, Network::Test).expect_err(&text);
		assert_eq!(format!("{refused:?}"), error, "{text}");
	}
}

#[test]
fn cells_should_have_the_same_hash_and_survive_writing() {
	for (text, hash, bits, refs, depth) in vectors().cells {
		let cell = cell(&text);
		assert_eq!(hex::encode(cell.hash()), hash);
		assert_eq!((cell.bits(), cell.refs().len(), cell.depth()), (bits, refs, depth), "{text}");
		assert_eq!(boc::read(&boc::write(&cell)), Ok(cell));
	}
}

#[test]
fn comments_should_be_read_as_they_were_written() {
	for (text, wanted) in vectors().comments {
		let found = said(comment::of_body(&cell(&text)));
		assert_eq!(found, wanted.as_deref().map(kept), "{text}");
	}
}

#[test]
fn notifications_should_be_read_as_they_were_written() {
	for (text, query, amount, sender, wanted) in vectors().notifications {
		let found = Notification::read(&cell(&text)).unwrap_or_else(|error| panic!("{error}"));
		assert_eq!(found.query.to_string(), query);
		assert_eq!(found.amount.to_string(), amount);
		assert_eq!(found.sender, sender.as_deref().map(raw));
		assert_eq!(said(found.comment), wanted.as_deref().map(kept), "{text}");
	}
}

#[test]
fn jetton_wallets_should_be_where_their_code_and_data_put_them() {
	let all = vectors();
	let code = cell(&all.wallet_code);
	for (owner, minter, data, wallet) in all.wallets {
		let data = cell(&data);
		let mut slice = data.slice();
		assert_eq!(slice.coins(), Ok(0));
		assert_eq!(slice.address(), Ok(Some(raw(&owner))));
		assert_eq!(slice.address(), Ok(Some(raw(&minter))));
		assert_eq!(address_of(0, &code, &data), Ok(raw(&wallet)));
	}
}
