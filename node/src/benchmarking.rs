//! What the `benchmark` sub-commands need to know about this chain: how a transaction is signed
//! and what a block begins with.

use std::sync::Arc;

use codec::Encode;
use frame_benchmarking_cli::ExtrinsicBuilder;
use futures::executor::block_on;
use hotpot_runtime::{
	Runtime, RuntimeCall, SignedPayload, UncheckedExtrinsic, VERSION,
	constants::EXISTENTIAL_DEPOSIT, extensions::tx_extension, opaque::Block,
};
use sp_blockchain::HeaderBackend;
use sp_consensus_babe::{
	Slot,
	digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
};
use sp_inherents::{InherentData, InherentDataProvider};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{DigestItem, OpaqueExtrinsic, generic::Era};
use sp_timestamp::Timestamp;

use crate::service::FullClient;

/// Who signs; the development and local presets give the account coins.
const SENDER: Sr25519Keyring = Sr25519Keyring::Alice;
/// Who receives; its account exists already, so that only the transfer itself is measured.
const RECEIVER: Sr25519Keyring = Sr25519Keyring::Bob;
/// Blocks a transaction stays valid, as with every client of this chain (rule 36).
const ERA_PERIOD: u64 = 256;

/// Signs `call` for the block after the best one. The chain accepts mortal transactions only, so
/// the era begins at the best block and the signature covers that block's hash.
fn sign(client: &FullClient, call: RuntimeCall, nonce: u32) -> OpaqueExtrinsic {
	let info = client.info();
	let era = Era::mortal(ERA_PERIOD, info.best_number.into());
	let extension = tx_extension(nonce, era, 0);
	let implicit = (
		(),
		(),
		VERSION.spec_version,
		VERSION.transaction_version,
		info.genesis_hash,
		info.best_hash,
		(),
		(),
		(),
		None,
		(),
	);
	let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|bytes| SENDER.sign(bytes));
	let sender = SENDER.to_account_id().into();
	UncheckedExtrinsic::new_signed(call, sender, signature.into(), extension).into()
}

/// Builds `System::remark` transactions: the emptiest call there is.
pub(crate) struct RemarkBuilder(pub(crate) Arc<FullClient>);

impl ExtrinsicBuilder for RemarkBuilder {
	fn pallet(&self) -> &str {
		"system"
	}

	fn extrinsic(&self) -> &str {
		"remark"
	}

	fn build(&self, nonce: u32) -> Result<OpaqueExtrinsic, &'static str> {
		Ok(sign(
			&self.0,
			frame_system::Call::<Runtime>::remark { remark: Vec::new() }.into(),
			nonce,
		))
	}
}

/// Builds `Balances::transfer_keep_alive` transactions of the existential deposit.
pub(crate) struct TransferKeepAliveBuilder(pub(crate) Arc<FullClient>);

impl ExtrinsicBuilder for TransferKeepAliveBuilder {
	fn pallet(&self) -> &str {
		"balances"
	}

	fn extrinsic(&self) -> &str {
		"transfer_keep_alive"
	}

	fn build(&self, nonce: u32) -> Result<OpaqueExtrinsic, &'static str> {
		let call = pallet_balances::Call::<Runtime>::transfer_keep_alive {
			dest: RECEIVER.to_account_id().into(),
			value: EXISTENTIAL_DEPOSIT,
		};
		Ok(sign(&self.0, call.into(), nonce))
	}
}

/// What a block begins with: its inherents, and the digest that names slot and author.
pub(crate) struct BlockStart {
	/// The timestamp and the BABE slot, both of this moment.
	pub(crate) inherents: InherentData,
	/// BABE's claim of that slot by the first authority. Without it the runtime would see slot 0
	/// and refuse the timestamp, and the author's share of the block's work wouldn't be measured.
	pub(crate) digest: Vec<DigestItem>,
}

impl BlockStart {
	/// The beginning of a block made now.
	pub(crate) fn now(client: &FullClient) -> sc_cli::Result<Self> {
		let slot_duration = sc_consensus_babe::configuration::<Block, _>(client)?.slot_duration();
		let timestamp = Timestamp::current();
		let slot = Slot::from_timestamp(timestamp, slot_duration);
		let providers = (
			sp_consensus_babe::inherents::InherentDataProvider::new(slot),
			sp_timestamp::InherentDataProvider::new(timestamp),
		);
		let inherents = block_on(providers.create_inherent_data())
			.map_err(|error| format!("the inherents of a block can't be made: {error}"))?;
		let claim = PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index: 0, slot });
		Ok(Self { inherents, digest: vec![DigestItem::babe_pre_digest(claim)] })
	}
}
