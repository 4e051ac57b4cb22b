//! The names by which this program reads and writes the chain are those of the real runtime: every
//! call, every view, every variant, and every reason for which a transfer is refused.

use hotpot_cli::{
	chain::{
		calls,
		types::{
			self, Action, ActionKind, Attestation, Emission, Fix, Freeze, Holder, Identity,
			KycSettings, Level, Licence, Limits, Obstacle, Outcome, Person, Reason, Record,
			RecordState, RecoveryStatus, RiskBand, Role, Rule, Scope, Side, Standing, Totals,
			Verifier,
		},
	},
	reasons,
};
use scale_info::{TypeDef, Variant, form::PortableForm};
use std::sync::LazyLock;
use subxt::{
	Metadata,
	ext::{
		codec::Encode,
		scale_decode::DecodeAsType,
		scale_encode::{EncodeAsFields, EncodeAsType, Field},
	},
	tx::Payload,
	utils::{AccountId32, MultiSignature},
};

/// The metadata that has view functions.
const VERSION: u32 = 16;

/// Nothing that is read here needs more bytes.
const ZEROS: [u8; 512] = [0; 512];

const SOMEBODY: AccountId32 = AccountId32([1; 32]);

static METADATA: LazyLock<Metadata> = LazyLock::new(|| {
	let bytes = hotpot_runtime::Runtime::metadata_at_version(VERSION);
	Metadata::decode_from(&bytes.expect("the runtime has this version")).expect("it can be read")
});

/// The id of the type of this name in a crate or pallet.
fn type_of(krate: &str, name: &str) -> u32 {
	let mut found = METADATA.types().types.iter().filter(|candidate| {
		let path = &candidate.ty.path.segments;
		path.first().is_some_and(|first| first == krate) && path.last().is_some_and(|l| l == name)
	});
	let id = found.next().unwrap_or_else(|| panic!("the runtime has no {krate} {name}")).id;
	assert!(found.next().is_none(), "{krate} has one {name}");
	id
}

fn variants_of(type_id: u32) -> &'static [Variant<PortableForm>] {
	match METADATA.types().resolve(type_id).map(|ty| &ty.type_def) {
		Some(TypeDef::Variant(definition)) => &definition.variants,
		other => panic!("{other:?} has no variants"),
	}
}

fn decoded<T: DecodeAsType>(bytes: &[u8], type_id: u32, what: &str) -> T {
	let bytes = [bytes, &ZEROS].concat();
	T::decode_as_type(&mut bytes.as_slice(), type_id, METADATA.types())
		.unwrap_or_else(|error| panic!("{what} can't be read: {error}"))
}

/// Every variant of an enumeration, with zeros in its fields.
fn each<T: DecodeAsType>(krate: &str, name: &str) -> Vec<(String, T)> {
	let type_id = type_of(krate, name);
	let read = |variant: &Variant<PortableForm>| {
		(variant.name.clone(), decoded(&[variant.index], type_id, &variant.name))
	};
	variants_of(type_id).iter().map(read).collect()
}

/// Whether the view has these many arguments and gives what this program reads. `bytes` come before
/// the zeros: 1 makes an `Option` hold something, 4 a list one entry.
fn reads<T: DecodeAsType>(pallet: &str, view: &str, arguments: usize, bytes: &[u8]) {
	let pallet_metadata = METADATA.pallet_by_name(pallet).expect("there is such a pallet");
	let function = pallet_metadata
		.view_function_by_name(view)
		.unwrap_or_else(|| panic!("the runtime has no view {pallet}.{view}"));
	assert_eq!(function.inputs().len(), arguments, "{pallet}.{view}");
	decoded::<T>(bytes, function.output_ty(), view);
}

/// Whether the runtime takes the call with these arguments, all of them.
fn fits<C: Payload>(call: &C) {
	let name = format!("{}.{}", call.pallet_name(), call.call_name());
	let pallet = METADATA.pallet_by_name(call.pallet_name()).expect("there is such a pallet");
	let variant = pallet.call_variant_by_name(call.call_name());
	let variant = variant.unwrap_or_else(|| panic!("the runtime has no call {name}"));
	let mut fields =
		variant.fields.iter().map(|field| Field::new(field.ty.id, field.name.as_deref()));
	call.call_data()
		.encode_as_fields(&mut fields, METADATA.types())
		.unwrap_or_else(|error| panic!("{name} has other arguments: {error}"));
}

fn attestation() -> Attestation {
	Attestation {
		account: SOMEBODY,
		person: [2; 32],
		outcome: Outcome::Rejected,
		level: Level::Premium,
		risk: RiskBand::High,
		jurisdiction: *b"GE",
		commitment: [3; 32],
		expires_at: 0x0102_0304_0506_0708,
		nonce: 0x090a_0b0c,
	}
}

