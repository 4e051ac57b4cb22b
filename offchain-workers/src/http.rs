//! How rails ask their endpoints: JSON over HTTP/1.1 and TLS, with a deadline for the whole
//! exchange, a limit on the answer, and no redirects. Plain HTTP is for this machine only.

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
	HeaderMap, Method, Request, Response, StatusCode, Uri,
	body::{Bytes, Incoming},
	header::{
		ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, USER_AGENT,
	},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
	client::legacy::{Client, connect::HttpConnector},
	rt::{TokioExecutor, TokioTimer},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{error::Error, net::IpAddr, time::Duration};
use thiserror::Error;
use tokio::time::timeout;

use crate::secret::Secret;

/// Most bytes of an answer that are read, if nothing else is said.
pub const MAX_BODY: usize = 4 * 1024 * 1024;
/// How long an exchange may take, if nothing else is said.
pub const DEADLINE: Duration = Duration::from_secs(10);
/// How long to leave an endpoint alone that says "too many requests" and not for how long.
const DEFAULT_REST: Duration = Duration::from_secs(10);
/// The longest rest that an endpoint can order.
const MAX_REST: Duration = Duration::from_secs(3600);
/// How long an unused connection is kept.
const IDLE: Duration = Duration::from_secs(30);
/// How many characters of an error's answer are told.
const EXCERPT: usize = 160;

/// Why an exchange came to nothing. Says nothing of headers, so no key gets into a log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HttpError {
	/// Not an address.
	#[error("\"{0}\" is no address; it looks like https://api.example.org/path")]
	BadUrl(String),
	/// Plain HTTP to another machine.
	#[error("{0} is not encrypted; only this machine's own addresses may be asked by http://")]
	NotEncrypted(String),
	/// A header that can't be sent.
	#[error(
		"the header {0} can't be sent: its value holds a line break or another control character"
	)]
	BadHeader(String),
	/// No certificate authorities are installed.
	#[error("no certificate authorities are installed; install the package ca-certificates ({0})")]
	NoAuthorities(String),
	/// No connection.
	#[error("no connection: {0}")]
	NoConnection(String),
	/// The whole answer was not there in time.
	#[error("no complete answer within {0:?}")]
	TimedOut(Duration),
	/// It points elsewhere. Keys are not sent where nobody configured.
	#[error("answers with a redirect ({0}), which is not followed; configure the new address")]
	Redirected(u16),
	/// It asks to be left alone.
	#[error("asks to be left alone for {0:?}")]
	TooManyRequests(Duration),
	/// Any other status than success.
	#[error("answers with status {status}: {excerpt}")]
	Refused {
		/// The status.
		status: u16,
		/// How its body begins.
		excerpt: String,
	},
	/// More than so many bytes.
	#[error("answers with more than {0} bytes")]
	TooLarge(usize),
	/// The same, for a block of TRON. The rail stands still before it.
	#[error(
		"answers with more than {0} bytes; to read the block, raise max_block_mib in [tron] of the \
		 configuration"
	)]
	BlockTooLarge(usize),
	/// Not who it should be, as far as TLS shows.
	#[error(
		"is not trusted: {0}. If the certificate is meant to be of an authority of your own, name \
		 that one's file by the environment variable SSL_CERT_FILE"
	)]
	Untrusted(String),
	/// The connection ended within the answer.
	#[error("the answer is cut off: {0}")]
	CutOff(String),
	/// Something else than JSON.
	#[error("answers with {0} instead of JSON")]
	NotJson(String),
	/// JSON of another shape, or no JSON at all.
	#[error("the answer is not what its documentation says: {0}")]
	BadJson(String),
}

/// A header of a request. Its value never shows in `Debug`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
	name: HeaderName,
	value: HeaderValue,
}

