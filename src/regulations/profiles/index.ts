/** The registry of profiles, one per file of this folder; a test compares the two. */
import type { Profile } from '../profile.ts'
import { anLao2023 } from './an-lao-2023.ts'
import { defaultProfile } from './default.ts'
import { haiPhong2019 } from './hai-phong-2019.ts'
import { haiPhong2023 } from './hai-phong-2023.ts'
import { rachGia2024 } from './rach-gia-2024.ts'
import { thanhHoa2018 } from './thanh-hoa-2018.ts'

export const profiles: readonly Profile[] = [
  defaultProfile,
  anLao2023,
  haiPhong2019,
  haiPhong2023,
  rachGia2024,
  thanhHoa2018,
]

/** The profile with this id; null when there is none. */
export function findProfile(id: string): Profile | null {
  return profiles.find((profile) => profile.id === id) ?? null
}
