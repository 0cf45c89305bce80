/** Parts of `natural` that are imported by themselves: its front door loads database clients and reads `.env`. */
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { readonly stem: (word: string) => string }
  export default stemmer
}
declare module 'natural/lib/natural/stemmers/porter_stemmer_es.js' {
  const stemmer: { readonly stem: (word: string) => string }
  export default stemmer
}
