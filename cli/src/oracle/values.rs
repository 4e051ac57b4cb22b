//! The runtime's values as JSON, by the types in its metadata.

use scale_info::{Field, PortableRegistry, TypeDef, TypeDefPrimitive, form::PortableForm};
use serde_json::{Map, Value as Json, json};
use sp_core::U256;
use subxt::{
	ext::{
		scale_decode::visitor::DecodeError,
		scale_value::{Composite, Primitive, Value, ValueDef, Variant, scale::decode_as_type},
	},
	utils::AccountId32,
};

/// The greatest number that no program rounds: above, a number is written as text.
const MAX_NUMBER: u128 = (1 << 53) - 1;

/// The encoded fields of an event, by their names.
///
/// # Errors
/// The bytes are of other types.
pub fn fields(
	mut bytes: &[u8],
	fields: &[Field<PortableForm>],
	types: &PortableRegistry,
) -> Result<Json, DecodeError> {
	let mut all = Map::new();
	for (place, field) in fields.iter().enumerate() {
		let value = decode_as_type(&mut bytes, field.ty.id, types)?;
		let name = field.name.clone().unwrap_or_else(|| place.to_string());
		all.insert(name, json_of(&value, types));
	}
	Ok(Json::Object(all))
}

fn json_of(value: &Value<u32>, types: &PortableRegistry) -> Json {
	match &value.value {
		ValueDef::Primitive(primitive) => primitive_json(primitive, value.context, types),
		ValueDef::Variant(variant) => variant_json(variant, is_option(value.context, types), types),
		ValueDef::BitSequence(bits) => {
			Json::String(bits.iter().map(|bit| if bit { '1' } else { '0' }).collect())
		}
		ValueDef::Composite(Composite::Named(fields)) => named_json(fields, types),
		ValueDef::Composite(Composite::Unnamed(values)) => unnamed_json(value, values, types),
	}
}

fn primitive_json(primitive: &Primitive, type_id: u32, types: &PortableRegistry) -> Json {
	match primitive {
		Primitive::Bool(flag) => json!(flag),
		Primitive::Char(letter) => json!(letter),
		Primitive::String(text) => json!(text),
		Primitive::U128(number) if is_wide(type_id, types) => json!(number.to_string()),
		Primitive::U128(number) => match u64::try_from(*number) {
			Ok(small) if *number <= MAX_NUMBER => json!(small),
			_ => json!(number.to_string()),
		},
		Primitive::I128(number) => match i64::try_from(*number) {
			Ok(small) if number.unsigned_abs() <= MAX_NUMBER => json!(small),
			_ => json!(number.to_string()),
		},
		Primitive::U256(bytes) => json!(U256::from_little_endian(bytes).to_string()),
		Primitive::I256(bytes) => json!(hex_text(bytes)),
	}
}

/// A variant without fields is its name, one with fields an object with the name as its only key.
fn variant_json(variant: &Variant<u32>, is_option: bool, types: &PortableRegistry) -> Json {
	let content = match &variant.values {
		Composite::Named(fields) if !fields.is_empty() => Some(named_json(fields, types)),
		Composite::Unnamed(values) => match values.as_slice() {
			[] => None,
			[one] => Some(json_of(one, types)),
			many => Some(list_json(many, types)),
		},
		Composite::Named(_) => None,
	};
	match content {
		Some(content) if is_option => content,
		None if is_option => Json::Null,
		Some(content) => json!({ variant.name.as_str(): content }),
		None => json!(variant.name),
	}
}

fn named_json(fields: &[(String, Value<u32>)], types: &PortableRegistry) -> Json {
	fields.iter().map(|(name, value)| (name.clone(), json_of(value, types))).collect()
}

/// Accounts, bytes, what wraps one value, lists.
fn unnamed_json(value: &Value<u32>, values: &[Value<u32>], types: &PortableRegistry) -> Json {
	let definition = types.resolve(value.context);
	if definition
		.is_some_and(|ty| ty.path.segments.last().is_some_and(|name| name == "AccountId32"))
		&& let Some(bytes) = flat(values)
		&& let Ok(bytes) = <[u8; 32]>::try_from(bytes)
	{
		return json!(AccountId32(bytes).to_string());
	}
	match (definition.map(|ty| &ty.type_def), values) {
		(Some(TypeDef::Composite(_)), [one]) => json_of(one, types),
		(Some(TypeDef::Sequence(list)), _) if is_byte(list.type_param.id, types) => {
			bytes_json(values)
		}
		(Some(TypeDef::Array(list)), _) if is_byte(list.type_param.id, types) => bytes_json(values),
		_ => list_json(values, types),
	}
}

