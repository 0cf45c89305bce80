/** English for training. */
export const training = {
  'quiz.title': 'Practice, {number} of {all}',
  'quiz.again': 'The hard ones again, {number} of {all}',
  'quiz.message': 'A colleague writes: “{message}”',
  'quiz.about': 'Somebody comes about: {topic}',
  'quiz.task': 'To be done: {task}',
  'quiz.ask': `{kind, select,
    situation {Which situation is this?}
    say {What do you say now?}
    avoid {Which of these must not be said here?}
    record {What do you write down?}
    after {What is to be done afterwards?}
    deadline {By when?}
    office {Whose matter is it?}
    other {What do you do?}}`,
  'quiz.chosen': 'You chose',
  'quiz.howSure': 'How sure are you?',
  'quiz.sure': 'Sure',
  'quiz.fairly': 'Fairly sure',
  'quiz.guess': 'A guess',
  'quiz.change': 'Choose again',
  'quiz.right': 'Right',
  'quiz.lucky': 'Right, even as a guess',
  'quiz.wrong': 'Not quite',
  'quiz.rightAnswer': 'Right is',
  'quiz.neverSay': 'Never here',
  'quiz.why': 'Why',
  'quiz.instead': 'Say instead',
  'quiz.belongs': 'Yours fits “{title}”. {summary}',
  'quiz.behind': 'Principles: {principles}',
  'quiz.due': '{task} ({days, plural, =0 {today} one {next working day} other {within # working days}})',
  'quiz.visitor': 'The visitor',
  'quiz.debrief': 'To take along',
  'quiz.next': 'Next',
  'quiz.pause': 'Stop for now',
  'quiz.paused': 'It waits for you',
  'quiz.pausedText': 'Type "quiz" whenever you like, here or on another platform: you go on where you stopped, for a week.',
  'quiz.finished': 'Done for today',
  'quiz.finishedText': '{all} done, {right} right at the first try. The hard ones come back soon: that is how they stay.',
  'quiz.further': '{count, plural, =10 {Ten} other {#}} more',
  'quiz.nothing': 'Nothing to practise today',
  'quiz.nothingText': 'You have met every question, and none is due. Come back tomorrow.',
  'quiz.noneText':
    'The playbook has nothing to ask yet. Tell the supervisor that entries need longer examples, or sentences to say and to avoid.',
  'quiz.start': 'Practise',
  'quiz.hardOnes':
    '{count, plural, one {Now the hard one once more; then you are done.} other {Now the # hard ones once more; then you are done.}}',
  'quiz.principle': 'Principle: {title}',
  'quiz.wrongAvoid': 'That one may be said',
  'quiz.sceneEnd': 'How it ended: {title}',
  'quiz.sceneSteps': 'Right steps',
  'quiz.sceneOf': '{right} of {all}',
  'quiz.sceneAgain': 'You play it once more at the end of the set.',

  'progress.title': 'How you are doing',
  'progress.none':
    'You have not practised yet. A set of questions takes a few minutes. Supervisors never see who answered; they see which wrong answers were given most, and figures.',
  'progress.streak':
    '{days, plural, =0 {Good that you are here.} one {One working day of practice.} other {# working days of practice in a row; days off do not break it.}}',
  'progress.met':
    'You have met {met, plural, one {one question} other {# questions}}; {due, plural, =0 {none is due today} one {one is due today} other {# are due today}}.',
  'progress.concepts': 'Concepts',
  'progress.families': 'Situations',
  'progress.family': `{family, select,
    purpose {Why they come}
    circumstance {Who they are, how they are}
    hazard {Dangerous sentences}
    aftercare {What is owed afterwards}
    principle {Principles}
    other {Others}}`,
  'progress.level': '{title}: {level, select, growing {growing} good {good} firm {firm} other {begun}} ({percent} %)',
  'progress.fades': 'Levels fade when you do not practise, and come back quickly when you do.',
  'progress.paths': 'Paths',
  'progress.path': '{title}: firm in {firm} of {all}',
  'progress.certificate': 'Certificate: {title}',
  'progress.waiting': 'You have met {met, plural, one {one question} other {# questions}}. Your set is waiting: {left} left.',
  'progress.ahead': 'Still ahead: {titles}',
  'progress.button': 'My progress',

  'team.title': 'How the group is doing',
  'team.none': 'Nobody has practised yet.',
  'team.people':
    '{people, plural, one {One person has practised in the last four weeks} other {# people have practised in the last four weeks}}. Names are not shown: this is about the playbook and the training, not about people.',
  'team.few': 'So few people can be recognised: take this as being about the playbook.',
  'team.sure': 'Sure, and wrong',
  'team.sureItem': '{title}: “{chose}” ({times, plural, one {once} other {# times}})',
  'team.sureRight': 'right: {answer}',
  'team.noneSure': 'Nobody was sure and wrong in the last four weeks.',
  'team.stuck': 'Playbook at fault',
  'team.stuckItem': '{title}, confused with {other}: “{question}”',
  'team.stuckOwn': '{title}, its own sentences confused: “{question}”',
  'team.levels': 'Everybody together:',
  'team.alert': 'A question that people cannot learn',
  'team.alertText':
    'Somebody forgot it {lapses} times. That is a fault of the playbook, not of a person: make the two easier to tell apart.',
  'team.alertEntry': 'Entry',
  'team.alertOther': 'Confused with',
  'team.alertQuestion': 'Question',
  'team.sureAvoid': '{title}: “{chose}” taken for the sentence not to say ({times, plural, one {once} other {# times}})',
  'team.neverSay': 'must not be said: {answer}',

  'certificate.title': 'Your certificate',
  'certificate.here': '“{title}” is complete. The certificate is yours alone; nobody else is told.',
  'certificate.notYet': 'Not complete yet',
  'certificate.notYetText':
    'You are firm in {firm} of {all} situations of “{title}”. Levels fade; a few days of practice bring them back.',
  'certificate.none': 'No path is complete yet. “progress” shows how far you are.',
  'certificate.heading': 'Certificate',
  'certificate.holder': 'has completed the path',
  'certificate.entries':
    '{count, plural, one {One situation} other {# situations}}, practised until the right sentence came by itself',
  'certificate.day': '{day, date, long}',
  'certificate.file': 'certificate',
} as const
