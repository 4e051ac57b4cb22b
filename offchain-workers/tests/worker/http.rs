//! The HTTP client against servers that are slow, huge, cut off, of the wrong type, or elsewhere.

use crate::server::{Answer, Server, response, with_headers};
use hotpot_worker::{
	http::{Header, Http, HttpError, MAX_BODY},
	secret::Secret,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_millis(500);

async fn ask(answer: Answer) -> Result<Value, HttpError> {
	let server = Server::start(answer).await;
	Http::new(DEADLINE).expect("there are roots").get_json(&server.url(), &[]).await
}

async fn bytes(bytes: Vec<u8>) -> Result<Value, HttpError> {
	ask(Answer::Bytes(bytes)).await
}

#[tokio::test]
async fn json_should_be_got_and_posted_with_its_headers() {
	let server = Server::json("{\"height\":7}").await;
	let http = Http::new(DEADLINE).expect("there are roots");
	let key = Header::secret("x-api-key", &Secret::new("hush")).expect("it can be sent");
	assert!(!format!("{key:?}").contains("hush"));
	let url = format!("{}/v1?a=b", server.url());
	let answer: Value = http.get_json(&url, std::slice::from_ref(&key)).await.expect("it answers");
	assert_eq!(answer, json!({ "height": 7 }));
	let head = server.head();
	assert!(head.starts_with("GET /v1?a=b HTTP/1.1\r\n") && head.contains("x-api-key: hush"));
	let answer: Value =
		http.post_json(&url, &[key], &json!({ "num": 1 })).await.expect("it answers");
	assert_eq!(answer, json!({ "height": 7 }));
	let head = server.head();
	assert!(head.starts_with("POST ") && head.contains("content-type: application/json"), "{head}");
}

#[tokio::test]
async fn a_server_that_is_slow_or_silent_should_be_left_in_time() {
	let slow = Answer::Slowly(response("200 OK", "application/json", "{\"height\":7}"));
	let late_body = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec();
	for answer in [Answer::Nothing, slow, Answer::Slowly(late_body)] {
		let began = Instant::now();
		assert_eq!(ask(answer).await, Err(HttpError::TimedOut(DEADLINE)));
		assert!(began.elapsed() < DEADLINE * 3);
	}
}

#[tokio::test]
async fn a_huge_answer_should_not_be_read() {
	let body = " ".repeat(MAX_BODY + 1);
	let honest = response("200 OK", "application/json", &body);
	assert_eq!(bytes(honest).await, Err(HttpError::TooLarge(MAX_BODY)));
	let mut chunked =
		b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
			.to_vec();
	chunked.extend(format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len()).into_bytes());
	assert_eq!(bytes(chunked).await, Err(HttpError::TooLarge(MAX_BODY)));
}

#[tokio::test]
async fn a_cut_answer_should_not_be_believed() {
	let mut whole = response("200 OK", "application/json", "{\"height\":71}");
	whole.truncate(whole.len() - 1);
	assert!(matches!(bytes(whole).await, Err(HttpError::CutOff(_))));
	let whole = response("200 OK", "application/json", "{\"height\":7");
	assert!(matches!(bytes(whole).await, Err(HttpError::BadJson(_))));
	assert!(matches!(bytes(vec![]).await, Err(HttpError::NoConnection(_))));
	let garbage = b"\x00\xff\x01 no http at all\r\n\r\n".to_vec();
	assert!(matches!(bytes(garbage).await, Err(HttpError::NoConnection(_))));
}

#[tokio::test]
async fn only_json_should_be_read() {
	let page = response("200 OK", "text/html; charset=utf-8", "<html>");
	assert_eq!(bytes(page).await, Err(HttpError::NotJson("text/html".to_owned())));
	let more = response("200 OK", "application/json;charset=UTF-8", "{} {}");
	assert!(matches!(bytes(more).await, Err(HttpError::BadJson(_))));
	let untyped = with_headers("200 OK", "", "{}");
	assert_eq!(bytes(untyped).await, Ok(json!({})), "some nodes of TRON name no type");
}

#[tokio::test]
async fn another_shape_should_be_an_error() {
	#[derive(Debug, Deserialize)]
	struct Head {
		#[serde(rename = "height")]
		_height: u64,
	}
	let http = Http::new(DEADLINE).expect("there are roots");
	for json in ["{\"height\":\"7\"}", "{\"height\":-1}", "{}", "[]", "{\"height\":1,\"height\":2}"]
	{
		let server = Server::json(json).await;
		let answer = http.get_json::<Head>(&server.url(), &[]).await;
		assert!(matches!(answer, Err(HttpError::BadJson(_))), "{json}");
	}
}

#[tokio::test]
async fn redirects_should_not_be_followed() {
	let other = Server::json("{}").await;
	let headers = format!("location: {}\r\n", other.url());
	for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
		let answer = bytes(with_headers(status, &headers, "")).await;
		assert!(matches!(answer, Err(HttpError::Redirected(_))), "{answer:?}");
	}
	assert_eq!(other.asked(), 0);
}

#[tokio::test]
async fn a_server_that_asks_for_rest_should_say_how_long() {
	let seconds = |count| Err(HttpError::TooManyRequests(Duration::from_secs(count)));
	let cases = [
		("retry-after: 7\r\n", 7),
		("retry-after: 0\r\n", 1),
		("retry-after: 99999999\r\n", 3600),
		("retry-after: Wed, 21 Oct 2026 07:28:00 GMT\r\n", 10),
		("", 10),
	];
	for (header, expected) in cases {
		let answer = bytes(with_headers("429 Too Many Requests", header, "")).await;
		assert_eq!(answer, seconds(expected), "{header}");
	}
}

#[tokio::test]
async fn other_statuses_should_be_told_with_their_beginning() {
	let body = format!("line\r\n\u{1b}[31m{}", "x".repeat(1000));
	let answer = bytes(response("503 Unavailable", "text/html", &body)).await;
	let Err(HttpError::Refused { status: 503, excerpt }) = answer else {
		panic!("{answer:?}");
	};
	assert!(excerpt.starts_with("line") && excerpt.len() < 200);
	assert!(!excerpt.contains(['\n', '\r', '\u{1b}']));
}

#[tokio::test]
async fn addresses_should_be_encrypted_or_of_this_machine() {
	let http = Http::new(DEADLINE).expect("there are roots");
	let ask = async |url: &str| http.get_json::<Value>(url, &[]).await;
	for url in
		["http://example.org", "http://10.0.0.1", "http://127.0.0.1.example.org", "http://0.0.0.0"]
	{
		assert!(matches!(ask(url).await, Err(HttpError::NotEncrypted(_))), "{url}");
	}
	for url in
		["", "example.org", "ftp://example.org", "file:///etc/passwd", "https://", "https://a b"]
	{
		assert!(matches!(ask(url).await, Err(HttpError::BadUrl(_))), "{url}");
	}
	let error = ask("https://user:hush@example.org").await.expect_err("it has a password");
	assert!(matches!(error, HttpError::BadUrl(_)) && !error.to_string().contains("hush"));
	assert!(matches!(ask("http://127.0.0.1:1").await, Err(HttpError::NoConnection(_))));
}

#[test]
fn a_key_with_a_line_break_should_not_be_sent() {
	let header = Header::secret("x-api-key", &Secret::new("a\r\nhost: evil"));
	assert_eq!(header, Err(HttpError::BadHeader("x-api-key".to_owned())));
}
