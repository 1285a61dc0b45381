/** Publishing the site: once for each state of it, whichever process does so, and again after a failure. */
import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#src/clock.ts'
import type { Config } from '#src/config.ts'
import { MANIFEST } from '#src/site/manifest.ts'
import type { Store } from '#src/store/open.ts'
import type { Run } from './runcommand.ts'

export type PublishingStore = Pick<Store, 'leases' | 'sharedState'>

export interface PublishingParts {
  readonly config: Pick<Config, 'site'>
  readonly clock: Clock
  readonly store: PublishingStore
  readonly run: Run
  readonly folder: string
}

/** Milliseconds after which a command that has not ended is ended. */
const MOST = 600_000
/** Milliseconds for which no other process publishes: until the command of this one has surely ended. */
const LEASE = MOST + 60_000
const NAME = 'site published'

/**
 * A function that runs SITE_PUBLISH where no process has done so for what the folder holds now. It rejects with what the command
 * wrote where that fails.
 */
export function createPublishing(
  { config, clock, store, run, folder }: PublishingParts,
  stop: AbortSignal,
): () => Promise<void> {
  const { publish } = config.site
  const holder = randomUUID()
  let published: string | undefined
  return async () => {
    if (publish === undefined) return
    const state = await stateOf(folder)
    if (state === published) return
    const now = clock.now()
    // Another process is at it: with the next look it has published, or it is this one's turn.
    if (!(await store.leases.take(NAME, holder, now, now + LEASE))) return
    try {
      if ((await store.sharedState.get(NAME))?.value !== state) {
        await within(clock, stop, (signal) => run(['/bin/sh', '-c', publish], signal, folder))
        await store.sharedState.set(NAME, state, clock.now())
      }
      published = state
    } finally {
      await store.leases.release(NAME, holder)
    }
  }
}

/** Names what the folder's pages were made from. */
async function stateOf(folder: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(folder, MANIFEST)))
    .digest('hex')
}

async function within(
  clock: Clock,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const late = new AbortController()
  const cancel = clock.after(MOST, () =>
    late.abort(new Error(`it has not ended after ${MOST / 60_000} minutes`)),
  )
  try {
    await work(AbortSignal.any([stop, late.signal]))
  } finally {
    cancel()
  }
}
