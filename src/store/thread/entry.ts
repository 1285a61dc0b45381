/** Where a thread of the store begins: its modules are compiled once for all starts, as those of the program. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
// Imported only now, as what is loaded before is not cached.
await import('./worker.ts')
