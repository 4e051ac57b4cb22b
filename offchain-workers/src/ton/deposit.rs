//! Which transactions are deposits.

use super::address::Address;
use super::{
	comment,
	jetton::{EXCESSES, NOTIFICATION, Notification},
	row::{Body, Money, Row, Went},
};
use hotpot_primitives::observations::{Comment, Deposit, Token};

/// What is too little to be reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
	/// In nanotons.
	pub ton: u64,
	/// In a jetton's base units.
	pub jetton: u128,
}

/// What a transaction is to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
	/// Nothing.
	Nothing,
	/// Money came.
	Deposit(Box<Deposit>),
	/// Somebody should look. In words.
	Odd(String),
}

/// Whether the receiver's jetton wallets must be known to judge a transaction.
pub fn is_worth_a_look(row: &Row, least: Least) -> bool {
	row.money.as_ref().is_some_and(|money| {
		let opcode = money.body.opcode();
		!money.is_bounced
			&& opcode != Some(EXCESSES)
			&& (opcode == Some(NOTIFICATION) || money.value >= least.ton)
	})
}

/// Judges a transaction by what is known of the receiver's jetton wallets.
pub fn judge(row: &Row, wallets: &[(Token, Address)], least: Least) -> Finding {
	let Some(money) = row.money.as_ref().filter(|_| is_worth_a_look(row, least)) else {
		return Finding::Nothing;
	};
	let wallet = wallets.iter().find(|(_, wallet)| *wallet == money.from);
	match (wallet, money.body.opcode()) {
		(Some((token, _)), Some(NOTIFICATION)) => jettons(row, money, *token, least),
		(Some(_), _) => Finding::Nothing,
		(None, Some(NOTIFICATION)) => Finding::Odd(format!(
			"{} tells {} of jettons and is no wallet of a jetton that counts",
			money.from, row.account
		)),
		(None, _) => coins(row, money),
	}
}

fn jettons(row: &Row, money: &Money, token: Token, least: Least) -> Finding {
	let odd = |what: &str| Finding::Odd(format!("{} of {}: {what}", name(row), row.account));
	let Body::Read(body) = &money.body else {
		return odd("a jetton's notification that can't be read");
	};
	let notification = match Notification::read(body) {
		Ok(notification) => notification,
		Err(error) => return odd(&format!("a jetton's notification that can't be read: {error}")),
	};
	if notification.amount == 0 || notification.amount < least.jetton {
		return Finding::Nothing;
	}
	let Some(sender) = notification.sender else {
		return odd("jettons that nobody sent");
	};
	if money.went == Went::Badly || money.has_sent {
		return odd("jettons came, and the receiver did something about it");
	}
	found(row, token, sender, notification.amount, notification.comment)
}

fn coins(row: &Row, money: &Money) -> Finding {
	if money.went == Went::Badly || money.has_answered {
		return Finding::Odd(format!(
			"{} of {}: {} nanotons came and seem to have gone back",
			name(row),
			row.account,
			money.value
		));
	}
	let said = match &money.body {
		Body::Read(body) => comment::of_body(body),
		Body::Unreadable(_) => None,
	};
	found(row, Token::Ton, money.from, money.value.into(), said)
}

fn found(row: &Row, token: Token, from: Address, amount: u128, said: Option<Comment>) -> Finding {
	let deposit = Deposit {
		token,
		from: from.into(),
		to: row.account.into(),
		amount,
		transaction: row.hash,
		index: 0,
		at: row.now.saturating_mul(1000),
		comment: said.unwrap_or_default(),
	};
	if deposit.is_sound() { Finding::Deposit(Box::new(deposit)) } else { Finding::Nothing }
}

fn name(row: &Row) -> String {
	format!("transaction {}", hex::encode(row.hash))
}

#[cfg(test)]
mod tests {
	use super::{super::cell::Builder, *};

	const LEAST: Least = Least { ton: 10, jetton: 20 };
	const ME: Address = Address { workchain: 0, id: [1; 32] };
	const HER: Address = Address { workchain: 0, id: [2; 32] };
	const WALLET: Address = Address { workchain: 0, id: [3; 32] };
	const WALLETS: [(Token, Address); 1] = [(Token::UsdtTon, WALLET)];

