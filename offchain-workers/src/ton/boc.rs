//! Bags of cells: how cells travel as bytes. Read within limits, without recursion, and strictly; a bag
//! of exotic cells is an error of its own, because such a message may well exist.

use super::cell::{self, Cell, CellError, MAX_REFS};
use base64::{Engine, engine::general_purpose::STANDARD};
use crc::{CRC_32_ISCSI, Crc};
use thiserror::Error;

const MAGIC: [u8; 4] = [0xb5, 0xee, 0x9c, 0x72];
const CHECKSUM: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);
/// Most bytes of a bag; a message of TON has at most 2^21 bits in 8192 cells.
pub const MAX_BYTES: usize = 1 << 20;
/// Most cells of a bag.
pub const MAX_CELLS: usize = 16_384;

/// Why bytes are no bag of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BocError {
	/// Not base64.
	#[error("not base64")]
	Base64,
	/// More than [`MAX_BYTES`] or [`MAX_CELLS`].
	#[error("more than {MAX_BYTES} bytes or {MAX_CELLS} cells")]
	TooLarge,
	/// It ends too early, or goes on behind its end.
	#[error("its length is not what it says")]
	Length,
	/// Not a bag of cells, or of a form that nobody writes any more.
	#[error("it begins with none of the known marks")]
	Header,
	/// Damaged.
	#[error("its checksum is wrong")]
	Checksum,
	/// Not exactly one root.
	#[error("it has not exactly one root")]
	Roots,
	/// A reference backwards or to nowhere.
	#[error("a reference leads backwards or to nowhere")]
	Reference,
	/// A cell is not as it should be written.
	#[error("a cell is not as it should be written")]
	Malformed,
	/// Proofs, libraries, pruned branches.
	#[error("it holds exotic cells")]
	Exotic,
	/// What cells themselves can't be.
	#[error(transparent)]
	Cell(#[from] CellError),
}

/// Reads a bag of one root.
///
/// # Errors
/// See [`BocError`].
pub fn read(bytes: &[u8]) -> Result<Cell, BocError> {
	if bytes.len() > MAX_BYTES {
		return Err(BocError::TooLarge);
	}
	let mut reader = Reader { bytes };
	if reader.take(4)? != MAGIC {
		return Err(BocError::Header);
	}
	let flags = reader.byte()?;
	let (has_index, has_checksum, has_cache) =
		(flags & 0x80 != 0, flags & 0x40 != 0, flags & 0x20 != 0);
	let size = usize::from(flags & 0x07);
	let offset = usize::from(reader.byte()?);
	let is_known = flags & 0x18 == 0 && (has_index || !has_cache);
	if !is_known || !(1..=4).contains(&size) || !(1..=8).contains(&offset) {
		return Err(BocError::Header);
	}
	let (count, roots, absent) = (reader.number(size)?, reader.number(size)?, reader.number(size)?);
	let length = reader.number(offset)?;
	if roots != 1 || absent != 0 || count == 0 {
		return Err(BocError::Roots);
	}
	if count > MAX_CELLS {
		return Err(BocError::TooLarge);
	}
	let root = reader.number(size)?;
	if has_index {
		reader.take(count * offset)?;
	}
	let content = reader.take(length)?;
	if has_checksum {
		let covered = bytes.len().checked_sub(4).and_then(|end| bytes.get(..end));
		let sum = CHECKSUM.checksum(covered.ok_or(BocError::Length)?);
		if reader.take(4)? != sum.to_le_bytes() {
			return Err(BocError::Checksum);
		}
	}
	if !reader.bytes.is_empty() {
		return Err(BocError::Length);
	}
	build(&outlines(content, count, size)?, root)
}

/// Reads a bag in base64.
///
/// # Errors
/// See [`BocError`].
pub fn read_base64(text: &str) -> Result<Cell, BocError> {
	if text.len() > MAX_BYTES / 3 * 4 + 4 {
		return Err(BocError::TooLarge);
	}
	read(&STANDARD.decode(text).map_err(|_| BocError::Base64)?)
}

