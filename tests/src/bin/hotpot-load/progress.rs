//! What people see meanwhile, on standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const TEMPLATE: &str = "{msg:<26} {wide_bar} {human_pos}/{human_len} {per_sec:>14} {elapsed}";

/// Where progress is shown.
#[derive(Clone, Copy, Debug)]
pub struct Console {
	is_quiet: bool,
}

impl Console {
	/// Shows progress, unless the output is for a program.
	pub const fn new(is_quiet: bool) -> Self {
		Self { is_quiet }
	}

	/// Says a line.
	pub fn note(self, text: &str) {
		if !self.is_quiet {
			eprintln!("{text}");
		}
	}

	/// Shows how far something is.
	pub fn bar(self, length: u64, what: &'static str) -> ProgressBar {
		if self.is_quiet {
			return ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
		}
		let style =
			ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
		ProgressBar::new(length).with_style(style).with_message(what)
	}
}
