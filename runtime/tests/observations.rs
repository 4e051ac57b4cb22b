//! Votes of validators as transactions, and what follows from them, with the real configuration
//! (rules 16, 27, 28 and 36; F25).

use crate::{
	NOW, ext,
	people::{account, attest, validate},
};
use frame_support::{assert_noop, assert_ok};
use frame_system::offchain::CreateAuthorizedTransaction;
use hotpot_primitives::{
	Moment,
	observations::{Claim, Comment, Deposit, ForeignAccount, Kind, Token},
	time::MINUTE,
	traits::SpotInspect,
};
use hotpot_runtime::{
	AccountId, Balances, Deposits, Loyalty, Observations, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, SafeMode, Session, Spot, System, UncheckedExtrinsic,
	extensions::FEELESS_PRIORITY,
	genesis::{DEV_OWNER, LOCAL_TESTNET},
	types::Executive,
};
use pallet_observations::{Vote, refusal};
use sp_core::Pair;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};
use sp_runtime::{
	DispatchError,
	traits::Dispatchable,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};

const SHOP: ForeignAccount = ForeignAccount::Tron([2; 20]);
const STREAM: [u8; 32] = [1; 32];

/// Three validators, a watched account of Dave, and the invariants at the end.
fn network(test: impl FnOnce()) {
	ext(LOCAL_TESTNET).execute_with(|| {
		pallet_timestamp::Now::<Runtime>::put(NOW);
		System::set_block_number(1);
		let owner = RuntimeOrigin::signed(DEV_OWNER);
		assert_ok!(Deposits::watch(owner, SHOP, Dave.to_account_id(), 1));
		test();
		assert_ok!(Observations::do_try_state());
		assert_ok!(Deposits::do_try_state());
		assert_ok!(Spot::do_try_state());
		assert_ok!(Loyalty::do_try_state());
	});
}

fn deposit(amount: u128) -> Claim<AccountId> {
	Claim::Deposit(Deposit {
		token: Token::UsdtTron,
		from: ForeignAccount::Tron([1; 20]),
		to: SHOP,
		amount,
		transaction: [3; 32],
		index: 0,
		at: NOW,
		comment: Comment::default(),
	})
}

fn watched(from: Moment, to: Moment) -> Claim<AccountId> {
	Claim::Watched { who: account("//nino"), stream: STREAM, from, to }
}

/// The vote of whoever is at `authority_index`, signed by `signer`.
fn call(
	signer: Sr25519Keyring,
	authority_index: u32,
	claim: Claim<AccountId>,
) -> pallet_observations::Call<Runtime> {
	let vote = Vote { session: Session::current_index(), authority_index, claim };
	let signature = signer.pair().sign(&Observations::vote_bytes(&vote)).into();
	pallet_observations::Call::vote { vote, signature }
}

fn transaction(call: pallet_observations::Call<Runtime>) -> UncheckedExtrinsic {
	<Runtime as CreateAuthorizedTransaction<pallet_observations::Call<Runtime>>>::create_authorized_transaction(
		call.into(),
	)
}

/// The vote of a validator as its node sends it.
fn vote(who: Sr25519Keyring, claim: Claim<AccountId>) -> UncheckedExtrinsic {
	let keys = Observations::authorities();
	let index = keys.iter().position(|key| key.as_ref() as &[u8] == who.public().0.as_slice());
	transaction(call(who, index.expect("it is a validator") as u32, claim))
}

fn apply(transaction: UncheckedExtrinsic) -> Result<(), TransactionValidityError> {
	let dispatched = Executive::apply_extrinsic(transaction)?;
	assert_eq!(dispatched, Ok(()), "a vote that is in a block does not fail");
	Ok(())
}

fn custom(code: u8) -> Result<(), TransactionValidityError> {
	Err(InvalidTransaction::Custom(code).into())
}

/// What was deposited in all for Dave.
fn sums() -> u128 {
	Deposits::balance_of(Dave.to_account_id(), Token::UsdtTron).credited
}

fn spot() -> u32 {
	<Spot as SpotInspect<_>>::balance(&account("//nino"))
}

#[test]
fn a_deposit_should_be_credited_once_when_two_of_three_validators_saw_it() {
	network(|| {
		assert_ok!(apply(vote(Alice, deposit(5))));
		assert_eq!(sums(), 0);
		assert_ok!(apply(vote(Bob, deposit(5))));
		assert_eq!(sums(), 5);
		assert_eq!(apply(vote(Charlie, deposit(5))), custom(refusal::ALREADY_APPLIED));
		assert_eq!(apply(vote(Alice, deposit(5))), custom(refusal::ALREADY_APPLIED));
		assert_eq!(sums(), 5);
	});
}

#[test]
fn a_vote_should_be_free_come_first_and_not_wait_long() {
	network(|| {
		let supply = Balances::total_issuance();
		let valid = validate(vote(Alice, deposit(5))).expect("Alice is a validator");
		assert_eq!(valid.priority, FEELESS_PRIORITY);
		assert_eq!(valid.longevity, 64);
		assert_eq!(valid.provides.len(), 2, "its fact, and one of its authority's places");
		assert!(valid.propagate);
		assert_ok!(apply(vote(Alice, deposit(5))));
		assert_eq!(Balances::total_issuance(), supply);
	});
}