/// Writes a bag without index and checksum.
pub fn write(root: &Cell) -> Vec<u8> {
	let cells = in_order(root);
	let place = |cell: &Cell| {
		let found = cells.iter().position(|other| other.hash() == cell.hash());
		u32::try_from(found.unwrap_or(0)).unwrap_or(u32::MAX).to_be_bytes()
	};
	let mut content = Vec::new();
	for cell in &cells {
		content.extend(cell::descriptors(cell.bits(), cell.refs().len()));
		content.extend(cell::completed(cell.data(), cell.bits()));
		content.extend(cell.refs().iter().flat_map(place));
	}
	let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes();
	let mut bytes = MAGIC.to_vec();
	bytes.extend([4, 4]);
	for value in [cells.len(), 1, 0, content.len(), 0] {
		bytes.extend(number(value));
	}
	bytes.extend(content);
	bytes
}

/// Writes a bag in base64.
pub fn write_base64(root: &Cell) -> String {
	STANDARD.encode(write(root))
}

/// The cells below a root, each once, each before those that it refers to.
fn in_order(root: &Cell) -> Vec<Cell> {
	let mut cells: Vec<Cell> = Vec::new();
	let mut layer = vec![root.clone()];
	while !layer.is_empty() {
		let below: Vec<Cell> = layer.iter().flat_map(|cell| cell.refs().to_vec()).collect();
		for cell in layer {
			cells.retain(|other| other.hash() != cell.hash());
			cells.push(cell);
		}
		layer = below;
		layer.sort_by_key(Cell::hash);
		layer.dedup_by_key(|cell| cell.hash());
	}
	cells
}

struct Reader<'a> {
	bytes: &'a [u8],
}

impl<'a> Reader<'a> {
	fn take(&mut self, count: usize) -> Result<&'a [u8], BocError> {
		let (taken, rest) = self.bytes.split_at_checked(count).ok_or(BocError::Length)?;
		self.bytes = rest;
		Ok(taken)
	}

	fn byte(&mut self) -> Result<u8, BocError> {
		self.take(1)?.first().copied().ok_or(BocError::Length)
	}

	/// A number; whatever can't be is as good as too long.
	fn number(&mut self, size: usize) -> Result<usize, BocError> {
		let value = self
			.take(size)?
			.iter()
			.try_fold(0usize, |value, byte| Some(value.checked_mul(256)? | usize::from(*byte)));
		value.filter(|value| *value <= MAX_BYTES).ok_or(BocError::TooLarge)
	}
}

/// A cell whose references are still numbers.
struct Outline {
	data: Vec<u8>,
	bits: usize,
	refs: Vec<usize>,
}

fn outlines(content: &[u8], count: usize, size: usize) -> Result<Vec<Outline>, BocError> {
	let mut reader = Reader { bytes: content };
	let mut cells = Vec::with_capacity(count);
	for index in 0..count {
		let (first, second) = (reader.byte()?, reader.byte()?);
		let refs = usize::from(first & 0x07);
		if first & 0xe8 != 0 {
			return Err(BocError::Exotic);
		}
		if first & 0x10 != 0 || refs > MAX_REFS {
			return Err(BocError::Malformed);
		}
		let mut data = reader.take(usize::from(second).div_ceil(2))?.to_vec();
		let mut bits = data.len() * 8;
		if second % 2 == 1 {
			let last = data.last_mut().filter(|last| **last != 0).ok_or(BocError::Malformed)?;
			let zeros = last.trailing_zeros();
			*last &= !(1 << zeros);
			bits -= usize::try_from(zeros).map_err(|_| BocError::Malformed)? + 1;
		}
		let refs = (0..refs).map(|_| reader.number(size)).collect::<Result<Vec<_>, _>>()?;
		if refs.iter().any(|to| *to <= index || *to >= count) {
			return Err(BocError::Reference);
		}
		cells.push(Outline { data, bits, refs });
	}
	if reader.bytes.is_empty() { Ok(cells) } else { Err(BocError::Length) }
}

/// References lead forward only, so the last cell can be built first.
fn build(outlines: &[Outline], root: usize) -> Result<Cell, BocError> {
	let mut built: Vec<Cell> = Vec::with_capacity(outlines.len());
	let at = |built: &Vec<Cell>, index: usize| {
		let back = outlines.len().checked_sub(index + 1).ok_or(BocError::Reference)?;
		built.get(back).cloned().ok_or(BocError::Reference)
	};
	for Outline { data, bits, refs } in outlines.iter().rev() {
		let refs = refs.iter().map(|to| at(&built, *to)).collect::<Result<Vec<_>, _>>()?;
		built.push(Cell::new(data.clone(), *bits, refs)?);
	}
	at(&built, root)
}

#[cfg(test)]
mod tests {
	use super::{super::cell::Builder, *};
	use proptest::prelude::*;

