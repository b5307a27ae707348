/** How units, officers, posts and messengers are called on a card. What the directory no longer knows keeps its code. */
import type { Capacity, Directory, OfficerId, UnitId } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'

export function nameUnit(directory: Directory, unit: UnitId): string {
  return directory.units.get(unit)?.name ?? unit
}

export function nameOfficer(directory: Directory, officer: OfficerId): string {
  return directory.officers.get(officer)?.name ?? officer
}

/** "Trần Thị Mai, Phó Trưởng đơn vị"; an acting officer with the order under which they act. */
export function nameSigner(
  directory: Directory,
  { by, post, order }: { readonly by: OfficerId; readonly post: Capacity['post']; readonly order: string | null },
  t: Translator,
): string {
  const name = nameOfficer(directory, by)
  const held =
    order === null
      ? t(`consultation.post.${post}`)
      : t('consultation.underOrder', { post: t(`consultation.post.${post}`), order })
  return `${name}, ${held}`
}

/** A messenger's proper name, the same in every language, from that of its folder: "zalo-oa" is "Zalo OA". */
export function nameMessenger(folder: string): string {
  return folder
    .split('-')
    .map((word) => (word.length < 3 ? word.toUpperCase() : `${word.charAt(0).toUpperCase()}${word.slice(1)}`))
    .join(' ')
}
