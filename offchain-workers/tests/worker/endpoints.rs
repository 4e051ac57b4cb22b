//! Endpoints that lie, are down, are slow, or ask to be left alone.

use crate::server::{Answer, Server, response, with_headers};
use hotpot_worker::{
	endpoints::{Endpoint, Endpoints, EndpointsError, Majority},
	http::{Http, HttpError},
	rail::RailError,
};
use std::{
	sync::atomic::Ordering,
	time::{Duration, Instant},
};

const DEADLINE: Duration = Duration::from_millis(900);

fn endpoint(server: &Server, pause: Duration) -> Endpoint {
	let http = Http::new(DEADLINE).expect("there are roots");
	Endpoint::new(http, &server.url(), vec![], pause).expect("it is on this machine")
}

async fn all(answers: &[Answer]) -> Endpoints {
	let mut all = Vec::new();
	for answer in answers {
		all.push(endpoint(&Server::start(answer.clone()).await, Duration::ZERO));
	}
	Endpoints::new(all).expect("there are some")
}

fn json(text: &str) -> Answer {
	Answer::Bytes(response("200 OK", "application/json", text))
}

fn busy(seconds: u64) -> Answer {
	let header = format!("retry-after: {seconds}\r\n");
	Answer::Bytes(with_headers("429 Too Many Requests", &header, ""))
}

async fn ask(endpoints: &Endpoints) -> Result<Majority<u64>, EndpointsError> {
	endpoints
		.majority("the height", |endpoint| async move { endpoint.get::<u64>("/height").await })
		.await
}

#[tokio::test]
async fn a_majority_should_outvote_a_liar_and_be_told_of_it() {
	let endpoints = all(&[json("7"), json(" 7 "), json("8")]).await;
	let Majority { answer, alerts } = ask(&endpoints).await.expect("two agree");
	assert_eq!(answer, 7);
	let liar = &endpoints.all()[2];
	assert_eq!(alerts, [format!("{} contradicts 2 others about the height", liar.name())]);
	assert_eq!(liar.tally().contradicted.load(Ordering::Relaxed), 1);
	assert_eq!(endpoints.all()[0].tally().contradicted.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn one_endpoint_that_is_down_should_stop_nothing() {
	for down in [Answer::Bytes(vec![]), json("\"seven\""), busy(5), json("{")] {
		let endpoints = all(&[down, json("7"), json("7")]).await;
		let Majority { answer, alerts } = ask(&endpoints).await.expect("two agree");
		assert_eq!((answer, alerts.len()), (7, 1));
		assert_eq!(endpoints.all()[0].tally().failed.load(Ordering::Relaxed), 1);
	}
}

#[tokio::test]
async fn a_silent_endpoint_should_not_hold_up_a_majority() {
	let endpoints = all(&[Answer::Nothing, json("7"), json("7")]).await;
	let began = Instant::now();
	assert_eq!(ask(&endpoints).await.map(|majority| majority.answer), Ok(7));
	assert!(began.elapsed() < DEADLINE);
}

#[tokio::test]
async fn without_a_majority_nothing_should_be_believed() {
	let disagreement = Err(EndpointsError::Disagreement("the height".to_owned()));
	assert_eq!(ask(&all(&[json("7"), json("8")]).await).await, disagreement);
	assert_eq!(ask(&all(&[json("7"), json("8"), json("9")]).await).await, disagreement);
	let lonely = ask(&all(&[json("7"), Answer::Bytes(vec![]), Answer::Bytes(vec![])]).await).await;
	assert!(matches!(lonely, Err(EndpointsError::TooFew { answered: 1, needed: 2, .. })));
	let two_of_four = ask(&all(&[json("7"), json("7"), json("8"), json("8")]).await).await;
	assert_eq!(two_of_four, disagreement, "half is no majority");
}

#[tokio::test]
async fn errors_should_become_those_of_a_rail() {
	use hotpot_primitives::observations::Rail;
	let busy = ask(&all(&[busy(9), busy(5), json("7")]).await).await.expect_err("one answers");
	assert_eq!(busy.of(Rail::Ton), RailError::TooManyRequests(Duration::from_secs(5)));
	let down = ask(&all(&[Answer::Bytes(vec![])]).await).await.expect_err("none answers");
	assert!(matches!(down.of(Rail::Ton), RailError::Unreachable { rail: Rail::Ton, .. }));
}

#[tokio::test]
async fn an_endpoint_that_asked_for_rest_should_be_left_alone() {
	let server = Server::start(busy(60)).await;
	let endpoint = endpoint(&server, Duration::ZERO);
	assert!(matches!(endpoint.get::<u64>("/").await, Err(HttpError::TooManyRequests(_))));
	server.set(json("7"));
	let Err(HttpError::TooManyRequests(rest)) = endpoint.get::<u64>("/").await else {
		panic!("it rests");
	};
	assert!(rest > Duration::from_secs(50) && server.asked() == 1);
}

#[tokio::test]
async fn requests_should_keep_their_distance() {
	let server = Server::json("7").await;
	let endpoint = endpoint(&server, Duration::from_millis(200));
	let began = Instant::now();
	let (one, two, three) =
		tokio::join!(endpoint.get::<u64>("/"), endpoint.get::<u64>("/"), endpoint.get::<u64>("/"));
	assert_eq!((one, two, three), (Ok(7), Ok(7), Ok(7)));
	assert!(began.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn an_endpoint_should_have_one_vote() {
	let server = Server::json("7").await;
	let one = endpoint(&server, Duration::ZERO);
	assert!(Endpoints::new(vec![one.clone(), one]).is_none());
	assert!(Endpoints::new(vec![]).is_none());
}