impl Header {
	/// A header with a secret value, an API key for instance.
	///
	/// # Errors
	/// [`HttpError::BadHeader`].
	pub fn secret(name: &'static str, value: &Secret) -> Result<Self, HttpError> {
		let wrong = || HttpError::BadHeader(name.to_owned());
		let name: HeaderName = name.parse().map_err(|_| wrong())?;
		let mut value = HeaderValue::from_str(value.reveal()).map_err(|_| wrong())?;
		value.set_sensitive(true);
		Ok(Self { name, value })
	}
}

/// A client. Cloning is cheap and shares the connections.
#[derive(Clone, Debug)]
pub struct Http {
	client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
	deadline: Duration,
}

impl Http {
	/// A client that trusts this machine's certificate authorities (`SSL_CERT_FILE` and
	/// `SSL_CERT_DIR` name others) and gives every exchange so long, connecting included.
	///
	/// # Errors
	/// [`HttpError::NoAuthorities`].
	pub fn new(deadline: Duration) -> Result<Self, HttpError> {
		let connector = HttpsConnectorBuilder::new()
			.with_native_roots()
			.map_err(|error| HttpError::NoAuthorities(error.to_string()))?
			.https_or_http()
			.enable_http1()
			.build();
		let client = Client::builder(TokioExecutor::new())
			.pool_timer(TokioTimer::new())
			.pool_idle_timeout(IDLE)
			.pool_max_idle_per_host(2)
			.build(connector);
		Ok(Self { client, deadline })
	}

	/// How long an exchange may take.
	pub const fn deadline(&self) -> Duration {
		self.deadline
	}

	/// Gets JSON.
	///
	/// # Errors
	/// Any [`HttpError`].
	pub async fn get_json<T: DeserializeOwned>(
		&self,
		url: &str,
		headers: &[Header],
	) -> Result<T, HttpError> {
		let request = request(Method::GET, url, headers, Bytes::new())?;
		parse(&self.exchange(request, MAX_BODY).await?)
	}

	/// Posts JSON and gets JSON.
	///
	/// # Errors
	/// Any [`HttpError`].
	pub async fn post_json<B: Serialize + ?Sized + Sync, T: DeserializeOwned>(
		&self,
		url: &str,
		headers: &[Header],
		body: &B,
	) -> Result<T, HttpError> {
		self.post_json_up_to(url, headers, body, MAX_BODY).await
	}

	/// Posts JSON and gets JSON of at most so many bytes.
	///
	/// # Errors
	/// Any [`HttpError`].
	pub async fn post_json_up_to<B: Serialize + ?Sized + Sync, T: DeserializeOwned>(
		&self,
		url: &str,
		headers: &[Header],
		body: &B,
		most: usize,
	) -> Result<T, HttpError> {
		let body =
			serde_json::to_vec(body).map_err(|error| HttpError::BadJson(error.to_string()))?;
		let mut request = request(Method::POST, url, headers, body.into())?;
		request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
		parse(&self.exchange(request, most).await?)
	}

	async fn exchange(
		&self,
		request: Request<Full<Bytes>>,
		most: usize,
	) -> Result<Bytes, HttpError> {
		let exchange = async {
			let response = self.client.request(request).await;
			answer(response.map_err(|error| no_connection(&error))?, most).await
		};
		timeout(self.deadline, exchange)
			.await
			.unwrap_or_else(|_| Err(HttpError::TimedOut(self.deadline)))
	}
}

/// Reads an address that may be asked: encrypted, or on this machine; without user and password.
///
/// # Errors
/// [`HttpError::BadUrl`], [`HttpError::NotEncrypted`].
pub fn check_url(url: &str) -> Result<Uri, HttpError> {
	let wrong = || HttpError::BadUrl(url.chars().take(EXCERPT).collect());
	let uri: Uri = url.parse().map_err(|_| wrong())?;
	let authority = uri.authority().ok_or_else(wrong)?;
	if authority.as_str().contains('@') {
		return Err(HttpError::BadUrl(format!("…@{}", authority.host())));
	}
	match uri.scheme_str() {
		Some("https") => Ok(uri),
		Some("http") if is_loopback(authority.host()) => Ok(uri),
		Some("http") => Err(HttpError::NotEncrypted(authority.host().to_owned())),
		_ => Err(wrong()),
	}
}

