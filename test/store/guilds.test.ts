/** Communities that come and go, on every kind of database. */
import { describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')

for (const { name, open } of DATABASES) {
  describe(`the communities in ${name}`, () => {
    it('are those that were joined and not left since, each with its times', async () => {
      const { guilds } = await open()
      await guilds.join('discord:guild:1', NOW)
      await guilds.join('discord:guild:2', NOW)
      await guilds.leave('discord:guild:2', NOW + 1)
      await guilds.leave('discord:guild:3', NOW + 2)
      expect(await guilds.count()).toBe(1)
      expect(await guilds.get('discord:guild:1')).toEqual({ community: 'discord:guild:1', joinedAt: NOW })
      expect(await guilds.get('discord:guild:2')).toMatchObject({ joinedAt: NOW, leftAt: NOW + 1 })
      expect(await guilds.get('discord:guild:3')).toMatchObject({ leftAt: NOW + 2 })
      expect(await guilds.get('discord:guild:4')).toBeUndefined()
    })

    it('are put right by what the platform says, within what it speaks for', async () => {
      const { guilds } = await open()
      await guilds.reconcile(['discord:guild:1', 'discord:guild:2'], (known) => known, NOW)
      await guilds.join('telegram:-100', NOW)
      await guilds.leave('discord:guild:2', NOW + 1)
      const many = Array.from({ length: 1000 }, (_, n) => `discord:guild:${n + 2}`)
      await guilds.reconcile(many, (known) => known.filter((one) => one.startsWith('discord:')), NOW + 2)
      expect(await guilds.get('discord:guild:1')).toMatchObject({ joinedAt: NOW, leftAt: NOW + 2 })
      expect(await guilds.get('discord:guild:2')).toEqual({
        community: 'discord:guild:2',
        joinedAt: NOW + 2,
      })
      expect(await guilds.count()).toBe(1001)
      await guilds.reconcile(
        many.slice(0, 1),
        (known) => known.filter((one) => one.startsWith('discord:')),
        NOW + 3,
      )
      expect(await guilds.count()).toBe(2)
      expect(await guilds.get('discord:guild:2')).toMatchObject({ joinedAt: NOW + 2 })
    })

    it('that come back are there again', async () => {
      const { guilds } = await open()
      await guilds.join('discord:guild:1', NOW)
      await guilds.leave('discord:guild:1', NOW + 1)
      await guilds.join('discord:guild:1', NOW + 2)
      expect(await guilds.get('discord:guild:1')).toEqual({
        community: 'discord:guild:1',
        joinedAt: NOW + 2,
      })
      expect(await guilds.count()).toBe(1)
    })
  })
}
