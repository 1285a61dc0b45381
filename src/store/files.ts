/** The files of a SQLite store: made for the bot's own user alone, as they hold what members have set. */
import { chmod, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from '#src/folder.ts'

const [FOLDER, FILE] = [0o700, 0o600]

/**
 * Makes the folder and the file where they are missing, and takes from a file that is there, its log among it, what others on
 * the machine may do with it. SQLite gives the files beside it the same rights. Throws what the system throws.
 */
export async function prepareFiles(file: string): Promise<void> {
  await makeFolder(dirname(file), FOLDER)
  await (await open(file, 'a', FILE)).close()
  for (const one of [file, `${file}-wal`, `${file}-shm`]) {
    // One that is not there, and one that is another user's, who lets us write: the store works with it.
    await chmod(one, FILE).catch(() => {})
  }
}
