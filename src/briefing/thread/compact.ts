/** The short form: what stands above the sheet and reads as a push message, within a phone's few lines. */
import { extremeIdOf } from '../extremes.ts'
import type { Statement } from '../section.ts'
import { holds } from './holds.ts'
import { lineOf, SUMMARY_BAR, publishable, type ThreadMaterial } from './material.ts'
import { missingPrice } from './price.ts'
import { createRoom, type Room } from './room.ts'
import { sentenceOf } from './sentences.ts'
import type { Watch } from './watch.ts'

const ROOM: Room = {
  limit: ({ room }) => room.compact,
  joint: ({ gap }) => gap,
  inOwnZone: true,
}

const COINS_MOVED = 0.02
const MOST = 4

/** Price first and the watch list last; between them what fits, the strongest first. */
export function compactOf(
  material: ThreadMaterial,
  headline: readonly Statement[],
  watch: Watch,
): Statement[] {
  const price = priceLine(material) ?? missingPrice(material.readings.price.value)
  const last = watchLine(material, watch)
  const fits = createRoom(material.week, ROOM)
  const chosen: Statement[] = []
  for (const line of [entryLine(material, headline), coinsLine(material), breadthLine(material)]) {
    if (!line || chosen.length + 2 >= MOST + (last ? 0 : 1)) continue
    if (fits([price, ...chosen, line, ...(last ? [last] : [])])) chosen.push(line)
  }
  const all = [price, ...chosen, ...(last ? [last] : [])]
  return fits(all) ? all : [price, ...chosen]
}

function priceLine({ readings }: ThreadMaterial): Statement | undefined {
  const { symbol, end, weekReturn: change, streak } = readings.price.value
  if (end === undefined || change === undefined) return undefined
  const weeks = streak?.weeks ?? 1
  const values = { symbol, end, change }
  const rule = { rule: 'price at both boundaries' }
  if (weeks < 3) return lineOf('thread:compact.price', values, [], rule)
  const key = change < 0 ? 'thread:compact.priceDown' : 'thread:compact.priceUp'
  return lineOf(key, { ...values, weeks }, [], { ...rule, weeks })
}

/** The strongest entry that the headline has not named. */
function entryLine(
  { extremes, readings, symbolOf }: ThreadMaterial,
  headline: readonly Statement[],
): Statement | undefined {
  const named = new Set(headline.flatMap((line) => line.extremes ?? []))
  const entry = publishable(extremes).find(
    (one) =>
      one.salience >= SUMMARY_BAR &&
      !named.has(extremeIdOf(one)) &&
      holds(one, readings) &&
      !/\.(?:weekReturn|twoWeekReturn|streak)$/u.test(one.series) &&
      // The price line has named that close.
      !(one.series === 'price.bitcoin.close' && one.scope === 'boundary'),
  )
  return entry && sentenceOf(entry, symbolOf)
}

function coinsLine({ readings }: ThreadMaterial): Statement | undefined {
  const leverage = readings.openinterest.value.leverage
  if (!leverage) return undefined
  const range = { ...leverage.coinsWeek }
  const { low, high } = range
  const rule = { rule: 'open interest in coins at every hour of its reading', coinsWeek: { low, high } }
  if (low >= COINS_MOVED) return lineOf('thread:compact.coinsUp', { range }, [], rule)
  if (high <= -COINS_MOVED) return lineOf('thread:compact.coinsDown', { range }, [], rule)
  return undefined
}

function breadthLine({ readings }: ThreadMaterial): Statement | undefined {
  const breadth = readings.correlation.value.breadth
  if (!breadth) return undefined
  const { rising, counted } = breadth
  return lineOf('thread:compact.breadth', { rising, counted }, [], {
    rule: 'risers among the hundred',
    rising,
    counted,
  })
}

function watchLine({ readings }: ThreadMaterial, { levels, cap }: Watch): Statement | undefined {
  const [first, second] = levels
  if (!first) return undefined
  const rule = { rule: 'levels of the watch list' }
  if (cap !== undefined) return lineOf('thread:compact.watchPriceCap', { a: first.level, b: cap }, [], rule)
  if (!second) return undefined
  const asset = readings.price.value.asset
  return lineOf('thread:compact.watchPrices', { a: first.level, b: second.level }, [], { ...rule, asset })
}
