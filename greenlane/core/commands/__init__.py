"""The verbs of the house: units, accounts, roles, tokens, clocks, packs, claims."""

from greenlane.core.command import Command
from greenlane.core.commands.add_account import add_account
from greenlane.core.commands.add_passkey import add_passkey
from greenlane.core.commands.add_totp import add_totp
from greenlane.core.commands.add_unit import add_unit
from greenlane.core.commands.allow_first_pin import allow_first_pin
from greenlane.core.commands.allow_pin import allow_pin
from greenlane.core.commands.change_unit import change_unit
from greenlane.core.commands.close_account import close_account
from greenlane.core.commands.close_emergency import close_emergency
from greenlane.core.commands.draw_codes import draw_codes
from greenlane.core.commands.grant_role import grant_role
from greenlane.core.commands.issue_token import issue_token
from greenlane.core.commands.note_failed_logins import note_failed_logins
from greenlane.core.commands.open_emergency import open_emergency
from greenlane.core.commands.pin_pack import pin_pack
from greenlane.core.commands.prove_second import prove_second
from greenlane.core.commands.remove_factor import remove_factor
from greenlane.core.commands.reopen_account import reopen_account
from greenlane.core.commands.reset_factors import reset_factors
from greenlane.core.commands.reset_password import reset_password
from greenlane.core.commands.revoke_role import revoke_role
from greenlane.core.commands.revoke_token import revoke_token
from greenlane.core.commands.seal_emergency import seal_emergency
from greenlane.core.commands.set_clock import set_clock
from greenlane.core.commands.set_holiday import set_holiday
from greenlane.core.commands.set_holidays import set_holidays
from greenlane.core.commands.set_password import set_password
from greenlane.core.commands.set_pin import set_pin
from greenlane.core.commands.settle_claim import settle_claim
from greenlane.core.commands.take_back_holiday import take_back_holiday
from greenlane.core.commands.tune_pack import tune_pack

COMMANDS: tuple[Command, ...] = (
    add_unit,
    change_unit,
    add_account,
    grant_role,
    revoke_role,
    close_account,
    reopen_account,
    set_pin,
    set_password,
    add_totp,
    add_passkey,
    draw_codes,
    remove_factor,
    reset_password,
    allow_pin,
    allow_first_pin,
    reset_factors,
    prove_second,
    note_failed_logins,
    seal_emergency,
    open_emergency,
    close_emergency,
    issue_token,
    revoke_token,
    set_clock,
    pin_pack,
    tune_pack,
    set_holiday,
    set_holidays,
    take_back_holiday,
    settle_claim,
)
