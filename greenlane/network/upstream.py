"""What feeds a device, step by step up to the source."""

from __future__ import annotations

from collections.abc import Iterator

from greenlane.network.models import Device


def upstream_of(device: Device) -> Iterator[Device]:
    """Its parent, the parent of that, and so on; a circle ends where it closes."""
    seen, above = {device.pk}, device.parent
    while above is not None:
        yield above
        if above.pk in seen:
            return
        seen.add(above.pk)
        above = above.parent
