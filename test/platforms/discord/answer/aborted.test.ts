/** Requests with files that are given up at any moment: they reject, and nothing else happens. */
import { REST } from 'discord.js'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { restOptions } from '#src/platforms/discord/api.ts'
import { createFakeClock } from '../../../support/clock.ts'
import { startLoopback, TOKEN } from '../../../support/discord/server.ts'
import { CHANNEL } from '../../../support/discord/events.ts'

it('leave nothing that nobody catches, whenever they are given up', async () => {
  const loopback = await startLoopback({ clock: createFakeClock() })
  onTestFinished(() => loopback.close())
  // The first fetch decides which of Node's two HTTP clients all others use: in the program, the sources' fetch.
  await (await fetch(loopback.api)).text()
  const uncaught: unknown[] = []
  const hear = (reason: unknown) => uncaught.push(reason)
  process.on('unhandledRejection', hear)
  onTestFinished(() => void process.off('unhandledRejection', hear))
  const rest = new REST({ ...restOptions(loopback.api), globalRequestsPerSecond: 1e6 }).setToken(TOKEN)
  const files = ['a.png', 'b.png'].map((name) => ({ name, data: Buffer.alloc(200_000) }))
  const outcomes: string[] = []
  for (let turns = 0; turns < 40; turns++) {
    const abort = new AbortController()
    const body = { content: String(turns) }
    const sending = rest.post(`/channels/${CHANNEL}/messages`, { body, files, signal: abort.signal }).then(
      () => outcomes.push('sent'),
      ({ name }: Error) => outcomes.push(name),
    )
    for (let index = 0; index < turns % 20; index++) await turn()
    abort.abort()
    await sending
  }
  await turn()
  expect(uncaught).toEqual([])
  expect(outcomes).toHaveLength(40)
  expect(outcomes).toContain('AbortError')
  rest.clearHandlerSweeper()
  rest.clearHashSweeper()
})
