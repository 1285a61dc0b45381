/** `/status` says in words how it is, before any figure. */
import { describe, expect, it } from 'vitest'
import type { StatusFacts } from '#src/bot/command.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { commandOf, contextFor, loadHistory } from './asking.ts'

const history = await loadHistory('data/sample')

describe.each(LOCALES)('/status (%s)', (locale) => {
  const blocksOf = async (changes: Partial<StatusFacts>) => {
    const context = contextFor(history, locale)
    const answer = await commandOf('status').run(
      {},
      { ...context, status: { ...context.status, ...changes } },
    )
    return answer.kind === 'message' ? answer.message.blocks : []
  }
  const firstOf = async (changes: Partial<StatusFacts>) => {
    const [block] = await blocksOf(changes)
    return block?.kind === 'paragraph' ? block.text : ''
  }
  const platforms = (state: string) => [
    { name: 'telegram', state: 'ready' },
    { name: 'discord', state },
  ]

  it('says that all works, and to when the data reach', async () => {
    const said = await firstOf({ platforms: platforms('2/2') })
    expect(said).toMatch(/All works|すべて正常/)
    expect(said).toMatch(/24 Nov|11月24日/)
  })

  it.each(['1/2', 'connecting', 'waiting', 'refused'])('names a platform that is %s', async (state) => {
    const said = await firstOf({ platforms: platforms(state) })
    expect(said).toContain('Discord')
    expect(said).not.toMatch(/Telegram|All works|すべて正常/)
  })

  it('says what a store that fails means for a reader', async () => {
    const said = await firstOf({ platforms: platforms('ready'), store: 'locked' })
    expect(said).toMatch(/without buttons|ボタンが付きません/)
  })

  it('says beneath it in how many chats flashes are on, and when the last was posted', async () => {
    const lineOf = async (flashes?: NonNullable<StatusFacts['flashes']>) => {
      const fields = (await blocksOf({ flashes })).flatMap((one) => (one.kind === 'fields' ? one.items : []))
      return fields.find(({ name }) => /^(?:Flashes|速報)$/.test(name))?.value
    }
    expect(await lineOf()).toBeUndefined()
    expect(await lineOf({ chats: 0 })).toMatch(/no chat|ありません/)
    expect(await lineOf({ chats: 1 })).toMatch(/1 chat, none|1か所.*ありません/)
    const latest = Date.parse('2025-11-22T08:05:00Z')
    expect(await lineOf({ chats: 3, latest })).toMatch(
      /3 chats, last posted at 08:05 UTC on 22 Nov|3か所.*11月22日/,
    )
  })
})
