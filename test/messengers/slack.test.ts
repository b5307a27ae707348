import { contract } from '../contract/messenger.ts'
import { openSlackBench, slackAbilities } from '../support/slack-bench.ts'

contract('slack by socket', slackAbilities, () => openSlackBench('socket'))
contract('slack by HTTP', slackAbilities, () => openSlackBench('http'))
