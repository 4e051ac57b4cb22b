//! `hotpot checks`, without the import.

use super::{Node, place};
use crate::{
	args::{CheckArg, Checks, Claim, KeyArg, Qr, Report, Void},
	exit::Usage,
	output::{self, Output},
};
use anyhow::bail;
use hotpot_cli::{
	chain::{
		ChainError, State, calls,
		types::{
			Check, CheckClaimed, CheckState, CheckStatus, CheckVoided, SequenceRange, ThpCollected,
			TillReport,
		},
	},
	keys::{self, TillKey},
	money,
	qr::CheckQr,
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// Most QR codes of one command.
const MAX_QRS: usize = 10_000;

pub(crate) async fn run(command: Checks, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Checks::Import(_) => bail!("the import has its own module"),
		Checks::Claim(options) => claim(options, node, output).await,
		Checks::Collect(options) => collect(&options, node, output).await,
		Checks::Void(options) => void(options, node, output).await,
		Checks::Show(options) => show(&options.check, node, output).await,
		Checks::Qr(options) => qr(options, node, output).await,
		Checks::Report(options) => report(&options, node, output).await,
	}
}

async fn claim(options: Claim, node: &Node, output: &Output) -> anyhow::Result<()> {
	let destination = keys::parse_address(&options.to)?;
	let codes = options.qr.iter().map(|text| text.parse()).collect::<Result<Vec<CheckQr>, _>>()?;
	let chain = node.connect().await?;
	let state = chain.state().await?;
	for qr in &codes {
		// The node would only say that no fee can be paid; the view says why.
		let why_not = state.why_not_claim(&qr.wallet(), qr.till, qr.sequence, &destination).await?;
		if let Some(refusal) = why_not {
			return Err(ChainError::Refused(Box::new(refusal)).into());
		}
	}
	let mut claims = JoinSet::new();
	for (position, qr) in codes.into_iter().enumerate() {
		let (chain, until) = (chain.clone(), node.until);
		claims.spawn(async move {
			let call = calls::claim(qr.till, qr.sequence, destination);
			let included = chain.call(&call, qr.key()?.signer(), until).await?;
			anyhow::Ok((position, qr, included))
		});
	}
	let mut claimed = Vec::new();
	while let Some(claim) = claims.join_next().await {
		claimed.push(claim??);
	}
	claimed.sort_by_key(|(position, ..)| *position);
	let claimed: Vec<_> = claimed.into_iter().map(|(_, qr, included)| (qr, included)).collect();
	let value = claimed.iter().map(|(qr, included)| {
		let event = included.event::<CheckClaimed>();
		json!({
			"till": qr.till,
			"sequence": qr.sequence,
			"to": destination.to_string(),
			"thp": event.as_ref().map(|event| money::thp(event.amount)),
			"matures_at": event.as_ref().map(|event| output::time(event.matures_at)),
			"at": place(included),
		})
	});
	output.show(&Value::Array(value.collect()), || {
		let lines = claimed.iter().map(|(qr, included)| {
			let check = format!("Check {} of till {}", qr.sequence, qr.till);
			match included.event::<CheckClaimed>() {
				Some(event) => format!(
					"{check}: {} THP for {destination}, theirs from {}.",
					money::thp(event.amount),
					output::time(event.matures_at)
				),
				None => format!("{check} is claimed."),
			}
		});
		lines.collect::<Vec<_>>().join("\n")
	});
	Ok(())
}

async fn collect(options: &KeyArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let who = key.account();
	let chain = node.connect().await?;
	let state = chain.state().await?;
	// The node would only say that no fee can be paid.
	let why_not = if state.deferred(&who).await? == 0 {
		Some("NothingDeferred")
	} else if state.limits_of(&who).await?.claim_room == Some(0) {
		Some("NoRoom")
	} else {
		None
	};
	if let Some(error) = why_not {
		return Err(ChainError::Refused(Box::new(state.refusal("Checks", error))).into());
	}
	let included = chain.call(&calls::collect(), key.signer(), node.until).await?;
	let (amount, left) = included.event::<ThpCollected>().map_or((None, None), |event| {
		(Some(money::thp(event.amount)), Some(money::thp(event.left)))
	});
	let value = json!({
		"account": who.to_string(),
		"thp": amount,
		"left_thp": left,
		"at": place(&included),
	});
	output.show(&value, || match (&amount, &left) {
		(Some(amount), Some(left)) => {
			format!("{who} got {amount} THP; {left} THP are still put aside.")
		}
		_ => format!("{who} got its THP."),
	});
	Ok(())
}

