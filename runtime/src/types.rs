//! The chain's types.

#![deny(missing_docs)]

use crate::{AllPalletsWithSystem, Runtime, RuntimeCall, extensions};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{
	MultiAddress, MultiSignature, generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
};

pub use hotpot_primitives::{Balance, Moment};

/// A signature of sr25519, ed25519 or ecdsa.
pub type Signature = MultiSignature;
/// A public key of an account.
pub type AccountPublic = <Signature as Verify>::Signer;
/// An account: 32 bytes.
pub type AccountId = <AccountPublic as IdentifyAccount>::AccountId;
/// How a transaction names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// A block's number.
pub type BlockNumber = u32;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// Hashes blocks, storage and calls.
pub type Hashing = BlakeTwo256;
/// A hash.
pub type Hash = sp_core::H256;
/// A fungible asset's number.
pub type AssetId = u32;

/// A block's header.
pub type Header = generic::Header<BlockNumber, Hashing>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// What surrounds a call in a transaction, in this order.
///
/// Wallets know every identifier among them, and all but the era, the nonce, the tip and the
/// metadata mode are empty, so that stock signers work.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	extensions::MortalOnly<Runtime>,
	extensions::WalletNonce,
	frame_system::CheckWeight<Runtime>,
	extensions::FeelessPriority<
		Runtime,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);
/// An extrinsic as it comes from outside.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What a transaction's signature covers.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Runs blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// What a proxy may do for its principal. `filters` says which calls each allows.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// What `Till` and `Staking` may, and session keys: nothing that gives money away.
	#[codec(index = 1)]
	NonTransfer,
	/// A till's daily work: recording and voiding checks.
	#[codec(index = 2)]
	Till,
	/// Looking after a stake, but not who gets its rewards.
	#[codec(index = 3)]
	Staking,
}
