/**
 * UK Office for National Statistics: consumer prices of the United Kingdom over twelve months. One call a day is enough.
 *
 * Root `https://www.ons.gov.uk`, no key, 120 calls in 10 seconds.
 * - `GET /economy/inflationandpriceindices/timeseries/d7g7/mm23/data`: `months[]`, oldest first, of `year` (text), `month`
 *   (`October`), `value` (text, percent), `updateDate` (ISO 8601: 00:00 in London of the day on which it was published).
 */
import * as v from 'valibot'
import type { Observation } from '#src/market/observation.ts'
import { DAY, HOUR, type Instant, MINUTE, startOfDay } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { createRows, notStale, RowFault } from './rows.ts'
import { labelIn, number, ROWS, readBody, readRow, someRows, TEXT } from './schema.ts'
import type { FeedQuery, Page, Supplier, SupplierSettings } from './supplier.ts'

const NAME = 'ons'
const SOURCE = 'ONS'
const PATH = '/economy/inflationandpriceindices/timeseries/d7g7/mm23/data'
/** A month is published in the middle of the next one, the following one a month later. */
const LONGEST = 100 * DAY
/** Percent over twelve months, far beyond what the kingdom ever saw. */
const RATE = { accepts: (rate: number) => rate > -20 && rate < 50, words: 'within -20 to 50' }

const BODY = v.object({ months: ROWS })
const MONTH = v.object({ year: TEXT, month: TEXT })
const ROW = v.object({ ...MONTH.entries, value: number(RATE), updateDate: TEXT })

export function createOns(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://www.ons.gov.uk',
    settings,
    calls: 10,
    per: MINUTE,
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: {
      text: 'Contains public sector information licensed under the Open Government Licence v3.0.',
      url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    },
    feeds: [
      {
        name: 'macro',
        tables: ['macro'],
        series: { macro: ['uk_cpi_yoy'] },
        reach: 'past',
        cost: () => 1,
        async *fetch(query, signal) {
          yield await fetchRates(client, settings.now, query, signal)
        },
      },
    ],
    async probe(signal) {
      const answer = await client.get(PATH, undefined, signal)
      return probeOf(answer, beganOf(readRow(MONTH, monthsOf(answer.body).at(-1))))
    },
    budget: client.left,
    close: async () => {},
  }
}

async function fetchRates(
  client: Client,
  now: () => number,
  { from, to }: FeedQuery,
  signal?: AbortSignal,
): Promise<Page> {
  const { body } = await client.get(PATH, undefined, signal)
  const rows = createRows(SOURCE, now())
  let newest = Number.NEGATIVE_INFINITY
  for (const one of monthsOf(body)) {
    rows.row(labelIn(one, 'year', 'month'), (): Observation | undefined => {
      const began = beganOf(readRow(MONTH, one))
      if (!(began <= now())) throw new RowFault('is no month that has begun')
      const { value, updateDate } = readRow(ROW, one)
      newest = Math.max(newest, began)
      const period = new Date(began).toISOString().slice(0, 7)
      const released = releasedAt(began, Date.parse(updateDate))
      const time = released ?? startOfDay(`${period}-01`)
      if (time < from || time >= to) return undefined
      return {
        table: 'macro',
        of: { series: 'uk_cpi_yoy', period },
        time,
        values: { value },
        text: { unit: 'percent', ...(released === undefined && { dated: 'period' }) },
        source: SOURCE,
      }
    })
  }
  notStale(NAME, 'what it reports', { newest, now: Math.min(now(), to), longest: LONGEST })
  return rows.page()
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** Oldest first. */
function monthsOf(body: unknown): readonly unknown[] {
  return someRows(NAME, 'months', readBody(NAME, BODY, body).months)
}

/** When a row's month began; NaN where it names none. */
function beganOf({ year, month: name }: v.InferOutput<typeof MONTH>): Instant {
  const month = MONTHS.indexOf(name)
  return /^\d{4}$/.test(year) && month >= 0 ? Date.UTC(Number(year), month) : Number.NaN
}

/**
 * 07:00 in London of the day on which a month was last updated; undefined where that is not the day of its first release,
 * which comes within five weeks of the month's end: then it is not said when that was.
 */
function releasedAt(began: Instant, updated: Instant): Instant | undefined {
  const month = new Date(began)
  const ended = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1)
  if (!(updated > ended && updated < ended + 35 * DAY)) return undefined
  const day = startOfDay(LONDON_DAY.format(updated))
  return LONDON_HOUR.format(day + 7 * HOUR) === '07' ? day + 7 * HOUR : day + 6 * HOUR
}

const LONDON_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' })
const LONDON_HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  hourCycle: 'h23',
})
