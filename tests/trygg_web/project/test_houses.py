"""The page that says who is who."""

import pytest
from django.test import Client, override_settings

POLICE = ["police", "http://127.0.0.1:8000"]
SOCIAL = ["social", "http://127.0.0.1:8001"]


def test_the_page_of_houses_is_absent_where_nobody_named_them(client: Client, db: None) -> None:
    assert client.get("/husen/").status_code == 404


@override_settings(TRYGG_HOUSES=(POLICE, SOCIAL))
def test_a_stranger_reads_which_house_is_whose(client: Client, db: None) -> None:
    page = client.get("/husen/").content.decode()

    assert "Polisen" in page
    assert "http://127.0.0.1:8001" in page


@pytest.mark.parametrize("named", [True, False])
def test_the_log_in_page_leads_there_only_where_there_are_several_houses(named: bool, client: Client, db: None) -> None:
    with override_settings(TRYGG_HOUSES=(POLICE, SOCIAL) if named else ()):
        page = client.get("/konto/logga-in/").content.decode()

    assert ("/husen/" in page) == named
