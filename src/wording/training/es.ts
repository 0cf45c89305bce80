import type { training as english } from './en.ts'

/** Español para la formación. */
export const training: Readonly<Record<keyof typeof english, string>> = {
  'quiz.title': 'Práctica, {number} de {all}',
  'quiz.again': 'Las difíciles otra vez, {number} de {all}',
  'quiz.message': 'Escribe alguien de ventanilla: «{message}»',
  'quiz.about': 'Alguien viene por: {topic}',
  'quiz.task': 'Queda por hacer: {task}',
  'quiz.ask': `{kind, select,
    situation {¿Qué situación es?}
    say {¿Qué dice usted ahora?}
    avoid {¿Cuál de estas frases no debe decirse aquí?}
    record {¿Qué anota?}
    after {¿Qué queda por hacer después?}
    deadline {¿Para cuándo?}
    office {¿A quién le corresponde?}
    other {¿Qué hace usted?}}`,
  'quiz.chosen': 'Eligió',
  'quiz.howSure': '¿Lo sabía?',
  'quiz.sure': 'Lo sé',
  'quiz.fairly': 'Creo que sí',
  'quiz.guess': 'Lo adivino',
  'quiz.change': 'Elegir otra vez',
  'quiz.right': 'Correcto',
  'quiz.lucky': 'Correcto, aunque fuera adivinando',
  'quiz.wrong': 'No era eso',
  'quiz.rightAnswer': 'Lo correcto',
  'quiz.neverSay': 'Aquí nunca',
  'quiz.why': 'Por qué',
  'quiz.instead': 'Mejor diga',
  'quiz.belongs': 'Lo suyo vale para «{title}». {summary}',
  'quiz.behind': 'Principios: {principles}',
  'quiz.due': '{task} ({days, plural, =0 {hoy} one {el próximo día hábil} other {en # días hábiles}})',
  'quiz.visitor': 'La persona',
  'quiz.debrief': 'Para llevarse',
  'quiz.next': 'Siguiente',
  'quiz.pause': 'Dejarlo por ahora',
  'quiz.paused': 'Le espera aquí',
  'quiz.pausedText': 'Escriba «practicar» cuando quiera, aquí o en otra plataforma: seguirá donde lo dejó, durante una semana.',
  'quiz.finished': 'Por hoy, listo',
  'quiz.finishedText': '{all} hechas, {right} bien a la primera. Lo difícil vuelve pronto: así se queda.',
  'quiz.further': '{count, plural, =10 {Diez} other {#}} más',
  'quiz.nothing': 'Hoy no hay nada que practicar',
  'quiz.nothingText': 'Ya conoce todas las preguntas y ninguna toca hoy. Vuelva mañana.',
  'quiz.noneText':
    'El manual todavía no da para preguntas. Dígale a supervisión que a las entradas les faltan ejemplos más largos, o frases que decir y que evitar.',
  'quiz.start': 'Practicar',
  'quiz.hardOnes':
    '{count, plural, one {Ahora, una vez más, la difícil, y listo.} other {Ahora, una vez más, las # difíciles, y listo.}}',
  'quiz.principle': 'Principio: {title}',
  'quiz.wrongAvoid': 'Esa sí puede decirse',
  'quiz.sceneEnd': 'Cómo terminó: {title}',
  'quiz.sceneSteps': 'Pasos correctos',
  'quiz.sceneOf': '{right} de {all}',
  'quiz.sceneAgain': 'La repetirá al final de la serie.',

  'progress.title': 'Cómo va',
  'progress.none':
    'Todavía no ha practicado. Una serie de preguntas lleva unos minutos. Supervisión nunca ve quién contestó; ve qué respuestas erradas se dieron más, y cifras.',
  'progress.streak':
    '{days, plural, =0 {Qué bien que esté aquí.} one {Un día hábil de práctica.} other {# días hábiles seguidos de práctica; los libres no la cortan.}}',
  'progress.met':
    'Ya conoce {met, plural, one {una pregunta} other {# preguntas}}; {due, plural, =0 {hoy no toca ninguna} one {hoy toca una} other {hoy tocan #}}.',
  'progress.concepts': 'Conceptos',
  'progress.families': 'Situaciones',
  'progress.family': `{family, select,
    purpose {A qué vienen}
    circumstance {Quiénes son, cómo están}
    hazard {Frases peligrosas}
    aftercare {Lo que se debe después}
    principle {Principios}
    other {Otras}}`,
  'progress.level': '{title}: {level, select, growing {creciendo} good {bien} firm {firme} other {empezado}} ({percent} %)',
  'progress.fades': 'Los niveles bajan si no practica, y vuelven pronto cuando practica.',
  'progress.paths': 'Recorridos',
  'progress.path': '{title}: firme en {firm} de {all}',
  'progress.certificate': 'Certificado: {title}',
  'progress.waiting':
    'Ya conoce {met, plural, one {una pregunta} other {# preguntas}}. Su serie le espera: {left, plural, one {queda una} other {quedan #}}.',
  'progress.ahead': 'Por venir: {titles}',
  'progress.button': 'Mi progreso',

  'team.title': 'Cómo va el grupo',
  'team.none': 'Todavía no ha practicado nadie.',
  'team.people':
    '{people, plural, one {Una persona ha practicado en las últimas cuatro semanas} other {# personas han practicado en las últimas cuatro semanas}}. Sin nombres: esto trata del manual y de la formación, no de las personas.',
  'team.few': 'Siendo tan pocas personas se las reconoce: tómelo como algo del manual.',
  'team.sure': 'Con certeza, pero mal',
  'team.sureItem': '{title}: «{chose}» ({times, plural, one {una vez} other {# veces}})',
  'team.sureRight': 'correcto: {answer}',
  'team.noneSure': 'En las últimas cuatro semanas nadie falló estando seguro.',
  'team.stuck': 'Falla el manual',
  'team.stuckItem': '{title}, se confunde con {other}: «{question}»',
  'team.stuckOwn': '{title}, se confunden sus propias frases: «{question}»',
  'team.levels': 'Entre todos:',
  'team.alert': 'Una pregunta que no se logra aprender',
  'team.alertText':
    'Alguien la olvidó {lapses} veces. Es un fallo del manual, no de la persona: haga que las dos se distingan mejor.',
  'team.alertEntry': 'Entrada',
  'team.alertOther': 'Se confunde con',
  'team.alertQuestion': 'Pregunta',
  'team.sureAvoid':
    '{title}: «{chose}» se tomó por la frase que no debe decirse ({times, plural, one {una vez} other {# veces}})',
  'team.neverSay': 'no debe decirse: {answer}',

  'certificate.title': 'Su certificado',
  'certificate.here': '«{title}» está completo. El certificado es solo suyo; no se avisa a nadie más.',
  'certificate.notYet': 'Todavía no está completo',
  'certificate.notYetText':
    'Está firme en {firm} de {all} situaciones de «{title}». Los niveles bajan; unos días de práctica los devuelven.',
  'certificate.none': 'Todavía no hay ningún recorrido completo. «progreso» le muestra cómo va.',
  'certificate.heading': 'Certificado',
  'certificate.holder': 'ha completado el recorrido',
  'certificate.entries':
    '{count, plural, one {Una situación, practicada} other {# situaciones, practicadas}} hasta que la frase justa salió sola',
  'certificate.day': '{day, date, long}',
  'certificate.file': 'certificado',
}
