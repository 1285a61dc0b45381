/**
 * How the editions of a history read, as a table: `npm run words -- DATASET FROM TO`. Both days are closing Mondays.
 * With `--worst` behind them the sentences that miss a target follow.
 */
import { editionsOf } from '../test/claims/product/editions.ts'
import type { Language } from '../test/claims/product/briefing.ts'
import { maskFor } from './words/mask.ts'
import { type Measures, measure, type Share } from './words/measures.ts'
import { worstOf } from './words/worst.ts'

/** One row a measure, one column a language. */
export function tableOf(measures: Readonly<Record<Language, Measures>>): string {
  const row = (name: string, tell: (one: Measures) => string) =>
    `| ${name} | ${tell(measures.ja)} | ${tell(measures.en)} |`
  const sections = (one: Measures) =>
    Object.entries(one.bySection)
      .map(([name, share]) => `${name} ${percent(share)}`)
      .join(', ')
  return [
    '| measure | ja | en |',
    '|---|---|---|',
    row('editions', (one) => String(one.editions)),
    row('sentences', (one) => String(one.sentences)),
    row('skeletons repeated from the week before', (one) => told(one.repeated)),
    row('statement keys repeated from the week before', (one) => told(one.repeatedKeys)),
    row('sections word for word as a week ago', (one) => told(one.wordForWord)),
    row('repeated, by section', sections),
    row('sentences with a connective, per 10', (one) => one.connectives.toFixed(1)),
    row('values per 100 characters', (one) => one.density.toFixed(1)),
    row('leading form, most often', (one) => `${one.leading[0]?.[1]}: ${one.leading[0]?.[0]}`),
    row('leading form, most often of any 17', (one) => `${one.leadingInARow[1]}: ${one.leadingInARow[0]}`),
    row(
      'headline begins with, most often',
      (one) => `${one.leadingKeys[0]?.[1]}: ${one.leadingKeys[0]?.[0]}`,
    ),
    row(
      'series that begins a headline, most often of any 17',
      (one) => `${one.leadingSeriesInARow[1]}: ${one.leadingSeriesInARow[0]}`,
    ),
    row('sentences with "since"', (one) => String(one.since)),
    row('editions with a price of BTC', (one) => String(one.priced)),
    row('editions with oil, VIX or EUR/USD', (one) => String(one.others)),
  ].join('\n')
}

function percent({ some, all }: Share): string {
  return all === 0 ? '–' : `${Math.round((100 * some) / all)}%`
}

function told(share: Share): string {
  return `${percent(share)} (${share.some} of ${share.all})`
}

if (import.meta.main) {
  const [folder, from, to] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  if (folder === undefined) throw new Error('npm run words -- DATASET [FROM [TO]] [--worst]')
  const editions = await editionsOf(folder, from, to)
  const of = <T>(read: (language: Language) => T) => ({ ja: read('ja'), en: read('en') })
  const masks = of((language) => maskFor(folder, language))
  process.stdout.write(`${tableOf(of((language) => measure(editions, language, masks[language])))}\n`)
  if (process.argv.includes('--worst')) {
    const worst = of((language) => worstOf(editions, language, masks[language]))
    process.stdout.write(`\n# ja\n${worst.ja.join('\n')}\n\n# en\n${worst.en.join('\n')}\n`)
  }
}
