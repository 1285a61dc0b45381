/** The record given a past from a dataset folder, and written as one. */
import { access } from 'node:fs/promises'
import { systemClock } from '#src/clock.ts'
import { observationsOf } from '#src/collector/observations.ts'
import { openHistory, type RecordHistory } from '#src/collector/history.ts'
import { RequestError } from '#src/errors.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import type { LoadedHistory, Source } from '#src/sources/source.ts'
import { writeDataset } from '#src/sources/dataset/write.ts'
import { faultOf, storeErrorOf } from '#src/store/faults.ts'
import { fileIn, openStore } from '#src/store/open.ts'
import { createAccepting } from './accepting.ts'

/** Where the store is. */
export interface RecordPlace {
  readonly home: string
  readonly databaseUrl: string | undefined
}

/** Rows of one transaction: longer ones would keep others from writing. */
const ROWS = 10_000

export interface Imported {
  readonly name: string
  readonly added: number
  readonly revised: number
  readonly refused: number
  /** For what was refused, file by file. */
  readonly loaded: LoadedHistory
}

/**
 * Keeps what a dataset holds in the record; what is there already stays as it is. Throws RequestError for a simulated
 * one: it could not be distinguished from the market afterwards; StoreError where the store fails.
 */
export async function importDataset(place: RecordPlace, source: Source, now: number): Promise<Imported> {
  const loaded = await source.load()
  const { history, files } = loaded
  if (history.kind === 'simulated') throw new RequestError('record.simulated', { name: history.name })
  const store = await openStore(place.home, place.databaseUrl)
  try {
    let [added, revised] = [0, 0]
    let batch: Observation[] = []
    const keep = async () => {
      const written = await store.record.keep({ observations: batch, observedAt: now })
      added += written.added
      revised += written.revised
      batch = []
    }
    await store.record.keep({ observations: [], observedAt: now, assets: history.assets })
    for (const observation of observationsOf(history)) {
      batch.push(observation)
      if (batch.length === ROWS) await keep()
    }
    await keep()
    return {
      name: history.name,
      added,
      revised,
      refused: files.reduce((sum, file) => sum + file.refused, 0),
      loaded,
    }
  } catch (error) {
    // A disk that fills up meanwhile, a lock: what a person can fix, reported as such.
    throw faultOf(error) === 'other' ? error : storeErrorOf(store.file, error)
  } finally {
    await store.close()
  }
}

/** Writes the record as a dataset folder. Throws RequestError while there is nothing in it. */
export async function exportDataset(place: RecordPlace, folder: string, now: number): Promise<History> {
  const history = await readRecord(place, now, (record) => record.whole())
  await writeDataset(folder, history)
  return history
}

/** The record as a history. Throws RequestError while it holds no prices. */
export async function readRecord(
  place: RecordPlace,
  now: number,
  read = (record: RecordHistory) => record.current(),
): Promise<History> {
  const store = await openStore(place.home, place.databaseUrl)
  try {
    const { names } = createAccepting(store.sharedState, systemClock)
    const history = read(await openHistory(store.record, () => now, names))
    if (!history.assets.some(({ id }) => history.dailyCandles(id))) throw new RequestError('record.empty')
    return history
  } finally {
    await store.close()
  }
}

/** Lets a value of the record stand that is withheld; false where none has this name. */
export async function acceptInRecord(place: RecordPlace, name: string, now: number): Promise<boolean> {
  const store = await openStore(place.home, place.databaseUrl)
  try {
    const accepting = createAccepting(store.sharedState, systemClock)
    const history = await openHistory(store.record, () => now, accepting.names)
    return await accepting.accept(name, history)
  } finally {
    await store.close()
  }
}

/** Whether there is a record to read: a home folder without a store is not given one. */
export async function hasRecord({ home, databaseUrl }: RecordPlace): Promise<boolean> {
  if (databaseUrl !== undefined) return true
  return access(fileIn(home)).then(
    () => true,
    () => false,
  )
}
