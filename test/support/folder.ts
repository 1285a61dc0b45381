/** Folders of small text files, made for one test and removed after it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty folder that goes when the running test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A folder with these files, given as text, bytes, or lines, of which each ends with LF. */
export async function folderOf(
  files: Readonly<Record<string, string | Buffer | readonly string[]>>,
): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const isWhole = typeof content === 'string' || Buffer.isBuffer(content)
    await writeFile(join(folder, name), isWhole ? content : content.map((line) => `${line}\n`).join(''))
  }
  return folder
}
