"""The keeper of translations finds what is missing, stale or wrong, and brings catalogues in step."""

import gettext

import pytest

from tools import translations
from tools.translation import extraction

MODELS = """from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy as in_context
A = _("full name")
B = in_context("party", "member")
def c(n): return ngettext("%(n)s row", "%(n)s rows", n) % {"n": n}
"""
PAGE = """{% block title %}{% translate "Members" %}{% endblock %}
<p class="note">{% blocktranslate count n=rows|length trimmed %}
{{ n }} member{% plural %}{{ n }} members{% endblocktranslate %}</p>
{% include "x.html" with label=_("Party group") kind="good" %}<code>facts.json</code>{{ rows|yesno:"good,bad" }}
"""


@pytest.fixture
def app(tmp_path):
    folder = tmp_path / "zoo"
    (folder / "templates" / "zoo").mkdir(parents=True)
    (folder / "apps.py").write_text("")
    (folder / "models.py").write_text(MODELS)
    (folder / "templates" / "zoo" / "page.html").write_text(PAGE)
    return folder


def run(app, *arguments):
    return translations.main([*arguments, "--source", str(app.parent)])


def po(app):
    return app / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def filled(app, **changes):
    """A complete catalogue, with some texts replaced."""
    run(app, "--update")
    words = {
        "full name": "họ và tên",
        "%(n)s row": "%(n)s dòng",
        "Members": "Đảng viên",
        "%(n)s member": "%(n)s đảng viên",
        "member": "đảng viên",
        "Party group": "tổ đảng",
    } | changes
    lines, current = [], ""
    for line in po(app).read_text(encoding="utf-8").splitlines():
        if line.startswith("msgid "):
            current = line[7:-1]
        if line in {'msgstr ""', 'msgstr[0] ""'} and current:
            line = line.replace('""', f'"{words[current]}"')
        lines.append(line)
    po(app).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_messages_are_found_in_python_and_in_templates(app):
    found = extraction.extract(app)
    assert set(found.messages) == {
        ("", "full name"),
        ("party", "member"),
        ("", "%(n)s row"),
        ("", "Members"),
        ("", "%(n)s member"),
        ("", "Party group"),
    }
    assert found.messages["", "%(n)s member"].plural == "%(n)s members"
    assert found.problems == []


def test_a_new_message_is_added_empty_and_checked_for(app, capsys):
    assert run(app, "--update", "--app", "zoo") == 0
    assert 'msgctxt "party"' in po(app).read_text()
    assert run(app, "--check") == 1
    assert "no translation" in capsys.readouterr().out


def test_a_complete_catalogue_has_no_problems_and_compiles(app, capsys):
    filled(app)
    assert run(app, "--check") == 0, capsys.readouterr().out
    assert run(app, "--compile") == 0
    with po(app).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("full name") == "họ và tên"
    assert compiled.pgettext("party", "member") == "đảng viên"
    assert compiled.ngettext("%(n)s row", "%(n)s rows", 5) == "%(n)s dòng"


def test_an_update_keeps_what_is_translated_and_changes_nothing_twice(app):
    filled(app)
    before = po(app).read_text(encoding="utf-8")
    run(app, "--update")
    assert po(app).read_text(encoding="utf-8") == before


def test_an_unused_message_is_a_problem_until_the_update_drops_it(app, capsys):
    filled(app)
    (app / "models.py").write_text(MODELS.replace('A = _("full name")', ""))
    assert run(app, "--check") == 1
    assert "unused" in capsys.readouterr().out
    run(app, "--update")
    assert "dropped 'full name'" in capsys.readouterr().out
    assert run(app, "--check") == 0


def wrong_placeholder(app):
    filled(app, **{"%(n)s row": "%(m)s dòng"})


def fuzzy(app):
    filled(app)
    po(app).write_text(po(app).read_text().replace('msgid "Members"', '#, fuzzy\nmsgid "Members"'))


def in_python(text):
    return lambda app: (app / "models.py").write_text(MODELS + text)


def in_template(text):
    return lambda app: (app / "templates" / "zoo" / "page.html").write_text(text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (wrong_placeholder, "placeholders"),
        (fuzzy, "fuzzy"),
        (in_python('X = _("Đảng viên")'), "source text is Vietnamese"),
        (in_python('X = _(f"a {A}")'), "plain strings"),
        (in_template("<p>Hello there</p>"), "untranslated text 'Hello there'"),
        (in_template('<b aria-label="Hello"></b>'), "untranslated text 'Hello'"),
        (in_template('{{ name|default:"not named" }}'), "untranslated text 'not named'"),
        (in_template('{% include "x.html" with label="Rows" kind="good" %}'), "untranslated text 'Rows'"),
    ],
)
def test_each_kind_of_mistake_is_named(app, capsys, change, said):
    change(app)
    assert run(app, "--check") == 1
    assert said in capsys.readouterr().out


def test_two_translations_of_one_message_are_a_conflict(app, capsys):
    filled(app)
    other = app.parent / "yard"
    other.mkdir()
    (other / "apps.py").write_text("")
    (other / "models.py").write_text('from django.utils.translation import gettext as _\nA = _("Members")\n')
    run(app, "--update")
    assert "Đảng viên" in po(other).read_text(encoding="utf-8")
    po(other).write_text(po(other).read_text(encoding="utf-8").replace("Đảng viên", "Hội viên"), encoding="utf-8")
    assert run(app, "--check") == 1
    assert "use pgettext" in capsys.readouterr().out


def test_an_app_that_does_not_exist_is_bad_usage(app):
    assert run(app, "--check", "--app", "nowhere") == 2


def test_names_classes_and_code_are_no_texts():
    page = '{% block body_class %}narrow{% endblock %}<b>Nhiệm Kỳ</b> · 28 <code>facts.json</code><i class="note"></i>'
    assert extraction.literal_text(page) == []
