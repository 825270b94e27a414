"""The verbs of this room, in the order of a working day."""

from greenlane.core.command import Command
from greenlane.workforce.commands.add_certificate import add_certificate
from greenlane.workforce.commands.add_organisation import add_organisation
from greenlane.workforce.commands.add_person import add_person
from greenlane.workforce.commands.add_team import add_team
from greenlane.workforce.commands.cancel_shift import cancel_shift
from greenlane.workforce.commands.change_person import change_person
from greenlane.workforce.commands.change_team import change_team
from greenlane.workforce.commands.check_in import check_in
from greenlane.workforce.commands.check_out import check_out
from greenlane.workforce.commands.clear_for_zone import clear_for_zone
from greenlane.workforce.commands.come_back import come_back
from greenlane.workforce.commands.declare_fit import declare_fit
from greenlane.workforce.commands.give_login import give_login
from greenlane.workforce.commands.import_people import import_people
from greenlane.workforce.commands.leave import leave
from greenlane.workforce.commands.move_person import move_person
from greenlane.workforce.commands.rename_team import rename_team
from greenlane.workforce.commands.renew_certificate import renew_certificate
from greenlane.workforce.commands.report_unfit import report_unfit
from greenlane.workforce.commands.revoke_certificate import revoke_certificate
from greenlane.workforce.commands.set_shift import set_shift
from greenlane.workforce.commands.station_team import station_team
from greenlane.workforce.commands.withdraw_zone_clearance import (
    withdraw_zone_clearance,
)

COMMANDS: tuple[Command, ...] = (
    add_organisation,
    add_person,
    change_person,
    give_login,
    move_person,
    leave,
    come_back,
    import_people,
    add_certificate,
    renew_certificate,
    revoke_certificate,
    add_team,
    change_team,
    rename_team,
    station_team,
    set_shift,
    cancel_shift,
    clear_for_zone,
    withdraw_zone_clearance,
    check_in,
    check_out,
    report_unfit,
    declare_fit,
)
