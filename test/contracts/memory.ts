/** The contract of memory, run by each that keeps one. */
import { describe, expect, it } from 'vitest'
import { type ActionRecord, ARRIVAL, KEPT_FOR, type Memory } from '#src/chat/memory.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')
const record: ActionRecord = {
  id: 'AAAAAAAAAAA',
  platform: 'discord',
  chat: 'discord:1',
  asker: '42',
  command: 'funding',
  args: { asset: 'bitcoin', window: '30d', note: '日本語 "quoted"' },
  createdAt: NOW,
}

export function describeMemory(name: string, open: () => Promise<Memory>): void {
  describe(`${name} as a memory`, () => {
    it('knows no settings of a chat that nobody has set', async () => {
      expect(await (await open()).settings('discord:1')).toEqual({})
    })

    it('gives back settings as they were saved, and the later in place of the earlier', async () => {
      const memory = await open()
      await memory.saveSettings('discord:1', { language: 'ja', zone: 'Asia/Tokyo', theme: 'dark' })
      await memory.saveSettings('discord:1', { language: 'en', colors: 'cvd', private: false })
      expect(await memory.settings('discord:1')).toEqual({ language: 'en', colors: 'cvd', private: false })
      expect(await memory.settings('discord:2')).toEqual({})
    })

    it('keeps the coins that a member follows in their order, each once, fifty at most', async () => {
      const memory = await open()
      const own = 'member:discord:42'
      expect(await memory.watchlist(own)).toEqual([])
      await memory.changeWatchlist(own, { add: ['solana', 'bitcoin'] })
      expect(await memory.changeWatchlist(own, { add: ['bitcoin', 'ethereum'] })).toEqual([
        'solana',
        'bitcoin',
        'ethereum',
      ])
      expect(await memory.changeWatchlist(own, { remove: ['bitcoin', 'dogecoin'] })).toEqual([
        'solana',
        'ethereum',
      ])
      await memory.changeWatchlist(own, { add: ['bitcoin'] })
      expect(await memory.watchlist(own)).toEqual(['solana', 'ethereum', 'bitcoin'])
      const many = Array.from({ length: 60 }, (_, i) => `coin-${String(i).padStart(2, '0')}`)
      const full = await memory.changeWatchlist(own, { add: many })
      expect([full.length, full[0], full.at(-1)]).toEqual([50, 'solana', 'coin-46'])
      expect(await memory.watchlist('member:telegram:42')).toEqual([])
    })

    it('knows the private chat of a member, and when those of a platform were tried', async () => {
      const memory = await open()
      const [one, other] = ['42', '43'].map((member) => ({ platform: 'discord', member }) as const)
      if (!one || !other) throw new Error('two are meant')
      expect(await memory.privateChat(one)).toBeUndefined()
      await memory.rememberPrivateChat(one, { target: 'discord:7', isClosed: true, triedAt: 100 })
      await memory.rememberPrivateChat(other, { target: 'discord:8', isClosed: false, triedAt: 200 })
      const third = { platform: 'telegram', member: '42' } as const
      await memory.rememberPrivateChat(third, { target: 'telegram:42', isClosed: false, triedAt: 300 })
      await memory.rememberPrivateChat(one, { target: 'discord:7', isClosed: false, triedAt: 250 })
      expect(await memory.privateChat(one)).toEqual({
        ...{ target: 'discord:7', isClosed: false, triedAt: 250 },
      })
      expect(await memory.openingsSince('discord', 199)).toEqual([200, 250])
      expect(await memory.openingsSince('discord', 250)).toEqual([])
    })

    it('knows the messages that are to go again until they have gone', async () => {
      const memory = await open()
      const [late, soon] = [
        { chat: 'telegram:-1', message: '5', due: 300 },
        { chat: 'telegram:-2', message: '5', due: 200 },
      ] as const
      await memory.rememberFleeting(late)
      await memory.rememberFleeting(soon)
      expect(await memory.fleeting()).toEqual([soon, late])
      await memory.forgetFleeting(soon)
      expect(await memory.fleeting()).toEqual([late])
    })

    it('changes single settings, so that changes at the same time are all kept', async () => {
      const memory = await open()
      const group = 'telegram:-1'
      await memory.saveSettings(group, { zone: 'Asia/Tokyo', private: true })
      await Promise.all([
        memory.settleSettings(group, { language: 'ja' }),
        memory.changeSettings(group, { theme: 'light' }, { by: '5', at: NOW }),
        memory.changeSettings(group, { zone: undefined }, { by: '6', at: NOW }),
        memory.changeSettings(group, { colors: 'cvd' }),
      ])
      const all = { language: 'ja', theme: 'light', colors: 'cvd', private: true } as const
      expect(await memory.settings(group)).toEqual(all)
      expect(await memory.settleSettings(group, { language: 'en' })).toEqual(all)
      expect(await memory.settleSettings('telegram:-2', { language: 'en' })).toEqual({ language: 'en' })
      const changes = await memory.settingChanges([group], 9)
      expect(changes.map(({ by, name }) => `${by} ${name}`).toSorted()).toEqual(['5 theme', '6 zone'])
    })

    it('records who changed which setting when, the newest first, and not what the program set by itself', async () => {
      const memory = await open()
      const [group, topic] = ['telegram:-1', 'telegram:-1:7']
      await memory.saveSettings(group, { language: 'ja' })
      await memory.saveSettings(group, { language: 'ja', zone: 'Europe/London' }, { by: '5', at: NOW })
      await memory.saveSettings(topic, { theme: 'light' }, { by: '6', at: NOW + 1 })
      await memory.saveSettings(group, { language: 'ja', allowedChats: [topic] }, { by: '5', at: NOW + 2 })
      await memory.saveSettings('telegram:-2', { theme: 'light' }, { by: '5', at: NOW + 3 })
      const changes = await memory.settingChanges([group, topic], 9)
      expect(changes.slice(2)).toEqual([
        { of: topic, at: NOW + 1, by: '6', name: 'theme', settings: { theme: 'light' } },
        { of: group, at: NOW, by: '5', name: 'zone', settings: { zone: 'Europe/London' } },
      ])
      const both = changes.slice(0, 2)
      expect(both).toContainEqual({ of: group, at: NOW + 2, by: '5', name: 'zone', settings: {} })
      expect(both).toContainEqual({
        ...{ of: group, at: NOW + 2, by: '5', name: 'allowedChats' },
        settings: { allowedChats: [topic] },
      })
      expect(await memory.settingChanges([group, topic], 1)).toHaveLength(1)
      expect(await memory.settingChanges([], 9)).toEqual([])
    })

    it('keeps the last 20 changes of a chat', async () => {
      const memory = await open()
      for (let at = 1; at <= 25; at++)
        await memory.saveSettings('telegram:-1', { theme: at % 2 ? 'light' : 'dark' }, { by: '5', at })
      const changes = await memory.settingChanges(['telegram:-1'], 99)
      expect(changes.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, index) => 25 - index))
    })

    it('gives back an action until it is 90 days old', async () => {
      const memory = await open()
      await memory.saveAction(record)
      expect(await memory.action(record.id, NOW + KEPT_FOR)).toEqual(record)
      expect(await memory.action(record.id, NOW + KEPT_FOR + 1)).toBeUndefined()
      expect(await memory.action('BBBBBBBBBBB', NOW)).toBeUndefined()
    })

    it('keeps one action an id: the last', async () => {
      const memory = await open()
      await memory.saveAction(record)
      const later = { ...record, args: { asset: 'ethereum' }, createdAt: NOW + 5 }
      await memory.saveAction(later)
      expect(await memory.action(record.id, NOW)).toEqual(later)
    })

    it('forgets old actions, and tells how many', async () => {
      const memory = await open()
      await memory.saveAction(record)
      await memory.saveAction({ ...record, id: 'BBBBBBBBBBB', createdAt: NOW + 1 })
      expect(await memory.forgetOldActions(NOW + KEPT_FOR + 1)).toBe(1)
      expect(await memory.action('BBBBBBBBBBB', NOW)).toBeDefined()
    })

    it('keeps what a community has settled', async () => {
      const memory = await open()
      const settled = {
        managerRole: '7',
        logChannel: 'discord:8',
        private: true,
        privateCommands: ['funding', 'price'],
        coin: 'ethereum',
        allowedChats: ['discord:1', 'discord:2'],
      } as const
      await memory.saveSettings('discord:guild:1', settled)
      expect(await memory.settings('discord:guild:1')).toEqual(settled)
    })

    it('remembers the chats that a member manages, the latest first, each once', async () => {
      const memory = await open()
      const chat = { platform: 'telegram', member: '5', chat: 'telegram:-1', title: 'One', at: NOW } as const
      const other = { ...chat, chat: 'telegram:-2', title: 'Two', at: NOW + 1 }
      const renamed = { ...chat, title: 'One, renamed', at: NOW + 2 }
      for (const one of [chat, other, renamed]) await memory.rememberChat(one)
      expect(await memory.chatsOf('telegram', '5')).toEqual([renamed, other])
      expect(await memory.chatsOf('telegram', '6')).toEqual([])
      await memory.rememberChat({ ...chat, member: '6', title: 'One, named anew', at: NOW + 3 })
      expect(await memory.titleOf('telegram:-1')).toBe('One, named anew')
      expect(await memory.titleOf('telegram:-9')).toBeUndefined()
    })

    it('takes an arrival for new once, and again when the bot comes back later', async () => {
      const memory = await open()
      const arrival = { chat: 'telegram:-1', member: '5', at: NOW }
      expect(await memory.adderOf('telegram:-1')).toBeUndefined()
      expect(await memory.arrive(arrival)).toBe(true)
      expect(await memory.arrive(arrival)).toBe(false)
      expect(await memory.arrive({ ...arrival, member: '6', at: NOW + ARRIVAL })).toBe(false)
      expect(await memory.adderOf('telegram:-1')).toBe('5')
      expect(await memory.arrive({ chat: 'telegram:-1', at: NOW + ARRIVAL + 1 })).toBe(true)
      expect(await memory.adderOf('telegram:-1')).toBeUndefined()
      // Who it was is reported later, of the same arrival.
      expect(await memory.arrive({ ...arrival, member: '7', at: NOW + ARRIVAL + 2 })).toBe(false)
      expect(await memory.adderOf('telegram:-1')).toBe('7')
      expect(await memory.arrive({ ...arrival, chat: 'telegram:-2' })).toBe(true)
      expect(await memory.arrivedAt('telegram:-2')).toBe(NOW)
      expect(await memory.arrivedAt('telegram:-3')).toBeUndefined()
    })

    it('counts uses chat by chat, most first and equals by name', async () => {
      const memory = await open()
      for (const asset of ['solana', 'ethereum', 'bitcoin', 'solana']) await memory.countUse('a', asset)
      expect(await memory.uses('a')).toEqual([
        { asset: 'solana', count: 2 },
        { asset: 'bitcoin', count: 1 },
        { asset: 'ethereum', count: 1 },
      ])
      expect(await memory.uses('b')).toEqual([])
    })
  })
}
