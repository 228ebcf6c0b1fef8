"""Watches one agent's session, pauses the agent, and ends when the change has been seen.

Needs the package `websockets` (Debian: apt-get install python3-websockets).
"""
import asyncio
import json
import os
import sys

import websockets

URL = os.environ.get("HUB_URL", "ws://127.0.0.1:8080/ws")
TOKEN = os.environ["TOKEN"]
AGENT = os.environ.get("AGENT", "1000")


async def main() -> int:
    async with websockets.connect(URL, subprotocols=["vici-hub.v1"]) as socket:

        async def send(number, method, **params):
            request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
            await socket.send(json.dumps(request))

        await send(1, "authenticate", token=TOKEN)
        await send(2, "subscribe", agents=[AGENT])
        answered = changed = False
        async for text in socket:
            message = json.loads(text)
            if "error" in message:
                print(message["error"], file=sys.stderr)
                return 1
            if message.get("id") == 2:
                for session in message["result"]["agents"]:
                    print(session["agent_user"], session["state"])
                await send(3, "external_pause", agent_user=AGENT, value="PAUSE")
            elif message.get("id") == 3:
                print(message["result"]["text"])
                answered = True
            elif message.get("method") == "agents_changed":
                for change in message["params"]["changes"]:
                    print(change["agent_user"], change.get("set"))
                changed = True
            if answered and changed:
                return 0
    return 1


sys.exit(asyncio.run(main()))
