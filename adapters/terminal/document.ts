import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Document } from '#engine'

/** Most documents of one name that lie beside each other. */
const most = 100

/**
 * Puts a document into a folder, readable by its owner only, and gives its path. What lies there already stays: then the name is numbered.
 * @throws the system's own error when the folder cannot be written
 */
export function saveDocument(folder: string, { name, content }: Document): string {
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : name.replace(/\.pdf$/, `-${number}.pdf`))
    try {
      writeFileSync(path, Buffer.from(content, 'base64'), { flag: 'wx', mode: 0o600 })
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number >= most) throw error
    }
  }
}
