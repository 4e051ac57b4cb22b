//! Why a transfer is refused and what would help, in sentences (rule 12); and what helps against
//! other refusals.

mod refused;

pub use refused::help_against;

use crate::{
	chain::types::{Fix, Obstacle, Reason, Standing},
	money, times,
};
use serde_json::{Value, json};

/// What stands against the transfer, without a full stop.
pub fn sentence(reason: &Reason) -> String {
	match *reason {
		Reason::AmountZero => "Nothing would be sent".to_owned(),
		Reason::SameAccount => "Sender and receiver are one account".to_owned(),
		Reason::Paused => "All transfers are paused".to_owned(),
		Reason::RecoveryOpen { side } => format!("A recovery of the {side}'s account is open"),
		Reason::SenderFrozen => "Compliance froze the sender's account".to_owned(),
		Reason::ReceiverFrozen => "Compliance froze the receiver's account".to_owned(),
		Reason::SenderUnverified { standing } => unverified("sender", standing),
		Reason::ReceiverUnverified { standing } => unverified("receiver", standing),
		Reason::SenderJurisdiction { country } => closed_country("sender", country),
		Reason::ReceiverJurisdiction { country } => closed_country("receiver", country),
		Reason::ExceedsBalance { balance, available } => format!(
			"The sender has {} THP, of which {} THP can be sent; THP of a claimed check counts when \
			 its void window has closed",
			money::thp(balance),
			money::thp(available)
		),
		Reason::ExceedsTransferLimit { limit } => {
			format!("One transfer moves at most {} THP", money::thp(limit))
		}
		Reason::ExceedsDailyLimit { limit, used, .. } => format!(
			"The sender may send {} THP a day, and sent {} THP within the last one",
			money::thp(limit),
			money::thp(used)
		),
		Reason::ExceedsHolderCap { cap, room } => format!(
			"One account may hold at most {} THP now, and the receiver has room for {} THP",
			money::thp(cap),
			money::thp(room)
		),
		Reason::LedgerRefused => "The token's ledger would not credit the receiver".to_owned(),
	}
}

/// What would help, without a full stop.
pub fn help(fix: &Fix) -> String {
	match *fix {
		Fix::NameAmount => "name an amount above zero".to_owned(),
		Fix::NameAnotherReceiver => "name another receiver".to_owned(),
		Fix::SendAtMost { amount: 0 } => "nothing can be sent as things stand".to_owned(),
		Fix::SendAtMost { amount } => format!("send at most {} THP", money::thp(amount)),
		Fix::SendLater { at, now: 0 } => format!("send it from {} on", times::local(at)),
		Fix::SendLater { at, now } => {
			format!("send it from {} on, or at most {} THP now", times::local(at), money::thp(now))
		}
		Fix::WaitForResume => {
			"wait until the network owner or Compliance lets transfers go on".to_owned()
		}
		Fix::WaitForRecovery { side } => format!(
			"wait until it is completed or called off; the {side}'s old key may veto it once"
		),
		Fix::BeVerified { side } => format!("the {side} has to be examined by a verifier"),
		Fix::WaitForClearance { side } => {
			format!("wait until other verifiers have cleared the {side}")
		}
		Fix::RenewVerification { side } => {
			format!("the {side} has to be examined by a verifier again")
		}
		Fix::AskCompliance { side } => format!("the {side} has to ask Compliance"),
		Fix::TellOperators => {
			"tell the network's operators; the chain can't mend it by itself".to_owned()
		}
	}
}

/// Every obstacle as a line.
pub fn lines(obstacles: &[Obstacle]) -> String {
	let lines = obstacles.iter().map(|Obstacle { reason, fix }| {
		format!("- {}. What helps: {}.", sentence(reason), help(fix))
	});
	lines.collect::<Vec<_>>().join("\n")
}

/// An obstacle as JSON: its name, its sentences, its numbers.
pub fn json(obstacle: &Obstacle) -> Value {
	let Obstacle { reason, fix } = obstacle;
	json!({
		"name": name(reason),
		"reason": sentence(reason),
		"numbers": numbers(reason),
		"fix": help(fix),
	})
}

/// The name of a reason in the runtime.
fn name(reason: &Reason) -> String {
	let text = format!("{reason:?}");
	text.split([' ', '{']).next().unwrap_or_default().to_owned()
}

