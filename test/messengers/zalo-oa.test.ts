import { contract } from '../contract/messenger.ts'
import { openZaloOaBench, zaloOaAbilities } from '../support/zalo-oa-bench.ts'

contract('zalo-oa', zaloOaAbilities, openZaloOaBench)
