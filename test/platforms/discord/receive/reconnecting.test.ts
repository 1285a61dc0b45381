/** What the log says of connections to the gateway, and how long their next try waits. */
import { expect, it } from 'vitest'
import { createReconnecting } from '#src/platforms/discord/receive/reconnecting.ts'
import { createFakeClock } from '../../../support/clock.ts'

function create() {
  const clock = createFakeClock()
  const lines: string[] = []
  const say = (text: string) => void lines.push(text)
  const log = { info: say, warn: say, error: say }
  return { clock, lines, reconnecting: createReconnecting({ clock, log, random: () => 0 }) }
}

it('a connection that comes anew at the first try is not reported', () => {
  const { clock, lines, reconnecting } = create()
  for (let day = 0; day < 3; day++) {
    reconnecting.back(0)
    clock.advance(86_400_000)
    reconnecting.lost(0)
  }
  reconnecting.back(0)
  expect(lines).toEqual([])
})

it('an outage is reported once when the first try has failed, and once when all shards are back', () => {
  const { clock, lines, reconnecting } = create()
  for (const shard of [0, 1]) reconnecting.back(shard)
  clock.advance(86_400_000)
  reconnecting.heard(1, 'closed with 1006')
  for (let count = 0; count < 4; count++) for (const shard of [0, 1]) reconnecting.lost(shard)
  expect(lines).toEqual([
    "Discord's gateway cannot be reached: connection of shard 0 lost; tried again until it can, at least every 5 minutes",
  ])
  clock.advance(90_000)
  reconnecting.back(0)
  expect(lines).toHaveLength(1)
  reconnecting.back(1)
  expect(lines.slice(1)).toEqual(["Discord's gateway can be reached again, after 90 s"])
})
