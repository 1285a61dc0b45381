/**
 * Builds the image and runs it as an engine does: `npm run image`. Where buildah and runc are there and may run (Debian's
 * packages, root, and the right to mount), the Dockerfile itself is built and started; elsewhere its steps are walked by
 * hand in a clean folder. Says which of both it did, and exits with 1 where something is not as the image promises.
 *
 * `node scripts/image.ts [folder]`: a folder of its own, which it empties in the end.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lacking } from './image/engine.ts'
import { inContainer } from './image/promises.ts'
import { byHand } from './image/steps.ts'

const given = process.argv[2]
if (given !== undefined) mkdirSync(given, { recursive: true })
const folder = mkdtempSync(join(given ?? tmpdir(), 'kawaraban-image-'))
const lacks = lacking()
process.stdout.write(
  lacks === undefined
    ? 'image: built by buildah, run by runc\n'
    : `image: its steps by hand, in no container, as ${lacks}\n`,
)
const faults: string[] = []
// What is mounted is given up before it ends; a second signal ends it at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => faults.push(`it was interrupted by ${signal}`))
try {
  await (lacks === undefined ? inContainer(folder, faults) : byHand(folder, faults))
} catch (error) {
  faults.push(error instanceof Error ? error.message : String(error))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (faults.length > 0) {
  process.stderr.write(`${faults.map((fault) => `not as promised: ${fault}`).join('\n')}\n`)
  process.exit(1)
}
process.stdout.write('as promised\n')