/// F25.
#[test]
fn a_validator_that_lies_should_have_no_effect_and_be_named() {
	network(|| {
		assert_ok!(apply(vote(Charlie, deposit(1_000_000))));
		assert_ok!(apply(vote(Alice, deposit(5))));
		assert_ok!(apply(vote(Bob, deposit(5))));
		assert_eq!(sums(), 5);
		let named = System::events().into_iter().any(|record| {
			matches!(
				record.event,
				RuntimeEvent::Observations(pallet_observations::Event::Outvoted { authority, .. })
					if authority.as_ref() as &[u8] == Charlie.public().0.as_slice()
			)
		});
		assert!(named);
	});
}

#[test]
fn a_kind_should_stop_when_three_validators_contradict_one_another() {
	network(|| {
		for (who, amount) in [(Alice, 5), (Bob, 6), (Charlie, 7)] {
			assert_ok!(apply(vote(who, deposit(amount))));
		}
		assert_eq!(sums(), 0);
		assert!(Observations::pause_of(Kind::TronDeposit).is_some());
		let nino = watched(NOW - 4 * MINUTE, NOW);
		assert_ok!(apply(vote(Alice, nino)));
		let owner = || RuntimeOrigin::signed(DEV_OWNER);
		assert_ok!(Observations::drop_fact(owner(), deposit(5).fact()));
		assert_ok!(Observations::set_paused(owner(), Kind::TronDeposit, false));
		assert_ok!(apply(vote(Alice, deposit(5))));
		assert_ok!(apply(vote(Bob, deposit(5))));
		assert_eq!(sums(), 5);
	});
}

#[test]
fn a_forged_vote_should_not_get_into_a_block() {
	network(|| {
		let of_nobody = transaction(call(Dave, 3, deposit(5)));
		assert_eq!(apply(of_nobody), custom(refusal::UNKNOWN_AUTHORITY));
		let forged = transaction(call(Dave, 0, deposit(5)));
		assert_eq!(apply(forged), Err(InvalidTransaction::BadProof.into()));
		assert_eq!(System::extrinsic_index().unwrap_or(0), 0);
		assert!(Observations::open_fact(deposit(5).fact()).is_none());
	});
}

#[test]
fn nobody_should_vote_by_a_signed_transaction_nor_root() {
	network(|| {
		for origin in [RuntimeOrigin::signed(Alice.to_account_id()), RuntimeOrigin::root()] {
			let call = RuntimeCall::from(call(Alice, 0, deposit(5)));
			let result = call.dispatch(origin).map(|_| ()).map_err(|failure| failure.error);
			assert_eq!(result, Err(DispatchError::BadOrigin));
		}
	});
}

#[test]
fn votes_should_wait_while_safe_mode_is_on() {
	network(|| {
		assert_ok!(apply(vote(Alice, deposit(5))));
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::signed(DEV_OWNER)));
		assert_eq!(apply(vote(Bob, deposit(5))), custom(refusal::FILTERED));
		let owner = || RuntimeOrigin::signed(DEV_OWNER);
		let pause = RuntimeCall::from(pallet_observations::Call::set_paused {
			kind: Kind::Liked,
			paused: true,
		});
		assert_ok!(pause.dispatch(owner()));
		assert_ok!(SafeMode::force_exit(owner()));
		assert_ok!(apply(vote(Bob, deposit(5))));
		assert_eq!(sums(), 5);
	});
}

#[test]
fn a_deposit_to_nobody_should_not_be_voted_on() {
	network(|| {
		let Claim::Deposit(known) = deposit(5) else { unreachable!("it is a deposit") };
		let to = ForeignAccount::Tron([9; 20]);
		let stray = Claim::Deposit(Deposit { to, ..known });
		assert_eq!(apply(vote(Alice, stray)), custom(refusal::NOT_WATCHED));
	});
}

/// Rule 16.
#[test]
fn what_a_guest_watched_should_earn_spot_when_validators_agree_on_it() {
	network(|| {
		assert_ok!(attest("//nino", "nino", 1));
		let claim = watched(NOW - 4 * MINUTE, NOW);
		assert_ok!(apply(vote(Alice, claim.clone())));
		assert_eq!(spot(), 0);
		assert_ok!(apply(vote(Charlie, claim)));
		assert_eq!(spot(), 2, "two minutes are worth one on local networks");
		let overlapping = watched(NOW - 3 * MINUTE, NOW);
		assert_ok!(apply(vote(Alice, overlapping.clone())));
		assert_ok!(apply(vote(Bob, overlapping.clone())));
		assert_eq!(spot(), 2);
		let error = pallet_loyalty::Error::<Runtime>::Overlaps.into();
		System::assert_has_event(
			pallet_observations::Event::ApplyFailed { fact: overlapping.fact(), error }.into(),
		);
	});
}

#[test]
fn nobody_but_the_owner_should_register_accounts() {
	network(|| {
		let account = ForeignAccount::Ton { workchain: 0, id: [7; 32] };
		let alice = RuntimeOrigin::signed(Alice.to_account_id());
		assert_noop!(
			Deposits::watch(alice, account, Alice.to_account_id(), 1),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn a_validator_of_the_next_session_should_vote_with_its_key_of_that_session() {
	use frame_support::traits::OneSessionHandler;

	network(|| {
		assert_ok!(apply(vote(Charlie, deposit(5))));
		let keys: Vec<_> = [Alice, Bob, Dave].map(|who| (who.to_account_id(), who)).into();
		let keys = || keys.iter().map(|(who, key)| (who, key.public().into()));
		Observations::on_new_session(true, keys(), keys());
		assert_ok!(apply(vote(Dave, deposit(5))));
		assert_eq!(sums(), 0, "Charlie's vote does not count any more");
		assert_ok!(apply(vote(Alice, deposit(5))));
		assert_eq!(sums(), 5);
	});
}
