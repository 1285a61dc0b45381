/** Ten thousand channels on both loopback platforms, a schedule for each that is due, and what moderators are told. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { systemClock } from '#src/clock.ts'
import type { Timings } from '#src/delivery/timings.ts'
import { openStore } from '#src/store/open.ts'
import { APPLICATION, GUILD } from '../support/discord/events.ts'
import { startLoopback as startDiscord, TOKEN as DISCORD_TOKEN } from '../support/discord/server.ts'
import { planOf } from '../support/plans.ts'
import { DOCUMENTED } from '../support/telegram/flood.ts'
import { startLoopback as startTelegram, TOKEN as TELEGRAM_TOKEN } from '../support/telegram/server.ts'
import type { WorkerSettings } from './processes.ts'

export interface WorldOptions {
  /** Of each platform. */
  readonly channels: number
  readonly scale: number
  readonly timings: Partial<Timings>
  /** Enforces the documented limits, `scale` times over. */
  readonly enforced?: boolean
}

export interface Row {
  readonly id: string
  readonly schedule: string
  readonly target: string
  readonly state: string
  readonly tries: number
  readonly parts: number | null
}

export type World = Awaited<ReturnType<typeof createWorld>>

export async function createWorld({ channels: count, scale, timings, enforced = false }: WorldOptions) {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-torture-'))
  const buckets = { limit: 5, window: 5, global: 50 * scale }
  const limits = { ...DOCUMENTED, perSecond: DOCUMENTED.perSecond * scale }
  const discord = await startDiscord({ clock: systemClock, ...(enforced && { buckets }) })
  const telegram = await startTelegram({ clock: systemClock, forgetful: true, ...(enforced && { limits }) })
  const ids = Array.from({ length: count }, (_, index) => String(1_500_000_000_000_000_000n + BigInt(index)))
  const chats = Array.from({ length: count }, (_, index) => -1_001_500_000_000 - index)
  for (const id of ids) discord.channels.add({ id, type: 0 })
  for (const id of chats) telegram.chats.add({ id, type: 'channel' })

  const reports: { readonly id: string; readonly state: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    reports.push(JSON.parse(Buffer.concat(chunks).toString()) as (typeof reports)[number])
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  const store = await openStore(home)
  const fireAt = Date.now() - 1000
  const targets = [...ids.map((id) => `discord:${id}`), ...chats.map((id) => `telegram:${id}`)]
  for (const target of targets) await store.schedules.add(target, planOf(target), fireAt, 'system', fireAt)
  await store.close()
  const database = new DatabaseSync(join(home, 'kawaraban.sqlite'))
  database.exec('PRAGMA busy_timeout = 10000')

  const settings: WorkerSettings = {
    home,
    discord: { api: discord.api, token: DISCORD_TOKEN, guild: GUILD, application: APPLICATION },
    telegram: { root: telegram.root, token: TELEGRAM_TOKEN },
    reports: `http://127.0.0.1:${port}/`,
    scale,
    channels: ids,
    timings,
  }
  return {
    discord,
    telegram,
    settings,
    targets,
    reports: reports as readonly (typeof reports)[number][],
    /** What the ledger says now. */
    rows: () =>
      database
        .prepare('SELECT id, schedule, target, state, tries, parts FROM delivery')
        .all() as unknown as Row[],
    /** Deliveries that are not decided, or not told yet. */
    open(): number {
      const row = database
        .prepare(
          `SELECT count(*) AS open FROM delivery WHERE state IN ('pending', 'claimed', 'sending') OR tell_after IS NOT NULL`,
        )
        .get() as { open: number }
      const { made } = database.prepare('SELECT count(*) AS made FROM delivery').get() as { made: number }
      return row.open + targets.length - made
    },
    integrity: () =>
      (database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]).map(
        (row) => row.integrity_check,
      ),
    /** How many messages a target shows. */
    shownIn(target: string): number {
      const [platform, id = ''] = target.split(':')
      const messages =
        platform === 'discord' ? discord.channels.get(id)?.messages : telegram.chats.get(Number(id))?.messages
      return messages?.length ?? 0
    },
    async close(): Promise<void> {
      database.close()
      server.closeAllConnections()
      server.close()
      await discord.close()
      await telegram.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
