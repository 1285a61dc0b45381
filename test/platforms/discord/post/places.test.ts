/** Posts to announcements, threads and forums through the real client library, and posts that are edited. */
import { describe, expect, it } from 'vitest'
import { CHANNEL, snowflake } from '../../../support/discord/events.ts'
import { textOf } from '../../../support/discord/interactions.ts'
import { settle, startSession } from '../../../support/discord/session.ts'
import { recap, LONG, threaded, to, first, whole } from '../../../support/discord/sending.ts'

describe('other channels', () => {
  it('of announcements are crossposted where asked, and what fails there does not unmake the post', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 5 })
    const place = to(id, { crosspost: true })
    const { posted } = await whole(session, id, { crosspost: true }, recap())
    expect(await settle(session, poster.finish(place, posted))).toEqual([])
    expect(session.loopback.channels.get(id)?.messages[0]?.crossposted).toBe(true)
    // The same again: it is already with its followers (40033).
    expect(await settle(session, poster.finish(place, posted))).toEqual([])
    session.loopback.faults.add('POST', /crosspost/, { kind: 'status', status: 403, code: 50013 })
    expect(await settle(session, poster.finish(place, posted))).toEqual([
      { kind: 'crosspost', code: '50013' },
    ])
    expect(await settle(session, poster.finish(to(id), posted))).toEqual([])
  })

  it('are threads', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 11, parent: CHANNEL })
    expect(await first(session, id, { thread: true })).toMatchObject({ kind: 'sent' })
    expect(session.loopback.channels.get(id)?.messages).toHaveLength(1)
    expect(session.loopback.seen('POST', /threads$/)).toHaveLength(0)
  })

  it('get a thread for each issue where asked, with its later parts in it', async () => {
    const session = await startSession()
    const { posted } = await whole(session, CHANNEL, { thread: true }, LONG)
    expect(posted.length).toBeGreaterThan(2)
    expect(new Set(posted.map(({ thread }) => thread))).toEqual(new Set([posted[0]?.id]))
    expect(session.loopback.channels.get(CHANNEL)?.messages).toHaveLength(1)
    expect(session.loopback.channels.get(posted[0]?.id ?? '')?.messages).toHaveLength(posted.length - 1)
    expect(session.loopback.seen('POST', /messages\/\d+\/threads$/)[0]?.body).toEqual({
      name: 'The week in crypto',
    })
    expect(session.loopback.problems).toEqual([])
  })

  it('get a recap’s sections in a thread named by its number, each with its chart', async () => {
    const session = await startSession()
    const { posted, prepared } = await whole(session, CHANNEL, { thread: true }, threaded('one'))
    expect(prepared.parts).toEqual([
      { weight: 1 },
      { weight: 1, follows: true },
      { weight: 1, follows: true },
    ])
    const opened = session.loopback.channels.get(posted[0]?.id ?? '')
    expect(opened?.name).toBe('No. 47: the sections')
    expect(opened?.messages.map((one) => [textOf(one), one.files.map(({ name }) => name)])).toEqual([
      ['## funding\nfunding: one', ['funding.png']],
      ['## sectors\nsectors: one', ['sectors.png']],
    ])
    expect(session.loopback.channels.get(CHANNEL)?.messages).toHaveLength(1)
    expect(session.loopback.problems).toEqual([])
  })

  it('keep a post whose thread cannot be opened, and know one that is open already', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', /threads$/, { kind: 'status', status: 403, code: 50013 })
    const outcome = await first(session, CHANNEL, { thread: true })
    expect(outcome).toEqual({
      kind: 'sent',
      faults: [{ kind: 'thread', code: '50013' }],
      messages: [{ id: expect.any(String) }],
    })
    const again = await first(session, CHANNEL, { thread: true })
    const id = again.kind === 'sent' ? again.messages[0]?.id : undefined
    expect(again).toEqual({ kind: 'sent', messages: [{ id, thread: id }] })
    // The nonce gives the same message, whose thread exists (160004).
    expect(await first(session, CHANNEL, { thread: true })).toEqual(again)
  })

  it('are forums: a post with its title and tags, further parts in its thread', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 15 })
    const { posted } = await whole(session, id, { tags: ['1200000000000000055'] }, LONG)
    expect(posted[0]?.thread).toBe(posted[0]?.id)
    expect(session.loopback.seen('POST', /threads$/)[0]?.body).toMatchObject({
      name: 'The week in crypto',
      applied_tags: ['1200000000000000055'],
    })
    expect(session.loopback.channels.get(posted[0]?.id ?? '')?.messages).toHaveLength(posted.length)
    expect(session.loopback.problems).toEqual([])
  })

  it('are forums whose opening nobody confirms: not to be repeated, as a thread has no nonce', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 15 })
    session.loopback.faults.add('POST', /threads$/, { kind: 'reset', accepted: true })
    expect(await first(session, id)).toMatchObject({ kind: 'unknown', repeatable: false })
    const { poster } = session.discord
    expect(await poster.repeats({ target: `discord:${id}` })).toBe(false)
    expect(await poster.repeats({ target: `discord:${id}`, thread: snowflake() })).toBe(true)
    expect(await poster.repeats({ target: `discord:${CHANNEL}` })).toBe(true)
  })
})

