/** Where the faces' files lie in this installation. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FACES, type Face } from './faces.ts'

/** The paths of a face's files; none where they are not installed. */
export function pathsOf({ package: name, files }: Face): readonly string[] {
  try {
    const paths = files.map((file) => fileURLToPath(import.meta.resolve(`${name}/${file}`)))
    return paths.every((path) => existsSync(path)) ? paths : []
  } catch {
    return []
  }
}

/** Packages of fallback faces that this installation lacks: names in their scripts are drawn by the coin's id. */
export function missingFaces(): readonly string[] {
  return FACES.filter((face) => pathsOf(face).length === 0).map((face) => face.package)
}
