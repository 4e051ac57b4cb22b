//! The transaction extensions of our own, and how the runtime makes transactions itself.
//!
//! Both extensions wrap one of the SDK's and are invisible: same identifier, same type in the
//! metadata, same bytes, so wallets sign for them without knowing them.

#![deny(missing_docs)]

use crate::{
	Runtime, RuntimeCall, System,
	constants::{BLOCK_HASH_COUNT, ERA_PERIOD},
	types::{Balance, Nonce, TxExtension, UncheckedExtrinsic},
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use frame_metadata_hash_extension::CheckMetadataHash;
use frame_support::{dispatch::CheckIfFeeless, ensure, traits::Contains, weights::Weight};
use frame_system::{
	AuthorizeCall, CheckGenesis, CheckMortality, CheckNonZeroSender, CheckNonce, CheckSpecVersion,
	CheckTxVersion, CheckWeight, WeightReclaim,
	offchain::{CreateAuthorizedTransaction, CreateBare, CreateTransaction, CreateTransactionBase},
	pallet_prelude::OriginFor,
};
use pallet_skip_feeless_payment::{Intermediate, SkipCheckIfFeeless};
use pallet_transaction_payment::ChargeTransactionPayment;
use scale_info::{StaticTypeInfo, Type, TypeInfo};
use sp_runtime::{
	DispatchResult,
	generic::Era,
	impl_tx_ext_default,
	traits::{
		DispatchInfoOf, DispatchOriginOf, Implication, PostDispatchInfoOf, TransactionExtension,
		TransactionExtensionMetadata, ValidateResult,
	},
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionSource, TransactionValidityError,
	},
};

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

/// The longest era a transaction may have, in blocks.
pub const MAX_ERA_PERIOD: u64 = 4_096;

/// Priority of every valid call without a fee (rule 40).
///
/// A transfer must tip more than 2 000 POT to come before it, so a paid burst can't starve a
/// guest's claim; an owner in need still can, and reports of equivocation always do.
pub const FEELESS_PRIORITY: TransactionPriority = 1 << 63;

const _: () = assert!(MAX_ERA_PERIOD == BLOCK_HASH_COUNT as u64);

/// `CheckMortality` that refuses immortal transactions and eras beyond `MAX_ERA_PERIOD`.
#[derive(Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct MortalOnly<T: frame_system::Config + Send + Sync>(CheckMortality<T>);

impl<T: frame_system::Config + Send + Sync> MortalOnly<T> {
	fn ensure_mortal(&self) -> Result<(), InvalidTransaction> {
		match self.0.0 {
			Era::Immortal => Err(InvalidTransaction::Custom(refusal::IMMORTAL)),
			Era::Mortal(period, _) if period > MAX_ERA_PERIOD => {
				Err(InvalidTransaction::Custom(refusal::PERIOD_TOO_LONG))
			}
			Era::Mortal(..) => Ok(()),
		}
	}
}

impl<T: frame_system::Config + Send + Sync> From<Era> for MortalOnly<T> {
	fn from(era: Era) -> Self {
		Self(CheckMortality::from(era))
	}
}

impl<T: frame_system::Config + Send + Sync> fmt::Debug for MortalOnly<T> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(&self.0, f)
	}
}

impl<T: frame_system::Config + Send + Sync> TypeInfo for MortalOnly<T>
where
	CheckMortality<T>: StaticTypeInfo,
{
	type Identity = CheckMortality<T>;

	fn type_info() -> Type {
		CheckMortality::<T>::type_info()
	}
}

impl<T: frame_system::Config + Send + Sync> TransactionExtension<T::RuntimeCall> for MortalOnly<T>
where
	CheckMortality<T>: TransactionExtension<T::RuntimeCall, Implicit = T::Hash, Val = (), Pre = ()>,
{
	const IDENTIFIER: &'static str =
		<CheckMortality<T> as TransactionExtension<T::RuntimeCall>>::IDENTIFIER;
	type Implicit = T::Hash;
	type Val = ();
	type Pre = ();

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		<CheckMortality<T> as TransactionExtension<T::RuntimeCall>>::metadata()
	}

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		<CheckMortality<T> as TransactionExtension<T::RuntimeCall>>::implicit(&self.0)
	}

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		self_implicit: Self::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		self.ensure_mortal()?;
		self.0.validate(origin, call, info, len, self_implicit, inherited_implication, source)
	}

	impl_tx_ext_default!(T::RuntimeCall; prepare);
}

/// `SkipCheckIfFeeless` that gives calls without a fee `FEELESS_PRIORITY`, and refuses those that
/// the base filter would refuse: skipping the fee also skips it for a call that then fails.
///
/// Whether a call is without a fee is asked once, by the wrapped extension.
#[derive(Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct FeelessPriority<T, S>(SkipCheckIfFeeless<T, S>);

impl<T, S> From<S> for FeelessPriority<T, S> {
	fn from(charge: S) -> Self {
		Self(charge.into())
	}
}

impl<T, S: Encode> fmt::Debug for FeelessPriority<T, S> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(&self.0, f)
	}
}

impl<T, S: StaticTypeInfo> TypeInfo for FeelessPriority<T, S> {
	type Identity = S;

	fn type_info() -> Type {
		S::type_info()
	}
}

impl<T, S> TransactionExtension<T::RuntimeCall> for FeelessPriority<T, S>
where
	T: pallet_skip_feeless_payment::Config + Send + Sync,
	S: TransactionExtension<T::RuntimeCall>,
	T::RuntimeCall: CheckIfFeeless<Origin = OriginFor<T>>,
{
	const IDENTIFIER: &'static str = S::IDENTIFIER;
	type Implicit = S::Implicit;
	type Val = <SkipCheckIfFeeless<T, S> as TransactionExtension<T::RuntimeCall>>::Val;
	type Pre = <SkipCheckIfFeeless<T, S> as TransactionExtension<T::RuntimeCall>>::Pre;

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		S::metadata()
	}

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		<SkipCheckIfFeeless<T, S> as TransactionExtension<T::RuntimeCall>>::implicit(&self.0)
	}

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		self_implicit: Self::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let (mut validity, val, origin) = self.0.validate(
			origin,
			call,
			info,
			len,
			self_implicit,
			inherited_implication,
			source,
		)?;
		if matches!(val, Intermediate::Skip(_)) {
			ensure!(
				<T as frame_system::Config>::BaseCallFilter::contains(call),
				InvalidTransaction::Custom(refusal::CALL_REFUSED)
			);
			validity.priority = FEELESS_PRIORITY;
		}
		Ok((validity, val, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		self.0.prepare(val, origin, call, info, len)
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		SkipCheckIfFeeless::<T, S>::post_dispatch_details(pre, info, post_info, len, result)
	}
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
		CheckNonce::from(nonce),
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
