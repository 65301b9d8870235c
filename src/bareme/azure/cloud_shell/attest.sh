# What Azure signs of each running machine, with the student's number in it. `az vm run-command` shows the last 4096 bytes
# of an answer, so that a document comes in two parts.
METADATA=http://169.254.169.254/metadata
DOCUMENT='import base64, json, re, subprocess, sys, urllib.request
decoder, text, parts = json.JSONDecoder(), open(sys.argv[2]).read().strip(), []
while text:
    part, end = decoder.raw_decode(text)
    parts.append(part.split("[stdout]")[-1].split("[stderr]")[0])
    text = text[end:].strip()
signature = re.sub(r"[^A-Za-z0-9+/=]", "", "".join(parts))
def openssl(given, *words):
    return subprocess.run(["openssl", *words], input=given, capture_output=True).stdout
issuers, one = [], openssl(base64.b64decode(signature), "pkcs7", "-inform", "DER", "-print_certs")
for _ in range(3):  # the certificates between the signer and a root, each from where the one before says
    address = re.search(rb"CA Issuers - URI:(http\S+)", openssl(one, "x509", "-noout", "-text"))
    if not address:
        break
    with urllib.request.urlopen(address[1].decode(), timeout=20) as found:
        issuer = found.read(65536)
    issuers.append(base64.b64encode(issuer).decode())
    one = openssl(issuer, "x509", "-inform", "DER")
print(json.dumps({"called": sys.argv[1], "document": signature, "issuers": issuers}))'
attest() { # id and system of a machine
    address="$METADATA/attested/document?api-version=2021-02-01&nonce=$NUMBER"
    if [ "$2" = Windows ]; then
        kind=RunPowerShellScript
        file='$env:TEMP\bareme.txt'
        first="(Invoke-RestMethod -Headers @{Metadata='true'} -Uri '$address').signature.PadRight(3000) > $file
(Get-Content -Raw $file).Substring(0, 3000)"
        rest="(Get-Content -Raw $file).Substring(3000); Remove-Item $file"
    else
        kind=RunShellScript
        file=/tmp/bareme.txt
        first="curl -s --noproxy '*' -H Metadata:true '$address' | sed 's/.*\"signature\" *: *\"\\([^\"]*\\)\".*/\\1/' > $file
head -c 3000 $file"
        rest="tail -c +3001 $file; rm $file"
    fi
    COUNT=$((COUNT + 1))
    for part in "$first" "$rest"; do
        az vm run-command invoke --ids "$1" --command-id $kind --scripts "$part" --query 'value[0].message' --output json ||
            return 1
    done > "attested~$COUNT.parts" 2> /dev/null
    python3 -c "$DOCUMENT" "${1##*/}" "attested~$COUNT.parts" > "attested~$COUNT.json" || rm "attested~$COUNT.json"
    rm "attested~$COUNT.parts"
    printf '+'
}
if [ -n "$NUMBER" ]; then
    RUNNING='[?powerState==`VM running`].[id, storageProfile.osDisk.osType]'
    az vm list --subscription "$SUB" ${GROUP:+--resource-group "$GROUP"} --show-details --query "$RUNNING" --output tsv > running.tsv
    while read -r id system; do
        attest "$id" "$system" < /dev/null || echo "$id could not be asked what Azure signs of it." >&2
    done < running.tsv
    rm running.tsv
fi
