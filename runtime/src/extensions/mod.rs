//! The transaction extensions of our own, and how the runtime makes transactions itself.
//!
//! Each wraps one of the SDK's and is invisible: same identifier, same type in the metadata, same
//! bytes, so wallets sign for them without knowing them.

#![deny(missing_docs)]

mod feeless;
mod mortal;
mod nonce;

pub use feeless::{FEELESS_PRIORITY, FeelessPriority};
pub use mortal::{MAX_ERA_PERIOD, MortalOnly};
pub use nonce::WalletNonce;

use crate::{
	Runtime, RuntimeCall, System,
	constants::ERA_PERIOD,
	types::{Balance, Nonce, TxExtension, UncheckedExtrinsic},
};
use frame_metadata_hash_extension::CheckMetadataHash;
use frame_system::{
	AuthorizeCall, CheckGenesis, CheckNonZeroSender, CheckSpecVersion, CheckTxVersion, CheckWeight,
	WeightReclaim,
	offchain::{CreateAuthorizedTransaction, CreateBare, CreateTransaction, CreateTransactionBase},
};
use pallet_transaction_payment::ChargeTransactionPayment;
use sp_runtime::generic::Era;

/// Codes of `InvalidTransaction::Custom` that this runtime gives.
///
/// | code | constant | what to do |
/// | --- | --- | --- |
/// | 200 | `IMMORTAL` | sign with an era, of 256 blocks for example |
/// | 201 | `PERIOD_TOO_LONG` | sign with an era of at most 4 096 blocks |
/// | 202 | `CALL_REFUSED` | the call is paused, or safe mode is on: try later |
pub mod refusal {
	/// The transaction would be valid forever; a reaped account's nonce restarts, and it could be
	/// replayed.
	pub const IMMORTAL: u8 = 200;
	/// The transaction's era is longer than the chain remembers block hashes.
	pub const PERIOD_TOO_LONG: u8 = 201;
	/// A call without a fee that the base filter would refuse: including it would be free.
	pub const CALL_REFUSED: u8 = 202;
}

/// The extensions of a transaction that its sender would sign.
pub fn tx_extension(nonce: Nonce, era: Era, tip: Balance) -> TxExtension {
	(
		AuthorizeCall::new(),
		CheckNonZeroSender::new(),
		CheckSpecVersion::new(),
		CheckTxVersion::new(),
		CheckGenesis::new(),
		MortalOnly::from(era),
		WalletNonce::from(nonce),
		CheckWeight::new(),
		FeelessPriority::from(ChargeTransactionPayment::from(tip)),
		CheckMetadataHash::new(false),
		WeightReclaim::new(),
	)
}

impl<LocalCall> CreateTransactionBase<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<LocalCall> CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}

impl<LocalCall> CreateTransaction<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extension = TxExtension;

	fn create_transaction(call: RuntimeCall, extension: TxExtension) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_transaction(call, extension)
	}
}

impl<LocalCall> CreateAuthorizedTransaction<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_extension() -> TxExtension {
		// The newest block whose hash every node's state holds is the parent of the current one.
		let anchor = System::block_number().saturating_sub(1);
		tx_extension(0, Era::mortal(ERA_PERIOD, anchor.into()), 0)
	}
}
