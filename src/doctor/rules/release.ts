/**
 * What a release of Maxun sends differently from what a handler may expect.
 *
 * @module doctor/rules/release
 * @see docs/reference/maxun-releases.md
 */
import { type Complaint, type Rule, warning } from '../finding.ts';

const ROW = 'Read the payload with normalize, or in the handler as context.run: both know every release.';

/** The rules that need the server's release. */
export const releaseRules: readonly Rule[] = [
  releaseRule('release-api-runs-empty', [27, Infinity], {
    why: 'Runs of an extract robot that were started through the REST API or an SDK send empty results.',
    fix: 'Fetch their data by the id of the run, with maxun-webhooks/maxun-api.',
  }),
  releaseRule('release-scrape-without-content', [40, 41], {
    why: 'A scrape robot that was started in the UI sends no content.',
    fix: 'Update Maxun to v0.0.42 or later.',
  }),
  releaseRule('release-lists-with-holes', [23, 24], {
    why: 'captured_lists is an array with holes ([null, [rows]]) instead of an object.',
    fix: ROW,
  }),
  releaseRule('release-old-shape', [15, 24], {
    why: 'captured_texts is an array instead of an object: code for newer releases does not find its texts.',
    fix: ROW,
  }),
];

function releaseRule(id: Rule['id'], [first, last]: [number, number], text: Omit<Complaint, 'found'>): Rule {
  return warning(id, 'release', (webhook, { release, siblings }) => {
    // A release says the same of every webhook: once for each robot is enough.
    const applies = release !== undefined && release >= first && release <= last && siblings[0] === webhook;
    return applies ? { found: `v0.0.${release}`, ...text } : undefined;
  });
}
