//! Cells: up to 1023 bits and up to four references to other cells. All of TON's data is made of them.

use super::address::Address;
use sha2::{Digest, Sha256};
use std::{fmt, sync::Arc};
use thiserror::Error;

/// Most bits of a cell.
pub const MAX_BITS: usize = 1023;
/// Most references of a cell.
pub const MAX_REFS: usize = 4;
/// Deepest nesting that is read or built; what TON allows.
pub const MAX_DEPTH: u16 = 1024;

/// Why data is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CellError {
	/// More was asked for than is there.
	#[error("the cell ends too early")]
	Short,
	/// More than a cell holds.
	#[error("more than a cell holds")]
	Full,
	/// Nested too deeply.
	#[error("nested deeper than {MAX_DEPTH} cells")]
	Deep,
	/// A number with a leading zero byte, or one that doesn't fit.
	#[error("a number is not as it should be written")]
	Number,
	/// Neither absent nor an account.
	#[error("an address is neither absent nor that of an account")]
	Address,
}

/// A cell. Cloning is cheap. Its hash stands for it, in comparisons and in `Debug`: cells may be shared
/// so often that walking through all of them never ends.
#[derive(Clone)]
pub struct Cell(Arc<Content>);

impl PartialEq for Cell {
	fn eq(&self, other: &Self) -> bool {
		self.hash() == other.hash()
	}
}

impl Eq for Cell {}

impl fmt::Debug for Cell {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Cell({})", hex::encode(self.hash()))
	}
}

struct Content {
	/// What is beyond the last bit is zero.
	data: Vec<u8>,
	bits: usize,
	refs: Vec<Cell>,
	depth: u16,
	hash: [u8; 32],
}

impl Cell {
	/// A cell of these bits, the first of each byte being the highest.
	///
	/// # Errors
	/// [`CellError::Short`] if there are fewer, [`CellError::Full`], [`CellError::Deep`].
	pub fn new(mut data: Vec<u8>, bits: usize, refs: Vec<Self>) -> Result<Self, CellError> {
		if bits > MAX_BITS || refs.len() > MAX_REFS {
			return Err(CellError::Full);
		}
		if data.len() * 8 < bits {
			return Err(CellError::Short);
		}
		data.truncate(bits.div_ceil(8));
		if let Some(last) = data.last_mut()
			&& !bits.is_multiple_of(8)
		{
			*last &= 0xff << (8 - bits % 8);
		}
		let below = refs.iter().map(|cell| cell.depth() + 1).max().unwrap_or(0);
		if below > MAX_DEPTH {
			return Err(CellError::Deep);
		}
		let hash = representation(&data, bits, &refs);
		Ok(Self(Arc::new(Content { data, bits, refs, depth: below, hash })))
	}

	/// The cell of nothing.
	pub fn empty() -> Self {
		let (data, refs) = (Vec::new(), Vec::new());
		let hash = representation(&data, 0, &refs);
		Self(Arc::new(Content { data, bits: 0, refs, depth: 0, hash }))
	}

	/// SHA-256 of its representation: names it and all below it.
	pub fn hash(&self) -> [u8; 32] {
		self.0.hash
	}

	/// How many bits it holds itself.
	pub fn bits(&self) -> usize {
		self.0.bits
	}

	/// Its bits, the last byte filled up with zeros.
	pub fn data(&self) -> &[u8] {
		&self.0.data
	}

	/// What it refers to.
	pub fn refs(&self) -> &[Self] {
		&self.0.refs
	}

	/// How deeply cells are nested below it.
	pub fn depth(&self) -> u16 {
		self.0.depth
	}

	/// Reads it from the start.
	pub fn slice(&self) -> Slice<'_> {
		Slice { cell: self, at: 0, next: 0 }
	}
}

fn representation(data: &[u8], bits: usize, refs: &[Cell]) -> [u8; 32] {
	let mut hasher = Sha256::new();
	hasher.update(descriptors(bits, refs.len()));
	hasher.update(completed(data, bits));
	for cell in refs {
		hasher.update(cell.depth().to_be_bytes());
	}
	for cell in refs {
		hasher.update(cell.hash());
	}
	hasher.finalize().into()
}

/// The two bytes before a cell's data.
pub(super) fn descriptors(bits: usize, refs: usize) -> [u8; 2] {
	let halves = bits / 8 + bits.div_ceil(8);
	[u8::try_from(refs).unwrap_or(u8::MAX), u8::try_from(halves).unwrap_or(u8::MAX)]
}

/// The data with a one and zeros behind it, unless it ends with a byte.
pub(super) fn completed(data: &[u8], bits: usize) -> Vec<u8> {
	let mut data = data.to_vec();
	if let Some(last) = data.last_mut()
		&& !bits.is_multiple_of(8)
	{
		*last |= 0x80 >> (bits % 8);
	}
	data
}

