/** Who sees that an answer is being made: everybody where the answer is for everybody. */
import { expect, it } from 'vitest'
import type { Request } from '#src/chat/request.ts'
import { prefersPrivate } from '#src/bot/request/prefersprivate.ts'
import { realCommands } from '../../support/bot.ts'
import { createVolatileMemory } from '../../support/memory.ts'

const COMMUNITY = 'discord:guild:9'

async function announced(changes: Partial<Request>, name = 'price') {
  const memory = createVolatileMemory()
  await memory.saveSettings(COMMUNITY, { allowedChats: ['discord:2'], managerRole: '77' })
  await memory.saveSettings('discord:2', { privateCommands: ['funding'] })
  const request: Request = {
    ...{ platform: 'discord', chat: 'discord:1', community: COMMUNITY, place: 'guild' },
    ...{ member: '5', manager: false, roles: [], input: { kind: 'command', name, named: {}, words: [] } },
    ...changes,
  }
  return prefersPrivate(request, await realCommands(), memory)
}

it('a hint that members are not answered here is for the asker alone', async () => {
  expect(await announced({})).toBe(true)
  expect(await announced({ chat: 'discord:2' })).toBe(false)
  expect(await announced({ chat: 'discord:3', parent: 'discord:2' })).toBe(false)
})

it('whoever manages, by the platform or by the role of the community, is answered in public everywhere', async () => {
  expect(await announced({ manager: true })).toBe(false)
  expect(await announced({ roles: ['77'] })).toBe(false)
  expect(await announced({ roles: ['78'] })).toBe(true)
})

it('a command whose answers are for the asker alone is announced so, to managers too', async () => {
  expect(await announced({ chat: 'discord:2', manager: true }, 'funding')).toBe(true)
})
