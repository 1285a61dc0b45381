/** Discord for a process that posts alone: without a gateway, through the same checks and in the same words. */
import { expect, it, onTestFinished } from 'vitest'
import { startDiscordSender } from '#src/platforms/discord/sender.ts'
import { createFakeClock } from '../../support/clock.ts'
import { CHANNEL } from '../../support/discord/events.ts'
import { textOf } from '../../support/discord/interactions.ts'
import { startLoopback, TOKEN } from '../../support/discord/server.ts'
import { PNG } from '../../support/discord/session.ts'

async function begin(token = TOKEN) {
  const clock = createFakeClock()
  const loopback = await startLoopback({ clock })
  onTestFinished(() => loopback.close())
  const log: string[] = []
  const starting = startDiscordSender({
    ...{ clock, draw: async () => PNG, share: () => 1, signal: new AbortController().signal },
    settings: { token, api: loopback.api, shards: 'auto' },
    log: { info: (text) => log.push(text), warn: (text) => log.push(text), error: (text) => log.push(text) },
  })
  return { loopback, starting, log }
}

it('posts where it may, and joins no gateway', async () => {
  const { loopback, starting } = await begin()
  const { poster, state, close } = await starting
  expect(state()).toBe('ready')
  const message = { title: 'Funding', blocks: [], images: [], footer: ['As of now'] }
  const prepared = await poster.prepare(message, 'en')
  await poster.waitForSlot(`discord:${CHANNEL}`, 1)
  const to = { target: `discord:${CHANNEL}`, options: {}, nonce: 'n.0', title: 'Funding' }
  expect(await poster.send(prepared, 0, to)).toMatchObject({ kind: 'sent' })
  expect(textOf(loopback.channels.get(CHANNEL)?.messages[0])).toContain('Funding')
  expect([loopback.gateway.identified, loopback.problems]).toEqual([[], []])
  await close()
})

it('says which setting is wrong where the token is refused, without the token', async () => {
  const { starting, log } = await begin('MTIw.another.token')
  const refused = (await starting.catch((error: unknown) => error)) as Error
  expect(refused.message).toContain('DISCORD_TOKEN was refused by Discord')
  expect([refused.message, ...log].join()).not.toContain('another')
})
