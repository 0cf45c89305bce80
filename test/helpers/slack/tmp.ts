import { openSlack } from './slack.ts'
import { smallBot } from './smallBot.ts'
const slack = await openSlack()
const bot = await smallBot(slack)
await slack.connected()
const o = await slack.person('ana').command('/ventanilla', 'form')
await o.opened(1500).catch((e) => console.log(e.message))
console.log(JSON.stringify(slack.requests, null, 1), bot.errors, slack.faults)
await bot.stop(); await slack.close()
