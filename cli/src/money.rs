//! Amounts as people write them, exact both ways. No floats anywhere.

use thiserror::Error;

/// Decimals of GEL: an amount is kept in tetri.
pub const GEL_DECIMALS: u32 = 2;
/// Decimals of THP.
pub const THP_DECIMALS: u32 = 6;
/// Decimals of POT.
pub const POT_DECIMALS: u32 = 12;

/// A text that is no amount.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
	/// Something else than digits and one point.
	#[error("\"{text}\" is not an amount; write it with a point and without signs, like 12.50")]
	NotAnAmount {
		/// What stood there.
		text: String,
	},
	/// More digits after the point than the unit has.
	#[error("\"{text}\" has more than {max} digits after the point")]
	TooPrecise {
		/// What stood there.
		text: String,
		/// How many digits there may be.
		max: u32,
	},
	/// More than fits.
	#[error("\"{text}\" is too large")]
	TooLarge {
		/// What stood there.
		text: String,
	},
}

/// Tetri as GEL: `1234` is `12.34`.
pub fn gel(tetri: u64) -> String {
	format(u128::from(tetri), GEL_DECIMALS)
}

/// THP base units as THP: `2000` is `0.002000`.
pub fn thp(units: u128) -> String {
	format(units, THP_DECIMALS)
}

/// POT base units as POT.
pub fn pot(units: u128) -> String {
	format(units, POT_DECIMALS)
}

/// GEL as tetri: `12.5` is `1250`.
///
/// # Errors
/// [`AmountError`] for anything but digits with at most two after one point.
pub fn parse_gel(text: &str) -> Result<u64, AmountError> {
	let units = parse(text, GEL_DECIMALS)?;
	u64::try_from(units).map_err(|_| AmountError::TooLarge { text: text.to_owned() })
}

/// THP as base units.
///
/// # Errors
/// [`AmountError`] for anything but digits with at most six after one point.
pub fn parse_thp(text: &str) -> Result<u128, AmountError> {
	parse(text, THP_DECIMALS)
}

/// POT as base units.
///
/// # Errors
/// [`AmountError`] for anything but digits with at most twelve after one point.
pub fn parse_pot(text: &str) -> Result<u128, AmountError> {
	parse(text, POT_DECIMALS)
}

/// Base units with all `decimals` digits after the point.
pub fn format(units: u128, decimals: u32) -> String {
	let width = decimals as usize;
	let at_least = width + 1;
	let digits = format!("{units:0>at_least$}");
	let (whole, rest) = digits.split_at(digits.len() - width);
	if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

/// Base units of an amount with at most `decimals` digits after the point.
///
/// # Errors
/// [`AmountError`] for anything but digits and at most one point between digits.
pub fn parse(text: &str, decimals: u32) -> Result<u128, AmountError> {
	let not_an_amount = || AmountError::NotAnAmount { text: text.to_owned() };
	let (whole, rest) = match text.split_once('.') {
		Some((whole, rest)) if !rest.is_empty() => (whole, rest),
		Some(_) => return Err(not_an_amount()),
		None => (text, ""),
	};
	let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty() || !are_digits(whole) || !are_digits(rest) {
		return Err(not_an_amount());
	}
	let width = decimals as usize;
	if rest.len() > width {
		return Err(AmountError::TooPrecise { text: text.to_owned(), max: decimals });
	}
	format!("{whole}{rest:0<width$}")
		.parse()
		.map_err(|_| AmountError::TooLarge { text: text.to_owned() })
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn amounts_should_show_every_digit_of_the_unit() {
		assert_eq!(gel(0), "0.00");
		assert_eq!(gel(7), "0.07");
		assert_eq!(gel(123_457), "1234.57");
		assert_eq!(gel(u64::MAX), "184467440737095516.15");
		assert_eq!(thp(2_000), "0.002000");
		assert_eq!(thp(12_345_678), "12.345678");
		assert_eq!(pot(1_000_000_000), "0.001000000000");
		assert_eq!(format(5, 0), "5");
	}

	#[test]
	fn amounts_should_come_back_as_they_went_out() {
		for tetri in [0, 1, 9, 10, 99, 100, 101, 123_456_789, u64::MAX] {
			assert_eq!(parse_gel(&gel(tetri)), Ok(tetri));
		}
		for units in [0, 1, 999_999, 1_000_000, u128::MAX] {
			assert_eq!(parse_thp(&thp(units)), Ok(units));
			assert_eq!(parse_pot(&pot(units)), Ok(units));
		}
	}

	#[test]
	fn parse_gel_should_accept_fewer_digits() {
		assert_eq!(parse_gel("12"), Ok(1_200));
		assert_eq!(parse_gel("12.5"), Ok(1_250));
		assert_eq!(parse_gel("0012.05"), Ok(1_205));
	}

	#[test]
	fn parse_gel_should_refuse_what_is_no_amount() {
		for text in ["", ".", "5.", ".5", "-1", "+1", "1,50", "1e3", " 1", "1.2.3", "NaN", "١"] {
			assert_eq!(
				parse_gel(text),
				Err(AmountError::NotAnAmount { text: text.to_owned() }),
				"{text}"
			);
		}
		assert!(matches!(parse_gel("1.234"), Err(AmountError::TooPrecise { max: 2, .. })));
		assert!(matches!(parse_gel("184467440737095516.16"), Err(AmountError::TooLarge { .. })));
	}
}
