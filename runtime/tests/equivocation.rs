//! Who signs two things where one is allowed is punished (rule 36): reports on whole blocks.

use crate::{NOW, ext};
use codec::{Decode, Encode};
use frame_support::{
	storage::{TransactionOutcome, with_transaction_unchecked},
	traits::KeyOwnerProofSystem,
};
use hotpot_runtime::{
	AccountId, Babe, Balance, Balances, BlockNumber, Grandpa, Hash, Header, Historical, Runtime,
	RuntimeCall, RuntimeEvent, Session, Staking, System, UncheckedExtrinsic,
	constants::{DAYS, EPOCH_DURATION, SESSIONS_PER_ERA, SLASH_DEFER_DURATION, SLOT_DURATION},
	genesis::{
		GENESIS_STAKE, LOCAL_TESTNET, LOCAL_TESTNET_4, SLASH_REWARD_FRACTION,
		local_testnet::VALIDATORS,
	},
	types::Executive,
};
use pallet_staking::UnappliedSlash;
use sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest};
use sp_io::TestExternalities;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	ApplyExtrinsicResult, Digest, DigestItem, DispatchError, Perbill,
	traits::Header as _,
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionSource, TransactionValidity,
	},
};
use sp_session::MembershipProof;
use sp_staking::{EraIndex, SessionIndex};

/// A validator's keys: authority, finality, stash.
type Keys = (Sr25519Keyring, Ed25519Keyring, Sr25519Keyring);
type Precommit = sp_consensus_grandpa::Precommit<Header>;
type Message = sp_consensus_grandpa::Message<Header>;
type SignedVote = (Precommit, sp_consensus_grandpa::AuthoritySignature);
type VoteProof = sp_consensus_grandpa::EquivocationProof<Hash, BlockNumber>;
type BlockProof = sp_consensus_babe::EquivocationProof<Header>;

/// Makes the blocks, and so reports.
const AUTHOR: Keys = VALIDATORS[0];
/// Signs twice.
const CHEAT: Keys = VALIDATORS[1];
/// Does nothing wrong.
const OTHER: Keys = VALIDATORS[2];

/// The round of finality in which the cheat votes.
const ROUND: u64 = 7;

/// The era that takes what era 0 deserved.
const TAKING_ERA: EraIndex = SLASH_DEFER_DURATION + 1;

/// In the block, and it did what it should.
const DONE: ApplyExtrinsicResult = Ok(Ok(()));

/// What a validator may do once only.
#[derive(Clone, Copy, Debug)]
enum Duty {
	/// Make the block of a slot.
	Author,
	/// Vote in a round of finality.
	Vote,
}

const DUTIES: [Duty; 2] = [Duty::Author, Duty::Vote];

impl Duty {
	/// Proves whose key `of` uses for it in this session.
	fn ownership(self, of: Keys) -> MembershipProof {
		let (authority, finality, _) = of;
		let proof = match self {
			Self::Author => {
				let key = sp_consensus_babe::AuthorityId::from(authority.public());
				Historical::prove((sp_consensus_babe::KEY_TYPE, key))
			}
			Self::Vote => {
				let key = sp_consensus_grandpa::AuthorityId::from(finality.public());
				Historical::prove((sp_consensus_grandpa::KEY_TYPE, key))
			}
		};
		proof.expect("anything can be proven of the current session")
	}

	/// Has the cheat sign twice, now, and reports it.
	fn report(self) -> UncheckedExtrinsic {
		let owner = self.ownership(CHEAT);
		match self {
			Self::Author => block_report([1, 2].map(|body| sealed(CHEAT, slot(), body)), owner),
			Self::Vote => vote_report([1, 2].map(|block| vote(CHEAT, block)), owner),
		}
	}

