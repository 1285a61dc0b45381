/**
 * What a chat of each platform shows on a phone, side by side: a greeting, an answer, the weekly briefing as it is posted.
 * Drawn from the very requests that the platforms would get.
 */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Browser } from 'playwright-core'
import { createLocalRenderer } from '#src/charts/local.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Message } from '#src/chat/message.ts'
import type { Request } from '#src/chat/request.ts'
import { systemClock } from '#src/clock.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { postRecord, withPostButtons } from '#src/editions/postbuttons.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { chatWelcome } from '#src/menus/welcome.ts'
import { createLooks } from '#src/platforms/preview/looks.ts'
import { createPosts } from '#src/platforms/preview/posts.ts'
import { startPreview } from '#src/platforms/preview/server.ts'
import { createActionId } from '#src/bot/answer/controls.ts'
import { createTestBot, realCommands, sampleHistory } from '../../test/support/bot.ts'
import { askOn, openPage } from '../../test/support/chromium.ts'
import { editionOf } from '../../test/support/editions.ts'
import { readStyle } from '#src/site/files.ts'
import { EMPTY_FRONT } from '../../test/support/fronts.ts'

/** Pixels: a phone's, and between two pictures. */
const PHONE = { width: 420, height: 2400 }
const GAP = 24

const VIEWS = [
  { view: 'discord', theme: 'dark' },
  { view: 'telegram', theme: 'light' },
] as const

/** The pictures by name: each has both platforms in both languages. */
export async function chatPictures(browser: Browser): Promise<ReadonlyMap<string, Uint8Array>> {
  const history = await sampleHistory()
  const { bot } = createTestBot({ commands: await realCommands(), history: () => history })
  const renderer = createLocalRenderer()
  const edition = editionOf(history, lastWeekAt(history.now).edition)
  const preview = await startPreview(
    {
      bot: { answer: answerOf, suggest: async () => [] },
      describe: () => [],
      data: () => ({ kind: history.kind, name: history.name, now: history.now }),
      past: () => undefined,
      draw: (spec) => renderer.render(spec as ChartSpec),
      looks: createLooks(),
      posts: createPosts(systemClock),
      front: { ...EMPTY_FRONT, style: readStyle() },
      log: { info() {}, warn() {}, error() {} },
    },
    { host: '127.0.0.1', port: 0 },
  )
  try {
    const made = new Map<string, Uint8Array>()
    for (const name of ['greeting', 'answer', 'recap']) {
      const shots: Uint8Array[] = []
      for (const { view, theme } of VIEWS) {
        for (const language of LOCALES) {
          const zone = grammarOf(language).zone
          const { page, close } = await openPage(
            browser,
            preview.address,
            { language, zone, view, theme },
            { viewport: PHONE, reducedMotion: 'reduce' },
          )
          // The platform is named in the question: the page is neither.
          await askOn(page, `/${name} ${view}`)
          await page.waitForFunction('[...document.images].every((image) => image.complete)')
          await page.evaluate("document.querySelectorAll('.counts').forEach((one) => one.remove())")
          shots.push(await page.locator('.message[data-view]').last().screenshot())
          await close()
        }
      }
      made.set(name, await sideBySide(shots))
    }
    return made
  } finally {
    await preview.close()
    await renderer.close()
  }

  async function answerOf(request: Request) {
    const language: Locale = request.memberLanguage ?? 'en'
    const { input } = request
    if (input.kind !== 'command') throw new TypeError('nothing is clicked here')
    const platform = input.words?.[0] === 'telegram' ? 'telegram' : 'discord'
    const name = input.name.replace('/', '')
    if (name === 'answer')
      return bot.answer({
        ...request,
        platform,
        chat: `${platform}:1`,
        place: platform === 'discord' ? 'guild' : 'group',
        input: { kind: 'command', name: 'openinterest', words: ['btc'] },
      })
    const message = name === 'greeting' ? greeting(platform, language) : recap(platform, language)
    return { message, private: false, edit: false }
  }

  function greeting(platform: 'discord' | 'telegram', language: Locale): Message {
    const words = createWords(language, grammarOf(language).zone, history.now)
    const isGuild = platform === 'discord'
    const { message, guide } = chatWelcome(
      {
        kind: isGuild ? 'guild' : 'group',
        owner: isGuild ? 'discord:guild:1' : 'telegram:-100',
        target: isGuild ? 'discord:1' : 'telegram:-100',
        language,
        botName: 'kawaraban_bot',
      },
      words,
    )
    return guide ? { ...message, actions: { id: createActionId(), rows: guide.rows } } : message
  }

  function recap(platform: 'discord' | 'telegram', language: Locale): Message {
    const zone = grammarOf(language).zone
    const theme = platform === 'discord' ? 'dark' : 'light'
    const look = { theme, colors: 'standard' } as const
    const words = createWords(language, zone, edition.week.end)
    const request = { length: 'compact', language, sections: undefined, withFigures: false } as const
    const { id } = postRecord({ edition: edition.id, zone, ...look, currency: 'usd' }, platform, 0)
    return withPostButtons(formatRecap(edition, request, { words, ...look }), id, words, { alone: true })
  }
}

async function sideBySide(shots: readonly Uint8Array[]): Promise<Uint8Array> {
  const images = await Promise.all(shots.map((one) => loadImage(one)))
  const width = images.reduce((sum, image) => sum + image.width + GAP, GAP)
  const height = Math.max(...images.map((image) => image.height)) + 2 * GAP
  const canvas = createCanvas(width, height)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#8a8172'
  pen.fillRect(0, 0, width, height)
  let x = GAP
  for (const image of images) {
    pen.drawImage(image, x, GAP)
    x += image.width + GAP
  }
  return canvas.toBuffer('image/png')
}
