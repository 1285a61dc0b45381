/** Counts, claims of "since", names in titles, and figures that are withheld. */
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Scene } from '#src/charts/scene.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Readings } from '#src/services/index.ts'
import { edgesOf, frontRowsIn, labelsIn, panesIn, rowsIn, textsIn } from './drawn.ts'
import { holdsForm, namesDay } from './numbers.ts'

type Shown = Pick<ChartSpec, 'body' | 'heading' | 'locale'>

/** Assertion 7: what is counted is what is drawn, and shares add up as they are printed. */
export function countFaults(spec: Shown, alt: string, readings?: Readings): string[] {
  const { body, heading } = spec
  if (body.type === 'tiles') {
    const tiles = body.groups.flatMap((group) => group.tiles)
    const values = [
      ...tiles.map(({ value }) => value),
      ...body.above.flatMap(({ figure }) => figure?.value ?? []),
    ]
    const [up, down] = [values.filter((value) => value > 0), values.filter((value) => value < 0)]
    return [values.length, up.length, down.length].flatMap((count) =>
      holdsForm(alt, String(count)) ? [] : [`${count} of the tiles is not in the alt text: ${alt}`],
    )
  }
  if (body.type !== 'rows') return []
  const faults = []
  const { rows, shares, total } = body
  if (shares) {
    const sum = shares.reduce((all, { share }) => all + share, 0)
    if (Math.abs(sum - 1) > 1e-9) faults.push(`drawn shares add up to ${sum}`)
    const printed = rows.map(({ label }) => Number(/(\d+(?:\.\d+)?)%/.exec(label.text)?.[1] ?? Number.NaN))
    const whole = printed.reduce((all, share) => all + share, 0)
    if (whole.toFixed(1) !== '100.0') faults.push(`printed shares add up to ${whole}`)
    if (total && !/100(?:\.0)?%/.test(total.label.text)) faults.push(`the sum is ${total.label.text}`)
  }
  for (const row of rows) {
    for (const { text, figure } of row.cells ?? []) {
      const [, part, of] = /(\d+)\D+(\d+)/.exec(text) ?? []
      if (figure?.of !== 'count' || part === undefined || of === undefined) continue
      const counts = [Number(part), Number(of)]
      if (Math.min(...counts) !== figure.value || figure.value > Math.max(...counts))
        faults.push(`"${text}" of ${figure.value}`)
    }
  }
  if (body.id === 'sectors' && readings) {
    for (const { sector, rising, members } of readings.sectors.value.rows) {
      const isShown = rows.some(({ cells = [] }) =>
        cells.some(({ text, figure }) => figure?.value === rising && holdsForm(text, String(members))),
      )
      if (!isShown) faults.push(`${sector}: ${rising} of ${members} is nowhere`)
    }
  }
  if (body.id === 'assets' && readings) {
    const { of, rows: known } = readings.assets.value
    const said = countIn(heading.title)
    if (said !== undefined && said !== of)
      faults.push(`${said} in the title, ${of} are ranked: ${heading.title}`)
    const texts = textsIn(rows)
    for (const { id, rank, weekReturn = 0 } of known) {
      if (rank === undefined) continue
      const text = formatPercent(weekReturn, 1, 'always')
      if (!texts.some((one) => holdsForm(one, text))) faults.push(`${id} ${text} is ranked and not drawn`)
    }
  }
  if (body.id === 'sectors') {
    const said = countIn(heading.title)
    if (said !== undefined && said !== rows.length)
      faults.push(`${said} in the title, ${rows.length} rows: ${heading.title}`)
  }
  return faults
}

/** How many something is said to be one of. */
function countIn(title: string): number | undefined {
  const [, word] =
    /(?:of|among) (?:the )?(\d+|six|seven|eight|nine|ten|eleven|twelve) (?:major|sectors)/.exec(title) ?? []
  const japanese = /(\d+)(?:資産|市場|業種|セクター)(?:中|のうち)/.exec(title)?.[1]
  const count = japanese ?? word
  if (count === undefined) return undefined
  return NUMBERS.includes(count) ? 6 + NUMBERS.indexOf(count) : Number(count)
}

