import type { training as english } from './en.ts'

/** Español para la formación. */
export const training: Readonly<Record<keyof typeof english, string>> = {
  'quiz.title': 'Práctica, {number} de {all}',
  'quiz.again': 'Una vez más, {number} de {all}',
  'quiz.message': '«{message}»',
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
  'quiz.howSure': '¿Con qué seguridad?',
  'quiz.sure': 'Con seguridad',
  'quiz.fairly': 'Casi con seguridad',
  'quiz.guess': 'Al azar',
  'quiz.change': 'Elegir otra vez',
  'quiz.right': 'Correcto',
  'quiz.lucky': 'Correcto, aunque fuera al azar',
  'quiz.wrong': 'Esta no era',
  'quiz.rightAnswer': 'Lo correcto',
  'quiz.neverSay': 'Aquí nunca',
  'quiz.why': 'Por qué',
  'quiz.instead': 'Mejor diga',
  'quiz.belongs': 'Lo que eligió es de «{title}»: {summary}',
  'quiz.situationIs': '{title}: {summary}',
  'quiz.behind': 'Detrás está: {principles}',
  'quiz.due': '{task}: {days, plural, =0 {hoy} one {el próximo día hábil} other {en # días hábiles}}',
  'quiz.visitor': 'La persona',
  'quiz.debrief': 'Para llevarse',
  'quiz.next': 'Siguiente',
  'quiz.pause': 'Dejarlo por ahora',
  'quiz.paused': 'Le espera aquí',
  'quiz.pausedText': 'Escriba «practicar» cuando quiera, aquí o en otra plataforma: seguirá donde lo dejó.',
  'quiz.finished': 'Por hoy, listo',
  'quiz.finishedText': '{right} de {all} a la primera. Lo difícil vuelve antes; lo fácil, más tarde.',
  'quiz.further': '{count, plural, =10 {Diez} other {#}} más',
  'quiz.nothing': 'Hoy no hay nada que practicar',
  'quiz.nothingText': 'Ya conoce todas las preguntas y ninguna toca hoy. Vuelva mañana.',
  'quiz.start': 'Practicar',

  'progress.title': 'Cómo va',
  'progress.none':
    'Todavía no ha practicado. Una serie de preguntas lleva unos minutos; sus respuestas solo las ve usted, y supervisión ve cifras sin nombres.',
  'progress.streak':
    '{days, plural, =0 {Qué bien que haya vuelto.} one {Un día hábil de práctica.} other {# días hábiles seguidos de práctica.}}',
  'progress.met':
    'Conoce {met} de {all} preguntas; {due, plural, =0 {hoy no toca ninguna} one {hoy toca una} other {hoy tocan #}}.',
  'progress.concepts': 'Conceptos',
  'progress.families': 'Situaciones',
  'progress.family': `{family, select,
    purpose {A qué vienen}
    circumstance {Quiénes son, cómo están}
    hazard {Frases peligrosas}
    aftercare {Lo que se debe después}
    principle {Principios}
    other {Otras}}`,
  'progress.level':
    '{title}: {level, select, new {al comienzo} growing {creciendo} good {bien} firm {firme} other {}} ({percent} %)',
  'progress.fades': 'Los niveles bajan si no practica, y vuelven pronto cuando practica.',
  'progress.paths': 'Recorridos',
  'progress.path': '{title}: firme en {firm} de {all}',
  'progress.certificate': 'Certificado: {title}',

  'team.title': 'Cómo va el grupo',
  'team.none': 'Todavía no ha practicado nadie.',
  'team.people':
    '{people, plural, one {Una persona ha practicado en las últimas cuatro semanas} other {# personas han practicado en las últimas cuatro semanas}}. Sin nombres: esto trata del manual y de la formación, no de las personas.',
  'team.sure': 'Con seguridad, pero mal',
  'team.sureItem': '{title}: «{chose}» ({times, plural, one {una vez} other {# veces}})',
  'team.sureRight': 'correcto: {answer}',
  'team.noneSure': 'En las últimas cuatro semanas nadie falló con seguridad.',
  'team.stuck': 'Así no se puede aprender: mire el manual',
  'team.stuckItem': '{title}, se confunde con {other}: «{question}»',
  'team.stuckOwn': '{title}, se confunden sus propias frases: «{question}»',
  'team.levels': 'Niveles, entre todos',
  'team.alert': 'Una pregunta que no se logra aprender',
  'team.alertText':
    'Alguien la olvidó {lapses} veces. Es un fallo del manual, no de la persona: haga que las dos se distingan mejor.',
  'team.alertEntry': 'Entrada',
  'team.alertOther': 'Se confunde con',
  'team.alertQuestion': 'Pregunta',

  'certificate.title': 'Su certificado',
  'certificate.here': '«{title}» está completo. El certificado es solo suyo; no se avisa a nadie más.',
  'certificate.notYet': 'Todavía no está completo',
  'certificate.notYetText':
    'Está firme en {firm} de {all} situaciones de «{title}». Los niveles bajan; unos días de práctica los devuelven.',
  'certificate.none': 'Todavía no hay ningún recorrido completo. «progreso» le muestra cómo va.',
  'certificate.heading': 'Certificado',
  'certificate.holder': 'ha completado el recorrido',
  'certificate.entries':
    '{count, plural, one {Una situación, practicada} other {# situaciones, practicadas}} hasta que la frase justa sale sola',
  'certificate.day': '{day, date, long}',
  'certificate.file': 'certificado',
}
