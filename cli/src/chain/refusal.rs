//! What the runtime says when it refuses a call, in the words of its own documentation.
//!
//! The names and the documentation of errors are in the metadata, so that a message here is never
//! older than the runtime. An error may carry up to three bytes more: `Checks.BadEntry` names the
//! entry of the batch and what is wrong with it.

use scale_info::{PortableRegistry, TypeDef};
use std::fmt;
use subxt::{
	Metadata,
	error::{DispatchError, ModuleError},
	ext::scale_value::{Primitive, ValueDef, scale::decode_as_type},
};

/// Why the runtime refused a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
	/// `Pallet.Error`, or the kind of error if no pallet raised it.
	pub name: String,
	/// What it means, from the runtime's own documentation.
	pub meaning: String,
	/// The entry of the batch that is wrong, counted from 0.
	pub index: Option<usize>,
	/// What the error carries besides: what is wrong with the entry, or which setting it is.
	pub detail: Option<Detail>,
}

/// A named part of a [`Refusal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
	/// The variant's name.
	pub name: String,
	/// What it means, from the runtime's own documentation.
	pub meaning: String,
}

impl Refusal {
	/// Puts a dispatch error into the words of the runtime's documentation.
	pub(super) fn read(error: &DispatchError, metadata: &Metadata) -> Self {
		match error {
			DispatchError::Module(module) => Self::read_module(module, metadata.types()),
			other => Self {
				name: kind_of(other),
				meaning: match other {
					DispatchError::BadOrigin => "the key that signed may not do this".to_owned(),
					_ => other.to_string().trim_end_matches('.').to_owned(),
				},
				index: None,
				detail: None,
			},
		}
	}

	/// An error of a pallet that this program foresees.
	pub(super) fn named(pallet: &str, error: &str, metadata: &Metadata) -> Self {
		let variants = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.error_variants());
		let variant = variants.unwrap_or_default().iter().find(|variant| variant.name == error);
		Self {
			name: format!("{pallet}.{error}"),
			meaning: variant.map_or_else(|| words(error), |variant| sentence(&variant.docs)),
			index: None,
			detail: None,
		}
	}

	fn read_module(error: &ModuleError, types: &PortableRegistry) -> Self {
		let Ok(details) = error.details() else {
			let name = error.details_string();
			return Self { meaning: name.clone(), name, index: None, detail: None };
		};
		let bytes = error.bytes();
		let mut rest = bytes.get(2..).unwrap_or_default();
		let mut refusal = Self {
			name: format!("{}.{}", details.pallet.name(), details.variant.name),
			meaning: sentence(&details.variant.docs),
			index: None,
			detail: None,
		};
		for field in &details.variant.fields {
			let Ok(value) = decode_as_type(&mut rest, field.ty.id, types) else {
				break;
			};
			match value.value {
				ValueDef::Primitive(Primitive::U128(number)) => {
					refusal.index = usize::try_from(number).ok();
				}
				ValueDef::Variant(variant) => {
					let meaning = meaning_of(types, field.ty.id, &variant.name);
					refusal.detail = Some(Detail { name: variant.name, meaning });
				}
				_ => {}
			}
		}
		refusal
	}

	/// The names of the error and of its detail, as developers know them.
	pub fn names(&self) -> String {
		match &self.detail {
			Some(detail) => format!("{}, {}", self.name, detail.name),
			None => self.name.clone(),
		}
	}

	/// What it means, most specific first.
	pub fn meaning(&self) -> &str {
		let detail = self.detail.as_ref().map_or("", |detail| &detail.meaning);
		[detail, &self.meaning].into_iter().find(|text| !text.is_empty()).unwrap_or(&self.name)
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		if let Some(index) = self.index {
			write!(f, "entry {index}: ")?;
		}
		write!(f, "{} ({})", self.meaning(), self.names())
	}
}

fn kind_of(error: &DispatchError) -> String {
	let text = format!("{error:?}");
	text.split(['(', ' ']).next().unwrap_or(&text).to_owned()
}

fn meaning_of(types: &PortableRegistry, type_id: u32, variant: &str) -> String {
	let docs = match types.resolve(type_id).map(|ty| &ty.type_def) {
		Some(TypeDef::Variant(definition)) => definition
			.variants
			.iter()
			.find(|candidate| candidate.name == variant)
			.map(|variant| sentence(&variant.docs)),
		_ => None,
	};
	docs.filter(|docs| !docs.is_empty()).unwrap_or_else(|| words(variant))
}

/// A name in camel case as words, for types whose documentation is not in the metadata.
fn words(name: &str) -> String {
	let mut words = String::new();
	for letter in name.chars() {
		if letter.is_uppercase() && !words.is_empty() {
			words.push(' ');
		}
		words.extend(letter.to_lowercase());
	}
	words
}

/// Documentation lines as one sentence without its full stop.
fn sentence(docs: &[String]) -> String {
	let lines: Vec<&str> = docs.iter().map(|line| line.trim()).collect();
	lines.join(" ").trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_refusal_should_say_what_is_wrong_before_it_names_it() {
		let mut refusal = Refusal {
			name: "Checks.AlreadyClaimed".to_owned(),
			meaning: "The check was claimed already".to_owned(),
			index: None,
			detail: None,
		};
		assert_eq!(refusal.to_string(), "The check was claimed already (Checks.AlreadyClaimed)");
		refusal.name = "Checks.BadEntry".to_owned();
		refusal.index = Some(3);
		refusal.detail = Some(Detail {
			name: "AmountZero".to_owned(),
			meaning: "A check of nothing".to_owned(),
		});
		assert_eq!(
			refusal.to_string(),
			"entry 3: A check of nothing (Checks.BadEntry, AmountZero)"
		);
	}

	#[test]
	fn documentation_should_become_one_sentence() {
		let docs = [" The number is too far ahead,", " or skips some.", ""].map(str::to_owned);
		assert_eq!(sentence(&docs), "The number is too far ahead, or skips some");
		assert_eq!(sentence(&[]), "");
		assert_eq!(words("ExceedsTillDayLimit"), "exceeds till day limit");
	}
}
