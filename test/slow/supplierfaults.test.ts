/** Every supplier fails in every way: the edition still comes out, says what it lacks, and invents nothing. */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figuresOf } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import type { Figure } from '#src/market/reading.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { composed, editionOf, readHistory, sampleFolder } from '../support/editions.ts'
import { type Collecting, knownAt, startCollecting } from '../support/market/collecting.ts'
import { FAULTS } from '../support/market/faults.ts'
import { differencesIn } from '../support/market/figures.ts'
import { LOOPBACK_SUPPLIERS } from '../support/market/server.ts'
import { smallMarket } from '../support/market/small.ts'

const MONDAY = '2025-11-24'
const FILE = 'kawaraban.sqlite'

let market: History
let base: string
let whole: Record<string, Figure>

/** The last day before the edition, collected while one supplier fails. */
async function collectLastDay(
  name: string,
  fail: (collecting: Collecting) => void = () => {},
  silent?: string,
): Promise<Collecting> {
  const home = join(base, name)
  await mkdir(home, { recursive: true })
  await copyFile(join(base, FILE), join(home, FILE))
  const at = market.now - 6 * HOUR
  const collecting = await startCollecting({ history: market, home, at, silent })
  fail(collecting)
  await collecting.collector.tick()
  collecting.moveTo(market.now + 2 * MINUTE)
  await collecting.collector.tick()
  collecting.moveTo(collecting.now() + 11 * MINUTE)
  await collecting.collector.beforeEdition()
  return collecting
}

beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder))
  base = await mkdtemp(join(tmpdir(), 'kawaraban-faults-'))
  const collecting = await startCollecting({ history: market, home: base, at: market.now - DAY })
  const observations = knownAt(market, market.now - DAY)
  await collecting.store.record.keep({ observations, observedAt: market.now - DAY, assets: market.assets })
  collecting.moveTo(market.now - DAY + 2 * MINUTE)
  await collecting.collector.tick()
  await collecting.close()
  const all = await collectLastDay('whole')
  whole = figuresOf(editionOf(all.history.current(), MONDAY).readings)
  await all.close()
})

afterAll(() => rm(base, { recursive: true, force: true }))

/** Figures over a universe of coins, which do not say yet that one of its coins is missing. */
const UNIVERSES = /^(correlation\.|sectors\.)/

const cells = new Map<string, string>()
/** Figures that are missing, by cell. */
const lost: number[] = []

describe.each(LOOPBACK_SUPPLIERS)('an edition while %s fails', (supplier) => {
  it.each(FAULTS)('comes out where it is %s', async (fault) => {
    const collecting = await collectLastDay(
      `${supplier}-${fault}`,
      ({ market: loopback }) => loopback.fail(supplier, fault),
      fault === 'timeout' ? supplier : undefined,
    )
    const history = collecting.history.current()
    const edition = editionOf(history, MONDAY)
    const figures = figuresOf(edition.readings)
    const differences = differencesIn(whole, figures)
    const missing = Object.values(edition.readings).flatMap((reading) => reading.missing)
    const standing = collecting.collector.suppliers().find(({ name }) => name === supplier)
    lost.push(differences.missing.length)
    // Whatever is gone is named as missing, and the recap is told in both languages.
    const named = new Set(missing.map(({ figure }) => figure))
    cells.set(
      `${supplier} ${fault}`,
      cellOf(standing?.fault, differences.missing.length, differences.other.length),
    )
    for (const locale of ['en', 'ja'] as const)
      expect(composed(edition, locale).message.blocks.length).toBeGreaterThan(5)
    expect.soft(differences.more).toEqual([])
    // A figure may rest on fewer facts: then its coverage says so, its time is an earlier one, or a figure beside it is
    // named as missing.
    const untold = differences.other.filter((one) => {
      const [name = ''] = one.split(':')
      const beside = name.split('.').slice(0, 2).join('.')
      const [older, newer] = [figures[name]?.asOf ?? 0, whole[name]?.asOf ?? 0]
      return (
        !(supplier === 'coingecko' && fault === 'coin-missing' && UNIVERSES.test(name)) &&
        older >= newer &&
        !restsOnLess(figures[name]) &&
        ![...named].some((other) => other.startsWith(`${beside}.`))
      )
    })
    expect.soft(untold, 'figures that became others without a word').toEqual([])
    expect
      .soft(
        differences.missing.filter((name) => !named.has(name)),
        'gone without a word',
      )
      .toEqual([])
    await collecting.close()
  })
})

function restsOnLess(figure: Figure | undefined): boolean {
  return figure?.coverage !== undefined && figure.coverage.used < figure.coverage.expected
}

function cellOf(fault: string | undefined, missing: number, other: number): string {
  const told = fault === undefined ? 'answers' : `\`${fault}\``
  const lost = missing === 0 ? 'all figures' : `${missing} missing`
  return `${told}, ${lost}${other > 0 ? `, ${other} from less` : ''}`
}

describe('the table of faults', () => {
  it('is the one in the documents', async () => {
    const lines = [
      '# When a source fails',
      '',
      'What the last day before an edition costs where one source fails in one way, all others being well: what `/status`',
      'says of the source, how many figures of the edition are missing, and how many rest on fewer venues or days and carry',
      'that as their coverage. Missing figures are named in the edition.',
      'Written by `test/slow/supplierfaults.test.ts` on the loopback market.',
      '',
      `${LOOPBACK_SUPPLIERS.length} sources that fail in ${FAULTS.length} ways make ${lost.length} editions; where all is well, one has ${Object.keys(whole).length} figures. All come out in`,
      `both languages: ${lost.filter((count) => count === 0).length} with every figure, the others lack ${Math.max(...lost)} at most. None has a figure more, or another without`,
      'saying why.',
      '',
      `| fault | ${LOOPBACK_SUPPLIERS.join(' | ')} |`,
      `|---|${LOOPBACK_SUPPLIERS.map(() => '---').join('|')}|`,
      ...FAULTS.map(
        (fault) =>
          `| ${fault} | ${LOOPBACK_SUPPLIERS.map((name) => cells.get(`${name} ${fault}`) ?? '').join(' | ')} |`,
      ),
      '',
    ]
    await expect(lines.join('\n')).toMatchFileSnapshot('../../docs/faults.md')
  })
})
