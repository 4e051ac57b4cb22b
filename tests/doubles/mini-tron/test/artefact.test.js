// The committed contract is what its source compiles to.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('the artefact should be what the source compiles to', () => {
	const script = fileURLToPath(new URL('../contracts/compile.js', import.meta.url));
	assert.doesNotThrow(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' }));
});
