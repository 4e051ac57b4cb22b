//! `hotpot conversion preview` and `execute`.

use super::{Node, place};
use crate::{
	args::{Execute, PairsArg},
	exit::{ConversionRefused, No},
	output::{self, Output},
};
use hotpot_cli::{
	chain::{
		ChainError, Refusal, State,
		calls::conversion::convert,
		types::{Converted, Obstacle, Quote, Reason},
	},
	money,
	pairs::{self, Pair, PairsError},
	reasons,
};
use serde_json::{Value, json};

/// The refusals that a ceiling is behind.
const CEILINGS: [&str; 4] = [
	"Conversion.ExceedsCallCeiling",
	"Conversion.ExceedsDayCeiling",
	"Conversion.ExceedsQuarterCeiling",
	"Conversion.ExceedsMintCeiling",
];

/// Why a conversion is refused, with what can be said about it.
struct Why {
	refusal: Refusal,
	/// The pair that is wrong.
	pair: Option<Pair>,
	/// What the law has against paying its holder.
	obstacles: Vec<Obstacle>,
	/// What would help.
	help: Vec<String>,
}

pub(super) async fn preview(
	options: &PairsArg,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let list = list_of(options)?;
	let state = node.connect().await?.state().await?;
	let rate = rate_of(options, &state).await?;
	let refusal = match state.preview_conversion(list.clone(), rate).await? {
		Ok(quote) => {
			output.show(&quote_json(rate, &quote), || quote_text(rate, &quote));
			return Ok(());
		}
		Err(refusal) => refusal,
	};
	let why = Why::read(refusal, &list, rate, &state).await?;
	output.show(&why.json(rate), || format!("It would be refused: {}.{}", why.text(), why.more()));
	Err(No.into())
}

pub(super) async fn execute(options: &Execute, node: &Node, output: &Output) -> anyhow::Result<()> {
	let owner = options.owner.owner_key.read()?;
	let list = list_of(&options.list)?;
	let chain = node.connect().await?;
	let state = chain.state().await?;
	let rate = rate_of(&options.list, &state).await?;
	let quote = match state.preview_conversion(list.clone(), rate).await? {
		Ok(quote) => quote,
		Err(refusal) => {
			let why = Why::read(refusal, &list, rate, &state).await?;
			return Err(why.into_error(rate).into());
		}
	};
	let call = convert(list, rate);
	let included = chain.call(&call, owner.signer(), node.until).await?;
	let converted = included.event::<Converted>();
	let mut value = quote_json(rate, &quote);
	// What was told counts; the reserve may have paid another part than was foreseen.
	if let (Some(converted), Value::Object(fields)) = (&converted, &mut value) {
		fields.remove("payments");
		fields.remove("passes");
		fields.insert("conversion".to_owned(), json!(converted.id));
		fields.insert("from_reserve_thp".to_owned(), json!(money::thp(converted.from_reserve)));
		fields.insert("minted_thp".to_owned(), json!(money::thp(converted.minted)));
	}
	value["at"] = place(&included);
	output.show(&value, || {
		let block = included.block.number;
		match &converted {
			Some(converted) => format!(
				"Conversion {}, in block {block}: {} SPOT of {} holders became {} THP at {rate} SPOT \
				 for 1 THP; {} THP from the reserve, {} THP minted.",
				converted.id,
				converted.spot,
				converted.pairs,
				money::thp(converted.amount),
				money::thp(converted.from_reserve),
				money::thp(converted.minted)
			),
			None => {
				format!("The SPOT was converted in block {block}; see `hotpot conversion log`.")
			}
		}
	});
	Ok(())
}

/// The list that is asked for.
fn list_of(options: &PairsArg) -> Result<Vec<Pair>, PairsError> {
	let mut list: Vec<Pair> =
		options.pairs.iter().map(|text| pairs::parse(text)).collect::<Result<_, _>>()?;
	if let Some(file) = &options.file {
		list.extend(pairs::read_file(file)?);
	}
	pairs::check_count(&list)?;
	Ok(list)
}

