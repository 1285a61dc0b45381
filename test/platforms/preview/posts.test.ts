/** What schedules post to pages: kept for their channel, waited for, corrected in place. */
import { describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import { createPagePoster } from '#src/platforms/preview/poster.ts'
import { createPosts } from '#src/platforms/preview/posts.ts'
import { createFakeClock } from '../../support/clock.ts'

const CHAT = 'preview:channel1'
const to = { target: CHAT, options: {}, nonce: 'n', title: '' }
const titled = (title: string): Message => ({ title, blocks: [], images: [], footer: [] })
const titlesOf = (posts: readonly { readonly message: Message }[]) =>
  posts.map(({ message }) => message.title)
const { signal } = new AbortController()

describe('the posts of pages', () => {
  it('are their own channel’s, in order, the last twenty', () => {
    const posts = createPosts(createFakeClock(1000))
    for (let count = 1; count <= 25; count++) posts.add(CHAT, titled(String(count)))
    posts.add('preview:another1', titled('elsewhere'))
    const found = posts.after(CHAT, 0)
    expect(titlesOf(found)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 6)))
    expect(titlesOf(posts.after(CHAT, found[18]?.sequence ?? 0))).toEqual(['25'])
  })

  it('are waited for, for as long as one has patience, while the page is there and the server goes on', async () => {
    const clock = createFakeClock(1000)
    const posts = createPosts(clock)
    const coming = posts.wait(CHAT, 0, 25_000, signal)
    posts.add(CHAT, titled('a'))
    expect(titlesOf(await coming)).toEqual(['a'])

    const last = posts.after(CHAT, 0).at(-1)?.sequence ?? 0
    const impatient = posts.wait(CHAT, last, 25_000, signal)
    clock.advance(25_000)
    expect(await impatient).toEqual([])

    const gone = new AbortController()
    const left = posts.wait(CHAT, last, 25_000, gone.signal)
    gone.abort()
    expect(await left).toEqual([])

    const stopped = posts.wait(CHAT, last, 25_000, signal)
    posts.close()
    expect(await stopped).toEqual([])
    expect(await posts.wait(CHAT, last, 25_000, signal)).toEqual([])
  })
})

describe('the page as a place to post to', () => {
  it('takes a post at once, and a correction in its place', async () => {
    const posts = createPosts(createFakeClock(1000))
    const poster = createPagePoster(posts)
    expect(await poster.check(CHAT, {})).toEqual([])
    const sent = await poster.send(await poster.prepare(titled('recap'), 'en'), 0, to)
    if (sent.kind !== 'sent') throw new Error(sent.kind)
    const [before] = posts.after(CHAT, 0)
    await poster.edit(await poster.prepare(titled('corrected'), 'en'), to, sent.messages)
    expect(titlesOf(posts.after(CHAT, 0))).toEqual(['corrected'])
    expect(posts.after(CHAT, before?.sequence ?? 0)).toHaveLength(1)
  })

  it('says of a post that is not kept any more that it is gone', async () => {
    const poster = createPagePoster(createPosts(createFakeClock(1000)))
    const edited = await poster.edit(await poster.prepare(titled('late'), 'en'), to, [{ id: '1' }])
    expect(edited).toMatchObject({ kind: 'refused', reason: 'gone' })
  })

  it('is its own member’s to configure', async () => {
    const poster = createPagePoster(createPosts(createFakeClock(1000)))
    expect(await poster.manages(CHAT, 'channel1')).toBe('may')
    expect(await poster.manages(CHAT, 'channel2')).toBe('mayNot')
  })
})
