/** The store of a home folder in this thread: for programs with a clock of the test, which waits for no other thread. */
import type { Notify } from '#src/store/nextdue.ts'
import { openStore, type Store } from '#src/store/open.ts'

/** As the program opens it, without threads. */
export function openHere(home: string, notify: Notify): Promise<Store> {
  return openStore(home, undefined, notify)
}
