/** How the file of an export is verified: in words, and as a program that needs nothing of ours. */
import type { Translator } from '../i18n.ts'

export function howToVerify(t: Translator): readonly string[] {
  return [t('evidence.verify.chain'), t('evidence.verify.compute'), t('evidence.verify.limits')]
}

/** Needs nothing but Python itself. Its JSON is RFC 8785's for what lines hold: texts, whole numbers, lists, objects. */
export const python = `import hashlib, json, sys
def hash_of(one):
    text = json.dumps(one, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
sheet = json.load(open(sys.argv[1], encoding="utf-8"))
hashes = [""]
for line in sheet["lines"]:
    kept = line.pop("hash")
    assert hash_of(line) == kept, line["sequence"]
    assert line["previousHash"] == hashes[-1], line["sequence"]
    hashes.append(kept)
assert sheet["head"] == {"sequence": len(hashes) - 1, "hash": hashes[-1]}
for seal in sheet["seals"]:
    kept = seal.pop("hash")
    assert hash_of(seal) == kept, seal["number"]
    for head in seal["heads"]:
        if head["reference"] == sheet["reference"]:
            assert hashes[head["sequence"]] == head["hash"], seal["number"]
    print("seal", seal["number"], seal["slotAt"], kept)
print("whole:", len(hashes) - 1, "lines,", hashes[-1])`