/// Reads a cell.
#[derive(Clone, Debug)]
pub struct Slice<'a> {
	cell: &'a Cell,
	at: usize,
	next: usize,
}

impl<'a> Slice<'a> {
	/// How many bits are left.
	pub fn bits_left(&self) -> usize {
		self.cell.bits() - self.at
	}

	/// How many references are left.
	pub fn refs_left(&self) -> usize {
		self.cell.refs().len() - self.next
	}

	/// The next bit.
	///
	/// # Errors
	/// [`CellError::Short`].
	pub fn bit(&mut self) -> Result<bool, CellError> {
		if self.bits_left() == 0 {
			return Err(CellError::Short);
		}
		let byte = self.cell.data().get(self.at / 8).ok_or(CellError::Short)?;
		let bit = byte >> (7 - self.at % 8) & 1;
		self.at += 1;
		Ok(bit == 1)
	}

	/// The next bits as a number; up to 128.
	///
	/// # Errors
	/// [`CellError::Short`]; [`CellError::Number`] for more than 128.
	pub fn uint(&mut self, bits: usize) -> Result<u128, CellError> {
		if bits > 128 {
			return Err(CellError::Number);
		}
		if bits > self.bits_left() {
			return Err(CellError::Short);
		}
		let mut value = 0;
		for _ in 0..bits {
			value = value << 1 | u128::from(self.bit()?);
		}
		Ok(value)
	}

	/// The next 32 bits.
	///
	/// # Errors
	/// [`CellError::Short`].
	pub fn u32(&mut self) -> Result<u32, CellError> {
		u32::try_from(self.uint(32)?).map_err(|_| CellError::Number)
	}

	/// The next 64 bits.
	///
	/// # Errors
	/// [`CellError::Short`].
	pub fn u64(&mut self) -> Result<u64, CellError> {
		u64::try_from(self.uint(64)?).map_err(|_| CellError::Number)
	}

	/// The next bytes.
	///
	/// # Errors
	/// [`CellError::Short`].
	pub fn bytes(&mut self, count: usize) -> Result<Vec<u8>, CellError> {
		if count > self.bits_left() / 8 {
			return Err(CellError::Short);
		}
		(0..count).map(|_| u8::try_from(self.uint(8)?).map_err(|_| CellError::Number)).collect()
	}

	/// An amount: four bits say of how many bytes, at most 15.
	///
	/// # Errors
	/// [`CellError::Short`]; [`CellError::Number`] for a leading zero byte.
	pub fn coins(&mut self) -> Result<u128, CellError> {
		let length = usize::try_from(self.uint(4)?).map_err(|_| CellError::Number)?;
		let value = self.uint(length * 8)?;
		let is_shortest = length == 0 || value >> ((length - 1) * 8) > 0;
		is_shortest.then_some(value).ok_or(CellError::Number)
	}

	/// An account, or none.
	///
	/// # Errors
	/// [`CellError::Short`]; [`CellError::Address`] for anything else.
	pub fn address(&mut self) -> Result<Option<Address>, CellError> {
		match self.uint(2)? {
			0 => Ok(None),
			2 => {
				if self.bit()? {
					return Err(CellError::Address);
				}
				let workchain = match self.uint(8)? {
					0 => 0,
					0xff => -1,
					_ => return Err(CellError::Address),
				};
				let id = self.bytes(32)?.try_into().map_err(|_| CellError::Address)?;
				Ok(Some(Address { workchain, id }))
			}
			_ => Err(CellError::Address),
		}
	}

	/// The next reference.
	///
	/// # Errors
	/// [`CellError::Short`].
	pub fn reference(&mut self) -> Result<&'a Cell, CellError> {
		let cell = self.cell.refs().get(self.next).ok_or(CellError::Short)?;
		self.next += 1;
		Ok(cell)
	}
}

/// Writes a cell.
#[derive(Clone, Debug, Default)]
pub struct Builder {
	data: Vec<u8>,
	bits: usize,
	refs: Vec<Cell>,
}

impl Builder {
	/// One with nothing in it.
	pub fn new() -> Self {
		Self::default()
	}

	/// Adds a bit.
	#[must_use]
	pub fn bit(mut self, bit: bool) -> Self {
		if self.bits.is_multiple_of(8) {
			self.data.push(0);
		}
		if let Some(last) = self.data.last_mut()
			&& bit
		{
			*last |= 0x80 >> (self.bits % 8);
		}
		self.bits += 1;
		self
	}

	/// Adds the lowest so many bits of a number.
	#[must_use]
	pub fn uint(self, value: u128, bits: usize) -> Self {
		(0..bits).rev().fold(self, |builder, at| builder.bit(at < 128 && value >> at & 1 == 1))
	}

