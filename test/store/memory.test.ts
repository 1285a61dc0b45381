/** The store's memory, on every kind of database, and its peer for tests are held to one contract. */
import { describeMemory } from '../contracts/memory.ts'
import { DATABASES } from '../support/databases.ts'
import { createVolatileMemory } from '../support/memory.ts'

for (const { name, open } of DATABASES) describeMemory(name, async () => (await open()).memory)

describeMemory('the memory of tests', async () => createVolatileMemory())
