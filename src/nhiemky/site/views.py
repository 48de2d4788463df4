"""Home, log-in, password, language, health."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from nhiemky.demonstration.logins import PASSWORD
from nhiemky.organisation import access
from nhiemky.organisation.actions import change_password
from nhiemky.organisation.models import Role
from nhiemky.site.navigation import rooms

# No token: pages of the portal then need no cookie. The worst a foreign form can do is change the language.
language = csrf_exempt(login_not_required(require_POST(set_language)))


class LogInView(auth.LoginView):
    """The log-in; a demonstration lists its accounts."""

    template_name = "site/login.html"
    redirect_authenticated_user = True
    extra_context = {
        "logins": [
            (login.username, Role(login.role).label, login.full_name) for login in settings.DEMONSTRATION_LOGINS
        ],
        "password": PASSWORD,
    }

    def form_invalid(self, form: object) -> HttpResponse:
        """Show the form again, with the status that says so."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the account may do, as cards."""
    user = access.signed_in(request)
    return render(request, "site/home.html", {"rooms": rooms(request), "grants": access.grants(user)})


def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the session goes on, all others of the account end."""
    user = access.signed_in(request)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(user, user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("The password has been changed."))
        return redirect("home")
    return render(request, "site/password.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and every migration has run, else 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if missing:
        return JsonResponse({"status": "not migrated", "missing": len(missing)}, status=503)
    return JsonResponse({"status": "ok"})
