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

/** A folder with these files; one given as lines ends each of them with LF. */
export async function folderOf(files: Readonly<Record<string, string | readonly string[]>>): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : content.map((line) => `${line}\n`).join('')
    await writeFile(join(folder, name), text)
  }
  return folder
}
