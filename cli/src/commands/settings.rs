//! `hotpot settings`: what the network owner governs.

use super::{Node, carry_out};
use crate::{
	args::{SetSettings, Settings},
	exit::Usage,
	output::{self, Output},
};
use hotpot_cli::chain::settings::{self, Governed, SettingsError};
use serde_json::{Map, Value, json};

pub(crate) async fn run(command: Settings, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Settings::Show { pallet } => show(pallet.as_deref(), node, output).await,
		Settings::Set(options) => set(&options, node, output).await,
	}
}

async fn show(pallet: Option<&str>, node: &Node, output: &Output) -> anyhow::Result<()> {
	let wanted = match pallet {
		Some(name) => Governed::find(name).map_err(usage)?,
		None => Governed::all(),
	};
	let state = node.connect().await?.state().await?;
	let mut all = Vec::new();
	for governed in wanted {
		all.push(state.settings(governed).await?);
	}
	let value: Map<_, _> =
		all.iter().map(|settings| (settings.of().name(), json(settings))).collect();
	output.show(&Value::Object(value), || {
		let rows = all.iter().flat_map(|settings| {
			let pallet = settings.of().name();
			settings.lines().map(move |(name, text)| vec![pallet.clone(), name.to_owned(), text])
		});
		let table = output::table(&["pallet", "setting", "value"], 2, rows.collect());
		format!("{table}\nTimes are ms, amounts base units, parts millionths.")
	});
	Ok(())
}

async fn set(options: &SetSettings, node: &Node, output: &Output) -> anyhow::Result<()> {
	let SetSettings { owner, pallet, changes } = options;
	let (key, of) = (owner.owner_key.read()?, Governed::find_one(pallet).map_err(usage)?);
	let changes = changes
		.iter()
		.map(|change| {
			let wanted = || Usage(format!("\"{change}\" is not NAME=VALUE"));
			change.split_once('=').ok_or_else(wanted)
		})
		.collect::<Result<Vec<_>, _>>()?;
	let mut settings = node.connect().await?.state().await?.settings(of).await?;
	for (name, text) in changes {
		settings.set(name.trim(), text).map_err(usage)?;
	}
	let value = json!({ "pallet": of.name(), "settings": json(&settings) });
	let text = format!("the settings of {} are changed", of.name());
	carry_out(&settings.call(), &key, node, output, value, &text).await
}

fn usage(error: SettingsError) -> Usage {
	Usage(error.to_string())
}

fn json(settings: &settings::Settings) -> Value {
	settings.lines().map(|(name, text)| (name.to_owned(), Value::String(text))).collect()
}
