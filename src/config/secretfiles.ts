/** Secrets from files, as container engines hand them over. */
import { readFileSync } from 'node:fs'
import type { SettingProblem } from '#src/errors.ts'

/** The environment with the content of each `<NAME>_FILE`. Adds to `problems`, which never quote a file's content. */
export function withFiles(
  settings: readonly { readonly name: string; readonly secret?: true }[],
  from: Readonly<Record<string, string | undefined>>,
  problems: SettingProblem[],
): Readonly<Record<string, string | undefined>> {
  const read = settings.flatMap(({ name, secret }) => {
    const file = secret ? from[`${name}_FILE`]?.trim() : undefined
    if (!file) return []
    const example = `/run/secrets/${name.toLowerCase()}`
    if (from[name]?.trim()) {
      problems.push({
        name: `${name}_FILE`,
        problem: `is set beside ${name}: one of both is enough`,
        example,
      })
      return []
    }
    try {
      return [[name, readFileSync(file, 'utf8')]]
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unreadable'
      problems.push({ name: `${name}_FILE`, problem: `cannot be read (${code})`, example })
      return []
    }
  })
  return { ...from, ...Object.fromEntries(read) }
}