fn numbers(reason: &Reason) -> Value {
	match *reason {
		Reason::RecoveryOpen { side } => json!({ "side": side.as_str() }),
		Reason::SenderUnverified { standing } | Reason::ReceiverUnverified { standing } => {
			json!({ "standing": standing.as_str() })
		}
		Reason::SenderJurisdiction { country } | Reason::ReceiverJurisdiction { country } => {
			json!({ "country": String::from_utf8_lossy(&country) })
		}
		Reason::ExceedsBalance { balance, available } => {
			json!({ "thp": money::thp(balance), "available_thp": money::thp(available) })
		}
		Reason::ExceedsTransferLimit { limit } => json!({ "limit_thp": money::thp(limit) }),
		Reason::ExceedsDailyLimit { limit, used, fits_at } => json!({
			"limit_thp": money::thp(limit),
			"used_thp": money::thp(used),
			"fits_at": fits_at,
		}),
		Reason::ExceedsHolderCap { cap, room } => {
			json!({ "cap_thp": money::thp(cap), "room_thp": money::thp(room) })
		}
		Reason::AmountZero
		| Reason::SameAccount
		| Reason::Paused
		| Reason::SenderFrozen
		| Reason::ReceiverFrozen
		| Reason::LedgerRefused => json!({}),
	}
}

fn unverified(side: &str, standing: Standing) -> String {
	let instead = match standing {
		Standing::Unknown => "no verifier ever attested the account",
		Standing::Pending => "a hit or a high risk waits to be cleared",
		Standing::Rejected => "a verifier rejected the person, or the verification was revoked",
		Standing::Expired => "the verification is over",
		Standing::Suspended => "the account is suspended",
		Standing::Verified => "the account is verified, but does not count",
	};
	format!("The {side} is not verified: {instead}")
}

fn closed_country(side: &str, country: [u8; 2]) -> String {
	format!("The {side}'s country, {}, is not allowed", String::from_utf8_lossy(&country))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::types::Side;

	#[test]
	fn sentences_should_hold_their_numbers_with_units() {
		let reason = Reason::ExceedsBalance { balance: 2_500_000, available: 500_000 };
		let text = sentence(&reason);
		assert!(text.contains("2.500000 THP") && text.contains("0.500000 THP"), "{text}");
		let reason = Reason::ExceedsHolderCap { cap: 490_000_000_000, room: 7 };
		let text = sentence(&reason);
		assert!(text.contains("490000.000000 THP") && text.contains("0.000007 THP"), "{text}");
		let text = sentence(&Reason::SenderJurisdiction { country: *b"IR" });
		assert_eq!(text, "The sender's country, IR, is not allowed");
	}

	#[test]
	fn a_fix_should_say_when_and_how_much() {
		let at = 1_795_165_511_000;
		let text = help(&Fix::SendLater { at, now: 1_000_000 });
		assert!(text.contains(&times::local(at)) && text.contains("1.000000 THP now"), "{text}");
		let text = help(&Fix::SendLater { at, now: 0 });
		assert!(text.contains(&times::local(at)) && !text.contains("THP"), "{text}");
		assert_eq!(help(&Fix::SendAtMost { amount: 1 }), "send at most 0.000001 THP");
		assert!(help(&Fix::SendAtMost { amount: 0 }).contains("nothing"));
	}

	#[test]
	fn each_standing_should_have_its_own_words() {
		let mut texts: Vec<String> = Standing::ALL
			.iter()
			.map(|standing| sentence(&Reason::ReceiverUnverified { standing: *standing }))
			.collect();
		assert!(texts.iter().all(|text| text.starts_with("The receiver is not verified: ")));
		texts.sort();
		texts.dedup();
		assert_eq!(texts.len(), Standing::ALL.len());
	}

	#[test]
	fn obstacles_should_be_lines_and_json() {
		let obstacle = Obstacle {
			reason: Reason::ExceedsDailyLimit {
				limit: 5_000_000,
				used: 4_000_000,
				fits_at: Some(9),
			},
			fix: Fix::SendLater { at: 9, now: 1_000_000 },
		};
		let text = lines(&[obstacle, obstacle]);
		assert_eq!(text.lines().count(), 2);
		assert!(text.lines().all(|line| line.starts_with("- ") && line.ends_with('.')));
		let value = json(&obstacle);
		assert_eq!(value["name"], "ExceedsDailyLimit");
		assert_eq!(value["numbers"]["used_thp"], "4.000000");
		assert_eq!(value["numbers"]["fits_at"], 9);
		let value = json(&Obstacle { reason: Reason::Paused, fix: Fix::WaitForResume });
		assert_eq!(value["name"], "Paused");
		let open = Reason::RecoveryOpen { side: Side::Sender };
		assert_eq!(name(&open), "RecoveryOpen");
		assert_eq!(numbers(&open)["side"], "sender");
	}
}
