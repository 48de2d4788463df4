from nhiemky.core.ballots.identity import election_number


def test_an_election_is_the_same_however_its_names_are_written():
    number = election_number("Chi bộ Quản lý", "Bầu Chi ủy khóa VIII")
    assert number == election_number("CHI BỘ  QUẢN LÝ ", "Bầu Chi u\u0309y khóa VIII")
    assert 0 <= number < 2**24


def test_where_the_organisation_ends_and_the_title_begins_counts():
    assert election_number("Chi bộ", "A B") != election_number("Chi bộ A", "B")
