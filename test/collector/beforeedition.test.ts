/** Before an edition, what its last day consists of is asked for once more, though it was asked for a minute ago. */
import { expect, it } from 'vitest'
import { DAY, MINUTE } from '#src/market/time.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { prepareRecord } from '../support/market/prepared.ts'
import { smallMarket } from '../support/market/small.ts'

it('asks anew for settlements and for closes that are missing, which a tick leaves alone until they are due', async () => {
  const market = smallMarket(await readHistory(sampleFolder), 3)
  const prepared = await prepareRecord(market)
  const one = await prepared({ exchanges: ['binance'], services: [] })
  const day = market.now - DAY
  one.loopbackMarket.garble('binance', (path, body) =>
    path === '/api/v3/klines' ? (body as [number][]).filter(([time]) => time !== day) : body,
  )
  await one.collector.tick()
  const lastClose = () => one.history.current().dailyCandles('bitcoin')?.times.at(-1)
  const asked = () => {
    const paths = one.loopbackMarket.paths('binance')
    one.loopbackMarket.forget()
    return ['/api/v3/klines', '/fapi/v1/fundingRate'].map((path) => paths.includes(path))
  }
  expect(asked()).toEqual([true, true])
  expect(lastClose()).toBe(day - DAY)
  one.loopbackMarket.garble('binance', (_path, body) => body)
  one.moveTo(market.now + MINUTE)
  await one.collector.tick()
  expect(asked()).toEqual([false, false])
  await one.collector.beforeEdition()
  expect(asked()).toEqual([true, true])
  expect(lastClose()).toBe(day)
  await one.close()
})
