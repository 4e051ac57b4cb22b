//! `hotpot compliance recover`.

use super::{Node, carry_out, hash_argument, hex_text, place};
use crate::{
	args::{KeyArg, Recover, RequestRecovery},
	output::{self, Output},
};
use hotpot_cli::{
	chain::{
		ChainError, calls,
		types::{RecoveryCompleted, RecoveryRequested, RecoveryStatus},
	},
	keys, money,
};
use serde_json::{Value, json};
use subxt::utils::AccountId32;

pub(crate) async fn run(command: Recover, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Recover::Request(options) => request(&options, node, output).await,
		Recover::Veto(options) => veto(&options, node, output).await,
		Recover::Complete { old, key } => complete(&old, &key, node, output).await,
		Recover::Cancel { old, key } => cancel(&old, &key, node, output).await,
		Recover::Status { old } => status(&old, node, output).await,
	}
}

async fn request(options: &RequestRecovery, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.verifier.verifier_key.read()?;
	let (old, new) = (keys::parse_address(&options.old)?, keys::parse_address(&options.new)?);
	let call = calls::request_recovery(old, new, hash_argument(&options.reason)?);
	let chain = node.connect().await?;
	let included = chain.call(&call, key.signer(), node.until).await?;
	let event = included.event::<RecoveryRequested>();
	let value = json!({
		"old": old.to_string(),
		"new": new.to_string(),
		"completes_at": event.as_ref().map(|event| event.completes_at),
		"can_veto": event.as_ref().map(|event| event.can_veto),
		"at": place(&included),
	});
	output.show(&value, || {
		let from = event.as_ref().map(|event| output::time(event.completes_at));
		let from = from.unwrap_or_else(|| "the end of its delay".to_owned());
		let veto = match event {
			Some(event) if !event.can_veto => "Its old key used the veto up",
			_ => "Its old key may veto that, once",
		};
		format!("{old} is frozen, and its person can move to {new} from {from} on. {veto}.")
	});
	Ok(())
}

async fn veto(options: &KeyArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let old = key.account();
	let chain = node.connect().await?;
	let state = chain.state().await?;
	// The node would only say that no fee can be paid.
	let requested_at = match state.recovery_of(&old).await? {
		Some(status) if status.can_veto => Ok(status.recovery.requested_at),
		Some(_) => Err("AlreadyVetoed"),
		None => Err("NoRecovery"),
	}
	.map_err(|error| ChainError::Refused(Box::new(state.refusal("Compliance", error))))?;
	let call = calls::veto_recovery(requested_at);
	let included = chain.call(&call, key.signer(), node.until).await?;
	let value = json!({ "old": old.to_string(), "at": place(&included) });
	output.show(&value, || {
		let block = included.block.number;
		format!(
			"The recovery of {old} is refused, since block {block}. Another one, by another verifier, \
			 can't be refused: if somebody else asked for this one, tell Compliance."
		)
	});
	Ok(())
}

async fn complete(old: &str, key: &KeyArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (old, key) = (keys::parse_address(old)?, key.key.read()?);
	let chain = node.connect().await?;
	let included = chain.call(&calls::complete_recovery(old), key.signer(), node.until).await?;
	let event = included.event::<RecoveryCompleted>();
	let value = json!({
		"old": old.to_string(),
		"new": event.as_ref().map(|event| event.new.to_string()),
		"thp": event.as_ref().map(|event| money::thp(event.amount)),
		"at": place(&included),
	});
	output.show(&value, || match &event {
		Some(event) => format!(
			"The person of {old} is at {} now, with {} THP and all else it had, since block {}.",
			event.new,
			money::thp(event.amount),
			included.block.number
		),
		None => format!("The person of {old} has its new account."),
	});
	Ok(())
}

async fn cancel(old: &str, key: &KeyArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let (old, key) = (keys::parse_address(old)?, key.key.read()?);
	let call = calls::cancel_recovery(old);
	let value = json!({ "old": old.to_string() });
	carry_out(&call, &key, node, output, value, &format!("No recovery of {old} is open")).await
}

async fn status(old: &str, node: &Node, output: &Output) -> anyhow::Result<()> {
	let old = keys::parse_address(old)?;
	let status = node.connect().await?.state().await?.recovery_of(&old).await?;
	let value = status.as_ref().map_or(Value::Null, |status| status_json(&old, status));
	output.show(&value, || match &status {
		None => format!("No recovery of {old} is open."),
		Some(status) => status_text(&old, status),
	});
	Ok(())
}

fn status_json(old: &AccountId32, status: &RecoveryStatus) -> Value {
	json!({
		"old": old.to_string(),
		"new": status.recovery.new.to_string(),
		"verifier": status.recovery.verifier.to_string(),
		"reason": hex_text(&status.recovery.reason),
		"requested_at": status.recovery.requested_at,
		"completes_at": status.recovery.completes_at,
		"can_veto": status.can_veto,
		"can_complete": status.can_complete,
	})
}

fn status_text(old: &AccountId32, status: &RecoveryStatus) -> String {
	let veto = if status.can_veto { "may refuse it, once" } else { "used its veto up" };
	let complete = if status.can_complete { "now" } else { "not now" };
	output::list(&[
		("old account", old.to_string()),
		("new account", status.recovery.new.to_string()),
		("verifier", status.recovery.verifier.to_string()),
		("reason", hex_text(&status.recovery.reason)),
		("requested", output::time(status.recovery.requested_at)),
		("delay ends", output::time(status.recovery.completes_at)),
		("old key", veto.to_owned()),
		("can be completed", complete.to_owned()),
	])
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::Recovery;

	#[test]
	fn a_recovery_should_say_what_can_be_done_about_it() {
		let status = RecoveryStatus {
			recovery: Recovery {
				new: AccountId32([2; 32]),
				verifier: AccountId32([3; 32]),
				reason: [4; 32],
				requested_at: 1_795_165_451_000,
				completes_at: 1_795_165_511_000,
			},
			can_veto: true,
			can_complete: false,
		};
		let old = AccountId32([1; 32]);
		let text = status_text(&old, &status);
		for part in ["2026-11-20 09:05:11 UTC", "may refuse it, once", "not now"] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let over = RecoveryStatus { can_veto: false, can_complete: true, ..status };
		assert!(status_text(&old, &over).contains("used its veto up"));
		assert_eq!(status_json(&old, &over)["can_complete"], true);
	}
}
