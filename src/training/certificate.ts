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
const scales = [1, 0.9, 0.8, 0.7, 0.6, 0.5]
const smallest = 0.4
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
  const rows = [
    { words: text.office, font: 'plain', size: 14, colour: quiet, above: 44 },
    { words: text.heading, font: 'strong', size: 34, colour: ink, above: 40 },
    { words: text.holder, font: 'strong', size: 26, colour: ink, above: 44 },
    { words: text.completed, font: 'plain', size: 14, colour: quiet, above: 14 },
    { words: text.path, font: 'strong', size: 22, colour: ink, above: 14 },
    { words: text.about, font: 'plain', size: 12, colour: quiet, above: 26 },
    { words: text.day, font: 'plain', size: 12, colour: ink, above: 60 },
  ] as const
  const width = page.width - 2 * margin
  const heightAt = (scale: number) =>
    rows.reduce((sum, { words, font, size, above }) => {
      const height = document
        .font(font)
        .fontSize(size * scale)
        .heightOfString(words, { width })
      return sum + height + above * scale
    }, 0)
  // Long names make everything smaller: it is one page.
  const scale = scales.find((one) => heightAt(one) <= page.height - 2 * margin) ?? smallest
  for (const { words, font, size, colour, above } of rows) {
    document.y += above * scale
    document
      .font(font)
      .fontSize(size * scale)
      .fillColor(colour)
      .text(words, margin, document.y, { align: 'center', width })
  }
  document.end()
  return done
}
