// Starts one chain with as many endpoints as wanted, and prints the address of each on a line.

import { parseArgs } from 'node:util';
import { Actions } from './actions.mjs';
import { Endpoint } from './endpoint.mjs';
import { Ledger } from './ledger.mjs';

const HELP = `usage: node server.mjs [--port 0] [--endpoints 1] [--seed 1] [--now SECONDS] [--api-key KEY]

  --port       of the first endpoint, the others follow; 0 lets the system choose
  --endpoints  how many: views on one chain, each with faults of its own
  --seed       of keys and random numbers
  --now        the chain's clock at its start, UNIX seconds
  --api-key    refuse every other key; requests without a key stay allowed

Listens on this machine only. Ends when its standard input ends, if that is a pipe.`;

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '0' },
		endpoints: { type: 'string', default: '1' },
		seed: { type: 'string', default: '1' },
		now: { type: 'string' },
		'api-key': { type: 'string' },
		help: { type: 'boolean', default: false },
	},
});

if (values.help) {
	console.log(HELP);
} else {
	const now = values.now === undefined ? undefined : Number(values.now);
	const ledger = await Ledger.create({ seed: values.seed, now });
	const actions = new Actions(ledger);
	const port = Number(values.port);
	for (let index = 0; index < Number(values.endpoints); index += 1) {
		const endpoint = new Endpoint(ledger, actions, { apiKey: values['api-key'] });
		console.log(await endpoint.listen(port === 0 ? 0 : port + index));
	}
	process.stdin.on('end', () => process.exit(0)).resume();
	process.stdin.unref?.();
}
