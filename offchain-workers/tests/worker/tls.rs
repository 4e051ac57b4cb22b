//! Endpoints whose certificates are anybody's, as an operator meets them: with `check`.

use std::{
	fs,
	io::{BufRead, BufReader},
	path::Path,
	process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// Answers everything with a last block of TON, and ends with its standard input.
const SERVER: &str = r#"
const [key, cert] = process.argv.slice(1).map((path) => require("fs").readFileSync(path));
const last = { seqno: 7, gen_utime: "1", start_lt: "1" };
const server = require("https").createServer({ key, cert }, (_, response) => {
	response.setHeader("content-type", "application/json");
	response.end(JSON.stringify({ last }));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit()).resume();
"#;

/// Makes an authority, a certificate of it for localhost, and one that localhost signed itself.
fn certificates(folder: &Path) {
	fs::write(folder.join("ext"), "subjectAltName=DNS:localhost\n").expect("there is room");
	let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout";
	for arguments in [
		format!(
			"req -x509 -days 2 -subj /CN=hotpot-test-authority -addext keyUsage=keyCertSign {key} ca.key -out ca.pem"
		),
		format!("req -subj /CN=localhost {key} signed.key -out signed.csr"),
		"x509 -req -days 2 -in signed.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile ext \
		 -out signed.pem"
			.to_owned(),
		format!(
			"req -x509 -days 2 -subj /CN=hotpot-test-own -addext subjectAltName=DNS:localhost \
			 -addext basicConstraints=critical,CA:FALSE {key} own.key -out own.pem"
		),
	] {
		let output = Command::new("openssl")
			.args(arguments.split_whitespace())
			.current_dir(folder)
			.output()
			.expect("openssl must be installed to run this test");
		assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	}
}

/// Serves with this certificate. Gives the port.
fn serve(folder: &Path, name: &str) -> (Child, u16) {
	let mut child = Command::new("node")
		.args(["-e", SERVER, &format!("{name}.key"), &format!("{name}.pem")])
		.current_dir(folder)
		.stdin(Stdio::piped())
		.stdout(Stdio::piped())
		.spawn()
		.expect("node (20 or later) must be installed to run this test");
	let mut line = String::new();
	let output = child.stdout.take().expect("its output is ours");
	BufReader::new(output).read_line(&mut line).expect("its output is ours");
	(child, line.trim().parse().expect("it says its port"))
}

/// What `check` says of an endpoint.
fn check(folder: &Path, host: &str, port: u16, authority: Option<&str>) -> String {
	let config = folder.join("worker.toml");
	let text = format!(
		"listen = \"127.0.0.1:0\"\njournal = {:?}\n[node]\nurl = \"ws://127.0.0.1:1\"\n\
		 [[ton.endpoints]]\nurl = \"https://{host}:{port}/api/v3\"\n",
		folder.join("journal")
	);
	fs::write(&config, text).expect("there is room");
	let mut command = Command::new(env!("CARGO_BIN_EXE_hotpot-worker"));
	command.arg("check").arg("--config").arg(&config).env_remove("SSL_CERT_DIR");
	match authority {
		Some(file) => command.env("SSL_CERT_FILE", folder.join(file)),
		None => command.env_remove("SSL_CERT_FILE"),
	};
	let output = command.output().expect("it starts");
	let text = String::from_utf8_lossy(&output.stdout).into_owned();
	text.lines().filter(|line| line.contains("ton: ")).collect()
}

#[test]
fn an_endpoint_should_be_asked_only_when_an_authority_vouches_for_its_name() {
	let folder = TempDir::new().expect("there is room");
	let folder = folder.path();
	certificates(folder);
	let (mut signed, port) = serve(folder, "signed");
	let (mut own, own_port) = serve(folder, "own");

	let said = check(folder, "localhost", port, Some("ca.pem"));
	assert_eq!(
		said.split(';').next(),
		Some(&*format!("ok      ton: localhost:{port} is at block 7"))
	);
	for (host, port, authority, reason) in [
		("localhost", port, None, "UnknownIssuer"),
		("localhost", own_port, None, "UnknownIssuer"),
		("localhost", own_port, Some("ca.pem"), "UnknownIssuer"),
		("127.0.0.1", port, Some("ca.pem"), "not valid for name"),
	] {
		let said = check(folder, host, port, authority);
		let begin = format!("failed  ton: {host}:{port} is not trusted: invalid peer certificate");
		assert!(said.starts_with(&begin) && said.contains(reason), "{said}");
		assert!(said.contains("SSL_CERT_FILE"), "{said}");
	}
	for child in [&mut signed, &mut own] {
		child.kill().expect("it is ours");
		child.wait().expect("it is ours");
	}
}
