"""The lives of reporting units: read one by one, or many ahead."""

import pytest

from nhiemky.records.remembered import remembering
from nhiemky.reporting import lives
from tests import people
from tests.zones import register as registers


@pytest.fixture
def register(db):
    return registers.register(people.house())


def test_certificates_read_ahead_cost_one_query_for_any_number_of_projects(register, django_assert_num_queries):
    others = [registers.project(register.zone, register.enterprise, f"da-{number}") for number in (2, 3)]
    for projects in ([register.project], [register.project, *others]):
        with remembering():
            with django_assert_num_queries(1):
                lives.read_ahead(projects)
            with django_assert_num_queries(0):
                found = [lives.issued(project) for project in projects]
        assert found == [lives.certificates([project])[project.pk] for project in projects]
        assert all(found)


def test_a_zone_has_no_certificates_whatever_project_has_its_number(register, django_assert_num_queries):
    register.zone.pk = register.project.pk
    with remembering():
        lives.read_ahead([register.project])
        assert lives.issued(register.zone) == []
