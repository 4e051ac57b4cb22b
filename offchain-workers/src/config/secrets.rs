//! Where secrets come from: the environment, or files of their own.

use super::ConfigError;
use crate::secret::Secret;
use std::{env, fs, path::Path};

/// How the names of all variables begin. A key that was put in a name's place does not, and is then
/// neither looked up nor shown.
const PREFIX: &str = "HOTPOT_WORKER_";

/// The secret of a variable or of a file; nothing if neither is named.
pub(super) fn find(
	key: &str,
	variable: Option<&str>,
	file: Option<&Path>,
) -> Result<Option<Secret>, ConfigError> {
	let missing = |problem: String| ConfigError::NoSecret { key: key.to_owned(), problem };
	let secret = match (variable, file) {
		(None, None) => return Ok(None),
		(Some(_), Some(_)) => {
			return Err(missing("set the variable or the file, not both".to_owned()));
		}
		(Some(name), None) => {
			check_variable(key, name)?;
			let value = env::var(name).map_err(|_| {
				missing(format!(
					"the environment variable {name} is not set; export it, or name a file"
				))
			})?;
			Secret::new(&value)
		}
		(None, Some(path)) => {
			let value = fs::read_to_string(path).map_err(|error| {
				missing(format!("{}: {error}; put the secret there", path.display()))
			})?;
			Secret::new(&value)
		}
	};
	if secret.is_empty() { Err(missing("it is empty".to_owned())) } else { Ok(Some(secret)) }
}

/// Whether this may be a variable's name.
pub(super) fn check_variable(key: &str, name: &str) -> Result<(), ConfigError> {
	let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
	if name.starts_with(PREFIX) && name.chars().all(is_name) {
		return Ok(());
	}
	let problem = format!(
		"names an environment variable, which begins with {PREFIX}; secrets don't stand in this file"
	);
	Err(ConfigError::wrong(key, problem))
}