describe('an edited post', () => {
  const corrected = recap({ blocks: [{ kind: 'paragraph', text: 'Bitcoin fell 6.8%.' }] })

  it('has its new form in place', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const { posted } = await whole(session, CHANNEL, {}, recap())
    const prepared = await poster.prepare(corrected, 'en')
    const outcome = await settle(session, poster.edit(prepared, to(CHANNEL), posted))
    expect(outcome).toEqual({ kind: 'sent', messages: posted })
    const messages = session.loopback.channels.get(CHANNEL)?.messages ?? []
    expect(messages.map(({ edits }) => edits)).toEqual([1])
    expect(textOf(messages[0])).toContain('6.8%')
    expect(messages[0]?.files).toHaveLength(1)
    expect(session.loopback.problems).toEqual([])
  })

  it('that has become shorter or longer leaves nothing of the old and lacks nothing of the new', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const { prepared: long, posted } = await whole(session, CHANNEL, { thread: true }, LONG)
    const short = await poster.prepare(corrected, 'en')
    const less = await settle(session, poster.edit(short, to(CHANNEL), posted))
    expect(less).toEqual({ kind: 'sent', messages: posted.slice(0, 1) })
    expect(session.loopback.channels.get(posted[0]?.id ?? '')?.messages).toEqual([])
    const more = await settle(session, poster.edit(long, to(CHANNEL), posted.slice(0, 1)))
    expect(more.kind === 'sent' && more.messages).toHaveLength(posted.length)
    expect(session.loopback.problems).toEqual([])
  })

  it('is a recap with its thread: both have the new form, and a recap alone gets no sections', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const { posted } = await whole(session, CHANNEL, { thread: true }, threaded('one'))
    const alone = await first(session, CHANNEL, {}, threaded('one'))
    const prepared = await poster.prepare(threaded('two'), 'en')
    expect(await settle(session, poster.edit(prepared, to(CHANNEL, { thread: true }), posted))).toEqual({
      kind: 'sent',
      messages: posted,
    })
    const { messages = [] } = session.loopback.channels.get(posted[0]?.id ?? '') ?? {}
    expect(messages.map(textOf)).toEqual(['## funding\nfunding: two', '## sectors\nsectors: two'])
    const single = alone.kind === 'sent' ? alone.messages : []
    expect(await settle(session, poster.edit(prepared, to(CHANNEL), single))).toEqual({
      kind: 'sent',
      messages: single,
    })
    expect(session.loopback.problems).toEqual([])
  })

  it('that was deleted is gone, and one that cannot be reached is reported', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const prepared = await poster.prepare(corrected, 'en')
    const edit = (id: string) => settle(session, poster.edit(prepared, to(CHANNEL), [{ id }]))
    expect(await edit(snowflake())).toMatchObject({ kind: 'refused', reason: 'gone' })
    for (let n = 0; n < 3; n++)
      session.loopback.faults.add('PATCH', /messages/, { kind: 'status', status: 502 })
    expect(await edit(snowflake())).toMatchObject({ kind: 'unknown', repeatable: true })
  })
})
