//! The names by which this program reads and writes the chain are those of the real runtime: every
//! call, every view, every variant, every reason for which a transfer is refused or a share not
//! paid, and every event that the oracle reads.

use hotpot_cli::{
	accounts::Watched,
	chain::{
		calls,
		settings::Governed,
		types::{
			self, Action, ActionKind, Announcement, AppliedFact, Attestation, AwardLine,
			AwardSource, Ceilings, Claim, Conversion, ConversionSettings, Converted, DepositLine,
			DepositSums, DistributionSettings, Emission, Fix, ForeignAccount, Freeze, Holder,
			HolderLine, Identity, Kind, KycSettings, Level, Licence, Limits, LoyaltyProgress,
			Obstacle, OpenFact, Outcome, PauseCause, Person, Quote, Reason, Record, RecordState,
			RecoveryStatus, RiskBand, Role, Round, RoundAnnounced, RoundClosed, RoundOpened, Rule,
			Scope, Share, SharePaid, ShareReason, ShareSkipped, Side, Snapshot, SpotExplanation,
			SpotFigures, SpotHolder, SpotSettings, Standing, Tally, Token, Totals, Verifier,
			WatchedAccount,
		},
	},
	oracle, reasons,
};
use scale_info::{TypeDef, Variant, form::PortableForm};
use std::sync::LazyLock;
use subxt::{
	Metadata,
	events::DecodeAsEvent,
	ext::{
		codec::Encode,
		scale_decode::{self, DecodeAsType},
		scale_encode::{EncodeAsFields, EncodeAsType, Field},
		scale_value::Value,
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
fn every_call_of_conversion_and_distribution_should_be_the_runtimes() {
	fits(&calls::conversion::convert(vec![(SOMEBODY, 20)], 10));
	fits(&calls::conversion::set_consent(true));
	fits(&calls::distribution::announce(5));
	fits(&calls::distribution::cancel());
	fits(&calls::distribution::open());
	fits(&calls::distribution::claim(1));
	fits(&calls::distribution::push(1, vec![SOMEBODY]));
	fits(&calls::distribution::reclaim(1));
}

#[test]
fn every_call_of_what_is_seen_outside_should_be_the_runtimes() {
	let accounts =
		[ForeignAccount::Tron([1; 20]), ForeignAccount::Ton { workchain: -1, id: [2; 32] }];
	for account in accounts {
		fits(&calls::deposits::watch(account, SOMEBODY, 7));
		fits(&calls::deposits::retire(account));
		let watched = Watched { line: 2, account, beneficiary: SOMEBODY, purpose: 7 };
		fits(&calls::deposits::watch_all(&[watched]));
	}
	for kind in Kind::ALL {
		fits(&calls::observations::set_paused(*kind, true));
	}
	fits(&calls::observations::drop_fact([4; 32]));
}

#[test]
fn every_view_of_what_is_seen_outside_should_be_the_runtimes() {
	reads::<Vec<(ForeignAccount, WatchedAccount)>>("Deposits", "watched_accounts", 2, &[4]);
	reads::<DepositSums>("Deposits", "balance_of", 2, &[]);
	reads::<Vec<(u32, DepositLine)>>("Deposits", "lines", 3, &[4]);
	reads::<Option<(AccountId32, u32, DepositLine)>>("Deposits", "line_of", 1, &[1]);
	reads::<Vec<AccountId32>>("Observations", "authorities", 0, &[4]);
	reads::<Option<PauseCause>>("Observations", "pause_of", 1, &[1, 1]);
	reads::<Tally>("Observations", "tally", 2, &[]);
	reads::<Option<OpenFact>>("Observations", "open_fact", 1, &[1]);
	reads::<Vec<([u8; 32], OpenFact)>>("Observations", "open_facts", 2, &[4]);
	reads::<Option<AppliedFact>>("Observations", "applied", 1, &[1]);
	// One candidate, a deposit on TRON, that one authority votes for.
	let voted = [&[1][..], &[0; 50], &[4], &[0; 105], &[4]].concat();
	reads::<Option<OpenFact>>("Observations", "open_fact", 1, &voted);
}

#[test]
fn settings_should_be_read_of_everything_that_is_governed() {
	for governed in Governed::all() {
		let name = governed.name();
		let pallet = METADATA.pallets().find(|pallet| {
			name.split('.').next().is_some_and(|first| pallet.name().eq_ignore_ascii_case(first))
		});
		let pallet = pallet.unwrap_or_else(|| panic!("the runtime has no {name}")).name();
		reads::<Value>(pallet, "settings", usize::from(name.contains('.')), &[]);
	}
	for (name, kind) in each::<Kind>("hotpot_primitives", "Kind") {
		assert_eq!(kind.name(), name);
	}
}

#[test]
fn every_view_of_spot_and_of_what_it_is_good_for_should_be_the_runtimes() {
	reads::<SpotSettings>("Spot", "settings", 0, &[]);
	reads::<SpotFigures>("Spot", "figures", 0, &[]);
	reads::<SpotExplanation>("Spot", "explain", 1, &[]);
	reads::<Option<SpotHolder>>("Spot", "holder", 1, &[1]);
	reads::<Vec<HolderLine>>("Spot", "holders", 2, &[4]);
	reads::<Option<AwardLine>>("Spot", "award_line", 1, &[1]);
	reads::<Vec<Snapshot>>("Spot", "snapshots", 0, &[4]);
	reads::<LoyaltyProgress>("Loyalty", "progress", 1, &[]);
	reads::<ConversionSettings>("Conversion", "settings", 0, &[]);
	reads::<Ceilings>("Conversion", "ceilings", 0, &[]);
	reads::<Result<Quote, ()>>("Conversion", "preview", 2, &[0, 4]);
	reads::<Vec<(u32, Conversion)>>("Conversion", "conversions", 2, &[4]);
	reads::<bool>("Conversion", "consents", 1, &[]);
	reads::<u128>("Conversion", "minted_ever", 0, &[]);
	reads::<DistributionSettings>("Distribution", "settings", 0, &[]);
	reads::<Option<Announcement>>("Distribution", "announcement", 0, &[1]);
	reads::<u64>("Distribution", "earliest_opening", 0, &[]);
	reads::<Option<u32>>("Distribution", "last_round", 0, &[1]);
	reads::<Option<Round>>("Distribution", "round", 1, &[1]);
	reads::<Option<Share>>("Distribution", "share_of", 2, &[1]);
}

/// Whether the event has the fields that this program reads.
fn tells<E: DecodeAsEvent>() {
	let event = METADATA.pallets().find_map(|pallet| {
		let variants = pallet.event_variants().unwrap_or_default();
		variants.iter().find(|variant| E::is_event(pallet.name(), &variant.name))
	});
	let event =
		event.unwrap_or_else(|| panic!("the runtime has no {}", std::any::type_name::<E>()));
	let mut fields =
		event.fields.iter().map(|f| scale_decode::Field::new(f.ty.id, f.name.as_deref()));
	E::decode_as_fields(&mut ZEROS.as_slice(), &mut fields, METADATA.types())
		.unwrap_or_else(|error| panic!("{} has other fields: {error}", event.name));
}

#[test]
fn every_event_of_conversion_and_distribution_should_be_the_runtimes() {
	tells::<Converted>();
	tells::<RoundAnnounced>();
	tells::<RoundOpened>();
	tells::<SharePaid>();
	tells::<ShareSkipped>();
	tells::<RoundClosed>();
}

#[test]
fn every_error_of_spot_and_of_what_it_is_good_for_should_have_words() {
	for name in ["Spot", "Loyalty", "Conversion", "Distribution", "Deposits", "Observations"] {
		let pallet = METADATA.pallet_by_name(name).expect("there is such a pallet");
		for error in pallet.error_variants().expect("it has errors") {
			let words = error.docs.concat();
			assert!(words.len() > 15, "{name}.{}: {words}", error.name);
		}
	}
	for (krate, detail) in [
		("pallet_conversion", "PairError"),
		("pallet_conversion", "Setting"),
		("pallet_distribution", "Setting"),
		("pallet_spot", "Setting"),
		("pallet_loyalty", "Setting"),
		("pallet_observations", "Setting"),
	] {
		for variant in variants_of(type_of(krate, detail)) {
			assert!(variant.docs.concat().len() > 15, "{krate} {detail} {}", variant.name);
		}
	}
}

#[test]
fn every_refusal_of_what_is_seen_outside_should_have_help() {
	// What only a vote can be refused for: nobody votes by hand.
	let of_votes = [
		"PastSession",
		"FutureSession",
		"UnknownAuthority",
		"Paused",
		"Unsound",
		"InFuture",
		"TooOld",
		"NotWatched",
		"AlreadyApplied",
		"Disputed",
		"Expired",
		"AlreadyVoted",
		"TooManyOpen",
		"TooManyVotes",
	];
	let mut helps = Vec::new();
	for name in ["Deposits", "Observations"] {
		let pallet = METADATA.pallet_by_name(name).expect("there is such a pallet");
		for error in pallet.error_variants().expect("it has errors") {
			if name == "Observations" && of_votes.contains(&error.name.as_str()) {
				continue;
			}
			let help = reasons::help_against(&format!("{name}.{}", error.name));
			let help = help.unwrap_or_else(|| panic!("no help against {name}.{}", error.name));
			assert!(help.len() > 15 && !help.ends_with('.'), "{name}.{}: {help}", error.name);
			helps.push(help);
		}
	}
	let count = helps.len();
	helps.sort_unstable();
	helps.dedup();
	assert_eq!(helps.len(), count, "no two are alike");
}

#[test]
fn every_reason_against_a_share_should_be_an_error_of_the_same_name() {
	let pallet = METADATA.pallet_by_name("Distribution").expect("there is such a pallet");
	let errors = pallet.error_variants().expect("it has errors");
	for (name, reason) in each::<ShareReason>("pallet_distribution", "Reason") {
		assert_eq!(reason.name(), name);
		let is_error = errors.iter().any(|error| error.name == name);
		let is_of_the_door = matches!(reason, ShareReason::PayoutRefused { .. });
		assert!(is_error != is_of_the_door, "{name}");
	}
}

#[test]
fn every_event_that_the_oracle_reads_should_become_a_line() {
	for name in oracle::PALLETS {
		let pallet = METADATA.pallet_by_name(name).expect("there is such a pallet");
		for event in pallet.event_variants().expect("it has events") {
			let value = oracle::fields(&ZEROS, &event.fields, METADATA.types());
			let value = value.unwrap_or_else(|error| panic!("{name}.{}: {error}", event.name));
			let fields = value.as_object().expect("it is an object");
			assert_eq!(fields.len(), event.fields.len(), "{name}.{}", event.name);
			for field in &event.fields {
				let name = field.name.as_deref().expect("every field has a name");
				let is_account = fields[name] == AccountId32([0; 32]).to_string();
				let type_name = field.type_name.as_deref().unwrap_or_default();
				assert_eq!(is_account, type_name == "T::AccountId", "{name}: {}", fields[name]);
			}
		}
	}
}

#[test]
fn every_variant_should_be_read_by_its_name() {
	let primitives = "hotpot_primitives";
	assert_eq!(each::<Level>(primitives, "Level").len(), Level::ALL.len());
	assert_eq!(each::<RiskBand>(primitives, "RiskBand").len(), RiskBand::ALL.len());
	assert_eq!(each::<Standing>(primitives, "Standing").len(), Standing::ALL.len());
	assert_eq!(each::<Role>(primitives, "Role").len(), Role::ALL.len());
	assert_eq!(each::<AwardSource>(primitives, "AwardSource").len(), AwardSource::ALL.len());
	assert_eq!(each::<Kind>(primitives, "Kind").len(), Kind::ALL.len());
	assert_eq!(each::<Token>(primitives, "Token").len(), Token::ALL.len());
	assert_eq!(each::<ForeignAccount>(primitives, "ForeignAccount").len(), 2);
	assert_eq!(each::<Claim>(primitives, "Claim").len(), 4);
	assert_eq!(each::<PauseCause>("pallet_observations", "PauseCause").len(), 2);
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