async fn rate_of(options: &PairsArg, state: &State) -> Result<u32, ChainError> {
	match options.rate {
		Some(rate) => Ok(rate),
		None => Ok(state.conversion_settings().await?.rate),
	}
}

impl Why {
	async fn read(
		refusal: Refusal,
		list: &[Pair],
		rate: u32,
		state: &State,
	) -> Result<Self, ChainError> {
		let pair = refusal.index.and_then(|index| list.get(index)).copied();
		let is_payout =
			refusal.detail.as_ref().is_some_and(|detail| detail.name == "PayoutRefused");
		let obstacles = match pair {
			Some((holder, spot)) if is_payout => {
				let amount = thp_of(spot, rate);
				state.why_not_transfer(&state.reserve()?, &holder, amount).await?
			}
			_ => Vec::new(),
		};
		let mut help = Vec::new();
		if CEILINGS.contains(&refusal.name.as_str()) {
			let left = state.ceilings().await?;
			help.push(format!(
				"At most {} THP by one call, {} THP today, {} THP in this quarter, and {} THP out of \
				 the reserve and {} THP minted",
				money::thp(left.per_call),
				money::thp(left.today),
				money::thp(left.this_quarter),
				money::thp(left.in_reserve),
				money::thp(left.mintable)
			));
		}
		if refusal.name == "Conversion.RateChanged" {
			let rate = state.conversion_settings().await?.rate;
			help.push(format!("The current rate is {rate} SPOT for 1 THP"));
		}
		if refusal.name == "Conversion.RoundAnnounced"
			&& let Some(announced) = state.announcement().await?
		{
			help.push(format!("It opens from {} on", output::time(announced.opens_at)));
		}
		// The reserve itself need not have enough: what it lacks is minted to it first.
		let obstacles = obstacles
			.into_iter()
			.filter(|obstacle| !matches!(obstacle.reason, Reason::ExceedsBalance { .. }))
			.collect();
		Ok(Self { refusal, pair, obstacles, help })
	}

	/// Which pair, and what is wrong.
	fn text(&self) -> String {
		match (self.refusal.index, &self.pair) {
			(Some(index), Some((holder, spot))) => format!(
				"pair {}, {spot} SPOT of {holder}: {} ({})",
				index.saturating_add(1),
				self.refusal.meaning(),
				self.refusal.names()
			),
			_ => self.refusal.to_string(),
		}
	}

	/// What else can be said, in lines.
	fn more(&self) -> String {
		let mut lines: String = self.help.iter().map(|help| format!("\n{help}.")).collect();
		if !self.obstacles.is_empty() {
			lines.push('\n');
			lines.push_str(&reasons::lines(&self.obstacles));
		}
		lines
	}

	fn json(&self, rate: u32) -> Value {
		json!({
			"passes": false,
			"rate": rate,
			"error": self.refusal.names(),
			"meaning": self.refusal.meaning(),
			"pair": self.pair.map(|(holder, spot)| json!({
				"index": self.refusal.index,
				"account": holder.to_string(),
				"spot": spot,
			})),
			"reasons": self.obstacles.iter().map(reasons::json).collect::<Vec<_>>(),
			"help": self.help,
		})
	}

	fn into_error(self, rate: u32) -> ConversionRefused {
		let text = format!("{}.{}", self.text(), self.more());
		ConversionRefused { text, refusal: self.json(rate) }
	}
}

/// THP base units for so much SPOT.
fn thp_of(spot: u32, rate: u32) -> u128 {
	let whole = u128::from(spot.checked_div(rate).unwrap_or_default());
	whole.saturating_mul(10u128.pow(money::THP_DECIMALS))
}

fn quote_json(rate: u32, quote: &Quote) -> Value {
	json!({
		"passes": true,
		"rate": rate,
		"pairs": quote.payments.len(),
		"spot": quote.spot,
		"thp": money::thp(quote.amount),
		"from_reserve_thp": money::thp(quote.from_reserve),
		"minted_thp": money::thp(quote.minted),
		"payments": quote.payments.iter().map(|payment| json!({
			"account": payment.who.to_string(),
			"spot": payment.spot,
			"thp": money::thp(payment.amount),
			"from_reserve_thp": money::thp(payment.from_reserve),
			"minted_thp": money::thp(payment.minted),
		})).collect::<Vec<_>>(),
	})
}

