/** axe-core on a page that is shown: what it finds against WCAG 2.2, levels A and AA. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const SOURCE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * Rules that are broken, each with the elements that break it; empty where none is. `rules` are all of WCAG unless named. The
 * browser must run scripts.
 */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Through the debugger: the policy of the page admits no script from outside.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(await SOURCE)
  const only = rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS }
  return (await page.evaluate(`(${RUN})(${JSON.stringify(only)})`)) as string[]
}

/** Runs in the page, which is why it is text. The rule on the size of targets is off unless it is asked for. */
const RUN = `(runOnly) => axe.run(document, {
  runOnly,
  ...(runOnly.type === 'tag' && { rules: { 'target-size': { enabled: true } } }),
  resultTypes: ['violations'],
}).then(({ violations, passes }) => passes.length === 0
  ? ['axe looked at nothing']
  : violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`
