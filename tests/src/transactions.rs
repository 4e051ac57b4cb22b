//! Transactions that the project's own client has no call for, or would never make.

use crate::rpc::{Refusal, Rpc};
use anyhow::{Context, ensure};
use hotpot_cli::{
	chain::{Chain, ChainConfig, types::SequenceRange},
	keys::SecretKey,
};
use serde_json::json;
use subxt::{
	config::SubstrateExtrinsicParamsBuilder,
	dynamic,
	events::DecodeAsEvent,
	ext::{
		scale_decode::DecodeAsType,
		scale_encode::EncodeAsType,
		scale_value::{Composite, Value},
	},
	tx::{DynamicPayload, Payload},
	utils::AccountId32,
};

/// Arguments of `Checks.quarantine` and `Checks.lift_quarantine`.
#[derive(Clone, Debug, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub struct Quarantine {
	/// The till.
	pub till: u32,
	/// Its numbers, or all of them.
	pub range: Option<SequenceRange>,
}

/// The governed settings of checks.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType, DecodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Settings {
	/// THP base units that one tetri carries.
	pub rate: u64,
	/// How long a check may be voided, ms.
	pub void_window: u64,
	/// How long until an unclaimed check expires, ms.
	pub expiry_duration: u64,
	/// How many numbers a batch may jump ahead.
	pub max_sequence_jump: u32,
	/// How long ago a sale may be, ms.
	pub max_sale_age: u64,
	/// How far ahead a sale may be, ms.
	pub max_sale_lead: u64,
	/// The most THP a check may carry, in base units.
	pub max_accrual: u128,
	/// Whether maturing waits for a Z-total.
	pub z_total_required: bool,
	/// How many checks of one local day a till may record.
	pub max_checks_per_day: u32,
}

/// Arguments of `Checks.set_settings`.
#[derive(Clone, Debug, EncodeAsType)]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub struct SetSettings {
	/// The settings from now on.
	pub settings: Settings,
}

/// `Checks.quarantine` of a whole till. Signed by the owner.
pub fn quarantine(till: u32) -> DynamicPayload<Quarantine> {
	dynamic::tx("Checks", "quarantine", Quarantine { till, range: None })
}

/// `Checks.lift_quarantine` of a whole till. Signed by the owner.
pub fn lift_quarantine(till: u32) -> DynamicPayload<Quarantine> {
	dynamic::tx("Checks", "lift_quarantine", Quarantine { till, range: None })
}

/// `Checks.set_settings`. Signed by the owner.
pub fn set_settings(settings: Settings) -> DynamicPayload<SetSettings> {
	dynamic::tx("Checks", "set_settings", SetSettings { settings })
}

/// A call that another can carry.
pub type AnyCall = DynamicPayload<Composite<()>>;

/// `Utility.batch_all`.
pub fn batch(calls: impl IntoIterator<Item = AnyCall>) -> AnyCall {
	let calls = Value::unnamed_composite(calls.into_iter().map(AnyCall::into_value));
	dynamic::tx("Utility", "batch_all", Composite::named([("calls", calls)]))
}

/// `Balances.transfer_keep_alive`.
pub fn transfer(to: &AccountId32, value: u128) -> AnyCall {
	let fields = [("dest", address(to)), ("value", Value::u128(value))];
	dynamic::tx("Balances", "transfer_keep_alive", Composite::named(fields))
}

/// `Assets.transfer`, which nobody may call.
pub fn transfer_asset(asset: u32, to: &AccountId32, amount: u128) -> AnyCall {
	let fields = [
		("id", Value::u128(asset.into())),
		("target", address(to)),
		("amount", Value::u128(amount)),
	];
	dynamic::tx("Assets", "transfer", Composite::named(fields))
}

/// `Balances.force_transfer`, which only Root may call.
pub fn force_transfer(from: &AccountId32, to: &AccountId32, value: u128) -> AnyCall {
	let fields = [("source", address(from)), ("dest", address(to)), ("value", Value::u128(value))];
	dynamic::tx("Balances", "force_transfer", Composite::named(fields))
}

