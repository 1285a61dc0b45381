/**
 * Both platforms as far as messages of alerts go, in files that all processes share. Telegram shows whatever arrives: each message is
 * appended to a log. Discord makes one message of a nonce, and shows what it has: each message is a file, which is there whole or not
 * at all, whenever a process that writes it is killed.
 */
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '#src/chat/message.ts'
import type { Poster, Prepared } from '#src/chat/posting.ts'

export type PlatformInFiles = 'discord' | 'telegram'

/** Milliseconds that a call takes at most on its way there, and its answer on the way back. */
const WAY = 20
/** The title of a notice; each of its items names a delivery. */
export const NOTICE = 'notice'

interface InFiles extends Prepared {
  readonly message: Message
}

/** How often each nonce was shown, and the deliveries that notices named, each with how often. */
export function shownIn(folder: string) {
  const messages = readdirSync(folder).filter((name) => name.startsWith('discord-'))
  const linesOf = (kind: string) =>
    [`telegram-${kind}`, ...messages.filter((name) => name.endsWith(`.${kind}`))]
      .filter((name) => existsSync(join(folder, name)))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
  const counted = (lines: readonly string[]) =>
    new Map([...Map.groupBy(lines, (line) => line)].map(([line, all]) => [line, all.length]))
  return { posts: counted(linesOf('posts')), reports: counted(linesOf('reports')) }
}

export function createPosterInFiles(platform: PlatformInFiles, folder: string): Poster {
  const fileOf = (nonce: string, kind: string) => join(folder, `discord-${nonce}.${kind}`)
  const show = (nonce: string, kind: string, text: string): void => {
    if (platform === 'telegram') {
      appendFileSync(join(folder, `telegram-${kind}`), text)
      return
    }
    const written = join(folder, `written-${randomUUID()}`)
    writeFileSync(written, text)
    try {
      linkSync(written, fileOf(nonce, kind))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return {
    platform,
    prepare: async (message): Promise<InFiles> => ({ message, parts: [{ weight: 1 }] }),
    waitForSlot: async () => {},
    repeats: async () => platform === 'discord',
    async send(prepared, _part, { nonce }) {
      const { message } = prepared as InFiles
      await sleep(Math.random() * WAY)
      const named = message.blocks.flatMap((block) => (block.kind === 'bullets' ? block.items : []))
      const [kind, lines] = message.title === NOTICE ? ['reports', named] : ['posts', [nonce]]
      show(nonce, kind, lines.map((line) => `${line}\n`).join(''))
      await sleep(Math.random() * WAY)
      return { kind: 'sent', messages: [{ id: nonce }] }
    },
    find: async (_prepared, _part, { nonce }) => {
      if (platform !== 'discord') return { kind: 'unknown', reason: 'a bot reads nothing here' }
      return ['posts', 'reports'].some((kind) => existsSync(fileOf(nonce, kind)))
        ? { kind: 'there', messages: [{ id: nonce }] }
        : { kind: 'absent' }
    },
    finish: async () => [],
    edit: async () => ({ kind: 'unreached', reason: 'nothing is edited' }),
    check: async () => [],
    manages: async () => 'may',
    nameOf: async () => undefined,
    aloneWith: () => Promise.reject(new Error('a private chat was opened, and nobody asked')),
    linkOf: () => undefined,
  }
}
