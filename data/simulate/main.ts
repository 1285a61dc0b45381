/** Writes the simulated history: `node data/simulate/main.ts [folder]`, data/sample by default. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simulateSample } from './sample.ts'

const folder = process.argv[2] ?? fileURLToPath(new URL('../sample', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const [file, text] of simulateSample()) writeFileSync(join(folder, file), text)
