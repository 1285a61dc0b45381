/** Bodies of exchanges by the end of the path that asks for them. */
import type { Asked, Loopback } from '../../support/loopback.ts'
import { NOW } from './opened.ts'

export const TO = Date.UTC(2025, 10, 24)

export type Bodies = Readonly<Record<string, unknown>>

/** Answers by the end of the path, or by path and a word of the query or the body; 404 for all else. */
export const answerBy = (server: Loopback, by: Bodies) =>
  server.answer(({ path, query, body }: Asked) => {
    const about = `${Object.values(query).join(' ')} ${body}`
    const found = Object.entries(by).find(([key]) => {
      const [end = '', word = ''] = key.split(' ')
      return path.endsWith(end) && about.includes(word)
    })
    return found === undefined ? { status: 404, body: {} } : { body: found[1] }
  })

export const okx = (data: unknown) => ({ code: '0', msg: '', data })

export const bybit = (list: unknown, nextPageCursor = '') => ({
  retCode: 0,
  result: { list, nextPageCursor },
  time: NOW,
})
