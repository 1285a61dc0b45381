/**
 * Every supplier fails in every way: the edition still comes out, says what it lacks, and invents nothing. Test files take
 * some suppliers each, so that they run side by side.
 */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figuresOf, type MadeEdition, makeEdition } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import type { Figure } from '#src/market/reading.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { composed, readHistory, sampleFolder } from '../editions.ts'
import { type Collecting, knownAt, startCollecting } from './collecting.ts'
import { FAULTS } from './faults.ts'
import { type Cost, expectInDocuments } from './faulttable.ts'
import { differencesIn } from './figures.ts'
import { smallMarket } from './small.ts'

const WEEK = weekEnding('2025-11-24', 'UTC')
const FILE = 'kawaraban.sqlite'
/** What it tells is of the past alone, and the backfill asks it. */
const ARCHIVE = 'binance-archive'

/** A record of the day before, or one that lacks the past that only the archive tells. */
type Base = 'whole' | 'fresh'

/** Registers the tests of some suppliers; the last of them holds what each fault costs against the documents. */
export function describeFaults(suppliers: readonly string[]): void {
  let world: World
  const costs: Cost[] = []

  beforeAll(async () => {
    world = await createWorld()
  })

  afterAll(async () => {
    for (const base of Object.values(world.bases)) await rm(base, { recursive: true, force: true })
  })

  describe.each(suppliers)('an edition while %s fails', (supplier) => {
    it.each(FAULTS)('comes out where it is %s', async (fault) => {
      costs.push(await costOf(world, supplier, fault))
    })
  })

  describe('the tables of faults', () => {
    it('are those in the documents', () => {
      const figures = Object.keys(figuresOf(world.wholes.whole.readings)).length
      for (const supplier of suppliers)
        expectInDocuments(
          supplier,
          costs.filter((cost) => cost.supplier === supplier),
          figures,
        )
    })
  })
}

interface World {
  readonly market: History
  readonly bases: Readonly<Record<Base, string>>
  /** An edition while all are well, from either. */
  readonly wholes: Readonly<Record<Base, MadeEdition>>
}

async function createWorld(): Promise<World> {
  const market = smallMarket(await readHistory(sampleFolder))
  const bases = {
    whole: await mkdtemp(join(tmpdir(), 'kawaraban-faults-')),
    fresh: await mkdtemp(join(tmpdir(), 'kawaraban-faults-')),
  }
  for (const base of ['whole', 'fresh'] as const) {
    const collecting = await startCollecting({ history: market, home: bases[base], at: market.now - DAY })
    const known = knownAt(market, market.now - DAY)
    const observations = base === 'whole' ? known : known.filter((one) => isFresh(market, one))
    await collecting.store.record.keep({ observations, observedAt: market.now - DAY, assets: market.assets })
    collecting.moveTo(market.now - DAY + 2 * MINUTE)
    await collecting.collector.tick()
    await collecting.close()
  }
  const edition = async (base: Base) => {
    const { collecting } = await collectLastDay(market, bases, { name: 'whole', base })
    const made = makeEdition(collecting.history.current(), WEEK)
    await collecting.close()
    return made
  }
  return { market, bases, wholes: { whole: await edition('whole'), fresh: await edition('fresh') } }
}

/** As a record that has just begun: of open interest the present, and what venues tell of their own past. */
function isFresh(market: History, { table, of: { venue = '' }, time }: Observation): boolean {
  if (table !== 'open_interest' || time >= market.now - 3 * DAY) return true
  const days: Readonly<Record<string, number>> = { bybit: 365, okx: 98, binance: 31 }
  return time >= market.now - (days[venue] ?? 0) * DAY
}

interface LastDay {
  readonly name: string
  readonly base: Base
  readonly fail?: (collecting: Collecting) => void
  readonly silent?: string | undefined
}