async fn void(options: Void, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = options.key.read()?;
	let CheckArg { till, sequence } = options.check;
	let chain = node.connect().await?;
	// Feeless calls that would fail look unpayable to the node; the view says why.
	let why_not = chain.state().await?.why_not_void(&key.account(), till, sequence).await;
	if let Ok(Some(refusal)) = why_not {
		return Err(ChainError::Refused(Box::new(refusal)).into());
	}
	let call = calls::void(till, sequence, options.reason);
	let included = chain.call(&call, key.signer(), node.until).await?;
	let amount = included.event::<CheckVoided>().map(|event| money::thp(event.amount));
	let value = json!({
		"till": till,
		"sequence": sequence,
		"reason": options.reason.as_str(),
		"thp": amount,
		"at": place(&included),
	});
	output.show(&value, || {
		let block = included.block.number;
		format!("Check {sequence} of till {till} is void, since block {block}.")
	});
	Ok(())
}

async fn show(check: &CheckArg, node: &Node, output: &Output) -> anyhow::Result<()> {
	let CheckArg { till, sequence } = *check;
	let chain = node.connect().await?;
	let status = chain.state().await?.check(till, sequence).await?;
	let (name, text) = match &status {
		CheckStatus::Unknown => ("unknown", "the till has not reached this number"),
		CheckStatus::Missing => ("missing", "the till went past this number: a receipt is missing"),
		CheckStatus::Recorded(check) if check.state == CheckState::Unclaimed => {
			("unclaimed", "recorded, and nobody has claimed it")
		}
		CheckStatus::Recorded(_) => ("pending", "claimed; its void window is open"),
		CheckStatus::Settled => ("settled", "matured, voided, expired or written off"),
	};
	let mut value = json!({ "till": till, "sequence": sequence, "status": name });
	if let (CheckStatus::Recorded(check), Value::Object(fields)) = (&status, &mut value) {
		fields.insert("check".to_owned(), check_json(check));
	}
	output.show(&value, || {
		let mut pairs = vec![
			("till", till.to_string()),
			("check", sequence.to_string()),
			("status", format!("{name}: {text}")),
		];
		if let CheckStatus::Recorded(check) = &status {
			pairs.push(("amount", format!("{} GEL", money::gel(check.tetri))));
			pairs.push(("carries", format!("{} THP", money::thp(check.accrued))));
			pairs.push(("sold", output::time(check.sold_at)));
			pairs.push(("recorded", output::time(check.recorded_at)));
			if let CheckState::Pending { destination, .. } = &check.state {
				pairs.push(("claimed for", destination.to_string()));
			}
			pairs.push(("wallet", check.wallet.to_string()));
			pairs.push(("commitment", format!("0x{}", hex::encode(check.commitment))));
		}
		output::list(&pairs)
	});
	Ok(())
}

fn check_json(check: &Check) -> Value {
	let (destination, matures_at) = match &check.state {
		CheckState::Unclaimed => (None, None),
		CheckState::Pending { destination, due_minute } => {
			(Some(destination.to_string()), Some(u64::from(*due_minute) * 60_000))
		}
	};
	json!({
		"gel": money::gel(check.tetri),
		"thp": money::thp(check.accrued),
		"sold_at": check.sold_at,
		"recorded_at": check.recorded_at,
		"wallet": check.wallet.to_string(),
		"commitment": format!("0x{}", hex::encode(check.commitment)),
		"claimed_for": destination,
		"matures_at": matures_at,
	})
}

async fn qr(options: Qr, node: &Node, output: &Output) -> anyhow::Result<()> {
	let key = TillKey::new(options.till_key.till_key.read()?)?;
	let sequences = parse_sequences(&options.sequence)?;
	let till = match options.till {
		Some(till) => till,
		None => {
			let account = key.key().account();
			let found = node.connect().await?.state().await?.till_of(&account).await?;
			found.ok_or_else(|| Usage(format!("the key of {account} is not a till's")))?
		}
	};
	let codes = sequences
		.into_iter()
		.map(|sequence| {
			Ok(CheckQr { till, sequence, secret: key.check_seed(sequence)? }.to_string())
		})
		.collect::<Result<Vec<String>, keys::KeyError>>()?;
	output.show(&json!(codes), || codes.join("\n"));
	Ok(())
}

