/** The store in threads of its own: the same store, whatever another process does to its file. */
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RequestError, StoreError } from '#src/errors.ts'
import { fileIn, type Store } from '#src/store/open.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { IS_SLOW } from '../support/databases.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'
import { watchStalls } from '../support/stall.ts'

const NOW = Date.UTC(2025, 10, 24)
const RECORD = { platform: 'telegram', chat: 'telegram:1', asker: '1', command: 'price' } as const
const action = (id: string) => ({ ...RECORD, id, args: {}, createdAt: NOW })

async function openBoth(): Promise<{ readonly store: Store; readonly other: DatabaseSync }> {
  const home = await temporaryFolder()
  const store = await openThreadedStore(home)
  const other = new DatabaseSync(fileIn(home))
  onTestFinished(async () => {
    other.close()
    await store.close()
  })
  return { store, other }
}

/** Threads from now on: the one that writes, the one that reads, and those that follow one of them. */
function watchThreads(): readonly Worker[] {
  const threads: Worker[] = []
  const note = (thread: Worker) => void threads.push(thread)
  process.on('worker', note)
  onTestFinished(() => void process.off('worker', note))
  return threads
}

/** Parts of `enqueueDue` that ask the main thread, which does not answer before it is told to. */
function slowly() {
  const asked = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<undefined>()
  const awaits = () => {
    asked.resolve()
    return answered.promise
  }
  const due = { now: NOW, most: 10, next: () => NOW + 1000, awaits }
  return { due, asked: asked.promise, answer: () => answered.resolve(undefined) }
}

describe('the store in threads', () => {
  it('reads while another process holds the lock of writing, and writes once it lets go', async () => {
    const { store, other } = await openBoth()
    await store.memory.saveSettings('discord:1', { language: 'ja' })
    other.exec('begin immediate')
    let isSaved = false
    const saving = store.memory.saveAction(action('a')).then(() => {
      isSaved = true
    })
    expect(await store.memory.settings('discord:1')).toEqual({ language: 'ja' })
    expect(isSaved).toBe(false)
    other.exec('rollback')
    await saving
    expect(await store.memory.action('a', NOW)).toEqual(action('a'))
  })

  it.runIf(IS_SLOW)(
    'refuses what waited too long for a lock, all that was asked meanwhile at the same time',
    async () => {
      const { store, other } = await openBoth()
      other.exec('begin immediate')
      const [began, stalls] = [performance.now(), watchStalls()]
      const saving = ['a', 'b', 'c', 'd'].map((id) => store.memory.saveAction(action(id)))
      const outcomes = await Promise.allSettled(saving)
      expect(outcomes.map((one) => one.status)).toEqual(Array(4).fill('rejected'))
      // One after the other they would have waited for twenty seconds.
      expect(performance.now() - began).toBeLessThan(12_000 + stalls().total)
      expect(outcomes[3]).toMatchObject({ reason: { message: 'database is locked', errcode: 5 } })
    },
  )

  it('calls back into the main thread, and tells what is thrown there', async () => {
    const { store } = await openBoth()
    await store.schedules.add('telegram:1', planOf('telegram:1'), NOW, '1', NOW)
    const due = { now: NOW, most: 10, next: () => NOW + 1000 }
    const awaits = () => {
      throw new RequestError('when.never', { typed: 'x' })
    }
    const failure = await store.ledger.enqueueDue({ ...due, awaits }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(RequestError)
    expect(failure).toMatchObject({ key: 'when.never', values: { typed: 'x' } })
    expect(await store.ledger.enqueueDue({ ...due, awaits: () => undefined })).toBe(1)
  })

  it('lets a transaction end that asks the main thread when it is closed, and what was asked before', async () => {
    const threads = watchThreads()
    const { store } = await openBoth()
    await store.schedules.add('telegram:1', planOf('telegram:1'), NOW, '1', NOW)
    const { due, asked, answer } = slowly()
    const enqueuing = store.ledger.enqueueDue(due)
    const counting = store.memory.countUse('telegram:1', 'bitcoin')
    await asked
    const [, reading] = threads as [Worker, Worker]
    const readingEnded = once(reading, 'exit')
    const closing = [store.close(), store.close()]
    // The other is told to close then.
    await readingEnded
    await setImmediate()
    answer()
    expect(await enqueuing).toBe(1)
    await counting
    await Promise.all(closing)
    await expect(store.schedules.count()).rejects.toThrow('closed')
  })

  it('loses what a thread had begun when that ends by itself, and goes on with one other', async () => {
    const threads = watchThreads()
    const { store } = await openBoth()
    const [writing] = threads as [Worker]
    await store.memory.saveAction(action('a'))
    await store.schedules.add('telegram:1', planOf('telegram:1'), NOW, '1', NOW)
    const { due, asked } = slowly()
    const lost = store.ledger.enqueueDue(due)
    await asked
    writing.emit('error', new Error('out of memory'))
    await expect(lost).rejects.toThrow('the thread of the store ended: Error: out of memory')
    // Begun while the thread that failed has not ended yet.
    const saving = store.memory.saveAction(action('b'))
    await writing.terminate()
    await saving
    expect(await store.memory.action('a', NOW)).toEqual(action('a'))
    expect(await store.ledger.enqueueDue({ ...due, awaits: () => undefined })).toBe(1)
    expect(threads).toHaveLength(3)
    await store.close()
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1, -1, -1])
  })

  it('cannot be opened where there is no store, nor used when it is closed', async () => {
    const home = await temporaryFolder()
    const noFolder = join(home, 'file')
    await writeFile(noFolder, '')
    await expect(openThreadedStore(noFolder)).rejects.toMatchObject({ fault: 'nowhere' })
    await expect(openThreadedStore(noFolder)).rejects.toBeInstanceOf(StoreError)
    const damaged = new DatabaseSync(fileIn(home))
    damaged.exec('create table migration (name text primary key, run_at integer not null)')
    damaged.exec("insert into migration values ('9999-future', 0)")
    damaged.close()
    await expect(openThreadedStore(home)).rejects.toMatchObject({ fault: 'newer' })
    const store = await openThreadedStore(await temporaryFolder())
    await store.close()
    await store.close()
    await expect(store.schedules.count()).rejects.toThrow('closed')
  })
})