#[test]
fn every_call_of_persons_and_of_the_door_should_be_the_runtimes() {
	let licence = Licence { max_level: Level::Basic, may_clear: true, max_persons: 9 };
	let signature = || MultiSignature::Sr25519([7; 64]);
	fits(&calls::register_verifier(SOMEBODY, licence.clone()));
	fits(&calls::set_licence(SOMEBODY, licence));
	fits(&calls::set_verifier_status(SOMEBODY, false));
	fits(&calls::attest(attestation(), SOMEBODY, signature()));
	fits(&calls::clear_hit(SOMEBODY));
	fits(&calls::suspend(SOMEBODY, [4; 32]));
	fits(&calls::reinstate(SOMEBODY));
	fits(&calls::revoke(SOMEBODY, [4; 32]));
	fits(&calls::link(SOMEBODY, signature()));
	for role in Role::ALL {
		fits(&calls::grant_role(SOMEBODY, *role, Scope::Node(1), Some(5)));
		fits(&calls::revoke_role(SOMEBODY, *role, Scope::Network));
	}
	fits(&calls::transfer(SOMEBODY, 1));
	fits(&calls::freeze(SOMEBODY, [4; 32]));
	fits(&calls::unfreeze(SOMEBODY));
	fits(&calls::set_frozen_amount(SOMEBODY, 1));
	fits(&calls::force_transfer(SOMEBODY, SOMEBODY, 1, [4; 32]));
	fits(&calls::request_recovery(SOMEBODY, SOMEBODY, [4; 32]));
	fits(&calls::veto_recovery(5));
	fits(&calls::complete_recovery(SOMEBODY));
	fits(&calls::cancel_recovery(SOMEBODY));
	fits(&calls::set_paused(true));
	fits(&calls::set_jurisdiction(*b"GE", Some(Rule::Blocked)));
	fits(&calls::set_jurisdiction(*b"GE", None));
	fits(&calls::collect());
}

#[test]
fn every_view_of_persons_and_of_the_door_should_be_the_runtimes() {
	reads::<Option<Identity>>("Kyc", "identity", 1, &[1]);
	reads::<Option<Record>>("Kyc", "record", 1, &[1]);
	reads::<Option<Person>>("Kyc", "person", 1, &[1]);
	reads::<u32>("Kyc", "nonce", 1, &[]);
	reads::<Option<[u8; 32]>>("Kyc", "closed_account", 1, &[1]);
	reads::<Vec<(u32, Verifier)>>("Kyc", "verifiers_from", 1, &[4]);
	reads::<Vec<types::Grant>>("Kyc", "roles_of", 1, &[4]);
	reads::<u32>("Kyc", "free_calls_left", 1, &[]);
	reads::<KycSettings>("Kyc", "settings", 0, &[]);
	reads::<Vec<u8>>("Kyc", "attestation_payload", 1, &[4]);
	reads::<Vec<u8>>("Kyc", "link_payload", 2, &[4]);
	reads::<Vec<Obstacle>>("Compliance", "why_not", 3, &[4]);
	reads::<Limits>("Compliance", "limits_of", 1, &[]);
	reads::<Freeze>("Compliance", "freeze_of", 1, &[]);
	reads::<Option<RecoveryStatus>>("Compliance", "recovery_of", 1, &[1]);
	reads::<Vec<([u8; 2], Rule)>>("Compliance", "jurisdictions", 0, &[4]);
	reads::<bool>("Compliance", "is_paused", 0, &[]);
	reads::<Vec<Holder>>("Compliance", "holders", 2, &[4]);
	reads::<Vec<(u64, Action)>>("Compliance", "actions", 2, &[4]);
	reads::<Vec<(u32, Emission)>>("Compliance", "emissions", 2, &[4]);
	reads::<Totals>("Checks", "totals", 0, &[]);
	reads::<u128>("Checks", "deferred", 1, &[]);
}

#[test]
fn every_variant_should_be_read_by_its_name() {
	let primitives = "hotpot_primitives";
	assert_eq!(each::<Level>(primitives, "Level").len(), Level::ALL.len());
	assert_eq!(each::<RiskBand>(primitives, "RiskBand").len(), RiskBand::ALL.len());
	assert_eq!(each::<Standing>(primitives, "Standing").len(), Standing::ALL.len());
	assert_eq!(each::<Role>(primitives, "Role").len(), Role::ALL.len());
	assert_eq!(each::<Outcome>("pallet_kyc", "Outcome").len(), Outcome::ALL.len());
	let door = "pallet_compliance";
	assert_eq!(each::<Rule>(door, "Rule").len(), Rule::ALL.len());
	assert_eq!(each::<Side>(door, "Side").len(), Side::ALL.len());
	assert_eq!(each::<ActionKind>(door, "ActionKind").len(), ActionKind::ALL.len());
	assert_eq!(each::<RecordState>("pallet_kyc", "State").len(), 5);
	assert_eq!(each::<Scope>(primitives, "Scope").len(), 2);
}

#[test]
fn every_reason_and_every_fix_of_the_runtime_should_have_a_sentence() {
	let (all, fixes) =
		(each::<Reason>("pallet_compliance", "Reason"), each::<Fix>("pallet_compliance", "Fix"));
	let mut texts: Vec<String> = all.iter().map(|(_, reason)| reasons::sentence(reason)).collect();
	for ((name, reason), text) in all.iter().zip(&texts) {
		let json = reasons::json(&Obstacle { reason: *reason, fix: Fix::NameAmount });
		assert_eq!(&json["name"], name);
		assert!(text.len() > 15 && !text.ends_with('.'), "{name}: {text}");
	}
	let mut helps: Vec<String> = fixes.iter().map(|(_, fix)| reasons::help(fix)).collect();
	for ((name, _), text) in fixes.iter().zip(&helps) {
		assert!(text.len() > 15 && !text.ends_with('.'), "{name}: {text}");
	}
	for texts in [&mut texts, &mut helps] {
		let count = texts.len();
		texts.sort();
		texts.dedup();
		assert_eq!(texts.len(), count, "no two are alike");
	}
}

#[test]
fn an_attestation_should_be_signed_in_the_runtimes_encoding() {
	let type_id = type_of("pallet_kyc", "Attestation");
	let by_name = attestation().encode_as_type(type_id, METADATA.types());
	assert_eq!(by_name.ok(), Some(attestation().encode()));
}