	/// Reports that prove nothing against the cheat, and how each ends.
	fn forgeries(self) -> Vec<(&'static str, UncheckedExtrinsic, ApplyExtrinsicResult)> {
		let (owner, other) = (self.ownership(CHEAT), self.ownership(OTHER));
		let bad_owner = refused(InvalidTransaction::BadProof);
		match self {
			Self::Author => {
				let bad = failed(pallet_babe::Error::<Runtime>::InvalidEquivocationProof);
				let (one, two) = (sealed(CHEAT, slot(), 1), sealed(CHEAT, slot(), 2));
				let anothers = [one.clone(), sealed(OTHER, slot(), 2)];
				let two_slots = [one.clone(), sealed(CHEAT, slot() - 1, 2)];
				let twice = [one.clone(), one.clone()];
				vec![
					("one seal of another", block_report(anothers, owner.clone()), bad),
					("blocks of two slots", block_report(two_slots, owner.clone()), bad),
					("a block twice", block_report(twice, owner), bad),
					("another's ownership", block_report([one, two], other), bad_owner),
				]
			}
			Self::Vote => {
				let bad = failed(pallet_grandpa::Error::<Runtime>::InvalidEquivocationProof);
				let (one, two) = (vote(CHEAT, 1), vote(CHEAT, 2));
				let anothers = [one.clone(), vote(OTHER, 2)];
				let twice = [one.clone(), one.clone()];
				let swapped = [(one.0.clone(), two.1.clone()), (two.0.clone(), one.1.clone())];
				vec![
					("one signature of another", vote_report(anothers, owner.clone()), bad),
					("a vote twice", vote_report(twice, owner.clone()), bad),
					("signatures of other votes", vote_report(swapped, owner), bad),
					("another's ownership", vote_report([one, two], other), bad_owner),
				]
			}
		}
	}

	/// What the chain says of the offence in `slot`, or in [`ROUND`].
	fn offence(self, slot: u64) -> RuntimeEvent {
		let (kind, slot) = match self {
			Self::Author => (*b"babe:equivocatio", slot.encode()),
			Self::Vote => {
				let round = pallet_grandpa::TimeSlot { set_id: 0, round: ROUND };
				(*b"grandpa:equivoca", round.encode())
			}
		};
		RuntimeEvent::Offences(pallet_offences::Event::Offence { kind, slot })
	}
}

/// A block of `slot` in the cheat's name, sealed by `signer`.
fn sealed(signer: Keys, slot: u64, body: u8) -> Header {
	let number = System::block_number();
	let parent = System::block_hash(number - 1);
	let body = Hash::repeat_byte(body);
	let mut header = Header::new(number, body, Hash::zero(), parent, claim(CHEAT, slot));
	let seal = signer.0.sign(header.hash().as_ref());
	header.digest.push(DigestItem::babe_seal(seal.into()));
	header
}

/// Reports that the cheat made two blocks.
fn block_report(
	[first_header, second_header]: [Header; 2],
	key_owner_proof: MembershipProof,
) -> UncheckedExtrinsic {
	let offender = CHEAT.0.public().into();
	let proof = BlockProof { offender, slot: slot().into(), first_header, second_header };
	let equivocation_proof = Box::new(proof);
	UncheckedExtrinsic::new_bare(RuntimeCall::Babe(
		pallet_babe::Call::report_equivocation_unsigned { equivocation_proof, key_owner_proof },
	))
}

/// A vote for a block, signed by `signer`.
fn vote(signer: Keys, block: u8) -> SignedVote {
	let vote = Precommit { target_hash: Hash::repeat_byte(block), target_number: 1 };
	let message = Message::Precommit(vote.clone());
	let set = Grandpa::current_set_id();
	let payload = sp_consensus_grandpa::localized_payload(ROUND, set, &message);
	(vote, signer.1.sign(&payload).into())
}

/// Reports that the cheat voted twice.
///
/// The proof is put together as bytes, because the crate of its innermost type is no dependency.
fn vote_report(
	[first, second]: [SignedVote; 2],
	key_owner_proof: MembershipProof,
) -> UncheckedExtrinsic {
	const PRECOMMITS: u8 = 1;
	let offender = sp_consensus_grandpa::AuthorityId::from(CHEAT.1.public());
	let set = Grandpa::current_set_id();
	let bytes = (set, PRECOMMITS, ROUND, offender, first, second).encode();
	let proof = VoteProof::decode(&mut bytes.as_slice()).expect("these are its parts");
	let equivocation_proof = Box::new(proof);
	UncheckedExtrinsic::new_bare(RuntimeCall::Grandpa(
		pallet_grandpa::Call::report_equivocation_unsigned { equivocation_proof, key_owner_proof },
	))
}

