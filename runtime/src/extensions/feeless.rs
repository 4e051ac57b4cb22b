//! Calls without a fee come first.

use super::refusal;
use crate::filters::CountedCalls;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use frame_support::{dispatch::CheckIfFeeless, ensure, traits::Contains, weights::Weight};
use frame_system::pallet_prelude::OriginFor;
use hotpot_primitives::traits::FreeCalls;
use pallet_skip_feeless_payment::{Intermediate, SkipCheckIfFeeless};
use scale_info::{StaticTypeInfo, Type, TypeInfo};
use sp_runtime::{
	DispatchResult,
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Implication, PostDispatchInfoOf,
		TransactionExtension, TransactionExtensionMetadata, ValidateResult,
	},
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionSource, TransactionValidityError,
	},
};

/// Priority of every valid call without a fee (rule 40).
///
/// A transfer must tip more than 2 000 POT to come before it, so a paid burst can't starve a
/// guest's claim; an owner in need still can, and reports of equivocation always do.
pub const FEELESS_PRIORITY: TransactionPriority = 1 << 63;

/// `SkipCheckIfFeeless` that gives calls without a fee `FEELESS_PRIORITY`, and refuses those that
/// the base filter would refuse: skipping the fee also skips it for a call that then fails.
///
/// Whether a call is without a fee is asked once, by the wrapped extension. What that costs a person
/// of its free calls is counted here, whatever becomes of the call.
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
	T: pallet_kyc::Config + pallet_skip_feeless_payment::Config + Send + Sync,
	S: TransactionExtension<T::RuntimeCall>,
	T::RuntimeCall: CheckIfFeeless<Origin = OriginFor<T>>,
	OriginFor<T>: AsSystemOriginSigner<T::AccountId>,
	CountedCalls: Contains<T::RuntimeCall>,
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
		if matches!(val, Intermediate::Skip(_))
			&& CountedCalls::contains(call)
			&& let Some(who) = origin.as_system_origin_signer()
		{
			pallet_kyc::Pallet::<T>::consume(who);
		}
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
