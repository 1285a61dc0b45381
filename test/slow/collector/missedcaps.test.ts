/** CoinGecko fails at Monday's midnight: the universe is counted on the caps of the day before, and the edition says so. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import { figuresOf } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import type { MissingFigure } from '#src/market/reading.ts'
import { DAY, MINUTE } from '#src/market/time.ts'
import { createTestBot, realCommands, textOf } from '../../support/bot.ts'
import { bothLanguages, editionOf, linesOf, readHistory, sampleFolder } from '../../support/editions.ts'
import { differencesIn } from '../../support/market/figures.ts'
import type { Fault } from '../../support/market/faults.ts'
import { type Prepared, prepareRecord } from '../../support/market/prepared.ts'
import { smallMarket } from '../../support/market/small.ts'

const MONDAY = '2025-11-24'
/** What CoinGecko tells beside caps, and what is made of the midnight's own caps: open interest over all venues, turnover, the total. */
const BESIDE = /^(openinterest|positioning|marketcap|volume\.spot)\./
const commands = await realCommands()

let market: History
let prepared: Prepared
let clean: Edition | undefined

/** The edition of a record whose last midnight CoinGecko told in full, or failed at. */
async function mondayOf(fault?: Fault) {
  const one = await prepared({ exchanges: ['binance', 'bybit'], services: ['coingecko'] })
  one.loopbackMarket.fail('coingecko', fault)
  await one.collector.tick()
  one.moveTo(market.now + 5 * MINUTE)
  await one.collector.beforeEdition()
  return { one, edition: editionOf(one.history.current(), MONDAY) }
}

beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 30)
  prepared = await prepareRecord(market)
})

/** The edition of a night in which all went well. */
async function cleanEdition(): Promise<Edition> {
  if (clean) return clean
  const { one, edition } = await mondayOf()
  clean = edition
  await one.close()
  return edition
}

describe('CoinGecko at the midnight of an edition', () => {
  it.each([
    'html',
    'down',
    'forbidden',
  ] as const)('costs no figure of the universe where it is %s', async (fault) => {
    const well = await cleanEdition()
    const { one, edition } = await mondayOf(fault)
    const { missing, more, other } = differencesIn(figuresOf(well.readings), figuresOf(edition.readings))
    expect([...missing, ...other, ...more].filter((name) => !BESIDE.test(name))).toEqual([])
    const named: readonly string[] = Object.values(edition.readings)
      .flatMap((reading): readonly MissingFigure[] => reading.missing)
      .map(({ figure }) => figure)
    expect(missing.filter((name) => !named.includes(name))).toEqual([])
    const [ja = '', en = ''] = Object.values(bothLanguages(edition)).map((version) =>
      linesOf(version).join('\n'),
    )
    expect([en, ja]).toEqual([
      expect.stringContaining(
        'Market caps of 00:00 UTC on 24 November were not supplied: coins are ranked and weighted by those of 23 November.',
      ),
      expect.stringContaining(
        'UTC 11月24日0時の時価総額が得られなかったため、順位とウエートは11月23日の時価総額によります。',
      ),
    ])
    const bot = createTestBot({ commands, history: one.history.current })
    const ask = async (line: string) => textOf((await bot.ask(line, { memberLanguage: 'en' })).message)
    expect(await ask('marketcap')).toContain('for want of data: total market cap (not supplied)')
    expect(await ask('marketcap')).not.toContain('record too short')
    for (const line of ['movers', 'correlation', 'price eth']) {
      expect(await ask(line)).toContain('coins are ranked and weighted by those of 23 November')
    }
    await one.close()
  })

  it('says nothing of it where caps were reported', async () => {
    expect(linesOf(bothLanguages(await cleanEdition()).en).join('\n')).not.toContain(
      'were not supplied: coins are ranked',
    )
  })

  it('is made good by the caps of the day, once they are reported', async () => {
    const well = await cleanEdition()
    const { one } = await mondayOf('html')
    one.loopbackMarket.fail('coingecko', undefined)
    one.moveTo(market.now + DAY / 4)
    await one.collector.tick()
    const { other, more } = differencesIn(
      figuresOf(well.readings),
      figuresOf(editionOf(one.history.current(), MONDAY).readings),
    )
    expect([...other, ...more].filter((name) => !/^openinterest|^positioning/.test(name))).toEqual([])
    expect(editionOf(one.history.current(), MONDAY).readings.correlation.value.rankedAt).toBeUndefined()
    await one.close()
  })
})
