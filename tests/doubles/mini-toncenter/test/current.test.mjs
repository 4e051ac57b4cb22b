// What is generated and committed is what its generator writes today.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

for (const script of ['../contracts/compile.mjs', '../../vectors/ton.mjs']) {
	test(`${script} should have nothing to change`, () => {
		const path = new URL(script, import.meta.url).pathname;
		const { status, stderr } = spawnSync(process.execPath, [path, '--check'], { encoding: 'utf8' });
		assert.equal(status, 0, stderr);
	});
}
