//! An HTTP server that answers whatever it is told to, byte by byte.

use std::{
	net::SocketAddr,
	sync::{
		Arc, Mutex,
		atomic::{AtomicUsize, Ordering},
	},
	time::Duration,
};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpListener, TcpStream},
	time::sleep,
};

/// What to do with a request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
	/// These bytes, and then the connection is closed.
	Bytes(Vec<u8>),
	/// These bytes, one at a time.
	Slowly(Vec<u8>),
	/// Nothing at all.
	Nothing,
}

/// A running server.
#[derive(Clone, Debug)]
pub(crate) struct Server {
	address: SocketAddr,
	answer: Arc<Mutex<Answer>>,
	asked: Arc<AtomicUsize>,
	heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
	pub(crate) async fn start(answer: Answer) -> Self {
		let listener = TcpListener::bind("127.0.0.1:0").await.expect("there are ports");
		let address = listener.local_addr().expect("it is bound");
		let server = Self {
			address,
			answer: Arc::new(Mutex::new(answer)),
			asked: Arc::default(),
			heads: Arc::default(),
		};
		let running = server.clone();
		tokio::spawn(async move {
			while let Ok((stream, _)) = listener.accept().await {
				tokio::spawn(running.clone().serve(stream));
			}
		});
		server
	}

	/// A server that answers with this JSON.
	pub(crate) async fn json(json: &str) -> Self {
		Self::start(Answer::Bytes(response("200 OK", "application/json", json))).await
	}

	pub(crate) fn url(&self) -> String {
		format!("http://{}", self.address)
	}

	pub(crate) fn set(&self, answer: Answer) {
		*self.answer.lock().expect("nobody panics") = answer;
	}

	pub(crate) fn asked(&self) -> usize {
		self.asked.load(Ordering::SeqCst)
	}

	/// The last request's head.
	pub(crate) fn head(&self) -> String {
		self.heads.lock().expect("nobody panics").last().cloned().unwrap_or_default()
	}

	async fn serve(self, mut stream: TcpStream) {
		let mut head = Vec::new();
		while !head.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
			let mut part = [0; 4096];
			match stream.read(&mut part).await {
				Ok(count) if count > 0 => head.extend_from_slice(&part[..count]),
				_ => return,
			}
		}
		self.asked.fetch_add(1, Ordering::SeqCst);
		let text = String::from_utf8_lossy(&head).into_owned();
		self.heads.lock().expect("nobody panics").push(text);
		let answer = self.answer.lock().expect("nobody panics").clone();
		match answer {
			Answer::Bytes(bytes) => {
				let _ = stream.write_all(&bytes).await;
				let _ = stream.shutdown().await;
			}
			Answer::Slowly(bytes) => {
				for byte in bytes {
					sleep(Duration::from_millis(20)).await;
					if stream.write_all(&[byte]).await.is_err() {
						return;
					}
				}
			}
			Answer::Nothing => sleep(Duration::from_secs(60)).await,
		}
	}
}

/// A whole answer.
pub(crate) fn response(status: &str, kind: &str, body: &str) -> Vec<u8> {
	with_headers(status, &format!("content-type: {kind}\r\n"), body)
}

/// A whole answer with these headers, each ended by a line break.
pub(crate) fn with_headers(status: &str, headers: &str, body: &str) -> Vec<u8> {
	let length = body.len();
	format!(
		"HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
	)
	.into_bytes()
}