/** The last day before the edition, collected while one supplier fails; and how the archive stands, where it was asked. */
async function collectLastDay(
  market: History,
  bases: World['bases'],
  { name, base, fail = () => {}, silent }: LastDay,
) {
  const home = join(bases[base], name)
  await mkdir(home, { recursive: true })
  await copyFile(join(bases[base], FILE), join(home, FILE))
  const at = market.now - 6 * HOUR
  const parts = { history: market, home, at, silent }
  const past = base === 'fresh' ? await fetchPast(parts, fail) : undefined
  const collecting = await startCollecting(parts)
  fail(collecting)
  await collecting.collector.tick()
  collecting.moveTo(market.now + 2 * MINUTE)
  await collecting.collector.tick()
  collecting.moveTo(collecting.now() + 11 * MINUTE)
  await collecting.collector.beforeEdition()
  return { collecting, past }
}

/** What the backfill fetches of Binance and its archive, and how the archive stands after it. */
async function fetchPast(parts: Parameters<typeof startCollecting>[0], fail: NonNullable<LastDay['fail']>) {
  const one = await startCollecting({ ...parts, exchanges: ['binance'], services: [ARCHIVE] })
  fail(one)
  await one.backfill.work()
  const status = one.backfill.status(ARCHIVE)
  expect(one.loopbackMarket.paths(ARCHIVE).length).toBeGreaterThan(0)
  await one.close()
  return status
}

/** Makes the edition while a supplier fails in one way, holds it against the whole one, and counts what it lacks. */
async function costOf(
  { market, bases, wholes }: World,
  supplier: string,
  fault: (typeof FAULTS)[number],
): Promise<Cost> {
  const base = supplier === ARCHIVE ? 'fresh' : 'whole'
  const { collecting, past } = await collectLastDay(market, bases, {
    ...{ name: `${supplier}-${fault}`, base },
    fail: ({ loopbackMarket: loopback }) => loopback.fail(supplier, fault),
    silent: fault === 'timeout' ? supplier : undefined,
  })
  // What the weeks before told was told while all were well.
  const edition = makeEdition(collecting.history.current(), WEEK, { earlier: wholes[base].earlier ?? [] })
  const status = past?.failing ?? collecting.collector.suppliers().find(({ name }) => name === supplier)
  const cost = expectReported(edition, wholes[base], supplier)
  await collecting.close()
  return { supplier, fault, reported: status?.fault, ...cost }
}

/** Whatever is gone is named as missing, whatever became another says why, and the recap is told in both languages. */
function expectReported(
  edition: MadeEdition,
  whole: MadeEdition,
  supplier: string,
): Pick<Cost, 'missing' | 'less'> {
  for (const locale of ['en', 'ja'] as const)
    expect(composed(edition, locale).message.blocks.length).toBeGreaterThan(5)
  const [wholes, figures] = [figuresOf(whole.readings), figuresOf(edition.readings)]
  const differences = differencesIn(wholes, figures)
  const gaps = Object.values(edition.readings).flatMap((reading) => reading.missing)
  const named = new Set(gaps.map(({ figure }) => figure))
  expect.soft(differences.more).toEqual([])
  // A figure may rest on fewer facts: then its coverage says so, its time is an earlier one, a figure beside it is named as
  // missing, or the venue that it lacks is.
  const rows = edition.readings.openinterest.value.rows
  const isWithout = (name: string) =>
    rows.some(
      ({ asset, leftOut = [] }) =>
        name.startsWith(`openinterest.${asset}.`) && leftOut.some(({ venue }) => venue === 'binance'),
    )
  const unreported = differences.other.filter((one) => {
    const [name = ''] = one.split(':')
    const beside = name.split('.').slice(0, 2).join('.')
    const [older, newer] = [figures[name]?.asOf ?? 0, wholes[name]?.asOf ?? 0]
    return (
      older >= newer &&
      !restsOnLess(figures[name]) &&
      !(supplier === ARCHIVE && isWithout(name)) &&
      ![...named].some((other) => other.startsWith(`${beside}.`))
    )
  })
  expect.soft(unreported, 'figures that became others without a word').toEqual([])
  const gone = differences.missing.filter((name) => !named.has(name))
  expect.soft(gone, 'gone without a word').toEqual([])
  return { missing: differences.missing.length, less: differences.other.length }
}

function restsOnLess(figure: Figure | undefined): boolean {
  return figure?.coverage !== undefined && figure.coverage.used < figure.coverage.expected
}
