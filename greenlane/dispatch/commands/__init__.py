"""The verbs of this room, in the order of a dispatcher's day."""

from greenlane.dispatch.commands.choose_plan import choose_plan
from greenlane.dispatch.commands.count_stock import count_stock
from greenlane.dispatch.commands.expect_stock import expect_stock
from greenlane.dispatch.commands.find_equipment import find_equipment
from greenlane.dispatch.commands.lose_equipment import lose_equipment
from greenlane.dispatch.commands.mark_stale import mark_stale
from greenlane.dispatch.commands.pin_task import pin_task
from greenlane.dispatch.commands.promise_again import promise_again
from greenlane.dispatch.commands.publish_plan import publish_plan
from greenlane.dispatch.commands.receive_stock import receive_stock
from greenlane.dispatch.commands.set_equipment import set_equipment
from greenlane.dispatch.commands.unpin_task import unpin_task

COMMANDS = (
    publish_plan,
    mark_stale,
    pin_task,
    unpin_task,
    choose_plan,
    promise_again,
    set_equipment,
    lose_equipment,
    find_equipment,
    count_stock,
    expect_stock,
    receive_stock,
)