fn list_json(values: &[Value<u32>], types: &PortableRegistry) -> Json {
	values.iter().map(|value| json_of(value, types)).collect()
}

fn bytes_json(values: &[Value<u32>]) -> Json {
	json!(hex_text(&flat(values).unwrap_or_default()))
}

/// The bytes of a list of bytes, however it is wrapped.
fn flat(values: &[Value<u32>]) -> Option<Vec<u8>> {
	if let [Value { value: ValueDef::Composite(Composite::Unnamed(inner)), .. }] = values {
		return flat(inner);
	}
	let byte = |value: &Value<u32>| match value.value {
		ValueDef::Primitive(Primitive::U128(number)) => u8::try_from(number).ok(),
		_ => None,
	};
	values.iter().map(byte).collect()
}

fn hex_text(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn is_option(type_id: u32, types: &PortableRegistry) -> bool {
	types.resolve(type_id).is_some_and(|ty| ty.path.segments == ["Option"])
}

fn is_wide(type_id: u32, types: &PortableRegistry) -> bool {
	matches!(primitive_of(type_id, types), Some(TypeDefPrimitive::U128))
}

fn is_byte(type_id: u32, types: &PortableRegistry) -> bool {
	matches!(primitive_of(type_id, types), Some(TypeDefPrimitive::U8))
}

fn primitive_of(type_id: u32, types: &PortableRegistry) -> Option<&TypeDefPrimitive> {
	match types.resolve(type_id).map(|ty| &ty.type_def) {
		Some(TypeDef::Primitive(primitive)) => Some(primitive),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use scale_info::{
		MetaType, Path, Registry, Type, TypeInfo,
		build::{Fields, Variants},
	};
	use subxt::ext::codec::Encode;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	/// An enumeration as pallets have them.
	struct Reason;

	impl TypeInfo for Reason {
		type Identity = Self;

		fn type_info() -> Type {
			let variants = Variants::new()
				.variant("Closed", |variant| variant.index(0))
				.variant("Refused", |variant| {
					let named = Fields::named().field(|field| field.ty::<u128>().name("limit"));
					variant.index(1).fields(named)
				})
				.variant("Node", |variant| {
					variant.index(2).fields(Fields::unnamed().field(|field| field.ty::<u32>()))
				})
				.variant("Both", |variant| {
					let fields = Fields::unnamed()
						.field(|field| field.ty::<u8>())
						.field(|field| field.ty::<bool>());
					variant.index(3).fields(fields)
				});
			Type::builder().path(Path::new("Reason", "pallet")).variant(variants)
		}
	}

	/// What wraps one value, like a bounded list.
	struct Wrapped;

	impl TypeInfo for Wrapped {
		type Identity = Self;

		fn type_info() -> Type {
			let fields = Fields::unnamed().field(|field| field.ty::<Vec<u32>>());
			Type::builder().path(Path::new("BoundedVec", "bounded")).composite(fields)
		}
	}

	/// What has named fields, even if only one.
	struct Settings;

	impl TypeInfo for Settings {
		type Identity = Self;

		fn type_info() -> Type {
			let fields = Fields::named().field(|field| field.ty::<u8>().name("daily_cap"));
			Type::builder().path(Path::new("Settings", "pallet")).composite(fields)
		}
	}

	fn written<T: TypeInfo + 'static>(bytes: &[u8]) -> Json {
		let mut registry = Registry::new();
		let id = registry.register_type(&MetaType::new::<T>()).id;
		let types = PortableRegistry::from(registry);
		let mut left = bytes;
		let value = decode_as_type(&mut left, id, &types).expect("the bytes are of the type");
		assert!(left.is_empty(), "all bytes belong to it");
		json_of(&value, &types)
	}

	#[test]
	fn numbers_should_be_text_where_programs_might_round_them() {
		assert_eq!(written::<u8>(&[7]), json!(7));
		assert_eq!(written::<u32>(&u32::MAX.encode()), json!(u32::MAX));
		assert_eq!(written::<u64>(&1_795_165_511_007u64.encode()), json!(1_795_165_511_007u64));
		assert_eq!(written::<u64>(&(1u64 << 53).encode()), json!("9007199254740992"));
		assert_eq!(written::<u64>(&((1u64 << 53) - 1).encode()), json!(9_007_199_254_740_991u64));
		assert_eq!(written::<u128>(&7u128.encode()), json!("7"));
		assert_eq!(
			written::<u128>(&u128::MAX.encode()),
			json!("340282366920938463463374607431768211455")
		);
		assert_eq!(written::<i16>(&(-210i16).encode()), json!(-210));
		assert_eq!(written::<bool>(&[1]), json!(true));
	}

	#[test]
	fn options_should_be_their_value_or_null() {
		assert_eq!(written::<Option<u64>>(&[0]), Json::Null);
		assert_eq!(written::<Option<u64>>(&Some(9u64).encode()), json!(9));
		assert_eq!(written::<Option<u128>>(&Some(9u128).encode()), json!("9"));
	}

	#[test]
	fn variants_should_be_names_or_objects() {
		assert_eq!(written::<Reason>(&[0]), json!("Closed"));
		let refused = [&[1u8][..], &5u128.encode()].concat();
		assert_eq!(written::<Reason>(&refused), json!({ "Refused": { "limit": "5" } }));
		let node = [&[2u8][..], &7u32.encode()].concat();
		assert_eq!(written::<Reason>(&node), json!({ "Node": 7 }));
		assert_eq!(written::<Reason>(&[3, 8, 1]), json!({ "Both": [8, true] }));
		assert_eq!(written::<Option<Reason>>(&[1, 0]), json!("Closed"));
	}

	#[test]
	fn accounts_should_be_addresses_and_bytes_hexadecimal() {
		let alice: AccountId32 = ALICE.parse().expect("it is an address");
		assert_eq!(written::<sp_core::crypto::AccountId32>(&alice.0), json!(ALICE));
		assert_eq!(written::<[u8; 32]>(&[0xab; 32]), json!(format!("0x{}", "ab".repeat(32))));
		assert_eq!(written::<sp_core::H256>(&[1; 32]), json!(format!("0x{}", "01".repeat(32))));
		assert_eq!(written::<[u8; 1]>(&[5]), json!("0x05"));
		assert_eq!(written::<Vec<u8>>(&vec![1u8, 2].encode()), json!("0x0102"));
		assert_eq!(written::<Vec<u8>>(&[0]), json!("0x"));
	}

	#[test]
	fn lists_should_be_lists_and_wrappers_vanish() {
		assert_eq!(written::<Vec<u32>>(&vec![7u32].encode()), json!([7]));
		assert_eq!(written::<Wrapped>(&vec![7u32].encode()), json!([7]));
		assert_eq!(written::<(u32, bool)>(&(7u32, true).encode()), json!([7, true]));
		assert_eq!(written::<Settings>(&[10]), json!({ "daily_cap": 10 }));
	}

	#[test]
	fn fields_should_go_by_their_names() {
		let mut registry = Registry::new();
		let ids = [MetaType::new::<u32>(), MetaType::new::<sp_core::crypto::AccountId32>()]
			.map(|ty| registry.register_type(&ty));
		let types = PortableRegistry::from(registry);
		let named = |name: &str, ty| Field {
			name: Some(name.to_owned()),
			ty,
			type_name: None,
			docs: Vec::new(),
		};
		let all = [named("round", ids[0]), named("who", ids[1])];
		let alice: AccountId32 = ALICE.parse().expect("it is an address");
		let bytes = [&3u32.encode()[..], &alice.0].concat();
		let value = fields(&bytes, &all, &types).expect("the bytes are theirs");
		assert_eq!(value, json!({ "round": 3, "who": ALICE }));
		assert!(fields(&bytes[..9], &all, &types).is_err());
	}
}
