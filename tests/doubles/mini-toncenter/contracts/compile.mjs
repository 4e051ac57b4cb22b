// Compiles the contracts into compiled.json; with --check only says whether that file is current.

import { readFileSync, writeFileSync } from 'node:fs';
import { getTolkCompilerVersion, runTolkCompiler } from '@ton/tolk-js';

const target = new URL('compiled.json', import.meta.url);

async function compile(name) {
	const result = await runTolkCompiler({
		entrypointFileName: `${name}.tolk`,
		fsReadCallback: (path) => readFileSync(new URL(path, import.meta.url), 'utf8'),
	});
	if (result.status === 'error') throw new Error(result.message);
	return { hash: result.codeHashHex.toLowerCase(), boc: result.codeBoc64 };
}

const compiled = {
	tolk: await getTolkCompilerVersion(),
	wallet: await compile('jetton-wallet'),
	minter: await compile('jetton-minter'),
};
const text = `${JSON.stringify(compiled, null, '\t')}\n`;

if (!process.argv.includes('--check')) {
	writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
	console.error('contracts/compiled.json is stale: run `npm run compile`');
	process.exitCode = 1;
}
