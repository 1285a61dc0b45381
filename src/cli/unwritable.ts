/** What a file system says where one may not or cannot write: for the person to fix. */
const CODES = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOSPC']

export function isUnwritable(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && CODES.includes(String(error.code))
}
