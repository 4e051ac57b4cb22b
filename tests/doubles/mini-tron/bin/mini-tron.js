#!/usr/bin/env node
// mini-tron [--endpoints N] [--port P] [--seed TEXT] [--time MS] [--interval MS] [--until-stdin-ends]
//
// Prints one line of JSON: where its endpoints are, the tokens, the faucet.
import { parseArgs } from 'node:util';
import { start } from '../src/server.js';

const { values } = parseArgs({
	options: {
		endpoints: { type: 'string', default: '1' },
		port: { type: 'string', default: '0' },
		seed: { type: 'string', default: 'hotpot' },
		time: { type: 'string', default: '1780000000000' },
		interval: { type: 'string', default: '0' },
		'until-stdin-ends': { type: 'boolean', default: false },
	},
});
const port = Number(values.port);
const ports = Array.from({ length: Number(values.endpoints) }, (_, index) =>
	port === 0 ? 0 : port + index,
);
const tron = await start({
	ports,
	seed: values.seed,
	time: Number(values.time),
	interval: Number(values.interval),
});
const { urls, tokens, faucet } = tron;
process.stdout.write(`${JSON.stringify({ urls, tokens, faucet })}\n`);

const leave = () => process.exit(0);
process.on('SIGTERM', leave);
process.on('SIGINT', leave);
if (values['until-stdin-ends']) {
	process.stdin.resume();
	process.stdin.on('end', leave);
}