async fn report(options: &Report, node: &Node, output: &Output) -> anyhow::Result<()> {
	let chain = node.connect().await?;
	let state = chain.state().await?;
	let reports = reports(&state, options.till).await?;
	let value = reports.iter().map(|(till, report)| report_json(*till, report));
	output.show(&Value::Array(value.collect()), || {
		let rows = reports.iter().map(|(till, report)| {
			let TillReport { ledger, missing, quarantine, today } = report;
			let gaps: Vec<SequenceRange> =
				ledger.gaps.iter().map(|gap| gap.range.clone()).collect();
			let held = match (quarantine.whole, quarantine.ranges.as_slice()) {
				(true, _) => "all".to_owned(),
				(false, ranges) => ranges_text(ranges),
			};
			vec![
				till.to_string(),
				ledger.next.to_string(),
				ledger.checks.to_string(),
				money::gel(ledger.tetri),
				today.checks.to_string(),
				money::gel(today.tetri),
				money::gel(today.voided),
				missing.to_string(),
				ranges_text(&gaps),
				held,
			]
		});
		let header = [
			"till",
			"next",
			"checks",
			"GEL",
			"today",
			"GEL today",
			"voided",
			"missing",
			"gaps",
			"held",
		];
		output::table(&header, 0, rows.collect())
	});
	Ok(())
}

/// The reports of a till, or of all.
pub(super) async fn reports(
	state: &State,
	till: Option<u32>,
) -> anyhow::Result<Vec<(u32, TillReport)>> {
	let numbers = match till {
		Some(till) => vec![till],
		None => state.tills().await?.into_iter().map(|(number, _)| number).collect(),
	};
	let mut reports = Vec::new();
	for number in numbers {
		let report = state.till_report(number).await?;
		let report = report.ok_or_else(|| Usage(format!("there is no till {number}")))?;
		reports.push((number, report));
	}
	Ok(reports)
}

fn report_json(till: u32, report: &TillReport) -> Value {
	let range = |range: &SequenceRange| json!({ "first": range.first, "last": range.last });
	let ranges = |ranges: &[SequenceRange]| Value::Array(ranges.iter().map(range).collect());
	json!({
		"till": till,
		"next_sequence": report.ledger.next,
		"oldest_sequence": report.ledger.oldest,
		"checks": report.ledger.checks,
		"gel": money::gel(report.ledger.tetri),
		"missing": report.missing,
		"gaps": report.ledger.gaps.iter().map(|gap| json!({
			"first": gap.range.first,
			"last": gap.range.last,
			"opened_at": u64::from(gap.opened_minute) * 60_000,
		})).collect::<Vec<_>>(),
		"quarantine": {
			"whole": report.quarantine.whole,
			"ranges": ranges(&report.quarantine.ranges),
		},
		"today": {
			"checks": report.today.checks,
			"gel": money::gel(report.today.tetri),
			"voided_gel": money::gel(report.today.voided),
			"thp": money::thp(report.today.accrued),
			"z_total_gel": report.today.z_total.map(money::gel),
		},
	})
}

fn ranges_text(ranges: &[SequenceRange]) -> String {
	let texts = ranges.iter().map(|SequenceRange { first, last }| {
		if first == last { first.to_string() } else { format!("{first}-{last}") }
	});
	texts.collect::<Vec<_>>().join(" ")
}

/// Numbers like `42` or `1-10,17`, in order.
fn parse_sequences(text: &str) -> Result<Vec<u32>, Usage> {
	let wrong = || Usage(format!("\"{text}\" is no list of numbers like 1-10,17"));
	let mut sequences = Vec::new();
	for part in text.split(',') {
		let (first, last) = part.split_once('-').unwrap_or((part, part));
		let first: u32 = first.trim().parse().map_err(|_| wrong())?;
		let last: u32 = last.trim().parse().map_err(|_| wrong())?;
		if first == 0 || last < first {
			return Err(wrong());
		}
		sequences.extend((first..=last).take(MAX_QRS + 1));
		if sequences.len() > MAX_QRS {
			return Err(Usage(format!("at most {MAX_QRS} QR codes at a time")));
		}
	}
	Ok(sequences)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lists_of_numbers_should_be_read() {
		assert_eq!(parse_sequences("42").ok(), Some(vec![42]));
		assert_eq!(parse_sequences("1-3, 7").ok(), Some(vec![1, 2, 3, 7]));
		for text in ["", "0", "3-1", "a", "1-", "1,,2", "1-4294967295"] {
			assert!(parse_sequences(text).is_err(), "{text}");
		}
	}

	#[test]
	fn ranges_should_be_short() {
		let ranges = [SequenceRange { first: 3, last: 3 }, SequenceRange { first: 7, last: 9 }];
		assert_eq!(ranges_text(&ranges), "3 7-9");
	}
}
