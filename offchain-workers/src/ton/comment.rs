//! What a sender wrote: the opcode 0 and text, which may go on from cell to cell.

use super::cell::{Cell, Slice};
use hotpot_primitives::observations::{Comment, MAX_COMMENT};

/// A character of UTF-8 has at most four bytes, so this much beyond shows whether the last one that is
/// kept is whole.
const ENOUGH: usize = MAX_COMMENT as usize + 3;

/// The comment in a message's body, cut to what is kept. None if it is no text, or no UTF-8.
pub fn of_body(body: &Cell) -> Option<Comment> {
	of_slice(body.slice())
}

/// The comment in a jetton's forward payload: a bit that says whether it is here or in the next cell,
/// and then as in a message's body.
pub fn of_payload(mut payload: Slice<'_>) -> Option<Comment> {
	if payload.bit().ok()? { of_body(payload.reference().ok()?) } else { of_slice(payload) }
}

fn of_slice(mut slice: Slice<'_>) -> Option<Comment> {
	if slice.u32().ok()? != 0 {
		return None;
	}
	let mut bytes = Vec::new();
	loop {
		if !slice.bits_left().is_multiple_of(8) || slice.refs_left() > 1 {
			return None;
		}
		bytes.extend(slice.bytes(slice.bits_left() / 8).ok()?);
		if bytes.len() >= ENOUGH || slice.refs_left() == 0 {
			break;
		}
		slice = slice.reference().ok()?.slice();
	}
	let whole = slice.refs_left() == 0 && bytes.len() <= ENOUGH;
	bytes.truncate(ENOUGH);
	let text = match std::str::from_utf8(&bytes) {
		Ok(text) => text,
		Err(error) if error.error_len().is_none() && !whole => {
			std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?
		}
		Err(_) => return None,
	};
	cut(text)
}

/// The longest beginning that fits, in whole characters.
fn cut(text: &str) -> Option<Comment> {
	let most = MAX_COMMENT as usize;
	let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end))?;
	Comment::try_from(text.as_bytes().get(..end)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
	use super::{super::cell::Builder, *};
	use proptest::prelude::*;

	/// A comment in cells of so many bytes each.
	fn snake(bytes: &[u8], each: usize) -> Cell {
		let mut chunks: Vec<_> = bytes.chunks(each).collect();
		let first = if chunks.is_empty() { &[][..] } else { chunks.remove(0) };
		let tail = chunks.into_iter().rev().fold(None, |tail: Option<Cell>, chunk| {
			let builder = Builder::new().bytes(chunk);
			let builder = tail.into_iter().fold(builder, Builder::reference);
			Some(builder.build().expect("fits"))
		});
		let builder = Builder::new().uint(0, 32).bytes(first);
		tail.into_iter().fold(builder, Builder::reference).build().expect("fits")
	}

	#[test]
	fn text_that_is_cut_by_a_damaged_character_should_be_none() {
		let text = [&b"x".repeat(61)[..], &[0xf0, 0x9f]].concat();
		assert_eq!(of_body(&snake(&text, 100)), None);
		let text = [&b"x".repeat(63)[..], "é".as_bytes(), b"tail of the text"].concat();
		assert_eq!(of_body(&snake(&text, 9)).as_deref().map(Vec::as_slice), Some(&text[..63]));
	}

	#[test]
	fn a_payload_should_be_read_in_place_and_behind_a_reference() {
		let here = Builder::new().bit(false).uint(0, 32).bytes(b"here").build().expect("fits");
		assert_eq!(of_payload(here.slice()).as_deref().map(Vec::as_slice), Some(&b"here"[..]));
		let there = Builder::new().bit(true).reference(snake(b"there", 3)).build().expect("fits");
		assert_eq!(of_payload(there.slice()).as_deref().map(Vec::as_slice), Some(&b"there"[..]));
		let nowhere = Builder::new().bit(true).build().expect("fits");
		assert_eq!(of_payload(nowhere.slice()), None);
		assert_eq!(of_payload(Cell::empty().slice()), None);
	}

	proptest! {
		#[test]
		fn any_text_should_be_kept_as_far_as_it_fits(text in "\\PC{0,100}", each in 1usize..120) {
			let found = of_body(&snake(text.as_bytes(), each)).expect("text");
			let kept = std::str::from_utf8(&found).expect("whole characters");
			prop_assert!(text.starts_with(kept));
			let next = text[kept.len()..].chars().next().map_or(usize::MAX, char::len_utf8);
			prop_assert!(next == usize::MAX || kept.len() + next > MAX_COMMENT as usize);
		}

		#[test]
		fn any_bytes_should_be_text_or_nothing(
			bytes in prop::collection::vec(any::<u8>(), 0..120),
			each in 1usize..120,
		) {
			let found = of_body(&snake(&bytes, each));
			prop_assert!(found.is_none_or(|kept| std::str::from_utf8(&kept).is_ok()));
		}
	}
}
