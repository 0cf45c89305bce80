import { createRequire } from 'node:module'

/** What stands on a certificate, in the holder's language. */
export interface CertificateText {
  /** The language that all of it is in. */
  readonly language: string
  readonly heading: string
  readonly holder: string
  /** "has completed the path" */
  readonly completed: string
  readonly path: string
  readonly about: string
  readonly office: string
  readonly day: string
}

/** Points of an A4 page lying on its side. */
const page = { width: 841.89, height: 595.28 }
const margin = 72
const ink = '#1f2933'
const quiet = '#52606d'
const line = '#9aa5b1'

/** A certificate as a PDF, one page. The letters come with it (DejaVu: Latin, Greek, Cyrillic, Arabic and more), so that every name is written as it is. */
export async function certificatePdf(text: CertificateText): Promise<Uint8Array> {
  // Loaded when somebody has earned one: it is large.
  const { default: PDFDocument } = await import('pdfkit')
  const fonts = createRequire(import.meta.url)
  const document = new PDFDocument({
    size: [page.width, page.height],
    margin,
    info: { Title: `${text.heading}: ${text.path}`, Author: text.office },
    lang: text.language,
  })
  document.registerFont('plain', fonts.resolve('dejavu-fonts-ttf/ttf/DejaVuSerif.ttf'))
  document.registerFont('strong', fonts.resolve('dejavu-fonts-ttf/ttf/DejaVuSerif-Bold.ttf'))
  const parts: Buffer[] = []
  const done = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part))
    document.on('end', () => resolve(Buffer.concat(parts)))
    document.on('error', reject)
  })
  const frame = 36
  document
    .rect(frame, frame, page.width - 2 * frame, page.height - 2 * frame)
    .lineWidth(1.5)
    .stroke(line)
  const write = (words: string, font: 'plain' | 'strong', size: number, colour: string, above: number) => {
    document.y += above
    document
      .font(font)
      .fontSize(size)
      .fillColor(colour)
      .text(words, margin, document.y, { align: 'center', width: page.width - 2 * margin })
  }
  write(text.office, 'plain', 14, quiet, 44)
  write(text.heading, 'strong', 34, ink, 40)
  write(text.holder, 'strong', 26, ink, 44)
  write(text.completed, 'plain', 14, quiet, 14)
  write(text.path, 'strong', 22, ink, 14)
  write(text.about, 'plain', 12, quiet, 26)
  write(text.day, 'plain', 12, ink, 60)
  document.end()
  return done
}
