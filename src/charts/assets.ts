/** Crypto beside the other markets: bars of the week's returns from best to worst, crypto set off in bold. */
import { formatShortDate } from '#src/i18n/dates.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { AssetRow } from '#src/services/assets/row.ts'
import { lowSize, signedLabel, textColumn } from './bars.ts'
import { formatWeek, isWeek } from './days.ts'
import { framed } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { nameOfMarket } from './names.ts'
import { agedSubtitle } from './alt.ts'
import type { Row } from './spec/rows.ts'

const ID = 'assets'

/** Undefined where no market has a return that can be ranked. */
export function assets(reading: Reading<AssetsReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const drawn = drawnOf(reading.value.rows, look)
  // What is printed too coarsely to be ranked is drawn, and never called the best or the worst.
  const ranked = drawn.filter((row) => !row.coarse)
  const [best, worst] = [ranked[0], ranked.at(-1)]
  if (!best || !worst) return undefined
  const period = formatWeek(reading.week, words)
  const crypto = drawn.find((row) => row.id === 'crypto')
  const key = isWeek(reading.week) ? 'charts:assets.subtitle' : 'charts:assets.windowSubtitle'
  const hasCloses = drawn.some(({ closes }) => closes)
  return framed(look, {
    subtitle: agedSubtitle(words.say(key, { period }), reading, look),
    week: reading.week,
    ...lowSize(drawn.length, look),
    body: {
      type: 'rows',
      id: ID,
      name: words.say('charts:assets.panel'),
      unit: 'percent',
      columns: [
        { type: 'name' },
        { type: 'value' },
        { type: 'bar' },
        ...(hasCloses ? [textColumn(words.say('charts:assets.close'))] : []),
      ],
      rows: drawn.map((row) => rowOf(row, look, hasCloses)),
    },
    alt: [
      words.say('charts:assets.alt', {
        count: drawn.length,
        period,
        best: nameOf(best, words),
        bestReturn: best.weekReturn,
        worst: nameOf(worst, words),
        worstReturn: worst.weekReturn,
      }),
      ...(crypto
        ? [words.say('charts:assets.altCrypto', { name: nameOf(crypto, words), return: crypto.weekReturn })]
        : []),
    ],
  })
}

interface DrawnAsset extends AssetRow {
  readonly weekReturn: number
  /** The euro's rate says of the dollar what its index says, so it stands beside that. */
  readonly euro?: number
}

/** Best first. Yields and volatility indices are no returns: they are stated in words, not beside returns. */
function drawnOf(rows: readonly AssetRow[], { layout }: ChartLook): DrawnAsset[] {
  const drawn = rows
    .flatMap((row): DrawnAsset[] =>
      row.weekReturn === undefined || row.class === 'rate' || row.class === 'volatility'
        ? []
        : [{ ...row, weekReturn: row.weekReturn }],
    )
    .sort((a, b) => b.weekReturn - a.weekReturn)
  const euro = drawn.find(({ id }) => id === 'eurusd')
  // A phone has no room for it there, and a number cut short would be another one: it has a row of its own.
  if (!euro || layout === 'phone' || drawn.every(({ id }) => id !== 'dxy')) return drawn
  return drawn.flatMap((row) => {
    if (row.id === 'eurusd') return []
    return [row.id === 'dxy' ? { ...row, euro: euro.weekReturn } : row]
  })
}

function rowOf(row: DrawnAsset, { words }: ChartLook, hasCloses: boolean): Row {
  const strong = row.class === 'crypto'
  const close = row.closes && formatShortDate(startOfDay(row.closes.to), { ...words, zone: 'UTC' })
  return {
    name: { text: nameOf(row, words), strong },
    ...(row.euro !== undefined && {
      detail: `${nameOfMarket('eurusd', words)} ${formatPercent(row.euro, 1, 'always')}`,
    }),
    value: row.weekReturn,
    label: signedLabel(row.weekReturn, ID, { strong }),
    ...(hasCloses && { cells: [{ text: close ?? '', ink: 'sub' }] }),
  }
}

function nameOf({ id }: AssetRow, words: Words): string {
  return id === 'crypto' ? words.say('charts:assets.crypto') : nameOfMarket(id, words)
}
