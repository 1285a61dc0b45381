/** A forum's General topic: Telegram may call it topic 1, and takes no message to a topic of that number. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { placeOf } from '#src/platforms/telegram/receive/torequest.ts'
import { describeWithShared } from '../../support/shared.ts'
import type { Update } from '../../support/telegram/events.ts'
import { OWNER } from '../../support/telegram/events.ts'
import { finish, saidIn, startSession } from '../../support/telegram/session.ts'

describe('General', () => {
  it('is answered as the group that it is', async () => {
    const session = await startSession()
    const { loopback, forum, asked } = session
    loopback.write(forum, '/funding', { topic: 1 })
    await finish(session)
    expect(saidIn(forum)).toHaveLength(1)
    expect(asked).toMatchObject([{ chat: `telegram:${forum.id}` }])
    expect(loopback.problems).toEqual([])
  })

  it('is posted to without a number, whatever a schedule has kept', async () => {
    const { telegram, forum, loopback } = await startSession()
    const target = `telegram:${forum.id}:1`
    expect(placeOf(target)).toEqual({ chat: forum.id })
    const { poster } = telegram
    const prepared = await poster.prepare({ title: 'Weekly', blocks: [], images: [], footer: [] }, 'en')
    const to = { target, options: {}, nonce: 'n', title: 'Weekly' }
    expect(await poster.send(prepared, 0, to)).toMatchObject({ kind: 'sent' })
    expect(forum.messages).toMatchObject([{ text: 'Weekly' }])
    expect(poster.linkOf(target, { id: '5' })).toBe('https://t.me/c/1000000001/5')
    expect(await poster.manages(target, String(OWNER))).toBe('may')
    expect(loopback.problems).toEqual([])
  })
})

describeWithShared('General as Telegram told it', ['cases/general-topic'], (folder) => {
  it('is answered, where every call with its number is refused', async () => {
    const { update_id: _, ...update } = JSON.parse(await readFile(`${folder}/update.json`, 'utf8')) as Update
    const refusal = JSON.parse(await readFile(`${folder}/refusal.json`, 'utf8')) as { description: string }
    const session = await startSession()
    const { loopback, forum, asked } = session
    loopback.updates.push(update)
    await finish(session)
    expect(saidIn(forum)).toHaveLength(1)
    expect(asked).toHaveLength(1)
    // The loopback says the same to whoever names the topic.
    const { telegram } = session
    const [gone] = [await telegram.poster.check(`telegram:${forum.id}:8`, {})]
    expect([refusal.description, gone]).toEqual(['Bad Request: message thread not found', ['topic']])
  })
})
