"""Names of countries in the reader's language (ISO 3166-1 codes, names of the Unicode CLDR through Babel)."""

from functools import cache

from babel import Locale

from nhiemky.core.vietnamese.numbers import Language
from nhiemky.ui.language import language

_CODE_LENGTH = 2
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


@cache
def _names(reader: Language) -> dict[str, str]:
    territories = Locale(reader).territories
    codes = [code for code in territories if len(code) == _CODE_LENGTH and code.isalpha() and code not in _NO_COUNTRY]
    return {code: territories[code] for code in sorted(codes, key=lambda code: (code != "VN", territories[code]))}


def country_name(code: str) -> str:
    """The name, or the code itself where there is none."""
    return _names(language()).get(code, code)


def choices() -> list[tuple[str, str]]:
    """Every country for a choice field, Vietnam first."""
    return list(_names(language()).items())
