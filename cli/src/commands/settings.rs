//! `hotpot settings`: what the network owner governs.

use super::{Node, carry_out};
use crate::{
	args::{SetSettings, Settings},
	exit::Usage,
	output::{self, Output},
};
use hotpot_cli::chain::settings::{self, GOVERNED, governed};
use serde_json::{Map, Value, json};

pub(crate) async fn run(command: Settings, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Settings::Show { pallet } => show(pallet.as_deref(), node, output).await,
		Settings::Set(options) => set(&options, node, output).await,
	}
}

async fn show(pallet: Option<&str>, node: &Node, output: &Output) -> anyhow::Result<()> {
	let pallets = match pallet {
		Some(name) => vec![known(name)?],
		None => GOVERNED.to_vec(),
	};
	let state = node.connect().await?.state().await?;
	let mut all = Vec::new();
	for pallet in pallets {
		all.push(state.settings(pallet).await?);
	}
	let value: Map<_, _> =
		all.iter().map(|settings| (settings.pallet().to_lowercase(), json(settings))).collect();
	output.show(&Value::Object(value), || {
		let rows = all.iter().flat_map(|settings| {
			let pallet = settings.pallet().to_lowercase();
			settings.lines().map(move |(name, text)| vec![pallet.clone(), name.to_owned(), text])
		});
		let table = output::table(&["pallet", "setting", "value"], 2, rows.collect());
		format!("{table}\nTimes are ms, amounts base units, parts millionths.")
	});
	Ok(())
}

async fn set(options: &SetSettings, node: &Node, output: &Output) -> anyhow::Result<()> {
	let SetSettings { owner, pallet, changes } = options;
	let (key, pallet) = (owner.owner_key.read()?, known(pallet)?);
	let changes = changes
		.iter()
		.map(|change| {
			let wanted = || Usage(format!("\"{change}\" is not NAME=VALUE"));
			change.split_once('=').ok_or_else(wanted)
		})
		.collect::<Result<Vec<_>, _>>()?;
	let mut settings = node.connect().await?.state().await?.settings(pallet).await?;
	for (name, text) in changes {
		settings.set(name.trim(), text).map_err(|error| Usage(error.to_string()))?;
	}
	let value = json!({ "pallet": pallet.to_lowercase(), "settings": json(&settings) });
	let text = format!("the settings of {} are changed", pallet.to_lowercase());
	carry_out(&settings.call(), &key, node, output, value, &text).await
}

fn known(pallet: &str) -> Result<&'static str, Usage> {
	governed(pallet).map_err(|error| Usage(error.to_string()))
}

fn json(settings: &settings::Settings) -> Value {
	settings.lines().map(|(name, text)| (name.to_owned(), Value::String(text))).collect()
}