/// Says that a block is `author`'s. Only nodes look at how it came by the slot.
fn claim(author: Keys, slot: u64) -> Digest {
	let claim = SecondaryPlainPreDigest { authority_index: index_of(author), slot: slot.into() };
	Digest { logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claim))] }
}

/// Makes a whole block, so many slots after the last one. Says how its extrinsics ended.
fn make_block(slots: u64, extrinsics: &[UncheckedExtrinsic]) -> Vec<ApplyExtrinsicResult> {
	let number = System::block_number() + 1;
	let slot = slot().max(NOW / SLOT_DURATION) + slots;
	let parent = System::block_hash(number - 1);
	let digest = claim(AUTHOR, slot);
	let header = Header::new(number, Hash::zero(), Hash::zero(), parent, digest);
	Executive::initialize_block(&header);
	let time = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: slot * SLOT_DURATION });
	assert_eq!(apply(UncheckedExtrinsic::new_bare(time)), DONE);
	let ends = extrinsics.iter().cloned().map(apply).collect();
	let hash = Executive::finalize_block().hash();
	frame_system::BlockHash::<Runtime>::insert(number, hash);
	ends
}

/// Applies an extrinsic as block authors do: nothing stays of one that may not be in the block.
fn apply(extrinsic: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	with_transaction_unchecked(|| match Executive::apply_extrinsic(extrinsic) {
		Ok(outcome) => TransactionOutcome::Commit(Ok(outcome)),
		Err(refusal) => TransactionOutcome::Rollback(Err(refusal)),
	})
}

/// What the pool says of an extrinsic.
fn validate(source: TransactionSource, extrinsic: UncheckedExtrinsic) -> TransactionValidity {
	with_transaction_unchecked(|| {
		let best = System::block_hash(System::block_number());
		let validity = Executive::validate_transaction(source, extrinsic, best);
		TransactionOutcome::Rollback(validity)
	})
}

/// Makes blocks, one a session, up to the first of this session.
fn run_to_session(session: SessionIndex) {
	while Session::current_index() < session {
		make_block(EPOCH_DURATION, &[]);
	}
}

/// A network in session 1 whose last block reported the cheat, for what it did in the block before.
fn reported(preset: &str, duty: Duty) -> TestExternalities {
	let mut chain = ext(preset);
	chain.execute_with(|| {
		run_to_session(1);
		assert_eq!(make_block(1, &[duty.report()]), [DONE], "{duty:?}");
	});
	chain
}

/// Not in the block.
fn refused(reason: InvalidTransaction) -> ApplyExtrinsicResult {
	Err(reason.into())
}

/// In the block, where it failed.
fn failed(error: impl Into<DispatchError>) -> ApplyExtrinsicResult {
	Ok(Err(error.into()))
}

fn slot() -> u64 {
	Babe::current_slot().into()
}

fn stash(validator: Keys) -> AccountId {
	validator.2.to_account_id()
}

fn index_of(validator: Keys) -> u32 {
	Session::validator_id_to_index(&stash(validator)).expect("it validates")
}

fn active_era() -> EraIndex {
	pallet_staking::ActiveEra::<Runtime>::get().expect("an era is on").index
}

/// What the cheat has at stake.
fn stake() -> Balance {
	pallet_staking::Ledger::<Runtime>::get(stash(CHEAT)).expect("it is bonded").active
}

/// The part of its stake that one offence costs among so many validators: (3 / n)².
fn fraction(validators: u32) -> Perbill {
	Perbill::from_rational(9, validators * validators)
}

/// What one offence costs: a part of what the election counted, some base units below the stake.
fn loss(validators: u32) -> Balance {
	fraction(validators) * Staking::eras_stakers(0, &stash(CHEAT)).own
}

/// What the reporter gets of it: staking pays half of its share at the first report.
fn reward(validators: u32) -> Balance {
	Perbill::from_percent(50) * (SLASH_REWARD_FRACTION * loss(validators))
}

