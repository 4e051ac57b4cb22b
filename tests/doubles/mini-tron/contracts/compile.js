// Compiles Trc20.sol into trc20.json: `npm run compile`. With --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import solc from 'solc';

const here = (name) => new URL(name, import.meta.url);
const input = {
	language: 'Solidity',
	sources: { 'Trc20.sol': { content: readFileSync(here('Trc20.sol'), 'utf8') } },
	settings: {
		evmVersion: 'london',
		optimizer: { enabled: true, runs: 200 },
		metadata: { bytecodeHash: 'none' },
		outputSelection: { '*': { '*': ['abi', 'evm.deployedBytecode.object'] } },
	},
};
const output = JSON.parse(solc.compile(JSON.stringify(input)));
const problems = (output.errors ?? []).map((error) => error.formattedMessage);
if (problems.length > 0) throw new Error(problems.join('\n'));

const { abi, evm } = output.contracts['Trc20.sol'].Trc20;
const artefact = {
	contract: 'Trc20',
	compiler: solc.version(),
	evmVersion: 'london',
	abi,
	deployedBytecode: evm.deployedBytecode.object,
};
const text = `${JSON.stringify(artefact, null, '\t')}\n`;
if (process.argv.includes('--check')) {
	const parse = (json) => JSON.stringify(JSON.parse(json));
	if (parse(readFileSync(here('trc20.json'), 'utf8')) !== parse(text)) {
		throw new Error('trc20.json is stale: npm run compile');
	}
} else {
	writeFileSync(here('trc20.json'), text);
}
