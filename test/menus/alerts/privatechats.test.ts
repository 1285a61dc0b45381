/** Private chats are opened no faster than a platform lets them be. */
import { describe, expect, it } from 'vitest'
import { TooManyOpenedError } from '#src/chat/privatechat.ts'
import { createPrivateChats } from '#src/menus/alerts/privatechats.ts'
import { createVolatileMemory } from '../../support/memory.ts'
import { createFakePoster } from '../../support/posters.ts'

describe('private chats', () => {
  const message = { title: 'Set', blocks: [], images: [], footer: [] }
  const first = { message, rows: [], command: 'alerts', state: {} }
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }

  it('are opened with one message each, ten a minute and a hundred an hour at most', async () => {
    let now = 1e12
    const poster = createFakePoster('discord')
    const parts = { memory: createVolatileMemory(), poster: () => poster, now: () => now, log: quiet }
    const open = (member: string, chats = createPrivateChats(parts)) =>
      chats.open({ platform: 'discord', member }, first, 'en')
    for (let i = 0; i < 10; i++) expect((await open(String(i))).kind).toBe('open')
    // Also by a program that was started anew in between.
    expect(await open('3')).toMatchObject({ kind: 'open' })
    expect(poster.calls).toHaveLength(10)
    expect(await open('11')).toEqual({ kind: 'later', seconds: 60 })
    now += 60_001
    expect((await open('11')).kind).toBe('open')
    for (let i = 12; i < 101; i++) {
      now += 10_000
      expect((await open(String(i))).kind).toBe('open')
    }
    now += 60_001
    expect(await open('101')).toMatchObject({ kind: 'later' })
  })

  it('that are closed are tried again when their member asks, and one that has refused since', async () => {
    const poster = createFakePoster('discord')
    const memory = createVolatileMemory()
    const chats = createPrivateChats({ memory, poster: () => poster, now: () => 1e12, log: quiet })
    const of = { platform: 'discord', member: '42' } as const
    poster.script.push({ kind: 'refused', reason: 'forbidden', code: '50007' })
    const closed = await chats.open(of, first, 'en')
    expect(closed).toMatchObject({ kind: 'closed', target: expect.stringMatching(/^discord:/u) })
    expect(await memory.privateChat(of)).toMatchObject({ isClosed: true })
    expect(await chats.open(of, first, 'en')).toMatchObject({ kind: 'open' })
    expect(await chats.open(of, first, 'en', { again: true })).toMatchObject({ kind: 'open' })
    expect(poster.calls).toHaveLength(3)
  })
  it('F8: a storm of 40003 is obeyed: none is opened for ten minutes, then twenty', async () => {
    let now = 1e12
    const asked: number[] = []
    const chats = createPrivateChats({
      memory: createVolatileMemory(),
      poster: () => ({
        ...createFakePoster('discord'),
        aloneWith: async () => {
          asked.push(now)
          throw new TooManyOpenedError('40003')
        },
      }),
      now: () => now,
      log: quiet,
    })
    for (let minute = 0; minute < 60; minute++) {
      const opened = await chats.open({ platform: 'discord', member: String(minute) }, first, 'en')
      expect(opened.kind).toBe('later')
      now += 60_000
    }
    expect(asked.map((at) => (at - 1e12) / 60_000)).toEqual([0, 10, 30])
  })
})
