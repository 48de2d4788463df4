"""Tokens for an enterprise's own software: made in the browser, shown once, revoked."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nhiemky.reporting import access
from nhiemky.reporting import tokens as secrets_of
from nhiemky.zones.models import EnterpriseReporter


class TokenForm(forms.Form):
    """For whom a token acts, and what people call it."""

    reporter = forms.ModelChoiceField(
        queryset=EnterpriseReporter.objects.none(), label=gettext_lazy("enterprise and account it acts as")
    )
    name = forms.CharField(
        label=gettext_lazy("name"),
        max_length=60,
        help_text=gettext_lazy("What uses it, such as the accounting software."),
    )

    def __init__(self, reporters: QuerySet[EnterpriseReporter], *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["reporter"].queryset = reporters  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens, and a new one, whose secret is on this page once and nowhere else."""
    user = access.filler(request)
    form = TokenForm(secrets_of.may_be_given_to(user), request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _token, secret = secrets_of.make(user, form.cleaned_data["reporter"], form.cleaned_data["name"])
        form = TokenForm(secrets_of.may_be_given_to(user))
    context = {"form": form, "tokens": secrets_of.seen_by(user), "secret": secret}
    return render(request, "reporting/tokens.html", context, status=422 if form.is_bound else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token."""
    user = access.filler(request)
    token = get_object_or_404(secrets_of.seen_by(user), pk=pk)
    secrets_of.revoke(user, token)
    messages.success(request, _("The token is revoked; nothing can use it any more."))
    return redirect("reporting:tokens")