/// Whether a host, as an address names it, is this machine.
pub fn is_loopback(host: &str) -> bool {
	let bare = host.trim_start_matches('[').trim_end_matches(']');
	host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn request(
	method: Method,
	url: &str,
	headers: &[Header],
	body: Bytes,
) -> Result<Request<Full<Bytes>>, HttpError> {
	let mut request = Request::new(Full::new(body));
	*request.method_mut() = method;
	*request.uri_mut() = check_url(url)?;
	let map = request.headers_mut();
	map.insert(ACCEPT, HeaderValue::from_static("application/json"));
	map.insert(
		USER_AGENT,
		HeaderValue::from_static(concat!("hotpot-worker/", env!("CARGO_PKG_VERSION"))),
	);
	for Header { name, value } in headers {
		map.insert(name.clone(), value.clone());
	}
	Ok(request)
}

async fn answer(response: Response<Incoming>, most: usize) -> Result<Bytes, HttpError> {
	let (status, headers) = (response.status(), response.headers().clone());
	if status == StatusCode::TOO_MANY_REQUESTS {
		return Err(HttpError::TooManyRequests(rest(&headers)));
	}
	if status.is_redirection() {
		return Err(HttpError::Redirected(status.as_u16()));
	}
	if status.is_success() {
		must_be_json(&headers)?;
	}
	let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
	if length.and_then(|text| text.parse().ok()).is_some_and(|length: usize| length > most) {
		return Err(HttpError::TooLarge(most));
	}
	let body = Limited::new(response.into_body(), most).collect().await;
	let body = body.map(|body| body.to_bytes()).map_err(|error| {
		if error.is::<http_body_util::LengthLimitError>() {
			HttpError::TooLarge(most)
		} else {
			HttpError::CutOff(chain_of(error.as_ref()))
		}
	});
	if status.is_success() {
		return body;
	}
	let excerpt = excerpt(&body.unwrap_or_default());
	Err(HttpError::Refused { status: status.as_u16(), excerpt })
}

/// Some nodes of TRON name no type at all.
fn must_be_json(headers: &HeaderMap) -> Result<(), HttpError> {
	let Some(given) = headers.get(CONTENT_TYPE) else {
		return Ok(());
	};
	let given = String::from_utf8_lossy(given.as_bytes()).to_ascii_lowercase();
	let kind = given.split(';').next().unwrap_or_default().trim();
	if kind == "application/json" || kind == "text/json" || kind.ends_with("+json") {
		Ok(())
	} else {
		Err(HttpError::NotJson(excerpt(kind.as_bytes())))
	}
}

fn rest(headers: &HeaderMap) -> Duration {
	headers
		.get(RETRY_AFTER)
		.and_then(|value| value.to_str().ok()?.trim().parse().ok())
		.map_or(DEFAULT_REST, Duration::from_secs)
		.clamp(Duration::from_secs(1), MAX_REST)
}

/// Reads all of the bytes as one value of JSON.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, HttpError> {
	serde_json::from_slice(bytes)
		.map_err(|error| HttpError::BadJson(excerpt(error.to_string().as_bytes())))
}

/// Its beginning, fit for a line of a log.
fn excerpt(bytes: &[u8]) -> String {
	let text = String::from_utf8_lossy(bytes);
	text.chars().take(EXCERPT).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What TLS says of a certificate comes as any failure to connect does.
fn no_connection(error: &(dyn Error + 'static)) -> HttpError {
	let text = chain_of(error);
	match text.find("invalid peer certificate") {
		Some(at) => HttpError::Untrusted(text.get(at..).unwrap_or_default().to_owned()),
		None => HttpError::NoConnection(text),
	}
}

/// An error and what is behind it.
fn chain_of(error: &(dyn Error + 'static)) -> String {
	let mut text = error.to_string();
	let mut source = error.source();
	while let Some(error) = source {
		text = format!("{text}: {error}");
		source = error.source();
	}
	text
}
