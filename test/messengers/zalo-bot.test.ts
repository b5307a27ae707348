import { contract } from '../contract/messenger.ts'
import { openZaloBench, zaloBotAbilities } from '../support/zalo-bot-bench.ts'

contract('zalo-bot by polling', zaloBotAbilities, () => openZaloBench({ webhook: false }))
contract('zalo-bot by webhook', zaloBotAbilities, () => openZaloBench({ webhook: true }))
