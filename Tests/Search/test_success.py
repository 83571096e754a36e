"""How often the search finds an answer, on the half of the queries on which nothing is tuned."""

from pathlib import Path

import pytest

import success

SETS = {"queries": 150, "unseen": 300}


@pytest.fixture(scope="module", params=SETS)
def set_of_queries(request: pytest.FixtureRequest) -> tuple[str, list[success.Query]]:
    return request.param, success.queries(Path(success.__file__).parent / f"{request.param}.yaml")


@pytest.fixture(scope="module")
def reported(set_of_queries) -> list[success.Query]:
    return [query for query in set_of_queries[1] if query.is_reported]


@pytest.fixture(scope="module")
def as_written(reported) -> success.Success:
    return success.success(reported, success.found({query.id: query.text for query in reported}))


def test_the_halves_are_alike(set_of_queries, reported):
    name, queries = set_of_queries
    assert len(queries) >= SETS[name] and len(reported) * 2 == len(queries)
    assert all(query.text != query.misspelt and query.answers for query in queries)


def test_an_answer_comes_first_and_nearly_always_among_the_first_five(as_written):
    assert as_written.at_1 >= 0.75 and as_written.at_5 >= 0.92, as_written


def test_slips_take_little_away(reported, as_written):
    slips = success.success(reported, success.found({query.id: query.misspelt for query in reported}))
    assert as_written.at_1 - slips.at_1 <= 0.05 and as_written.at_5 - slips.at_5 <= 0.05, slips


def test_every_answer_is_an_item(set_of_queries):
    known = set(success.PlainSearch().ids)
    for query in set_of_queries[1]:
        assert set(query.answers) <= known, query
