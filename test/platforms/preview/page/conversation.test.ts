/** The conversation that a tab keeps over a reload. */
import { describe, expect, it } from 'vitest'
import { createConversation } from '#src/platforms/preview/page/conversation.ts'
import { replyOf } from '../opened.ts'
import type { PageReply } from '#src/platforms/preview/protocol.ts'

/** Holds so many characters. */
function storageOf(room = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>()
  const size = () => [...kept].reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem(key: string, value: string) {
      const before = kept.get(key)
      kept.set(key, value)
      if (size() <= room) return
      if (before === undefined) kept.delete(key)
      else kept.set(key, before)
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
}

const answerOf = (title: string) => ({
  kind: 'answer' as const,
  reply: replyOf(title) as unknown as PageReply,
  time: 0,
})

describe('a conversation', () => {
  it('is there again after a reload, in its order, with what was changed and removed', () => {
    const storage = storageOf()
    const first = createConversation(storage)
    first.add({ kind: 'question', text: '/funding' })
    const number = first.add(answerOf('Funding'))
    first.change(number, answerOf('More'))
    first.remove(first.add(answerOf('Gone')))
    first.setNote('draft', '/pri')
    const again = createConversation(storage)
    expect(
      again.entries().map(({ kept }) => (kept.kind === 'question' ? kept.text : kept.reply.message.title)),
    ).toEqual(['/funding', 'More'])
    expect(again.note('draft')).toBe('/pri')
    expect(again.note('asked')).toBe('')
    expect(again.add({ kind: 'question', text: '/price' })).toBeGreaterThan(number)
  })

  it('lets go of the oldest where the browser has no more room, and never of the newest', () => {
    const storage = storageOf(6000)
    const conversation = createConversation(storage)
    for (let index = 0; index < 30; index++) conversation.add(answerOf(`Answer ${index}`))
    const titles = createConversation(storage)
      .entries()
      .map(({ kept }) => (kept.kind === 'answer' ? kept.reply.message.title : ''))
    expect(titles.at(-1)).toBe('Answer 29')
    expect(titles.length).toBeGreaterThan(3)
    expect(titles.length).toBeLessThan(30)
  })

  it('keeps a hundred and twenty entries', () => {
    const storage = storageOf()
    const conversation = createConversation(storage)
    for (let index = 0; index < 130; index++) conversation.add({ kind: 'question', text: String(index) })
    expect(conversation.entries()).toHaveLength(120)
    expect(storage.kept.size).toBe(121)
  })

  it('does without where nothing can be kept, or what is kept is broken', () => {
    const without = createConversation(undefined)
    without.add({ kind: 'question', text: '/funding' })
    without.setNote('draft', 'x')
    expect(without.note('draft')).toBe('')
    const broken = storageOf()
    broken.setItem('kawaraban.conversation.numbers', '[1,"x",2]')
    broken.setItem('kawaraban.conversation.1', '{')
    broken.setItem('kawaraban.conversation.2', '{"kind":"other"}')
    expect(createConversation(broken).entries()).toEqual([])
  })
})
