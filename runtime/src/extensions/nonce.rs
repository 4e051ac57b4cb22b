//! Keys without an account sign what needs none: check wallets, and persons whose THP is elsewhere.

use crate::{
	Runtime, RuntimeCall, RuntimeOrigin, System,
	filters::NeedsNoAccount,
	types::{AccountId, Nonce},
};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use frame_support::{ensure, traits::Contains, weights::Weight};
use frame_system::CheckNonce;
use scale_info::{Type, TypeInfo};
use sp_runtime::{
	DispatchResult,
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, Implication, PostDispatchInfoOf,
		TransactionExtension, TransactionExtensionMetadata, ValidateResult,
	},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
	},
};

/// `CheckNonce` that lets a key without an account sign the calls of `NeedsNoAccount`.
///
/// There is no nonce to count for such a key, so it signs with nonce 0; the call itself must be one
/// that can't be replayed.
#[derive(Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct WalletNonce(CheckNonce<Runtime>);

type Val = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::Val;
type Pre = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::Pre;

impl From<Nonce> for WalletNonce {
	fn from(nonce: Nonce) -> Self {
		Self(CheckNonce::from(nonce))
	}
}

impl fmt::Debug for WalletNonce {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(&self.0, f)
	}
}

impl TypeInfo for WalletNonce {
	type Identity = CheckNonce<Runtime>;

	fn type_info() -> Type {
		CheckNonce::<Runtime>::type_info()
	}
}

/// Whether anything keeps the account, by the same measure as `CheckNonce`.
fn has_account(who: &AccountId) -> bool {
	System::providers(who) > 0 || System::sufficients(who) > 0
}

impl TransactionExtension<RuntimeCall> for WalletNonce {
	const IDENTIFIER: &'static str =
		<CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::IDENTIFIER;
	type Implicit = ();
	/// `None` for a key without an account.
	type Val = Option<Val>;
	type Pre = Option<Pre>;

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		<CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::metadata()
	}

	fn implicit(&self) -> Result<(), TransactionValidityError> {
		Ok(())
	}

	fn weight(&self, call: &RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
		self_implicit: (),
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, RuntimeCall> {
		if let Some(who) = origin.as_system_origin_signer()
			&& NeedsNoAccount::contains(call)
		{
			// Such a call succeeds once. If it could wait for its turn, one key would fill the pool
			// for nothing.
			ensure!(self.0.0 <= System::account_nonce(who), InvalidTransaction::Future);
			if !has_account(who) {
				let provides = vec![(who, self.0.0).encode()];
				return Ok((ValidTransaction { provides, ..Default::default() }, None, origin));
			}
		}
		let (validity, val, origin) = self.0.validate(
			origin,
			call,
			info,
			len,
			self_implicit,
			inherited_implication,
			source,
		)?;
		Ok((validity, Some(val), origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		val.map(|val| self.0.prepare(val, origin, call, info, len)).transpose()
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<RuntimeCall>,
		post_info: &PostDispatchInfoOf<RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		pre.map_or(Ok(Weight::zero()), |pre| {
			CheckNonce::<Runtime>::post_dispatch_details(pre, info, post_info, len, result)
		})
	}
}
