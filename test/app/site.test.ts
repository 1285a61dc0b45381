/** The site beside the bot: written at the start and after each freeze, sent where the operator wants it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Run } from '#src/app/runcommand.ts'
import { openSite, pageAddresses } from '#src/app/site.ts'
import { readConfig } from '#src/config.ts'
import { createWords } from '#src/i18n/words.ts'
import { weekEnding } from '#src/market/week.ts'
import { withPostButtons } from '#src/editions/postbuttons.ts'
import { renderDiscord } from '#src/platforms/discord/render/render.ts'
import { renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { put } from '#src/site/put.ts'
import { openStore } from '#src/store/open.ts'
import { createFakeClock, eventually } from '../support/clock.ts'

/** What processes of one bot share. */
async function sharedStore() {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
  const store = await openStore(home)
  onTestFinished(async () => {
    await store.close()
    await rm(home, { recursive: true })
  })
  return { home, store }
}

type Shared = Awaited<ReturnType<typeof sharedStore>>

/** A process that writes and publishes. */
function opened({ home, store }: Shared, run: Run, version: () => string, settings: Record<string, string>) {
  const clock = createFakeClock()
  const stack = new AsyncDisposableStack()
  const warnings: string[] = []
  const log = { info: () => {}, warn: (text: string) => warnings.push(text), error: () => {} }
  onTestFinished(() => stack.disposeAsync())
  const config = readConfig({ ...settings, KAWARABAN_HOME: home })
  const parts = { run, version: async () => version(), store }
  const opening = openSite({ config, clock, log } as never, parts, stack)
  return { clock, warnings, opening, stack }
}

/** As the command that writes the site does. */
function writeManifest({ home }: Shared, version: string): Promise<void> {
  return put(join(home, 'site'), { path: '/manifest.json', content: version })
}

const PUBLISH = { SITE_PUBLISH: 'rsync there', PUBLIC_URL: 'https://kawaraban.example/' }

it('writes it once, publishes it, and again after a freeze alone', async () => {
  const shared = await sharedStore()
  const asked: string[] = []
  let version = 'a'
  const run: Run = async (command, _, folder) => {
    if (command[0] !== '/bin/sh') await writeManifest(shared, version)
    asked.push(`${folder ?? '-'}: ${command.slice(-4).join(' ')}`.replaceAll(shared.home, '.'))
  }
  const { clock, opening } = opened(shared, run, () => version, PUBLISH)
  await opening
  await eventually(() => clock.waiting === 1)
  expect(asked).toEqual([
    '-: --out ./site --home https://kawaraban.example',
    './site: /bin/sh -c rsync there',
  ])
  for (const _ of [1, 2, 3]) {
    clock.advance(60_000)
    await eventually(() => clock.waiting === 1)
  }
  expect(asked).toHaveLength(2)
  version = 'b'
  clock.advance(60_000)
  await eventually(() => asked.length === 4)
})

it('publishes a freeze once, whichever of two processes does, and not again when it is started anew', async () => {
  const shared = await sharedStore()
  let [version, published, written] = ['a', 0, 0]
  const run: Run = async (command) => {
    if (command[0] === '/bin/sh') published += 1
    else {
      written += 1
      await writeManifest(shared, version)
    }
  }
  const start = async () => {
    const one = opened(shared, run, () => version, PUBLISH)
    await one.opening
    return one
  }
  const both = await Promise.all([start(), start()])
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round++) {
      for (const { clock } of both) {
        await eventually(() => clock.waiting === 1)
        clock.advance(60_000)
      }
    }
    for (const { clock } of both) await eventually(() => clock.waiting === 1)
  }
  await rounds(2)
  expect({ written, published }).toEqual({ written: 2, published: 1 })
  version = 'b'
  await rounds(2)
  expect({ written, published }).toEqual({ written: 4, published: 2 })
  const third = await start()
  await eventually(() => third.clock.waiting === 1)
  expect({ written, published }).toEqual({ written: 5, published: 2 })
  for (const { warnings } of [...both, third]) expect(warnings).toEqual([])
})

