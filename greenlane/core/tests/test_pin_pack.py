"""A unit's new orders run on the pack that was pinned."""

import pytest

from greenlane.core.models import PackVersion, Unit
from greenlane.core.refusals import Malformed, NotAllowed


def test_a_pack_is_pinned_as_one_row(cast):
    cast.do("core.pin_pack", {"pack": "cn-sgcc"}, by="root")
    cast.do("core.pin_pack", {"pack": "cn-sgcc"}, by="root")
    assert PackVersion.objects.count() == 1
    assert Unit.objects.get(pk=cast.unit.pk).pack == PackVersion.objects.get()


def test_an_unknown_pack_is_refused(cast):
    with pytest.raises(Malformed):
        cast.do("core.pin_pack", {"pack": "no-such-pack"}, by="root")


def test_an_issuer_pins_no_pack(cast):
    with pytest.raises(NotAllowed):
        cast.do("core.pin_pack", {"pack": "cn-sgcc"}, by="sun")
