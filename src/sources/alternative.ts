/**
 * alternative.me: the Crypto Fear & Greed Index, once a day, back to 2018.
 *
 * Root `https://api.alternative.me`, no key.
 * - `GET /fng/?limit=N` (0: all): `data[]`, newest first, of `value` (text, 0-100), `timestamp` (text, seconds, 00:00 UTC
 *   of the day); `metadata.error` is null or says what is wrong.
 */
import { DAY, MINUTE } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { createRows, fieldOf, listOf, notStale, numberOf, textOf } from './rows.ts'
import { type FeedAsk, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'alternative'
const SOURCE = 'alternative.me'

export function createAlternative(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://api.alternative.me',
    settings,
    calls: 10,
    per: MINUTE,
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: {
      text: 'Fear & Greed Index by alternative.me',
      url: 'https://alternative.me/crypto/fear-and-greed-index/',
    },
    feeds: [
      {
        name: 'sentiment',
        tables: ['sentiment'],
        reach: 'past',
        cost: () => 1,
        fetch: (ask, signal) => fetchIndex(client, settings.now, ask, signal),
      },
    ],
    async probe(signal) {
      const answer = await client.get('/fng/', { limit: 1 }, signal)
      const [newest] = listOf(NAME, 'data', fieldOf(answer.body, 'data'))
      return probeOf(answer, Number(textOf(fieldOf(newest, 'timestamp'))) * 1000)
    },
    budget: client.left,
    close: async () => {},
  }
}

async function* fetchIndex(
  client: Client,
  now: () => number,
  { from, to }: FeedAsk,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  const limit = Math.max(2, Math.ceil((now() - from) / DAY) + 2)
  const { body } = await client.get('/fng/', { limit }, signal)
  const error = fieldOf(body, 'metadata', 'error')
  if (typeof error === 'string' && error !== '') {
    throw new SupplierError({ supplier: NAME, fault: 'down', detail: `says "${error.slice(0, 100)}"` })
  }
  const rows = createRows(SOURCE, now())
  let newest = Number.NEGATIVE_INFINITY
  for (const one of listOf(NAME, 'data', fieldOf(body, 'data')).toReversed()) {
    const label = textOf(fieldOf(one, 'timestamp'))
    rows.row(label, () => {
      const time = Math.floor((numberOf('timestamp', fieldOf(one, 'timestamp')) * 1000) / DAY) * DAY
      const value = numberOf('value', fieldOf(one, 'value'), {
        accepts: (number) => number >= 0 && number <= 100,
        words: 'within 0 to 100',
      })
      if (time <= now()) newest = Math.max(newest, time)
      if (time < from || time >= to) return undefined
      return { table: 'sentiment', of: { index: 'fear-greed' }, time, values: { value }, source: SOURCE }
    })
  }
  // Today's comes soon after 00:00 UTC; what is refused is no news either.
  notStale(NAME, 'the index', { newest, now: Math.min(now(), to), longest: 2 * DAY })
  yield rows.page({ through: { time: Math.min(newest + DAY, to) } })
}