it('ends a command that publishes for more than ten minutes', async () => {
  const shared = await sharedStore()
  const run: Run = async (command, stop) => {
    if (command[0] !== '/bin/sh') return writeManifest(shared, 'a')
    await new Promise((_, reject) => stop.addEventListener('abort', () => reject(stop.reason)))
  }
  const { clock, opening, warnings } = opened(shared, run, () => 'a', PUBLISH)
  await opening
  await eventually(() => clock.waiting === 1)
  clock.advance(600_000)
  await eventually(() => warnings.length === 1)
  expect(warnings).toEqual(['SITE_PUBLISH failed: Error: it has not ended after 10 minutes'])
})

it('says that writing or publishing failed, and tries each again', async () => {
  const shared = await sharedStore()
  const fails = { write: true, publish: true }
  const done: string[] = []
  const run: Run = async (command) => {
    const isPublishing = command[0] === '/bin/sh'
    if (isPublishing && fails.publish) throw new Error('exit code 23: no route to host')
    if (!isPublishing && fails.write) throw new Error('exit code 1: no space left on device')
    if (!isPublishing) await writeManifest(shared, 'a')
    done.push(isPublishing ? 'published' : 'written')
  }
  const { clock, opening, warnings } = opened(shared, run, () => 'a', PUBLISH)
  await opening
  await eventually(() => clock.waiting === 1)
  expect(warnings).toEqual(['the site could not be written: Error: exit code 1: no space left on device'])
  fails.write = false
  clock.advance(60_000)
  await eventually(() => warnings.length === 2)
  expect(warnings.at(-1)).toBe('SITE_PUBLISH failed: Error: exit code 23: no route to host')
  fails.publish = false
  for (const _ of [1, 2]) {
    await eventually(() => clock.waiting === 1)
    clock.advance(60_000)
  }
  await eventually(() => clock.waiting === 1)
  expect(done).toEqual(['written', 'published'])
})

it('does nothing where no setting asks for it, and ends with the program', async () => {
  const shared = await sharedStore()
  const asked: unknown[] = []
  const { opening } = opened(
    shared,
    async (command) => void asked.push(command),
    () => 'a',
    {},
  )
  await opening
  expect(asked).toEqual([])
  const running = opened(
    shared,
    (_, stop) =>
      new Promise((_resolve, reject) => stop.addEventListener('abort', () => reject(new Error('ended')))),
    () => 'a',
    PUBLISH,
  )
  await running.opening
  await running.stack.disposeAsync()
  expect(running.warnings).toEqual([])
})

it.each([
  ['en', 'Read on the web'],
  ['ja', 'Webで読む'],
] as const)('gives a post one link to its page, on both platforms, in place of More: %s', (locale, label) => {
  const pageOf = pageAddresses(readConfig(PUBLISH))
  const page = pageOf?.({ week: weekEnding('2025-11-17') }, locale)
  expect(page).toBe(`https://kawaraban.example/${locale}/2025-11-17`)
  expect(pageOf?.({ week: weekEnding('2025-11-17', 'Asia/Tokyo') }, locale)).toBeUndefined()
  expect(pageAddresses(readConfig({}))).toBeUndefined()
  const bare = { title: 'BTC', blocks: [], images: [], footer: [] }
  const words = createWords(locale, 'UTC', 0)
  const message = withPostButtons(bare, 'AAAAAAAAAAA', words, { alone: true, page })
  const [row] = renderDiscord(message)[0]?.body.components.filter(({ type }) => type === 1) ?? []
  expect(row?.type === 1 && row.components[0]).toEqual({ type: 2, style: 5, label, url: page })
  const call = renderTelegram(message).at(-1)
  expect(call?.method === 'sendMessage' && call.params.reply_markup?.inline_keyboard[0]?.[0]).toEqual({
    text: label,
    url: page,
  })
  expect(JSON.stringify(message.actions)).not.toContain('more-')
})
