#!/bin/sh
# The HTTP side of the hub: a command as before, a token, one look at the agents, their changes.
set -eu
HUB=${HUB:-http://127.0.0.1:8080} API_USER=${API_USER:-6666} AGENT=${AGENT:-1000}

# the API that you have; by POST, so that the password stands in no log
curl -sS "$HUB/agc/api.php" -d source=crm -d "user=$API_USER" -d "pass=$API_PASS" \
  -d "agent_user=$AGENT" -d function=external_pause -d value=PAUSE
echo

TOKEN=$(curl -sS "$HUB/token" -H 'content-type: application/json' \
  -d "{\"user\":\"$API_USER\",\"pass\":\"$API_PASS\",\"agents\":[\"$AGENT\"],\"ttl_s\":60}" |
  sed 's/.*"token":"\([^"]*\)".*/\1/')

curl -sS "$HUB/agents?agents=$AGENT" -H "Authorization: Bearer $TOKEN"
echo

# one second of the event stream
curl -s -N --max-time 1 "$HUB/events?agents=$AGENT" -H "Authorization: Bearer $TOKEN" || true
