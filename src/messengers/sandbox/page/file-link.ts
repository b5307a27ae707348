/** A file in a chat: to be saved, never opened by the page. */
import { fileUrl } from './api.ts'
import { el, icon } from './dom.ts'

/** A file to save, with its name and size. */
export function fileLink(file: { id: string; name: string; mime: string; size: number | null }): HTMLElement {
  const size = file.size === null ? null : el('small', {}, sizeOf(file.size))
  return el(
    'a',
    { class: 'file', href: fileUrl(file.id, ''), download: file.name },
    icon('file'),
    el('span', {}, file.name),
    size,
  )
}

/** "1,2 MB" */
function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} MB`
}
