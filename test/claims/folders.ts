/** Folders of history that the checker goes through. */
import { fileURLToPath } from 'node:url'

/** The sample that comes with the project. */
export const sampleFolder = fileURLToPath(new URL('../../data/sample/', import.meta.url))
