"""Where a secret could have leaked to: every text of what the door keeps."""

from greenlane.core.models import Event, OpenClaim, Receipt, Refusal


def everything_kept() -> str:
    rows = []
    for model in (Event, OpenClaim, Receipt, Refusal):
        rows.extend(str(row) for row in model.objects.values_list())
    return "\n".join(rows)