const NUMBERS = ['six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** Assertion 8: a day that a title calls the last one is in the series and marked, where it is within the window. */
export function claimFaults(spec: Shown, words: Words): string[] {
  const { title } = spec.heading
  const said = /since|以来|ぶり/i.test(title)
  if (!said || spec.body.type !== 'panes') return []
  const panes = spec.body
  const days = new Set(
    panes.panes.flatMap(({ series }) => series.flatMap((one) => edgesOf(one).high.map(([at]) => at))),
  )
  const marked = new Set([
    ...panes.panes.flatMap(({ marks }) => marks.flatMap((mark) => (mark.type === 'point' ? [mark.at] : []))),
    ...panes.events.map(({ at }) => at),
  ])
  // The ledger dates volatility by the midnight that ends its day, and titles say so.
  const step = panes.step ?? 0
  const named = [...days].filter((at) => namesDay(title, at + step, words) || namesDay(title, at, words))
  if (named.length === 0 || named.some((at) => marked.has(at))) return []
  return [`${new Date(named[0] as number).toISOString().slice(0, 10)} is not marked: ${title}`]
}

/** An event says what it was, and names coins by their tickers. */
export function eventFaults(spec: Shown, symbols: ReadonlySet<string>): string[] {
  return panesIn(spec).flatMap(({ events }) =>
    events.flatMap(({ text, detail }) => {
      const words = `${text} ${detail ?? ''}`
      const names = [...words.matchAll(/[A-Z]{4,}/g)].map(([name]) => name)
      return names
        .filter((name) => !symbols.has(name) && !WORDS.has(name))
        .map((name) => `event "${words}" names ${name}`)
    }),
  )
}

/** Venues as titles name them. */
const VENUES = ['Binance', 'Bybit', 'OKX', 'Hyperliquid', 'Deribit', 'Bitget']

/** Assertion 9: every coin and venue of the title stands on the picture; in a map with its number. */
export function namedFaults(spec: Shown, symbols: ReadonlySet<string>, scene?: Scene): string[] {
  const { title } = spec.heading
  const tokens = [...title.matchAll(/[A-Za-z][A-Za-z0-9]+/g)].map(([token]) => token)
  // The sheet tells of one venue alone, its funding row's; its headline can be about another.
  const isVenue = (token: string) => spec.body.type !== 'front' && VENUES.includes(token)
  const named = new Set(tokens.filter((token) => isVenue(token) || isSymbol(token, symbols)))
  const texts = [...textsIn(spec.body), spec.heading.subtitle]
  const { body } = spec
  const unseen = [...named]
    .filter((name) => !texts.some((text) => hasWord(text, name)))
    .map((name) => `${name} of the title is not on the picture: ${title}`)
  if (body.type !== 'tiles' || !scene) return unseen
  const drawn = scene.items.flatMap((item) => (item.type === 'text' ? [item.text] : []))
  const tiles = body.groups.flatMap((group) => group.tiles)
  return [
    ...unseen,
    ...tiles
      .filter(({ id, name }) => body.named.includes(id) || named.has(name))
      .filter(
        ({ name, text }) =>
          !drawn.some((one) => hasWord(one, name)) || !drawn.some((one) => one.includes(text)),
      )
      .map(({ name, text }) => `${name} ${text} is not drawn`),
  ]
}

/** Words of prose and units that are tickers too. */
const WORDS = new Set(['OI', 'UTC', 'USD', 'DXY', 'US', 'CPI', 'FOMC', 'API', 'AI', 'APR', 'ID'])

function isSymbol(token: string, symbols: ReadonlySet<string>): boolean {
  return symbols.has(token) && !WORDS.has(token) && /^[A-Z0-9]+$/.test(token)
}

function hasWord(text: string, word: string): boolean {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`).test(text)
}

/** The figure that a row of the sheet shows, and the one of its change. */
const SHEET_FIGURES: Readonly<Record<string, { readonly value: string; readonly change?: string }>> = {
  bitcoin: { value: 'price.bitcoin.end', change: 'price.bitcoin.weekReturn' },
  ethereum: { value: 'price.ethereum.end', change: 'price.ethereum.weekReturn' },
  cap: { value: 'marketcap.total.end', change: 'marketcap.total.weekChange' },
  coins: { value: 'openinterest.bitcoin.end', change: 'openinterest.bitcoin.weekChange' },
  dollars: { value: 'openinterest.bitcoin.end', change: 'openinterest.bitcoin.weekChange' },
  funding: { value: 'funding.bitcoin.weekMean8h' },
}

function coinFigures(id: string): { readonly value: string; readonly change: string } {
  return { value: `price.${id}.end`, change: `price.${id}.weekReturn` }
}

/** Of the newest value of a series that is drawn, by topic and series. */
const SERIES_FIGURES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  marketcap: { cap: 'marketcap.total.end' },
  openinterest: { dollars: 'openinterest.bitcoin.end', coins: 'openinterest.bitcoin.end' },
  volatility: { week: 'volatility.bitcoin.rv7d', month: 'volatility.bitcoin.rv30d' },
}

/** Assertion 5: a value whose figure is missing stands nowhere, other than dated or in a stale row. */
export function withheldFaults(
  spec: Shown,
  of: string,
  view: string,
  readings: Readings,
  words: Words,
): string[] {
  const missing = missingIn(readings)
  const faults = []
  for (const row of frontRowsIn(spec)) {
    const figures = SHEET_FIGURES[row.id] ?? coinFigures(row.id)
    const published = readings.assets.figures?.[figures.value]?.value
    if (published !== undefined && published !== row.value.figure?.value)
      faults.push(`${row.id} shows ${row.value.text}, and ${figures.value} is ${published}`)
    const isWithheld = missing.has(figures.value)
    if (isWithheld && (row.stale === undefined || row.date === undefined))
      faults.push(`${row.id} shows ${row.value.text}, and ${figures.value} is missing`)
    if (row.change && figures.change !== undefined && missing.has(figures.change))
      faults.push(`${row.id} shows ${row.change.text}, and ${figures.change} is missing`)
  }
  const rows = rowsIn(spec)
  if (rows && of === 'movers' && missing.has('movers.median') && rows.divider)
    faults.push('the median of the movers is missing')
  if (rows && of === 'movers' && missing.has('movers.gainers')) faults.push('movers are missing')
  const main = view === 'main' ? SERIES_FIGURES[of] : undefined
  for (const { panes, pane } of main ? panesWith(spec) : []) {
    for (const [id, figure] of Object.entries(main ?? {})) {
      if (!missing.has(figure)) continue
      const ends = pane.ends.filter(({ lines }) => lines.some((line) => line.figure?.series === id))
      for (const { lines } of ends) {
        const at = lines[0]?.figure?.at ?? 0
        const isDated = lines.some(
          ({ text }) => namesDay(text, at, words) || namesDay(text, at + (panes.step ?? 0), words),
        )
        if (!isDated) faults.push(`"${lines[0]?.text}" stands at the end, and ${figure} is missing`)
        if (
          lines.some(
            (line) => line.figure?.of === 'change' && line.figure.from === readings.assets.week.start,
          )
        )
          faults.push(`a change of the week stands at the end, and ${figure} is missing`)
      }
    }
  }
  return faults
}

function panesWith(spec: Shown) {
  return panesIn(spec).flatMap((panes) => panes.panes.map((pane) => ({ panes, pane })))
}

function missingIn(readings: Readings): ReadonlySet<string> {
  const all = Object.values(readings) as readonly Reading<unknown>[]
  return new Set(all.flatMap(({ missing }) => missing.map(({ figure }) => figure)))
}

/** Assertion 12, of a spec: no label without a text. */
export function emptyFaults(spec: Shown): string[] {
  return labelsIn(spec).flatMap(({ label }) =>
    label.text.trim() === '' && label.figure ? ['a figure without a text'] : [],
  )
}