	/// Adds bytes.
	#[must_use]
	pub fn bytes(self, bytes: &[u8]) -> Self {
		bytes.iter().fold(self, |builder, byte| builder.uint((*byte).into(), 8))
	}

	/// Adds an amount; below 2^120.
	#[must_use]
	pub fn coins(self, value: u128) -> Self {
		let length = (1..=15).find(|length| value >> (length * 8) == 0);
		let length = if value == 0 { 0 } else { length.unwrap_or(15) };
		self.uint(length, 4).uint(value, usize::try_from(length * 8).unwrap_or(0))
	}

	/// Adds an account, or none.
	#[must_use]
	pub fn address(self, address: Option<&Address>) -> Self {
		match address {
			None => self.uint(0, 2),
			Some(Address { workchain, id }) => {
				self.uint(0b100, 3).bytes(&workchain.to_be_bytes()).bytes(id)
			}
		}
	}

	/// Adds a reference.
	#[must_use]
	pub fn reference(mut self, cell: Cell) -> Self {
		self.refs.push(cell);
		self
	}

	/// The cell.
	///
	/// # Errors
	/// [`CellError::Full`], [`CellError::Deep`].
	pub fn build(self) -> Result<Cell, CellError> {
		Cell::new(self.data, self.bits, self.refs)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn the_empty_cell_should_have_its_well_known_hash() {
		let hash = hex::encode(Cell::empty().hash());
		assert_eq!(hash, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
		assert_eq!(Builder::new().build(), Ok(Cell::empty()));
	}

	#[test]
	fn a_cell_should_hold_no_more_than_it_can() {
		assert_eq!(Builder::new().uint(0, 1024).build(), Err(CellError::Full));
		assert!(Builder::new().uint(0, 1023).build().is_ok());
		let five = (0..5).fold(Builder::new(), |builder, _| builder.reference(Cell::empty()));
		assert_eq!(five.build(), Err(CellError::Full));
	}

	#[test]
	fn cells_should_not_be_nested_without_end() {
		let mut cell = Cell::empty();
		for _ in 0..MAX_DEPTH {
			cell = Builder::new().reference(cell).build().expect("deep, not too deep");
		}
		assert_eq!(Builder::new().reference(cell).build(), Err(CellError::Deep));
	}

	#[test]
	fn numbers_and_addresses_should_be_refused_if_they_are_written_otherwise() {
		let of = |value, bits| Builder::new().uint(value, bits).build().expect("fits");
		assert_eq!(of(0x100, 12).slice().coins(), Err(CellError::Number));
		assert_eq!(of(0x2, 4).slice().coins(), Err(CellError::Short));
		assert_eq!(of(1, 2).slice().address(), Err(CellError::Address));
		assert_eq!(of(0b101, 3).slice().address(), Err(CellError::Address));
		assert_eq!(of(0b100_0000_0001, 11).slice().address(), Err(CellError::Address));
		assert_eq!(of(0, 1).slice().address(), Err(CellError::Short));
		assert_eq!(of(0, 8).slice().uint(129), Err(CellError::Number));
		assert_eq!(of(0, 8).slice().reference().err(), Some(CellError::Short));
	}

	proptest! {
		#[test]
		fn what_is_written_should_be_read(
			number: u64,
			bits in 0usize..=128,
			wide: u128,
			coins in 0u128..1 << 120,
			id: [u8; 32],
			master: bool,
		) {
			let address = Address { workchain: if master { -1 } else { 0 }, id };
			let wide = if bits == 128 { wide } else { wide & ((1 << bits) - 1) };
			let cell = Builder::new()
				.uint(number.into(), 64)
				.uint(wide, bits)
				.coins(coins)
				.address(Some(&address))
				.address(None)
				.reference(Cell::empty())
				.build()
				.expect("fits");
			let mut slice = cell.slice();
			prop_assert_eq!(slice.u64(), Ok(number));
			prop_assert_eq!(slice.uint(bits), Ok(wide));
			prop_assert_eq!(slice.coins(), Ok(coins));
			prop_assert_eq!(slice.address(), Ok(Some(address)));
			prop_assert_eq!(slice.address(), Ok(None));
			prop_assert_eq!(slice.reference(), Ok(&Cell::empty()));
			prop_assert_eq!((slice.bits_left(), slice.refs_left()), (0, 0));
			prop_assert_eq!(slice.bit(), Err(CellError::Short));
		}

		#[test]
		fn what_is_beyond_the_last_bit_should_not_matter(data: [u8; 8], bits in 0usize..=64) {
			let mut other = data;
			for at in bits..64 {
				other[at / 8] ^= 0x80 >> (at % 8);
			}
			prop_assert_eq!(
				Cell::new(data.to_vec(), bits, Vec::new()),
				Cell::new(other.to_vec(), bits, Vec::new())
			);
		}
	}
}
