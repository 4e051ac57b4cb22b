//! How the runtime's types are written down here: by the names of fields and variants.

macro_rules! shapes {
	($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
		$(#[$doc])*
		#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
		#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
		#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
		pub struct $name {
			$($(#[$field_doc])* pub $field: $type,)*
		}
	)*};
}

macro_rules! events {
	($($pallet:literal $name:ident;)*) => {$(
		impl DecodeAsEvent for $name {
			fn is_event(pallet: &str, event: &str) -> bool {
				pallet == $pallet && event == stringify!($name)
			}
		}
	)*};
}

macro_rules! variants {
	($($(#[$doc:meta])* $name:ident {
		$($(#[$variant_doc:meta])* $variant:ident = $text:literal,)*
	})*) => {$(
		$(#[$doc])*
		#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, EncodeAsType, DecodeAsType)]
		#[codec(crate = subxt::ext::codec)]
		#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
		#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
		pub enum $name {
			$($(#[$variant_doc])* $variant,)*
		}

		impl $name {
			/// Every one.
			pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

			/// How it is written.
			pub const fn as_str(self) -> &'static str {
				match self {
					$(Self::$variant => $text,)*
				}
			}
		}

		impl fmt::Display for $name {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				f.write_str(self.as_str())
			}
		}

		impl FromStr for $name {
			type Err = String;

			fn from_str(text: &str) -> Result<Self, String> {
				Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or_else(|| {
					let all: Vec<&str> = Self::ALL.iter().map(|value| value.as_str()).collect();
					format!("\"{text}\" is none of {}", all.join(", "))
				})
			}
		}
	)*};
}
