//! The numbers that the network owner governs, of any pallet, by the names in the metadata.

use super::{ChainError, State, types::Kind};
use crate::times;
use subxt::{
	dynamic::{self, Value},
	ext::scale_value::{Composite, Primitive, ValueDef},
	tx::DynamicPayload,
};
use thiserror::Error;

/// The pallets that have settings, without the one that has them of each kind.
const PALLETS: [&str; 8] =
	["Checks", "Kyc", "Compliance", "Spot", "Loyalty", "Conversion", "Distribution", "Deposits"];
/// The pallet that has settings of each [`Kind`].
const BY_KIND: &str = "Observations";

/// Base units of one THP.
const THP: u128 = 1_000_000;

/// Why settings can't be changed so.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SettingsError {
	/// No such pallet.
	#[error("\"{name}\" has no settings; those that have: {known}")]
	NoPallet {
		/// What was asked for.
		name: String,
		/// The names of the pallets, with commas.
		known: String,
	},
	/// A pallet that has them of each kind.
	#[error("\"{name}\" has settings of each kind; name one: {known}")]
	NoKind {
		/// What was asked for.
		name: String,
		/// What could be meant, with commas.
		known: String,
	},
	/// No such setting.
	#[error("there is no setting \"{name}\"; there are: {known}")]
	NoSetting {
		/// What was asked for.
		name: String,
		/// The names of the pallet's settings, with commas.
		known: String,
	},
	/// No value of this kind.
	#[error("\"{text}\" is no value of {name}: {expected}")]
	BadValue {
		/// The setting.
		name: String,
		/// What was given.
		text: String,
		/// What is expected.
		expected: &'static str,
	},
}

/// Something that has settings: a pallet, or one of the kinds that a pallet has them of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Governed {
	pallet: &'static str,
	kind: Option<Kind>,
}

/// The settings of a pallet, or of a kind, in the order of the metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
	of: Governed,
	values: Vec<(String, Value)>,
}

impl Governed {
	/// Everything that has settings.
	pub fn all() -> Vec<Self> {
		let pallets = PALLETS.into_iter().map(|pallet| Self { pallet, kind: None });
		let kinds = Kind::ALL.iter().map(|kind| Self { pallet: BY_KIND, kind: Some(*kind) });
		pallets.chain(kinds).collect()
	}

	/// What is meant by a name, in any case: a pallet, a kind as in `observations.liked`, or every
	/// kind.
	///
	/// # Errors
	/// It has no settings.
	pub fn find(name: &str) -> Result<Vec<Self>, SettingsError> {
		let is_meant = |governed: &Self| {
			name.eq_ignore_ascii_case(governed.pallet)
				|| name.eq_ignore_ascii_case(&governed.name())
		};
		let found: Vec<Self> = Self::all().into_iter().filter(is_meant).collect();
		if found.is_empty() {
			return Err(SettingsError::NoPallet {
				name: name.to_owned(),
				known: names(&Self::all()),
			});
		}
		Ok(found)
	}

	/// As [`Self::find`], where one is to be meant.
	///
	/// # Errors
	/// It has no settings, or has them of each kind.
	pub fn find_one(name: &str) -> Result<Self, SettingsError> {
		match Self::find(name)?.as_slice() {
			[one] => Ok(*one),
			kinds => Err(SettingsError::NoKind { name: name.to_owned(), known: names(kinds) }),
		}
	}

	/// How it is called: `checks`, `observations.liked`.
	pub fn name(self) -> String {
		let pallet = self.pallet.to_lowercase();
		self.kind.map_or(pallet.clone(), |kind| format!("{pallet}.{kind}"))
	}
}

/// Names with commas.
fn names(governed: &[Governed]) -> String {
	governed.iter().map(|governed| governed.name()).collect::<Vec<_>>().join(", ")
}

impl State {
	/// How the settings of a pallet, or of a kind, are set.
	///
	/// # Errors
	/// Any [`ChainError`] but refusals.
	pub async fn settings(&self, of: Governed) -> Result<Settings, ChainError> {
		let found: Value = match of.kind {
			Some(kind) => self.view(of.pallet, "settings", (kind,)).await?,
			None => self.view(of.pallet, "settings", ()).await?,
		};
		let values = match found.value {
			ValueDef::Composite(Composite::Named(values)) => values,
			_ => Vec::new(),
		};
		Ok(Settings { of, values })
	}
}

impl Settings {
	/// Whose they are.
	pub const fn of(&self) -> Governed {
		self.of
	}

	/// Each setting's name and value.
	pub fn lines(&self) -> impl Iterator<Item = (&str, String)> {
		self.values.iter().map(|(name, value)| (name.as_str(), text_of(value)))
	}

	/// Changes one.
	///
	/// # Errors
	/// There is no such setting, or no such value.
	pub fn set(&mut self, name: &str, text: &str) -> Result<(), SettingsError> {
		let Some((_, value)) = self.values.iter_mut().find(|(known, _)| known == name) else {
			let known: Vec<_> = self.values.iter().map(|(name, _)| name.as_str()).collect();
			let known = known.join(", ");
			return Err(SettingsError::NoSetting { name: name.to_owned(), known });
		};
		*value = parsed(name, value, text)?;
		Ok(())
	}

	/// The call that sets all of them. Signed by the network owner.
	pub fn call(self) -> DynamicPayload<Composite<()>> {
		let settings = Value::named_composite(self.values);
		let kind = self.of.kind.map(|kind| ("kind", Value::unnamed_variant(kind.name(), [])));
		let arguments = kind.into_iter().chain([("settings", settings)]);
		dynamic::tx(self.of.pallet, "set_settings", Composite::named(arguments))
	}
}