fn quote_text(rate: u32, quote: &Quote) -> String {
	let rows = quote.payments.iter().map(|payment| {
		vec![
			payment.who.to_string(),
			payment.spot.to_string(),
			money::thp(payment.amount),
			money::thp(payment.from_reserve),
			money::thp(payment.minted),
		]
	});
	let sum = vec![
		format!("all {}", quote.payments.len()),
		quote.spot.to_string(),
		money::thp(quote.amount),
		money::thp(quote.from_reserve),
		money::thp(quote.minted),
	];
	let header = ["account", "SPOT", "THP", "from the reserve", "minted"];
	let table = output::table(&header, 1, rows.chain([sum]).collect());
	format!("{table}\nIt would be carried out now, at {rate} SPOT for 1 THP.")
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::{
		Detail,
		types::{Fix, PairQuote},
	};
	use subxt::utils::AccountId32;

	const HOLDER: AccountId32 = AccountId32([1; 32]);

	fn quote() -> Quote {
		let payment = PairQuote {
			who: HOLDER,
			spot: 20,
			amount: 2_000_000,
			from_reserve: 1_500_000,
			minted: 500_000,
		};
		Quote {
			payments: vec![payment],
			spot: 20,
			amount: 2_000_000,
			from_reserve: 1_500_000,
			minted: 500_000,
		}
	}

	#[test]
	fn a_quote_should_be_a_table_with_its_sum() {
		let text = quote_text(10, &quote());
		for part in [HOLDER.to_string().as_str(), "2.000000", "1.500000", "all 1", "10 SPOT for 1"]
		{
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let value = quote_json(10, &quote());
		assert_eq!(value["passes"], true);
		assert_eq!(value["payments"][0]["minted_thp"], "0.500000");
	}

	#[test]
	fn a_refusal_should_name_the_pair_and_what_is_wrong_with_it() {
		let refusal = Refusal {
			name: "Conversion.BadPair".to_owned(),
			meaning: "One pair is wrong".to_owned(),
			index: Some(1),
			detail: Some(Detail {
				name: "PayoutRefused".to_owned(),
				meaning: "The law is against it".to_owned(),
			}),
		};
		let why = Why {
			refusal,
			pair: Some((HOLDER, 20)),
			obstacles: vec![Obstacle { reason: Reason::Paused, fix: Fix::WaitForResume }],
			help: vec!["Wait".to_owned()],
		};
		let text = why.text();
		assert!(text.starts_with("pair 2, 20 SPOT of ") && text.contains("The law"), "{text}");
		assert!(text.ends_with("(Conversion.BadPair, PayoutRefused)"), "{text}");
		assert!(why.more().starts_with("\nWait.\n- All transfers are paused."), "{}", why.more());
		let value = why.json(10);
		assert_eq!(value["pair"]["index"], 1);
		assert_eq!(value["reasons"][0]["name"], "Paused");
		let error = why.into_error(10).to_string();
		assert!(error.starts_with("The chain refuses the conversion: pair 2, 20 SPOT"), "{error}");
	}

	#[test]
	fn thp_should_be_whole_ones() {
		assert_eq!(thp_of(20, 10), 2_000_000);
		assert_eq!(thp_of(29, 10), 2_000_000);
		assert_eq!(thp_of(20, 0), 0);
	}

	#[test]
	fn lists_should_come_from_the_line_and_the_file() {
		let folder = tempfile::tempdir().expect("a folder can be made");
		let file = folder.path().join("pairs.csv");
		std::fs::write(&file, format!("account,spot\n{HOLDER},30\n")).expect("it can be written");
		let mut options =
			PairsArg { pairs: vec![format!("{HOLDER}=20")], file: Some(file), rate: None };
		assert_eq!(list_of(&options).ok(), Some(vec![(HOLDER, 20), (HOLDER, 30)]));
		options.pairs = vec!["Nino=20".to_owned()];
		assert!(list_of(&options).is_err());
	}
}