/// Slashes that wait, and the eras that take them.
fn slashes() -> Vec<(EraIndex, UnappliedSlash<AccountId, Balance>)> {
	pallet_staking::UnappliedSlashes::<Runtime>::iter()
		.flat_map(|(era, slashes)| slashes.into_iter().map(move |slash| (era, slash)))
		.collect()
}

/// The slash of the cheat, reported by the author.
fn expected_slash(validators: u32) -> (EraIndex, UnappliedSlash<AccountId, Balance>) {
	let slash = UnappliedSlash {
		validator: stash(CHEAT),
		own: loss(validators),
		others: Vec::new(),
		reporters: vec![stash(AUTHOR)],
		payout: reward(validators),
	};
	(TAKING_ERA, slash)
}

fn reports() -> usize {
	pallet_offences::Reports::<Runtime>::iter().count()
}

/// Checks what a report leaves behind in the block that holds it.
fn assert_punished(preset: &str, validators: u32, disabled: &[Keys]) {
	for duty in DUTIES {
		reported(preset, duty).execute_with(|| {
			System::assert_has_event(duty.offence(slot() - 1));
			let event = pallet_staking::Event::<Runtime>::SlashReported {
				validator: stash(CHEAT),
				fraction: fraction(validators),
				slash_era: 0,
			};
			System::assert_has_event(RuntimeEvent::Staking(event));
			assert_eq!(slashes(), [expected_slash(validators)], "{duty:?}");
			assert_eq!(stake(), GENESIS_STAKE, "{duty:?}");
			let exactly = GENESIS_STAKE * 9 / Balance::from(validators * validators);
			assert!(loss(validators).abs_diff(exactly) < 10, "{duty:?}: {}", loss(validators));

			let indices: Vec<_> = disabled.iter().copied().map(index_of).collect();
			assert_eq!(Session::disabled_validators(), indices, "{duty:?}");
			assert_eq!(Session::validators().len(), validators as usize, "{duty:?}");
			assert!(Session::validators().contains(&stash(CHEAT)), "{duty:?}");
		});
	}
}

#[test]
fn report_equivocation_should_slash_all_and_disable_nobody_when_three_validate() {
	assert_punished(LOCAL_TESTNET, 3, &[]);
}

#[test]
fn report_equivocation_should_slash_and_disable_when_four_validate() {
	assert_punished(LOCAL_TESTNET_4, 4, &[CHEAT]);
}

#[test]
fn a_disabled_cheat_should_be_back_when_the_next_era_begins() {
	for duty in DUTIES {
		reported(LOCAL_TESTNET_4, duty).execute_with(|| {
			run_to_session(SESSIONS_PER_ERA - 1);
			assert_eq!((active_era(), Session::disabled_validators()), (0, vec![index_of(CHEAT)]));
			run_to_session(SESSIONS_PER_ERA);
			assert_eq!((active_era(), Session::disabled_validators()), (1, vec![]));
			assert!(Session::validators().contains(&stash(CHEAT)));
		});
	}
}

#[test]
fn report_equivocation_should_be_valid_when_the_own_node_made_it() {
	for duty in DUTIES {
		ext(LOCAL_TESTNET).execute_with(|| {
			run_to_session(1);
			let report = duty.report();
			let validity = validate(TransactionSource::Local, report.clone());
			let validity = validity.expect("a true report is valid");
			assert_eq!(validity.priority, TransactionPriority::MAX, "{duty:?}");
			assert_eq!(validity.longevity, 7 * u64::from(DAYS), "{duty:?}");
			assert!(!validity.propagate, "{duty:?}");
			let from_outside = validate(TransactionSource::External, report);
			assert_eq!(from_outside, Err(InvalidTransaction::Call.into()), "{duty:?}");
		});
	}
}