/// A value as it would be typed; one in a wrapper, such as a part per million, as what is in it.
fn text_of(value: &Value) -> String {
	match &value.value {
		ValueDef::Composite(Composite::Unnamed(inner)) if inner.len() == 1 => {
			inner.iter().map(text_of).collect()
		}
		_ => value.to_string(),
	}
}

/// A value of the same kind as another.
fn parsed(name: &str, like: &Value, text: &str) -> Result<Value, SettingsError> {
	let bad = |expected| SettingsError::BadValue {
		name: name.to_owned(),
		text: text.to_owned(),
		expected,
	};
	match &like.value {
		ValueDef::Primitive(Primitive::Bool(_)) => {
			text.parse().map(Value::bool).map_err(|_| bad("true or false"))
		}
		ValueDef::Primitive(Primitive::U128(_)) => number(text).map(Value::u128).map_err(bad),
		ValueDef::Composite(Composite::Unnamed(inner)) if inner.len() == 1 => {
			let inner = inner.iter().map(|inner| parsed(name, inner, text));
			Ok(Value::unnamed_composite(inner.collect::<Result<Vec<_>, _>>()?))
		}
		_ => Err(bad("it can't be set from here")),
	}
}

/// A number as the chain keeps it: as it is, or a time, or an amount.
fn number(text: &str) -> Result<u128, &'static str> {
	let text = text.trim().to_ascii_lowercase().replace('_', "");
	let whole = |digits: &str| digits.trim().parse::<u128>().ok();
	let found = match text.strip_suffix("thp") {
		Some(digits) => whole(digits).and_then(|thp| thp.checked_mul(THP)),
		None => whole(&text).or_else(|| times::parse_span(&text).map(u128::from)),
	};
	found.ok_or("a whole number, perhaps with s, m, h, d or thp behind it")
}

#[cfg(test)]
mod tests {
	use super::*;

	fn settings() -> Settings {
		let cap = Value::unnamed_composite([Value::u128(100_000)]);
		let values = [
			("void_window", Value::u128(86_400_000)),
			("z_total_required", Value::bool(false)),
			("holder_cap", cap),
		];
		let values = values.map(|(name, value)| (name.to_owned(), value)).to_vec();
		Settings { of: Governed { pallet: "Checks", kind: None }, values }
	}

	#[test]
	fn a_number_should_be_read_in_its_unit() {
		for (text, expected) in [
			("0", Ok(0)),
			("10_000", Ok(10_000)),
			("90s", Ok(90_000)),
			("4m", Ok(240_000)),
			("24h", Ok(86_400_000)),
			("365d", Ok(31_536_000_000)),
			("5THP", Ok(5_000_000)),
		] {
			assert_eq!(number(text), expected, "{text}");
		}
		let most = u128::MAX.to_string();
		assert_eq!(number(&most), Ok(u128::MAX));
		let too_large = [format!("{most}0"), format!("{most}s"), format!("{most}thp")];
		for text in
			["", "d", "-1", "1.5", "1w", "0x10", "1 0"].map(String::from).iter().chain(&too_large)
		{
			assert!(number(text).is_err(), "{text}");
		}
	}

	#[test]
	fn a_setting_should_keep_its_kind() {
		let mut settings = settings();
		settings.set("void_window", "2m").expect("a time");
		settings.set("z_total_required", "true").expect("a flag");
		settings.set("holder_cap", "50000").expect("a part");
		let lines: Vec<_> = settings.lines().map(|(_, text)| text).collect();
		assert_eq!(lines, ["120000", "true", "50000"]);
	}

	#[test]
	fn what_is_no_setting_or_no_value_should_be_named() {
		let mut settings = settings();
		let unknown = settings.set("window", "1").expect_err("there is none");
		assert!(unknown.to_string().contains("void_window, z_total_required, holder_cap"));
		let bad = settings.set("z_total_required", "1").expect_err("no flag");
		assert_eq!(bad.to_string(), "\"1\" is no value of z_total_required: true or false");
	}
	#[test]
	fn whose_settings_are_meant_should_be_told_by_name() {
		let name = |text| Governed::find_one(text).map(Governed::name);
		assert_eq!(name("Checks").as_deref(), Ok("checks"));
		assert_eq!(name("deposits").as_deref(), Ok("deposits"));
		assert_eq!(name("observations.Liked").as_deref(), Ok("observations.liked"));
		assert_eq!(Governed::find("observations").map(|found| found.len()), Ok(Kind::ALL.len()));
		let several = name("observations").expect_err("there are five").to_string();
		assert!(several.contains("name one: observations.tron-deposit, "), "{several}");
		let none = name("balances").expect_err("it has none").to_string();
		assert!(none.contains("checks, ") && none.contains("observations.streamed"), "{none}");
		assert!(name("checks.liked").is_err() && name("observations.").is_err());
	}

	#[test]
	fn settings_of_a_kind_should_be_set_with_it() {
		let of = Governed::find_one("observations.ton-deposit").expect("it has settings");
		let values = vec![("max_open".to_owned(), Value::u128(5))];
		let call = Settings { of, values }.call();
		let Composite::Named(arguments) = call.call_data() else {
			panic!("they have names");
		};
		let names: Vec<&str> = arguments.iter().map(|(name, _)| name.as_str()).collect();
		assert_eq!(names, ["kind", "settings"]);
		assert_eq!(arguments[0].1, Value::unnamed_variant("TonDeposit", []));
	}
}