/// `SafeMode.force_enter`.
pub fn force_enter() -> AnyCall {
	dynamic::tx("SafeMode", "force_enter", Composite::Unnamed(Vec::new()))
}

/// `SafeMode.force_exit`.
pub fn force_exit() -> AnyCall {
	dynamic::tx("SafeMode", "force_exit", Composite::Unnamed(Vec::new()))
}

/// `Staking.set_validator_count`, which only Root may call.
pub fn set_validator_count(new: u32) -> AnyCall {
	let fields = [("new", Value::u128(new.into()))];
	dynamic::tx("Staking", "set_validator_count", Composite::named(fields))
}

/// `Owner.enact`: a call as Root, at once or a day later (rule 41). Signed by the owner.
pub fn enact(call: AnyCall) -> AnyCall {
	dynamic::tx("Owner", "enact", Composite::named([("call", call.into_value())]))
}

/// `Owner.cancel` of a call that waits. Signed by the owner.
pub fn cancel(id: u32) -> AnyCall {
	dynamic::tx("Owner", "cancel", Composite::named([("id", Value::u128(id.into()))]))
}

/// Event of `Owner`: a call waits.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Scheduled {
	/// Its number.
	pub id: u32,
	/// The block in which it runs.
	pub at: u32,
}

impl DecodeAsEvent for Scheduled {
	fn is_event(pallet: &str, event: &str) -> bool {
		pallet == "Owner" && event == "Scheduled"
	}
}

fn address(account: &AccountId32) -> Value {
	Value::unnamed_variant("Id", [Value::from_bytes(account.0)])
}

/// How long a transaction is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
	/// Forever.
	Immortal,
	/// For so many blocks.
	Blocks(u64),
}

/// Signs a call with any life. Returns the transaction's bytes.
///
/// # Errors
/// If the node does not answer, or the runtime has no such call.
pub async fn sign<C: Payload>(
	chain: &Chain,
	call: &C,
	signer: &SecretKey,
	life: Life,
) -> anyhow::Result<Vec<u8>> {
	let nonce = chain.next_nonce(&signer.account()).await?;
	let mut params = SubstrateExtrinsicParamsBuilder::<ChainConfig>::new().nonce(nonce);
	let best = chain.best().await?;
	if let Life::Blocks(period) = life {
		// Eras beyond 4 096 blocks begin at every second block only, or more seldom.
		let step = (period >> 12).max(1);
		let anchor = chain.block(best.number - best.number % step).await?;
		params = params.mortal_from_unchecked(period, anchor.number, anchor.hash);
	} else {
		params = params.immortal();
	}
	let at = chain.at(best).await?;
	let mut signable = at.tx().create_v4_signable_offline(call, params.build())?;
	Ok(signable.sign(signer.signer())?.into_encoded())
}

/// Gives a transaction to a node. The inner error is the node's own.
///
/// # Errors
/// If the node does not answer.
pub async fn submit(rpc: Rpc, transaction: &[u8]) -> anyhow::Result<Result<String, Refusal>> {
	let answer = rpc.call("author_submitExtrinsic", json!([hex_of(transaction)])).await?;
	Ok(answer.map(|hash| hash.as_str().unwrap_or_default().to_owned()))
}

/// Gives a transaction to a node that must refuse it, saying `words`.
///
/// # Errors
/// If the node takes it, or says something else.
pub async fn submit_in_vain(rpc: Rpc, transaction: &[u8], words: &str) -> anyhow::Result<()> {
	let refusal = submit(rpc, transaction)
		.await?
		.err()
		.with_context(|| format!("expected the pool to refuse it with \"{words}\"; it took it"))?;
	ensure!(
		refusal.to_string().contains(words),
		"expected the pool to refuse it with \"{words}\"; it says {refusal}"
	);
	Ok(())
}

/// Bytes as 0x…
pub fn hex_of(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}
