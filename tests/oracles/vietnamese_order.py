"""A slow second implementation of the order of names: compares two names letter by letter from written-out tables."""

import unicodedata

ROWS = [
    "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "b", "c", "d", "đ", "eèẻẽéẹ", "êềểễếệ", "f", "g", "h", "iìỉĩíị", "j", "k", "l", "m",
    "n", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "p", "q", "r", "s", "t", "uùủũúụ", "ưừửữứự", "v", "w", "x", "yỳỷỹýỵ", "z",
]  # fmt: skip


def place(character: str) -> tuple[int, int]:
    for row, letters in enumerate(ROWS):
        if character.lower() in letters:
            return row, letters.index(character.lower())
    raise ValueError(character)


def compare_words(left: list[str], right: list[str], column: int) -> int:
    """Compare lists of words by letter (column 0) or by the tone of each syllable (column 1)."""
    for index in range(max(len(left), len(right))):
        if index >= len(left):
            return -1
        if index >= len(right):
            return 1
        one, other = ([place(character)[column] for character in word] for word in (left[index], right[index]))
        if column == 1:
            one, other = [max(one)], [max(other)]
        if one != other:
            return -1 if one < other else 1
    return 0


def compare_names(left: str, right: str) -> int:
    """Return -1, 0 or 1; case and the place of the tone mark do not count."""
    names = [unicodedata.normalize("NFC", name).split() for name in (left, right)]
    given = [name[-1:] for name in names]
    surname = [name[:1] if len(name) > 1 else [] for name in names]
    middle = [name[1:-1] for name in names]
    for one, other in (given, surname, middle):
        for column in (0, 1):
            answer = compare_words(one, other, column)
            if answer:
                return answer
    return 0
