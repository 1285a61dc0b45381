/**
 * Both platforms as far as messages of alerts go, in files that all processes share: each message is one line of a log. Telegram shows
 * whatever arrives; Discord makes one message of a nonce, and shows what it has.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
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

/** What was shown of each nonce, and the deliveries that notices named. */
export function shownIn(folder: string) {
  const linesOf = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean) : []
  const counted = (lines: readonly string[]) =>
    new Map([...Map.groupBy(lines, (line) => line)].map(([line, all]) => [line, all.length]))
  return { posts: counted(linesOf('posts')), reports: counted(linesOf('reports')) }
}

export function createPosterInFiles(platform: PlatformInFiles, folder: string): Poster {
  /** Gives false where Discord has made a message of it before. */
  const isNew = (nonce: string): boolean => {
    if (platform !== 'discord') return true
    try {
      writeFileSync(join(folder, `nonce-${nonce}`), '', { flag: 'wx' })
      return true
    } catch {
      return false
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
      if (isNew(nonce)) {
        const items = message.blocks.flatMap((block) => (block.kind === 'bullets' ? block.items : []))
        const named = message.title === NOTICE
        const lines = named ? items : [nonce]
        appendFileSync(join(folder, named ? 'reports' : 'posts'), lines.map((line) => `${line}\n`).join(''))
      }
      await sleep(Math.random() * WAY)
      return { kind: 'sent', messages: [{ id: nonce }] }
    },
    find: async (_prepared, _part, { nonce }) => {
      if (platform !== 'discord') return { kind: 'unknown', reason: 'a bot reads nothing here' }
      return existsSync(join(folder, `nonce-${nonce}`))
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