#[test]
fn report_equivocation_should_be_refused_when_it_was_made_before() {
	for duty in DUTIES {
		ext(LOCAL_TESTNET_4).execute_with(|| {
			run_to_session(1);
			let report = duty.report();
			let stale = refused(InvalidTransaction::Stale);
			let twice = [report.clone(), report.clone()];
			assert_eq!(make_block(1, &twice), [DONE, stale], "{duty:?}");
			let again = validate(TransactionSource::Local, report.clone());
			assert_eq!(again, Err(InvalidTransaction::Stale.into()), "{duty:?}");
			assert_eq!(make_block(1, &[report]), [stale], "{duty:?}");

			assert_eq!(reports(), 1, "{duty:?}");
			assert_eq!(slashes(), [expected_slash(4)], "{duty:?}");
			assert_eq!(Session::disabled_validators(), [index_of(CHEAT)], "{duty:?}");
		});
	}
}

#[test]
fn report_equivocation_should_change_nothing_when_forged() {
	for duty in DUTIES {
		ext(LOCAL_TESTNET_4).execute_with(|| {
			run_to_session(1);
			for (what, report, end) in duty.forgeries() {
				assert_eq!(make_block(1, &[report]), [end], "{duty:?}: {what}");
				assert_eq!(reports(), 0, "{duty:?}: {what}");
				assert!(slashes().is_empty(), "{duty:?}: {what}");
				assert!(Session::disabled_validators().is_empty(), "{duty:?}: {what}");
			}
			assert_eq!(make_block(1, &[duty.report()]), [DONE], "{duty:?}");
			assert_eq!(slashes(), [expected_slash(4)], "{duty:?}");
		});
	}
}

#[test]
fn report_equivocation_should_cost_no_more_when_the_validator_cheats_again_in_the_era() {
	reported(LOCAL_TESTNET_4, Duty::Vote).execute_with(|| {
		assert_eq!(make_block(1, &[Duty::Author.report()]), [DONE]);
		assert_eq!(reports(), 2);
		assert_eq!(slashes(), [expected_slash(4)]);
	});
}

#[test]
fn report_equivocation_should_slash_and_disable_nobody_when_the_era_is_over() {
	for duty in DUTIES {
		ext(LOCAL_TESTNET_4).execute_with(|| {
			run_to_session(1);
			let report = duty.report();
			run_to_session(SESSIONS_PER_ERA + 1);
			assert_eq!(make_block(1, &[report]), [DONE], "{duty:?}");
			assert_eq!(slashes(), [expected_slash(4)], "{duty:?}");
			assert!(Session::disabled_validators().is_empty(), "{duty:?}");
		});
	}
}

#[test]
fn a_slash_should_be_taken_when_two_days_are_over() {
	reported(LOCAL_TESTNET_4, Duty::Vote).execute_with(|| {
		let issuance = Balances::total_issuance();
		let reporter = Balances::free_balance(stash(AUTHOR));
		run_to_session(TAKING_ERA * SESSIONS_PER_ERA - 1);
		assert_eq!((stake(), slashes()), (GENESIS_STAKE, vec![expected_slash(4)]));
		assert_eq!(Balances::total_issuance(), issuance);

		run_to_session(TAKING_ERA * SESSIONS_PER_ERA);
		let (staker, amount) = (stash(CHEAT), loss(4));
		let event = pallet_staking::Event::<Runtime>::Slashed { staker, amount };
		System::assert_has_event(RuntimeEvent::Staking(event));
		assert_eq!((stake(), slashes()), (GENESIS_STAKE - loss(4), vec![]));
		assert_eq!(Balances::free_balance(stash(AUTHOR)), reporter + reward(4));
		assert_eq!(Balances::total_issuance(), issuance - loss(4) + reward(4));
	});
}

#[test]
fn a_cheat_should_lose_all_and_stay_when_nobody_can_take_its_place() {
	reported(LOCAL_TESTNET, Duty::Vote).execute_with(|| {
		run_to_session(TAKING_ERA * SESSIONS_PER_ERA);
		assert_eq!((active_era(), stake()), (TAKING_ERA, 0));

		// Two can be elected, and three must be.
		run_to_session((TAKING_ERA + 2) * SESSIONS_PER_ERA);
		let event = pallet_staking::Event::<Runtime>::StakingElectionFailed;
		System::assert_has_event(RuntimeEvent::Staking(event));
		assert_eq!(active_era(), TAKING_ERA);
		assert_eq!(Session::validators().len(), 3);
		assert!(Session::validators().contains(&stash(CHEAT)));
	});
}
