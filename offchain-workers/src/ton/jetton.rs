//! Jettons, by TEP-74. What an owner holds is in a wallet that only the jetton's master can name; who
//! sends notifications from any other account sends nothing.

use super::{
	address::Address,
	boc::{self, BocError},
	cell::{Builder, Cell, CellError},
	comment,
};
use hotpot_primitives::observations::Comment;
use thiserror::Error;

/// The opcode by which a wallet tells its owner that jettons came.
pub const NOTIFICATION: u32 = 0x7362_d09c;
/// The opcode by which a wallet returns what is left of the fee.
pub const EXCESSES: u32 = 0xd532_76db;
/// The get-method of a master that names an owner's wallet.
pub const GET_WALLET_ADDRESS: &str = "get_wallet_address";

/// Why a cell is no notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NotificationError {
	/// Another opcode.
	#[error("not a notification")]
	Opcode,
	/// What follows is not as TEP-74 has it.
	#[error(transparent)]
	Malformed(#[from] CellError),
}

/// A wallet's word that jettons came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
	/// Chosen by the sender.
	pub query: u64,
	/// In base units.
	pub amount: u128,
	/// The owner who sent them; none if they were minted, for instance.
	pub sender: Option<Address>,
	/// What the sender wrote.
	pub comment: Option<Comment>,
}

impl Notification {
	/// Reads a message's body. A payload that is no text is no error.
	///
	/// # Errors
	/// See [`NotificationError`].
	pub fn read(body: &Cell) -> Result<Self, NotificationError> {
		let mut slice = body.slice();
		if slice.u32() != Ok(NOTIFICATION) {
			return Err(NotificationError::Opcode);
		}
		let (query, amount, sender) = (slice.u64()?, slice.coins()?, slice.address()?);
		Ok(Self { query, amount, sender, comment: comment::of_payload(slice) })
	}
}

/// The argument of [`GET_WALLET_ADDRESS`]: an owner, as a bag of cells in base64.
///
/// # Errors
/// None in practice: an address fits into a cell.
pub fn owner_argument(owner: &Address) -> Result<String, CellError> {
	Ok(boc::write_base64(&Builder::new().address(Some(owner)).build()?))
}

/// What [`GET_WALLET_ADDRESS`] answers: a bag of cells in base64 that holds an address and no more.
///
/// # Errors
/// See [`BocError`].
pub fn read_wallet(answer: &str) -> Result<Address, BocError> {
	let cell = boc::read_base64(answer)?;
	let mut slice = cell.slice();
	let address = slice.address()?.ok_or(CellError::Address)?;
	if slice.bits_left() + slice.refs_left() > 0 {
		return Err(BocError::Malformed);
	}
	Ok(address)
}

/// The address of a contract that was deployed with this code and data.
///
/// # Errors
/// [`CellError::Deep`].
pub fn address_of(workchain: i8, code: &Cell, data: &Cell) -> Result<Address, CellError> {
	let init = Builder::new().uint(0b00110, 5).reference(code.clone()).reference(data.clone());
	Ok(Address { workchain, id: init.build()?.hash() })
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn body(amount: u128, sender: &Address) -> Builder {
		Builder::new().uint(NOTIFICATION.into(), 32).uint(5, 64).coins(amount).address(Some(sender))
	}

	#[test]
	fn each_defect_should_have_its_error() {
		let sender = Address { workchain: 0, id: [1; 32] };
		let read = |builder: Builder| Notification::read(&builder.build().expect("fits"));
		assert_eq!(read(Builder::new()), Err(NotificationError::Opcode));
		assert_eq!(read(Builder::new().uint(0, 32)), Err(NotificationError::Opcode));
		let short = Builder::new().uint(NOTIFICATION.into(), 32).uint(5, 64);
		assert_eq!(read(short), Err(CellError::Short.into()));
		let bare = read(body(7, &sender)).expect("a payload may be missing");
		assert_eq!((bare.amount, bare.comment), (7, None));
		let odd = read(body(7, &sender).bit(false).uint(0xdead_beef, 32)).expect("no text");
		assert_eq!(odd.comment, None);
	}

	#[test]
	fn a_wallet_should_be_an_address_and_no_more() {
		let wallet = Address { workchain: 0, id: [3; 32] };
		let of =
			|builder: Builder| read_wallet(&boc::write_base64(&builder.build().expect("fits")));
		assert_eq!(of(Builder::new().address(Some(&wallet))), Ok(wallet));
		assert_eq!(of(Builder::new().address(Some(&wallet)).bit(true)), Err(BocError::Malformed));
		assert_eq!(of(Builder::new().address(None)), Err(CellError::Address.into()));
		assert_eq!(owner_argument(&wallet).map(|text| read_wallet(&text)), Ok(Ok(wallet)));
	}

	proptest! {
		#[test]
		fn what_is_written_should_be_read(amount in 0u128..1 << 120, id: [u8; 32], text in "\\PC{0,16}") {
			let sender = Address { workchain: 0, id };
			let cell = body(amount, &sender).bit(false).uint(0, 32).bytes(text.as_bytes()).build();
			let Ok(cell) = cell else { return Ok(()) };
			let found = Notification::read(&cell).expect("a notification");
			prop_assert_eq!((found.query, found.amount, found.sender), (5, amount, Some(sender)));
			let kept = found.comment.map(|comment| comment.to_vec());
			prop_assert_eq!(kept.as_deref(), Some(text.as_bytes()));
		}

		#[test]
		fn any_cell_should_be_refused_or_read_without_a_panic(data: [u8; 64], bits in 0usize..=512) {
			let tail = Cell::new(data.to_vec(), bits, Vec::new()).expect("fits");
			let mut builder = Builder::new().uint(NOTIFICATION.into(), 32);
			let mut slice = tail.slice();
			while let Ok(bit) = slice.bit() {
				builder = builder.bit(bit);
			}
			let _ = Notification::read(&builder.reference(tail).build().expect("fits"));
		}
	}
}
