/** First words with which somebody adds to what they said before, in the languages that the assistant speaks. */
const additions =
  /^(?:and|also|plus|now|but now|update|still|he's still|she's still|they're still|on top of that|as well|too|another thing|one more thing|forgot to say|y|e|además|ademas|también|tambien|encima|ahora|pero ahora|ya|sigue|siguen|todavía|todavia|aún|aun|otra cosa|una cosa más|se me olvidó|se me olvido|actualización|actualizacion)(?![\p{L}'])/iu

/** A person who was spoken of before: a new visitor would be introduced. */
const thePerson = /^(?:he|she|they|it|he's|she's|they're|him|her|él|ella|ellos|ellas)(?![\p{L}'])/iu

/** Somebody else stands there now. */
const another =
  /(?<![\p{L}])(?:another|a different|the next|a new|next)\s+(?:visitor|customer|client|person|man|woman|lady|gentleman|guy|family|couple|one|case)|(?<![\p{L}])(?:otr[oa]|siguiente|nuev[oa])\s+(?:visitante|usuari[oa]|cliente|persona|señora?|hombre|mujer|chic[oa]|familia|pareja|caso)/iu

/** Words up to which a message that begins with a pronoun is taken as an addition: longer ones tell a situation of their own. */
const shortMessage = 7

/** Whether a message goes on with the situation before, as in "now he is filming". */
export function continues(message: string): boolean {
  const said = message.trim()
  if (another.test(said)) return false
  return additions.test(said) || (thePerson.test(said) && said.split(/\s+/).length <= shortMessage)
}
