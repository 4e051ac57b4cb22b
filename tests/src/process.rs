//! What processes use, from `/proc`.

use anyhow::{Context, Result};
use std::fs;

/// Ticks a second where the kernel does not say; it has been so on Linux for decades.
const USUAL_TICKS: u64 = 100;
/// The entry of the auxiliary vector with the ticks a second.
const AT_CLKTCK: usize = 17;

/// What a process has used so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
	/// Seconds of CPU, user and system, all threads.
	pub cpu: f64,
	/// Resident memory now, in MB.
	pub resident: u64,
	/// The most it ever was, in MB.
	pub peak: u64,
}

/// What some processes use from a moment on.
#[derive(Debug)]
pub struct Meter {
	pids: Vec<u32>,
	cpu_before: f64,
}

impl Meter {
	/// Starts measuring.
	///
	/// # Errors
	/// A process that is not there.
	pub fn start(pids: &[u32]) -> Result<Self> {
		Ok(Self { pids: pids.to_vec(), cpu_before: cpu_of(pids)? })
	}

	/// Seconds of CPU that all of them used since then. Nothing if there is no process to measure.
	///
	/// # Errors
	/// A process that ended meanwhile.
	pub fn cpu_seconds(&self) -> Result<Option<f64>> {
		if self.pids.is_empty() {
			return Ok(None);
		}
		Ok(Some(cpu_of(&self.pids)? - self.cpu_before))
	}
}

/// What a process has used so far.
///
/// # Errors
/// A process that is not there.
pub fn usage(pid: u32) -> Result<Usage> {
	let read = |file: &str| {
		fs::read_to_string(format!("/proc/{pid}/{file}"))
			.with_context(|| format!("there is no process {pid}"))
	};
	let unreadable = || format!("/proc/{pid} does not look like Linux's");
	let (stat, status) = (read("stat")?, read("status")?);
	let ticks = cpu_ticks(&stat).with_context(unreadable)?;
	Ok(Usage {
		cpu: ticks as f64 / ticks_a_second() as f64,
		resident: megabytes(&status, "VmRSS:").with_context(unreadable)?,
		peak: megabytes(&status, "VmHWM:").with_context(unreadable)?,
	})
}

fn cpu_of(pids: &[u32]) -> Result<f64> {
	pids.iter().map(|pid| usage(*pid).map(|usage| usage.cpu)).sum()
}

/// `utime` + `stime` of a `/proc/<pid>/stat`. The program's name may hold blanks and brackets.
fn cpu_ticks(stat: &str) -> Option<u64> {
	let (_, rest) = stat.rsplit_once(')')?;
	let mut fields = rest.split_ascii_whitespace().skip(11);
	let user: u64 = fields.next()?.parse().ok()?;
	let system: u64 = fields.next()?.parse().ok()?;
	user.checked_add(system)
}

/// A line of a `/proc/<pid>/status` that is given in kB.
fn megabytes(status: &str, name: &str) -> Option<u64> {
	let line = status.lines().find_map(|line| line.strip_prefix(name))?;
	let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
	Some(kilobytes / 1024)
}

fn ticks_a_second() -> u64 {
	fs::read("/proc/self/auxv").ok().and_then(|vector| ticks_of(&vector)).unwrap_or(USUAL_TICKS)
}

fn ticks_of(auxiliary_vector: &[u8]) -> Option<u64> {
	const WORD: usize = size_of::<usize>();
	let word = |bytes: &[u8]| bytes.try_into().ok().map(usize::from_ne_bytes);
	auxiliary_vector.chunks_exact(2 * WORD).find_map(|pair| {
		let (key, value) = pair.split_at(WORD);
		let ticks = (word(key)? == AT_CLKTCK).then(|| word(value)).flatten()?;
		u64::try_from(ticks).ok().filter(|ticks| *ticks > 0)
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn cpu_ticks_should_be_found_behind_any_name() {
		let rest = "S 1 2 3 0 -1 4194560 9 8 7 6 1234 766 5 4 20 0 33 0 87 123456 789 1";
		for name in ["hotpot-node", "a b", "tricky) S 1 (", ""] {
			assert_eq!(cpu_ticks(&format!("42 ({name}) {rest}")), Some(2_000), "{name}");
		}
		for wrong in ["", "42 (x", "42 (x) S 1 2", "42 (x) S 1 2 3 0 -1 0 9 8 7 6 many 766"] {
			assert_eq!(cpu_ticks(wrong), None, "{wrong}");
		}
	}

	#[test]
	fn memory_should_be_read_in_megabytes() {
		let status = "Name:\tx\nVmHWM:\t  409600 kB\nVmRSS:\t  307200 kB\nThreads:\t4\n";
		assert_eq!(megabytes(status, "VmRSS:"), Some(300));
		assert_eq!(megabytes(status, "VmHWM:"), Some(400));
		assert_eq!(megabytes(status, "VmSwap:"), None);
		assert_eq!(megabytes("VmRSS:\tmuch\n", "VmRSS:"), None);
	}

	#[test]
	fn ticks_should_be_found_in_the_auxiliary_vector() {
		let vector = |pairs: &[(usize, usize)]| -> Vec<u8> {
			let words = pairs.iter().flat_map(|(key, value)| [*key, *value]);
			words.flat_map(usize::to_ne_bytes).collect()
		};
		assert_eq!(ticks_of(&vector(&[(6, 4096), (AT_CLKTCK, 250), (0, 0)])), Some(250));
		assert_eq!(ticks_of(&vector(&[(6, 4096), (AT_CLKTCK, 0)])), None);
		assert_eq!(ticks_of(&vector(&[(6, 4096)])), None);
		assert_eq!(ticks_of(&[1, 2, 3]), None);
	}

	#[test]
	fn this_process_should_use_something() {
		let usage = usage(std::process::id()).expect("this process is there");
		assert!(usage.cpu >= 0.0 && usage.resident > 0 && usage.peak >= usage.resident);
		assert!(Meter::start(&[u32::MAX]).is_err());
	}
}
