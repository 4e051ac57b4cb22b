//! Several endpoints of one chain that are all asked the same, because any of them may lie.
//!
//! An answer counts when a majority **of all that are configured** gives it, equal after parsing.
//! Endpoints that are down or contradict the majority change nothing, and are alerted. One endpoint
//! is its own majority; of two, both must agree.

use crate::{
	http::{Header, Http, HttpError, MAX_BODY},
	rail::RailError,
};
use hotpot_primitives::observations::Rail as RailName;
use serde::{Serialize, de::DeserializeOwned};
use std::{
	collections::BTreeSet,
	future::Future,
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
	time::Duration,
};
use thiserror::Error;
use tokio::{
	sync::Mutex,
	task::JoinSet,
	time::{Instant, sleep_until, timeout_at},
};

/// How long the rest may still answer once a majority is reached.
const GRACE: Duration = Duration::from_millis(500);

/// What an endpoint did since the start.
#[derive(Debug, Default)]
pub struct Tally {
	/// Requests sent to it.
	pub asked: AtomicU64,
	/// Requests that came to nothing.
	pub failed: AtomicU64,
	/// Answers that a majority contradicted.
	pub contradicted: AtomicU64,
}

/// One endpoint. Cloning is cheap and shares the pace and the tally.
#[derive(Clone, Debug)]
pub struct Endpoint {
	url: Arc<str>,
	name: Arc<str>,
	headers: Arc<[Header]>,
	http: Http,
	/// The least time between two requests.
	pause: Duration,
	/// When the next request may go out.
	next: Arc<Mutex<Instant>>,
	tally: Arc<Tally>,
}

impl Endpoint {
	/// The endpoint at a base address, to which paths are appended. Its requests are at least `pause`
	/// apart: a second for an endpoint that allows one request a second.
	///
	/// # Errors
	/// [`HttpError::BadUrl`], [`HttpError::NotEncrypted`].
	pub fn new(
		http: Http,
		url: &str,
		headers: Vec<Header>,
		pause: Duration,
	) -> Result<Self, HttpError> {
		let uri = crate::http::check_url(url)?;
		if uri.query().is_some() {
			return Err(HttpError::BadUrl(url.to_owned()));
		}
		let name = uri.authority().map_or(url, |authority| authority.as_str());
		Ok(Self {
			url: url.trim_end_matches('/').into(),
			name: name.into(),
			headers: headers.into(),
			http,
			pause,
			next: Arc::new(Mutex::new(Instant::now())),
			tally: Arc::default(),
		})
	}

	/// Its host, and its port if it is unusual.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// Its base address, without a slash at the end.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// What it did since the start.
	pub fn tally(&self) -> &Tally {
		&self.tally
	}

	/// Gets JSON from a path, which begins with a slash and may hold a query.
	///
	/// # Errors
	/// Any [`HttpError`]; [`HttpError::TooManyRequests`] also while it rests.
	pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, HttpError> {
		self.turn().await?;
		self.done(self.http.get_json(&format!("{}{path}", self.url), &self.headers).await).await
	}

	/// Posts JSON to a path, which begins with a slash, and gets JSON.
	///
	/// # Errors
	/// As [`Self::get`].
	pub async fn post<B: Serialize + ?Sized + Sync, T: DeserializeOwned>(
		&self,
		path: &str,
		body: &B,
	) -> Result<T, HttpError> {
		self.post_up_to(path, body, MAX_BODY).await
	}

	/// Posts JSON to a path, which begins with a slash, and gets JSON of at most so many bytes.
	///
	/// # Errors
	/// As [`Self::get`].
	pub async fn post_up_to<B: Serialize + ?Sized + Sync, T: DeserializeOwned>(
		&self,
		path: &str,
		body: &B,
		most: usize,
	) -> Result<T, HttpError> {
		self.turn().await?;
		let url = format!("{}{path}", self.url);
		self.done(self.http.post_json_up_to(&url, &self.headers, body, most).await).await
	}

	/// Waits until the next request may go out. An endpoint that asked for longer is not waited for.
	async fn turn(&self) -> Result<(), HttpError> {
		let mut next = self.next.lock().await;
		let (now, start) = (Instant::now(), *next);
		let wait = start.saturating_duration_since(now);
		if wait > self.http.deadline() {
			return Err(HttpError::TooManyRequests(wait));
		}
		*next = start.max(now) + self.pause;
		drop(next);
		sleep_until(start).await;
		self.tally.asked.fetch_add(1, Ordering::Relaxed);
		Ok(())
	}

	async fn done<T>(&self, outcome: Result<T, HttpError>) -> Result<T, HttpError> {
		if outcome.is_err() {
			self.tally.failed.fetch_add(1, Ordering::Relaxed);
		}
		if let Err(HttpError::TooManyRequests(rest)) = &outcome {
			let mut next = self.next.lock().await;
			*next = (*next).max(Instant::now() + *rest);
		}
		outcome
	}
}

/// What a majority answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Majority<T> {
	/// The answer.
	pub answer: T,
	/// Which endpoints failed or contradict it, in words, for [`crate::rail::Found::alerts`].
	pub alerts: Vec<String>,
}

