"""The list of elections, the page of one that says what to do next, and the rulebook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhiemky.core.elections.rulebook import Rule, Rulebook
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.states import ElectionAction
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.sureness import Sureness
from nhiemky.elections import access, actions, queries
from nhiemky.elections.candidacy import list_problems
from nhiemky.elections.forms import ElectionForm
from nhiemky.elections.models import Election, ExclusionReason, Known, State
from nhiemky.elections.problems import RULES
from nhiemky.elections.views.pages import form_page, to_election
from nhiemky.organisation.access import may, require, signed_in, units
from nhiemky.organisation.models import Term
from nhiemky.records.actions import Actor
from nhiemky.ui.language import language, say
from nhiemky.ui.refusals import act

STEPS: Mapping[str, Callable[[Actor, Election], Election]] = {
    ElectionAction.CLOSE_LIST: actions.close_list,
    ElectionAction.REOPEN_LIST: actions.reopen_list,
    ElectionAction.OPEN_VOTING: actions.open_voting,
}


@dataclass(frozen=True)
class Fault:
    """A problem of the list as the page shows it: the sentence and the rule behind it."""

    code: str
    sentence: str
    rule: "RuleLine | None"


@dataclass(frozen=True)
class RuleLine:
    """A rule as a page shows it; `known` is how sure we are, `verified` whether that is fully."""

    title: str
    note: str
    cite: str
    known: str
    verified: bool


def index(request: HttpRequest) -> HttpResponse:
    """The elections the account may open."""
    user = require(request, access.SEE_RESULTS)
    context = {
        "elections": access.visible(user),
        "may_run": may(user, access.RUN),
        "rulebooks": [(book.name, book.title.text(language())) for book in rulebooks().values()],
    }
    return render(request, "elections/index.html", context)


def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare an election."""
    user = require(request, access.RUN)
    terms = Term.objects.filter(unit__in=units(user, access.RUN).order_by().values("pk"))
    form = ElectionForm(request.POST or None, terms=terms)
    if request.method == "POST" and act(form, lambda found: actions.prepare(user, found.save())):
        return to_election(form.instance)
    return form_page(request, None, form, "elections/form.html", title=_("New election"))


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    election = access.election(request, pk, access.RUN)
    terms = Term.objects.filter(unit=election.unit)
    form = ElectionForm(request.POST or None, instance=election, terms=terms)
    if request.method == "POST" and act(form, lambda found: actions.prepare(signed_in(request), found.save())):
        return to_election(election)
    return form_page(request, election, form, "elections/form.html", title=_("Change the draft"))


@require_GET
def election(request: HttpRequest, pk: int) -> HttpResponse:
    """One election: where it stands, what is missing, what to do next."""
    found = access.opened(request, pk)
    user = signed_in(request)
    typed = queries.typed_counts(found) if queries.is_counting(found) else []
    context = {
        "election": found,
        "steps": _steps(found),
        "candidates": queries.listed(found),
        "withdrawn": queries.withdrawn(found),
        "committee": queries.counting_committee(found),
        "left_out": [(ExclusionReason(reason).label, number) for reason, number in found.excluded.items()],
        "faults": faults(found) if found.state == State.DRAFT else [],
        "rulebook": queries.rulebook(found).title.text(language()),
        "declarations": found.declarations.all(),
        "correction": queries.open_correction(found),
        "papers": queries.papers(found),
        "typed": len(typed),
        "has_typed": user.pk in {count.typed_by_id for count in typed},
        "agreed": queries.can_be_declared(found),
        "awaits_ballots": queries.is_counting(found) and queries.awaits_ballots(found),
        "may_run": may(user, access.RUN, found.unit),
        "may_count": may(user, access.COUNT, found.unit),
        "may_declare": may(user, access.DECLARE, found.unit),
    }
    return render(request, "elections/election.html", context)


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Close or reopen the list, or open the vote."""
    found = access.election(request, pk, access.RUN)
    move = STEPS.get(request.POST.get("step", ""))
    if move is None:
        raise BadRequest
    try:
        move(signed_in(request), found)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, f"{say(problem)} ({problem.code})")
    return to_election(found)


@require_GET
def rulebook(request: HttpRequest, name: str) -> HttpResponse:
    """All rules of a rulebook with where each stands and how sure we are of it."""
    require(request, access.SEE_RESULTS)
    book = rulebooks().get(name)
    if book is None:
        raise Http404
    rules = [rule_line(rule) for _key, rule in book.named_rules()]
    context = {
        "book": book,
        "title": book.title.text(language()),
        "rules": rules,
        "unsure": sum(not rule.verified for rule in rules),
    }
    return render(request, "elections/rulebook.html", context)


def rule_line(rule: "Rule[object]") -> RuleLine:
    """A rule in the reader's language."""
    known = rule.cite.article != "?"
    article = _("Article %(article)s") % {"article": rule.cite.article} if known else _("article not found")
    return RuleLine(
        title=rule.title.text(language()),
        note=rule.note.text(language()),
        cite=f"{rule.cite.document}, {article}",
        known=str(Known(rule.sure).label),
        verified=rule.sure is Sureness.VERIFIED,
    )


def faults(found: Election) -> list[Fault]:
    """What is wrong with the list, each with its rule."""
    rules = dict(queries.rulebook(found).named_rules())
    return [Fault(each.code, say(each), _rule_behind(each, found, rules)) for each in list_problems(found)]


def _rule_behind(found: Problem, election: Election, rules: dict[str, Rule[object]]) -> RuleLine | None:
    name = RULES.get(found.code)
    if found.code == "E407" and _is_small(queries.rulebook(election), election.seats):
        name = "surplus_small_list"
    return rule_line(rules[name]) if name else None


def _is_small(book: Rulebook, seats: int) -> bool:
    small = book.surplus_small_list.value
    return small.seats_from <= seats <= small.seats_to


def _steps(found: Election) -> list[tuple[str, str]]:
    """Each state by its name, with whether it is done, current or still to come."""
    place = len(State.values) if found.state == State.DECLARED else State.values.index(found.state)
    marks = ("done" if number < place else "current" if number == place else "" for number in range(len(State)))
    return list(zip(map(str, State.labels), marks, strict=True))
