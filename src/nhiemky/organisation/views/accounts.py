"""Accounts and their roles, for administrators of the units they administer."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nhiemky.organisation import access, actions
from nhiemky.organisation.forms import AccountForm, GrantForm
from nhiemky.organisation.models import Role, RoleGrant, User
from nhiemky.organisation.views.units import require_form
from nhiemky.records import clock


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts with a role below the administrator's units, and their roles."""
    user = access.require(request, access.MANAGE_ACCOUNTS)
    held = RoleGrant.objects.on(clock.today()).select_related("unit")
    rows = access.accounts(user).prefetch_related(Prefetch("grants", held, to_attr="held"))
    return render(request, "organisation/accounts.html", {"accounts": rows})


@never_cache
@require_form
def account_create(request: HttpRequest) -> HttpResponse:
    """A new account; its first password is shown on the answer to this request and nowhere else."""
    user = access.require(request, access.MANAGE_ACCOUNTS)
    form = AccountForm(request.POST or None, units=access.units(user, access.MANAGE_ACCOUNTS))
    if form.is_valid():
        new, given = form.save(commit=False), form.cleaned_data
        password = actions.open_account(user, new, Role(given["role"]), given["unit"])
        return _shown_once(request, new, password)
    status = 422 if form.is_bound else 200
    return render(request, "organisation/account_form.html", {"form": form}, status=status)


@require_form
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """An account's roles; a further one is granted here."""
    shown = access.account(request, pk)
    user = access.signed_in(request)
    form = GrantForm(request.POST or None, administrator=user, account=shown)
    if form.is_valid():
        if shown == user:
            raise PermissionDenied
        given = form.cleaned_data
        actions.grant_role(user, shown, Role(given["role"]), given["unit"], clock.today())
        messages.success(request, _("The role has been granted."))
        return redirect("organisation:account", pk)
    grants = shown.grants.select_related("unit").order_by("until", "role")
    return render(
        request,
        "organisation/account.html",
        {
            "account": shown,
            "form": form,
            "grants": [(held, access.may(user, access.MANAGE_ACCOUNTS, held.unit)) for held in grants],
            "own": shown == user,
            "may_reset": access.wholly_below(user, shown),
        },
        status=422 if form.is_bound else 200,
    )


@require_POST
def grant_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A role ends: it does not hold from this moment on."""
    held = access.grant(request, pk)
    user = access.signed_in(request)
    if held.user == user:
        raise PermissionDenied
    if held.until is None:
        actions.end_role(user, held, clock.today() - timedelta(days=1))
        messages.success(request, _("The role has ended."))
    return redirect("organisation:account", held.user_id)


@never_cache
@require_POST
def password_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Another password to hand over, shown on the answer to this request and nowhere else."""
    shown = access.account(request, pk)
    user = access.signed_in(request)
    if not access.wholly_below(user, shown):
        raise PermissionDenied
    return _shown_once(request, shown, actions.reset_password(user, shown))


def _shown_once(request: HttpRequest, account: User, password: str) -> HttpResponse:
    return render(request, "organisation/password_once.html", {"account": account, "password": password})
