#!/bin/sh
# Reads one Azure subscription with your own account and packs what it read into a zip for your teacher.
# It only reads: GET requests, and one query of Resource Graph. Run it in Cloud Shell (https://shell.azure.com):
#     sh collect.sh [--attest NUMBER] [SUBSCRIPTION-ID [RESOURCE-GROUP]]
# With --attest and the ten digits your teacher gave you, each running machine is asked, by "az vm run-command", for what
# Azure signs of it (its id, subscription, image and the time): that is the one thing that is run, in your machines.
set -u
NUMBER=
if [ "${1:-}" = --attest ]; then
    NUMBER=${2:-}
    case $NUMBER in
        [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]) shift 2 ;;
        *) echo "--attest needs the ten digits that your teacher gave you." >&2; exit 2 ;;
    esac
fi
SUB=${1:-$(az account show --query id --output tsv)}
GROUP=${2:-}
[ -n "$SUB" ] || { echo "Which subscription? Run: az login, or give its id." >&2; exit 2; }
HOME_PATH=/subscriptions/$SUB
SCOPE=$HOME_PATH${GROUP:+/resourceGroups/$GROUP}
# The log's times are Azure's: its clock, which every answer carries, tells what time it is, not this machine's.
CLOCK=$(az rest --method get --url "$HOME_PATH?api-version=@SUBSCRIPTIONS@" --debug 2>&1 > /dev/null |
    sed -n "s/.*'Date': '\([A-Za-z0-9:, ]*\)'.*/\1/p" | sed -n '$p')
OURS=$(date -u +%s)
TIME=$(date -u -d "${CLOCK:-now}" +%s 2> /dev/null || echo "$OURS")
APART=$((TIME - OURS))
if [ "$APART" -gt 120 ] || [ "$APART" -lt -120 ]; then
    echo "The clock of this machine is $((APART / 60)) minutes off Azure's: Azure's time is used." >&2
fi
NOW=$(date -u -d "@$TIME" +%Y-%m-%dT%H:%M:%SZ)
SINCE=$(date -u -d "@$((TIME - @DAYS@ * 86400))" +%Y-%m-%dT%H:%M:%SZ)
OUT=bareme-$(date -u -d "@$TIME" +%Y%m%dT%H%M%SZ)
COUNT=0
mkdir "$OUT" && cd "$OUT" || exit 1
ACCOUNT=$(az account show --query user.name --output tsv 2> /dev/null | tr -cd 'A-Za-z0-9@._#+-')
printf '{"subscription_id": "%s", "resource_group": "%s", "exported_at": "%s", "since": "%s", "clock": "%s", "account": "%s", "declared": [@TYPES@]}\n' \
    "$SUB" "$GROUP" "$NOW" "$SINCE" "$APART" "$ACCOUNT" > about.json

