"""Standard Webhooks by the library for Python. Each line of the input is a task, each line of the output its result:
{"secret", "id", "timestamp", "body"} is signed; with "signature" it is verified."""

import json
import sys
from datetime import datetime, timezone

from standardwebhooks import Webhook, WebhookVerificationError

for line in sys.stdin:
    task = json.loads(line)
    secret = task["secret"]
    webhook = Webhook(secret if secret.startswith("whsec_") else secret.encode())
    if "signature" not in task:
        moment = datetime.fromtimestamp(task["timestamp"], timezone.utc)
        result = {"signature": webhook.sign(task["id"], moment, task["body"])}
    else:
        headers = {f"webhook-{name}": str(task[name]) for name in ("id", "timestamp", "signature")}
        try:
            result = {"verified": webhook.verify(task["body"], headers)}
        except WebhookVerificationError as error:
            result = {"refused": str(error)}
    print(json.dumps(result), flush=True)