	fn cells() -> impl Strategy<Value = Cell> {
		let leaf = (any::<[u8; 128]>(), 0usize..=1023)
			.prop_map(|(data, bits)| Cell::new(data.to_vec(), bits, Vec::new()).expect("fits"));
		leaf.prop_recursive(4, 24, 4, |inner| {
			(any::<[u8; 16]>(), 0usize..=128, prop::collection::vec(inner, 0..=4))
				.prop_map(|(data, bits, refs)| Cell::new(data.to_vec(), bits, refs).expect("fits"))
		})
	}

	fn bag(flags: u8, count: u8, cells: &[u8]) -> Vec<u8> {
		let length = u8::try_from(cells.len()).expect("small");
		[&MAGIC[..], &[flags, 1, count, 1, 0, length, 0], cells].concat()
	}

	#[test]
	fn each_defect_should_have_its_error() {
		let cases: [(&[u8], BocError); 12] = [
			(&[], BocError::Length),
			(&[0; 8], BocError::Header),
			(&bag(0x01, 1, &[0, 0])[..12], BocError::Length),
			(&bag(0x09, 1, &[0, 0]), BocError::Header),
			(&bag(0x21, 1, &[0, 0]), BocError::Header),
			(&bag(0x01, 0, &[]), BocError::Roots),
			(&bag(0x01, 1, &[0, 0, 0]), BocError::Length),
			(&bag(0x01, 1, &[8, 2, 1]), BocError::Exotic),
			(&bag(0x01, 1, &[0, 1, 0]), BocError::Malformed),
			(&bag(0x01, 1, &[5, 0]), BocError::Malformed),
			(&bag(0x01, 1, &[1, 0, 0]), BocError::Reference),
			(&[&bag(0x41, 1, &[0, 0])[..], &[1, 2, 3, 4]].concat(), BocError::Checksum),
		];
		for (bytes, error) in cases {
			assert_eq!(read(bytes), Err(error), "{bytes:02x?}");
		}
		assert_eq!(read(&vec![0; MAX_BYTES + 1]), Err(BocError::TooLarge));
		assert_eq!(read_base64("?"), Err(BocError::Base64));
		assert_eq!(read(&bag(0x01, 1, &[0, 0])), Ok(Cell::empty()));
	}

	#[test]
	fn a_long_chain_should_be_refused_without_recursion() {
		let count = u16::try_from(MAX_CELLS).expect("small");
		let mut content = Vec::new();
		for index in 1..count {
			content.extend([1, 0]);
			content.extend(index.to_be_bytes());
		}
		content.extend([0, 0]);
		let length = u32::try_from(content.len()).expect("small").to_be_bytes();
		let head = [&MAGIC[..], &[2, 4], &count.to_be_bytes(), &[0, 1, 0, 0], &length, &[0, 0]];
		let bytes = [head.concat(), content].concat();
		assert_eq!(read(&bytes), Err(BocError::Cell(CellError::Deep)));
	}

	#[test]
	fn shared_cells_should_be_written_once() {
		let mut cell = Builder::new().uint(7, 8).build().expect("fits");
		for _ in 0..40 {
			let twice = Builder::new().reference(cell.clone()).reference(cell);
			cell = twice.build().expect("fits");
		}
		let bytes = write(&cell);
		assert!(bytes.len() < 1000);
		assert_eq!(read(&bytes), Ok(cell));
	}

	proptest! {
		#[test]
		fn what_is_written_should_be_read(cell in cells()) {
			prop_assert_eq!(read(&write(&cell)), Ok(cell.clone()));
			prop_assert_eq!(read_base64(&write_base64(&cell)), Ok(cell));
		}

		#[test]
		fn any_bytes_should_be_refused_or_read_without_a_panic(
			bytes in prop::collection::vec(any::<u8>(), 0..300),
			marked: bool,
		) {
			let bytes = if marked { [&MAGIC[..], &bytes].concat() } else { bytes };
			let _ = read(&bytes);
		}

		#[test]
		fn mutated_bags_should_be_refused_or_read_without_a_panic(
			cell in cells(),
			changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
			cut in any::<prop::sample::Index>(),
			is_cut: bool,
		) {
			let mut bytes = write(&cell);
			for (at, value) in changes {
				let at = at.index(bytes.len());
				bytes[at] = value;
			}
			if is_cut {
				bytes.truncate(cut.index(bytes.len()));
			}
			let _ = read(&bytes);
		}
	}
}
