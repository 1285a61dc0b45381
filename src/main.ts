/** `node src/main.ts <command>`: the entry. The second start finds all modules compiled. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
// Imported only now, as what is loaded before is not cached.
const { run } = await import('./run.ts')
process.exitCode = await run()
