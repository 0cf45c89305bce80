/**
 * The lines of a stream of UTF-8, each as soon as it is whole. Only line feeds end a line: JSON may hold the other separators of Unicode as they
 * are, at which Node's own line reader would cut it.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const whole = rest.split('\n')
    rest = whole.pop() ?? ''
    yield* whole
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}