/// Why there is no majority.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EndpointsError {
	/// Too few answered.
	#[error("{answered} of {needed} needed endpoints answer: {reason}")]
	TooFew {
		/// How many answered.
		answered: usize,
		/// How many must agree.
		needed: usize,
		/// What the others said.
		reason: String,
	},
	/// Too few answered, and some ask to be left alone for so long.
	#[error("endpoints ask to be left alone for {0:?}")]
	TooManyRequests(Duration),
	/// Enough answered, and they contradict one another.
	#[error("endpoints disagree about {0}")]
	Disagreement(String),
}

impl EndpointsError {
	/// As the error of a rail's step.
	pub fn of(self, rail: RailName) -> RailError {
		match self {
			Self::TooManyRequests(rest) => RailError::TooManyRequests(rest),
			Self::Disagreement(about) => RailError::Disagreement(about),
			Self::TooFew { .. } => RailError::Unreachable { rail, reason: self.to_string() },
		}
	}
}

/// All endpoints of one chain; at least one.
#[derive(Clone, Debug)]
pub struct Endpoints {
	all: Arc<[Endpoint]>,
}

impl Endpoints {
	/// These. Nothing if there are none, or if one is named twice: it would outvote the others.
	pub fn new(all: Vec<Endpoint>) -> Option<Self> {
		let urls: BTreeSet<_> = all.iter().map(|endpoint| endpoint.url.to_lowercase()).collect();
		let is_good = !all.is_empty() && urls.len() == all.len();
		is_good.then(|| Self { all: all.into() })
	}

	/// Each of them.
	pub fn all(&self) -> &[Endpoint] {
		&self.all
	}

	/// How many must agree: more than half.
	pub fn needed(&self) -> usize {
		self.all.len() / 2 + 1
	}

	/// Asks all at once, and gives what a majority answers. `question` names it in alerts and errors;
	/// `ask` puts it to one endpoint and reduces the answer to what must be equal.
	///
	/// Slow endpoints are waited for until a majority agrees and half a second longer.
	///
	/// # Errors
	/// See [`EndpointsError`].
	pub async fn majority<T, F, A>(
		&self,
		question: &str,
		ask: F,
	) -> Result<Majority<T>, EndpointsError>
	where
		T: Eq + Clone + Send + 'static,
		F: Fn(Endpoint) -> A,
		A: Future<Output = Result<T, HttpError>> + Send + 'static,
	{
		let mut asked = JoinSet::new();
		for (index, endpoint) in self.all.iter().enumerate() {
			let answer = ask(endpoint.clone());
			asked.spawn(async move { (index, answer.await) });
		}
		let mut ballot = Ballot::new(self.needed());
		let mut deadline = None;
		loop {
			let next = match deadline {
				None => asked.join_next().await,
				Some(deadline) => timeout_at(deadline, asked.join_next()).await.unwrap_or(None),
			};
			let Some(next) = next else {
				break;
			};
			if let Ok((index, answer)) = next {
				ballot.add(index, answer);
			}
			if deadline.is_none() && ballot.winner().is_some() {
				deadline = Some(Instant::now() + GRACE);
			}
		}
		self.count(question, &ballot)
	}

	fn count<T: Eq + Clone>(
		&self,
		question: &str,
		ballot: &Ballot<T>,
	) -> Result<Majority<T>, EndpointsError> {
		let name = |index: usize| self.all.get(index).map_or("?", Endpoint::name);
		let failures: Vec<_> = ballot
			.failures
			.iter()
			.map(|(index, error)| format!("{} {error}, asked about {question}", name(*index)))
			.collect();
		if let Some((answer, for_it)) = ballot.winner() {
			let against = ballot.answers.iter().filter(|(other, _)| other != answer);
			let mut alerts = failures;
			for index in against.flat_map(|(_, indices)| indices) {
				if let Some(endpoint) = self.all.get(*index) {
					endpoint.tally.contradicted.fetch_add(1, Ordering::Relaxed);
				}
				let count = for_it.len();
				alerts
					.push(format!("{} contradicts {count} others about {question}", name(*index)));
			}
			return Ok(Majority { answer: answer.clone(), alerts });
		}
		let answered: usize = ballot.answers.iter().map(|(_, indices)| indices.len()).sum();
		if answered >= ballot.needed {
			return Err(EndpointsError::Disagreement(question.to_owned()));
		}
		let rests = ballot.failures.iter().filter_map(|(_, error)| match error {
			HttpError::TooManyRequests(rest) => Some(*rest),
			_ => None,
		});
		match rests.min() {
			Some(rest) => Err(EndpointsError::TooManyRequests(rest)),
			None => Err(EndpointsError::TooFew {
				answered,
				needed: ballot.needed,
				reason: failures.join("; "),
			}),
		}
	}
}

/// Answers, each with the endpoints that gave it.
struct Ballot<T> {
	needed: usize,
	answers: Vec<(T, Vec<usize>)>,
	failures: Vec<(usize, HttpError)>,
}

impl<T: Eq> Ballot<T> {
	const fn new(needed: usize) -> Self {
		Self { needed, answers: Vec::new(), failures: Vec::new() }
	}

	fn add(&mut self, index: usize, answer: Result<T, HttpError>) {
		match answer {
			Err(error) => self.failures.push((index, error)),
			Ok(answer) => match self.answers.iter_mut().find(|(other, _)| *other == answer) {
				Some((_, indices)) => indices.push(index),
				None => self.answers.push((answer, vec![index])),
			},
		}
	}

	fn winner(&self) -> Option<&(T, Vec<usize>)> {
		self.answers.iter().find(|(_, indices)| indices.len() >= self.needed)
	}
}
