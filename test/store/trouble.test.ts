/** A store that fails for hours: one line when it begins and one when it is over, for all that asks it by the clock. */
import { expect, it } from 'vitest'
import { createStoreTrouble } from '#src/store/trouble.ts'
import { createFakeClock } from '../support/clock.ts'

const LOCKED = Object.assign(new Error('database is locked'), { errcode: 5 })
const FULL = Object.assign(new Error('database or disk is full'), { errcode: 13 })

function begin() {
  const clock = createFakeClock()
  const lines: string[] = []
  const log = {
    info: (text: string) => lines.push(text),
    error: (text: string) => lines.push(`error: ${text}`),
  }
  const { watch } = createStoreTrouble({ clock, log })
  const fails = (what: string, error: Error) => watch(what, () => Promise.reject(error))
  const works = (what: string) => watch(what, async () => 'done')
  return { clock, lines, fails, works }
}

it('is reported once while everything fails, and once when the last of it works again', async () => {
  const { clock, lines, fails, works } = begin()
  expect(await works('No claim')).toBe('done')
  for (let count = 0; count < 700; count++) {
    expect(await fails('No claim', LOCKED)).toBeUndefined()
    await fails('No lease', LOCKED)
    await works('No notice')
    clock.advance(5000)
  }
  expect(lines).toEqual(['error: No claim: Error: database is locked; tried again until it works'])
  await works('No claim')
  expect(lines).toHaveLength(1)
  await works('No lease')
  await works('No lease')
  expect(lines.slice(1)).toEqual(['The store works again, after 3500 s (locked)'])
})

it('is one trouble whatever the message, and another one for another fault', async () => {
  const { lines, fails, works } = begin()
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  await fails('No claim', refused)
  await fails('No claim', new Error('Connection terminated unexpectedly'))
  expect(lines).toHaveLength(1)
  await fails('No claim', FULL)
  expect(lines.slice(1)).toEqual([
    'error: No claim: Error: database or disk is full; tried again until it works',
  ])
  await fails('No tick', new TypeError('a bug'))
  await fails('No tick', new TypeError('another bug'))
  expect(lines.filter((line) => line.includes('bug;'))).toHaveLength(2)
  await works('No claim')
  await works('No tick')
  expect(lines.at(-1)).toBe('The store works again, after 0 s (TypeError: another bug)')
})
