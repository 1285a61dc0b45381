/** A picture in words, so that a change of its look is read in a diff: what is said, what is drawn, and by what ink. */
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Label } from '#src/charts/spec/label.ts'
import type { EndBlock, PaneMark, Pane, Panes, PaneSeries } from '#src/charts/spec/panes.ts'
import { dayOf, type Instant, isoOf } from '#src/market/time.ts'
import { edgesOf, known } from './drawn.ts'

export function inWords(name: string, { heading, body, size }: ChartSpec, alt: string): string {
  const lines = [
    `## ${name} (${size.width}x${size.height})`,
    '',
    `- title: ${heading.title}`,
    ...(heading.subtitle === '' ? [] : [`- subtitle: ${heading.subtitle}`]),
    ...bodyInWords(body),
    `- source: ${heading.source}`,
    `- brand: ${heading.brand}`,
    `- alt: ${alt}`,
  ]
  return lines.map((line) => line.trimEnd()).join('\n')
}

function bodyInWords(body: ChartSpec['body']): string[] {
  switch (body.type) {
    case 'panes':
      return panesInWords(body)
    case 'rows':
      return [
        `- columns: ${body.columns.map((column) => column.header ?? column.type).join(' | ')}`,
        ...body.rows.map(({ name, detail, cells = [], value, label, ink, swatch }) => {
          const words = [name.text, detail, ...cells.map(({ text }) => text), said(label)]
          const bar = value === null ? 'no bar' : `bar ${short(value)}`
          return `- row: ${join(words)} (${join([bar, ink, swatch])})`
        }),
        ...(body.benchmark
          ? [`- benchmark at ${short(body.benchmark.value)}: ${said(body.benchmark.label)}`]
          : []),
        ...(body.divider ? [`- divider after ${body.divider.after}: ${said(body.divider.label)}`] : []),
        ...(body.shares ?? []).map(({ name, share, fill }) => `- share: ${name} ${short(share)} (${fill})`),
        ...(body.total ? [`- total: ${join([body.total.name.text, said(body.total.label)])}`] : []),
      ]
    case 'tiles':
      return [
        `- scale: ${body.limits.join(' to ')}`,
        ...body.above.map((label) => `- above: ${said(label)}`),
        `- named: ${body.named.join(', ')}`,
        ...body.groups.map(
          ({ name, tiles }) =>
            `- group: ${name}: ${tiles.map((tile) => `${tile.name} ${tile.text}`).join(', ')}`,
        ),
      ]
    case 'matrix':
      return [
        `- names: ${body.names.join(', ')}`,
        `- classes: ${body.classes.map(({ text }) => text).join(', ')}`,
        ...body.values.map(
          (row, index) =>
            `- row: ${row
              .slice(0, index)
              .map((one) => short(one))
              .join(' ')}`,
        ),
      ]
    case 'curves':
      return [
        `- ${body.changes.title}: ${body.changes.rows.map(({ name, label, detail }) => join([name, said(label), detail])).join('; ')}`,
        `- ${body.curve.title}: ${body.curve.now.map(({ name, text }) => `${name} ${text}`).join(', ')}; ${body.curve.legend}`,
        ...(body.box ? [`- box: ${body.box.title}: ${body.box.text}`] : []),
      ]
    case 'front':
      return [
        `- masthead: ${join([body.masthead.name, body.masthead.number, body.masthead.dates])}`,
        ...(body.hero ? [`- hero: ${body.hero.caption}`, ...panesInWords(body.hero.panes)] : []),
        `- ${body.rows.caption}`,
        ...body.rows.rows.map(({ name, value, date, change, stale, spark, sparkType, sparkInk, strip }) => {
          const drawn = `${spark.length} ${sparkType} ${sparkInk}${strip ? `, ${strip.values.length} in the strip` : ''}`
          return `- row: ${join([name, said(value), date, change && said(change), stale])} (${drawn})`
        }),
        `- sectors: ${body.sectors.map(({ name, text }) => `${name} ${text}`).join(', ')}`,
      ]
  }
}

