/**
 * Every suite against one network. They run side by side in one process, because they mostly wait;
 * what they share are the keys of the network's roles, whose transactions take turns.
 */
import { describe } from 'node:test';
import compliance from './compliance.test.js';
import economy from './economy.test.js';
import history from './history.test.js';
import outside from './outside.test.js';
import polkadotApi from './polkadot-api.test.js';
import polkadotJs from './polkadot-js.test.js';

describe('side by side', { concurrency: true }, () => {
	for (const begin of [compliance, economy, outside, polkadotApi, polkadotJs]) {
		begin();
	}
});

history();
