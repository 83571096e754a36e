"""How often the search finds an answer, on the half of the queries on which nothing is tuned."""

import pytest

import success

REPORTED = [query for query in success.queries() if query.is_reported]


@pytest.fixture(scope="module")
def as_written() -> success.Success:
    return success.success(REPORTED, success.found({query.id: query.text for query in REPORTED}))


def test_the_halves_are_alike():
    queries = success.queries()
    assert len(queries) >= 150 and len(REPORTED) * 2 == len(queries)
    assert all(query.text != query.misspelt and query.answers for query in queries)


def test_an_answer_comes_first_and_nearly_always_among_the_first_five(as_written):
    assert as_written.at_1 >= 0.75 and as_written.at_5 >= 0.92, as_written


def test_slips_take_little_away(as_written):
    slips = success.success(REPORTED, success.found({query.id: query.misspelt for query in REPORTED}))
    assert as_written.at_1 - slips.at_1 <= 0.05 and as_written.at_5 - slips.at_5 <= 0.05, slips


def test_every_answer_is_an_item():
    known = set(success.PlainSearch().ids)
    for query in success.queries():
        assert set(query.answers) <= known, query
