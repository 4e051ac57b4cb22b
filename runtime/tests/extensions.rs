//! What surrounds a call in a transaction.

use crate::{ext, open_till, record_checks, signed, transfer};
use codec::Encode;
use frame_support::assert_ok;
use frame_system::offchain::CreateAuthorizedTransaction;
use hotpot_runtime::{
	Runtime, RuntimeCall, RuntimeOrigin, SafeMode, System, UncheckedExtrinsic,
	constants::{ERA_PERIOD, POT},
	extensions::{
		FEELESS_PRIORITY, FeelessPriority, MAX_ERA_PERIOD, MortalOnly, WalletNonce, refusal,
		tx_extension,
	},
	genesis::{DEV_OWNER, DEVELOPMENT},
	types::Executive,
};
use pallet_transaction_payment::ChargeTransactionPayment;
use scale_info::meta_type;
use sp_keyring::Sr25519Keyring::{Alice, Bob, One};
use sp_runtime::{
	generic::Era,
	traits::TransactionExtension,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
};

fn validate(extrinsic: UncheckedExtrinsic) -> TransactionValidity {
	let genesis = System::block_hash(0);
	Executive::validate_transaction(TransactionSource::External, extrinsic, genesis)
}

fn custom(code: u8) -> TransactionValidity {
	Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(code)))
}

fn era() -> Era {
	Era::mortal(ERA_PERIOD, 0)
}

#[test]
fn a_transaction_should_be_refused_when_immortal() {
	ext(DEVELOPMENT).execute_with(|| {
		let immortal = signed(transfer(Bob), Alice, 0, Era::Immortal, 0);
		assert_eq!(validate(immortal), custom(refusal::IMMORTAL));
	});
}

#[test]
fn a_transaction_should_be_refused_when_its_era_outlives_the_block_hashes() {
	ext(DEVELOPMENT).execute_with(|| {
		let long = signed(transfer(Bob), Alice, 0, Era::mortal(2 * MAX_ERA_PERIOD, 0), 0);
		assert_eq!(validate(long), custom(refusal::PERIOD_TOO_LONG));
	});
}

#[test]
fn a_transaction_should_be_accepted_when_mortal() {
	for period in [4, ERA_PERIOD, MAX_ERA_PERIOD] {
		ext(DEVELOPMENT).execute_with(|| {
			let mortal = signed(transfer(Bob), Alice, 0, Era::mortal(period, 0), 0);
			let validity = validate(mortal).expect("it is valid");
			assert_eq!(validity.longevity, period - 1);
		});
	}
}

/// Rule 40: paid bursts don't starve guests.
#[test]
fn a_feeless_call_should_come_before_a_paid_one_with_a_large_tip() {
	ext(DEVELOPMENT).execute_with(|| {
		open_till(One.to_account_id());
		let paid = signed(transfer(Bob), Alice, 0, era(), 1_000 * POT);
		let feeless = signed(record_checks(1, 200), One, 0, era(), 0);
		let paid = validate(paid).expect("Alice can pay");
		let feeless = validate(feeless).expect("a till records without a balance");
		assert_eq!(feeless.priority, FEELESS_PRIORITY);
		assert!(paid.priority < feeless.priority, "{}", paid.priority);
	});
}

#[test]
fn a_feeless_call_should_need_a_fee_when_it_would_fail() {
	ext(DEVELOPMENT).execute_with(|| {
		open_till(One.to_account_id());
		let unknown_till = signed(record_checks(1, 1), Alice, 0, era(), 0);
		assert!(validate(unknown_till).expect("Alice can pay").priority < FEELESS_PRIORITY);
		let too_far = signed(record_checks(1_000_000, 1), One, 0, era(), 0);
		assert_eq!(validate(too_far), Err(InvalidTransaction::Payment.into()));
	});
}

#[test]
fn a_feeless_call_should_be_refused_when_the_filter_would_refuse_it() {
	ext(DEVELOPMENT).execute_with(|| {
		open_till(One.to_account_id());
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::signed(DEV_OWNER)));
		let feeless = signed(record_checks(1, 1), One, 0, era(), 0);
		assert_eq!(validate(feeless), custom(refusal::CALL_REFUSED));
	});
}

#[test]
fn our_extensions_should_be_invisible() {
	type Charge = ChargeTransactionPayment<Runtime>;
	let pairs = [
		(
			<MortalOnly<Runtime> as TransactionExtension<RuntimeCall>>::metadata(),
			<frame_system::CheckMortality<Runtime> as TransactionExtension<RuntimeCall>>::metadata(
			),
		),
		(
			<WalletNonce as TransactionExtension<RuntimeCall>>::metadata(),
			<frame_system::CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::metadata(),
		),
		(
			<FeelessPriority<Runtime, Charge> as TransactionExtension<RuntimeCall>>::metadata(),
			<Charge as TransactionExtension<RuntimeCall>>::metadata(),
		),
	];
	for (ours, theirs) in pairs {
		assert_eq!(ours[0].identifier, theirs[0].identifier);
		assert_eq!(ours[0].ty, theirs[0].ty);
		assert_eq!(ours[0].implicit, theirs[0].implicit);
	}
	assert_eq!(
		meta_type::<MortalOnly<Runtime>>(),
		meta_type::<frame_system::CheckMortality<Runtime>>()
	);
	assert_eq!(meta_type::<WalletNonce>(), meta_type::<frame_system::CheckNonce<Runtime>>());
	assert_eq!(meta_type::<FeelessPriority<Runtime, Charge>>(), meta_type::<Charge>());
	assert_eq!(
		WalletNonce::from(7).encode(),
		frame_system::CheckNonce::<Runtime>::from(7).encode()
	);
	assert_eq!(MortalOnly::<Runtime>::from(era()).encode(), era().encode());
	assert_eq!(
		FeelessPriority::<Runtime, _>::from(Charge::from(POT)).encode(),
		Charge::from(POT).encode()
	);
}

#[test]
fn the_workers_own_transactions_should_be_mortal() {
	ext(DEVELOPMENT).execute_with(|| {
		System::set_block_number(1_000);
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		let extrinsic = <Runtime as CreateAuthorizedTransaction<
			frame_system::Call<Runtime>,
		>>::create_authorized_transaction(call.clone());
		let extension = tx_extension(0, Era::mortal(ERA_PERIOD, 999), 0);
		let expected = UncheckedExtrinsic::new_transaction(call, extension);
		assert_eq!(extrinsic.encode(), expected.encode());
	});
}