ids() { # the ids in some pages; flexible scale sets have no instances of their own
    python3 -c 'import json, sys
for name in sys.argv[1:]:
    for item in json.load(open(name)).get("value", []):
        if (item.get("properties") or {}).get("orchestrationMode") != "Flexible":
            print(item.get("id", "").replace(" ", "%20"))' "$@"
}
shown() { # what a page holds, whatever its number and its link
    python3 -c 'import hashlib, json, sys
print(hashlib.sha256(json.dumps(json.load(open(sys.argv[1])).get("value")).encode()).hexdigest())' "$1"
}
typed() { # a type in small letters, pages: the ids of the resources of that type
    python3 -c 'import json, sys
for name in sys.argv[2:]:
    page = json.load(open(name))
    for item in page.get("value", [page]):
        if (item.get("type") or "").lower() == sys.argv[1]:
            print(item.get("id", "").replace(" ", "%20"))' "$@"
}
of() { # a key of a page, the page: its value, if there is one
    grep -q "\"$1\"" "$2" && python3 -c 'import json, sys; print(json.load(open(sys.argv[2])).get(sys.argv[1]) or "")' "$1" "$2"
}
ask() { # source, arguments of az rest: one page, or what az says instead
    COUNT=$((COUNT + 1))
    page=$1~$COUNT.json
    shift
    if az rest "$@" --output json > "$page" 2> "${page%.json}.err"; then
        rm "${page%.json}.err"
    else
        rm "$page"
        return 1
    fi
}
list() { # source, address: every page
    url=$2
    pages=0
    now=
    while [ -n "$url" ] && [ "$pages" -lt 500 ]; do
        pages=$((pages + 1))
        if ask "$1" --method get --url "$url"; then url=$(of nextLink "$page"); else url=; fi
        [ -n "$url" ] || break
        before=$now
        now=$(shown "$page")
        [ "$now" != "$before" ] || break # it brings nothing new, and would not end
    done
    [ -z "$url" ] || echo TooManyPages > "$1~more.err"
    printf '.'
}
under() { # source, pages of the parents, what follows a parent's id
    # shellcheck disable=SC2086 # the pattern is for the shell
    for id in $(ids $2 2> /dev/null); do list "$1" "$id$3"; done
    echo '{"value": []}' > "$1~0.json"
}
rows() { # source, query: every page of Resource Graph's answer
    skip=
    while :; do
        options="{\"resultFormat\": \"objectArray\", \"\$top\": 1000${skip:+, \"\$skipToken\": \"$skip\"}}"
        ask "$1" --method post --url '@GRAPH@' \
            --body "{\"subscriptions\": [\"$SUB\"], \"query\": \"$2\", \"options\": $options}" || break
        skip=$(of '$skipToken' "$page")
        [ -n "$skip" ] || break
    done
    printf '.'
}
table() { # a table of Resource Graph: what there is of the student's in it
    inside=${GROUP:+"| where tolower(id) endswith '/resourcegroups/$FOLDED' or tolower(id) contains '/resourcegroups/$FOLDED/'"}
    rows "resource-graph-$1" "$1 | where subscriptionId =~ '$SUB' $inside | project @COLUMNS@ | order by id asc"
}
each() { # source, type in small letters, pages of the parents, what follows a parent's id
    # shellcheck disable=SC2086 # the pattern is for the shell
    for id in $(typed "$2" $3 2> /dev/null); do list "$1" "$id$4"; done
    echo '{"value": []}' > "$1~0.json"
}

FOLDED=$(printf '%s' "$GROUP" | tr '[:upper:]' '[:lower:]')
@LISTS@

under instance-views 'virtual-machines~*.json' '?api-version=@COMPUTE@&$expand=instanceView'
under scale-set-instances 'scale-sets~*.json' '/virtualMachines?api-version=@COMPUTE@&$expand=instanceView'
under gallery-images 'galleries~*.json' '/images?api-version=@GALLERIES@'
under gallery-image-versions 'gallery-images~*.json' '/versions?api-version=@GALLERIES@'
under data-collection-rule-associations 'data-collection-rules~*.json' '/associations?api-version=@RULES@'
if [ -n "$GROUP" ]; then
    under virtual-machine-statuses 'virtual-machines~*.json' '?api-version=@COMPUTE@&$expand=instanceView'
    list deployments "$SCOPE/providers/Microsoft.Resources/deployments?api-version=@RESOURCES@"
else
    list virtual-machine-statuses "$SCOPE/providers/Microsoft.Compute/virtualMachines?api-version=@COMPUTE@&statusOnly=true"
    under deployments 'resource-groups~*.json' '/providers/Microsoft.Resources/deployments?api-version=@RESOURCES@'
fi
QUERY="resourcechanges | where subscriptionId =~ '$SUB' ${GROUP:+| where resourceGroup =~ '$GROUP'}"
QUERY="$QUERY | project id, name, type, resourceGroup, properties | order by id asc"
rows resource-changes "$QUERY"
for table in @TABLES@; do table "$table"; done
opened() { grep -qi "\"type\": \"$1\"" resources~*.json 2> /dev/null; }
@OPENED@
@DECLARED@

@ATTEST@
cd .. && python3 -m zipfile -c "$OUT.zip" "$OUT" && rm -r "$OUT" && echo && echo "Hand in this file: $PWD/$OUT.zip"
