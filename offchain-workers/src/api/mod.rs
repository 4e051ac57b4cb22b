//! What this machine may ask of the worker, over HTTP/1.1 on a loopback address.
//!
//! | request | who | answer |
//! | --- | --- | --- |
//! | `GET /v1/claims` | the node's offchain worker | an `Offer` in SCALE: what to vote for |
//! | `POST /v1/reports` | modules that stream and show videos, with a token | what became of each report |
//! | `GET /v1/health` | whoever watches over the worker | JSON; 200 if all is well, else 503 |
//! | `GET /metrics` | Prometheus | numbers |

mod reports;
mod server;

pub use reports::{MAX_REPORTS, ReportError};
pub use server::{Api, ApiError, MAX_CONNECTIONS};

use crate::{clock::now, context::Context, secret::Secret};
use axum::{
	Router,
	body::{Body, Bytes},
	extract::{DefaultBodyLimit, Request, State},
	middleware::{self, Next},
	response::Response,
	routing::{get, post},
};
use codec::Encode;
use hotpot_primitives::observations::OFFER_PATH;
use hyper::{
	HeaderMap, StatusCode,
	header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;

/// Most bytes of a request's body.
pub const MAX_BODY: usize = 64 * 1024;
/// How long a request may take, its body included.
const DEADLINE: Duration = Duration::from_secs(5);
const JSON: &str = "application/json";
const SCALE: &str = "application/octet-stream";
const TEXT: &str = "text/plain; version=0.0.4";
/// Paths that metrics name; all others are one.
const PATHS: [&str; 4] = [OFFER_PATH, "/v1/reports", "/v1/health", "/metrics"];

#[derive(Clone, Debug)]
struct Shared {
	context: Context,
	token: Option<Arc<Secret>>,
}

/// The routes. `token` is what reports must come with; without it there are none.
fn router(context: Context, token: Option<Secret>) -> Router {
	let shared = Shared { context, token: token.map(Arc::new) };
	Router::new()
		.route(OFFER_PATH, get(claims))
		.route("/v1/reports", post(report))
		.route("/v1/health", get(health))
		.route("/metrics", get(metrics))
		.fallback(|| async { failure(StatusCode::NOT_FOUND, "there is no such path") })
		.method_not_allowed_fallback(|| async {
			failure(StatusCode::METHOD_NOT_ALLOWED, "the path takes another method")
		})
		.layer(DefaultBodyLimit::max(MAX_BODY))
		.layer(middleware::from_fn_with_state(shared.clone(), guard))
		.with_state(shared)
}

/// Refuses what a web page could have a browser on this machine ask, and what takes too long.
async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response {
	let asked = request.uri().path();
	let path = PATHS.into_iter().find(|path| *path == asked).unwrap_or("other");
	let response = if is_for_this_machine(request.headers()) {
		let late = |_| failure(StatusCode::REQUEST_TIMEOUT, "the request took too long");
		timeout(DEADLINE, next.run(request)).await.unwrap_or_else(late)
	} else {
		failure(StatusCode::MISDIRECTED_REQUEST, "the header Host must name this machine")
	};
	let status = response.status();
	shared.context.metrics.requests.with_label_values(&[path, status.as_str()]).inc();
	response
}

fn is_for_this_machine(headers: &HeaderMap) -> bool {
	let Some(host) = headers.get(HOST) else {
		return true;
	};
	let authority =
		host.to_str().ok().and_then(|host| host.parse::<hyper::http::uri::Authority>().ok());
	authority.is_some_and(|authority| crate::http::is_loopback(authority.host()))
}

async fn claims(State(shared): State<Shared>) -> Response {
	match shared.context.journal(|journal| journal.offer(now())).await {
		Ok(offering) => {
			if offering.overdue > 0 {
				let text = "claims were offered for ten minutes without a vote of our validator: \
				            does its node run with --worker-url, and does it take the claims?";
				shared.context.alerts.raise("api", text);
			}
			answer(StatusCode::OK, SCALE, offering.offer.encode())
		}
		Err(error) => failure(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()),
	}
}

async fn report(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
	let Some(token) = &shared.token else {
		let text = "nobody may report: the configuration has no table [reports]";
		return failure(StatusCode::FORBIDDEN, text);
	};
	let presented = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
	let presented = presented.and_then(|value| value.strip_prefix("Bearer "));
	if !presented.is_some_and(|presented| token.is(presented)) {
		let text = "reports come with the header Authorization: Bearer TOKEN";
		return failure(StatusCode::UNAUTHORIZED, text);
	}
	let reports = match reports::read(&body, now()) {
		Ok(reports) => reports,
		Err(error) => return failure(StatusCode::BAD_REQUEST, &error.to_string()),
	};
	match shared.context.journal(move |journal| journal.report(&reports, now())).await {
		Ok((outcomes, conflicts)) => {
			for conflict in conflicts {
				let fact = hex::encode(conflict.fact);
				let text = format!("fact 0x{fact}: a second report contradicts the first");
				shared.context.alerts.raise("reports", &text);
			}
			let outcomes: Vec<_> = outcomes.iter().map(|outcome| outcome.as_str()).collect();
			answer(StatusCode::OK, JSON, json!({ "outcomes": outcomes }).to_string())
		}
		Err(error) => failure(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()),
	}
}

async fn health(State(shared): State<Shared>) -> Response {
	// Shows whether the journal can be read now.
	let _ = shared.context.journal(|journal| journal.followed()).await;
	let report = shared.context.status.report();
	let status = if report.is_ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
	match serde_json::to_vec(&report) {
		Ok(body) => answer(status, JSON, body),
		Err(error) => failure(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
	}
}

async fn metrics(State(shared): State<Shared>) -> Response {
	let Context { status, metrics, .. } = &shared.context;
	let counted =
		shared.context.journal(|journal| Ok((journal.counts()?, journal.conflicts()?))).await;
	let (counts, conflicts) = counted.unwrap_or_default();
	match metrics.text(&status.report(), &counts, conflicts) {
		Ok(text) => answer(StatusCode::OK, TEXT, text),
		Err(error) => failure(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
	}
}

fn answer(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
	let mut response = Response::new(body.into());
	*response.status_mut() = status;
	let kind = hyper::header::HeaderValue::from_static(kind);
	response.headers_mut().insert(CONTENT_TYPE, kind);
	response
}

fn failure(status: StatusCode, text: &str) -> Response {
	answer(status, JSON, json!({ "error": text }).to_string())
}
