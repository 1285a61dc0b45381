/** The store's memory, and its peer for tests, are held to one contract. */
import { onTestFinished } from 'vitest'
import { openStore } from '#src/store/open.ts'
import { describeMemory } from '../contracts/memory.ts'
import { temporaryFolder } from '../support/folder.ts'
import { createVolatileMemory } from '../support/memory.ts'

describeMemory('SQLite', async () => {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  return store.memory
})

describeMemory('the memory of tests', async () => createVolatileMemory())
