"""Names of countries in the reader's language (ISO 3166-1 codes, names of the Unicode CLDR through Babel)."""

from functools import cache

from babel import Locale

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.ui.language import language

_CODE_LENGTH = 2
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


@cache
def _names(reader: Language) -> dict[str, str]:
    names = {str(code): str(name) for code, name in Locale(reader).territories.items()}
    codes = [code for code in names if len(code) == _CODE_LENGTH and code.isalpha() and code not in _NO_COUNTRY]
    return {code: names[code] for code in sorted(codes, key=lambda code: (code != "VN", title_sort_key(names[code])))}


def country_name(code: str) -> str:
    """The name, or the code itself where there is none."""
    return _names(language()).get(code, code)


def country(code: str) -> Bilingual:
    """The name in both languages, or the code itself where there is none."""
    return Bilingual(_names("vi").get(code, code), _names("en").get(code, code))


def choices() -> list[tuple[str, str]]:
    """Every country for a choice field, Vietnam first."""
    return list(_names(language()).items())
