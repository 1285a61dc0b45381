/** Sector returns over a window of another length than a week, by our indices or with equal weights. */
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { SECTORS } from '#src/market/sector.ts'
import { DAY } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { FEWEST_MEMBERS, sectorMembers, topThirty, whyNoIndex } from '../indices.ts'
import { weekPrices } from '../prices.ts'
import { createPublisher, type Gap, isGap } from '../publish.ts'
import { membersDue, membersOf, readSectors, type SectorRow, type SectorsReading } from '../sectors.ts'
import { suppliersOf } from '../suppliers.ts'
import { lackingOfSectors, sectorCoverage, sectorsCoverage } from '../universe/lacking.ts'
import { midnightsOf } from '../universe.ts'

/** `index`: weights by market cap, capped; `equal`: every member alike. */
export const FAMILIES = ['index', 'equal'] as const
export type SectorFamily = (typeof FAMILIES)[number]

export interface SectorsWindow {
  readonly reading: Reading<SectorsReading>
  readonly family: SectorFamily
  /** Bitcoin over the same window, fraction. */
  readonly bitcoin: number | Gap
}

/**
 * A window of seven days with index weights is the recap's own reading. Others have no week before to be compared
 * with, and no rarity, as the record is compared by weeks.
 */
export function readSectorsWindow(history: History, window: Week, family: SectorFamily): SectorsWindow {
  const { weekReturn } = weekPrices(history, 'bitcoin', window)
  const whole = window.end - window.start === 7 * DAY
  if (family === 'equal') return { reading: equalWeights(history, window), family, bitcoin: weekReturn }
  const reading = readSectors(history, window)
  return { reading: whole ? reading : withoutWeeks(reading), family, bitcoin: weekReturn }
}

function withoutWeeks(reading: Reading<SectorsReading>): Reading<SectorsReading> {
  const { dispersionPercentile: _, rows, ...value } = reading.value
  return {
    ...reading,
    value: { ...value, rows: rows.map(({ previousReturn: _, ...row }) => row) },
    missing: reading.missing.filter(({ figure }) => !figure.startsWith('sectors.dispersion')),
  }
}

function equalWeights(history: History, window: Week): Reading<SectorsReading> {
  const { start, end } = midnightsOf(window)
  const sources = suppliersOf(history, 'market_caps', 'prices_daily')
  const { put, reading } = createPublisher('sectors', window, {
    asOf: Math.min(end, history.now),
    sources,
    coverage: sectorsCoverage(history, start, end),
  })
  const rows: SectorRow[] = []
  const tooFew: SectorsReading['tooFew'][number][] = []
  for (const sector of SECTORS) {
    const members = sectorMembers(history, sector, start, end)
    if (members.length < FEWEST_MEMBERS) {
      tooFew.push({ sector, members: members.length })
      put<number>(`sectors.${sector}.weekReturn`, 'fraction', whyNoIndex(history, start))
      continue
    }
    const weekReturn = members.reduce((sum, one) => sum + one.return, 0) / members.length
    const due = membersDue(sectorCoverage(history, sector, start, end))
    rows.push({ sector, weekReturn, ...membersOf(weekReturn, members), ...due })
  }
  const top30 = topThirty(history, start, end)
  const absent = lackingOfSectors(history, start, end).map(({ symbol }) => symbol)
  return reading({
    rows: rows.sort((a, b) => b.weekReturn - a.weekReturn),
    tooFew,
    ...(!isGap(top30) && { top30: top30.return }),
    ...(absent.length > 0 && { absent }),
  })
}
