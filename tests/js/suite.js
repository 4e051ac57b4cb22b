/** How suites are run: alone, by their file, or side by side, by `all.js`. */
import { describe } from 'node:test';
import { fileURLToPath } from 'node:url';

/**
 * A suite, like `describe`. It begins at once if `url`, its file, is what Node runs; otherwise whoever
 * imports it begins it by a call.
 */
export function suite(url, name, options, define) {
	const begin = () => describe(name, { concurrency: false, ...options }, define);
	if (process.argv[1] === fileURLToPath(url)) {
		begin();
	}
	return begin;
}
