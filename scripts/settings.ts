/**
 * Writes the table of settings in docs/operators.md from the one in src/config.ts: `npm run settings`. A test says when
 * that was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { SETTINGS } from '#src/config.ts'
import type { Setting } from '#src/config/setting.ts'

export const GUIDE = new URL('../docs/operators.md', import.meta.url)

/** Between the two marks of a guide's text stands the table. */
export function withSettings(guide: string, settings: readonly Setting[] = SETTINGS): string {
  const [before, rest] = guide.split(BEGIN)
  const [, after] = (rest ?? '').split(END)
  if (before === undefined || after === undefined) throw new Error(`the guide has no ${BEGIN} and ${END}`)
  return `${before}${BEGIN}\n${tableOf(settings)}\n${END}${after}`
}

const BEGIN = '<!-- settings: npm run settings -->'
const END = '<!-- /settings -->'

function tableOf(settings: readonly Setting[]): string {
  const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const code = (text: string) => (text === '' ? '' : `\`${text}\``)
  return [
    row('variable', 'meaning', 'default', 'example'),
    row('---', '---', '---', '---'),
    ...settings.map((one) =>
      row(
        `${code(one.name)}${one.secret ? ' *' : ''}`,
        one.meaning.replaceAll('|', '\\|'),
        code(one.default),
        code(one.example),
      ),
    ),
  ].join('\n')
}

if (import.meta.main) writeFileSync(GUIDE, withSettings(readFileSync(GUIDE, 'utf8')))
