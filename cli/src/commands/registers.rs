//! `hotpot compliance register`, and the log of `hotpot conversion log` as a register.

use super::Node;
use crate::{
	args::{RegisterFile, Registers},
	exit::Usage,
	output::Output,
};
use anyhow::ensure;
use hotpot_cli::{
	chain::{Chain, State},
	register::{self, Format, Origin, Register, RegisterWriter},
};
use serde_json::json;
use std::{
	fs::{self, File},
	io::{self, BufWriter, Write},
	path::{Path, PathBuf},
};
use subxt::utils::AccountId32;

pub(crate) async fn run(options: Registers, node: &Node, output: &Output) -> anyhow::Result<()> {
	write_out(options.register.into(), options.file, node, output).await
}

/// Writes a register to stdout or a file.
pub(super) async fn write_out(
	register: Register,
	options: RegisterFile,
	node: &Node,
	output: &Output,
) -> anyhow::Result<()> {
	let format = format_of(options.format.map(Into::into), options.out.as_deref(), *output)?;
	let chain = node.connect().await?;
	let head = match options.at {
		Some(name) => chain.finalized_block(name).await?,
		None => chain.finalized().await?,
	};
	let state = chain.state_at(head).await?;
	let origin = origin(&chain, &state).await?;
	let Some(path) = &options.out else {
		let out = BufWriter::new(io::stdout());
		return match print(format, register, origin, out, &state).await {
			Err(error) if is_gone(&error) => Ok(()),
			outcome => outcome,
		};
	};
	// Under another name until it is whole: half a register must not pass for one.
	let partial = partial_of(path);
	let unwritable =
		|error: io::Error| Usage(format!("{} can't be written: {error}", path.display()));
	let out = BufWriter::new(File::create(&partial).map_err(unwritable)?);
	let writer = RegisterWriter::begin(format, register, origin, out)?;
	let (entries, out) = write(writer, register, &state).await?;
	out.into_inner().map_err(|error| error.into_error())?.sync_all()?;
	fs::rename(&partial, path).map_err(unwritable)?;
	let value = json!({
		"register": register.name(),
		"file": path.display().to_string(),
		"entries": entries,
		"block": origin.block,
		"block_hash": format!("{:?}", origin.hash),
	});
	output.show(&value, || {
		format!(
			"{} has the register of {} as of block {}; entries: {entries}.",
			path.display(),
			register.name(),
			origin.block
		)
	});
	Ok(())
}

/// What is asked for, or what fits: nothing but JSON goes to stdout with `--json`.
fn format_of(asked: Option<Format>, out: Option<&Path>, output: Output) -> Result<Format, Usage> {
	match asked {
		Some(format) if output.is_json() && out.is_none() && format != Format::Json => {
			Err(Usage("with --json, name the file of another format with --out".to_owned()))
		}
		Some(format) => Ok(format),
		None if output.is_json() => Ok(Format::Json),
		None => Ok(Format::Csv),
	}
}

async fn origin(chain: &Chain, state: &State) -> anyhow::Result<Origin> {
	let head = state.head();
	Ok(Origin {
		block: head.number,
		hash: head.hash,
		time: state.now().await?,
		genesis: chain.genesis_hash(),
	})
}

async fn print<W: Write>(
	format: Format,
	register: Register,
	origin: Origin,
	out: W,
	state: &State,
) -> anyhow::Result<()> {
	let writer = RegisterWriter::begin(format, register, origin, out)?;
	write(writer, register, state).await.map(drop)
}

/// Whether a reader went away, which is no error.
fn is_gone(error: &anyhow::Error) -> bool {
	let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
	kind == Some(io::ErrorKind::BrokenPipe)
}

/// Writes all pages. Gives the number of entries, and where they were written to.
async fn write<W: Write>(
	mut writer: RegisterWriter<W>,
	register: Register,
	state: &State,
) -> anyhow::Result<(u64, W)> {
	match register {
		Register::Holders => write_holders(&mut writer, state).await?,
		Register::Emissions => write_emissions(&mut writer, state).await?,
		Register::Actions => write_actions(&mut writer, state).await?,
		Register::Conversions => write_conversions(&mut writer, state).await?,
	}
	Ok(writer.finish()?)
}

async fn write_holders<W: Write>(
	writer: &mut RegisterWriter<W>,
	state: &State,
) -> anyhow::Result<()> {
	let mut cursor: Option<AccountId32> = None;
	loop {
		let page = state.holders(cursor).await?;
		let Some(last) = page.last().map(|holder| holder.account) else { return Ok(()) };
		ensure!(cursor != Some(last), "the node gives the same page of holders again and again");
		cursor = Some(last);
		for holder in &page {
			writer.entry(&register::holder(holder))?;
		}
	}
}

async fn write_emissions<W: Write>(
	writer: &mut RegisterWriter<W>,
	state: &State,
) -> anyhow::Result<()> {
	let mut from = 0u32;
	loop {
		let page = state.emissions(from).await?;
		let Some(last) = page.last().map(|(number, _)| *number) else { return Ok(()) };
		ensure!(last >= from, "the node gives the same page of emissions again and again");
		from = last.saturating_add(1);
		for (number, emission) in &page {
			writer.entry(&register::emission(*number, emission))?;
		}
	}
}

async fn write_actions<W: Write>(
	writer: &mut RegisterWriter<W>,
	state: &State,
) -> anyhow::Result<()> {
	let mut from = 0u64;
	loop {
		let page = state.actions(from).await?;
		let Some(last) = page.last().map(|(number, _)| *number) else { return Ok(()) };
		ensure!(last >= from, "the node gives the same page of actions again and again");
		from = last.saturating_add(1);
		for (number, action) in &page {
			writer.entry(&register::action(*number, action))?;
		}
	}
}

async fn write_conversions<W: Write>(
	writer: &mut RegisterWriter<W>,
	state: &State,
) -> anyhow::Result<()> {
	let mut from = 0u32;
	loop {
		let page = state.conversions(from).await?;
		let Some(last) = page.last().map(|(number, _)| *number) else { return Ok(()) };
		ensure!(last >= from, "the node gives the same page of conversions again and again");
		from = last.saturating_add(1);
		for (number, conversion) in &page {
			writer.entry(&register::conversion(*number, conversion))?;
		}
	}
}

pub(super) fn partial_of(path: &Path) -> PathBuf {
	let mut name = path.as_os_str().to_owned();
	name.push(".partial");
	name.into()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn json_should_be_all_that_goes_to_stdout_when_it_was_asked_for() {
		let (plain, json) = (Output::new(false), Output::new(true));
		let file = Some(Path::new("holders.xml"));
		assert_eq!(format_of(None, None, plain).ok(), Some(Format::Csv));
		assert_eq!(format_of(None, None, json).ok(), Some(Format::Json));
		assert_eq!(format_of(Some(Format::Xml), None, plain).ok(), Some(Format::Xml));
		assert_eq!(format_of(Some(Format::Xml), file, json).ok(), Some(Format::Xml));
		assert!(format_of(Some(Format::Xml), None, json).is_err());
	}

	#[test]
	fn a_register_should_have_another_name_until_it_is_whole() {
		assert_eq!(partial_of(Path::new("a/holders.csv")), Path::new("a/holders.csv.partial"));
	}
}
