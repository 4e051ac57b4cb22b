//! Transactions that end.

use super::refusal;
use crate::constants::BLOCK_HASH_COUNT;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use frame_support::weights::Weight;
use frame_system::CheckMortality;
use scale_info::{StaticTypeInfo, Type, TypeInfo};
use sp_runtime::{
	generic::Era,
	impl_tx_ext_default,
	traits::{
		DispatchInfoOf, DispatchOriginOf, Implication, TransactionExtension,
		TransactionExtensionMetadata, ValidateResult,
	},
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
};

/// The longest era a transaction may have, in blocks.
pub const MAX_ERA_PERIOD: u64 = 4_096;

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