	fn row(from: Address, value: u64, body: Builder, change: impl FnOnce(&mut Money)) -> Row {
		let mut money = Money {
			from,
			value,
			is_bounced: false,
			went: Went::Well,
			has_sent: false,
			has_answered: false,
			body: Body::Read(body.build().expect("fits")),
		};
		change(&mut money);
		let (hash, previous) = ([9; 32], (4, [8; 32]));
		Row { account: ME, lt: 5, hash, previous, block: 6, now: 7, money: Some(money) }
	}

	fn text(said: &str) -> Builder {
		Builder::new().uint(0, 32).bytes(said.as_bytes())
	}

	fn notification(amount: u128, sender: Option<&Address>) -> Builder {
		let head = Builder::new().uint(NOTIFICATION.into(), 32).uint(0, 64).coins(amount);
		let payload = text("INV-2").build().expect("fits");
		head.address(sender).bit(true).reference(payload)
	}

	fn deposit(finding: Finding) -> Deposit {
		match finding {
			Finding::Deposit(deposit) => *deposit,
			other => panic!("{other:?} is no deposit"),
		}
	}

	#[test]
	fn coins_should_be_a_deposit_with_what_the_sender_wrote() {
		let found = deposit(judge(&row(HER, 10, text("INV-1"), |_| ()), &WALLETS, LEAST));
		assert_eq!((found.token, found.amount, found.at), (Token::Ton, 10, 7000));
		assert_eq!((found.from, found.to), (HER.into(), ME.into()));
		assert_eq!((found.transaction, found.index), ([9; 32], 0));
		assert_eq!(&found.comment[..], b"INV-1");
		let unseen = row(HER, 10, Builder::new(), |money| money.went = Went::Unseen);
		assert!(deposit(judge(&unseen, &WALLETS, LEAST)).comment.is_empty());
		let unreadable = row(HER, 10, Builder::new(), |money| money.body = Body::Unreadable(None));
		assert!(deposit(judge(&unreadable, &WALLETS, LEAST)).comment.is_empty());
	}

	#[test]
	fn jettons_should_be_a_deposit_of_their_owner() {
		for went in [Went::Well, Went::Unseen] {
			let row = row(WALLET, 1, notification(20, Some(&HER)), |money| money.went = went);
			let found = deposit(judge(&row, &WALLETS, LEAST));
			assert_eq!((found.token, found.amount, found.from), (Token::UsdtTon, 20, HER.into()));
			assert_eq!(&found.comment[..], b"INV-2");
		}
	}

	#[test]
	fn dust_and_what_came_back_and_change_should_be_nothing() {
		let excesses = || Builder::new().uint(EXCESSES.into(), 32).uint(0, 64);
		let nothing = [
			row(HER, 9, text("INV-1"), |_| ()),
			row(HER, 900, excesses(), |_| ()),
			row(WALLET, 900, excesses(), |_| ()),
			row(WALLET, 900, text("INV-1"), |_| ()),
			row(HER, 900, text("INV-1"), |money| money.is_bounced = true),
			row(WALLET, 1, notification(19, Some(&HER)), |_| ()),
			row(WALLET, 1, notification(0, Some(&HER)), |_| ()),
			Row { money: None, ..row(HER, 900, text(""), |_| ()) },
		];
		for row in nothing {
			assert_eq!(judge(&row, &WALLETS, LEAST), Finding::Nothing, "{row:?}");
		}
	}

	#[test]
	fn what_only_looks_like_a_deposit_should_be_odd() {
		let short = || Builder::new().uint(NOTIFICATION.into(), 32);
		let odd = [
			row(HER, 900, notification(50, Some(&HER)), |_| ()),
			row(HER, 1, notification(50, Some(&HER)), |_| ()),
			row(HER, 900, text("INV-1"), |money| money.went = Went::Badly),
			row(HER, 900, text("INV-1"), |money| money.has_answered = true),
			row(WALLET, 1, notification(50, None), |_| ()),
			row(WALLET, 1, short(), |_| ()),
			row(WALLET, 1, notification(50, Some(&HER)), |money| money.went = Went::Badly),
			row(WALLET, 1, notification(50, Some(&HER)), |money| money.has_sent = true),
		];
		for row in odd {
			assert!(matches!(judge(&row, &WALLETS, LEAST), Finding::Odd(_)), "{row:?}");
		}
	}
}