function panesInWords({ from, to, week, events, ticks, panes, arrangement }: Panes): string[] {
  return [
    `- window: ${moment(from)} to ${moment(to)}, ${arrangement}`,
    `- dates: ${ticks.map(({ text }) => text).join(', ')}`,
    ...(week ? [`- shaded: ${moment(week.from)} to ${moment(week.to)}, "${week.text}"`] : []),
    ...events.map(({ at, text, detail }) => `- event: ${join([moment(at), text, detail])}`),
    ...panes.flatMap(paneInWords),
  ]
}

function paneInWords({ title, axis, series, marks, ends }: Pane): string[] {
  const ticks = axis.ticks.map(({ text }) => text).filter((text) => text !== '')
  const scale = axis.scale === 'log' ? ['log'] : []
  const base = axis.base === undefined ? [] : [`base ${axis.base}`]
  return [
    `- pane: ${title ?? '(no title)'}`,
    ...(ticks.length + base.length > 0 ? [`  - axis: ${join([ticks.join(' '), ...scale, ...base])}`] : []),
    ...series.map((one) => `  - ${seriesInWords(one)}`),
    ...marks.map((mark) => `  - ${markInWords(mark)}`),
    ...ends.map((end) => `  - end: ${endInWords(end)}`),
  ]
}

/** First and last, greatest and least. */
function seriesInWords(series: PaneSeries): string {
  const { high, low } = edgesOf(series)
  const [highs, lows] = [known(high), known(low)]
  const [first, last] = [lows[0], highs.at(-1)]
  if (!first || !last) return `${series.type} ${series.id}: nothing`
  const most = highs.reduce((a, b) => (b[1] > a[1] ? b : a))
  const least = lows.reduce((a, b) => (b[1] < a[1] ? b : a))
  const at = ([time, value]: readonly [Instant, number]) => `${short(value)} (${moment(time)})`
  const ink = 'ink' in series && series.ink !== undefined ? series.ink : 'by sign'
  const form = series.type === 'line' ? [series.dash, series.area ? 'filled' : undefined] : []
  const hollow = series.type === 'bars' && series.partial ? 'last one hollow' : undefined
  const gaps = high.length - highs.length
  const about = join([ink, ...form, hollow, gaps > 0 ? `${gaps} missing` : undefined])
  return `${series.type} ${series.id} "${series.name}" (${about}): ${highs.length} from ${at(first)} to ${at(last)}, most ${at(most)}, least ${at(least)}`
}

function markInWords(mark: PaneMark): string {
  switch (mark.type) {
    case 'level':
      return `level ${short(mark.value)} ${mark.style}: ${join([mark.label && said(mark.label), mark.tag?.text])}`
    case 'point':
      return `point ${moment(mark.at)}: ${join([said(mark.label), mark.note])}`
    case 'span':
      return `band ${short(mark.from)} to ${short(mark.to)}${mark.label ? `: ${said(mark.label)}` : ''}`
    case 'gap':
      return `hatched ${moment(mark.from)} to ${moment(mark.to)}`
    case 'text':
      return `text: ${said(mark.label)}`
  }
}

function endInWords({ lines, aside, ink, filled, quiet }: EndBlock): string {
  const form = join([ink, filled ? 'filled' : undefined, quiet ? 'quiet' : undefined])
  return `${join([...lines, ...(aside ? [aside] : [])].map(said))} (${form})`
}

function said({ text, ink }: Label): string {
  return ink === undefined || ink === 'text' ? text : `${text} [${ink}]`
}

function join(words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== '').join(' · ')
}

function short(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(5)))
}

function moment(at: Instant): string {
  const iso = isoOf(at)
  return iso.slice(11, 16) === '00:00' ? dayOf(at) : iso.slice(0, 16)
}
