/** The whole program in a replay: an alert that is set on the page rings there while the sample's hours pass. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp, serve } from '#src/app.ts'
import { createReplay, readReplay, replaySettings } from '#src/app/replaysettings.ts'
import { readConfig } from '#src/config.ts'
import type { AskBody } from '#src/platforms/preview/protocol.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { temporaryFolder } from '../support/folder.ts'

const SILENT = { info: () => {}, warn: () => {}, error: () => {} }

interface Posted {
  readonly at: number
  readonly reply: {
    readonly message: {
      readonly blocks: unknown
      readonly footer: readonly string[]
      readonly actions: { readonly id: string }
    }
  }
}

describe('a replay of the sample', () => {
  it.each([
    [
      'ja',
      'btc 9万割れ',
      '再生（シミュレーション）',
      '過去の記録を再生中です',
      '直前の値：9万1,761ドル（UTC 11月22日18時）',
    ],
    [
      'en',
      'btc < 90000',
      'Replay (simulated)',
      'This is a replay of a past record',
      'Before: $91,761 (18:00 UTC on 22 Nov)',
    ],
  ])('rings in %s for “%s” at the hour whose close is below, and says what it is', async (language, line, mark, note, before) => {
    const { app, real } = await replayOf('2025-11-22T18:30')
    const serving = await serve(app)
    onTestFinished(() => serving.close())
    const page = { language, theme: 'light', colors: 'standard', zone: 'UTC', channel: 'abcdefgh1234' }
    const ask = (ask: AskBody['ask']) =>
      fetch(`${serving.address}/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...page, ask }),
      }).then((answer) => answer.text())
    let saved: string | undefined
    ask({ kind: 'command', text: `/alert ${line}` }).then((text) => {
      saved = text
    })
    // Time passes while it is answered, too.
    await eventually(() => passing(real) && saved !== undefined, 'an answer')
    expect(saved).toContain(note)
    let posts: readonly Posted[] = []
    // A page asks again once it has waited for long enough.
    const look = async () => {
      while (posts.length === 0) {
        const answer = await fetch(`${serving.address}/posts?channel=${page.channel}&after=0`)
        posts = ((await answer.json()) as { posts: readonly Posted[] }).posts
      }
    }
    look().catch(() => {})
    await eventually(() => passing(real) && posts.length > 0, 'a post')
    const [post] = posts
    if (!post) throw new Error('no post')
    expect(post.reply.message.footer.join()).toContain(mark)
    // The close of 18:00–19:00 is the first below $90,000, and has to hold for a minute.
    expect(new Date(post.at).toISOString()).toMatch(/^2025-11-22T19:0/)
    expect(JSON.stringify(post.reply.message.blocks)).toMatch(/89,889|8万9,889/)
    // Not the first reading beyond, which is the same close: the one before it.
    const { id } = post.reply.message.actions
    let why: string | undefined
    ask({ kind: 'click', payload: `a:${id}:why` }).then((text) => {
      why = text
    })
    await eventually(() => passing(real) && why !== undefined, 'the reasons')
    expect(why).toContain(before)
  })
})

/** The program on a home of its own, whose hours pass as the test lets them. */
async function replayOf(typed: string) {
  const real = createFakeClock()
  const asked = readReplay(['--replay', typed, '--speed', '3600'])
  if (!asked) throw new Error('no replay')
  const replay = createReplay(asked, real)
  const settings = readConfig({ KAWARABAN_DATA: 'data/sample', PORT: '0' })
  const config = replaySettings(settings, 'all', await temporaryFolder())
  const app = createApp(config, SILENT, { replay, clock: replay.clock })
  onTestFinished(() => app.close())
  return { app, real }
}

function passing(real: ReturnType<typeof createFakeClock>): boolean {
  real.advance(1)
  return true
}
