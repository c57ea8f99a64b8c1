import { UserFailure } from '../../workflows/failure.ts'

const maxLength = 255

/**
 * The name an upload may keep. It never becomes part of a path; still, one that tries to be is refused,
 * because it would come out again as the name of a download.
 * @throws UserFailure `path-invalid`
 */
export function assetName(given: string): string {
  const name = given.trim()
  const wicked = /[/\\]|\.\.|[\u0000-\u001f\u007f]/.test(name)
  if (name === '' || name.length > maxLength || wicked) throw new UserFailure('path-invalid', { name: given })
  return name
}
