/** The week on one page: the price of bitcoin by the hour, six figures with their week and year, and the sectors. */
import { formatWeekdayDate } from '#src/i18n/dates.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Week } from '#src/market/week.ts'
import type { Readings } from '#src/services/index.ts'
import { formatWeek } from './days.ts'
import { numberOf } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed, nameOfSector } from './names.ts'
import { altOf, skinOf, sourceOf } from './alt.ts'
import { heroOf } from './sheet/hero.ts'
import { rowsOf } from './sheet/rows.ts'
import type { FrontRow, Front } from './spec/front.ts'
import { PORTRAIT, WIDE } from './spec.ts'

/** Undefined where not one row has data. */
export function sheet(readings: Partial<Readings>, look: ChartLook): Chart | undefined {
  const { words, layout = 'wide', title } = look
  const week = Object.values(readings)[0]?.week
  const rows = rowsOf(readings, look)
  if (!week || rows.length === 0) return undefined
  const hero = heroOf(readings.assets, look)
  const sectors = sectorsOf(readings, look)
  const size = layout === 'phone' ? PORTRAIT : WIDE
  const body: Front = {
    type: 'front',
    masthead: {
      name: words.say('charts:sheet.name'),
      number: numberOf(week, words),
      dates: datesOf(week, look),
    },
    ...(hero && { hero }),
    rows: { caption: captionOf(rows, look), rows },
    sectors,
    address: '',
  }
  return {
    spec: {
      layout,
      size,
      ...skinOf(look),
      heading: { title, subtitle: '', source: sourceOf(look), brand: words.say('charts:brand') },
      body,
    },
    alt: altOf(look, [
      words.say('charts:sheet.alt', {
        title,
        period: formatWeek(week, words),
        list: listed(
          rows.map((row) => rowInWords(row, look)),
          words,
        ),
      }),
      ...sectorsInWords(sectors, look),
    ]),
    size,
  }
}

/** Of a place among the year's weeks only where one is drawn. */
function captionOf(rows: readonly FrontRow[], { words }: ChartLook): string {
  return words.say(rows.some(({ strip }) => strip) ? 'charts:sheet.rows' : 'charts:sheet.rowsShort')
}

/** Both boundaries by their weekday, and the hour at which weeks are cut. */
function datesOf({ start, end, zone }: Week, { words }: ChartLook): string {
  const own = { ...words, zone }
  const time = words.say('charts:sheet.midnight', { zone })
  return words.say('charts:sheet.dates', {
    start: formatWeekdayDate(start, own),
    end: formatWeekdayDate(end, own),
    time,
  })
}

function sectorsOf({ sectors }: Partial<Readings>, { words }: ChartLook): Front['sectors'] {
  const rows = sectors?.value.rows ?? []
  return rows
    .toSorted((a, b) => b.weekReturn - a.weekReturn)
    .map(({ sector, weekReturn }) => ({
      name: words.find(`charts:sheet.sectors.${sector}`) ?? nameOfSector(sector, words),
      value: weekReturn,
      text: formatPercent(weekReturn, 1, 'always'),
    }))
}

function rowInWords({ name, value, date, change, stale }: FrontRow, { words }: ChartLook): string {
  const items = [stale ?? change?.text, date].filter((item) => item !== undefined)
  const note = items.length === 0 ? '' : words.say('charts:sheet.altNote', { items: listed(items, words) })
  return words.say('charts:sheet.altRow', { name, value: value.text, note })
}

function sectorsInWords(sectors: Front['sectors'], { words }: ChartLook): string[] {
  const [best, worst] = [sectors[0], sectors.at(-1)]
  if (!best || !worst || best === worst) return []
  return [
    words.say('charts:sheet.altSectors', {
      best: best.name,
      bestChange: best.text,
      worst: worst.name,
      worstChange: worst.text,
    }),
  ]
}
