/** Passwords as they may appear in a third party's message: not in the address that they were given in, but alone. */

/** What the database's address has as password, as it stands there and as it is meant, and `PGPASSWORD` beside it. */
export function passwordsIn(
  databaseUrl: string | undefined,
  pgPassword: string | undefined,
): readonly string[] {
  const beside = pgPassword ? [pgPassword] : []
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) return beside
  const { username, password, searchParams } = new URL(databaseUrl)
  const asked = searchParams.get('password') ?? ''
  return [
    ...passwordAlone(decoded(username), decoded(password)),
    ...(password === decoded(password) ? [] : [password]),
    ...(asked === '' ? [] : [asked]),
    ...beside,
  ]
}

/** A password of a few letters is part of many words: only with its name it is taken out of what is printed. */
export function passwordAlone(name: string, password: string): readonly string[] {
  return password === '' ? [] : [`${name}:${password}`, ...(password.length >= 6 ? [password] : [])]
}

/** As it is where it is no percent encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
