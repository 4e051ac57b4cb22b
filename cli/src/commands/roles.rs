//! `hotpot role`.

use super::{Node, carry_out};
use crate::{
	args::{GrantRole, RoleOf, Roles},
	exit::Usage,
	output::{self, Output},
};
use hotpot_cli::{
	chain::{
		calls,
		types::{Grant, Scope},
	},
	keys, times,
};
use serde_json::{Value, json};

pub(crate) async fn run(command: Roles, node: &Node, output: &Output) -> anyhow::Result<()> {
	match command {
		Roles::Grant(options) => grant(&options, node, output).await,
		Roles::Revoke(options) => revoke(&options, node, output).await,
		Roles::List { account } => list(&account, node, output).await,
	}
}

async fn grant(options: &GrantRole, node: &Node, output: &Output) -> anyhow::Result<()> {
	let GrantRole { role: RoleOf { account, role, node: restaurant, key }, until, days } = options;
	let (key, account, scope) = (key.read()?, keys::parse_address(account)?, scope(*restaurant));
	let expires_at = end_of(until.as_deref(), *days, times::now())?;
	let call = calls::grant_role(account, *role, scope, expires_at);
	let value = json!({
		"account": account.to_string(),
		"role": role.as_str(),
		"node": restaurant,
		"expires_at": expires_at,
	});
	let until = expires_at.map(|at| format!(" until {}", output::time(at))).unwrap_or_default();
	let text = format!("{account} is {role} in {scope}{until}");
	carry_out(&call, &key, node, output, value, &text).await
}

async fn revoke(options: &RoleOf, node: &Node, output: &Output) -> anyhow::Result<()> {
	let RoleOf { account, role, node: restaurant, key } = options;
	let (key, account, scope) = (key.read()?, keys::parse_address(account)?, scope(*restaurant));
	let call = calls::revoke_role(account, *role, scope);
	let value =
		json!({ "account": account.to_string(), "role": role.as_str(), "node": restaurant });
	let text = format!("{account} is no longer {role} in {scope}");
	carry_out(&call, &key, node, output, value, &text).await
}

async fn list(account: &str, node: &Node, output: &Output) -> anyhow::Result<()> {
	let account = keys::parse_address(account)?;
	let state = node.connect().await?.state().await?;
	let (grants, now) = (state.roles_of(&account).await?, state.now().await?);
	let value = grants.iter().map(|grant| self::json(grant, now)).collect();
	output.show(&Value::Array(value), || {
		if grants.is_empty() {
			return format!("{account} has no role.");
		}
		let rows = grants.iter().map(|grant| {
			vec![
				grant.role.to_string(),
				grant.scope.to_string(),
				until(grant, now),
				grant.granted_by.map_or_else(|| "network owner".to_owned(), |who| who.to_string()),
			]
		});
		output::table(&["role", "where", "until", "given by"], 4, rows.collect())
	});
	Ok(())
}

/// A role as JSON.
pub(super) fn json(grant: &Grant, now: u64) -> Value {
	let node = match grant.scope {
		Scope::Network => None,
		Scope::Node(node) => Some(node),
	};
	json!({
		"role": grant.role.as_str(),
		"node": node,
		"expires_at": grant.expires_at,
		"holds": holds(grant, now),
		"granted_by": grant.granted_by.map(|who| who.to_string()),
	})
}

/// A role in words.
pub(super) fn text(grant: &Grant, now: u64) -> String {
	match grant.expires_at {
		None => format!("{} in {}", grant.role, grant.scope),
		Some(_) => format!("{} in {}, until {}", grant.role, grant.scope, until(grant, now)),
	}
}

fn until(grant: &Grant, now: u64) -> String {
	match grant.expires_at {
		None => "revoked".to_owned(),
		Some(at) if holds(grant, now) => output::time(at),
		Some(at) => format!("{} (over)", output::time(at)),
	}
}

fn holds(grant: &Grant, now: u64) -> bool {
	grant.expires_at.is_none_or(|at| at > now)
}

fn scope(node: Option<u32>) -> Scope {
	node.map_or(Scope::Network, Scope::Node)
}

/// When a role ends, UNIX ms.
fn end_of(until: Option<&str>, days: Option<u32>, now: u64) -> Result<Option<u64>, Usage> {
	match (until, days) {
		(Some(text), _) => times::end_of_day(text).map(Some).map_err(Usage),
		(None, Some(days)) => {
			Ok(Some(now.saturating_add(u64::from(days).saturating_mul(times::DAY))))
		}
		(None, None) => Ok(None),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use hotpot_cli::chain::types::Role;

	#[test]
	fn a_role_should_end_when_told() {
		assert_eq!(end_of(None, None, 5).ok(), Some(None));
		assert_eq!(end_of(None, Some(2), 5).ok(), Some(Some(2 * times::DAY + 5)));
		let end = end_of(Some("2027-01-31"), None, 5).ok().flatten();
		assert_eq!(end, times::end_of_day("2027-01-31").ok());
		assert!(end_of(Some("soon"), None, 5).is_err());
	}

	#[test]
	fn roles_should_tell_whether_they_are_over() {
		let grant = Grant {
			role: Role::Auditor,
			scope: Scope::Network,
			expires_at: Some(1_795_165_511_000),
			granted_by: None,
		};
		assert_eq!(text(&grant, 0), "auditor in the whole network, until 2026-11-20 09:05:11 UTC");
		assert!(text(&grant, u64::MAX).ends_with("(over)"));
		assert_eq!(json(&grant, u64::MAX)["holds"], false);
		let endless = Grant { expires_at: None, scope: Scope::Node(3), ..grant };
		assert_eq!(text(&endless, u64::MAX), "auditor in restaurant 3");
		assert_eq!(json(&endless, 0)["node"], 3);
	}
}
