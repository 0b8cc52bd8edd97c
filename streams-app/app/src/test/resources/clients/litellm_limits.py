"""What LiteLLM's own proxy code would write for updates of limits: a JSON line for each that is read.

Each line that is read is {"path": ..., "body": ...}; each that is printed the columns that would be written.
"""

import asyncio
import json
import sys

from litellm.proxy._types import (
    LiteLLM_VerificationToken,
    UpdateKeyRequest,
    UpdateTeamRequest,
    UpdateUserRequest,
)
from litellm.proxy.management_endpoints.internal_user_endpoints import (
    _update_internal_user_params,
)
from litellm.proxy.management_endpoints.key_management_endpoints import (
    prepare_key_update_data,
)

LIMITS = ("rpm_limit", "tpm_limit", "max_parallel_requests")


def columns(path, body):
    if path == "/key/update":
        row = LiteLLM_VerificationToken(token=body["key"])
        return asyncio.run(prepare_key_update_data(UpdateKeyRequest(**body), row))
    if path == "/user/update":
        request = UpdateUserRequest(**body)
        sent = request.model_dump(exclude_unset=True)
        return _update_internal_user_params(data_json=sent, data=request)
    if path == "/team/update":
        return UpdateTeamRequest(**body).json(exclude_unset=True)
    raise ValueError(path)


for line in sys.stdin:
    update = json.loads(line)
    written = columns(update["path"], update["body"])
    print(json.dumps({name: written[name] for name in LIMITS if name in written}, sort_keys=True))
